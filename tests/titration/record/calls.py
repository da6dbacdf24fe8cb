"""Call the actions of the therapy; arguments that a test does not give have usual values."""

import uuid
from decimal import Decimal
from typing import Any

from patients.models import Account, Care, Clinic, DystoniaValues, Patient, PatientValues
from tests.factories import amounts, on
from tests.factories.values import Day, day_told, on_or_none
from titration.record.care import actions as care
from titration.record.contacts import actions as contacts
from titration.record.contacts.models import Contact
from titration.record.dose_steps import actions as dose_steps
from titration.record.dose_steps.models import DoseStep
from titration.record.intakes import actions as intakes
from titration.record.intakes.models import Intake
from titration.record.notes import actions as notes
from titration.record.notes.models import Note
from titration.record.ratings import actions as ratings
from titration.record.ratings.models import Rating, Score
from titration.record.reviews import actions as reviews
from titration.record.reviews.models import Review
from titration.record.side_effects import actions as side_effects
from titration.record.side_effects.changes import actions as effect_changes
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.record.treatments import actions as treatments
from titration.record.treatments.changes import actions as treatment_changes
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.models import Treatment
from titration.registration import actions as registrations


def record_step(
    patient: Patient,
    by: Account,
    doses: str,
    *,
    from_: Day,
    phase: str = "",
    seen: str | None = None,
    token: uuid.UUID | None = None,
    **more: Any,
) -> DoseStep:
    """Record a dose step on a form opened just now; with no doses and no words, a stop."""
    return dose_steps.record(
        patient=patient,
        by=by,
        form_token=token or uuid.uuid4(),
        seen=DoseStep.objects.edition(patient) if seen is None else seen,
        starts_on=on(from_),
        doses_mg=amounts(doses),
        phase=phase or ("maintenance" if doses or more.get("in_words") else "stopped"),
        **more,
    )


def report(
    patient: Patient,
    by: Account,
    term: str = "drowsiness",
    severity: str = "mild",
    *,
    from_: Day,
    until: Day | None = None,
    reported_on: Day | None = None,
    token: uuid.UUID | None = None,
    **more: Any,
) -> SideEffect:
    """Record an effect reported by the patient, by default on the day it began."""
    return side_effects.record(
        patient=patient,
        by=by,
        form_token=token or uuid.uuid4(),
        term=term,
        severity=severity,
        onset_on=day_told(from_),
        resolved_on=on_or_none(until),
        reported_on=on(reported_on or day_told(from_)),
        reported_by=more.pop("reported_by", "patient"),
        action_taken=more.pop("action_taken", "nothing"),
        **more,
    )


def report_change(
    effect: SideEffect,
    by: Account,
    became: str = "severe",
    *,
    on_: Day,
    reported_on: Day | None = None,
    token: uuid.UUID | None = None,
    **more: Any,
) -> SideEffectChange:
    """Record what an effect became, as the patient reported, by default on that day."""
    return effect_changes.record(
        effect=effect,
        by=by,
        form_token=token or uuid.uuid4(),
        became=became,
        changed_on=on(on_),
        reported_on=on(reported_on or on_),
        reported_by=more.pop("reported_by", "patient"),
        action_taken=more.pop("action_taken", "nothing"),
        **more,
    )


def report_none(
    patient: Patient, by: Account, *, asked_on: Day, token: uuid.UUID | None = None
) -> SideEffectCheck:
    """Record that a clinician asked, and no side effect was reported."""
    return side_effects.record_none(
        patient=patient, by=by, form_token=token or uuid.uuid4(), asked_on=on(asked_on)
    )


def a_score(value: str, measure: str = "spasm", **scale: Any) -> Score:
    """Make ``a_score("6", "pain")``, by the patient; ``low="0"`` and so on for a named total."""
    limits: dict[str, Any] = {
        name: Decimal(scale.pop(name)) for name in ("low", "high") if name in scale
    }
    return Score(measure, Decimal(value), scale.pop("rater", "patient"), **limits, **scale)


def rate(
    patient: Patient, by: Account, *scores: Score, on_: Day, token: uuid.UUID | None = None,
    **more: Any,
) -> list[Rating]:  # fmt: skip
    """Record the ratings of one day."""
    return ratings.record(
        patient=patient,
        by=by,
        form_token=token or uuid.uuid4(),
        rated_on=on(on_),
        scores=scores,
        **more,
    )


def treat(
    patient: Patient, by: Account, kind: str = "physical therapy", *, from_: Day,
    until: Day | None = None, mcg: str = "", token: uuid.UUID | None = None, **more: Any,
) -> Treatment:  # fmt: skip
    """Record another treatment, by default one that still runs."""
    return treatments.record(
        patient=patient,
        by=by,
        form_token=token or uuid.uuid4(),
        kind=kind,
        from_on=day_told(from_),
        until_on=on_or_none(until),
        mcg_per_day=Decimal(mcg) if mcg else None,
        **more,
    )


