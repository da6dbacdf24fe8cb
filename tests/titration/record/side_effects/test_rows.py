"""Side effects as rows: worded by time, never by cause; open ones come first."""

from dataclasses import replace

import pytest

from tests.factories import on
from tests.factories.values import day_told
from tests.titration.reading.records import (
    effect_change,
    effect_row,
    markings,
    record,
    step_row,
)
from titration.reading.open_effects import open_effects
from titration.reading.rows import RecordedEffect
from titration.record.side_effects.changes.rows import fact_words, timing
from titration.record.side_effects.rows import (
    EffectRow,
    began,
    effect_title,
    listing_text,
    open_first,
)
from titration.record.side_effects.rows import effect_row as shown_as
from titration.rules import SOURCES, EffectChange, Timeline

COURSE = record(
    step_row("10x3", from_="2026-01-05", phase="initiation"),
    step_row("10x3", from_="2026-01-12"),
    step_row("5 5 10", from_="2026-01-19"),
    step_row("", from_="2026-02-02"),
)
REGIMENS = Timeline.of(COURSE.history()).regimens


@pytest.mark.parametrize(
    ("onset_on", "words"),
    [
        ("2026-01-04", "from 04-Jan-2026, before any recorded dose"),
        ("2026-01-05", "from 05-Jan-2026, on the first day of 10 mg three times a day"),
        ("2026-01-06", "from 06-Jan-2026, 1 day after 10 mg three times a day started"),
        ("2026-01-08", "from 08-Jan-2026, 3 days after 10 mg three times a day started"),
        ("2026-01-13", "from 13-Jan-2026, 8 days after 10 mg three times a day started"),
        ("2026-01-20", "from 20-Jan-2026, 1 day after 5 mg, 5 mg, 10 mg a day started"),
        ("2026-02-02", "from 02-Feb-2026, the day baclofen was stopped"),
        ("2026-02-03", "from 03-Feb-2026, 1 day after baclofen was stopped"),
        ("2026-03-04", "from 04-Mar-2026, 30 days after baclofen was stopped"),
        ("2026-01", "since about Jan-2026"),
        ("2025", "since about 2025"),
    ],
)
def test_an_onset_is_told_in_days_of_the_regimen_where_it_is_exact(onset_on: str, words: str):
    assert began(day_told(onset_on), REGIMENS) == words


def test_without_any_dose_it_began_before_one():
    assert timing(on("2026-01-05"), ()) == "before any recorded dose"


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
    regimen = "3 days after 10 mg three times a day started"
    assert row.onset_on == "08-Jan-2026"
    assert row.course == f"Severe from 08-Jan-2026, {regimen}; resolved 09-Jan-2026"
    assert row.severity == "severe"
    assert row.told == "Reported 10-Jan-2026 by carer · Dose changed · Both arms"
    assert row.marking.may_mark


def test_an_ongoing_entry_about_which_nothing_was_done_leaves_both_out():
    row = shown(effect_row(from_="2026-01-08", reported_on=on("2026-01-10")))

    assert row.course.endswith("10 mg three times a day started – ongoing")
    assert row.told == "Reported 10-Jan-2026 by patient"


def test_a_term_keeps_its_capitals():
    assert shown(effect_row("REM sleep disorder", from_="2026-01-08")).term == "REM sleep disorder"


def test_an_entry_in_error_cannot_be_marked_again():
    row = shown(effect_row(from_="2026-01-08", status="entered-in-error", marked_reason="Typo"))

    assert (row.marking.is_in_error, row.marking.may_mark) == (True, False)


def test_each_stretch_is_told_with_its_regimen_and_its_reporter():
    """Drowsiness as in the issue: mild on 5 mg, severe on 10 mg."""
    regimens = Timeline.of(
        record(step_row("5x3", from_="2025-10-01"), step_row("10x3", from_="2025-11-01")).history()
    ).regimens
    row = effect_row("drowsiness", "mild", from_="2025-10-05")
    changes = (
        effect_change("severe", on_="2025-11-18", reported_by="carer", action_taken="referred"),
        effect_change("severe", on_="2025-11-25", status="entered-in-error", marked_reason="Typo"),
        effect_change("severe", on_="2025-12-01", note="Still asleep at noon"),
        effect_change("resolved", on_="2025-12-09", reported_on="2025-12-12"),
    )

    told = shown_as(replace(row, changes=changes), regimens, markings(), SOURCES)

    assert told.severity == "severe"
    assert told.course == "Mild from 05-Oct-2025, 4 days after 5 mg three times a day started"
    after = "after 10 mg three times a day started"
    assert [(change.words, change.told) for change in told.changes] == [
        (f"Severe from 18-Nov-2025, 17 days {after}",
         "Reported 18-Nov-2025 by carer · Referred"),
        (f"Severe from 25-Nov-2025, 24 days {after}", "Reported 25-Nov-2025 by patient"),
        (f"Still severe on 01-Dec-2025, 30 days {after}",
         "Reported 01-Dec-2025 by patient · Still asleep at noon"),
        (f"Resolved 09-Dec-2025, 38 days {after}", "Reported 12-Dec-2025 by patient"),
    ]  # fmt: skip
    assert [change.marking.is_in_error for change in told.changes] == [False, True, False, False]


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (EffectChange(on("2026-01-12"), "severe", on("2026-01-13")),
         "Change of a side effect: severe from 12-Jan-2026, reported 13-Jan-2026"),
        (EffectChange(on("2026-01-12"), None), "Change of a side effect: resolved 12-Jan-2026"),
    ],
)  # fmt: skip
def test_a_change_that_a_flag_was_computed_from_is_said_in_a_line(fact: EffectChange, words: str):
    assert fact_words(fact) == words


def test_those_that_last_come_first_and_those_in_error_last():
    rows = [
        effect_row("in error", from_="2026-02-20", status="entered-in-error"),
        effect_row("over late", from_="2026-02-10", until="2026-02-12"),
        effect_row("open late", from_="2026-02-01"),
        effect_row("over early", from_="2026-01-10", until="2026-01-12"),
        effect_row("open early", from_="2026-01-01"),
        effect_row("over by a change", from_="2026-01-01", changes=(
            effect_change("resolved", on_="2026-01-05"),
        )),
    ]  # fmt: skip

    rows = [replace(row, id=number) for number, row in enumerate(rows)]
    order = ["open late", "open early", "over late", "over early", "over by a change", "in error"]
    lasting = open_effects(row.fact for row in rows if row.is_live)
    assert [row.term for row in open_first(rows, lasting)] == order


@pytest.mark.parametrize(("until", "words"), [("2026-01-09", "to 09-Jan-2026"), (None, "ongoing")])
def test_a_title_is_what_happened_to_the_effect_in_one_line(until: str | None, words: str):
    row = effect_row("dry mouth", "moderate", from_="2026-01-08", until=until)

    assert effect_title(row) == f"moderate: 08-Jan-2026 {words}"


def test_a_title_tells_what_an_effect_became():
    changes = effect_change("severe", on_="2026-01-12"), effect_change("resolved", on_="2026-01-15")
    row = effect_row("dry mouth", from_="2026-01", changes=changes)

    assert effect_title(row) == "mild: Jan-2026 to 15-Jan-2026; severe from 12-Jan-2026"
