"""The form for a dose step: what it refuses, in which words, and the values it returns."""

import uuid
from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django.core.exceptions import ValidationError
from django.http import QueryDict

from patients.days import InexactDay
from patients.web.posted_form import INCOMPLETE
from tests.factories import amounts, on
from tests.titration.record.dose_steps.bad_doses import (
    DIFFERENT,
    FIFTEEN,
    REFUSED,
    REFUSED_AMOUNTS,
)
from titration.record.dose_steps.forms import CorrectDoseStepForm, DoseStepForm

MONDAY = on("2026-03-02")


def form_with(**changed: str) -> DoseStepForm:
    return DoseStepForm(posted_fields(**changed))


def posted_fields(**changed: str) -> QueryDict:
    """Return what a browser sends for 15 mg three times a day, with changes."""
    query = QueryDict(mutable=True)
    query.update(FIFTEEN | {"seen": "0.0", "form_token": str(uuid.uuid4())} | changed)
    return query


@pytest.mark.parametrize(("field", "typed", "sentence"), REFUSED)
def test_a_field_is_refused_in_its_own_words(field: str, typed: str, sentence: str):
    form = form_with(**{field: typed})

    assert form.errors == {field: [sentence]}
    assert form[field].value() == typed


@pytest.mark.parametrize(("typed", "sentence"), REFUSED_AMOUNTS)
def test_different_amounts_are_refused_in_their_own_words(typed: str, sentence: str):
    form = form_with(**DIFFERENT, amounts=typed)

    assert form.errors == {"amounts": [sentence]}
    assert form["amounts"].value() == typed


def test_everything_wrong_is_said_at_once():
    assert set(form_with(amount="ten", starts_on="31-Feb-2026", phase="").errors) == {
        "amount",
        "starts_on",
        "phase",
    }


@pytest.mark.parametrize("field", ["seen", "form_token"])
@pytest.mark.parametrize("mangled", ["", "\x00", "x\x00"])
def test_damaged_hidden_fields_are_replaced_and_typed_values_stay(field: str, mangled: str):
    form = DoseStepForm(posted_fields(**{field: mangled}), initial={"seen": "7.1"})

    assert form.errors == {"__all__": [INCOMPLETE]}
    assert (form["seen"].value(), form["amount"].value()) == ("7.1", "15")
    assert uuid.UUID(str(form["form_token"].value())).version == 4


def regimen(**typed: str) -> Any:
    form = form_with(**typed)
    assert form.errors == {}
    return form.values["doses_mg"], form.values["phase"]


@pytest.mark.parametrize("times", ["1", "2", "3", "4"])
def test_equal_amounts_are_as_many_as_chosen(times: str):
    assert regimen(times_a_day=times) == (amounts(f"15x{times}"), "maintenance")


@pytest.mark.parametrize(
    "typed", ["5, 5, 12.5", "5 5 12.5", " 5;5; 12.5, ", "5,  5, 12.50", "5 , 5 , 12.5"]
)
def test_different_amounts_are_taken_in_the_order_typed(typed: str):
    assert regimen(**DIFFERENT, amounts=typed) == (amounts("5 5 12.5"), "maintenance")


@pytest.mark.parametrize(
    "typed",
    [
        "5 mg, 5 mg, 12.5 mg a day",
        "5mg 5mg 12.5mg",
        "\N{FULLWIDTH DIGIT FIVE} 5 \N{FULLWIDTH DIGIT ONE}2\N{FULLWIDTH FULL STOP}5",
        "\N{ARABIC-INDIC DIGIT FIVE} 5 12\N{ARABIC DECIMAL SEPARATOR}5",
        "\N{DEVANAGARI DIGIT FIVE}, 5, 12.5",
    ],
)
def test_amounts_are_taken_as_a_page_writes_them_and_in_the_digits_of_any_script(typed: str):
    assert regimen(**DIFFERENT, amounts=typed) == (amounts("5 5 12.5"), "maintenance")


