"""Registers the patient of a story, and records what becomes of the registration."""

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any, Self, cast
from zoneinfo import ZoneInfo

from django.utils import timezone

from patients.days import InexactDay
from patients.models import Clinic, Patient, PatientValues
from patients.models.recording import recorded_as_of
from titration.demo.instants import days_recorded
from titration.demo.person import Age
from titration.demo.staffing import Team
from titration.demo.story import CareEnded, Change, Duplicated, Story
from titration.demo.values import dystonia_fields
from titration.record.care import actions as care
from titration.registration import actions as registrations

MORNING = time(9)


@dataclass
class RegisteredPatient:
    """A patient of a story, whose days are counted from ``today``.

    Each entry is recorded some minutes after the one before it, on the morning of its day.
    """

    patient: Patient
    team: Team
    today: date
    tokens: Iterator[uuid.UUID]
    minutes: Iterator[int]

    @classmethod
    def register(cls, story: Story, team: Team, token: uuid.UUID) -> Self:
        """Register the patient of a story on the day of its first event."""
        today, minutes = team.clinic.today(), count()
        first_day = min(days_recorded(story.events), default=0)
        with recorded_as_of(instant(team.clinic, today, first_day, next(minutes))):
            patient = registrations.register(
                clinic=team.clinic,
                by=team.nurse,
                form_token=token,
                details={
                    "record_number": story.record_number,
                    "family_name": story.family_name,
                    "given_name": story.given_name,
                    "born_on": story.age.born_on(today) if story.age else None,
                    "sex": story.sex,
                },
                dystonia=dystonia_fields(story.dystonia, today),
                answers=story.answers,
            )
        tokens = (uuid.uuid5(token, str(number)) for number in count())
        return cls(patient, team, today, tokens, minutes)

    def as_of(self, offset: int) -> AbstractContextManager[None]:
        """Record what the block records as of a day, today at the latest."""
        at = instant(self.team.clinic, self.today, min(offset, 0), next(self.minutes))
        return recorded_as_of(at)

    def day(self, offset: int) -> date:
        """Return the date ``offset`` days after today."""
        return self.today + timedelta(days=offset)

    def years_ago(self, years: int | None) -> InexactDay | None:
        """Return the year that lies so many years before this one."""
        return None if years is None else InexactDay.in_year(self.today.year - years)

    def end_care(self, ended: CareEnded) -> None:
        """Record that care ended and, if it did, that it was reopened, as the nurse does."""
        told: dict[str, Any] = {"patient": self.patient, "by": self.team.nurse}
        care.end(
            **told,
            form_token=next(self.tokens),
            from_on=self.day(ended.day),
            reason=ended.because,
            note=ended.note,
        )
        if ended.reopened is not None:
            from_on = self.day(ended.reopened)
            with self.as_of(ended.reopened):
                care.reopen(**told, form_token=next(self.tokens), from_on=from_on)

    def mark_duplicate(self, duplicated: Duplicated) -> None:
        """Record that the patient is registered twice, as the nurse does."""
        care.mark_duplicate(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            record_number=duplicated.of,
            note=duplicated.why,
        )

    def change(self, change: Change) -> None:
        """Change details, dystonia or histories, as the edit page does."""
        told = {
            name: value.born_on(self.today) if isinstance(value, Age) else value
            for name, value in change.details.items()
        }
        self.patient = registrations.change(
            patient=self.patient,
            by=self.team.nurse,
            form_token=next(self.tokens),
            version=self.patient.version,
            seen=registrations.edition(self.patient),
            details=cast(PatientValues, {**self.patient.details, **told}),
            dystonia=dystonia_fields(change.dystonia, self.today),
            answers=change.answers,
        )


def instant(clinic: Clinic, today: date, offset: int, minutes: int) -> datetime:
    """Return so many minutes after nine on a day of the clinic, or now if that lies ahead."""
    day, zone = today + timedelta(days=offset), ZoneInfo(clinic.time_zone)
    told = datetime.combine(day, MORNING, zone) + timedelta(minutes=minutes)
    return min(told, timezone.now())
