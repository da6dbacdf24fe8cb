"""From rows to what the rules read."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol, cast

from patients.models import Patient, Precaution
from titration.models.dose_step import DoseStep
from titration.models.side_effect import SideEffect
from titration.rules import Answer, Effect, History, Phase, Severity, Step


class StepRow(Protocol):
    """A dose step, as a model or as a row of values."""

    @property
    def starts_on(self) -> date: ...

    @property
    def doses_mg(self) -> Sequence[Decimal]: ...

    @property
    def phase(self) -> str: ...

    @property
    def already_taking(self) -> bool: ...


class EffectRow(Protocol):
    """A side effect, as a model or as a row of values."""

    @property
    def term(self) -> str: ...

    @property
    def severity(self) -> str: ...

    @property
    def onset_on(self) -> date: ...

    @property
    def resolved_on(self) -> date | None: ...

    @property
    def reported_on(self) -> date | None: ...


def history_from(
    born_on: date | None,
    steps: Iterable[StepRow],
    effects: Iterable[EffectRow],
    answers: dict[str, str],
) -> History:
    """A history for the rules, from rows that count and answers by condition."""
    return History(
        born_on=born_on,
        steps=tuple(
            Step(
                row.starts_on,
                tuple(row.doses_mg),
                cast(Phase, row.phase),
                row.already_taking,
            )
            for row in steps
        ),
        side_effects=tuple(
            Effect(
                row.term,
                cast(Severity, row.severity),
                row.onset_on,
                row.resolved_on,
                row.reported_on,
            )
            for row in effects
        ),
        precautions=cast(dict[str, Answer], answers),
    )


def history_of(patient: Patient) -> History:
    """A patient's history as it counts now, read from the database."""
    precautions = Precaution.objects.of(patient).live()
    return history_from(
        patient.born_on,
        DoseStep.objects.of(patient).live(),
        SideEffect.objects.of(patient).live(),
        dict(precautions.values_list("condition", "answer")),
    )
