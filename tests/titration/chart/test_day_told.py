"""The line above the drawing tells one day in words."""

from tests.factories import on
from tests.titration.reading.records import TODAY, effect_row, record, step_row, treatment_row
from titration.chart.chart_picture import within_span
from titration.chart.day_told import told_today


def test_the_dose_counts_its_days_from_the_first_step_of_the_regimen():
    told = record(
        step_row("5x3", from_="2026-01-05"),
        step_row("10x3", from_="2026-02-02"),
        step_row("10x3", from_="2026-02-16", phase="maintenance"),
    )

    days = (TODAY - on("2026-02-02")).days + 1
    assert told_today(told.picture()).dose == (
        f"10 mg three times a day = 30 mg per day, day {days}"
    )


def test_without_anything_a_dash_stands_for_each():
    told = told_today(record().picture())

    assert (told.dose, told.effects, told.treatments, told.ratings) == ("–", "–", "–", "–")
    assert not told.is_severe


def test_effects_come_by_severity_with_the_day_of_that_severity():
    told = told_today(
        record(
            effect_row("nausea", "mild", from_="2026-02-01"),
            effect_row("vertigo", "severe", from_="2026-03-01"),
            effect_row("headache", "severe", from_="2026-02-01", until="2026-02-20"),
        ).picture()
    )

    assert told.effects == "Vertigo, severe, day 2; Nausea, mild, day 30"
    assert told.is_severe


def test_what_was_over_before_the_range_is_not_told():
    given = treatment_row("botulinum toxin", from_="2025-06-01", until="2025-06-01")
    picture = record(given).picture()

    assert (
        told_today(picture).treatments
        == f"Botulinum toxin {(TODAY - on('2025-06-01')).days} days before"
    )
    assert told_today(within_span(picture, "3m")).treatments == "–"
