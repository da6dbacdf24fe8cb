"""The article's band is drawn on the days on which a total is compared with it, and no others."""

from dataclasses import replace

from tests.titration.chart.drawing.drawn import NEVER, drawn, on, picture, steps
from titration.chart.drawing import DrawnStep
from titration.rules import Days

ONE = steps((0, "15"))


def test_it_lies_between_the_article_s_totals():
    assert drawn(picture(*ONE)).bands == [(10, 44, 100, 30)]


def test_it_begins_on_the_first_day_compared():
    assert drawn(picture(*ONE, compared=Days(on(40), None))).bands == [(50, 44, 60, 30)]


def test_it_ends_with_the_last_day_compared():
    assert drawn(picture(*ONE, compared=Days(on(-9), on(40)))).bands == [(10, 44, 40, 30)]


def test_without_a_day_compared_there_is_no_band():
    assert drawn(picture(*ONE, compared=NEVER)).bands == []
    assert drawn(picture(*ONE, compared=Days(on(101), None))).bands == []
    assert drawn(picture()).bands == []


def test_there_is_none_while_baclofen_is_stopped():
    course = steps((0, "15"), (20, "30"), (40, "0"), (70, "15"))

    assert drawn(picture(*course)).bands == [(10, 44, 40, 30), (80, 44, 30, 30)]


def test_there_is_none_while_no_total_is_told():
    before, after = steps((0, "15"), (60, "30"))
    told: tuple[DrawnStep, ...] = (replace(before, days=Days(on(0), on(40))), after)

    assert drawn(picture(*told)).bands == [(10, 44, 40, 30), (70, 44, 40, 30)]


def test_it_is_paler_where_it_is_planned():
    drawing = drawn(picture(*steps((0, "15"), (80, "30")), today=60))

    taken, planned = drawing.root.findall("rect[@fill='#dfeae4']")
    assert [rect.get("fill-opacity") for rect in (taken, planned)] == [None, "0.5"]
    (today,) = (box.left for box in drawing.obstacles if box.what == "today")
    assert int(planned.get("x", "")) == today
