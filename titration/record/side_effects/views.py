"""Recording side effects, what became of them, and that none was reported."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web import posting
from patients.web.banner import patient_banner
from patients.web.requests import SignedInRequest
from titration.record.read_back import read_back
from titration.record.side_effects import actions as side_effects
from titration.record.side_effects.forms import (
    NoSideEffectsForm,
    SideEffectForm,
    UpdateSideEffectForm,
)
from titration.record.side_effects.models import SideEffect, SideEffectCheck

UPDATED = ("severity", "onset_on", "resolved_on", "reported_by", "action_taken", "note")


@require_http_methods(["GET", "HEAD", "POST"])
def record_side_effect(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record a side effect as reported."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_SIDE_EFFECT)
    today = patient.clinic.today()
    return posting.answer(
        request,
        SideEffectForm(posting.sent(request), initial={"onset_on": today, "reported_on": today}),
        action=partial(side_effects.record, patient=patient, by=request.user),
        saved=partial(read_back, "side-effects"),
        template="record/side_effects/record.html",
        context=lambda: {"patient": patient_banner(patient)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def update_side_effect(
    request: SignedInRequest, patient_id: int, side_effect_id: int
) -> HttpResponse:
    """Record what became of a side effect: it resolved, or its severity changed."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_SIDE_EFFECT)
    effect = get_object_or_404(SideEffect.objects.of(patient), pk=side_effect_id)
    known = {name: getattr(effect, name) for name in UPDATED}
    known["reported_on"] = patient.clinic.today()
    record = partial(side_effects.record, patient=patient, by=request.user)
    return posting.answer(
        request,
        UpdateSideEffectForm(posting.sent(request), initial=known),
        action=partial(record, term=effect.term, updates=effect),
        saved=partial(read_back, "side-effects"),
        template="record/side_effects/update.html",
        context=lambda: {"patient": patient_banner(patient), "effect": effect},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def record_no_side_effects(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record that side effects were asked about, and none was reported."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_SIDE_EFFECT)
    return posting.answer(
        request,
        NoSideEffectsForm(posting.sent(request), initial={"asked_on": patient.clinic.today()}),
        action=partial(side_effects.record_none, patient=patient, by=request.user),
        saved=saved_none,
        template="record/side_effects/record_none.html",
        context=lambda: {"patient": patient_banner(patient)},
    )


def saved_none(check: SideEffectCheck) -> posting.Saved:
    """Read back that none was reported."""
    chart = reverse("patient-chart", args=[check.patient_id])
    correct = reverse("mark-in-error", args=[check.patient_id, "side-effect-checks", check.pk])
    sentence = format_html(
        'Recorded: asked on {}, no side effect reported. <a href="{}">Correct</a>',
        f"{check.asked_on:%d-%b-%Y}",
        correct,
    )
    return posting.Saved(sentence, chart)
