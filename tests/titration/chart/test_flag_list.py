"""The chart lists flags of today first, then planned ones, then past ones if asked for."""

from decimal import Decimal

import pytest

from tests.factories import on
from tests.titration.reading.records import TODAY
from titration.chart.flag_list import FlagList, FlagRow, flag_list
from titration.rules import ARTICLE, RULES, Flag, Level, Step


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


def named(rows: list[FlagRow]) -> list[str]:
    return [row.observed for row in rows]


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
    assert all(row.is_planned for row in groups.planned)


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
    asked_for = listed(*over, with_past=True)
    assert named(asked_for.past) == ["2026-01-03", "2026-01-02", "2026-01-01"]


@pytest.mark.parametrize("code", RULES)
def test_every_flag_has_a_label_and_the_statements_it_rests_on(code: str):
    (row,) = listed(flag(code, "2026-01-05")).notable

    assert row.label == RULES[code].label
    assert [statement.id for statement in row.statements] == list(RULES[code].statements)
    assert all(statement.section for statement in row.statements)
