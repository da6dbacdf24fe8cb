"""A regimen in words is a gap in the dose line, hatched, with its words."""

from dataclasses import replace

from tests.titration.chart.drawing.drawn import Drawing, at, drawn, on, picture, steps
from titration.chart.drawing import DrawnGap
from titration.rules import Days

FIRST, AFTER = steps((10, "15"), (90, "30"))
BEFORE = replace(FIRST, days=Days(on(10), on(30)))


def gap(words: str, first: int = 30, end: int | None = 90) -> DrawnGap:
    """Days of one regimen in words; ``end`` is the day on which another begins."""
    days = Days(on(first), None if end is None else on(end))
    return DrawnGap(days, title=f"{words}, in words", row="step-2", says=words)


def hatched(drawing: Drawing) -> tuple[int, int, int]:
    """Return left, width and height of what is hatched."""
    (rect,) = (each for each in drawing.root.iter("rect") if "hatching" in each.get("fill", ""))
    assert drawing.root.find("defs/pattern[@id='hatching']") is not None
    return at(rect, "x"), at(rect, "width"), at(rect, "height")


def test_the_line_breaks_and_the_days_are_hatched():
    drawing = drawn(picture(BEFORE, AFTER, gaps=(gap("as needed"),)))

    assert drawing.line == "M20 79H40M100 64H110"
    assert hatched(drawing) == (40, 60, 60)


def test_it_says_its_words_as_written_and_links_to_its_row():
    drawing = drawn(picture(BEFORE, AFTER, gaps=(gap("as <need>"),)))

    assert ("?row=step-2#step-2", "as <need>, in words") in [
        (p.href, p.title) for p in drawing.points
    ]
    assert [words for words in drawing.written() if "<need>" in words]


def test_words_without_room_are_left_to_the_title():
    drawing = drawn(picture(BEFORE, AFTER, gaps=(gap("5 mg every other day", 30, 36),)))

    assert not any("every" in words for words in drawing.written())
    assert "5 mg every other day, in words" in [point.title for point in drawing.points]


def test_what_goes_on_is_hatched_up_to_today():
    drawing = drawn(picture(BEFORE, gaps=(gap("as needed", 30, None),)))

    assert hatched(drawing) == (40, 70, 60)
