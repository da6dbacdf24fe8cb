"""The chart lists flags of today first, then planned ones, then past ones if asked for."""

from decimal import Decimal

import pytest

from tests.factories import on
from tests.titration.reading.records import TODAY
from titration.chart.flag_list import FlagBlock, FlagLine, FlagList, flag_line, flag_list
from titration.rules import ARTICLE, CLINIC, RULES, Flag, History, Level, Step, flags


def flag(
    code: str,
    since: str,
    until: str | None = None,
    level: Level = "notice",
    step_from: str | None = None,
) -> Flag:
    """Make a flag whose text is its first day, computed from a step that starts on it or not."""
    ends_on = None if until is None else on(until)
    rule = RULES[code]
    cited = ARTICLE.cited(rule.statements)
    inputs = (Step(on(step_from or since), (Decimal(5),), "maintenance"),)
    return Flag(rule, level, on(since), ends_on, since, "the article", cited, ARTICLE, inputs, "")


def listed(*found: Flag, with_past: bool = False) -> FlagList:
    return flag_list(found, TODAY, with_past=with_past)


def lines(blocks: list[FlagBlock]) -> list[FlagLine]:
    return [line for block in blocks for line in block.lines]


def named(blocks: list[FlagBlock]) -> list[str]:
    return [line.observed for line in lines(blocks)]


@pytest.mark.parametrize(
    ("since", "until", "group"),
    [
        ("2026-01-05", None, "notable"),
        ("2026-03-02", None, "notable"),
        ("2026-01-05", "2026-03-03", "notable"),
        ("2026-01-05", "2026-03-02", "past"),
        ("2026-01-05", "2026-02-02", "past"),
        ("2026-03-03", None, "planned"),
    ],
)
def test_a_flag_stands_where_its_days_put_it(since: str, until: str | None, group: str):
    groups = listed(flag("total-above", since, until), with_past=True)

    rows = {name: getattr(groups, name) for name in ("notable", "context", "planned", "past")}
    assert {name for name, found in rows.items() if found} == {group}


def test_context_of_today_stands_apart():
    groups = listed(flag("caution-not-asked", "2026-01-05", level="context"))

    assert (named(groups.context), groups.notable) == (["2026-01-05"], [])


def test_attention_comes_first_and_within_a_level_the_latest():
    groups = listed(
        flag("total-above", "2026-01-05"),
        flag("serious-effect", "2026-01-02", level="attention"),
        flag("per-dose-above", "2026-02-02"),
        flag("serious-effect", "2026-01-09", level="attention"),
    )

    assert named(groups.notable) == ["2026-01-09", "2026-01-02", "2026-02-02", "2026-01-05"]


def test_planned_flags_are_of_every_level_and_say_so():
    groups = listed(
        flag("caution-not-asked", "2026-03-10", level="context"),
        flag("total-above", "2026-03-09"),
    )

    assert named(groups.planned) == ["2026-03-09", "2026-03-10"]
    assert groups.planned_from == on("2026-03-09")


@pytest.mark.parametrize("step_from", ["2026-01-05", "2026-03-02", "2026-03-09"])
def test_a_flag_ahead_that_no_step_begins_is_not_shown_before_its_day(step_from: str):
    """A birthday to come, within a step of before today, of today, or one planned."""
    ahead = flag("total-above", "2026-03-10", step_from=step_from)

    groups = listed(ahead, with_past=True)

    assert (groups.notable, groups.context, groups.planned, groups.past) == ([], [], [], [])
    assert named(flag_list([ahead], on("2026-03-10"), with_past=True).notable) == ["2026-03-10"]


def test_past_flags_are_only_counted_unless_asked_for():
    over = [flag("total-above", f"2026-01-0{day}", "2026-02-02") for day in (1, 2, 3)]

    assert (listed(*over).past, listed(*over).past_count) == ([], 3)
    (kind,) = listed(*over, with_past=True).past
    assert [line.observed for line in kind.lines] == ["2026-01-03", "2026-01-02", "2026-01-01"]


@pytest.mark.parametrize("code", RULES)
def test_every_flag_has_a_label_and_the_statements_it_rests_on(code: str):
    (block,) = listed(flag(code, "2026-01-05")).notable

    assert [line.label for line in block.lines] == [RULES[code].label]
    assert [statement.id for statement in block.statements] == list(RULES[code].statements)
    assert all(block.sections)


def test_flags_of_one_day_and_source_share_a_block():
    groups = listed(
        flag("per-dose-below", "2026-02-02"),
        flag("total-below", "2026-02-02"),
        flag("per-dose-above", "2026-01-05"),
    )

    assert [(block.heading, len(block.lines)) for block in groups.notable] == [
        ("Beside the article since 02-Feb-2026", 2),
        ("Beside the article since 05-Jan-2026", 1),
    ]
    assert list(groups.notable[0].sections) == ["Baclofen Dosage for Dystonia"]


def test_the_clinic_s_own_record_is_a_block_of_its_own():
    overdue = flag("review-overdue", "2026-02-02")._replace(source=CLINIC, statements=())

    groups = listed(flag("total-below", "2026-02-02"), overdue)

    assert [block.heading for block in groups.notable] == [
        "Beside the article since 02-Feb-2026",
        "Since 02-Feb-2026",
    ]


def test_in_a_block_attention_comes_first():
    groups = listed(
        flag("total-above", "2026-02-02"), flag("serious-effect", "2026-02-02", level="attention")
    )

    (block,) = groups.notable
    assert [line.level for line in block.lines] == ["attention", "notice"]


def test_planned_flags_come_in_the_order_of_their_steps_and_name_them():
    groups = listed(
        flag("total-above", "2026-03-16"),
        flag("total-above", "2026-03-09"),
        flag("per-dose-below", "2026-03-09", level="context"),
    )

    assert [(block.heading, len(block.lines)) for block in groups.planned] == [
        ("From 09-Mar-2026, with 5 mg once a day", 2),
        ("From 16-Mar-2026, with 5 mg once a day", 1),
    ]


def test_past_flags_are_gathered_by_kind():
    past = [
        flag("total-above", "2026-01-01", "2026-01-05"),
        flag("per-dose-above", "2026-01-02", "2026-01-05"),
        flag("total-above", "2026-01-03", "2026-01-09"),
    ]

    kinds = listed(*past, with_past=True).past

    assert [(kind.label, len(kind.lines)) for kind in kinds] == [
        ("Total above the range per day", 2),
        ("Amount above the range per dose", 1),
    ]


def test_a_line_says_what_was_recorded_beside_the_figures_of_the_source():
    """The words are those of the rule, without what the heading says already."""
    step = Step(on("2026-01-05"), (Decimal(5), Decimal(21)), "maintenance")
    raised = flags(History(born_on=on("1980-05-01"), steps=(step,)))

    told = {(line.observed, line.compared_with) for line in map(flag_line, raised)}

    assert {
        ("5 mg in one dose", "the article 10–20 mg per dose"),
        ("21 mg in one dose", "the article 10–20 mg per dose"),
        ("Twice a day", "the article three times a day"),
        ("26 mg per day (5 + 21)", "the article from 30 mg per day, derived as 3 × 10 mg"),
    } <= told
