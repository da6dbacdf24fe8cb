"""What each source states, section by section, and the rules that cite it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from titration.record.side_effects.near_words import NEAR_WORDS
from titration.rules import CLINIC, RULES, SOURCES, VERSIONS, Rule, Source, Statement, Version


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """A rule in words: its label, when a flag is raised, and at which level."""

    label: str
    when: str
    level: str
    why_none: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement, its figures in words, and the rules that cite it, or why none does."""

    id: str
    fact: str
    figures: list[str]
    rules: list[RuleInWords]
    why_unused: str
    clinician_check: str
    review_due: date


@dataclass(frozen=True, slots=True)
class Section:
    """The statements taken from one section of a source."""

    heading: str
    statements: list[StatementRow]


@dataclass(frozen=True, slots=True)
class SourceInWords:
    """A source: what identifies it, its limits, what it states and what it gives no figure for."""

    id: str
    name: str
    title: str
    sha256: str
    limits: str
    checked: str
    sections: list[Section]
    not_given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference page.

    ``own`` are the rules that cite no statement; ``versions`` are those of rules and
    statements, latest first. ``near_words`` are by listed term the words that may mean it.
    """

    sources: list[SourceInWords]
    own: list[RuleInWords]
    versions: list[Version]
    near_words: list[tuple[str, list[str]]]


def reference_page(sources: tuple[Source, ...] = SOURCES) -> Reference:
    """Make the reference page. Nothing in it comes from the database."""
    return Reference(
        sources=[source_in_words(source) for source in sources],
        own=[in_words(rule, CLINIC) for rule in RULES.values() if not rule.statements],
        versions=[*reversed(VERSIONS)],
        near_words=words_by_term(),
    )


def words_by_term() -> list[tuple[str, list[str]]]:
    """Return the listed terms of the table of near words, and the words that may mean each."""
    terms = dict.fromkeys(term for near in NEAR_WORDS.values() for term in near)
    return [(term, [word for word, near in NEAR_WORDS.items() if term in near]) for term in terms]


def source_in_words(source: Source) -> SourceInWords:
    """Put one source in words, its statements in the order of its sections."""
    statements = source.statements.values()
    by_section = groupby(statements, key=lambda statement: statement.section)
    return SourceInWords(
        id=source.id,
        name=source.short_name,
        title=source.title,
        sha256=source.sha256,
        limits=source.limits,
        checked=checked(
            sum(one.clinician_check != "none yet" for one in statements), len(statements)
        ),
        sections=[
            Section(heading, [row(one, source) for one in those]) for heading, those in by_section
        ],
        not_given=source.not_given,
    )


def checked(count: int, total: int) -> str:
    """Say how many statements a clinician has checked."""
    if not count:
        return f"No clinician has checked any of these {total} statements yet."
    return f"A clinician has checked {count} of these {total} statements."


def row(statement: Statement, source: Source) -> StatementRow:
    """Put one statement in words."""
    return StatementRow(
        id=statement.id,
        fact=statement.fact,
        figures=[
            f"{name}: {', '.join(figures)}"
            for name, figures in statement.figures.items()
            if name != "given"
        ],
        rules=[
            in_words(rule, source)
            for rule in RULES.values()
            if statement.id in rule.statements and rule.needs <= source.statements.keys()
        ],
        why_unused=source.unused.get(statement.id, ""),
        clinician_check=statement.clinician_check,
        review_due=date.fromisoformat(statement.review_due),
    )


def in_words(rule: Rule, source: Source) -> RuleInWords:
    """Put a rule in words, with the figures of a source."""
    return RuleInWords(rule.label, rule.when(source), rule.levels, rule.why_none)
