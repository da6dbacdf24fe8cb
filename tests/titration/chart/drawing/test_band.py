"""The article's band is drawn on the days on which the dose is compared with it, and no others."""

from tests.titration.chart.drawing.drawn import NEVER, Drawing, drawn, on, picture, steps
from titration.chart.drawing import NARROW, WIDE
from titration.rules import Days


def test_it_lies_between_the_article_s_totals():
    drawing = drawn(picture(*steps((10, "15"))))

    assert drawing.band == ("10.0", "44.0", "100.0", "30.0")
    assert "Usual" in drawing.written()


def test_it_begins_on_the_first_day_compared():
    assert drawn(picture(compared=Days(on(40), None))).band == ("50.0", "44.0", "60.0", "30.0")


def test_it_ends_with_the_last_day_compared():
    assert drawn(picture(compared=Days(on(-9), on(40)))).band == ("10.0", "44.0", "40.0", "30.0")


def is_without_band(drawing: Drawing) -> bool:
    """Return whether neither the band nor its label is drawn."""
    return drawing.band is None and "Usual" not in drawing.written()


def test_without_a_day_compared_there_is_no_band():
    assert is_without_band(drawn(picture(compared=NEVER)))


def test_where_the_days_compared_lie_ahead_there_is_no_band():
    assert is_without_band(drawn(picture(compared=Days(on(101), None))))


def test_its_label_takes_two_rows_where_there_is_little_room():
    label = "Article: 10–20 mg three times a day (30–60 mg per day by arithmetic)"
    labelled = picture().__class__(
        **{name: getattr(picture(), name) for name in picture().__slots__} | {"band_label": label}
    )

    assert label in drawn(labelled, WIDE).written()
    head, bracket = label.split(" (")
    assert {head, f"({bracket}"} <= set(drawn(labelled, NARROW).written())
