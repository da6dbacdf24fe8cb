"""Every text of a rule has the observation first, then the comparison, and never advice."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.titration.rules.histories import every_code, history, step
from tests.titration.rules.oracle_days import step_on
from tests.titration.rules.strategies import LISTED_TERMS, NEARLY_LISTED_TERMS, histories
from titration import rules
from titration.rules import RULES, SOURCES, History, flags

FOLDER = Path(rules.__file__).parent

# Refused as words. "increase" and "reduce" tell a person what to do;
# "decreased blood pressure" is what a patient has.
REFUSED = re.compile(
    r"""\b(
        should | shouldn.t | must | mustn.t | needs?\ to | consider(s|ed|ing)? | recommend\w*
        | advis\w* | (take|seek|follow|get|ask\ for)\ (\w+\ )?advice
        | increase | reduce | (un)?safe(ly|r|st|ty)? | too\ (high|low) | overdos\w*
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
ILL_WRITTEN_AMOUNTS = {
    "a trailing zero": re.compile(r"\d\.\d*0\b"),
    "no leading zero": re.compile(r"(?<!\d)\.\d"),
    "a bare point": re.compile(r"\d\.(?=\s+m)"),
    "an exponent": re.compile(r"\d[eE][+-]?\d+\s"),
    "no space before the unit": re.compile(r"\d(mg|mcg)", re.IGNORECASE),
    "another unit": re.compile(r"\d\s*(µg|μg|ug|g|kg|ml|mgs|MG|Mg|milligrams?|micrograms?)\b"),
}


def ill_written(text: str) -> list[str]:
    """Yield the name of each fault of a text."""
    wrong = [name for name, pattern in ILL_WRITTEN_AMOUNTS.items() if pattern.search(text)]
    return wrong + [found.group() for found in REFUSED.finditer(text)]


REFUSED_TEXTS = (
    "The dose should rise.",
    "Doses must differ.",
    "One needs to wait.",
    "You need to wait.",
    "Consider 5 mg.",
    "It is recommended.",
    "A recommendation.",
    "Clinicians are advised.",
    "Seek medical advice.",
    "Increase by 5 mg.",
    "Reduce it.",
    "This is safe.",
    "An unsafe dose.",
    "Too high",
    "too low",
    "An overdose",
    "5.0 mg",
    "12.50 mg",
    ".5 mg",
    "1E+1 mg",
    "5mg",
    "50mcg",
    "50 µg",
    "5 MG",
)
ACCEPTED_TEXTS = (
    "decreased blood pressure",
    "milder ones may need less",
    "described as needing immediate medical attention",
    "10–20 mg per dose",
    "0.5 mg and 12.05 mg",
    "2,000 mcg a day",
    "mustard",
    "30 mg, derived as 3 × 10 mg",
    "ends at 60 mg per day.",
    "100 mg",
)


@pytest.mark.parametrize("text", REFUSED_TEXTS)
def test_the_net_catches(text: str) -> None:
    assert ill_written(text)


@pytest.mark.parametrize("text", ACCEPTED_TEXTS)
def test_the_net_lets_through(text: str) -> None:
    assert ill_written(text) == []


def strings(value: object) -> Iterator[str]:
    """Yield every string in a JSON document, the keys of its objects too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def test_the_data_of_the_rules() -> None:
    """Every string of every data file beside the rules, and every code's sentence."""
    files = [json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")]
    said = [text for rule in RULES.values() for text in (rule.label, rule.why_none, rule.levels)]
    when = [rule.when(source) for rule in RULES.values() for source in SOURCES]
    told = list(strings([*files, *RULES, said, when]))
    assert len(told) > 100
    assert {text: wrong for text in told if (wrong := ill_written(text))} == {}


@given(histories())
@settings(max_examples=300, deadline=None)
def test_every_text_of_any_history(recorded: History) -> None:
    """Free text is the clinic's own and may say anything; here it is a plain term."""
    plain = LISTED_TERMS + NEARLY_LISTED_TERMS
    terms = [replace(e, term=plain[n % len(plain)]) for n, e in enumerate(recorded.side_effects)]
    for flag in flags(replace(recorded, side_effects=tuple(terms))):
        cited = [statement.fact for statement in flag.statements]
        told = (flag.observed, flag.compared_with, flag.arithmetic, *cited, flag.source.title)
        for text in told:
            assert ill_written(text) == []


TIMES = ("never", "once", "twice", "three", "four", "five", "six", "seven", "eight")


@given(histories())
@settings(deadline=None)
def test_what_was_recorded_comes_first(recorded: History) -> None:
    """The observed half holds every recorded figure the comparison rests on."""
    for flag in flags(recorded):
        step = step_on(flag.since, recorded)
        assert flag.observed.startswith("Recorded ")
        for figure in figures_compared(flag.code, step.doses_mg if step else ()):
            assert figure in flag.observed


def figures_compared(code: str, doses_mg: tuple[Decimal, ...]) -> list[str]:
    """Return the regimen's figures that a reader needs to redo a dose comparison by hand."""
    match code:
        case "per-dose-below":
            return [mg(dose) for dose in doses_mg if dose < 10]
        case "per-dose-above":
            return [mg(dose) for dose in doses_mg if dose > 20]
        case "frequency-differs":
            return [TIMES[len(doses_mg)]]
        case "total-below" | "total-above" | "first-step-not-low":
            return [mg(sum(doses_mg, Decimal(0)))]
    return []


def mg(amount: Decimal) -> str:
    """Write an amount as a reader does."""
    return f"{amount:.2f}".rstrip("0").rstrip(".") + " mg"


# code, what the comparison says of the article
COMPARED_WITH = {
    "per-dose-below": "the article; usual adult maintenance; 10–20 mg per dose",
    "per-dose-above": "the article; usual adult maintenance; 10–20 mg per dose",
    "frequency-differs": "the article; usual adult maintenance; three times a day",
    "total-below": "the article; usual adult maintenance; 30 mg; derived; 3 × 10 mg",
    "total-above": "the article; usual adult maintenance; 60 mg; derived; 3 × 20 mg",
    "comparison-not-made": "the article; usual maintenance; so none is compared",
    "first-step-not-low": "the article; usually low; 30 mg; derived; 3 × 10 mg",
    "serious-effect": "the article; serious; immediate medical attention",
    "common-effect": "the article; common; mild",
    "effect-not-listed": "the article; neither; common; serious",
    "caution-recorded": "the article; caution",
    "caution-not-asked": "the article; caution",
    "no-contact-since-change": "the article; close monitoring",
    "review-overdue": "the clinic’s own; no statement",
    "worse-on-same-dose": "the article; tolerance",
    "same-benefit-at-lower-dose": "the article; smallest dose that works",
    "no-other-treatment": "the article; physical therapy; occupational therapy; other treatment",
    "intrathecal-outside": "the article; 50–2,000 mcg a day",
}


def test_then_comes_what_it_was_compared_with() -> None:
    raised = [flag for recorded in every_code() for flag in flags(recorded)]
    assert {flag.code for flag in raised} == set(COMPARED_WITH)
    for flag in raised:
        for words in COMPARED_WITH[flag.code].split("; "):
            assert words in flag.compared_with


# a dose in mg, how it is written
WRITTEN = [
    ("5", "5 mg"),
    ("5.00", "5 mg"),
    ("7.50", "7.5 mg"),
    ("0.5", "0.5 mg"),
    ("0.01", "0.01 mg"),
    ("9.99", "9.99 mg"),
    ("1.3E+2", "130 mg"),
    ("100", "100 mg"),
    ("20.01", "20.01 mg"),
    ("999.99", "999.99 mg"),
]


@pytest.mark.parametrize(("amount", "written"), WRITTEN)
def test_how_an_amount_is_written(amount: str, written: str) -> None:
    told = flags(history(step("2026-01-05", amount)))
    per_dose = [flag.observed for flag in told if flag.code.startswith("per-dose")]
    total = [flag.observed for flag in told if flag.code.startswith("total")]
    assert per_dose == [f"Recorded {written} in one dose"]
    assert all(text.startswith(f"Recorded {written} per day") for text in total)


def test_the_sum_of_unequal_amounts_is_shown() -> None:
    """Inputs and arithmetic, so that the reader can redo it: 5 + 5 + 7.5 = 17.5."""
    (total,) = [
        flag.observed
        for flag in flags(history(step("2026-01-05", "5 5 7.5")))
        if flag.code == "total-below"
    ]
    assert total == "Recorded 17.5 mg per day (5 + 5 + 7.5)"
