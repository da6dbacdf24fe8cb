"""Record what a test starts from. Days are counted back from the clinic's today."""

from datetime import date, timedelta

from patients.days import InexactDay
from patients.models import Account, Clinic, Patient
from tests.factories import (
    a_dystonia,
    a_patient,
    a_precaution,
    a_rating,
    a_review,
    a_side_effect,
    a_step,
    a_treatment,
    a_treatment_change,
    an_effect_change,
    in_error,
)
from titration.record.dose_steps.models import DoseStep
from titration.record.side_effects.models import SideEffect

FAMILY_NAMES = ("EXAMPLE", "SAMPLE", "TESTER", "SPECIMEN", "PLACEHOLDER")


def ago(patient: Patient, days: int) -> date:
    """Return the day so many days before the clinic's today; a negative number lies ahead."""
    return patient.clinic.today() - timedelta(days=days)


def a_dose(patient: Patient, doses: str, *, days_ago: int, by: Account | None = None) -> DoseStep:
    """``given.a_dose(patient, "10x3", days_ago=21)``."""
    return a_step(patient, doses, from_=ago(patient, days_ago), by=by)


def an_effect(
    patient: Patient,
    term: str = "drowsiness",
    severity: str = "mild",
    *,
    days_ago: int,
    lasting: int | None = None,
    by: Account | None = None,
) -> SideEffect:
    """Record an effect that began so many days ago, and lasted so many days or still does."""
    onset = ago(patient, days_ago)
    until = None if lasting is None else onset + timedelta(days=lasting)
    return a_side_effect(patient, term, severity, from_=onset, until=until, by=by)


def many_patients(clinic: Clinic, count: int, by: Account) -> list[Patient]:
    """Register patients who each take 5 mg a day more than the one before."""
    patients = []
    for index in range(count):
        family_name = FAMILY_NAMES[index % len(FAMILY_NAMES)]
        patient = a_patient(clinic, family_name=family_name, given_name=f"No {index:02}", by=by)
        a_dose(patient, f"{5 * (index + 1)}x1", days_ago=index)
        patients.append(patient)
    return patients


def a_history(patient: Patient, by: Account, *, steps: int, effects: int) -> None:
    """Record rising and falling steps of ten days, effects, a planned stop, and one error."""
    a_dystonia(patient, by=by)
    a_precaution(patient, "epilepsy", by=by)
    for index in range(steps):
        doses = f"{5 + 5 * (index % 6)}x{2 + index % 3}"
        a_dose(patient, doses, days_ago=10 * (steps - index), by=by)
    for index in range(effects):
        term = ("drowsiness", "nausea", "muscle weakness")[index % 3]
        severity = ("mild", "moderate", "severe")[index % 3]
        lasting = 9 if index < effects - 3 else None
        days_ago = 10 * (effects - index)
        an_effect(patient, term, severity, days_ago=days_ago, lasting=lasting, by=by)
    in_error(a_dose(patient, "25x3", days_ago=5, by=by), by=by)
    what_became_of_an_effect(patient, by)
    what_was_done_beside(patient, by)
    a_dose(patient, "", days_ago=-7, by=by)


def what_became_of_an_effect(patient: Patient, by: Account) -> None:
    """Record an effect of an inexact onset that worsened, and a change of it in error."""
    onset = ago(patient, 40)
    month = InexactDay.in_month(onset.year, onset.month)
    effect = a_side_effect(patient, "hiccups", from_=month, by=by)
    an_effect_change(effect, "severe", on_=ago(patient, 6), note="All day", by=by)
    in_error(an_effect_change(effect, "resolved", on_=ago(patient, 2), by=by), by=by)


def what_was_done_beside(patient: Patient, by: Account) -> None:
    """Record ratings, one on a named scale, a pump, an ended treatment, and a review now due."""
    for days_ago, value in ((50, "6"), (30, "4.5"), (10, "5")):
        a_rating(patient, value, on_=ago(patient, days_ago), by=by)
    scale = {"low": "0", "high": "85", "better": "lower"}
    a_rating(patient, "31", "TWSTRS", **scale, on_=ago(patient, 30), rater="clinician", by=by)
    in_error(a_rating(patient, "9", "mood", on_=ago(patient, 30), by=by), by=by)
    pump = "intrathecal baclofen"
    pump_of_40 = a_treatment(patient, pump, from_=ago(patient, 40), mcg_per_day="40", by=by)
    a_treatment_change(pump_of_40, on_=ago(patient, 12), mcg_per_day="45", by=by)
    a_treatment(patient, from_=ago(patient, 60), until=ago(patient, 20), detail="Weekly", by=by)
    a_review(patient, on_=ago(patient, 40), next_on=ago(patient, 10), note="Sleeps well", by=by)
