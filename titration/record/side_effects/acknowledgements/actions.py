"""Records that a neurologist has seen a grave side effect."""

import uuid

from django.core.exceptions import ValidationError

from patients.access import Right
from patients.actions.conflicts import ChangedMeanwhile, retried
from patients.models import Account
from titration.reading.open_effects import OpenEffect, begun, open_effects
from titration.reading.recorded import history_of
from titration.record.entering import enter
from titration.record.side_effects.acknowledgements.models import Acknowledgement
from titration.record.side_effects.models import SideEffect


@retried
def acknowledge(
    *, effect: SideEffect, by: Account, form_token: uuid.UUID, worsening: int | None, comment: str
) -> Acknowledgement:
    """Record that a neurologist has seen a grave side effect, or its worsening to severe.

    ``worsening`` is the id of the change by which it was severe as the form was opened, if one
    was. The same form sent again returns what it saved. Raises ``PermissionDenied``,
    ``ValidationError``, ``ChangedMeanwhile`` or ``AlreadySaved``; then nothing is saved.
    """
    acknowledgement = Acknowledgement(
        patient=effect.patient,
        recorded_by=by,
        form_token=form_token,
        effect=effect,
        worsening_id=worsening,
        comment=comment,
    )
    return enter(
        acknowledgement,
        right=Right.ACKNOWLEDGE,
        action="acknowledge-side-effect",
        check=check,
    )


def check(acknowledgement: Acknowledgement) -> None:
    """Raise ``ChangedMeanwhile`` if there is something else to acknowledge than was seen.

    Raises ``ValidationError`` for an effect that is neither severe nor listed as serious, or
    that is acknowledged already.
    """
    one = open_effect_of(acknowledgement.effect)
    if one is None or not one.is_grave:
        sentence = "Only an open side effect that is severe or listed as serious is acknowledged."
        raise ValidationError(sentence)
    if one.worsening != acknowledgement.worsening_id:
        raise ChangedMeanwhile(f"It has changed meanwhile: {one.severity} {begun(one.since)}.")
    live = Acknowledgement.objects.live().select_related("recorded_by")
    before = live.filter(effect=one.effect.id, worsening=one.worsening).first()
    if before:
        sentence = f"{before.recorded_by_name} has acknowledged it already: {before.comment}"
        raise ValidationError(sentence)


def open_effect_of(effect: SideEffect) -> OpenEffect | None:
    """Return a side effect as it is now; ``None`` if it ended or no longer counts."""
    open_now = open_effects(history_of(effect.patient).side_effects)
    return next((one for one in open_now if one.effect.id == effect.pk), None)
