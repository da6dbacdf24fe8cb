"""Call the actions of plans and of acknowledgements, with usual values, as ``calls`` does."""

import uuid
from collections.abc import Sequence
from typing import Any

from patients.models import Account, Patient
from tests.factories import amounts, on
from tests.factories.values import Day
from titration.reading.recorded import read
from titration.record.dose_steps.models import DoseStep
from titration.record.plans import actions as plans
from titration.record.plans.filling import PlanRow
from titration.record.plans.models import PlannedStep
from titration.record.side_effects.acknowledgements import actions as acknowledgements
from titration.record.side_effects.acknowledgements.models import Acknowledgement
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect


def plan(
    patient: Patient,
    by: Account,
    *rows: tuple[Day, str],
    seen: str | None = None,
    token: uuid.UUID | None = None,
    **more: Any,
) -> Sequence[PlannedStep]:
    """``plan(patient, by, ("2026-03-09", "10x3"))``: draft a plan; with no doses, a stop."""
    return plans.draft(
        patient=patient,
        by=by,
        form_token=token or uuid.uuid4(),
        seen=plans.edition(read(patient)) if seen is None else seen,
        rows=[PlanRow(on(day), tuple(amounts(doses)), ()) for day, doses in rows],
        phase=more.pop("phase", "taper"),
        **more,
    )


def confirm(
    planned: PlannedStep, by: Account, *, from_: Day | None = None,
    token: uuid.UUID | None = None, **more: Any,
) -> DoseStep:  # fmt: skip
    """Record that a planned step was taken as planned, by default on its day."""
    return plans.confirm(
        planned=planned,
        by=by,
        form_token=token or uuid.uuid4(),
        seen=DoseStep.objects.edition(planned.patient),
        starts_on=on(from_ or planned.starts_on),
        **more,
    )


def acknowledge(
    effect: SideEffect,
    by: Account,
    comment: str = "Seen",
    *,
    of: SideEffectChange | None = None,
    token: uuid.UUID | None = None,
) -> Acknowledgement:
    """Acknowledge an effect as it began, or ``of`` a change by which it became severe."""
    return acknowledgements.acknowledge(
        effect=effect,
        by=by,
        form_token=token or uuid.uuid4(),
        worsening=of.pk if of else None,
        comment=comment,
    )