@pytest.mark.parametrize("typed", ["15 mg", "15mg", "15 MG", "\N{FULLWIDTH DIGIT ONE}5"])
def test_one_amount_is_taken_with_its_unit_and_in_the_digits_of_any_script(typed: str):
    assert regimen(amount=typed)[0] == amounts("15x3")


@pytest.mark.parametrize("typed", ["mg", "15 mcg", "15 g", "15 ml"])
def test_no_other_unit_is_taken_for_mg(typed: str):
    assert set(form_with(amount=typed).errors) == {"amount"}


@pytest.mark.parametrize("typed", ["2 Mar 2026", "2 March 2026", "02-March-2026", "2026-03-02"])
def test_a_date_is_taken_in_each_way_that_is_read_in_one_way_only(typed: str):
    form = form_with(starts_on=typed)
    assert form.errors == {}
    assert form.values["starts_on"] == MONDAY


def test_a_stop_has_no_amounts_even_if_other_fields_are_filled_in():
    assert regimen(times_a_day="stop", amounts="5, 5") == ([], "stopped")
    assert regimen(times_a_day="stop", amount="", phase="") == ([], "stopped")


def test_the_choice_tells_which_amounts_count():
    assert regimen(amounts="5, 5")[0] == amounts("15x3")
    assert regimen(times_a_day="different", amounts="5, 5")[0] == amounts("5 5")


def test_the_values_are_those_of_the_action():
    form = form_with(
        reason="tolerance", decided_by="hospital", note=" with  food\r\nat 8 ", seen="7.1"
    )

    assert form.is_valid()
    token = uuid.UUID(str(form["form_token"].value()))
    assert form.values == {
        "form_token": token,
        "seen": "7.1",
        "starts_on": MONDAY,
        "doses_mg": amounts("15x3"),
        "times_of_day": [],
        "in_words": "",
        "phase": "maintenance",
        "reason": "tolerance",
        "decided_by": "hospital",
        "note": "with food\nat 8",
        "already_taking": False,
        "taking_since": None,
    }


def test_already_taking_is_asked_of_the_first_step_alone():
    data = posted_fields(already_taking="on", taking_since="2019")
    first, later, sent = DoseStepForm(data, is_first=True), DoseStepForm(), DoseStepForm(data)

    assert first.is_valid()
    assert first.values["already_taking"] is True
    assert first.values["taking_since"] == InexactDay.in_year(2019)
    for field in ("already_taking", "taking_since"):
        assert field in render_crispy_form(first)
        assert field not in render_crispy_form(later)
        assert field in render_crispy_form(sent)  # what was typed stays


@pytest.mark.parametrize(
    ("times", "argument", "field"),
    [
        ("3", "doses_mg", "amount"),
        ("different", "doses_mg", "amounts"),
        ("by time", "doses_mg", "morning"),
        ("by time", "times_of_day", "morning"),
        ("words", "doses_mg", "in_words"),
        ("words", "in_words", "in_words"),
        ("stop", "doses_mg", "times_a_day"),
        ("stop", "phase", "times_a_day"),
        ("3", "phase", "phase"),
        ("3", "starts_on", "starts_on"),
        ("3", "corrects", "__all__"),
    ],
)
def test_a_refusal_stands_at_the_field_that_was_filled_in(times: str, argument: str, field: str):
    form = form_with(times_a_day=times, amounts="5, 5", morning="5", in_words="as needed")
    assert form.is_valid()

    form.show_refusal(ValidationError({argument: "No."}))

    assert form.errors == {field: ["No."]}


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Enter why this was entered in error."),
        (" \t ", "Enter why this was entered in error."),
        ("x" * 301, "The reason is at most 300 characters; this has 301."),
    ],
)
def test_a_correction_needs_a_reason(reason: str, sentence: str):
    form = CorrectDoseStepForm(posted_fields(error_reason=reason))

    assert form.errors == {"error_reason": [sentence]}
    assert CorrectDoseStepForm(posted_fields(error_reason="Typo")).is_valid()
