"""Derives where a patient stands: after every write, and to check what is stored."""

from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from patients.models import Patient
from titration.reading.recorded import history_of
from titration.rules import (
    SEVERITIES,
    Effect,
    Flag,
    History,
    Timeline,
    day_after,
    flags_along,
    total_mg,
)
from titration.standing.models import Standing


def rebuild_standing(patient: Patient, *, using: str = DEFAULT_DB_ALIAS) -> Standing:
    """Derive a patient's standing today from the entries, in the caller's transaction.

    ``using`` names the connection of that transaction.
    """
    derived = derive(history_of(patient, using=using), patient.clinic.today())
    standing = Standing(patient_id=patient.pk, **derived)
    (standing,) = Standing.objects.using(using).put([standing])
    return standing


def differing(patients: Any) -> list[Patient]:
    """Return the patients whose stored standing is missing, or wrong for its day."""
    return [patient for patient in patients if differs(patient)]


def differs(patient: Patient) -> bool:
    """True if the stored standing is missing, or wrong for the day it was derived for."""
    standing = Standing.objects.filter(patient=patient).first()
    return not is_true(standing, history_of(patient))


def is_true(standing: Standing | None, history: History) -> bool:
    """True if a standing is stored, and right for the day it was derived for."""
    return standing is not None and equals(standing, derive(history, standing.as_of))


def equals(standing: Standing, derived: dict[str, Any]) -> bool:
    """True if a standing holds what was derived, the day included."""
    return all(getattr(standing, name) == value for name, value in derived.items())


def derive(history: History, today: date) -> dict[str, Any]:
    """Derive the fields of a standing for one day."""
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
    """True if an effect lasts on a day; the day it resolved still counts."""
    over = over_on(effect)
    return effect.onset_on <= day and (over is None or day < over)


def over_on(effect: Effect) -> date | None:
    """Return the first day on which an effect no longer lasts; ``None`` if it has not resolved."""
    return effect.resolved_on and day_after(effect.resolved_on)


def worst(effects: list[Effect]) -> str:
    """Return the greatest severity among effects, or an empty text."""
    return max((effect.severity for effect in effects), key=SEVERITIES.index, default="")


def next_change(history: History, found: tuple[Flag, ...], today: date) -> date | None:
    """The first day after today on which a step, an effect or a flag begins or ends.

    Flags of level context are left out: a standing does not hold them.
    """
    days = [step.starts_on for step in history.steps]
    days += [effect.onset_on for effect in history.side_effects]
    days += [over for effect in history.side_effects if (over := over_on(effect))]
    of_note = [flag for flag in found if flag.level != "context"]
    days += [day for flag in of_note for day in (flag.since, flag.until) if day]
    return min((day for day in days if day > today), default=None)
