"""Pages that record and correct side effects, and days on which none was reported."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.days import day_text
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.corrections.pages import correct_entry
from titration.record.read_back import read_back
from titration.record.side_effects import actions as side_effects
from titration.record.side_effects.forms import (
    CorrectNoSideEffectsForm,
    CorrectSideEffectForm,
    NoSideEffectsForm,
    SideEffectForm,
    initial_values,
)
from titration.record.side_effects.models import SideEffect, SideEffectCheck


@require_http_methods(["GET", "HEAD", "POST"])
def record_side_effect(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record a side effect as reported."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_SIDE_EFFECT)
    today = patient.clinic.today()
    form = SideEffectForm(sent(request), initial={"onset_on": today, "reported_on": today})
    if form.is_valid():
        try:
            effect = side_effects.record(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, effect)
    template = "record/side_effects/record.html"
    return form_page(request, template, form, patient=patient_banner(patient))


@require_http_methods(["GET", "HEAD", "POST"])
def record_no_side_effects(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record that side effects were asked about, and none was reported."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_SIDE_EFFECT)
    form = NoSideEffectsForm(sent(request), initial={"asked_on": patient.clinic.today()})
    if form.is_valid():
        try:
            asked = side_effects.record_none(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            day = day_text(asked.asked_on)
            words = f"Recorded: asked on {day}, no side effect reported"
            return read_back(request, asked, words=words)
    template = "record/side_effects/record_none.html"
    return form_page(request, template, form, patient=patient_banner(patient))


def correct_side_effect(request: SignedInRequest, effect: SideEffect) -> HttpResponse:
    """Mark a side effect and record another in its place."""
    form = CorrectSideEffectForm(sent(request), initial=initial_values(effect))
    return correct_entry(
        request, effect, form, partial(side_effects.record, patient=effect.patient)
    )


def correct_check(request: SignedInRequest, check: SideEffectCheck) -> HttpResponse:
    """Mark a day on which side effects were asked about, and record another in its place."""
    form = CorrectNoSideEffectsForm(sent(request), initial={"asked_on": check.asked_on})
    return correct_entry(
        request, check, form, partial(side_effects.record_none, patient=check.patient)
    )
