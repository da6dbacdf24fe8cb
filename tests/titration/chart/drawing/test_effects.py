"""Side effects lie in the lane of their severity, on tracks of their own where they overlap."""

from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.titration.chart.drawing.drawn import (
    SQUARED,
    Box,
    Drawing,
    Point,
    at,
    drawn,
    effect,
    on,
    picture,
)
from titration.chart.drawing import NARROW, WIDE, DrawnEffect, Frame, draw
from titration.chart.drawing.shapes import INK_2, SEVERITY_COLOURS
from titration.rules import Days

SEVERITIES = ("mild", "moderate", "severe")
HALF_A_MARK = 8


class Bar(NamedTuple):
    """One stretch: its ends, the height of its middle and its colour."""

    left: int
    right: int
    y: int
    colour: str


def bars(point: Point) -> list[Bar]:
    """Return the bars of a drawn effect, without those that fade in."""
    return [
        Bar(at(each, "x"), at(each, "x") + at(each, "width"), at(each, "y") + 8,
            each.get("stroke", ""))
        for each in point.shape.findall("rect")
        if each.get("fill") != "url(#fades)"
    ]  # fmt: skip


def by_name(drawing: Drawing) -> dict[str, list[Bar]]:
    """Return the bars of each drawn effect, by its term."""
    return {point.says: bars(point) for point in drawing.points}


def lane(drawing: Drawing, severity: str) -> int:
    """Return the height of a lane's first track, from its label above."""
    (label,) = (text for text in drawing.texts if text.what == severity.capitalize())
    return int(label.bottom) + 13


def test_an_effect_lies_in_the_lane_of_its_severity_and_has_its_colour():
    each = tuple(effect(severity, (20, severity), last=40) for severity in SEVERITIES)
    drawing = drawn(picture(effects=each))

    for severity, (bar,) in by_name(drawing).items():
        assert (bar.y, bar.colour) == (lane(drawing, severity), SEVERITY_COLOURS[severity])


def test_the_mark_of_a_short_effect_stands_for_its_bar_too():
    days = {"short": 21, "long": 40}
    each = tuple(effect(name, (20, "mild"), last=last) for name, last in days.items())
    drawing = drawn(picture(effects=each))

    marks = {point.says: len(point.shape.findall("use")) for point in drawing.points}
    assert marks == {"short": 1, "long": 1}
    assert {name: len(found) for name, found in by_name(drawing).items()} == {"short": 0, "long": 1}


def test_the_lanes_go_from_severe_down_to_mild_on_every_width():
    for frame in (SQUARED, NARROW, WIDE):
        drawing = drawn(picture(), frame)
        heights = [
            text.bottom for text in drawing.texts if text.what in ("Severe", "Moderate", "Mild")
        ]
        assert heights == sorted(heights)
        assert len(heights) == 3


def test_each_severity_has_a_mark_of_its_own():
    drawing = drawn(picture(effects=tuple(effect(s, (20, s), last=30) for s in SEVERITIES)))

    assert [name for p in drawing.points for name, *_ in p.marks] == list(SEVERITIES)


def test_a_severe_bar_with_room_has_its_mark_inside():
    (point,) = drawn(picture(effects=(effect("a", (20, "severe"), last=60),))).points

    ((name, x, _),) = point.marks
    assert name == "severe-inside"
    assert bars(point)[0].left < x < bars(point)[0].right


def test_a_bar_goes_from_onset_to_the_end_of_the_day_it_resolved():
    (found,) = by_name(drawn(picture(effects=(effect("a", (20, "mild"), last=39),))))["a"]

    assert found[:2] == (30, 50)


def arrows(point: Point) -> list[str]:
    return [
        path.get("fill", "") for path in point.shape.findall("path") if "l" in path.get("d", "")
    ]


def test_an_open_effect_ends_today_in_an_arrow():
    (point,) = drawn(picture(effects=(effect("a", (20, "mild"), (40, "severe")),))).points

    assert [(bar.left, bar.right) for bar in bars(point)] == [(30, 50), (50, 110)]
    assert arrows(point) == [SEVERITY_COLOURS["severe"]]
    (over,) = drawn(picture(effects=(effect("a", (20, "mild"), last=30),))).points
    assert arrows(over) == []


def test_an_effect_that_began_before_the_range_has_no_mark():
    (point,) = drawn(picture(effects=(effect("a", (-20, "mild"), last=30),))).points

    assert (bars(point)[0][:2], point.marks) == ((10, 41), [])


def test_an_effect_outside_the_range_is_left_out():
    days = {"early": (-20, -1), "first day": (-20, 0), "last day": (100, 120), "late": (101, 120)}
    each = tuple(effect(term, (first, "mild"), last=last) for term, (first, last) in days.items())

    assert set(by_name(drawn(picture(effects=each)))) == {"first day", "last day"}


