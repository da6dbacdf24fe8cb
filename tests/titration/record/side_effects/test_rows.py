"""Side effects as rows: worded by time, never by cause; open ones come first."""

import pytest

from tests.factories import on
from tests.titration.reading.records import effect_row, markings, record, step_row
from titration.reading.rows import RecordedEffect
from titration.record.side_effects.rows import (
    EffectRow,
    effect_title,
    listing_text,
    open_first,
    timing,
)
from titration.record.side_effects.rows import effect_row as shown_as
from titration.rules import SOURCES, Timeline

COURSE = record(
    step_row("10x3", from_="2026-01-05", phase="initiation"),
    step_row("10x3", from_="2026-01-12"),
    step_row("5 5 10", from_="2026-01-19"),
    step_row("", from_="2026-02-02"),
)
REGIMENS = Timeline.of(COURSE.history()).regimens()


@pytest.mark.parametrize(
    ("onset_on", "words"),
    [
        ("2026-01-04", "began before any recorded dose"),
        ("2026-01-05", "began on the first day of 10 mg three times a day"),
        ("2026-01-06", "began 1 day after 10 mg three times a day started"),
        ("2026-01-08", "began 3 days after 10 mg three times a day started"),
        ("2026-01-13", "began 8 days after 10 mg three times a day started"),
        ("2026-01-20", "began 1 day after 5 mg, 5 mg, 10 mg a day started"),
        ("2026-02-02", "began the day baclofen was stopped"),
        ("2026-02-03", "began 1 day after baclofen was stopped"),
        ("2026-03-04", "began 30 days after baclofen was stopped"),
    ],
)
def test_an_onset_is_told_in_days_of_the_regimen(onset_on: str, words: str):
    assert timing(on(onset_on), REGIMENS) == words


def test_without_any_dose_it_began_before_one():
    assert timing(on("2026-01-05"), ()) == "began before any recorded dose"


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("drowsiness", "listed as common"),
        ("weakness", "listed as common"),
        ("muscle weakness", "listed as serious"),
        ("Dry  Mouth", "listed as common"),
        ("Mental confusion.", "listed as serious"),
        ("hiccups", "not listed"),
    ],
)
def test_a_term_tells_how_the_article_lists_it(term: str, words: str):
    assert listing_text(term, SOURCES) == words


def shown(row: RecordedEffect) -> EffectRow:
    return shown_as(row, REGIMENS, markings(), SOURCES)


def test_an_entry_is_in_words():
    row = shown(
        effect_row(
            "muscle weakness", "severe", from_="2026-01-08", until="2026-01-09",
            reported_on=on("2026-01-10"), reported_by="carer", action_taken="dose changed",
            note="Both arms",
        )
    )  # fmt: skip

    assert (row.term, row.listing) == ("Muscle weakness", "listed as serious")
    assert (row.onset_on, row.resolved_on) == ("08-Jan-2026", "09-Jan-2026")
    assert row.severity == "severe"
    assert row.told == "Reported 10-Jan-2026 by carer · Dose changed · Both arms"
    assert row.marking.may_mark


def test_an_ongoing_entry_about_which_nothing_was_done_leaves_both_out():
    row = shown(effect_row(from_="2026-01-08", reported_on=on("2026-01-10")))

    assert row.resolved_on == ""
    assert row.told == "Reported 10-Jan-2026 by patient"


def test_a_term_keeps_its_capitals():
    assert shown(effect_row("REM sleep disorder", from_="2026-01-08")).term == "REM sleep disorder"


def test_an_entry_in_error_cannot_be_marked_again():
    row = shown(effect_row(from_="2026-01-08", status="entered-in-error", marked_reason="Typo"))

    assert (row.marking.is_in_error, row.marking.may_mark) == (True, False)


def test_those_that_last_come_first_and_those_in_error_last():
    rows = [
        effect_row("in error", from_="2026-02-20", status="entered-in-error"),
        effect_row("over late", from_="2026-02-10", until="2026-02-12"),
        effect_row("open late", from_="2026-02-01"),
        effect_row("over early", from_="2026-01-10", until="2026-01-12"),
        effect_row("open early", from_="2026-01-01"),
    ]

    order = ["open late", "open early", "over late", "over early", "in error"]
    assert [row.term for row in open_first(rows)] == order


@pytest.mark.parametrize(("until", "words"), [("2026-01-09", "to 09-Jan-2026"), (None, "ongoing")])
def test_a_title_is_the_effect_in_one_line(until: str | None, words: str):
    row = effect_row("dry mouth", "moderate", from_="2026-01-08", until=until)

    assert effect_title(row) == f"Dry mouth, moderate: 08-Jan-2026 {words}"
