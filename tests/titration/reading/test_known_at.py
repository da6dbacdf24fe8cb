"""The chart as known at an instant is the chart that was shown at that instant."""

from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patients.actions import patients as patients_actions
from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Care, Clinic, Entry, Patient
from tests.factories import a_clinic, a_neurologist, a_nurse, a_patient
from tests.pages.charts import rows
from tests.titration.reading.records import EVERY_LIST
from tests.titration.record.calls import (
    a_score,
    alter,
    contact,
    end_care,
    leave_note,
    not_as_recorded,
    rate,
    record_step,
    reopen_care,
    report,
    report_change,
    report_none,
    review,
    treat,
)
from tests.titration.record.calls_of_plans import acknowledge
from titration.chart.page import ChartPage, chart_page
from titration.record.contacts.models import Contact
from titration.record.corrections import actions as errors
from titration.record.dose_steps.models import DoseStep
from titration.record.intakes.models import Intake
from titration.record.notes.models import Note
from titration.record.ratings.models import Rating
from titration.record.reviews.models import Review
from titration.record.side_effects.acknowledgements.models import Acknowledgement
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.models import Treatment
from titration.rules import TREATMENT_KINDS

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
A_WHILE = timedelta(hours=30)  # so that days pass, and midnight falls between

# one deed: which of the methods below, and a number from which it makes its choices
deeds = st.lists(
    st.tuples(st.sampled_from(("dose", "correct", "effect", "change", "correct_effect", "none",
                                "strike", "born", "rate", "treat", "end", "review", "close",
                                "reopen", "miss", "acknowledge", "call", "tell")),
              st.integers(0, 17)),
    min_size=2,
    max_size=9,
)  # fmt: skip


