"""Effects and treatments are read with their changes, each as it counts at an instant."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine

from patients.days import InexactDay
from patients.models import Patient
from tests.factories import (
    a_side_effect,
    a_treatment,
    a_treatment_change,
    an_effect_change,
    in_error,
    on,
)
from tests.titration.reading.records import own_values
from titration.reading.recorded import read
from titration.rules import Effect, EffectChange, History, RateChange, TreatmentFact

pytestmark = pytest.mark.django_db

PUMP = "intrathecal baclofen"


def test_changes_are_read_with_everything_recorded_of_them(patient: Patient):
    effect, pump = a_side_effect(patient, from_="2025"), a_treatment(patient, PUMP, from_="2025-11")
    an_effect_change(
        effect, "severe", on_="2026-01-12", reported_on="2026-01-13", reported_by="carer",
        action_taken="referred", note="At night",
    )  # fmt: skip
    a_treatment_change(pump, on_="2026-01-12", mcg_per_day="350.5", detail="Refilled")

    recorded = read(patient)
    (change,) = recorded.effects[0].changes
    assert own_values(change) == {
        "effect_id": effect.pk,
        "became": "severe",
        "changed_on": on("2026-01-12"),
        "reported_on": on("2026-01-13"),
        "reported_by": "carer",
        "action_taken": "referred",
        "note": "At night",
    }
    (altered,) = recorded.treatments[0].changes
    assert own_values(altered) == {
        "treatment_id": pump.pk,
        "became": "changed",
        "changed_on": on("2026-01-12"),
        "mcg_per_day": Decimal("350.5"),
        "detail": "Refilled",
    }
    assert recorded.effects[0].onset_on == InexactDay.in_year(2025)
    assert recorded.treatments[0].from_on == InexactDay.in_month(2025, 11)


def test_changes_come_in_order_of_their_days_with_the_effect_they_are_of(patient: Patient):
    effects = [a_side_effect(patient, from_="2026-01-05") for _ in range(2)]
    for day in ("2026-01-19", "2026-01-12"):
        for effect in effects:
            an_effect_change(effect, on_=day)

    for row in read(patient).effects:
        assert [change.changed_on.day for change in row.changes] == [12, 19]
        assert {change.effect_id for change in row.changes} == {row.id}


def test_an_effect_ends_and_is_as_severe_as_its_changes_that_count_say(patient: Patient):
    effect = a_side_effect(patient, "nausea", "mild", from_="2026-01-05")
    an_effect_change(effect, "severe", on_="2026-01-12")
    in_error(an_effect_change(effect, "resolved", on_="2026-01-15"))
    an_effect_change(effect, "resolved", on_="2026-01-19")

    (row,) = read(patient).effects
    assert row.ended_on == on("2026-01-19")
    days = ("2026-01-05", "2026-01-11", "2026-01-12", "2026-01-19")
    assert [row.severity_on(on(day)) for day in days] == ["mild", "mild", "severe", "severe"]
    assert row.fact == Effect(
        "nausea", "mild", on("2026-01-05"), None, on("2026-01-05"),
        (
            EffectChange(on("2026-01-12"), "severe", on("2026-01-12")),
            EffectChange(on("2026-01-19"), None, on("2026-01-19")),
        ),
    )  # fmt: skip
    assert [change.id for change in row.fact.changes] == [each.id for each in row.live_changes]


def test_a_treatment_ends_and_runs_at_the_rates_that_its_changes_say(patient: Patient):
    pump = a_treatment(patient, PUMP, from_="2026-01-05", mcg_per_day="300")
    a_treatment_change(pump, on_="2026-01-12", mcg_per_day="350")
    a_treatment_change(pump, on_="2026-01-13", detail="Refilled")
    in_error(a_treatment_change(pump, on_="2026-01-15", mcg_per_day="3500"))
    a_treatment_change(pump, "ended", on_="2026-01-19")

    (row,) = read(patient).treatments
    assert row.ended_on == on("2026-01-19")
    changes = (RateChange(on("2026-01-12"), Decimal(350)),)
    days = on("2026-01-05"), on("2026-01-19")
    assert row.fact == TreatmentFact(PUMP, *days, Decimal(300), changes)
    assert row.fact.changes[0].id == row.changes[0].id


def test_changes_of_an_effect_in_error_count_at_no_instant(patient: Patient):
    with time_machine.travel("2026-03-01T12:00Z"):
        effect = a_side_effect(patient, from_="2026-01-05")
        pump = a_treatment(patient, PUMP, from_="2026-01-05")
    with time_machine.travel("2026-03-02T12:00Z"):
        an_effect_change(effect, on_="2026-01-12")
        a_treatment_change(pump, on_="2026-01-12", mcg_per_day="40")
    with time_machine.travel("2026-03-03T12:00Z"):
        in_error(effect)
        in_error(pump)

    told = {day: read(patient, an_instant(day)).history(None) for day in (1, 2, 3, 4)}
    assert [len(told[day].side_effects) for day in told] == [1, 1, 0, 0]
    assert [len(told[day].treatments) for day in told] == [1, 1, 0, 0]
    assert [len(told[day].side_effects[0].changes) for day in (1, 2)] == [0, 1]
    assert read(patient).history(None) == History()


def an_instant(day: int) -> datetime:
    return datetime(2026, 3, day, 13, tzinfo=UTC)


def test_a_change_is_known_from_when_it_was_recorded_until_it_was_marked(patient: Patient):
    with time_machine.travel("2026-03-01T12:00Z"):
        effect = a_side_effect(patient, from_="2026-01-05")
    with time_machine.travel("2026-03-02T12:00Z"):
        change = an_effect_change(effect, "resolved", on_="2026-01-12")
    with time_machine.travel("2026-03-03T12:00Z"):
        in_error(change)

    ends = [read(patient, an_instant(day)).effects[0].ended_on for day in (1, 2, 3)]
    assert ends == [None, on("2026-01-12"), None]
