"""Telling a story to the record: through the actions, as the pages do, and nothing else."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any, assert_never

from django.db import transaction

from patients.models import Entry, Patient
from titration.actions import dose_steps, errors, registrations, side_effects
from titration.management.demo.staffing import Team
from titration.management.demo.story import (
    Age,
    Asked,
    Change,
    Effect,
    Event,
    Kind,
    Mistake,
    Step,
    Story,
    Update,
)
from titration.models import DoseStep, SideEffect, SideEffectCheck

DEMO = uuid.uuid5(uuid.NAMESPACE_DNS, "demo.titration.example")


def load(story: Story, team: Team) -> bool:
    """Record a story, all of it or nothing; False if an earlier load has recorded it.

    The patient's form token follows from clinic and record number, so that a
    story is found again on any later day, whatever its dates would be by then.
    """
    token = uuid.uuid5(DEMO, f"{team.clinic.name} {story.record_number}")
    if Patient.objects.filter(form_token=token).exists():
        return False
    with transaction.atomic():
        recorder = Recorder.register(story, team, token)
        for event in story.events:
            recorder.record(event)
    return True


@dataclass
class Recorder:
    """Writes the events of one patient down, on days counted from ``today``."""

    patient: Patient
    team: Team
    today: date
    tokens: Iterator[uuid.UUID]

    @classmethod
    def register(cls, story: Story, team: Team, token: uuid.UUID) -> "Recorder":
        """Register the patient of a story."""
        today = team.clinic.today()
        patient = registrations.register(
            clinic=team.clinic,
            by=team.nurse,
            form_token=token,
            details={
                "record_number": story.record_number,
                "family_name": story.family_name,
                "given_name": story.given_name,
                "sex": story.sex,
                "born_on": story.age and story.age.born_on(today),
            },
            dystonia=dystonia_fields(story.dystonia, today),
            answers=story.answers,
        )
        tokens = (uuid.uuid5(token, str(number)) for number in count())
        return cls(patient, team, today, tokens)

    def record(self, event: Event) -> None:
        """Record whatever kind of event it is."""
        match event:
            case Step():
                self.record_step(event)
            case Effect():
                self.record_effect(event)
            case Update():
                self.record_update(event)
            case Asked():
                self.record_none(event)
            case Mistake():
                self.record_mistake(event)
            case Change():
                self.change(event)
            case _:
                assert_never(event)

    def day(self, offset: int) -> date:
        """The calendar date so many days after today."""
        return self.today + timedelta(days=offset)

    def record_step(self, step: Step, **correction: Any) -> DoseStep:
        """Record a dose step, as the neurologist does."""
        return dose_steps.record(
            patient=self.patient,
            by=self.team.neurologist,
            form_token=next(self.tokens),
            seen=DoseStep.objects.edition(self.patient),
            starts_on=self.day(step.day),
            doses_mg=step.doses_mg,
            phase=step.phase,
            reason=step.reason,
            note=step.note,
            already_taking=step.already_taking,
            **correction,
        )

    def record_effect(self, effect: Effect, **former: Any) -> SideEffect:
        """Record a side effect, as the nurse does."""
        return side_effects.record(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            term=effect.term,
            severity=effect.severity,
            onset_on=self.day(effect.since),
            resolved_on=None if effect.until is None else self.day(effect.until),
            reported_on=self.day(effect.reported),
            reported_by=effect.told_by,
            action_taken=effect.done,
            note=effect.note,
            **former,
        )

    def record_update(self, update: Update) -> SideEffect:
        """Record a side effect as first known, then what was learned of it later."""
        before = update.before
        former = (
            self.record_update(before) if isinstance(before, Update) else self.record_effect(before)
        )
        return self.record_effect(update.known, updates=former)

    def record_none(self, asked: Asked) -> SideEffectCheck:
        """Record that the nurse asked about side effects and none was reported."""
        return side_effects.record_none(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            asked_on=self.day(asked.day),
        )

    def record_mistake(self, mistake: Mistake) -> None:
        """Record an entry, then mark it as entered in error, or put another in its place."""
        wrong = self.record_wrong(mistake.entry)
        correction = {"corrects": wrong, "error_reason": mistake.why}
        match mistake.instead:
            case None:
                errors.mark(entry=wrong, by=wrong.recorded_by, reason=mistake.why)
            case Step():
                self.record_step(mistake.instead, **correction)
            case Effect():
                self.record_effect(mistake.instead, **correction)

    def record_wrong(self, entry: Step | Effect | Asked) -> Entry:
        """Record an entry that will turn out to be wrong."""
        match entry:
            case Step():
                return self.record_step(entry)
            case Effect():
                return self.record_effect(entry)
            case Asked():
                return self.record_none(entry)

    def change(self, change: Change) -> None:
        """Change details, dystonia or histories, as the edit page does."""
        details = {
            name: value.born_on(self.today) if isinstance(value, Age) else value
            for name, value in change.details.items()
        }
        self.patient = registrations.change(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            version=self.patient.version,
            seen=registrations.edition(self.patient),
            details=details,
            dystonia=dystonia_fields(change.dystonia, self.today),
            answers=change.answers,
        )


def dystonia_fields(kind: Kind | None, today: date) -> dict[str, Any] | None:
    """A dystonia by field; its years are of 365 days, so none begins before birth."""
    if kind is None:
        return None
    since_on = None if kind.years is None else today - timedelta(days=365 * kind.years)
    return {
        "distribution": kind.distribution,
        "site": kind.site,
        "cause": kind.cause,
        "since_on": since_on,
    }