class Story:
    """A patient whose record grows, and a nurse's chart after each deed.

    This nurse records nothing, and so may mark nothing, now as in the past.
    """

    def __init__(self, clinic: Clinic) -> None:
        self.neurologist, self.nurse = a_neurologist(clinic), a_nurse(clinic)
        self.reader = a_nurse(clinic, full_name="Rita READER")
        self.pk = a_patient(clinic, born_on="2008-03-05", by=self.neurologist).pk
        self.shown: list[tuple[datetime, ChartPage]] = []

    @property
    def patient(self) -> Patient:
        return Patient.objects.select_related("clinic").get(pk=self.pk)

    def look(self, now: datetime) -> None:
        self.shown.append((now, chart_page(self.patient, self.reader, whole=EVERY_LIST)))

    def do(self, deed: str, number: int) -> None:
        """Do one deed; if it is refused, nothing changes."""
        with suppress(ValidationError):
            getattr(self, deed)(number)

    def dose(self, number: int, **more: Any) -> None:
        day = START.date() + timedelta(days=number - 5)
        record_step(self.patient, self.neurologist, f"{5 * (number % 4 + 1)}x3", from_=day, **more)

    def correct(self, number: int) -> None:
        if step := self.one(DoseStep, number):
            self.dose(number, corrects=step, error_reason="another day was meant")

    def effect(self, number: int, **more: Any) -> None:
        onset = START.date() - timedelta(days=number)
        by = self.neurologist if more else self.nurse
        report(self.patient, by, ("dizziness", "nausea")[number % 2], from_=onset, **more)

    def change(self, number: int) -> None:
        if effect := self.one(SideEffect, number):
            became = ("mild", "moderate", "severe", "resolved")[number % 4]
            on_ = effect.onset_on + timedelta(days=number)
            report_change(effect, self.nurse, became, on_=on_)

    def correct_effect(self, number: int) -> None:
        if effect := self.one(SideEffect, number):
            self.effect(number, corrects=effect, error_reason="another day was meant")

    def none(self, number: int) -> None:
        asked_on = START.date() - timedelta(days=number)
        report_none(self.patient, self.nurse, asked_on=asked_on)

    def acknowledge(self, number: int) -> None:
        if effect := self.one(SideEffect, number):
            changes = SideEffectChange.objects.live().filter(effect=effect, became="severe")
            with suppress(ChangedMeanwhile):
                acknowledge(effect, self.neurologist, f"Seen, {number}", of=changes.last())

    def rate(self, number: int) -> None:
        rated_on = START.date() - timedelta(days=number // 4)
        rate(self.patient, self.nurse, a_score(str(number % 4 + 3)), on_=rated_on)

    def treat(self, number: int, **more: Any) -> None:
        from_on = START.date() - timedelta(days=number)
        treat(self.patient, self.nurse, TREATMENT_KINDS[number % 5], from_=from_on, **more)

    def end(self, number: int) -> None:
        if treatment := self.one(Treatment, number):
            more: dict[str, Any] = {"detail": "Twice a week"} if number % 2 else {}
            became = "changed" if number % 2 else "ended"
            on_ = treatment.from_on + timedelta(days=number)
            alter(treatment, self.nurse, became, on_=on_, **more)

    def review(self, number: int) -> None:
        day = START.date() - timedelta(days=number // 4)
        review(self.patient, self.neurologist, on_=day, next_on=day + timedelta(days=number + 1))

    def miss(self, number: int) -> None:
        from_on = START.date() - timedelta(days=number)
        not_as_recorded(self.patient, self.nurse, ("missed", "ran out")[number % 2], from_=from_on)

    def call(self, number: int) -> None:
        outcome, day = ("reached", "not reached")[number % 2], START.date() - timedelta(days=number)
        contact(self.patient, self.nurse, outcome, on_=day, call_again_on=day + timedelta(days=4))

    def tell(self, number: int) -> None:
        leave_note(self.patient, self.nurse, f"Note {number}")

    def close(self, number: int) -> None:
        day = START.date() - timedelta(days=number // 4)
        end_care(self.patient, self.nurse, on_=day, reason=("died", "discharged")[number % 2])

    def reopen(self, number: int) -> None:
        reopen_care(self.patient, self.nurse, from_=START.date() - timedelta(days=number // 4))

    def strike(self, number: int) -> None:
        kinds = (DoseStep, SideEffect, SideEffectChange, Rating, Treatment, TreatmentChange,
                 Review, Care, Intake, Acknowledgement, Contact, Note)  # fmt: skip
        if entry := self.one(kinds[number % len(kinds)], number // len(kinds)):
            errors.mark(entry=entry, by=self.neurologist, reason="not this patient")

    def born(self, number: int) -> None:
        patient = self.patient
        details = patient.details | {"born_on": START.date() - timedelta(days=365 * 18 + number)}
        patients_actions.change_details(
            patient=patient, by=self.nurse, version=patient.version, **details
        )

    def one(self, kind: type[Entry], number: int) -> Any:
        """Return one of the live entries of a kind; ``None`` where there are none."""
        live = list(kind._default_manager.filter(patient=self.pk, status="live").order_by("pk"))
        return live[number % len(live)] if live else None


def all_shown(page: ChartPage) -> dict[str, Any]:
    """Return what a page shows, without the opening values of its forms of the present."""
    told = {field.name: getattr(page, field.name) for field in fields(page)}
    lists = {field.name: getattr(page.lists, field.name) for field in fields(page.lists)}
    only_then = {"lists", "known_at", "keeps", "state"}
    return {name: value for name, value in (told | lists).items() if name not in only_then}


@given(deeds=deeds)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_chart_known_at_an_instant_is_what_was_shown_then(
    db: None, deeds: list[tuple[str, int]]
) -> None:
    now = START
    with time_machine.travel(now, tick=False) as clock:
        story = Story(a_clinic())
        story.look(now)
        for deed, number in deeds:
            now += A_WHILE
            clock.move_to(now)
            story.do(deed, number)
            story.look(now)
        for instant, shown in story.shown:
            known = chart_page(story.patient, story.reader, whole=EVERY_LIST, known_at=instant)
            assert all_shown(known) == all_shown(shown)


def test_between_two_deeds_the_chart_is_what_the_first_left(clinic: Clinic) -> None:
    with time_machine.travel(START, tick=False) as clock:
        story = Story(clinic)
        story.dose(5)
        story.look(START)
        clock.shift(A_WHILE)
        story.correct(6)
        just_before = START + A_WHILE - timedelta(microseconds=1)
        before = chart_page(story.patient, story.reader, whole=EVERY_LIST, known_at=just_before)
        after = chart_page(story.patient, story.reader, whole=EVERY_LIST, known_at=START + A_WHILE)
    assert rows(before, "dose-steps") == rows(story.shown[0][1], "dose-steps")
    assert [step.marking.is_in_error for step in rows(after, "dose-steps")] == [False, True]


def test_nothing_can_be_changed_in_the_past(clinic: Clinic, neurologist: Account) -> None:
    with time_machine.travel(START, tick=False):
        story = Story(clinic)
        story.dose(5)
        story.effect(3)
        page = chart_page(story.patient, neurologist, known_at=START)
    assert page.lists.state is None
    markings = [row.marking for row in rows(page, "dose-steps")] + [
        row.marking for row in rows(page, "side-effects")
    ]
    assert [marking.may_mark for marking in markings] == [False, False]
