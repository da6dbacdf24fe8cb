"""Two published titrations, entered by hand as a new user would, raise the flags of the paper.

The working, step by step, stands in
``tests/titration/rules/test_published_titrations.py``; here its rows are
compared with what the chart shows.
"""

import re
from collections import Counter
from datetime import UTC, date, datetime

from playwright.sync_api import Locator, expect

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

# By which words of the chart a flag of each code is recognised.
SAYS = {
    "per-dose-below": r"Recorded 5 mg in one dose; .* 10–20 mg per dose",
    "per-dose-above": r"Recorded (25|30|35) mg in one dose; .* 10–20 mg per dose",
    "frequency-differs": r"Recorded twice a day; .* three times a day",
    "total-below": r"Recorded (15|20) mg per day .* begins at 30 mg per day",
    "total-above": r"Recorded 70 mg per day .* ends at 60 mg per day",
    "caution-not-asked": r"not asked",
    "no-contact-since-change": r"with no contact dated after it yet",
    "no-other-treatment": r"no other treatment running",
}
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


def row_shown(flag: Locator) -> Row:
    """Return a flag of the chart as a row of the tables worked out on paper."""
    text = " ".join(flag.inner_text().split())
    (code,) = (code for code, words in SAYS.items() if re.search(words, text))
    since, *until = map(day_shown, DATES.findall(flag.locator(".flag-source").inner_text()))
    level = text.split()[0].lower()
    return code, level, since, until[0] if until else None


def rows_shown(who: Visitor) -> Counter[Row]:
    who.page.locator("details:has(.flag) summary").click()
    return Counter(map(row_shown, then.flags(who).all()))


def when_every_flag_is_asked_for(who: Visitor, past: int) -> None:
    who.page.get_by_role("link", name=f"{past} past").click()
    expect(who.page.get_by_role("heading", name="Past")).to_be_visible()


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
