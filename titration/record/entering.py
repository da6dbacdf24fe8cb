"""Records entries of every kind: each form once, and in place of another entry if it says so."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from patients import access
from patients.access import Right
from patients.actions import entries
from patients.actions.care import refuse_after_care
from patients.days import Day, first_of
from patients.models import Entry, Patient
from titration.standing.derivation import rebuild_standing

E = TypeVar("E", bound=Entry)

FURTHEST_AHEAD = timedelta(days=2 * 366)  # of a plan


def refuse_nothing(entry: Entry) -> None:
    """Let every entry be saved: a kind without days of its own has nothing to check."""


def leave_as_sent(sent: Sequence[Entry], saved: Sequence[Entry]) -> None:
    """Prepare nothing: most kinds save an entry as the form says it."""


def carry_nothing_over(old: Entry, new: Entry) -> None:
    """Leave a corrected entry alone: most kinds have nothing that belongs to it."""


def enter(
    entry: E,
    *,
    right: Right,
    action: str,
    check: Callable[[E], None] = refuse_nothing,
    prepare: Callable[[Sequence[E], Sequence[E]], None] = leave_as_sent,
    carry_over: Callable[[E, E], None] = carry_nothing_over,
    corrects: E | None = None,
    error_reason: str = "",
) -> E:
    """Record one unsaved entry, as ``enter_all`` records several."""
    (saved,) = enter_all(
        [entry],
        right=right,
        action=action,
        check=check,
        prepare=prepare,
        carry_over=carry_over,
        corrects=corrects,
        error_reason=error_reason,
    )
    return saved


def enter_all(
    sent: Sequence[E],
    *,
    right: Right,
    action: str,
    check: Callable[[E], None] = refuse_nothing,
    at_most: int = 1,
    prepare: Callable[[Sequence[E], Sequence[E]], None] = leave_as_sent,
    carry_over: Callable[[E, E], None] = carry_nothing_over,
    corrects: E | None = None,
    error_reason: str = "",
) -> Sequence[E]:
    """Record the unsaved entries of one form, and derive the patient's standing again.

    They share patient, author and form token. ``at_most`` is how many entries one
    form of this kind can save. With ``corrects`` the entry stands in place of an entry
    made in error. The same form sent again returns what it saved.

    ``prepare`` is called first, with the entries sent and those that the form had saved
    before: it may fill in what the form left out, or refuse. ``check`` is called for each
    entry before it is saved, and may refuse it. ``carry_over`` is called last, with the
    entry in error and the one in its place, to record what belongs to both. Once care has
    ended, only corrections are recorded, and that care is reopened. Raises
    ``PermissionDenied``, ``ValidationError``, ``ChangedMeanwhile``, ``AlreadySaved``, or what
    one of these raises; then nothing is saved.
    """
    patient, by, form_token = sent[0].patient, sent[0].recorded_by, sent[0].form_token
    access.require(by, patient.clinic_id, right, [patient.pk])
    if corrects is not None:
        access.require_marking(by, corrects)
    with transaction.atomic():
        patient = entries.lock(patient)
        tokens = tokens_of(form_token, at_most=max(at_most, len(sent)))
        for entry, token in zip(sent, tokens, strict=False):
            entry.patient, entry.form_token, entry.replaces = patient, token, corrects
        saved = entries.saved_with(tokens, type(sent[0]))
        prepare(sent, saved)
        if saved:
            return entries.repeated(saved, sent, error_reason=error_reason)
        if corrects is None:
            refuse_after_care(patient, type(sent[0]))
        if corrects is not None:
            entries.mark_in_error(corrects, by=by, reason=error_reason)
        for entry in sent:
            check(entry)
            entries.save(entry, action=action)
        if corrects is not None:
            carry_over(corrects, sent[0])
        rebuild_standing(patient)
    return sent


def tokens_of(form_token: uuid.UUID, *, at_most: int) -> list[uuid.UUID]:
    """Derive the tokens of the ``at_most`` entries that one form can save, in order."""
    return [form_token, *(uuid.uuid5(form_token, str(place)) for place in range(1, at_most))]


def refuse_days_that_cannot_be(patient: Patient, **dates: Day | None) -> None:
    """Raise ``ValidationError``, by field, for a day before the birth date or after today."""
    entries.refuse_dates_before_birth(patient, **dates)
    today = patient.clinic.today()
    ahead = [name for name, day in dates.items() if day and first_of(day) > today]
    if ahead:
        sentence = f"This date lies ahead of today, {today:%d-%b-%Y}."
        raise ValidationError(dict.fromkeys(ahead, sentence))


def refuse_plan_that_cannot_be(
    patient: Patient, name: str, planned_on: date | None, *, after: date, why: str
) -> None:
    """Raise ``ValidationError`` on the field ``name`` for a plan that is not possible.

    It comes after the day ``after``, or ``why`` says that it does not, and at most two years
    ahead of today.
    """
    if planned_on and planned_on <= after:
        raise ValidationError({name: why})
    if planned_on and planned_on > patient.clinic.today() + FURTHEST_AHEAD:
        raise ValidationError({name: "This date is more than two years ahead."})
