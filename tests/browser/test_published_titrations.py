"""Two published titrations, entered by hand as a new user would, raise the flags of the paper.

The working, step by step, stands in
``tests/titration/rules/test_published_titrations.py``; here its rows are
compared with what the chart shows.
"""

import re
from collections import Counter
from datetime import UTC, date, datetime

from playwright.sync_api import expect

from tests.browser import then, when
from tests.browser.visitor import Visitor
from tests.titration.rules.oracle import Row
from tests.titration.rules.test_published_titrations import (
    LABEL,
    MEIGE,
    UNASKED,
    label_rows,
    meige_rows,
    unwatched,
)

DATES = re.compile(r"\d\d-\w{3}-\d{4}")


def when_a_schedule_is_typed_in(who: Visitor, schedule: list[tuple[str, str]]) -> None:
    for starts_on, doses in schedule:
        amount, *others = doses.split()
        day = f"{date.fromisoformat(starts_on):%d-%b-%Y}"
        when.keys_are_pressed(who, "d")
        when.a_dose_is_typed(who, amount, 1 + len(others), from_=day)
        when.the_dose_is_saved(who)
        then.it_is_read_back(who, f"from {day}")


def day_shown(text: str) -> date:
    return datetime.strptime(text, "%d-%b-%Y").replace(tzinfo=UTC).date()


def row_told(code: str, told: str) -> Row:
    """Return a flag, as the page on how it was computed tells it, as a row worked out on paper."""
    _, level, days = re.split(r"Level: (\w+)\.", told)
    since, *until = map(day_shown, DATES.findall(days))
    return code, level, since, until[0] if until else None


def rows_shown(who: Visitor) -> Counter[Row]:
    """Follow every flag of the chart to where it says how it was computed."""
    chart = who.page.url.partition("?")[0].removeprefix(who.home)
    links = who.page.get_by_role("region", name="For information").locator("a[href^=flags]")
    shown = Counter(link.get_attribute("href") or "" for link in links.all())
    found: Counter[Row] = Counter()
    for address in shown:
        who.opens(chart + address)
        told = who.page.locator("p").filter(has_text="Level:").all_inner_texts()
        assert len(told) == shown[address]
        found.update(row_told(address.split("/")[1], each) for each in told)
    return found


def when_every_flag_is_asked_for(who: Visitor, past: int) -> None:
    information = who.page.get_by_role("region", name="For information")
    expect(information).to_contain_text(f"Past, by kind and span {past}")
    information.get_by_role("link", name="Past, by kind and span").click()
    expect(information.get_by_role("table", name="Past, by kind and span")).to_be_visible()


def test_the_label_of_oral_baclofen(nora: Visitor) -> None:
    when.a_patient_is_registered(nora, "P-1")
    then.the_current_dose_is(nora, "No dose recorded")
    when_a_schedule_is_typed_in(nora, LABEL)
    then.the_current_dose_is(nora, "20 mg three times a day", "60 mg per day since 14-Jan-2026")
    when_every_flag_is_asked_for(nora, past=5)
    assert rows_shown(nora) == Counter(label_rows("context") + UNASKED + unwatched(LABEL))


def test_the_trial_in_meige_syndrome(nora: Visitor) -> None:
    when.a_patient_is_registered(nora, "P-1")
    then.the_current_dose_is(nora, "No dose recorded")
    when_a_schedule_is_typed_in(nora, MEIGE)
    then.the_current_dose_is(nora, "35 mg twice a day", "70 mg per day since 20-Jan-2026")
    when_every_flag_is_asked_for(nora, past=13)
    assert rows_shown(nora) == Counter(meige_rows("context") + UNASKED + unwatched(MEIGE))
