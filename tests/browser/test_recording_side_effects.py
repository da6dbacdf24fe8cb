"""A nurse records side effects, and a neurologist sees them."""

import pytest
from playwright.sync_api import expect

from patients.models import Account, Clinic, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from tests.factories import a_patient, a_step
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffectCheck

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
WEAKNESS = "Recorded Muscle weakness, moderate, onset"


@pytest.fixture
def others(clinic: Clinic) -> list[Patient]:
    """Register patients with a notice each; a patient with attention must stand above them."""
    others = [a_patient(clinic, family_name="ABLE", given_name=f"No {n}") for n in range(3)]
    for other in others:
        given.a_dose(other, "30x3", days_ago=40)
    return others


def test_muscle_weakness_takes_five_keys(nils: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nils, patient)
    when.keys_are_pressed(nils, "s", "m", "Tab", "m", "Enter")
    then.it_is_read_back(nils, "Recorded Muscle weakness, mild, onset")


def test_the_first_effect_listed_takes_five_keys_too(nils: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nils, patient)
    when.keys_are_pressed(nils, "s", "Space", "Tab", "s", "Enter")
    then.it_is_read_back(nils, "Recorded Drowsiness, severe, onset")


def test_letters_go_from_choice_to_choice(nils: Visitor, patient: Patient) -> None:
    when.the_chart_is_opened(nils, patient)
    chosen = when.form(nils, "Record side effect").locator("[name=listed_term]:checked")
    when.keys_are_pressed(nils, "s")
    for value in ("drowsiness", "dizziness", "dry mouth", "difficulty breathing"):
        when.keys_are_pressed(nils, "d")
        expect(chosen).to_have_value(value)


