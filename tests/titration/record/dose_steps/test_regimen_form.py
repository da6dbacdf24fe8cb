"""Amounts by time of day and regimens in words, as the form for a dose step takes them."""

from dataclasses import replace
from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import amounts
from tests.pages.markup import fields
from tests.titration.reading.records import step_row
from tests.titration.record.dose_steps.bad_doses import (
    BY_TIME,
    FIFTEEN,
    REFUSED_TIMES,
    REFUSED_WORDS,
    WORDS,
)
from tests.titration.record.dose_steps.test_forms import MONDAY, form_with, posted_fields
from tests.titration.rules.strategies import phases
from titration.reading.rows import RecordedStep
from titration.record.dose_steps.forms import DoseStepForm, initial_values
from titration.record.dose_steps.models import TIMES_IN_A_DAY


@pytest.mark.parametrize(("field", "typed", "sentence"), REFUSED_TIMES)
def test_amounts_by_time_of_day_are_refused_in_their_own_words(
    field: str, typed: str, sentence: str
):
    form = form_with(**BY_TIME, **{field: typed})

    assert form.errors == {field: [sentence]}
    assert form[field].value() == typed


@pytest.mark.parametrize(("typed", "sentence"), REFUSED_WORDS)
def test_a_regimen_in_words_is_refused_in_its_own_words(typed: str, sentence: str):
    form = form_with(**WORDS, in_words=typed)

    assert form.errors == {"in_words": [sentence]}
    assert form["in_words"].value() == typed


@pytest.mark.parametrize(
    ("typed", "doses", "times"),
    [
        ({"morning": "10", "bedtime": "20"}, "10 20", ["morning", "bedtime"]),
        ({"midday": "5 mg"}, "5", ["midday"]),
        (
            {"bedtime": "20", "evening": "15", "midday": "10", "morning": "5"},
            "5 10 15 20",
            ["morning", "midday", "evening", "bedtime"],
        ),
    ],
)
def test_amounts_by_time_of_day_are_those_filled_in_in_the_order_of_the_day(
    typed: dict[str, str], doses: str, times: list[str]
):
    form = form_with(**BY_TIME, **typed)

    assert form.errors == {}
    assert form.values["doses_mg"] == amounts(doses)
    assert (form.values["times_of_day"], form.values["in_words"]) == (times, "")


def test_a_regimen_in_words_has_no_amounts_even_if_other_fields_are_filled_in():
    form = form_with(times_a_day="words", amount="15", morning="5", in_words=" 5 mg  every 2 days ")

    assert form.errors == {}
    assert (form.values["doses_mg"], form.values["times_of_day"]) == ([], [])
    assert (form.values["in_words"], form.values["phase"]) == ("5 mg every 2 days", "maintenance")


def test_words_and_times_count_only_where_they_are_chosen():
    form = form_with(morning="5", in_words="as needed")

    assert form.errors == {}
    assert form.values["doses_mg"] == amounts("15x3")
    assert (form.values["times_of_day"], form.values["in_words"]) == ([], "")


amount = st.decimals("0.01", "999.99", places=2)
equal = st.tuples(amount, st.integers(1, 8)).map(lambda made: [made[0]] * made[1])
unequal = st.lists(amount, min_size=1, max_size=8)


timed = st.sampled_from(TIMES_IN_A_DAY[1:]).flatmap(
    lambda times: st.tuples(
        st.lists(amount, min_size=len(times), max_size=len(times)), st.just(times)
    )
)
told = st.one_of(
    (equal | unequal).map(lambda doses_mg: {"doses_mg": tuple(doses_mg)}),
    timed.map(lambda made: {"doses_mg": tuple(made[0]), "times_of_day": tuple(made[1])}),
    st.sampled_from(("as needed", "5 mg every other day", "?5")).map(
        lambda said: {"in_words": said}
    ),
)


@given(told, phases)
def test_every_regimen_fills_in_a_form_that_records_it(told: dict[str, Any], phase: str):
    step = replace(step_row("", from_=MONDAY), phase=phase, **told)
    form = DoseStepForm(initial=initial_values(step, MONDAY) | {"seen": "0.0"})

    filled_in = posted_fields(**FIFTEEN | {"amount": ""} | fields(render_crispy_form(form)))
    again = DoseStepForm(filled_in)

    assert again.errors == {}
    assert again.values["doses_mg"] == list(step.doses_mg)
    assert again.values["times_of_day"] == list(step.times_of_day)
    assert (again.values["in_words"], again.values["phase"]) == (step.in_words, phase)
    assert again.values["starts_on"] == MONDAY


@pytest.mark.parametrize("step", [None, step_row("", from_="2026-01-05")])
def test_from_no_dose_only_the_date_is_filled_in(step: RecordedStep | None):
    assert initial_values(step, MONDAY) == {"starts_on": MONDAY, "phase": "initiation"}
