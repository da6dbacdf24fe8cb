"""Ratings lie on panels, one for each scale, with the telling values as numbers."""

from dataclasses import replace
from decimal import Decimal

from tests.titration.chart.drawing.drawn import Drawing, collisions, drawn, on, picture, steps
from titration.chart.drawing import NARROW, WIDE, DrawnMeasure, DrawnRating, Picture
from titration.chart.drawing.shapes import RATING


def measure(name: str, high: int, *ratings: tuple[int, str]) -> DrawnMeasure:
    """``measure("Spasm", 10, (20, "6"))``: on day and value."""
    each = tuple(
        DrawnRating(on(day), Decimal(value), title=f"{name} {value}", row=f"{name}-{day}",
                    says=f"{name} {value}")
        for day, value in ratings
    )  # fmt: skip
    return DrawnMeasure(name, f"0–{high}, lower is better", Decimal(0), Decimal(high), each)


def with_measures(*measures: DrawnMeasure) -> Picture:
    return replace(picture(*steps((10, "30"))), measures=measures)


def marks(drawing: Drawing) -> dict[str, tuple[str, int, int]]:
    """Return each rating's mark, by its title."""
    return {p.title: p.marks[0] for p in drawing.points if p.marks[0][0].startswith("rated")}


def test_a_rating_lies_under_its_day_at_the_height_of_its_value():
    drawing = drawn(with_measures(measure("Spasm", 10, (10, "0"), (60, "10"), (90, "5"))))

    (low, high, middle) = (marks(drawing)[f"Spasm {value}"][1:] for value in (0, 10, 5))
    (dose,) = (p for p in drawing.points if p.title == "30 mg")
    assert low[0] == dose.marks[0][1]
    assert (low[1] - middle[1], middle[1] - high[1]) == (32, 32)


def test_scales_never_share_a_line():
    spasm, twstrs = (measure("Spasm", 10, (10, "5"), (20, "6")),
                     measure("TWSTRS", 85, (10, "30"), (20, "40")))  # fmt: skip
    drawing = drawn(with_measures(spasm, twstrs), WIDE)

    lines = [path.get("d", "") for path in drawing.root.iter("path")
             if path.get("stroke") == RATING and path.get("stroke-width") == "2"]  # fmt: skip
    assert [line.count("L") for line in lines] == [1, 1]
    heights = {title: y for title, (_, _, y) in marks(drawing).items()}
    assert max(heights["Spasm 5"], heights["Spasm 6"]) < min(
        heights["TWSTRS 30"], heights["TWSTRS 40"]
    )
    assert {"Spasm", "0–10, lower is better", "TWSTRS", "85"} <= set(drawing.written())


def test_first_highest_lowest_and_newest_are_numbers():
    told = measure("Spasm", 10, (5, "7"), (20, "9"), (40, "5"), (60, "2"), (80, "4"), (95, "6"))
    drawing = drawn(with_measures(told), WIDE)

    telling = [title for title, (mark, *_) in marks(drawing).items() if mark == "rated-told"]
    assert telling == ["Spasm 7", "Spasm 9", "Spasm 2", "Spasm 6"]
    assert {"7", "9", "2", "6", "first 7", "06-Apr"} <= set(drawing.written())
    assert not {"5", "4"} & set(drawing.written())


def test_an_extreme_that_equals_the_newest_is_not_repeated():
    drawing = drawn(with_measures(measure("Spasm", 9, (5, "7"), (20, "3"), (60, "3"))), WIDE)

    assert drawing.written().count("3") == 1


def test_the_newest_stands_right_of_today_at_its_height():
    drawing = drawn(with_measures(measure("Spasm", 10, (5, "7"), (60, "3"))), WIDE)

    (newest,) = (text for text in drawing.texts if text.what == "3")
    (today,) = (box.left for box in drawing.obstacles if box.what == "today")
    assert newest.left > today
    assert newest.top < marks(drawing)["Spasm 3"][2] < newest.bottom


def test_a_measure_not_rated_within_the_range_has_no_panel():
    assert "Spasm" not in drawn(with_measures(measure("Spasm", 10, (101, "5")))).written()


def test_a_long_name_is_cut_so_that_it_and_its_scale_can_be_read():
    for frame in (WIDE, NARROW):
        drawing = drawn(with_measures(measure("x" * 400, 85, (10, "5"))), frame)
        (name,) = (words for words in drawing.written() if words.startswith("x"))
        assert name.endswith("x…")
        assert "0–85, lower is better" in drawing.written()
        assert list(collisions(drawing)) == []


def test_the_ratings_of_a_measure_are_grouped_under_its_name():
    drawing = drawn(with_measures(measure("Spasm", 10, (10, "5"), (60, "3"))))

    (group,) = (g for g in drawing.root.iter("g") if g.get("data-measure"))
    assert group.get("data-measure") == "Spasm"
    assert [a.get("data-days") for a in group.iter("a")] == ["10", "60"]
