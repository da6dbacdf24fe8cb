"""Charts to open: a patient with everything a page can show, and one with a long history."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.test import Client

from patients.models import Account, Patient
from tests.factories import (
    a_check,
    a_contact,
    a_dystonia,
    a_note,
    a_precaution,
    a_rating,
    a_review,
    a_side_effect,
    a_step,
    a_treatment,
    an_intake,
    in_error,
    on,
)
from titration.chart.page import ChartPage


def page_of(patient: Patient) -> str:
    return f"/patients/{patient.pk}/"


def html_of(client: Client, patient: Patient, query: str = "") -> str:
    page = client.get(page_of(patient) + query)
    assert page.status_code == 200
    return page.content.decode()


def a_history(patient: Patient, steps: int, effects: int) -> None:
    """Record steps three weeks apart, and effects among them."""
    for number in range(steps):
        a_step(patient, f"{5 + number % 5}x3", from_=on("2022-06-01") + timedelta(21 * number))
    for number in range(effects):
        onset = on("2022-06-09") + timedelta(30 * number)
        a_side_effect(patient, from_=onset, until=onset + timedelta(5) if number % 2 else None)


def a_titration(patient: Patient, neurologist: Account) -> None:
    """Record every kind of entry: live, planned, open, and entered in error."""
    a_dystonia(patient)
    a_precaution(patient, "epilepsy")
    a_check(patient, asked_on="2026-02-20")
    a_step(patient, "5x3", from_="2026-01-05", phase="initiation", by=neurologist)
    a_step(patient, "25x3", from_="2026-02-02", reason="tolerance", note="At meals", by=neurologist)
    a_step(patient, "", from_="2026-03-09", by=neurologist)
    a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-05", by=neurologist)
    a_rating(patient, "6", on_="2026-02-20", by=neurologist)
    pump = "intrathecal baclofen"
    a_treatment(patient, pump, from_="2026-02-01", mcg_per_day="300", by=neurologist)
    a_review(patient, on_="2026-02-20", next_on="2026-05-20", note="Sleeps well", by=neurologist)
    an_intake(patient, "ran out", from_="2026-02-10", until="2026-02-12", by=neurologist)
    a_contact(patient, "declined", on_="2026-02-21", note="At work", by=neurologist)
    a_note(patient, "Daughter interprets\nAfter 17:00", by=neurologist)
    in_error(an_intake(patient, from_="2026-02-16"), reason="Not theirs")
    in_error(a_rating(patient, "9", "mood", on_="2026-02-16"), reason="Not theirs")
    in_error(a_treatment(patient, "surgery", from_="2026-02-16"), reason="Not theirs")
    in_error(a_review(patient, on_="2026-02-16"), reason="Not theirs")
    in_error(a_contact(patient, on_="2026-02-16"), reason="Not theirs")
    in_error(a_note(patient, "Son interprets"), reason="Not theirs")
    in_error(a_step(patient, "99x3", from_="2026-02-16"), by=neurologist, reason="Typed twice")
    in_error(a_side_effect(patient, "mental confusion", from_="2026-02-16"), reason="Not theirs")


def rows(page: ChartPage, kind: str) -> Sequence[Any]:
    """The rows of one kind that a chart lists: ``rows(page, "dose-steps")``."""
    return page.lists.sections[kind].rows
