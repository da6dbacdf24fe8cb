"""Records a story through the same actions as the pages, and by no other way."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any, cast

from django.db import transaction

from patients.days import InexactDay
from patients.models import Entry, Patient
from titration.demo.instants import day_of, days_recorded
from titration.demo.registering import RegisteredPatient
from titration.demo.staffing import Team
from titration.demo.story import (
    Adjusted,
    Asked,
    Became,
    CareEnded,
    Change,
    Dosed,
    Duplicated,
    Event,
    Mistake,
    Noted,
    NotTaken,
    Planned,
    Rated,
    Reported,
    Reviewed,
    Story,
    Total,
    Treated,
    Tried,
)
from titration.demo.values import scores
from titration.reading.plans import waiting
from titration.reading.recorded import read
from titration.record.contacts import actions as contacts
from titration.record.corrections import actions as corrections
from titration.record.dose_steps import actions as dose_steps
from titration.record.dose_steps.models import DoseStep
from titration.record.intakes import actions as intakes
from titration.record.notes import actions as notes
from titration.record.plans import actions as plans
from titration.record.plans.filling import PlanRow
from titration.record.ratings import actions as ratings
from titration.record.ratings.models import Rating
from titration.record.reviews import actions as reviews
from titration.record.reviews.models import Review
from titration.record.side_effects import actions as side_effects
from titration.record.side_effects.changes import actions as effect_changes
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.record.treatments import actions as treatments
from titration.record.treatments.changes import actions as treatment_changes
from titration.record.treatments.changes.models import TreatmentBecame, TreatmentChange
from titration.record.treatments.models import Treatment

DEMO = uuid.uuid5(uuid.NAMESPACE_DNS, "demo.titration.example")


def load(story: Story, team: Team) -> bool:
    """Record a whole story, or nothing; return False if an earlier load recorded it.

    The patient's form token is derived from clinic and record number, so that a later load
    finds the story although its dates depend on the day of loading.
    """
    token = uuid.uuid5(DEMO, f"{team.clinic.name} {story.record_number}")
    if Patient.objects.filter(form_token=token).exists():
        return False
    with transaction.atomic():
        recorder = Recorder.register(story, team, token)
        for event, day in zip(story.events, days_recorded(story.events), strict=True):
            with recorder.as_of(day):
                recorder.record(event)
    return True


class Recorder(RegisteredPatient):
    """Records the events of one patient."""

    def record(self, event: Event) -> None:
        """Record one event, of any kind."""
        WAYS_TO_RECORD[type(event)](self, event)

    def record_step(self, step: Dosed, **correction: Any) -> DoseStep:
        """Record a dose step, as the neurologist does."""
        return dose_steps.record(
            patient=self.patient,
            by=self.team.neurologist,
            form_token=next(self.tokens),
            seen=DoseStep.objects.edition(self.patient),
            starts_on=self.day(step.day),
            doses_mg=step.doses_mg,
            times_of_day=step.at,
            in_words=step.in_words,
            phase=step.phase,
            reason=step.reason,
            decided_by=step.decided_by,
            note=step.note,
            already_taking=step.already_taking,
            taking_since=self.years_ago(step.years_before),
            **correction,
        )

    def record_effect(self, effect: Reported, **former: Any) -> SideEffect:
        """Record a side effect and what became of it, as the nurse does."""
        day = self.day(effect.since)
        onset = InexactDay.in_month(day.year, day.month) if effect.in_month else day
        recorded = side_effects.record(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            term=effect.term,
            severity=effect.severity,
            onset_on=onset,
            resolved_on=None if effect.until is None else self.day(effect.until),
            reported_on=self.day(effect.reported),
            reported_by=effect.told_by,
            action_taken=effect.done,
            note=effect.note,
            **former,
        )
        for change in effect.changes:
            self.record_effect_change(recorded, change)
        return recorded

    def record_effect_change(self, effect: SideEffect, change: Became) -> SideEffectChange:
        """Record from when on a side effect is another, or that it resolved."""
        with self.as_of(change.reported):
            return effect_changes.record(
                effect=effect,
                by=self.team.nurse,
                form_token=next(self.tokens),
                became=change.what,
                changed_on=self.day(change.on),
                reported_on=self.day(change.reported),
                reported_by=change.told_by,
                action_taken=change.done,
                note=change.note,
            )

    def record_none(self, asked: Asked) -> SideEffectCheck:
        """Record that the nurse asked about side effects and none was reported."""
        return side_effects.record_none(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            asked_on=self.day(asked.day),
        )

    def record_ratings(self, rated: Rated | Total) -> list[Rating]:
        """Record what was rated on a day, as the nurse does."""
        return ratings.record(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            rated_on=self.day(rated.day),
            scores=scores(rated),
        )

    def record_treatment(self, treated: Treated, **former: Any) -> Treatment:
        """Record another treatment and what became of it, as the nurse does."""
        recorded = treatments.record(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            kind=treated.kind,
            from_on=self.day(treated.since),
            until_on=None if treated.until is None else self.day(treated.until),
            mcg_per_day=Decimal(treated.mcg) if treated.mcg else None,
            detail=treated.detail,
            **former,
        )
        for change in treated.changes:
            self.record_treatment_change(recorded, change)
        return recorded

    def record_treatment_change(self, treatment: Treatment, change: Adjusted) -> TreatmentChange:
        """Record from when on a treatment is another, or that it ended."""
        goes_on = change.mcg or change.detail
        with self.as_of(change.on):
            return treatment_changes.record(
                treatment=treatment,
                by=self.team.nurse,
                form_token=next(self.tokens),
                became=TreatmentBecame.CHANGED if goes_on else TreatmentBecame.ENDED,
                changed_on=self.day(change.on),
                mcg_per_day=Decimal(change.mcg) if change.mcg else None,
                detail=change.detail,
            )

    def record_review(self, review: Reviewed, **correction: Any) -> Review:
        """Record a review, as the neurologist does."""
        return reviews.record(
            patient=self.patient,
            by=self.team.neurologist,
            form_token=next(self.tokens),
            reviewed_on=self.day(review.day),
            next_on=None if review.due is None else self.day(review.due),
            note=review.note,
            **correction,
        )

    def record_contact(self, tried: Tried) -> None:
        """Record a contact that was tried, as the nurse does."""
        contacts.record(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            contacted_on=self.day(tried.day),
            outcome=tried.outcome,
            call_again_on=None if tried.again is None else self.day(tried.again),
            note=tried.note,
        )

    def record_note(self, noted: Noted) -> None:
        """Record a note to colleagues, as the nurse does."""
        token = next(self.tokens)
        notes.record(patient=self.patient, by=self.team.nurse, form_token=token, text=noted.text)

    def record_plan(self, planned: Planned) -> None:
        """Draft a plan, as the neurologist does."""
        plans.draft(
            patient=self.patient,
            by=self.team.neurologist,
            form_token=next(self.tokens),
            seen=plans.edition(read(self.patient)),
            rows=[
                PlanRow(self.day(step.day), tuple(step.doses_mg), step.at) for step in planned.steps
            ],
            phase=planned.steps[0].phase,
        )

    def record_intake(self, told: NotTaken) -> None:
        """Record what was not taken as recorded, or as planned, as the nurse does."""
        waits = waiting(read(self.patient), self.day(told.since))
        intakes.record(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            what=told.what,
            from_on=self.day(told.since),
            until_on=None if told.until is None else self.day(told.until),
            note=told.note,
            planned_id=waits[0].id if waits else None,
        )

    def record_mistake(self, mistake: Mistake) -> None:
        """Record an entry; on the next day mark it as in error, or put another in its place."""
        wrong = self.record_wrong(mistake.entry)
        with self.as_of((day_of(mistake) or 0) + 1):
            self.correct(wrong, mistake)

    def correct(self, wrong: Entry, mistake: Mistake) -> None:
        """Mark an entry as in error, or put another in its place."""
        correction = {"corrects": wrong, "error_reason": mistake.why}
        match mistake.instead:
            case None:
                corrections.mark(entry=wrong, by=wrong.recorded_by, reason=mistake.why)
            case Dosed():
                self.record_step(mistake.instead, **correction)
            case Reported():
                self.record_effect(mistake.instead, **correction)
            case Treated():
                self.record_treatment(mistake.instead, **correction)
            case Reviewed():
                self.record_review(mistake.instead, **correction)

    def record_wrong(self, entry: Dosed | Reported | Asked | Treated | Reviewed) -> Entry:
        """Record an entry that will turn out to be wrong."""
        return cast(Entry, WAYS_TO_RECORD[type(entry)](self, entry))


WAYS_TO_RECORD: dict[type[Event], Callable[[Recorder, Any], object]] = {
    Dosed: Recorder.record_step,
    Reported: Recorder.record_effect,
    Asked: Recorder.record_none,
    Rated: Recorder.record_ratings,
    Total: Recorder.record_ratings,
    Treated: Recorder.record_treatment,
    Reviewed: Recorder.record_review,
    Tried: Recorder.record_contact,
    Noted: Recorder.record_note,
    Planned: Recorder.record_plan,
    NotTaken: Recorder.record_intake,
    CareEnded: Recorder.end_care,
    Duplicated: Recorder.mark_duplicate,
    Mistake: Recorder.record_mistake,
    Change: Recorder.change,
}
