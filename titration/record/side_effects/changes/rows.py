"""What became of a side effect, in words: when in the titration, and who reported it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from patients.days import day_text
from titration.reading.rows import RecordedEffect, RecordedEffectChange
from titration.record.marking import Marking, Markings
from titration.record.reporter import Reporter
from titration.record.side_effects.models import ActionTaken
from titration.rules import EffectChange, RegimenRun, counted

REPORTERS = dict(Reporter.choices)
ACTIONS = dict(ActionTaken.choices) | {ActionTaken.NOTHING.value: ""}


@dataclass(frozen=True, slots=True)
class EffectChangeRow:
    """One change of a side effect, ready to show under it.

    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    words: str
    told: str
    marking: Marking


def change_rows(
    effect: RecordedEffect, regimens: Sequence[RegimenRun], markings: Markings
) -> list[EffectChangeRow]:
    """Make the rows of an effect's changes, those in error too, in order of their days."""
    return [
        EffectChangeRow(
            name=f"effect-change-{change.id}",
            path=f"side-effect-changes/{change.id}/",
            words=f"{change_words(change, effect)}, {timing(change.changed_on, regimens)}",
            told=told(change),
            marking=markings.of(change),
        )
        for change in effect.changes
    ]


def change_words(change: RecordedEffectChange, effect: RecordedEffect) -> str:
    """``Severe from 18-Nov-2025``; ``Still severe on 02-Dec-2025``; ``Resolved 09-Dec-2025``."""
    on = day_text(change.changed_on)
    if change.is_end:
        return f"Resolved {on}"
    before = [each for each in effect.live_changes if each.changed_on < change.changed_on]
    if change.is_live and change.became == (before[-1].became if before else effect.severity):
        return f"Still {change.became} on {on}"
    return f"{change.became.capitalize()} from {on}"


def told(row: RecordedEffect | RecordedEffectChange) -> str:
    """Say who reported it and when, what was done if anything, and the note if any."""
    reported = f"Reported {day_text(row.reported_on)} by {REPORTERS[row.reported_by].lower()}"
    return " · ".join(filter(None, (reported, ACTIONS[row.action_taken], row.note)))


def timing(on: date, regimens: Sequence[RegimenRun]) -> str:
    """Say when in the titration a day was: ``3 days after 10 mg three times a day started``."""
    held = next((run for run in regimens if run.days.holds(on)), None)
    if held is None:
        return "before any recorded dose"
    days = (on - held.days.since).days
    taken = held.regimen.is_taken
    what = held.regimen.text if taken else "baclofen was stopped"
    if days == 0:
        return f"on the first day of {what}" if taken else f"the day {what}"
    return f"{counted(days, 'day')} after {what}{' started' if taken else ''}"


def fact_words(fact: EffectChange) -> str:
    """``Change of a side effect: severe from 18-Nov-2025, reported 19-Nov-2025``."""
    on = day_text(fact.on)
    what = f"{fact.severity} from {on}" if fact.severity else f"resolved {on}"
    reported = f", reported {day_text(fact.reported_on)}" if fact.reported_on else ""
    return f"Change of a side effect: {what}{reported}"
