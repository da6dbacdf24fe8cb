"""Side effects lie in the lane of their severity, on separate tracks where they overlap."""

from itertools import combinations
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from tests.titration.chart.drawing.drawn import SQUARED, Drawing, Point, drawn, effect, picture
from titration.chart.drawing import DrawnEffect, draw
from titration.chart.drawing.lanes import MARK_HALF
from titration.chart.drawing.shapes import SEVERITY_COLOURS

SEVERITIES = ("mild", "moderate", "severe")


class Bar(NamedTuple):
    """A side effect's position and colour."""

    left: float
    right: float
    y: float
    colour: str
    is_ongoing: bool
    has_mark: bool


def bar(point: Point) -> Bar:
    """Parse a side effect: its bar, an arrow while it lasts, a mark where it began."""
    line = point.shape[1]
    left, right, y = (float(line.get(name, "")) for name in ("x1", "x2", "y1"))
    paths = [path for path in point.shape.findall("path") if "transform" not in path.attrib]
    marked = any("transform" in shape.attrib for shape in point.shape)
    return Bar(left, right, y, line.get("stroke", ""), bool(paths), marked)


def bars(drawing: Drawing) -> dict[str, Bar]:
    """Return the drawn side effects, by term."""
    return {point.title: bar(point) for point in drawing.points}


def lane(drawing: Drawing, words: str) -> float:
    """Return the height of a lane, from its label."""
    (label,) = (text for text in drawing.texts if text.words == words)
    return float(label.baseline) - 4


def test_an_effect_lies_in_the_lane_of_its_severity_and_has_its_colour():
    each = tuple(effect(severity, severity, 20, 40) for severity in SEVERITIES)
    drawing = drawn(picture(effects=each))

    for severity, found in bars(drawing).items():
        assert found.y == lane(drawing, severity.capitalize())
        assert found.colour == SEVERITY_COLOURS[severity]


def test_the_lanes_go_from_severe_down_to_mild():
    drawing = drawn(picture())

    heights = [lane(drawing, words) for words in ("Severe", "Moderate", "Mild")]
    assert heights == sorted(heights)


def test_each_severity_has_a_shape_of_its_own():
    drawing = drawn(picture(effects=tuple(effect(s, s, 20, 40) for s in SEVERITIES)))

    shapes = [point.shape[-1] for point in drawing.points]
    assert [(shape.tag, len(shape)) for shape in shapes] == [("circle", 0), ("path", 0), ("g", 2)]


def test_a_bar_goes_from_onset_to_the_end_of_the_day_it_resolved():
    drawing = drawn(picture(effects=(effect("dizziness", "mild", 20, 39),)))

    assert bars(drawing)["dizziness"][:2] == (30.0, 50.0)
    assert not bars(drawing)["dizziness"].is_ongoing


def test_an_ongoing_effect_ends_today_in_an_arrow():
    drawing = drawn(picture(effects=(effect("dizziness", "mild", 20),), today=70))

    assert bars(drawing)["dizziness"][:2] == (30.0, 80.0)
    assert bars(drawing)["dizziness"].is_ongoing


def test_an_effect_that_began_before_the_range_has_no_onset_mark():
    drawing = drawn(picture(effects=(effect("dizziness", "mild", -20, 30),)))

    assert bars(drawing)["dizziness"][:2] == (10.0, 41.0)
    assert not bars(drawing)["dizziness"].has_mark


def test_an_effect_outside_the_range_is_left_out():
    days = {
        "too early": (-20, -1),
        "first day": (-20, 0),
        "last day": (100, 120),
        "late": (101, 120),
    }
    each = tuple(effect(term, "mild", *when) for term, when in days.items())

    assert set(bars(drawn(picture(effects=each)))) == {"first day", "last day"}


def test_effects_that_meet_lie_on_tracks_of_their_own():
    each = (effect("a", "mild", 10, 40), effect("b", "mild", 30, 50), effect("c", "mild", 60, 70))
    found = bars(drawn(picture(effects=each)))

    assert found["b"].y > found["a"].y
    assert found["c"].y == found["a"].y


def test_a_lane_with_many_tracks_pushes_the_lanes_under_it_down():
    each = tuple(effect(str(number), "severe", 10 + number) for number in range(4))
    drawing = drawn(picture(effects=each))

    lowest = max(found.y for found in bars(drawing).values())
    assert lane(drawing, "Moderate") > lowest + MARK_HALF


def test_an_effect_leads_to_its_entry():
    (point,) = drawn(picture(effects=(effect("dizziness", "mild", 20),))).points

    assert (point.href, point.title) == ("#effect-20", "dizziness")


def test_histories_that_are_present_have_a_lane_each():
    drawing = drawn(picture(histories=("epilepsy", "kidney disease")))

    assert {"Histories", "Epilepsy", "Kidney disease"} <= set(drawing.written())


def test_without_a_history_there_is_no_such_lane():
    assert "Histories" not in drawn(picture()).written()


def test_everything_lies_within_the_height_of_the_drawing():
    each = tuple(effect(str(number), "mild", number) for number in range(30))
    svg = drawn(picture(effects=each, histories=("epilepsy",)))

    height = float(svg.root.get("viewBox", "").split()[3])
    assert max(float(text.baseline) for text in svg.texts) < height


def test_free_text_cannot_become_markup():
    told = effect("</title><script>alert(1)</script>", "severe", 20)
    svg = draw(picture(effects=(told,)), SQUARED, "Titration history")

    assert "<script" not in svg
    assert drawn(picture(effects=(told,))).points[0].title == told.title


spans = st.tuples(st.integers(-40, 90), st.none() | st.integers(0, 60))


@given(st.lists(st.tuples(spans, st.sampled_from(SEVERITIES)), max_size=25))
def test_no_effect_covers_another(told: list[tuple[tuple[int, int | None], str]]):
    each = [listed(number, *one) for number, one in enumerate(sorted(told, key=lambda t: t[0][0]))]
    found = list(bars(drawn(picture(effects=tuple(each)))).values())

    for one, other in combinations(found, 2):
        if abs(one.y - other.y) < 2 * MARK_HALF - 2:
            assert extent(one)[1] <= extent(other)[0] or extent(other)[1] <= extent(one)[0]


def listed(number: int, days: tuple[int, int | None], severity: str) -> DrawnEffect:
    first, length = days
    return effect(str(number), severity, first, None if length is None else first + length)


def extent(found: Bar) -> tuple[float, float]:
    """Return an effect's left and right end, its mark of the onset included."""
    if not found.has_mark:
        return found.left, found.right
    return found.left - MARK_HALF, max(found.right, found.left + MARK_HALF)
