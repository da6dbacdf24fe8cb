"""Derives where a patient stands: after every write, and to check what is stored."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from patients.models import Patient
from titration.reading.open_contact import open_contact
from titration.reading.plans import waiting, with_plan
from titration.reading.recorded import ROW_CLASSES, Recorded, read
from titration.rules import (
    SEVERITIES,
    Flag,
    History,
    Stretch,
    Timeline,
    flags_along,
    stretches,
)
from titration.standing.models import Standing
from titration.standing.situation import (
    GROUPS,
    NOTHING_BESIDE,
    Beside,
    doses_told,
    planned_ahead,
    situation_of,
)


def rebuild_standing(patient: Patient, *, using: str = DEFAULT_DB_ALIAS) -> Standing:
    """Derive a patient's standing today from the entries, in the caller's transaction.

    ``using`` names the connection of that transaction.
    """
    derived = derive_recorded(patient, read(patient, using=using), patient.clinic.today())
    standing = Standing(patient_id=patient.pk, **derived)
    (standing,) = Standing.objects.using(using).put([standing])
    return standing


def differing(patients: Any) -> list[Patient]:
    """Return the patients whose stored standing is missing, or wrong for its day."""
    return [patient for patient in patients if differs(patient)]


def differs(patient: Patient) -> bool:
    """True if the stored standing is missing, or wrong for the day it was derived for."""
    standing = Standing.objects.filter(patient=patient).first()
    return not is_true(standing, patient, read(patient))


def is_true(standing: Standing | None, patient: Patient, recorded: Recorded) -> bool:
    """True if a standing is stored, and right for the day it was derived for."""
    if standing is None:
        return False
    return equals(standing, derive_recorded(patient, recorded, standing.as_of))


def equals(standing: Standing, derived: dict[str, Any]) -> bool:
    """True if a standing holds what was derived, the day included."""
    return all(getattr(standing, name) == value for name, value in derived.items())


def derive_recorded(patient: Patient, recorded: Recorded, today: date) -> dict[str, Any]:
    """Derive the fields of a standing for one day; nothing is told of a patient not listed."""
    is_listed = recorded.end_of_care is None
    told = with_plan(recorded, today)
    history = told.history(patient.born_on) if is_listed else History(born_on=None)
    beside = Beside(recorded.acknowledged, waiting(recorded, today))
    derived = derive(history, today, beside)
    at, by, kind = max(writings(recorded), default=(None, None, ""))
    derived["situation"]["entered"] = kind
    return derived | {"is_listed": is_listed, "entered_at": at, "entered_by": by}


def writings(recorded: Recorded) -> Iterator[tuple[datetime, int, str]]:
    """Yield when and by whom each entry was recorded, and marked, and of which kind it is."""
    for kind in ROW_CLASSES:
        for row in getattr(recorded, kind):
            yield row.recorded_at, row.recorded_by_id, kind
            if row.marked_at:
                yield row.marked_at, row.marked_by_id, kind


def derive(history: History, today: date, beside: Beside = NOTHING_BESIDE) -> dict[str, Any]:
    """Derive for one day what a standing tells of a listed patient."""
    timeline = Timeline.of(history)
    found = flags_along(timeline)
    run = next((each for each in timeline.regimens if each.days.holds(today)), None)
    held = timeline.held_on(today)
    lasting = [each for each in severities(history) if each.days.holds(today)]
    holding = [flag for flag in found if flag.holds_on(today)]
    situation = situation_of(timeline, found, today, beside)
    return {
        "as_of": today,
        "changes_on": next_change(timeline, found, today),
        "doses_mg": None if run is None else list(run.regimen.doses_mg),
        "in_words": run.regimen.in_words if run else "",
        "phase": held.step.phase if held else "",
        "total_mg": None if run is None or run.regimen.in_words else run.regimen.total_mg,
        "regimen_since": run and run.days.since,
        "open_side_effects": len(lasting),
        "worst_severity": worst(lasting),
        "attention_flags": [flag.code for flag in holding if flag.level == "attention"],
        "notice_flags": [flag.code for flag in holding if flag.level == "notice"],
        "situation": situation.told(),
        "doses_told": doses_told(timeline.regimens),
        **{f"{role}_place": situation.place_for(role) for role in GROUPS},
    }


def severities(history: History) -> list[Stretch]:
    """The stretches of one severity of every side effect."""
    return [each for effect in history.side_effects for each in stretches(effect)]


def worst(lasting: list[Stretch]) -> str:
    """Return the greatest severity among stretches, or an empty text."""
    return max((each.severity for each in lasting), key=SEVERITIES.index, default="")


def next_change(timeline: Timeline, found: tuple[Flag, ...], today: date) -> date | None:
    """The first day after today on which a step, a severity, a flag or a group begins or ends.

    Flags of level context are left out: a standing does not hold them.
    """
    history = timeline.history
    days = [step.starts_on for step in history.steps]
    days += planned_ahead(timeline)
    days += [day for each in severities(history) for day in each.days if day]
    days += [call_on] if (call_on := open_contact(history).call_on) else []
    of_note = [flag for flag in found if flag.level != "context"]
    days += [day for flag in of_note for day in (flag.since, flag.until) if day]
    return min((day for day in days if day > today), default=None)