def test_a_thin_line_joins_the_lanes_on_the_day_of_the_change():
    drawing = drawn(picture(effects=(effect("a", (20, "mild"), (40, "severe")),)))

    (joint,) = drawing.points[0].shape.findall(f"path[@stroke='{INK_2}']")
    assert joint.get("d") == f"M50 {lane(drawing, 'mild')}V{lane(drawing, 'severe')}"


def test_a_change_has_the_mark_of_its_severity_and_tells_the_script_its_day():
    changing = effect("a", (20, "mild"), (40, "severe"), (45, "mild"), last=70)
    (point,) = drawn(picture(effects=(changing,))).points

    assert [name for name, *_ in point.marks] == ["mild", "severe", "mild"]
    assert point.shape.get("data-days") == "20 mild 40 severe 45 mild 71"


def test_an_onset_told_as_a_month_fades_in_over_the_month():
    told = replace(effect("dry mouth", (31, "mild")), uncertain=Days(on(31), on(58)))
    (point,) = drawn(picture(effects=(told,))).points

    (fading,) = point.shape.findall("rect[@fill='url(#fades)']")
    assert (at(fading, "x"), at(fading, "width")) == (41, 27)
    assert "stroke-dasharray" in fading.attrib
    assert [bar[:2] for bar in bars(point)] == [(68, 110)]


def test_effects_that_meet_lie_on_tracks_of_their_own():
    each = (
        effect("a", (10, "mild"), last=40),
        effect("b", (30, "mild"), last=50),
        effect("c", (60, "mild"), last=70),
    )
    found = {name: bar.y for name, (bar,) in by_name(drawn(picture(effects=each))).items()}

    assert found["b"] > found["a"] == found["c"]


def test_a_severe_effect_takes_the_row_nearest_the_lane_below():
    each = (effect("changes", (10, "mild"), (20, "severe"), last=60),
            effect("other", (40, "severe"), last=70))  # fmt: skip
    found = by_name(drawn(picture(effects=each)))

    assert found["changes"][1].y > found["other"][0].y


def names(drawing: Drawing, name: str) -> list[Box]:
    return [text for text in drawing.texts if text.what.startswith(name)]


def test_a_name_stands_inside_every_bar_with_room_or_beside_the_severest():
    each = (effect("Drowsiness", (10, "mild"), (50, "moderate"), last=90),
            effect("Vertigo", (20, "mild"), (24, "severe"), last=26))  # fmt: skip
    drawing = drawn(picture(effects=each), WIDE)

    assert len(names(drawing, "Drowsiness")) == 2
    (vertigo,) = names(drawing, "Vertigo")
    severe = by_name(drawing)["Vertigo"][1]
    assert vertigo.left > severe.right
    assert vertigo.top < severe.y < vertigo.bottom


def test_an_open_effect_gets_its_name_before_others_and_says_for_how_long():
    told = replace(effect("Weakness", (98, "severe")), detail="2 days")
    old = effect("Nausea", (60, "severe"), last=62)
    drawing = drawn(picture(effects=(old, told)), WIDE)

    assert [text.what for text in names(drawing, "Weakness")] == ["Weakness, 2 days"]


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_everything_lies_within_the_height_of_the_drawing(frame: Frame):
    each = tuple(effect(str(number), (number, "mild")) for number in range(30))
    drawing = drawn(picture(effects=each, histories=("epilepsy",)), frame)

    assert max(text.bottom for text in drawing.texts) < at(drawing.root, "height")


def test_free_text_cannot_become_markup():
    told = effect("</title><script>alert(1)</script>", (20, "severe"))
    svg = draw(picture(effects=(told,)), SQUARED, "Titration history")

    assert "<script" not in svg
    assert drawn(picture(effects=(told,))).points[0].title == told.title


spans = st.tuples(st.integers(-40, 90), st.none() | st.integers(0, 60))


@given(st.lists(st.tuples(spans, st.sampled_from(SEVERITIES)), max_size=25))
def test_no_effect_covers_another(told: list[tuple[tuple[int, int | None], str]]):
    each = [listed(number, *one) for number, one in enumerate(sorted(told, key=lambda t: t[0][0]))]
    drawing = drawn(picture(effects=tuple(each)))
    found = [(extent(point), bar.y) for point in drawing.points for bar in bars(point)]

    for (one, y), (other, other_y) in combinations(found, 2):
        if y == other_y:
            assert one[1] <= other[0] or other[1] <= one[0]
        else:
            assert abs(y - other_y) >= 2 * HALF_A_MARK


def listed(number: int, days: tuple[int, int | None], severity: str) -> DrawnEffect:
    first, length = days
    last = None if length is None else first + length
    return effect(str(number), (first, severity), last=last)


def extent(point: Point) -> tuple[int, int]:
    """Return an effect's left and right end, its mark of the onset included."""
    (bar,) = bars(point)
    if not point.marks:
        return bar.left, bar.right
    return bar.left - HALF_A_MARK, max(bar.right, bar.left + HALF_A_MARK)
