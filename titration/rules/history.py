"""What the rules read: one patient's history as plain values.

Nothing here knows of Django, of a clock or of a database. Amounts are mg as
``Decimal``; dates are calendar dates of care in the clinic's time zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Phase = Literal["initiation", "maintenance", "taper", "stopped"]
Severity = Literal["mild", "moderate", "severe"]
Answer = Literal["present", "absent", "not asked"]


@dataclass(frozen=True, slots=True)
class Step:
    """One oral regimen, held from ``starts_on`` until the next step starts.

    ``doses_mg`` are the amounts of one day in order, in mg; empty means that
    baclofen is not being taken, exactly when ``phase`` is ``stopped``.
    """

    starts_on: date
    doses_mg: tuple[Decimal, ...]
    phase: Phase
    already_taking: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """One side effect. Both ends count: resolved on the 9th, it held on the 9th."""

    term: str
    severity: Severity
    onset_on: date
    resolved_on: date | None = None
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Everything recorded about one patient that a rule may read, entries in error left out.

    ``steps`` have distinct start dates, in any order. A history of a condition
    missing from ``precautions`` has not been asked about.
    """

    born_on: date | None = None
    steps: tuple[Step, ...] = ()
    side_effects: tuple[Effect, ...] = ()
    precautions: Mapping[str, Answer] = field(default_factory=dict)
