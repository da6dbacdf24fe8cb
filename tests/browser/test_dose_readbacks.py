"""What a dose is read back as while it is typed, in each of its states. Nothing is blocked."""

import pytest
from playwright.sync_api import Locator, expect

from patients.models import Account, Clinic, Patient
from tests.browser import given, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from tests.factories import a_patient


def dose_form(who: Visitor, patient: Patient) -> Locator:
    when.the_chart_is_opened(who, patient)
    when.keys_are_pressed(who, "d")
    return when.form(who, "Record dose step")


def read_back(form: Locator) -> Locator:
    return form.locator(".readback")


@pytest.mark.parametrize(
    ("typed", "line", "bold"),
    [
        ("15", "now 30 mg per day, 15 mg more", "15 mg more"),
        ("20", "now 30 mg per day, 30 mg more", "30 mg more"),
        ("5", "now 30 mg per day, 15 mg less", "15 mg less"),
        ("10.1", "now 30 mg per day, 0.3 mg more", "0.3 mg more"),
        (
            "100",
            "now 30 mg per day, 270 mg more: ten times as much",
            "now 30 mg per day, 270 mg more: ten times as much",
        ),
        (
            "23",
            "now 30 mg per day, 39 mg more: 2.3 times as much",
            "now 30 mg per day, 39 mg more: 2.3 times as much",
        ),
        (
            "2.5",
            "now 30 mg per day, 22.5 mg less: a quarter of it",
            "now 30 mg per day, 22.5 mg less: a quarter of it",
        ),
        (
            "10",
            "now 30 mg per day, no change; a step may repeat the dose when its phase changes",
            "no change",
        ),
    ],
)
def test_the_change_is_told_as_arithmetic(
    nora: Visitor, patient: Patient, typed: str, line: str, bold: str
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    form = dose_form(nora, patient)
    form.get_by_label("mg each time").fill(typed)
    expect(read_back(form).locator(".readback-line")).to_have_text(line)
    expect(read_back(form).locator("strong")).to_have_text(bold)
    expect(when.save_button(nora, "Record dose step")).to_be_enabled()


def test_an_adult_is_read_back_beside_the_article(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    form = dose_form(nora, patient)
    form.get_by_label("mg each time").fill("100")
    expect(read_back(form).locator(".readback-beside")).to_have_text(
        "100 mg in one dose, the article 10–20 mg."
        " 300 mg per day, the article up to 60 mg, derived as 3 × 20 mg."
    )
    form.get_by_label("mg each time").fill("15")
    expect(read_back(form).locator(".readback-beside")).to_have_count(0)


@pytest.mark.parametrize("height", [844, 520, 420], ids=["", "with a keyboard", "small"])
def test_on_a_phone_it_stays_above_save_however_far_the_fields_are_scrolled(
    visits: Visits, neurologist: Account, patient: Patient, height: int
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    nora = visits(neurologist, viewport={"width": 390, "height": height}, has_touch=True)
    form = dose_form(nora, patient)
    amount = form.get_by_label("mg each time")
    amount.fill("100")
    expect(amount).to_be_in_viewport(ratio=1)
    expect(read_back(form)).to_be_in_viewport(ratio=1)

    form.get_by_label("Note").scroll_into_view_if_needed()

    expect(form.get_by_label("Note")).to_be_in_viewport()
    expect(read_back(form)).to_be_in_viewport(ratio=1)
    expect(read_back(form)).to_contain_text("300 mg per day, the article up to 60 mg")
    expect(when.save_button(nora, "Record dose step")).to_be_in_viewport(ratio=1)


def test_who_has_no_birth_date_is_not_compared(nora: Visitor, clinic: Clinic) -> None:
    patient = a_patient(clinic, born_on=None)
    form = dose_form(nora, patient)
    form.get_by_label("three", exact=True).check()
    form.get_by_label("mg each time").fill("100")
    expect(read_back(form)).to_contain_text("300 mg per day")
    expect(read_back(form)).not_to_contain_text("the article")


def test_a_step_ahead_tells_its_weekday_and_what_holds_until_then(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "15x3", days_ago=21)
    form = dose_form(nora, patient)
    ahead = given.ago(patient, -9)
    form.get_by_label("mg each time").fill("10")
    form.get_by_label("From").fill(f"{ahead:%d %b %Y}")
    expect(read_back(form).locator("span").nth(0)).to_have_text(
        f"10 mg three times a day from {ahead:%d-%b-%Y} ({ahead:%A})"
    )
    expect(read_back(form).locator("span").nth(1)).to_have_text(
        "planned, in 9 days; 45 mg per day until then, 15 mg less"
    )


def test_a_stop_tells_that_nothing_is_taken_from_that_day(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "15x3", days_ago=21)
    form = dose_form(nora, patient)
    form.get_by_label("stop", exact=True).check()
    today = f"{given.ago(patient, 0):%d-%b-%Y}"
    expect(read_back(form)).to_contain_text(f"Stopped from {today}")
    expect(read_back(form)).to_contain_text("now 45 mg per day, none from that day")


def test_a_day_that_has_a_step_leads_to_its_correction(nora: Visitor, patient: Patient) -> None:
    step = given.a_dose(patient, "15x3", days_ago=21)
    form = dose_form(nora, patient)
    day = f"{step.starts_on:%d-%b-%Y}"
    form.get_by_label("From").fill(day)
    expect(read_back(form)).to_contain_text(f"{day} has a step: 15 mg three times a day.")
    read_back(form).get_by_role("link", name="Correct that step").click()
    nora.page.get_by_role("button", name="Throw away").click()
    expect(when.form(nora, "Correct dose step")).to_contain_text(f"from {day}")


def test_what_cannot_be_read_yet_is_said_without_a_judgement(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "15x3", days_ago=21)
    form = dose_form(nora, patient)
    form.get_by_label("different", exact=True).check()
    form.get_by_label("Morning").fill("15")
    form.get_by_label("Midday").fill("1o")
    expect(read_back(form)).to_have_text("15 mg morning, then “1o”: digits only, such as 12.5")


@pytest.mark.parametrize("width", [1366, 820, 390])
@pytest.mark.parametrize("page", ["", "dose-steps/record/"])
def test_it_stands_below_the_amount_or_above_save_on_a_phone_and_nothing_moves_as_it_changes(
    nora: Visitor, patient: Patient, width: int, page: str
) -> None:
    given.a_dose(patient, "15x3", days_ago=21)
    nora.page.set_viewport_size({"width": width, "height": 1180})
    nora.opens(f"/patients/{patient.pk}/{page}")
    if not page:
        when.keys_are_pressed(nora, "d")
    form = when.form(nora, "Record dose step")
    amount, date = form.get_by_label("mg each time"), form.get_by_label("From")
    told = read_back(form)
    expect(told).to_contain_text("no change")
    at_first = top(date)
    is_sheet = width == 390 and not page
    assert top(amount) < top(told)
    assert (top(told) > at_first) is is_sheet
    amount.fill("")
    for digits in ("", "1", "10", "100"):
        amount.press_sequentially(digits[-1:])
        expect(told).to_contain_text(f"{digits} mg" if digits else "")
        assert top(date) == at_first


def top(one: Locator) -> float:
    """Return how far down the page an element begins."""
    box = one.bounding_box()
    assert box is not None
    return box["y"]


def test_the_first_dose_has_nothing_to_be_compared_with(nora: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nora, patient)
    when.the_form_is_opened(nora, "First dose step")
    form = when.form(nora, "Record dose step")
    form.get_by_label("mg each time").fill("5")
    form.get_by_label("three", exact=True).check()
    expect(read_back(form)).to_contain_text("5 mg three times a day = 15 mg per day")
    expect(read_back(form)).to_contain_text("no dose is recorded before this day")
