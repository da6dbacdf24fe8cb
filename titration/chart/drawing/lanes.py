"""Lanes under the dose: side effects by severity, other treatments, histories for caution."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple, TypeVar

from titration.chart.drawing.picture import DrawnEffect, DrawnTreatment, Picture
from titration.chart.drawing.scale import Scale
from titration.chart.drawing.shapes import (
    HAIRLINE,
    INK_2,
    SEVERITY_COLOURS,
    TREATMENT,
    line,
    link,
    severity_mark,
    text,
)
from titration.rules import Days

HEADING, LANE, TRACK, UNDER_LABEL = 26, 24, 14, 17
MARK_HALF = 8
FADED = ' stroke-width="3" stroke-opacity="0.35" stroke-dasharray="2 3"'
SEVERITIES = ("severe", "moderate", "mild")


class Bar(NamedTuple):
    """A stretch of a side effect in the lane of its severity; ``place`` tells it from others."""

    place: tuple[int, int]
    days: Days
    severity: str


D = TypeVar("D", Bar, DrawnTreatment)


class Lanes:
    """Draws lanes downwards from ``top``; ``bottom`` is where the last one ends."""

    def __init__(self, picture: Picture, scale: Scale, top: int) -> None:
        self.picture = picture
        self.scale = scale
        self.bottom = top

    def draw(self) -> Iterator[str]:
        """Draw every lane, from top to bottom."""
        yield from self._heading("Side effects")
        yield from self._effects()
        yield from self._treatments()
        if self.picture.histories:
            yield from self._heading("Histories")
            for condition in self.picture.histories:
                yield from self._history(condition)

    def _treatments(self) -> Iterator[str]:
        shown = [each for each in self.picture.treatments if self._shows(each.days)]
        if shown:
            yield from self._heading("Treatments")
        for kind in dict.fromkeys(each.kind for each in shown):
            tracks = side_by_side([each for each in shown if each.kind == kind], self.scale)
            yield text(self.scale.frame.left + 4, self.bottom + 9, kind, self._size)
            for track, treatments in enumerate(tracks):
                for treatment in treatments:
                    yield self._treatment(treatment, self.bottom + UNDER_LABEL + TRACK * track)
            self.bottom += LANE + TRACK * (len(tracks) - 1)

    def _treatment(self, treatment: DrawnTreatment, y: int) -> str:
        bar = self._bar(treatment.days, y, TREATMENT, treatment.uncertain)
        start = self.scale.x(treatment.days.since)
        target = f'<circle cx="{start:.1f}" cy="{y}" r="9" fill="{TREATMENT}" fill-opacity="0"/>'
        begins = line(start, y - 4, start, y + 4, TREATMENT, ' stroke-width="3"')
        mark = begins if self.scale.shows(treatment.days.since) else ""
        return link(treatment.href, treatment.title, f"{bar}{mark}{target}")

    def _heading(self, words: str) -> Iterator[str]:
        self.bottom += HEADING
        yield self._label(words, self.bottom - 6, ' font-weight="600"')

    def _label(self, words: str, y: int, more: str) -> str:
        return text(self.scale.frame.left - 8, y, words, self._size, anchor="end", more=more)

    @property
    def _size(self) -> int:
        return self.scale.frame.small

    def _effects(self) -> Iterator[str]:
        """Draw the lanes of the severities, then each effect across the lanes it runs through."""
        bars = [
            [
                Bar((number, place), stretch.days, stretch.severity)
                for place, stretch in enumerate(effect.stretches)
                if self._shows(stretch.days)
            ]
            for number, effect in enumerate(self.picture.effects)
        ]
        heights: dict[Bar, int] = {}
        for severity in SEVERITIES:
            in_lane = [bar for of_effect in bars for bar in of_effect if bar.severity == severity]
            yield from self._lane(severity, in_lane, heights)
        for effect, of_effect in zip(self.picture.effects, bars, strict=True):
            if of_effect:
                yield self._effect(effect, [(bar, heights[bar]) for bar in of_effect])

    def _lane(self, severity: str, bars: list[Bar], heights: dict[Bar, int]) -> Iterator[str]:
        """Draw an empty lane, and note the height at which each of its bars lies."""
        middle = self.bottom + LANE // 2
        yield line(self.scale.frame.left, middle, self.scale.plot_right, middle, HAIRLINE)
        yield self._label(severity.capitalize(), middle + 4, f' fill="{INK_2}"')
        tracks = side_by_side(bars, self.scale)
        for track, in_track in enumerate(tracks):
            heights |= dict.fromkeys(in_track, middle + TRACK * track)
        self.bottom += LANE + TRACK * max(len(tracks) - 1, 0)

    def _effect(self, effect: DrawnEffect, bars: list[tuple[Bar, int]]) -> str:
        """Draw one effect: its bars, the lines from lane to lane, and a mark for each severity."""
        uncertain = effect.uncertain
        drawn = [self._bar(b.days, y, SEVERITY_COLOURS[b.severity], uncertain) for b, y in bars]
        for (_, above), (bar, below) in pairwise(bars):
            x = self.scale.x(bar.days.since)
            drawn.append(line(x, above, x, below, INK_2, ' stroke-width="1.5"'))
        for bar, y in bars:
            if self.scale.shows(bar.days.since):
                drawn.append(severity_mark(bar.severity, self.scale.x(bar.days.since), y))
        return link(effect.href, effect.title, "".join(drawn))

    def _bar(self, days: Days, y: int, colour: str, uncertain: Days | None = None) -> str:
        """Draw a bar, faded on the days of which it is not known if it had begun."""
        start, end = self.scale.x(days.since), self.scale.x(self._end(days))
        known = min(self.scale.x(uncertain.until), end) if uncertain and uncertain.until else start
        known = max(known, start)
        bar = line(known, y, end, y, colour, ' stroke-width="3" stroke-opacity="0.6"')
        if known > start:
            bar += line(start, y, known, y, colour, FADED)
        if days.until is None:
            bar += f'<path d="M{end:.1f} {y - 4}l6 4-6 4z" fill="{colour}"/>'
        return bar

    def _shows(self, days: Days) -> bool:
        return days.since <= self.scale.last and self._end(days) > self.scale.first

    def _end(self, days: Days) -> date:
        return days.until or self.picture.today

    def _history(self, condition: str) -> Iterator[str]:
        middle = self.bottom + LANE // 2
        left, right = self.scale.frame.left, self.scale.plot_right
        yield line(left, middle, right, middle, INK_2, ' stroke-width="3" stroke-opacity="0.5"')
        yield text(left + 4, middle - 4, condition.capitalize(), self._size)
        self.bottom += LANE


def side_by_side(drawn: list[D], scale: Scale) -> list[list[D]]:
    """Spread what one lane shows over tracks, as few as keep marks and bars from overlapping."""
    tracks: list[list[D]] = []
    ends: list[float] = []
    for one in drawn:
        start = scale.x(one.days.since)
        end = max(scale.x(one.days.until or scale.last), start + MARK_HALF)
        free = next((i for i, taken in enumerate(ends) if taken <= start - MARK_HALF), None)
        if free is None:
            tracks.append([one])
            ends.append(end)
        else:
            tracks[free].append(one)
            ends[free] = end
    return tracks
