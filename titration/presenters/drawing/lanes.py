"""The lanes under the dose: side effects by severity, and histories named for caution."""

from collections.abc import Iterator
from datetime import date

from titration.presenters.drawing.picture import DrawnEffect, Picture
from titration.presenters.drawing.scale import Scale
from titration.presenters.drawing.shapes import (
    HAIRLINE,
    INK_2,
    SEVERITY_COLOURS,
    line,
    link,
    severity_mark,
    text,
)

HEADING, LANE, TRACK = 26, 24, 14
MARK_HALF = 8
SEVERITIES = ("severe", "moderate", "mild")


class Lanes:
    """Draws lanes downwards from a height, and knows how far down it has come."""

    def __init__(self, picture: Picture, scale: Scale, top: int) -> None:
        self.picture = picture
        self.scale = scale
        self.bottom = top

    def draw(self) -> Iterator[str]:
        """Every lane, in the order a reader meets them."""
        yield from self._heading("Side effects")
        for severity in SEVERITIES:
            yield from self._effects(severity)
        if self.picture.histories:
            yield from self._heading("Histories")
            for condition in self.picture.histories:
                yield from self._history(condition)

    def _heading(self, words: str) -> Iterator[str]:
        self.bottom += HEADING
        yield self._label(words, self.bottom - 6, ' font-weight="600"')

    def _label(self, words: str, y: int, more: str) -> str:
        return text(self.scale.frame.left - 8, y, words, self._size, anchor="end", more=more)

    @property
    def _size(self) -> int:
        return self.scale.frame.small

    def _effects(self, severity: str) -> Iterator[str]:
        shown = [e for e in self.picture.effects if e.severity == severity and self._shows(e)]
        tracks = side_by_side(shown, self.scale)
        middle = self.bottom + LANE // 2
        yield line(self.scale.frame.left, middle, self.scale.plot_right, middle, HAIRLINE)
        yield self._label(severity.capitalize(), middle + 4, f' fill="{INK_2}"')
        for track, effects in enumerate(tracks):
            for effect in effects:
                yield self._effect(effect, middle + TRACK * track)
        self.bottom += LANE + TRACK * max(len(tracks) - 1, 0)

    def _effect(self, effect: DrawnEffect, y: int) -> str:
        scale, colour = self.scale, SEVERITY_COLOURS[effect.severity]
        start, end = scale.x(effect.days.since), scale.x(self._end(effect))
        bar = line(start, y, end, y, colour, ' stroke-width="3" stroke-opacity="0.6"')
        if effect.days.until is None:
            bar += f'<path d="M{end:.1f} {y - 4}l6 4-6 4z" fill="{colour}"/>'
        mark = severity_mark(effect.severity, start, y) if scale.shows(effect.days.since) else ""
        return link(effect.href, effect.title, bar + mark)

    def _shows(self, effect: DrawnEffect) -> bool:
        return effect.days.since <= self.scale.last and self._end(effect) > self.scale.first

    def _end(self, effect: DrawnEffect) -> date:
        return effect.days.until or self.picture.today

    def _history(self, condition: str) -> Iterator[str]:
        middle = self.bottom + LANE // 2
        left, right = self.scale.frame.left, self.scale.plot_right
        yield line(left, middle, right, middle, INK_2, ' stroke-width="3" stroke-opacity="0.5"')
        yield text(left + 4, middle - 4, condition.capitalize(), self._size)
        self.bottom += LANE


def side_by_side(effects: list[DrawnEffect], scale: Scale) -> list[list[DrawnEffect]]:
    """Effects of one lane on as few tracks as keep them from covering one another."""
    tracks: list[list[DrawnEffect]] = []
    ends: list[float] = []
    for effect in effects:
        start = scale.x(effect.days.since)
        end = max(scale.x(effect.days.until or scale.last), start + MARK_HALF)
        free = next((i for i, taken in enumerate(ends) if taken <= start - MARK_HALF), None)
        if free is None:
            tracks.append([effect])
            ends.append(end)
        else:
            tracks[free].append(effect)
            ends[free] = end
    return tracks
