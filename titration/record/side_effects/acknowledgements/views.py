"""The page by which a neurologist acknowledges a grave side effect."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.read_back import read_back
from titration.record.side_effects.acknowledgements import actions as acknowledgements
from titration.record.side_effects.acknowledgements.forms import AcknowledgementForm
from titration.record.side_effects.models import SideEffect


@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge_effect(
    request: SignedInRequest, patient_id: int, side_effect_id: int
) -> HttpResponse:
    """Record that a neurologist has seen a grave side effect, or its worsening to severe."""
    patient = access.open_patient(request.user, patient_id, Right.ACKNOWLEDGE)
    effect = get_object_or_404(SideEffect.objects.of(patient), pk=side_effect_id)
    effect.patient = patient
    now = acknowledgements.open_effect_of(effect)
    form = AcknowledgementForm(sent(request), initial={"worsening": now and now.worsening})
    if form.is_valid():
        try:
            saved = acknowledgements.acknowledge(effect=effect, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, saved)
    return form_page(
        request,
        "record/side_effects/acknowledge.html",
        form,
        patient=patient_banner(patient),
        heading="Acknowledge a side effect",
        said=now.words(patient.clinic.today()) if now else str(effect),
    )
