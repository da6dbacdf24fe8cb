"""Records what became of another treatment: from a day on another rate or detail, or ended."""

import uuid
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from patients.access import Right
from patients.actions import entries
from patients.actions.conflicts import ChangedMeanwhile, retried
from patients.models import Account
from titration.record.changing import (
    refuse_before_the_first_day,
    refuse_misfit,
    refuse_out_of_order,
)
from titration.record.entering import enter, refuse_days_that_cannot_be
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.models import LIMIT_MCG, MCG_DECIMALS, Treatment, TreatmentKind


@retried
def record(
    *,
    treatment: Treatment,
    by: Account,
    form_token: uuid.UUID,
    became: str,
    changed_on: date,
    mcg_per_day: Decimal | None = None,
    detail: str = "",
    corrects: TreatmentChange | None = None,
    error_reason: str = "",
) -> TreatmentChange:
    """Record that a treatment has another rate or detail from a day on, or ended.

    If it ended, ``changed_on`` is its last day. What it was before stays as it is. With
    ``corrects`` the change stands in place of one made in error. The same form sent again
    returns the change it saved. Raises ``PermissionDenied``, ``ValidationError`` by field,
    ``ChangedMeanwhile`` or ``AlreadySaved``; then nothing is saved.
    """
    change = TreatmentChange(
        patient=treatment.patient,
        recorded_by=by,
        form_token=form_token,
        treatment=treatment,
        became=became,
        changed_on=changed_on,
        mcg_per_day=mcg_per_day,
        detail=detail,
    )
    return enter(
        change,
        right=Right.RECORD_TREATMENT,
        action="record-treatment-change",
        check=check,
        corrects=corrects,
        error_reason=error_reason,
    )


def check(change: TreatmentChange) -> None:
    """Raise ``ValidationError``, by field, for a change that is not possible beside the others.

    Raises ``ChangedMeanwhile`` if the treatment no longer counts.
    """
    treatment = Treatment.objects.get(pk=change.treatment_id)
    if not treatment.is_live:
        raise ChangedMeanwhile(entries.what_became_of(treatment, change.recorded_by))
    refuse_content(change, treatment.kind)
    refuse_days_that_cannot_be(change.patient, changed_on=change.changed_on)
    refuse_before_the_first_day(change.changed_on, treatment.from_on, "it began")
    others = list(TreatmentChange.objects.live().filter(treatment=treatment))
    refuse_out_of_order(change, others, over_on=treatment.until_on, over="ended")


def refuse_content(change: TreatmentChange, kind: str) -> None:
    """Raise ``ValidationError``, by field, for a change that says nothing or too much."""
    said = [name for name in ("mcg_per_day", "detail") if getattr(change, name)]
    if change.mcg_per_day is not None:
        refuse_amount(kind, change.mcg_per_day)
    if change.is_end and said:
        raise ValidationError(dict.fromkeys(said, "Leave this empty where the treatment ended."))
    if not change.is_end and not said:
        is_pump = kind == TreatmentKind.INTRATHECAL_BACLOFEN
        sentence = "Enter the new rate or detail." if is_pump else "Enter the new detail."
        raise ValidationError({"mcg_per_day" if is_pump else "detail": sentence})


def refuse_amount(kind: str, mcg: Decimal) -> None:
    """Raise ``ValidationError`` for an amount, in mcg, that the table would refuse or round."""
    if kind != TreatmentKind.INTRATHECAL_BACLOFEN:
        sentence = "Only intrathecal baclofen is recorded in mcg; leave this empty."
        raise ValidationError({"mcg_per_day": sentence})
    if not (mcg.is_finite() and 0 < mcg < LIMIT_MCG and mcg == round(mcg, MCG_DECIMALS)):
        sentence = f"An amount is more than 0 mcg, less than {LIMIT_MCG:,} mcg, to two decimals."
        raise ValidationError({"mcg_per_day": sentence})


def carry_over(old: Treatment, new: Treatment) -> None:
    """Record the changes of a treatment entered in error anew, of the one in its place.

    They were of one treatment, and so hold of the other; a change that cannot is refused with
    a ``ValidationError``. Runs in the transaction of the caller.
    """
    for change in TreatmentChange.objects.live().filter(treatment=old).order_by("changed_on"):
        anew = TreatmentChange(
            patient=new.patient,
            recorded_by=new.recorded_by,
            form_token=uuid.uuid5(new.form_token, str(change.pk)),
            treatment=new,
            became=change.became,
            changed_on=change.changed_on,
            mcg_per_day=change.mcg_per_day,
            detail=change.detail,
        )
        refuse_misfit(anew, change.in_words, check)
        entries.save(anew, action="record-treatment-change")
