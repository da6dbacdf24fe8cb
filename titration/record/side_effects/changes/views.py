"""Pages that record and correct what became of a side effect."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.corrections.pages import correct_entry
from titration.record.read_back import read_back
from titration.record.side_effects.changes import actions as changes
from titration.record.side_effects.changes.forms import (
    CorrectSideEffectChangeForm,
    SideEffectChangeForm,
    initial_values,
)
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect


@require_http_methods(["GET", "HEAD", "POST"])
def change_side_effect(
    request: SignedInRequest, patient_id: int, side_effect_id: int
) -> HttpResponse:
    """Record that a side effect has another severity from a day on, or resolved."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_SIDE_EFFECT)
    effect = get_object_or_404(SideEffect.objects.of(patient), pk=side_effect_id)
    effect.patient = patient
    today = patient.clinic.today()
    form = SideEffectChangeForm(sent(request), initial={"changed_on": today, "reported_on": today})
    if form.is_valid():
        try:
            change = changes.record(effect=effect, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, change)
    return form_page(
        request,
        "record/change.html",
        form,
        patient=patient_banner(patient),
        heading="Record a change of a side effect",
        changed=effect,
    )


def correct_side_effect_change(request: SignedInRequest, change: SideEffectChange) -> HttpResponse:
    """Mark a change and record another in its place."""
    change.effect.patient = change.patient
    form = CorrectSideEffectChangeForm(sent(request), initial=initial_values(change))
    return correct_entry(request, change, form, partial(changes.record, effect=change.effect))
