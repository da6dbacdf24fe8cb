"""The open side effects that nobody may miss: severe ones, and those a source lists as serious."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.text import capfirst

from patients.days import Day, day_text, first_of, is_inexact
from titration.rules import (
    SERIOUS,
    SEVERITIES,
    SOURCES,
    Effect,
    Severity,
    Source,
    Stretch,
    counted,
    listings,
    stretches,
)


class Matter(NamedTuple):
    """What is acknowledged of a side effect, by ids: as it began, or one worsening to severe."""

    effect_id: int | None
    worsening_id: int | None


@dataclass(frozen=True, slots=True)
class OpenEffect:
    """A side effect that lasts: how severe it is now, and since when.

    ``before`` are the severities it had, newest first, each with its first day. ``serious_in``
    are the sources that list it as serious. ``worsening`` is the id of the latest change by which
    it became severe, if one did.
    """

    effect: Effect
    severity: Severity
    since: Day
    before: tuple[tuple[Severity, Day], ...]
    serious_in: tuple[Source, ...]
    worsening: int | None = None

    @property
    def matter(self) -> Matter:
        """What an acknowledgement of it as it is now names."""
        return Matter(self.effect.id, self.worsening)

    @property
    def is_grave(self) -> bool:
        """True if it is severe, or a source lists it as serious."""
        return self.severity == SEVERITIES[-1] or bool(self.serious_in)

    @property
    def place(self) -> tuple[int, bool, int]:
        """The sort key: the severest first, then those listed as serious, then the newest."""
        onset = first_of(self.effect.onset_on)
        return (-SEVERITIES.index(self.severity), not self.serious_in, -onset.toordinal())

    @property
    def former(self) -> str:
        """``Moderate from 12-Nov-2026, mild from 26-Oct-2026``; empty if it never changed."""
        return capfirst(", ".join(f"{severity} {begun(since)}" for severity, since in self.before))

    @property
    def listed(self) -> str:
        """``listed as serious by the article``; empty if no source does."""
        names = " and ".join(source.short_name for source in self.serious_in)
        return f"listed as serious by {names}" if names else ""

    def words(self, today: date) -> str:
        """``Muscle weakness, severe, 2 days``."""
        return effect_words(self.effect.term, self.severity, self.since, today)


def open_effects(
    effects: Iterable[Effect], sources: tuple[Source, ...] = SOURCES
) -> list[OpenEffect]:
    """Return those of a history's effects that last, the severest first."""
    every = [(effect, list(stretches(effect))) for effect in effects]
    last = [open_effect(effect, had, sources) for effect, had in every if lasts(had)]
    return sorted(last, key=lambda one: one.place)


def lasts(had: Sequence[Stretch]) -> bool:
    """True if the last of an effect's severities has no end."""
    return bool(had) and had[-1].days.until is None


def open_effect(effect: Effect, had: Sequence[Stretch], sources: tuple[Source, ...]) -> OpenEffect:
    """Say of an effect that lasts how severe it is, and was; ``had`` are its severities."""
    onset = effect.onset_on
    begun_as = [
        (each.severity, onset if each.days.since == first_of(onset) else each.days.since)
        for each in had
    ]
    (severity, since), *before = reversed(begun_as)
    serious_in = tuple(source for source in sources if is_serious(effect.term, source))
    return OpenEffect(effect, severity, since, tuple(before), serious_in, worsened_by(effect))


def worsened_by(effect: Effect) -> int | None:
    """Return the id of the latest change from a lesser severity to the worst, if there is one."""
    before, found = effect.severity, None
    for change in effect.changes:
        if change.severity == SEVERITIES[-1] != before:
            found = change.id
        before = change.severity or before
    return found


def is_serious(term: str, source: Source) -> bool:
    """True if a source has a list of serious effects, and the term is on it."""
    return SERIOUS in source.statements and SERIOUS in listings(term, source)


def effect_words(term: str, severity: str, since: Day, today: date) -> str:
    """``Muscle weakness, severe, 2 days``: what, how bad, since when."""
    return f"{capfirst(term)}, {severity}, {days_lasting(since, today)}"


def days_lasting(since: Day, today: date) -> str:
    """``2 days``, ``since today``; of an inexact day ``since about Jul-2026``."""
    if is_inexact(since):
        return f"since about {day_text(since)}"
    days = (today - first_of(since)).days
    return counted(days, "day") if days > 0 else "since today"


def begun(since: Day) -> str:
    """``from 12-Nov-2026``, ``from about Jul-2026``."""
    return f"from {'about ' if is_inexact(since) else ''}{day_text(since)}"
