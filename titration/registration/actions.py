"""Registers patients, and changes what is known of them.

One form holds the patient's details, the dystonia and the histories; one transaction
saves what is new in it.
"""

import uuid
from collections.abc import Collection, Mapping
from itertools import chain
from operator import attrgetter

from django.db import transaction
from django.db.models import Max

from patients import access
from patients.access import Right
from patients.actions import dystonias, patients, precautions
from patients.actions.conflicts import (
    AlreadySaved,
    ChangedMeanwhile,
    repetition,
    retried,
    who_has,
)
from patients.actions.entries import saved_with
from patients.actions.same_person import RegisteredAlready
from patients.models import (
    Account,
    Answer,
    Clinic,
    Condition,
    Dystonia,
    DystoniaValues,
    Entry,
    Patient,
    PatientValues,
    Precaution,
)
from titration.standing.derivation import rebuild_standing

DYSTONIA = "dystonia"


@retried
def register(
    *,
    clinic: Clinic,
    by: Account,
    form_token: uuid.UUID,
    details: PatientValues,
    dystonia: DystoniaValues | None,
    answers: Mapping[str, str],
    other_than: Collection[int] = (),
) -> Patient:
    """Register a patient with dystonia and histories; the same form twice registers one.

    ``answers`` are keyed by condition; ``other_than`` are ids of patients who may be the same
    person, and are not. Raises ``PermissionDenied``, ``ValidationError`` by field,
    ``RegisteredAlready`` or ``AlreadySaved``; then nothing is saved.
    """
    access.require(by, clinic.pk, Right.REGISTER)
    patient = Patient(clinic=clinic, registered_by=by, form_token=form_token, **details)
    if saved := patients.registered_with(form_token, by=by):
        return registered_before(saved, patient, dystonia, answers)
    try:
        with transaction.atomic():
            patient = patients.register(
                clinic=clinic, by=by, form_token=form_token, other_than=other_than, **details
            )
            record_what_is_new(patient, by, form_token, dystonia, answers)
            rebuild_standing(patient)
    except RegisteredAlready as refusal:
        access.record_list_shown(by, [each.pk for each in refusal.patients])  # the page names them
        raise
    return patient


def registered_before(
    saved: Patient, sent: Patient, dystonia: DystoniaValues | None, answers: Mapping[str, str]
) -> Patient:
    """Return the patient whom the form registered, if it says the same again.

    Changes made since the registration are ignored. Raises ``AlreadySaved`` if another
    account sent the form, or if it says anything else.
    """
    author = sent.registered_by
    told = [Dystonia(patient=saved, recorded_by=author, **dystonia)] if dystonia else []
    answered = [
        Precaution(patient=saved, recorded_by=author, condition=condition, answer=answer)
        for condition, answer in answers.items()
        if answer != Answer.NOT_ASKED
    ]
    tokens = [token_of(saved.form_token, what) for what in (DYSTONIA, *Condition.values)]
    recorded = (saved_with(tokens, kind) for kind in (Dystonia, Precaution))
    try:
        repetition(
            [saved.as_known(saved.registered_at), *chain(*recorded)], [sent, *told, *answered]
        )
    except AlreadySaved:
        access.record_list_shown(sent.registered_by, [saved.pk])  # the page names the patient
        raise
    return saved


@retried
def change(
    *,
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    version: int,
    seen: str,
    details: PatientValues,
    dystonia: DystoniaValues | None,
    answers: Mapping[str, str],
    other_than: Collection[int] = (),
) -> Patient:
    """Save what is new of a patient: details, dystonia, histories.

    ``version`` is the patient's and ``seen`` the ``edition`` as the form showed them;
    ``other_than`` are ids of patients who may be the same person, and are not. Raises
    ``PermissionDenied``, ``ValidationError`` by field, ``RegisteredAlready`` or
    ``ChangedMeanwhile``; then nothing is saved.
    """
    access.require(by, patient.clinic_id, Right.REGISTER, [patient.pk])
    try:
        with transaction.atomic():
            patient = patients.change_details(
                patient=patient, by=by, version=version, other_than=other_than, **details
            )
            refuse_unseen(patient, by, seen, dystonia, answers)
            record_what_is_new(patient, by, form_token, dystonia, answers)
            rebuild_standing(patient)
    except RegisteredAlready as refusal:
        access.record_list_shown(by, [each.pk for each in refusal.patients])  # the page names them
        raise
    return patient


def edition(patient: Patient) -> str:
    """Return a text that changes with each dystonia and history recorded for a patient."""
    return f"{newest(Dystonia, patient)}.{newest(Precaution, patient)}"


def newest(model: type[Dystonia | Precaution], patient: Patient) -> int:
    """Return the id of the entry recorded last, or 0."""
    return model.objects.of(patient).aggregate(newest=Max("pk"))["newest"] or 0


def refuse_unseen(
    patient: Patient,
    by: Account,
    seen: str,
    dystonia: DystoniaValues | None,
    answers: Mapping[str, str],
) -> None:
    """Raise ``ChangedMeanwhile`` if the form says something new but showed an older record."""
    is_new = differs(patient, dystonia) or bool(new_answers(patient, answers))
    if is_new and edition(patient) != seen:
        raise ChangedMeanwhile(
            f"{last_recorder(patient, by)} changed the dystonia or the histories meanwhile."
            " Nothing was saved; what you typed is still here."
        )


def last_recorder(patient: Patient, reader: Account) -> str:
    """Name who recorded the newest dystonia or answer, as the start of a sentence for a reader."""
    rows: list[Entry] = [*Dystonia.objects.of(patient), *Precaution.objects.of(patient)]
    last = max(rows, key=attrgetter("recorded_at"), default=None)
    return who_has(last.recorded_by if last else None, reader)


def record_what_is_new(
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    dystonia: DystoniaValues | None,
    answers: Mapping[str, str],
) -> None:
    """Record the dystonia and the answers that differ from what is recorded."""
    if dystonia and differs(patient, dystonia):
        token = token_of(form_token, DYSTONIA)
        dystonias.record(patient=patient, by=by, form_token=token, **dystonia)
    for condition, answer in new_answers(patient, answers).items():
        token = token_of(form_token, condition)
        precautions.record(
            patient=patient, by=by, form_token=token, condition=condition, answer=answer
        )


def token_of(form_token: uuid.UUID, what: str) -> uuid.UUID:
    """Derive the token of one entry that a form saves: the dystonia, or one condition's."""
    return uuid.uuid5(form_token, what)


def differs(patient: Patient, dystonia: DystoniaValues | None) -> bool:
    """True if a dystonia is given that differs from the one recorded."""
    return bool(dystonia) and dystonia != recorded_dystonia(patient)


def new_answers(patient: Patient, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that are not the ones recorded, by condition."""
    recorded = recorded_answers(patient)
    return {
        condition: answer
        for condition, answer in answers.items()
        if answer != recorded.get(condition, Answer.NOT_ASKED)
    }


def recorded_dystonia(patient: Patient) -> DystoniaValues | None:
    """Return the dystonia that counts now, by field."""
    dystonia = Dystonia.objects.of(patient).live().first()
    if dystonia is None:
        return None
    return {
        "distribution": dystonia.distribution,
        "sites": dystonia.sites,
        "cause": dystonia.cause,
        "age_at_onset": dystonia.age_at_onset,
        "since_on": dystonia.since_on,
        "edition": dystonia.edition,
    }


def recorded_answers(patient: Patient) -> dict[str, str]:
    """Return the answers that count now, by condition."""
    return dict(Precaution.objects.of(patient).live().values_list("condition", "answer"))
