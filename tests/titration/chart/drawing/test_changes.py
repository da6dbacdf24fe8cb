"""A change of severity steps the bar from lane to lane; what is not known exactly is faded."""

from datetime import date
from xml.etree.ElementTree import Element

from tests.titration.chart.drawing.drawn import Drawing, Point, drawn, on, picture
from titration.chart.drawing import DrawnEffect, DrawnStretch
from titration.chart.drawing.shapes import INK_2, SEVERITY_COLOURS
from titration.rules import Days


def changing(*told: tuple[int, str], last: int | None = None) -> DrawnEffect:
    """``changing((20, "mild"), (40, "severe"))``: days and severities, each until the next."""
    ends = [on(day) for day, _ in told[1:]]
    over: date | None = None if last is None else on(last + 1)
    each = [
        DrawnStretch(Days(on(day), until), severity)
        for (day, severity), until in zip(told, [*ends, over], strict=True)
    ]
    return DrawnEffect(tuple(each), "drowsiness", "#effect-1")


def lane(drawing: Drawing, severity: str) -> str:
    """Return the height of a lane, from its label."""
    (label,) = (text for text in drawing.texts if text.words == severity.capitalize())
    return str(label.baseline - 4)


def lines(point: Point, colour: str) -> list[Element]:
    """Return the lines of one colour in a drawn effect."""
    return [shape for shape in point.shape.findall("line") if shape.get("stroke") == colour]


def ends(shape: Element) -> tuple[str, str]:
    """Return the x at which a line begins and ends."""
    return shape.get("x1", ""), shape.get("x2", "")


def test_each_severity_has_its_days_in_its_own_lane():
    drawing = drawn(picture(effects=(changing((20, "mild"), (40, "severe"), last=49),)))

    (point,) = drawing.points
    (mild,), (severe,) = (lines(point, SEVERITY_COLOURS[each]) for each in ("mild", "severe"))
    assert (ends(mild), ends(severe)) == (("30.0", "50.0"), ("50.0", "60.0"))
    assert float(mild.get("y1", "")) == float(lane(drawing, "mild"))
    assert float(severe.get("y1", "")) == float(lane(drawing, "severe"))


def test_a_thin_line_joins_the_lanes_on_the_day_of_the_change():
    drawing = drawn(picture(effects=(changing((20, "mild"), (40, "severe")),)))

    (joint,) = lines(drawing.points[0], INK_2)
    assert ends(joint) == ("50.0", "50.0")
    heights = {float(joint.get("y1", "")), float(joint.get("y2", ""))}
    assert heights == {float(lane(drawing, "mild")), float(lane(drawing, "severe"))}


def test_each_change_has_the_mark_of_its_severity():
    drawing = drawn(picture(effects=(changing((20, "mild"), (40, "severe"), (60, "mild")),)))

    marks = [shape.tag for shape in drawing.points[0].shape if "transform" in shape.attrib]
    assert marks == ["circle", "g", "circle"]


def test_only_the_last_severity_goes_on():
    drawing = drawn(picture(effects=(changing((20, "mild"), (40, "severe")),), today=70))

    arrows = [p for p in drawing.points[0].shape.findall("path") if "transform" not in p.attrib]
    assert [arrow.get("fill") for arrow in arrows] == [SEVERITY_COLOURS["severe"]]
    (severe,) = lines(drawing.points[0], SEVERITY_COLOURS["severe"])
    assert ends(severe) == ("50.0", "80.0")


def test_a_severity_that_was_over_before_the_range_is_not_drawn():
    drawing = drawn(picture(effects=(changing((-40, "mild"), (-10, "severe")),)))

    assert lines(drawing.points[0], SEVERITY_COLOURS["mild"]) == []
    assert lines(drawing.points[0], INK_2) == []


def test_an_onset_told_as_a_month_is_faded_over_the_month():
    told = DrawnEffect(
        (DrawnStretch(Days(on(31), None), "mild"),), "dry mouth", "#e", Days(on(31), on(58))
    )
    drawing = drawn(picture(effects=(told,)))

    exact, faded = lines(drawing.points[0], SEVERITY_COLOURS["mild"])
    assert (ends(faded), ends(exact)) == (("41.0", "68.0"), ("68.0", "110.0"))
    assert [shape for shape in (exact, faded) if "stroke-dasharray" in shape.attrib] == [faded]
