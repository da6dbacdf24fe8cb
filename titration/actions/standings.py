"""Keeping each patient's standing true: after every write, and from one day to the next."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction

from patients.actions.entries import lock
from patients.models import Clinic, Patient
from titration.models import Severity, Standing, history_of
from titration.rules import Effect, Flag, History, Timeline, day_after, flags_along, total_mg

# Whose standing is no longer that of today: ``changes_on`` has come where the patient's clinic
# is. Each opening of the worklist asks, so it is written out; its last line is for the index.
DUE = """
    SELECT standing.patient_id
    FROM titration_standing standing
    JOIN patients_patient patient ON patient.id = standing.patient_id
    JOIN unnest(%s::bigint[], %s::date[]) clinic (id, today) ON clinic.id = patient.clinic_id
    WHERE standing.changes_on <= clinic.today
        AND standing.changes_on <= %s
"""


def rebuild(patient: Patient) -> Standing:
    """Derive a patient's standing today from the entries, in the transaction of the caller."""
    derived = derive(history_of(patient), patient.clinic.today())
    # One statement, where update_or_create takes two and a savepoint: the patient is locked.
    (standing,) = Standing.objects.bulk_create(
        [Standing(patient_id=patient.pk, **derived)],
        update_conflicts=True,
        unique_fields=["patient"],
        update_fields=Standing.DERIVED,
    )
    return standing


def bring_forward(clinics: Iterable[Clinic]) -> None:
    """Rebuild the standings that a day's passing has changed: a planned step, a birthday."""
    todays = {clinic.pk: clinic.today() for clinic in clinics}
    with connection.cursor() as cursor:
        cursor.execute(
            DUE, [list(todays), list(todays.values()), max(todays.values(), default=None)]
        )
        patient_ids = [patient_id for (patient_id,) in cursor.fetchall()]
    for patient in Patient.objects.filter(pk__in=patient_ids):
        with transaction.atomic():
            rebuild(lock(patient))


def differing(patients: Any) -> list[Patient]:
    """The patients whose stored standing is not what their entries give today."""
    return [patient for patient in patients if differs(patient)]


def differs(patient: Patient) -> bool:
    """Whether a stored standing is missing or wrong for the day it was made."""
    standing = Standing.objects.filter(patient=patient).first()
    return not is_true(standing, history_of(patient))


def is_true(standing: Standing | None, history: History) -> bool:
    """Whether a standing is there, and what the history gives for the day it was made."""
    return standing is not None and equals(standing, derive(history, standing.as_of))


def equals(standing: Standing, derived: dict[str, Any]) -> bool:
    """Whether a standing holds what was derived, the day included."""
    return all(getattr(standing, name) == value for name, value in derived.items())


def derive(history: History, today: date) -> dict[str, Any]:
    """What a standing holds, by field, for one day."""
    timeline = Timeline.of(history)
    found = flags_along(timeline)
    regimen = next((each for each in timeline.regimens() if each.days.holds(today)), None)
    effects = [effect for effect in history.side_effects if is_open(effect, today)]
    holding = [flag for flag in found if flag.holds_on(today)]
    return {
        "as_of": today,
        "changes_on": next_change(history, found, today),
        "doses_mg": None if regimen is None else list(regimen.doses_mg),
        "total_mg": None if regimen is None else total_mg(regimen.doses_mg),
        "regimen_since": regimen and regimen.days.since,
        "open_side_effects": len(effects),
        "worst_severity": worst(effects),
        "attention_flags": [flag.code for flag in holding if flag.level == "attention"],
        "notice_flags": [flag.code for flag in holding if flag.level == "notice"],
    }


def is_open(effect: Effect, day: date) -> bool:
    """Whether an effect holds on a day; the day it resolved still counts."""
    over = over_on(effect)
    return effect.onset_on <= day and (over is None or day < over)


def over_on(effect: Effect) -> date | None:
    """The first day on which an effect no longer holds; ``None`` while it lasts."""
    return effect.resolved_on and day_after(effect.resolved_on)


def worst(effects: list[Effect]) -> str:
    """The greatest severity among effects, or nothing."""
    order = list(Severity.values)
    return max((effect.severity for effect in effects), key=order.index, default="")


def next_change(history: History, found: tuple[Flag, ...], today: date) -> date | None:
    """The first day after today on which a step, an effect or a flag begins or ends.

    Flags of context are left out, as they are of the standing.
    """
    days = [step.starts_on for step in history.steps]
    days += [effect.onset_on for effect in history.side_effects]
    days += [over for effect in history.side_effects if (over := over_on(effect))]
    of_note = [flag for flag in found if flag.level != "context"]
    days += [day for flag in of_note for day in (flag.since, flag.until) if day]
    return min((day for day in days if day > today), default=None)
