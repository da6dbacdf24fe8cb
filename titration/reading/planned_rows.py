"""Steps of plans as plain values, as the pages read them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from titration.reading.rows import RecordedEntry, RecordedStep

THIS_CLINIC = "this clinic"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPlannedStep(RecordedEntry):
    """One row of a plan; ``doses_mg`` in mg."""

    version: int
    starts_on: date
    doses_mg: tuple[Decimal, ...]
    times_of_day: tuple[str, ...]
    in_words: str
    phase: str
    reason: str

    @property
    def as_step(self) -> RecordedStep:
        """The row as a step that lies ahead, for what is drawn, compared and listed."""
        common = {name: getattr(self, name) for name in RecordedEntry.__slots__}
        return RecordedStep(
            **common,
            starts_on=self.starts_on,
            doses_mg=self.doses_mg,
            times_of_day=self.times_of_day,
            in_words=self.in_words,
            phase=self.phase,
            reason=self.reason,
            decided_by=THIS_CLINIC,
            note="",
            already_taking=False,
            taking_since=None,
            planned_id=None,
            version=self.version,
        )
