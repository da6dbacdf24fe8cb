"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

from patients.web import converters  # noqa: F401 - registers <id:...> and <day:...>
from titration.chart.computed_flag.views import computed_flag
from titration.chart.response.views import response
from titration.chart.views import patient_chart, patient_drawing
from titration.glance.views import clinic_at_a_glance
from titration.letters.views import (
    patient_schedule,
    patient_schedule_pdf,
    patient_summary,
    patient_summary_pdf,
)
from titration.record.after_care import refused_after_care
from titration.record.history.views import entry_history
from titration.record.kinds import KINDS
from titration.record.mark_in_error import mark_in_error
from titration.reference.views import reference
from titration.registration.edit.views import edit_patient
from titration.registration.register.views import register_patient
from titration.server.health import live, ready
from titration.worklist.views import found, worklist

of_patient: list[URLPattern | URLResolver] = [
    path("", patient_chart, name="patient-chart"),
    path("drawing/", patient_drawing, name="patient-drawing"),
    path("edit/", edit_patient, name="edit-patient"),
    path("flags/<slug:code>/<day:since>/", computed_flag, name="computed-flag"),
    path("response/", response, name="response"),
    path("entries/", entry_history, name="entry-history"),
    path("summary/", patient_summary, name="patient-summary"),
    path("summary.pdf", patient_summary_pdf, name="patient-summary-pdf"),
    path("schedule/", patient_schedule, name="patient-schedule"),
    path("schedule.pdf", patient_schedule_pdf, name="patient-schedule-pdf"),
    *(
        path(
            f"{kind.word}/{page.path}",
            refused_after_care(page.view) if kind.model.NEEDS_CARE else page.view,
            name=page.name,
        )
        for kind in KINDS.values()
        for page in kind.pages
    ),
    path("<slug:kind>/<id:entry_id>/entered-in-error/", mark_in_error, name="mark-in-error"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("patients.urls")),
    path("", include("patients.accounts.urls")),
    path("health/live", live, name="health-live"),
    path("health/ready", ready, name="health-ready"),
    path("", worklist, name="worklist"),
    path("found/<slug:token>/", found, name="found"),
    path("clinics/<id:clinic_id>/glance/", clinic_at_a_glance, name="clinic-at-a-glance"),
    path("reference/", reference, name="reference"),
    path("patients/register/", register_patient, name="register-patient"),
    path("patients/<id:patient_id>/", include(of_patient)),
]

handler400 = "titration.server.error_pages.bad_request"
handler403 = "titration.server.error_pages.permission_denied"
handler404 = "titration.server.error_pages.page_not_found"
handler500 = "titration.server.error_pages.server_error"
