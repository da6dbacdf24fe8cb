"""Registering a patient, and keeping what is known of one up to date.

One page shows who the patient is, the dystonia and the histories together; one
transaction saves whatever of it is new.
"""

import uuid
from collections.abc import Mapping
from itertools import chain
from operator import attrgetter
from typing import Any

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
from patients.models import (
    Account,
    Answer,
    Clinic,
    Condition,
    Dystonia,
    Entry,
    Patient,
    Precaution,
)
from titration.standing import derivation as standings

DYSTONIA = "dystonia"


@retried
def register(
    *,
    clinic: Clinic,
    by: Account,
    form_token: uuid.UUID,
    details: Mapping[str, Any],
    dystonia: Mapping[str, Any] | None,
    answers: Mapping[str, str],
) -> Patient:
    """Register a patient with dystonia and histories; the same form twice registers one.

    ``details`` and ``dystonia`` are keyed as the actions of ``patients`` name
    them, ``answers`` by condition. Raises ``PermissionDenied``,
    ``ValidationError`` by field, or ``AlreadySaved``; then nothing is saved.
    """
    access.require(by, clinic.pk, Right.REGISTER)
    patient = Patient(clinic=clinic, registered_by=by, form_token=form_token, **details)
    if saved := patients.registered_with(form_token, by=by):
        return registered_before(saved, patient, dystonia, answers)
    with transaction.atomic():
        patient = patients.register(clinic=clinic, by=by, form_token=form_token, **details)
        record_what_is_new(patient, by, form_token, dystonia, answers)
        standings.rebuild(patient)
    return patient


def registered_before(
    saved: Patient, sent: Patient, dystonia: Mapping[str, Any] | None, answers: Mapping[str, str]
) -> Patient:
    """Return the patient whom the form registered, if it says the same again.

    What was changed since the registration makes no difference. Raises
    ``AlreadySaved`` for another author or anything else said.
    """
    common: dict[str, Any] = {"patient": saved, "recorded_by": sent.registered_by}
    told = [Dystonia(**common, **dystonia)] if dystonia else []
    answered = [
        Precaution(**common, condition=condition, answer=answer)
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
        access.show_list(sent.registered_by, [saved.pk])  # the page names the patient
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
    details: Mapping[str, Any],
    dystonia: Mapping[str, Any] | None,
    answers: Mapping[str, str],
) -> Patient:
    """Save what is new about a patient: details, dystonia, histories.

    ``version`` is the patient's and ``seen`` the ``edition`` as the form showed
    them. Raises ``PermissionDenied``, ``ValidationError`` by field, or
    ``ChangedMeanwhile``; then nothing is saved.
    """
    access.require(by, patient.clinic_id, Right.REGISTER, [patient.pk])
    with transaction.atomic():
        patient = patients.change_details(patient=patient, by=by, version=version, **details)
        refuse_unseen(patient, by, seen, dystonia, answers)
        record_what_is_new(patient, by, form_token, dystonia, answers)
        standings.rebuild(patient)
    return patient


def edition(patient: Patient) -> str:
    """A text that changes with every dystonia and every history recorded for a patient."""
    return f"{newest(Dystonia, patient)}.{newest(Precaution, patient)}"


def newest(model: type[Dystonia | Precaution], patient: Patient) -> int:
    """The id of the entry recorded last, or 0."""
    return model.objects.of(patient).aggregate(newest=Max("pk"))["newest"] or 0


def refuse_unseen(
    patient: Patient,
    by: Account,
    seen: str,
    dystonia: Mapping[str, Any] | None,
    answers: Mapping[str, str],
) -> None:
    """Raise ``ChangedMeanwhile`` for anything new that answers a record the form did not show."""
    is_new = differs(patient, dystonia) or bool(new_answers(patient, answers))
    if is_new and edition(patient) != seen:
        raise ChangedMeanwhile(
            f"{last_recorder(patient, by)} changed the dystonia or the histories meanwhile."
            " Nothing was saved; what you typed is still here."
        )


def last_recorder(patient: Patient, reader: Account) -> str:
    """Who recorded the newest dystonia or answer, as a sentence for a reader begins."""
    rows: list[Entry] = [*Dystonia.objects.of(patient), *Precaution.objects.of(patient)]
    last = max(rows, key=attrgetter("recorded_at"), default=None)
    return who_has(last.recorded_by if last else None, reader)


def record_what_is_new(
    patient: Patient,
    by: Account,
    form_token: uuid.UUID,
    dystonia: Mapping[str, Any] | None,
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
    """The token of one entry that a form about a patient saves: the dystonia, or a condition."""
    return uuid.uuid5(form_token, what)


def differs(patient: Patient, dystonia: Mapping[str, Any] | None) -> bool:
    """Whether a dystonia is told that is not the one recorded."""
    return bool(dystonia) and dystonia != recorded_dystonia(patient)


def new_answers(patient: Patient, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that are not the ones recorded, by condition."""
    recorded = recorded_answers(patient)
    return {
        condition: answer
        for condition, answer in answers.items()
        if answer != recorded.get(condition, Answer.NOT_ASKED)
    }


def recorded_dystonia(patient: Patient) -> dict[str, Any] | None:
    """The dystonia that counts now, by field."""
    dystonia = Dystonia.objects.of(patient).live().first()
    names = ("distribution", "site", "cause", "since_on")
    return {name: getattr(dystonia, name) for name in names} if dystonia else None


def recorded_answers(patient: Patient) -> dict[str, str]:
    """The answers that count now, by condition."""
    return dict(Precaution.objects.of(patient).live().values_list("condition", "answer"))
