"""Ratings: what the table refuses, and how each is written as text."""

from typing import Any

import pytest
from django.db import IntegrityError

from patients.models import Patient
from tests.factories import a_rating, in_error
from titration.record.ratings.models import Measure
from titration.rules import BETTER

pytestmark = pytest.mark.django_db

TWSTRS: dict[str, Any] = {"measure": "TWSTRS", "low": "0", "high": "85", "better": "lower"}
RANGE = "rating_has_a_range_exactly_when_a_named_total"
WITHIN = "rating_lies_within_its_range"


def test_the_built_in_measures_are_those_the_rules_know():
    assert Measure.values == list(BETTER)


@pytest.mark.parametrize("value", ["0", "6.25", "10"])
def test_a_numeric_rating_lies_from_0_to_10(patient: Patient, value: str):
    assert a_rating(patient, value, "daily function", on_="2026-02-01").is_live


@pytest.mark.parametrize("value", ["1", "4", "7"])
def test_an_impression_is_a_whole_number_from_1_to_7(patient: Patient, value: str):
    assert a_rating(patient, value, "CGI improvement", on_="2026-02-01").is_live


@pytest.mark.parametrize("value", ["0", "31.5", "85"])
def test_a_total_lies_within_its_scale_s_range(patient: Patient, value: str):
    assert a_rating(patient, value, **TWSTRS, on_="2026-02-01").is_live


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        *((measure, value) for measure in ("spasm", "mood") for value in ("-0.01", "10.01")),
        *(("CGI severity", value) for value in ("0", "8", "3.5")),
        ("CGI improvement", "10"),
    ],
)
def test_the_table_refuses_any_other_value(patient: Patient, measure: str, value: str):
    with pytest.raises(IntegrityError, match=WITHIN):
        a_rating(patient, value, measure, on_="2026-02-01")


@pytest.mark.parametrize("value", ["-1", "85.01"])
def test_the_table_refuses_a_total_outside_its_range(patient: Patient, value: str):
    with pytest.raises(IntegrityError, match=WITHIN):
        a_rating(patient, value, **TWSTRS, on_="2026-02-01")


@pytest.mark.parametrize(
    "changed",
    [
        {"low": None},
        {"high": None},
        {"better": ""},
        {"better": "sideways"},
        {"low": "85"},
        {"low": "-1"},
        {"measure": "spasm"},
        {"measure": "CGI severity"},
    ],
    ids=str,
)
def test_a_total_and_nothing_else_says_its_range_and_its_better_end(
    patient: Patient, changed: dict[str, Any]
):
    with pytest.raises(IntegrityError, match=RANGE):
        a_rating(patient, "5", **TWSTRS | changed, on_="2026-02-01")


@pytest.mark.parametrize("measure", ["", "TWSTRS", "Spasm"])
def test_a_measure_that_is_not_built_in_is_no_measure_without_a_range(
    patient: Patient, measure: str
):
    with pytest.raises(IntegrityError, match="rating_"):
        a_rating(patient, "5", measure, on_="2026-02-01")


def test_a_rating_is_by_a_known_rater(patient: Patient):
    with pytest.raises(IntegrityError, match="rating_codes_are_known"):
        a_rating(patient, "5", rater="neighbour", on_="2026-02-01")


def test_one_measure_may_be_rated_twice_on_one_day(patient: Patient):
    a_rating(patient, "5", on_="2026-02-01")

    assert a_rating(patient, "6", on_="2026-02-01").is_live
    assert in_error(a_rating(patient, "6", on_="2026-02-01")).is_in_error


@pytest.mark.parametrize(
    ("rated", "said"),
    [
        ({"measure": "spasm"}, "Spasm 6.5 (0–10, lower is better), rated 01-Feb-2026 by patient"),
        ({"measure": "sleep"}, "Sleep 6.5 (0–10, higher is better), rated 01-Feb-2026 by patient"),
        (TWSTRS, "TWSTRS 6.5 (0–85, lower is better), rated 01-Feb-2026 by patient"),
    ],
)
def test_a_rating_is_said_with_its_scale_and_day(
    patient: Patient, rated: dict[str, Any], said: str
):
    assert str(a_rating(patient, "6.50", **rated, on_="2026-02-01")) == said


def test_an_impression_is_said_as_it_is_written(patient: Patient):
    rating = a_rating(patient, "3", "CGI severity", on_="2026-02-01")

    assert str(rating) == "CGI severity 3 (1–7, lower is better), rated 01-Feb-2026 by patient"
