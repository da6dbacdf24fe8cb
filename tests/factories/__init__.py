"""Make rows to test with, each by one call: ``a_step(patient, "10x3", from_="2026-01-05")``.

They are written straight to the tables, as an action would leave them. The
patient's standing follows, but no audit event is written, so that a test sees
only the events it causes. All people are invented.
"""

from tests.factories.administration import a_reset, an_access_review, an_invitation
from tests.factories.patients import (
    a_duplicate,
    a_dystonia,
    a_patient,
    a_precaution,
    a_reopening,
    an_end_of_care,
)
from tests.factories.people import (
    a_clinic,
    a_former_name,
    a_membership,
    a_neurologist,
    a_nurse,
    a_second_factor,
    an_account,
    an_admin,
    an_outside_identity,
    code_of,
)
from tests.factories.therapy import (
    a_check,
    a_contact,
    a_note,
    a_planned_step,
    a_rating,
    a_review,
    a_side_effect,
    a_step,
    a_treatment,
    a_treatment_change,
    an_acknowledgement,
    an_effect_change,
    an_intake,
)
from tests.factories.values import amounts, on
from tests.factories.writing import in_error, superseded

__all__ = [
    "a_check",
    "a_clinic",
    "a_contact",
    "a_duplicate",
    "a_dystonia",
    "a_former_name",
    "a_membership",
    "a_neurologist",
    "a_note",
    "a_nurse",
    "a_patient",
    "a_planned_step",
    "a_precaution",
    "a_rating",
    "a_reopening",
    "a_reset",
    "a_review",
    "a_second_factor",
    "a_side_effect",
    "a_step",
    "a_treatment",
    "a_treatment_change",
    "amounts",
    "an_access_review",
    "an_account",
    "an_acknowledgement",
    "an_admin",
    "an_effect_change",
    "an_end_of_care",
    "an_intake",
    "an_invitation",
    "an_outside_identity",
    "code_of",
    "in_error",
    "on",
    "superseded",
]
