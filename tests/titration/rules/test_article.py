"""The article as data: it has every statement of the design, and no field is blank."""

from dataclasses import fields
from datetime import date

import pytest

from tests.titration.rules.histories import every_code
from tests.titration.rules.test_what_flags_say import cited
from titration.rules import ARTICLE, RULES, Statement, flags

DOSAGE = "Baclofen Dosage for Dystonia"
EFFECTS = "Potential Side Effects and Precautions"
CARE = "Utilizing Baclofen in Comprehensive Dystonia Care"
BENEFITS = "Benefits of Baclofen in Dystonia Management"

# statement, its section's heading, words its fact is made of
STATEMENTS = [
    ("oral-maintenance", DOSAGE, "adults; usual maintenance; 10–20 mg; three times a day"),
    ("intrathecal-daily", DOSAGE, "intrathecal; 50; 2,000 mcg a day"),
    ("start-low", DOSAGE, "first dose; low; gradually"),
    ("close-monitoring", DOSAGE, "close monitoring"),
    ("severity-and-dose", DOSAGE, "severer; milder"),
    ("minimum-effective", DOSAGE, "smallest dose that works"),
    ("tolerance", DOSAGE, "tolerance; from time to time"),
    ("common-effects", EFFECTS, "drowsiness; dizziness; weakness; dry mouth; mild; passing"),
    ("serious-effects", EFFECTS, "muscle weakness; mental confusion; immediate medical attention"),
    ("caution", EFFECTS, "kidney disease; epilepsy; psychiatric disorder"),
    ("not-alone", CARE, "physical therapy; occupational therapy; other treatment"),
    ("focal-generalized", "How Baclofen Works", "focal; cervical; generalized"),
    ("benefits", BENEFITS, "spasm; pain; mobility; daily function; sleep; mood"),
]
FIGURES = {
    ("oral-maintenance", "mg per dose"): "10; 20",
    ("oral-maintenance", "times a day"): "3",
    ("intrathecal-daily", "mcg per day"): "50; 2000",
    ("common-effects", "terms"): "drowsiness; dizziness; weakness; dry mouth",
    ("serious-effects", "terms"): (
        "muscle weakness; mental confusion; difficulty breathing; decreased blood pressure"
    ),
    ("caution", "histories"): "kidney disease; epilepsy; psychiatric disorder",
}
RESTS_ON = {
    "per-dose-below": "oral-maintenance",
    "per-dose-above": "oral-maintenance",
    "frequency-differs": "oral-maintenance",
    "total-below": "oral-maintenance",
    "total-above": "oral-maintenance",
    "comparison-not-made": "oral-maintenance",
    "first-step-not-low": "start-low",
    "serious-effect": "serious-effects",
    "common-effect": "common-effects",
    "effect-not-listed": "common-effects, serious-effects",
    "caution-recorded": "caution",
    "caution-not-asked": "caution",
    "no-contact-since-change": "close-monitoring",
    "review-overdue": "",
    "worse-on-same-dose": "tolerance",
    "same-benefit-at-lower-dose": "minimum-effective",
    "no-other-treatment": "not-alone",
    "intrathecal-outside": "intrathecal-daily",
}
OWN_DATE = "the clinic’s own date"


def test_the_article_is_named_by_its_title_and_hash() -> None:
    assert ARTICLE.title == "Understanding Baclofen’s Role in Dystonia Treatment"
    assert ARTICLE.sha256 == "c460f3ae5318fb8eae0de6e785d8dc02ac0740bc1185c9069d0d3aff738dab06"


def test_the_articles_limits_are_named() -> None:
    assert ARTICLE.limits == (
        "general patient-information article; author and date not stated; dosage table uncited"
    )


def test_the_article_has_exactly_these_statements() -> None:
    assert list(ARTICLE.statements) == [statement for statement, *_ in STATEMENTS]


@pytest.mark.parametrize(("statement", "section", "words"), STATEMENTS)
def test_a_statement(statement: str, section: str, words: str) -> None:
    stated = ARTICLE.statements[statement]
    assert (stated.id, stated.section) == (statement, section)
    for word in words.split("; "):
        assert word in stated.fact.lower()


@pytest.mark.parametrize(("statement", "name"), FIGURES)
def test_the_figures_that_rules_compare_with(statement: str, name: str) -> None:
    assert "; ".join(ARTICLE.figures(statement, name)) == FIGURES[statement, name]


@pytest.mark.parametrize("statement", ARTICLE.statements.values(), ids=lambda s: str(s.id))
def test_no_field_is_blank(statement: Statement) -> None:
    for field in fields(statement):
        assert getattr(statement, field.name), field.name
    assert all(text.strip() == text != "" for text in texts(statement))


def texts(statement: Statement) -> list[str]:
    """Every string of a statement, those of its figures too."""
    figures = [text for name, given in statement.figures.items() for text in (name, *given)]
    assert all(statement.figures.values())
    plain = [getattr(statement, field.name) for field in fields(statement)]
    return [text for text in plain if isinstance(text, str)] + figures


@pytest.mark.parametrize("statement", ARTICLE.statements.values(), ids=lambda s: str(s.id))
def test_the_article_is_marked_as_unchecked_with_a_review_due(statement: Statement) -> None:
    assert statement.clinician_check == "none yet"
    assert str(date.fromisoformat(statement.review_due)) == statement.review_due


def test_every_flag_rests_on_statements_of_the_article_or_names_the_clinic() -> None:
    raised = {flag.code: flag for recorded in every_code() for flag in flags(recorded)}
    assert {code: cited(flag) for code, flag in raised.items()} == RESTS_ON
    for flag in raised.values():
        assert flag.source.title == (ARTICLE.title if flag.statements else OWN_DATE)


def test_the_codes_are_listed_with_the_statements_they_rest_on() -> None:
    assert {code: ", ".join(rule.statements) for code, rule in RULES.items()} == RESTS_ON
    assert {name for rule in RULES.values() for name in rule.statements} <= set(ARTICLE.statements)


def test_a_code_without_a_statement_says_why() -> None:
    assert {name for name, rule in RULES.items() if rule.why_none} == {"review-overdue"}
    assert all(bool(rule.statements) != bool(rule.why_none) for rule in RULES.values())


def test_a_statement_without_a_code_says_why() -> None:
    used = {name for rule in RULES.values() for name in rule.statements}
    assert set(ARTICLE.unused) == set(ARTICLE.statements) - used
    assert all(ARTICLE.unused.values())
