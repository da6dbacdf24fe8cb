"""The article's statements, section by section, and the flags that rest on each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from titration.rules import (
    ARTICLE,
    CODES,
    INTRATHECAL,
    UNUSED,
    VERSIONS,
    AdultMaintenance,
    Statement,
    Version,
    mcg,
    mg,
)

USUAL = AdultMaintenance.of(ARTICLE)
ON_THE_WAY = "notice; context in the phases initiation and taper"
LOW, HIGH = map(Decimal, ARTICLE.figures("intrathecal-daily", "mcg per day"))
UNLESS_SEVERE = "context; notice when recorded as severe"


class Raised(NamedTuple):
    """When a code is raised, and at which level."""

    when: str
    level: str


RAISED = {
    "per-dose-below": Raised(f"an amount below {mg(USUAL.low_mg)}", ON_THE_WAY),
    "per-dose-above": Raised(f"an amount above {mg(USUAL.high_mg)}", "notice"),
    "frequency-differs": Raised(f"other than {USUAL.times} amounts a day", ON_THE_WAY),
    "total-below": Raised(f"a total below {USUAL.low_total_text}", ON_THE_WAY),
    "total-above": Raised(f"a total above {USUAL.high_total_text}", "notice"),
    "comparison-not-made": Raised(
        "baclofen taken before the age of 18, or with no birth date recorded; the doses are"
        " then compared with nothing",
        "context",
    ),
    "first-step-not-low": Raised(
        "the first step of a course, not marked as already taking, with a total of"
        f" {USUAL.low_total_text}, or more",
        "notice",
    ),
    "serious-effect": Raised("an effect recorded under one of these terms", "attention"),
    "common-effect": Raised("an effect recorded under one of these terms", UNLESS_SEVERE),
    "effect-not-listed": Raised("an effect recorded under any other term", UNLESS_SEVERE),
    "caution-recorded": Raised(
        "one of these histories recorded as present, while baclofen is taken", "notice"
    ),
    "caution-not-asked": Raised(
        "one of these histories not asked about, while baclofen is taken", "context"
    ),
    "no-contact-since-change": Raised(
        "from the day after a change of dose until the first side-effect check, rating, review"
        " or reported effect dated after it, or the next step",
        "context",
    ),
    "review-overdue": Raised(
        "from the day after the date recorded for the next review until a review is recorded",
        "notice",
    ),
    "worse-on-same-dose": Raised(
        "a rating worse than the one before it on the same measure, both telling of one"
        " unchanged dose; a rating tells of the dose held on the day before it",
        "notice",
    ),
    "same-benefit-at-lower-dose": Raised(
        "a rating no better than an earlier one of the same measure that told of a lower total",
        "context",
    ),
    "no-other-treatment": Raised(
        f"baclofen taken on days with no other treatment recorded; {INTRATHECAL} is not another",
        "context",
    ),
    "intrathecal-outside": Raised(
        f"{INTRATHECAL} recorded with less than {mcg(LOW)} or more than {mcg(HIGH)} a day",
        "notice",
    ),
}
NOT_GIVEN = (
    "a starting dose",
    "the size of a step",
    "the interval between steps",
    "a maximum",
    "how baclofen is stopped",
    "children",
    "kidney function",
    "the elderly",
)


@dataclass(frozen=True, slots=True)
class FlagCode:
    """A flag's code in words: what it is called, when it is raised, at which level."""

    label: str
    when: str
    level: str
    why_none: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement, with its figures in words and the flags that rest on it, or why none does."""

    id: str
    fact: str
    figures: list[str]
    flags: list[FlagCode]
    why_unused: str
    clinician_check: str
    review_due: date


@dataclass(frozen=True, slots=True)
class Section:
    """The statements taken from one section of the article."""

    heading: str
    statements: list[StatementRow]


@dataclass(frozen=True, slots=True)
class Reference:
    """The article: what identifies it, its limits, what it says and what it does not.

    ``own`` are the flags that rest on no statement, ``versions`` those of the
    rules and statements, latest first.
    """

    title: str
    sha256: str
    limits: str
    checked: str
    sections: list[Section]
    not_given: tuple[str, ...]
    own: list[FlagCode]
    versions: list[Version]


def reference() -> Reference:
    """The reference page. Nothing in it comes from the database."""
    statements = ARTICLE.statements.values()
    by_section = groupby(statements, key=lambda statement: statement.section)
    return Reference(
        title=ARTICLE.title,
        sha256=ARTICLE.sha256,
        limits=ARTICLE.limits,
        checked=checked(sum(one.clinician_check != "none yet" for one in statements)),
        sections=[Section(heading, [row(one) for one in those]) for heading, those in by_section],
        not_given=NOT_GIVEN,
        own=[flag_code(name) for name, code in CODES.items() if not code.statements],
        versions=[*reversed(VERSIONS)],
    )


def checked(count: int) -> str:
    """How many statements a clinician has checked, in plain words."""
    total = len(ARTICLE.statements)
    if not count:
        return f"No clinician has checked any of these {total} statements yet."
    return f"A clinician has checked {count} of these {total} statements."


def row(statement: Statement) -> StatementRow:
    """One statement in words."""
    return StatementRow(
        id=statement.id,
        fact=statement.fact,
        figures=[
            f"{name}: {', '.join(figures)}"
            for name, figures in statement.figures.items()
            if name != "given"
        ],
        flags=[flag_code(name) for name, code in CODES.items() if statement.id in code.statements],
        why_unused=UNUSED.get(statement.id, ""),
        clinician_check=statement.clinician_check,
        review_due=date.fromisoformat(statement.review_due),
    )


def flag_code(name: str) -> FlagCode:
    """A code in words."""
    return FlagCode(CODES[name].label, *RAISED[name], CODES[name].why_none)
