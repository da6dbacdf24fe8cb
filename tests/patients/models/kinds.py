"""Make one row of every kind on record, for tests that hold for all of them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Model

from patients.models import (
    AccessReview,
    AccessReviewLine,
    AuditEvent,
    Care,
    Dystonia,
    Entry,
    FormerDetails,
    FormerName,
    Invitation,
    Membership,
    OutsideIdentity,
    Patient,
    Precaution,
    SignInReset,
)
from tests.factories import (
    a_check,
    a_contact,
    a_dystonia,
    a_former_name,
    a_note,
    a_planned_step,
    a_precaution,
    a_rating,
    a_reset,
    a_review,
    a_side_effect,
    a_step,
    a_treatment,
    a_treatment_change,
    an_access_review,
    an_acknowledgement,
    an_admin,
    an_effect_change,
    an_end_of_care,
    an_intake,
    an_invitation,
    an_outside_identity,
)
from titration.record.contacts.models import Contact
from titration.record.dose_steps.models import DoseStep
from titration.record.intakes.models import Intake
from titration.record.notes.models import Note
from titration.record.plans.models import PlannedStep
from titration.record.ratings.models import Rating
from titration.record.reviews.models import Review
from titration.record.side_effects.acknowledgements.models import Acknowledgement
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.models import Treatment
from titration.standing.models import Standing


def former_details(patient: Patient) -> FormerDetails:
    """Keep the patient's present details as former ones."""
    return FormerDetails.objects.create(
        patient=patient,
        version=patient.version,
        changed_by=patient.registered_by,
        **patient.details,
    )


def access_review(patient: Patient) -> AccessReview:
    """Make an access review of the patient's clinic, which gets an admin."""
    return an_access_review(patient.clinic, by=an_admin(patient.clinic))


ENTRIES: dict[type[Model], Callable[[Patient], Entry]] = {
    Dystonia: a_dystonia,
    Precaution: lambda patient: a_precaution(patient, "epilepsy"),
    DoseStep: lambda patient: a_step(patient, "10x3", from_="2026-01-05"),
    PlannedStep: lambda patient: a_planned_step(patient, "10x3", from_="2026-01-05"),
    SideEffect: lambda patient: a_side_effect(patient, from_="2026-01-08"),
    SideEffectChange: lambda patient: an_effect_change(
        a_side_effect(patient, from_="2026-01-08"), on_="2026-01-12"
    ),
    Acknowledgement: lambda patient: an_acknowledgement(
        a_side_effect(patient, severity="severe", from_="2026-01-08")
    ),
    SideEffectCheck: lambda patient: a_check(patient, asked_on="2026-01-08"),
    Rating: lambda patient: a_rating(patient, "6", on_="2026-01-08"),
    Treatment: lambda patient: a_treatment(patient, from_="2026-01-05"),
    TreatmentChange: lambda patient: a_treatment_change(
        a_treatment(patient, from_="2026-01-05"), on_="2026-01-12", detail="Weekly"
    ),
    Intake: lambda patient: an_intake(patient, from_="2026-01-08"),
    Review: lambda patient: a_review(patient, on_="2026-01-08"),
    Contact: lambda patient: a_contact(patient, on_="2026-01-08"),
    Note: a_note,
    Care: lambda patient: an_end_of_care(patient, on_="2026-01-09"),
}
# Every table with a patient in it.
CLINICAL: dict[type[Model], Callable[[Patient], Model]] = {
    **ENTRIES,
    Patient: lambda patient: patient,
    FormerDetails: former_details,
    Standing: lambda patient: Standing.objects.get(patient=patient),
}
KEPT: dict[type[Model], Callable[[Patient], Model]] = {
    **ENTRIES,
    Patient: lambda patient: patient,
    FormerDetails: former_details,
    FormerName: lambda patient: a_former_name(patient.registered_by),
    AuditEvent: lambda patient: AuditEvent.objects.create(patient_ids=[patient.pk]),
    Membership: lambda patient: an_admin(patient.clinic).memberships.get(),
    Invitation: lambda patient: an_invitation(patient.clinic)[0],
    SignInReset: lambda patient: a_reset(patient.registered_by, by=patient.registered_by)[0],
    OutsideIdentity: lambda patient: an_outside_identity(patient.registered_by),
    AccessReview: access_review,
    AccessReviewLine: lambda patient: access_review(patient).lines.get(),
}


def name(value: object) -> str:
    """Return the id of a test's parameter: the name of a class or function."""
    return getattr(value, "__name__", str(value))


every_entry = pytest.mark.parametrize("model", ENTRIES, ids=name)
every_kept_row = pytest.mark.parametrize("model", KEPT, ids=name)


def execute_sql(sql: str, *values: int) -> None:
    """Run raw SQL, past every model."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
