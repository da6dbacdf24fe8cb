"""The forms for side effects: what they refuse, in which words, and the values they return."""

import uuid
from collections.abc import Mapping
from typing import cast

import pytest
from django.forms import ChoiceField
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from patients.days import InexactDay
from tests.factories import on
from tests.titration.record.side_effects.bad_effects import (
    DIZZINESS,
    REFUSED_DATES,
    REFUSED_EFFECTS,
    REFUSED_TERMS,
)
from tests.titration.rules.strategies import LISTED_TERMS, oddly_written
from titration.record.side_effects.forms import (
    LISTED,
    CorrectSideEffectForm,
    NoSideEffectsForm,
    SideEffectForm,
    initial_values,
)
from titration.record.side_effects.models import SideEffect


def posted(**changed: str) -> QueryDict:
    """Return what a browser sends for dizziness, with a new form token."""
    query = QueryDict(mutable=True)
    query.update(DIZZINESS | {"form_token": str(uuid.uuid4())} | changed)
    return query


@pytest.mark.parametrize(("field", "typed", "sentence"), REFUSED_EFFECTS)
def test_a_field_is_refused_in_its_own_words(field: str, typed: str, sentence: str):
    form = SideEffectForm(posted(**{field: typed}))

    assert form.errors == {field: [sentence]}
    assert form[field].value() == typed


@pytest.mark.parametrize(("typed", "field", "sentence"), REFUSED_TERMS)
def test_a_side_effect_is_named_once(typed: dict[str, str], field: str, sentence: str):
    assert SideEffectForm(posted(**typed)).errors == {field: [sentence]}


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "Enter a date, for example 06-Nov-2025."), *REFUSED_DATES]
)
def test_the_day_asked_on_is_refused_in_words(typed: str, sentence: str):
    assert NoSideEffectsForm(posted(asked_on=typed)).errors == {"asked_on": [sentence]}


def values(form: SideEffectForm) -> Mapping[str, object]:
    assert form.errors == {}
    return form.values


def test_the_values_are_those_of_the_action():
    form = SideEffectForm(posted(resolved_on="09-Jan-2026", note=" at  night "))

    assert values(form) == {
        "form_token": uuid.UUID(str(form["form_token"].value())),
        "term": "dizziness",
        "severity": "mild",
        "onset_on": on("2026-01-08"),
        "resolved_on": on("2026-01-09"),
        "reported_on": on("2026-01-10"),
        "reported_by": "carer",
        "action_taken": "dose changed",
        "note": "at night",
    }


def test_the_article_s_terms_are_offered_as_it_lists_them():
    listed_term = cast(ChoiceField, SideEffectForm().fields["listed_term"])
    groups = cast(list[tuple[str, list[tuple[str, str]]]], listed_term.choices)

    offered = {heading: [term for term, _ in choices] for heading, choices in groups}
    assert offered == {
        "Listed as common in the article": list(LISTED_TERMS[:4]),
        "Listed as serious in the article": list(LISTED_TERMS[4:]),
        "Not in the article": ["other"],
    }


@pytest.mark.parametrize("term", LISTED_TERMS)
def test_a_listed_term_is_recorded_as_listed(term: str):
    assert values(SideEffectForm(posted(listed_term=term)))["term"] == term


@given(st.sampled_from(LISTED_TERMS).flatmap(oddly_written))
def test_another_term_typed_like_a_listed_one_is_that_term(typed: str):
    form = SideEffectForm(posted(listed_term="other", other_term=typed))

    assert values(form)["term"] == " ".join(typed.lower().rstrip(" \t\n.,;:!…").split())
    assert values(form)["term"] in LISTED


def test_another_term_stays_as_it_was_typed():
    for typed in (
        "REM sleep disorder",
        "REM sleep disorder.",
        "Weakness?",
        "p.m. pain",
    ):
        form = SideEffectForm(posted(listed_term="other", other_term=f" {typed} "))

        assert values(form)["term"] == typed


def test_no_severity_is_preselected():
    assert SideEffectForm()["severity"].value() is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("08-Jan-2026", on("2026-01-08")),
        ("Mar-2024", InexactDay.in_month(2024, 3)),
        ("2024-03", InexactDay.in_month(2024, 3)),
        ("2024", InexactDay.in_year(2024)),
    ],
)
def test_an_onset_is_a_day_a_month_or_a_year(typed: str, told: object):
    form = SideEffectForm(posted(onset_on=typed))

    assert values(form)["onset_on"] == told


@pytest.mark.parametrize(("reason", "wrong"), [("", True), (" ", True), ("Typo", False)])
def test_a_correction_needs_a_reason(reason: str, *, wrong: bool):
    form = CorrectSideEffectForm(posted(error_reason=reason))

    sentence = "Enter why this was entered in error."
    assert form.errors == ({"error_reason": [sentence]} if wrong else {})


@pytest.mark.parametrize(
    ("term", "chosen"),
    [
        ("dry mouth", {"listed_term": "dry mouth"}),
        ("Hiccups", {"listed_term": "other", "other_term": "Hiccups"}),
    ],
)
def test_a_recorded_effect_fills_in_the_form_that_corrects_it(term: str, chosen: dict[str, str]):
    effect = SideEffect(
        term=term, severity="severe", onset_on=on("2026-01-08"), resolved_on=None,
        reported_on=on("2026-01-10"), reported_by="carer", action_taken="referred", note="At night",
    )  # fmt: skip

    assert initial_values(effect) == chosen | {
        "severity": "severe",
        "onset_on": on("2026-01-08"),
        "resolved_on": None,
        "reported_on": on("2026-01-10"),
        "reported_by": "carer",
        "action_taken": "referred",
        "note": "At night",
    }
