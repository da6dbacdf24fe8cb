"""What the morning list says of a patient: what, how bad, since when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from patients.days import day_of_iso, day_text
from titration.reading.called import CALLED
from titration.reading.open_effects import effect_words
from titration.record.contacts.rows import again_words, call_words
from titration.record.reviews.rows import overdue_words
from titration.rules import counted
from titration.standing.situation import Group


@dataclass(frozen=True, slots=True)
class Told:
    """A line and what explains it. ``mark`` names the picture before it, such as a severity."""

    mark: str = ""
    words: str = ""
    detail: str = ""


def told_of(group: Group, situation: Mapping[str, Any], today: date) -> Told:
    """Put in words why a patient stands in a group, and which grave effects are acknowledged."""
    told = why_in(group, situation, today)
    seen = [seen_text(effect, today) for effect in situation.get("acknowledged", ())]
    if not seen:
        return told
    if not told.words:
        return Told(situation["acknowledged"][0]["severity"], seen[0], "; ".join(seen[1:]))
    return replace(told, detail="; ".join(filter(None, (told.detail, *seen))))


def seen_text(effect: Mapping[str, str], today: date) -> str:
    """``Muscle weakness, severe, 2 days, acknowledged``."""
    return f"{effect_text(effect, today)}, acknowledged"


def effect_text(effect: Mapping[str, str], today: date) -> str:
    """``Muscle weakness, severe, 2 days``."""
    since = day_of_iso(effect["since"])
    return effect_words(effect["term"], effect["severity"], since, today)


def why_in(group: Group, situation: Mapping[str, Any], today: date) -> Told:
    """Put in words why a patient stands in a group; nothing for everyone else."""
    if group is Group.GRAVE:
        return effects_told(situation["effects"], today)
    if group is Group.OVERDUE:
        since = date.fromisoformat(situation["overdue_since"])
        return Told("clock", *overdue_words(since, today))
    if group is Group.CONTACT:
        return contact_told(situation, today)
    if group is Group.PLANNED and situation.get("waiting"):
        return waiting_told(situation["waiting"], today)
    if group is Group.PLANNED:
        return planned_told(situation["planned"], today)
    return Told()


def effects_told(effects: list[dict[str, str]], today: date) -> Told:
    """``Muscle weakness, severe, 2 days``; ``listed as serious by the article; 1 more``."""
    worst, *others = effects
    detail = [worst["listed"], f"{len(others)} more" if others else ""]
    return Told(worst["severity"], effect_text(worst, today), "; ".join(filter(None, detail)))


def contact_told(situation: Mapping[str, Any], today: date) -> Told:
    """``45 → 60 mg per day 9 days ago, no contact``; ``Not reached 2 days ago``; or a call."""
    changed = situation["unseen"]
    tried, call_on = (day_or_none(situation[name]) for name in ("tried", "call_on"))
    if changed:
        heard = f"not reached {day_text(tried)}" if tried else "no contact"
        when = ago(date.fromisoformat(changed["on"]), today)
        return Told("change", f"{change_words(changed)} {when}, {heard}", again_words(call_on))
    if tried:
        return Told("clock", f"Not reached {ago(tried, today)}", again_words(call_on))
    return Told("clock", *call_words(call_on, today)) if call_on else Told()


def ago(day: date, today: date) -> str:
    """``9 days ago``, ``today``."""
    days = (today - day).days
    return f"{counted(days, 'day')} ago" if days else "today"


def waiting_told(waiting: Mapping[str, str], today: date) -> Told:
    """``Taken? 10 mg three times a day``; ``planned from 07-Dec-2026, 2 days ago``."""
    on = date.fromisoformat(waiting["on"])
    ago = f", {counted((today - on).days, 'day')} ago" if today > on else ", today"
    return Told("planned", f"Taken? {waiting['regimen']}", f"planned from {day_text(on)}{ago}")


def planned_told(planned: Mapping[str, Any], today: date) -> Told:
    """``15 → 30 mg per day on 30-Nov-2026``; ``Monday, in 2 days``.

    The day may have come where the standing is still of an earlier day.
    """
    on = date.fromisoformat(planned["on"])
    days = (on - today).days
    words = f"{change_words(planned)} on {day_text(on)}"
    return Told("planned", words, f"{on:%A}, in {counted(days, 'day')}" if days > 0 else f"{on:%A}")


def changed_told(situation: Mapping[str, Any], on: date, looked_on: date) -> Told:
    """``Side effect 28-Nov-2026``; ``you last looked 26-Nov-2026``."""
    what = CALLED[situation["entered"]]
    return Told("new", f"{what} {day_text(on)}", f"you last looked {day_text(looked_on)}")


def day_or_none(told: str | None) -> date | None:
    """Read a day as JSON has it."""
    return date.fromisoformat(told) if told else None


def change_words(change: Mapping[str, Any]) -> str:
    """``45 → 60 mg per day``; the regimens where a total does not tell them apart."""
    before, after = change["from_mg"], change["to_mg"]
    if before is None or after is None or before == after:
        return f"{change['from']} → {change['to']}"
    return f"{before} → {after} mg per day"
