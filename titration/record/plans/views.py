"""Pages that draft a plan, and that tell what was taken of it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.days import day_text
from patients.models import Patient
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.reading.recorded import Recorded, live, read
from titration.record.dose_steps.models import DoseStep, Phase
from titration.record.plans import actions as plans
from titration.record.plans.filling import ByTime, by_time
from titration.record.plans.forms import (
    ConfirmForm,
    OtherwiseForm,
    PlanForm,
    PlanOptionsForm,
    WithdrawForm,
    steps_initial,
)
from titration.record.plans.models import PlannedStep
from titration.record.read_back import read_back
from titration.rules import counted


@require_http_methods(["GET", "HEAD", "POST"])
def draft_plan(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Draft a plan, or its next version; with ``?fill=1``, fill in its steps and show them."""
    patient = access.open_patient(request.user, patient_id, Right.DRAFT_PLAN)
    recorded = read(patient)
    is_filling = request.method == "POST" and PlanOptionsForm(request.GET).is_filling
    opened = initial_values(recorded, patient)
    form = PlanForm(sent(request), initial=opened, is_filling=is_filling)
    if is_filling:
        form = form.filled(taken_today(recorded, patient))
    elif form.is_valid():
        try:
            steps = plans.draft(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return saved(request, drafted_text(steps), reverse("patient-chart", args=[patient.pk]))
    has_plan = bool(plans.unanswered(recorded, patient.clinic.today()))
    page = {"patient": patient_banner(patient), "has_plan": has_plan}
    return form_page(request, "record/plans/draft.html", form, **page)


def drafted_text(steps: Sequence[PlannedStep]) -> SafeString:
    """``Recorded version 1 of the plan, 6 steps from 14-Dec-2026``, and where it is changed."""
    count = counted(len(steps), "step")
    return format_html(
        'Recorded version {} of the plan, {} from {}. <a href="{}">Change</a>',
        steps[0].version,
        count,
        day_text(steps[0].starts_on),
        reverse("draft-plan", args=[steps[0].patient_id]),
    )


def initial_values(recorded: Recorded, patient: Patient) -> dict[str, Any]:
    """Return what the form opens with: the steps of the plan that have no answer yet."""
    open_ids = plans.unanswered(recorded, patient.clinic.today())
    rows = [row for row in live(recorded.planned_steps) if row.id in open_ids]
    steps = [(row.starts_on, by_time(row.doses_mg, row.times_of_day) or {}) for row in rows]
    stops = [row.starts_on for row in rows if row.phase == Phase.STOPPED]
    doses = [row for row in rows if row.phase != Phase.STOPPED]
    return {
        "seen": plans.edition(recorded),
        "phase": doses[0].phase if doses else Phase.TAPER,
        "reason": rows[0].reason if rows else "",
        "stopped_on": next(iter(stops), None),
        **steps_initial([step for step in steps if step[1]]),
    }


def taken_today(recorded: Recorded, patient: Patient) -> ByTime | None:
    """Return the amounts taken today by time of day; ``None`` where they are not told so."""
    step = recorded.step_on(patient.clinic.today())
    return by_time(step.doses_mg, step.times_of_day) if step and step.doses_mg else None


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_plan(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Withdraw what is planned and has no answer yet; it stays readable in the history."""
    patient = access.open_patient(request.user, patient_id, Right.DRAFT_PLAN)
    form = WithdrawForm(sent(request), initial={"seen": partial(edition_of, patient)})
    if form.is_valid():
        try:
            plans.withdraw(patient=patient, by=request.user, seen=form.cleaned_data["seen"])
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            chart = reverse("patient-chart", args=[patient.pk])
            return saved(request, "Withdrawn: nothing more is planned.", chart)
    words = {"heading": "Withdraw the plan", "submit": "Withdraw the plan"}
    return form_page(
        request, "record/plans/withdraw.html", form, patient=patient_banner(patient), **words
    )


def edition_of(patient: Patient) -> str:
    """Return the edition of a patient's plan as it is now."""
    return plans.edition(read(patient))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_planned_step(
    request: SignedInRequest, patient_id: int, planned_step_id: int
) -> HttpResponse:
    """Record that a planned step was taken as planned, which makes it a dose step."""
    patient, planned = open_planned_step(request, patient_id, planned_step_id)
    edition = partial(DoseStep.objects.edition, patient)
    form = ConfirmForm(sent(request), initial={"starts_on": planned.starts_on, "seen": edition})
    if form.is_valid():
        try:
            step = plans.confirm(planned=planned, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, step)
    words = {"heading": "Taken as planned", "submit": "Save as taken"}
    page = {"patient": patient_banner(patient), "planned": planned, **words}
    return form_page(request, "record/plans/answer.html", form, **page)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_otherwise(
    request: SignedInRequest, patient_id: int, planned_step_id: int
) -> HttpResponse:
    """Record what was taken in place of a planned step; the dose steps stay as they are."""
    patient, planned = open_planned_step(request, patient_id, planned_step_id)
    form = OtherwiseForm(sent(request), initial={"from_on": planned.starts_on})
    if form.is_valid():
        try:
            intake = plans.answer(planned=planned, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, intake)
    words = {"heading": "Not taken as planned", "submit": "Save what was taken"}
    page = {"patient": patient_banner(patient), "planned": planned, **words}
    return form_page(request, "record/plans/answer.html", form, **page)


def open_planned_step(
    request: SignedInRequest, patient_id: int, planned_step_id: int
) -> tuple[Patient, PlannedStep]:
    """Return a patient and one of their planned steps, for a reader who may answer it."""
    patient = access.open_patient(request.user, patient_id, Right.ANSWER_PLAN)
    planned = get_object_or_404(PlannedStep.objects.of(patient), pk=planned_step_id)
    planned.patient = patient
    return patient, planned