def alter(
    treatment: Treatment, by: Account, became: str = "changed", *, on_: Day, mcg: str = "",
    token: uuid.UUID | None = None, **more: Any,
) -> TreatmentChange:  # fmt: skip
    """Record what became of a treatment."""
    return treatment_changes.record(
        treatment=treatment,
        by=by,
        form_token=token or uuid.uuid4(),
        became=became,
        changed_on=on(on_),
        mcg_per_day=Decimal(mcg) if mcg else None,
        **more,
    )


def not_as_recorded(
    patient: Patient, by: Account, what: str = "missed", *, from_: Day,
    until: Day | None = None, token: uuid.UUID | None = None, **more: Any,
) -> Intake:  # fmt: skip
    """Record that something was not taken as recorded, by default on one day."""
    return intakes.record(
        patient=patient,
        by=by,
        form_token=token or uuid.uuid4(),
        what=what,
        from_on=on(from_),
        until_on=on_or_none(until),
        **more,
    )


def review(
    patient: Patient, by: Account, *, on_: Day, next_on: Day | None = None,
    token: uuid.UUID | None = None, **more: Any,
) -> Review:  # fmt: skip
    """Record a review."""
    return reviews.record(
        patient=patient,
        by=by,
        form_token=token or uuid.uuid4(),
        reviewed_on=on(on_),
        next_on=on_or_none(next_on),
        **more,
    )


def contact(
    patient: Patient, by: Account, outcome: str = "reached", *, on_: Day,
    call_again_on: Day | None = None, token: uuid.UUID | None = None, **more: Any,
) -> Contact:  # fmt: skip
    """Record a contact that was tried, by default one that reached the patient."""
    more |= {"contacted_on": on(on_), "call_again_on": on_or_none(call_again_on)}
    token = token or uuid.uuid4()
    return contacts.record(patient=patient, by=by, form_token=token, outcome=outcome, **more)


def leave_note(
    patient: Patient, by: Account, text: str = "Daughter interprets", *,
    token: uuid.UUID | None = None, **more: Any,
) -> Note:  # fmt: skip
    """Record a note to colleagues."""
    token = token or uuid.uuid4()
    return notes.record(patient=patient, by=by, form_token=token, text=text, **more)


def end_care(
    patient: Patient, by: Account, *, on_: Day, reason: str = "died",
    token: uuid.UUID | None = None, **more: Any,
) -> Care:  # fmt: skip
    """End care on a day, by default because the patient died."""
    token = token or uuid.uuid4()
    return care.end(
        patient=patient, by=by, form_token=token, from_on=on(on_), reason=reason, **more
    )


def reopen_care(
    patient: Patient, by: Account, *, from_: Day, token: uuid.UUID | None = None, **more: Any
) -> Care:
    """Reopen care from a day on."""
    token = token or uuid.uuid4()
    return care.reopen(patient=patient, by=by, form_token=token, from_on=on(from_), **more)


def mark_duplicate(
    patient: Patient, by: Account, *, of: str, note: str = "One letter",
    token: uuid.UUID | None = None, **more: Any,
) -> Care:  # fmt: skip
    """Mark a patient as a duplicate of the one with a record number."""
    token = token or uuid.uuid4()
    return care.mark_duplicate(
        patient=patient, by=by, form_token=token, record_number=of, note=note, **more
    )


DETAILS: PatientValues = {
    "record_number": "T-100",
    "family_name": "SAMPLE",
    "given_name": "Ada",
    "born_on": on("1980-05-01"),
    "sex": "female",
}
CERVICAL: DystoniaValues = {
    "distribution": "focal",
    "sites": ["cervical"],
    "cause": "idiopathic",
    "age_at_onset": None,
    "since_on": None,
    "edition": "MDS 2025",
}
ANSWERS = {
    "kidney disease": "absent",
    "epilepsy": "present",
    "psychiatric disorder": "not asked",
}


def register(clinic: Clinic, by: Account, **values: Any) -> Patient:
    """Register Ada SAMPLE with a cervical dystonia and a history of epilepsy."""
    usual: dict[str, Any] = {
        "form_token": uuid.uuid4(),
        "details": DETAILS,
        "dystonia": CERVICAL,
        "answers": ANSWERS,
    }
    return registrations.register(clinic=clinic, by=by, **{**usual, **values})


def change(patient: Patient, by: Account, **values: Any) -> Patient:
    """Change a patient with a form opened just now, with the values that ``register`` has."""
    usual: dict[str, Any] = {
        "form_token": uuid.uuid4(),
        "version": Patient.objects.get(pk=patient.pk).version,
        "seen": registrations.edition(patient),
        "details": DETAILS,
        "dystonia": CERVICAL,
        "answers": ANSWERS,
    }
    return registrations.change(patient=patient, by=by, **{**usual, **values})
