"""Rows under the ratings: other treatments, and histories that call for caution."""

from collections.abc import Iterator

from titration.chart.drawing.picture import DrawnTreatment, Picture
from titration.chart.drawing.room import cut, width_of
from titration.chart.drawing.scale import Scale
from titration.chart.drawing.shapes import GRID, INK_2, TREATMENT, lines, mark, text, xml
from titration.chart.drawing.tracks import DrawnPart, tracks
from titration.chart.drawing.words import day_link, span

ROW, NAME_ABOVE, ABOVE, UNDER, ARROW = 20, 15, 8, 8, 6
SOLID, FADED = ' stroke-width="5"', ' stroke-width="5" stroke-opacity="0.4" stroke-dasharray="3 2"'


class TreatmentBar:
    """A treatment with its place on the drawing; a day's treatment is a mark, not a bar."""

    def __init__(self, treatment: DrawnTreatment, picture: Picture, scale: Scale) -> None:
        self.treatment = treatment
        self.since = scale.x(treatment.days.since)
        self.until = scale.x(treatment.days.until or picture.today)
        self.is_open = treatment.days.until is None
        self.is_one_day = bool(
            treatment.days.until and (treatment.days.until - treatment.days.since).days == 1
        )
        self.left = self.since - 2
        self.right = max(self.until, self.since + 2) + (ARROW if self.is_open else 0) + 2


def treatment_rows(picture: Picture, scale: Scale, top: int) -> DrawnPart:
    """Draw a row for each treatment, and for each history present, downwards from ``top``."""
    placed = [
        TreatmentBar(each, picture, scale)
        for each in picture.treatments
        if each.days.since <= scale.last and (each.days.until or picture.today) > scale.first
    ]
    placed.sort(key=lambda each: each.left)
    parts: list[str] = []
    bottom = top + ABOVE
    for name in dict.fromkeys(each.treatment.lane for each in placed):
        in_row = tracks([each for each in placed if each.treatment.lane == name])
        bottom, middle = row(name, bottom, scale, parts)
        for each, track in in_row.items():
            parts.append(drawn(each, middle + ROW * track, picture, scale))
        bottom += ROW * max(in_row.values())
    for condition in picture.histories:
        bottom, middle = row(condition.capitalize(), bottom, scale, parts, "history")
        line = f"M{scale.frame.left} {middle}H{scale.x(picture.today)}"
        parts.append(lines(line, INK_2, ' stroke-width="1.5" stroke-dasharray="2 3"'))
    return DrawnPart(parts, bottom + UNDER)


def row(name: str, top: int, scale: Scale, parts: list[str], detail: str = "") -> tuple[int, int]:
    """Write the name of a row, and the detail if it fits; return the row's end and middle."""
    beside = scale.frame.names_beside
    top += 0 if beside else NAME_ABOVE
    middle = top + ROW // 2
    baseline, room = (middle + 4, scale.frame.left - 4) if beside else (top, scale.frame.width)
    longer = f"{name}, {detail}"
    words = longer if detail and width_of(longer) <= room else cut(name, room)
    parts.append(text(0, baseline, xml(words)))
    parts.append(lines(f"M{scale.frame.left} {middle}H{scale.frame.width}", GRID))
    return top + ROW, middle


def drawn(each: TreatmentBar, y: int, picture: Picture, scale: Scale) -> str:
    """Draw one treatment, linked to its row."""
    treatment = each.treatment
    days, shapes = span(treatment.days, scale), "".join(shape(each, y, scale))
    return day_link(treatment, picture.links, days, shapes)


def shape(each: TreatmentBar, y: int, scale: Scale) -> Iterator[str]:
    """Draw a bar, faded on the days of which it is not known if it had begun, or a mark."""
    if each.is_one_day:
        yield mark("given", each.since, y)
        return
    uncertain = each.treatment.uncertain
    known = scale.x(uncertain.until) if uncertain and uncertain.until else each.since
    known = min(max(known, each.since), each.until)
    if known > each.since:
        yield lines(f"M{each.since} {y}H{known}", TREATMENT, FADED)
    yield lines(f"M{known} {y}H{max(each.until, known + 2)}", TREATMENT, SOLID)
    if each.is_open:
        yield f'<path d="M{each.until} {y - 5}l{ARROW} 5-{ARROW} 5z" fill="{TREATMENT}"/>'
