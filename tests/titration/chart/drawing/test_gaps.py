"""A regimen in words is a gap in the dose line, hatched, with its words."""

from decimal import Decimal

from tests.titration.chart.drawing.drawn import Drawing, drawn, on, picture
from titration.chart.drawing import DrawnGap, DrawnStep
from titration.rules import Days

BEFORE = DrawnStep(Days(on(10), on(30)), Decimal(15), "15 mg", "#step-1")
AFTER = DrawnStep(Days(on(90), None), Decimal(30), "30 mg", "#step-3")


def gap(words: str, first: int = 30, end: int | None = 90) -> DrawnGap:
    """Days of one regimen in words; ``end`` is the day on which another begins."""
    return DrawnGap(
        Days(on(first), None if end is None else on(end)), words, f"{words}, in words", "#step-2"
    )


def hatched(drawing: Drawing) -> tuple[str, str, str]:
    """Return the id of the pattern, and left and width of what it fills."""
    (rect,) = drawing.root.findall("a/rect[@fill='url(#hatching-squared)']")
    assert drawing.root.find("defs/pattern[@id='hatching-squared']") is not None
    return rect.get("x", ""), rect.get("width", ""), rect.get("height", "")


def test_the_line_breaks_and_the_days_are_hatched():
    told = picture(BEFORE, AFTER, gaps=(gap("as needed"),))
    drawing = drawn(told)

    assert drawing.line == "M20.0 79.0H40.0M100.0 64.0H110.0"
    assert hatched(drawing) == ("40.0", "60.0", "60")


def test_it_says_its_words_as_written_and_links_to_its_row():
    drawing = drawn(picture(BEFORE, AFTER, gaps=(gap("as <need>"),)))

    assert ("#step-2", "as <need>, in words") in [(p.href, p.title) for p in drawing.points]
    assert [part.text for part in drawing.root.iter("text") if part.text in ("as", "<need>")]


def test_words_without_room_are_left_to_the_title():
    drawing = drawn(picture(BEFORE, AFTER, gaps=(gap("5 mg every other day", 30, 36),)))

    assert not any("every" in words for words in drawing.written())
    assert "5 mg every other day, in words" in [point.title for point in drawing.points]


def test_what_goes_on_is_hatched_up_to_the_end_of_the_drawing():
    drawing = drawn(picture(BEFORE, gaps=(gap("as needed", 30, None),)))

    assert hatched(drawing) == ("40.0", "70.0", "60")


def test_a_drawing_without_words_defines_no_pattern():
    assert drawn(picture(BEFORE)).root.find("defs") is None
