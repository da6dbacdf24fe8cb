"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

from patients import converters  # noqa: F401 - registers <id:...> and <day:...>
from titration.views.computed_flag import computed_flag
from titration.views.dose_steps import record_dose_step
from titration.views.edit_patient import edit_patient
from titration.views.entry_history import entry_history
from titration.views.health import live, ready
from titration.views.mark_in_error import mark_in_error
from titration.views.patient_chart import patient_chart
from titration.views.ratings import record_ratings
from titration.views.reference import reference
from titration.views.register_patient import register_patient
from titration.views.response import response
from titration.views.reviews import record_review
from titration.views.side_effects import (
    record_no_side_effects,
    record_side_effect,
    update_side_effect,
)
from titration.views.treatments import record_treatment, update_treatment
from titration.views.worklist import worklist

of_patient: list[URLPattern | URLResolver] = [
    path("", patient_chart, name="patient-chart"),
    path("edit/", edit_patient, name="edit-patient"),
    path("flags/<slug:code>/<day:since>/", computed_flag, name="computed-flag"),
    path("response/", response, name="response"),
    path("entries/", entry_history, name="entry-history"),
    path("dose-steps/record/", record_dose_step, name="record-dose-step"),
    path("side-effects/record/", record_side_effect, name="record-side-effect"),
    path("side-effects/<id:side_effect_id>/update/", update_side_effect, name="update-side-effect"),
    path("side-effects/none/", record_no_side_effects, name="record-no-side-effects"),
    path("ratings/record/", record_ratings, name="record-ratings"),
    path("treatments/record/", record_treatment, name="record-treatment"),
    path("treatments/<id:treatment_id>/update/", update_treatment, name="update-treatment"),
    path("reviews/record/", record_review, name="record-review"),
    path("<slug:kind>/<id:entry_id>/entered-in-error/", mark_in_error, name="mark-in-error"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("patients.urls")),
    path("", include("patients.admin_urls")),
    path("health/live", live, name="health-live"),
    path("health/ready", ready, name="health-ready"),
    path("", worklist, name="worklist"),
    path("reference/", reference, name="reference"),
    path("patients/register/", register_patient, name="register-patient"),
    path("patients/<id:patient_id>/", include(of_patient)),
]

handler400 = "titration.views.problems.bad_request"
handler403 = "titration.views.problems.permission_denied"
handler404 = "titration.views.problems.page_not_found"
handler500 = "titration.views.problems.server_error"