def test_muscle_weakness_takes_four_taps(visits: Visits, nurse: Account, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    nils = visits(nurse, **TABLET)
    when.the_chart_is_opened(nils, patient)
    form = when.form(nils, "Record side effect")
    when.taps_are_made(
        nils.page.get_by_role("link", name="Side effect", exact=True),
        form.get_by_text("Muscle weakness"),
        form.get_by_text("Moderate"),
        form.get_by_role("button", name="Save side effect"),
    )
    then.it_is_read_back(nils, WEAKNESS)


def test_the_neurologists_worklist_shows_it_at_the_top(
    nils: Visitor, nora: Visitor, patient: Patient, others: list[Patient]
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    nora.opens("/")
    first = nora.page.locator("tr:has([data-row])").first
    expect(first).not_to_contain_text(patient.record_number)
    when.the_chart_is_opened(nils, patient)
    when.a_side_effect_is_recorded(nils, "Muscle weakness", "Moderate")
    nora.opens("/")
    expect(first).to_contain_text(patient.record_number)
    expect(first).to_contain_text("Muscle weakness, moderate, since today")
    first.get_by_role("link").click()
    expect(then.flags(nora).first).to_contain_text("Muscle weakness, moderate")
    attention = nora.page.get_by_role("region", name="Needs attention")
    expect(attention).to_contain_text("Muscle weakness, moderate")


def test_an_effect_that_is_not_listed_is_recorded(nils: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nils, patient)
    when.the_form_is_opened(nils, "Side effect")
    form = when.form(nils, "Record side effect")
    expect(form.get_by_label("Other side effect")).to_be_hidden()
    form.get_by_label("Other", exact=True).check()
    form.get_by_label("Other side effect").fill("Nausea")
    form.get_by_label("Severe").check()
    form.get_by_role("button", name="Save side effect").click()
    then.it_is_read_back(nils, "Recorded Nausea, severe, onset")
    expect(then.flags(nils).first).to_contain_text("neither as common nor as serious")


def test_without_javascript_a_page_of_its_own_does_the_same(
    visits: Visits, nurse: Account, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    nils = visits(nurse, java_script_enabled=False)
    when.the_chart_is_opened(nils, patient)
    when.a_side_effect_is_recorded(nils, "Muscle weakness", "Moderate")
    then.it_is_read_back(nils, WEAKNESS)


def test_an_effect_that_resolved_is_no_longer_open(nils: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    given.an_effect(patient, "muscle weakness", "moderate", days_ago=14)
    yesterday = f"{given.ago(patient, 1):%d-%b-%Y}"
    when.the_chart_is_opened(nils, patient)
    when.link_is_followed(nils, "Record a change of Muscle weakness")
    when.a_change_is_recorded(nils, "Resolved", yesterday)
    then.it_is_read_back(nils, f"resolved {yesterday}")
    expect(then.flags(nils).filter(has_text="muscle weakness")).to_have_count(0)
    expect(nils.page.locator("#side-effects")).not_to_contain_text("ongoing")
    nils.opens("/")
    expect(then.worklist_row(nils, patient)).not_to_contain_text("Muscle weakness")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_word_that_may_mean_a_listed_term_is_asked_about(
    visits: Visits, nurse: Account, patient: Patient, *, java_script_enabled: bool
) -> None:
    """Case 2 of issue 12: what was typed stays, and the nurse chooses."""
    nils = visits(nurse, java_script_enabled=java_script_enabled)
    nils.expects.add(422)
    when.the_chart_is_opened(nils, patient)
    when.the_form_is_opened(nils, "Side effect")
    form = when.form(nils, "Record side effect")
    form.get_by_label("Other", exact=True).check()
    form.get_by_label("Other side effect").fill("Low blood pressure")
    form.get_by_label("Severe").check()
    form.get_by_role("button", name="Save side effect").click()
    form = when.form(nils, "Record side effect")
    expect(form).to_contain_text("“Low blood pressure” may mean a listed term.")
    expect(form.get_by_label("Other side effect")).to_have_value("Low blood pressure")
    expect(form.get_by_label("Severe")).to_be_checked()
    form.get_by_label("Decreased blood pressure: listed as serious in the article").check()
    form.get_by_role("button", name="Save side effect").click()
    then.it_is_read_back(nils, "Recorded Decreased blood pressure, severe, onset")


def test_drowsiness_that_is_severe_on_the_higher_dose_stays_mild_on_the_lower(
    nils: Visitor, patient: Patient
) -> None:
    """Case 1 of issue 12: a change has a day of its own, and rewrites nothing."""
    a_step(patient, "5x3", from_="2025-10-01")
    a_step(patient, "10x3", from_="2025-11-01")
    when.the_chart_is_opened(nils, patient)
    when.the_form_is_opened(nils, "Side effect")
    form = when.form(nils, "Record side effect")
    form.get_by_label("Drowsiness").check()
    form.get_by_label("Mild").check()
    form.get_by_label("Onset").fill("05-Oct-2025")
    form.get_by_label("Reported", exact=True).fill("06-Oct-2025")
    form.get_by_role("button", name="Save side effect").click()

    when.link_is_followed(nils, "Record a change of Drowsiness")
    when.a_change_is_recorded(nils, "Severe", "18-Nov-2025")

    then.it_is_read_back(nils, "Recorded Drowsiness, severe from 18-Nov-2025")
    effects = nils.page.get_by_role("region", name="Side effects", exact=True)
    mild = "Mild from 05-Oct-2025, 4 days after 5 mg three times a day started"
    severe = "Severe from 18-Nov-2025, 17 days after 10 mg three times a day started"
    expect(effects).to_contain_text(mild)
    expect(effects).to_contain_text(severe)
    nils.opens(f"/patients/{patient.pk}/?all=past")
    blocks = nils.page.locator(".flag").filter(has_text="Drowsiness, severe")
    expect(blocks).to_contain_text("since 18-Nov-2025")
    past = nils.page.get_by_role("row", name="Effect listed as common")
    expect(past).to_contain_text("05-Oct-2025 until 18-Nov-2025")
    nils.opens(f"/patients/{patient.pk}/flags/common-effect/2025-11-18/")
    nils.page.get_by_role("link", name="Change of a side effect: severe from 18-Nov-2025").click()
    change = SideEffectChange.objects.get()
    assert nils.page.url.endswith(f"/entries/#side-effect-changes-{change.pk}")
    expect(nils.page.locator(f"#side-effect-changes-{change.pk}")).to_be_visible()


def test_none_reported_is_recorded(nils: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    today = f"{given.ago(patient, 0):%d-%b-%Y}"
    when.the_chart_is_opened(nils, patient)
    when.the_form_is_opened(nils, "Asked, none reported")
    when.save_button(nils, "Asked, none reported").click()
    then.it_is_read_back(nils, f"Recorded: asked on {today}, no side effect reported.")
    expect(nils.page.get_by_role("main")).to_contain_text(f"Asked on {today}, none reported.")
    assert SideEffectCheck.objects.count() == 1
