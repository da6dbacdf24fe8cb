"""Entries as plain values, as the rules and the pages read them.

The names are those of the tables' columns: ``titration/reading/recorded.sql`` gives
each row whole, and each class here takes from it what is shown or compared.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar, cast

from patients.days import Day
from patients.models import Status
from titration.rules import (
    Check,
    Effect,
    EffectChange,
    Phase,
    RateChange,
    RatingFact,
    Severity,
    Step,
    StepAhead,
    TreatmentFact,
    better_end,
)
from titration.rules.history import ContactFact, ContactOutcome, ReviewFact


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEntry:
    """The values that every entry has. ``marked_reason`` says why it was entered in error."""

    id: int
    status: str
    recorded_by_id: int
    recorded_at: datetime
    marked_by_id: int | None
    marked_at: datetime | None
    marked_reason: str

    @property
    def is_live(self) -> bool:
        """True if the entry counts."""
        return self.status == Status.LIVE

    @property
    def is_in_error(self) -> bool:
        """True if the entry was marked as entered in error."""
        return self.status == Status.ENTERED_IN_ERROR


R = TypeVar("R", bound=RecordedEntry)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStep(RecordedEntry):
    """A dose step, or with the ``version`` of a plan a step that is planned; ``doses_mg`` in mg."""

    starts_on: date
    doses_mg: tuple[Decimal, ...]
    times_of_day: tuple[str, ...]
    in_words: str
    phase: str
    reason: str
    decided_by: str
    note: str
    already_taking: bool
    taking_since: Day | None
    planned_id: int | None
    version: int = 0

    @property
    def name(self) -> str:
        """The id of its row on a page."""
        return f"planned-step-{self.id}" if self.version else f"step-{self.id}"

    @property
    def path(self) -> str:
        """Its address, relative to the chart's."""
        return f"planned-steps/{self.id}/" if self.version else f"dose-steps/{self.id}/"

    @property
    def fact(self) -> Step:
        """The step as the rules read it."""
        kind = StepAhead if self.version else Step
        return kind(
            self.starts_on,
            self.doses_mg,
            cast(Phase, self.phase),
            self.already_taking,
            self.in_words,
            id=self.id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEffectChange(RecordedEntry):
    """What a side effect was from a day on; resolved: this day was its last."""

    effect_id: int
    became: str
    changed_on: date
    reported_on: date
    reported_by: str
    action_taken: str
    note: str

    @property
    def is_end(self) -> bool:
        """True if the effect resolved."""
        return self.became == "resolved"

    @property
    def fact(self) -> EffectChange:
        """The change as the rules read it."""
        severity = None if self.is_end else cast(Severity, self.became)
        return EffectChange(self.changed_on, severity, self.reported_on, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEffect(RecordedEntry):
    """A side effect. ``changes`` are in order of their days, those in error included."""

    term: str
    severity: str
    onset_on: Day
    resolved_on: date | None
    reported_on: date
    reported_by: str
    action_taken: str
    note: str
    changes: tuple[RecordedEffectChange, ...] = ()

    @property
    def live_changes(self) -> list[RecordedEffectChange]:
        """The changes that count."""
        return [change for change in self.changes if change.is_live]

    @property
    def ended_on(self) -> date | None:
        """The last day on which it was there; ``None`` while it lasts."""
        ends = [change.changed_on for change in self.live_changes if change.is_end]
        return self.resolved_on or next(iter(ends), None)

    def severity_on(self, day: date) -> str:
        """Return the severity on a day on which the effect was there."""
        told = [each for each in self.live_changes if not each.is_end and each.changed_on <= day]
        return told[-1].became if told else self.severity

    @property
    def fact(self) -> Effect:
        """The side effect as the rules read it."""
        days = self.onset_on, self.resolved_on, self.reported_on
        changes = tuple(change.fact for change in self.live_changes)
        return Effect(self.term, cast(Severity, self.severity), *days, changes, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAcknowledgement(RecordedEntry):
    """What a neurologist says of a grave effect: as it began, or after a worsening to severe."""

    effect_id: int
    worsening_id: int | None
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCheck(RecordedEntry):
    """A day on which side effects were asked about and none was reported."""

    asked_on: date

    @property
    def fact(self) -> Check:
        """The day as the rules read it."""
        return Check(self.asked_on, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRating(RecordedEntry):
    """A rating; a named total has its range."""

    measure: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    better: str
    rated_on: date
    rater: str

    @property
    def fact(self) -> RatingFact:
        """The rating as the rules read it."""
        better = better_end(self.measure, self.better)
        return RatingFact(self.measure, self.value, self.rated_on, better, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedTreatmentChange(RecordedEntry):
    """The rate or detail that a treatment had from a day on; ended: this day was its last."""

    treatment_id: int
    became: str
    changed_on: date
    mcg_per_day: Decimal | None
    detail: str

    @property
    def is_end(self) -> bool:
        """True if the treatment ended."""
        return self.became == "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedTreatment(RecordedEntry):
    """Another treatment; ``mcg_per_day`` is for intrathecal baclofen alone.

    ``changes`` are in order of their days, those in error included.
    """

    kind: str
    from_on: Day
    until_on: date | None
    mcg_per_day: Decimal | None
    detail: str
    changes: tuple[RecordedTreatmentChange, ...] = ()

    @property
    def live_changes(self) -> list[RecordedTreatmentChange]:
        """The changes that count."""
        return [change for change in self.changes if change.is_live]

    @property
    def ended_on(self) -> date | None:
        """The last day on which it ran; ``None`` while it goes on."""
        ends = [change.changed_on for change in self.live_changes if change.is_end]
        return self.until_on or next(iter(ends), None)

    @property
    def fact(self) -> TreatmentFact:
        """The treatment as the rules read it."""
        changes = tuple(
            RateChange(change.changed_on, change.mcg_per_day, id=change.id)
            for change in self.live_changes
            if change.mcg_per_day is not None
        )
        days = self.from_on, self.ended_on
        return TreatmentFact(self.kind, *days, self.mcg_per_day, changes, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedIntake(RecordedEntry):
    """What was not taken as recorded; without ``until_on`` on one day."""

    what: str
    from_on: date
    until_on: date | None
    note: str
    planned_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReview(RecordedEntry):
    """A review."""

    reviewed_on: date
    next_on: date | None
    note: str

    @property
    def fact(self) -> ReviewFact:
        """The review as the rules read it."""
        return ReviewFact(self.reviewed_on, self.next_on, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedContact(RecordedEntry):
    """A contact that was tried."""

    contacted_on: date
    outcome: str
    call_again_on: date | None
    note: str

    @property
    def fact(self) -> ContactFact:
        """The contact as the rules read it."""
        outcome = cast(ContactOutcome, self.outcome)
        return ContactFact(self.contacted_on, outcome, self.call_again_on, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedNote(RecordedEntry):
    """A note to colleagues."""

    text: str
