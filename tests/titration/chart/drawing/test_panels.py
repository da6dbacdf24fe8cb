"""Ratings lie on panels, one for each scale; other treatments lie in lanes."""

from dataclasses import replace
from decimal import Decimal

from tests.titration.chart.drawing.drawn import Drawing, drawn, on, picture, steps
from titration.chart.drawing import DrawnMeasure, DrawnRating, DrawnTreatment, Picture
from titration.chart.drawing.shapes import RATING
from titration.rules import Days


def measure(name: str, high: int, *ratings: tuple[int, str]) -> DrawnMeasure:
    """``measure("Spasm", 10, (20, "6"))``: on day and value."""
    drawn = tuple(DrawnRating(on(day), Decimal(v), f"{name} {v}", f"#{day}") for day, v in ratings)
    return DrawnMeasure(name, f"0–{high}", Decimal(0), Decimal(high), drawn)


def squares(drawing: Drawing) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the position of each rating's mark, by its title."""
    found = {}
    for point in drawing.points:
        if (rect := point.shape.find("rect")) is not None:
            x, y = (Decimal(rect.get(name, "")) + 3 for name in ("x", "y"))
            found[point.title] = x, y
    return found


def with_measures(*measures: DrawnMeasure) -> Picture:
    shown = picture(*steps((10, "30")))
    return Picture(
        **{name: getattr(shown, name) for name in shown.__slots__} | {"measures": measures}
    )


def test_a_rating_lies_under_its_day_at_the_height_of_its_value():
    spasm = measure("Spasm", 10, (10, "0"), (60, "10"), (100, "5"))
    drawing = drawn(with_measures(spasm))

    at = squares(drawing)
    (dose,) = (point for point in drawing.points if point.title == "30 mg")
    assert at["Spasm 0"][0] == Decimal(dose.shape[1].get("cx", ""))
    assert at["Spasm 0"][0] < at["Spasm 10"][0] < at["Spasm 5"][0]
    low, high, middle = (at[f"Spasm {value}"][1] for value in (0, 10, 5))
    assert (low > middle > high, low - middle) == (True, middle - high)


def test_scales_never_share_a_line():
    drawing = drawn(with_measures(measure("Spasm", 10, (10, "5"), (20, "6")),
                                  measure("TWSTRS", 85, (10, "30"), (20, "40"))))  # fmt: skip

    lines = drawing.root.findall(f"path[@stroke='{RATING}'][@fill='none']")
    assert [line.get("d", "").count("L") for line in lines] == [1, 1]
    heights = squares(drawing)
    spasm = [heights[title][1] for title in heights if title.startswith("Spasm")]
    twstrs = [heights[title][1] for title in heights if title.startswith("TWSTRS")]
    assert max(spasm) < min(twstrs)
    assert {"Spasm, 0–10", "TWSTRS, 0–85", "85"} <= set(drawing.written())


def test_a_measure_not_rated_within_the_range_has_no_panel():
    drawing = drawn(with_measures(measure("Spasm", 10, (101, "5"))))

    assert "Spasm, 0–10" not in drawing.written()


def test_a_long_name_is_cut_so_that_its_scale_can_be_read():
    drawing = drawn(with_measures(measure("x" * 400, 85, (10, "5"))))

    (heading,) = (words for words in drawing.written() if words.startswith("x"))

    assert heading.endswith("x…, 0–85")


def test_treatments_lie_in_the_lane_of_their_kind_and_go_on_or_end():
    treatments = (
        DrawnTreatment(Days(on(20), on(41)), "Surgery", "done", "#a"),
        DrawnTreatment(Days(on(50), None), "Surgery", "goes on", "#b"),
        DrawnTreatment(Days(on(-90), on(-10)), "Gone", "before", "#c"),
    )
    drawing = drawn(replace(picture(*steps((10, "30"))), treatments=treatments))

    bars = {point.title: point.shape for point in drawing.points if "mg" not in point.title}
    assert set(bars) == {"done", "goes on"}
    heights = {bar[1].get("y1") for bar in bars.values()}
    assert len(heights) == 1
    assert [bar.find("path") is not None for bar in bars.values()] == [False, True]
    assert drawing.written().count("Surgery") == 1
    assert "Gone" not in drawing.written()
