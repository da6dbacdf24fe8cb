"""Under the ratings: a row for each other treatment, and for each history that is present."""

from dataclasses import replace

from tests.titration.chart.drawing.drawn import Drawing, drawn, on, picture
from titration.chart.drawing import NARROW, WIDE, DrawnTreatment
from titration.chart.drawing.shapes import TREATMENT
from titration.rules import Days


def treatment(lane: str, first: int, end: int | None, title: str = "") -> DrawnTreatment:
    """Days of one treatment; ``end`` is the day after its last."""
    days = Days(on(first), None if end is None else on(end))
    return DrawnTreatment(days, lane, title=title or lane, row=f"{first}", says=lane)


def with_treatments(*treatments: DrawnTreatment) -> Drawing:
    return drawn(replace(picture(), treatments=treatments))


def bars(drawing: Drawing) -> dict[str, list[str]]:
    """Return the commands of the lines of each treatment, by its title."""
    return {
        p.title: [path.get("d", "") for path in p.shape.iter("path") if path.get("stroke-width")]
        for p in drawing.points
    }


def test_treatments_lie_in_the_row_of_their_name_and_go_on_or_end():
    drawing = with_treatments(
        treatment("Surgery", 20, 41, "done"),
        treatment("Surgery", 50, None, "goes on"),
        treatment("Gone", -90, -10),
    )

    (done,), (on_going,) = bars(drawing)["done"], bars(drawing)["goes on"]
    y = done.split()[1].split("H")[0]
    assert (done, on_going) == (f"M30 {y}H51", f"M60 {y}H110")
    arrows = [
        p.title for p in drawing.points if p.shape.find(f"path[@fill='{TREATMENT}']") is not None
    ]
    assert arrows == ["goes on"]
    assert drawing.written().count("Surgery") == 1
    assert "Gone" not in drawing.written()


def test_what_was_given_on_one_day_is_a_mark():
    (point,) = with_treatments(treatment("Botulinum toxin", 20, 21)).points

    assert [(name, x) for name, x, _ in point.marks] == [("given", 30)]


def test_a_beginning_told_as_a_month_is_faded():
    told = replace(treatment("Surgery", 31, None), uncertain=Days(on(31), on(58)))

    faded, exact = bars(with_treatments(told))["Surgery"]
    assert (faded.split("H")[1], exact.split()[0]) == ("68", "M68")


def test_histories_that_are_present_have_a_row_each():
    for frame in (WIDE, NARROW):
        written = drawn(picture(histories=("epilepsy", "kidney disease")), frame).written()
        assert "Epilepsy, history" in written
        assert any(words.startswith("Kidney disease") for words in written)
    assert not [words for words in drawn(picture()).written() if "history" in words]
