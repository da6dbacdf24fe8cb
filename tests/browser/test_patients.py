"""Patients are registered, edited, found, sorted and paged."""

from playwright.sync_api import expect

from patients.models import Account, Clinic, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor
from tests.factories import a_clinic, a_neurologist, a_patient


def when_something_is_searched(who: Visitor, *keys: str) -> None:
    when.keys_are_pressed(who, "/", *keys, "Enter")


def names(who: Visitor) -> list[str]:
    return who.page.locator("[data-row]").all_inner_texts()


def test_a_patient_is_registered_and_then_edited(nora: Visitor, clinic: Clinic) -> None:
    when.a_patient_is_registered(nora, "R-1")
    banner = nora.page.get_by_role("region", name="Patient", exact=True)
    expect(banner).to_contain_text("Specimen, Ada")
    expect(banner).to_contain_text("04-Mar-1979")
    expect(banner).to_contain_text("Segmental dystonia: cervical, upper limb")
    when.details_are_edited(nora)
    expect(nora.page.get_by_label("Family name")).to_have_value("Specimen")
    nora.page.get_by_label("Family name").fill("Tester")
    nora.page.get_by_role("button", name="Save changes").click()
    expect(banner).to_contain_text("Tester, Ada")
    when.details_are_edited(nora)
    former = nora.page.get_by_role("region", name="Former details")
    expect(former).to_contain_text("Specimen, Ada")


def test_a_record_number_already_taken_is_refused_and_the_typed_values_stay(
    nora: Visitor, patient: Patient
) -> None:
    nora.expects.add(422)
    when.a_patient_is_registered(nora, patient.record_number)
    told = nora.page.get_by_role("alert")
    expect(told).to_contain_text("Another patient of this clinic has this record number.")
    told.get_by_role("link").click()
    expect(when.form(nora, "Register patient").get_by_label("Record number")).to_be_focused()
    expect(nora.page.get_by_label("Family name")).to_have_value("Specimen")


def test_two_people_editing_one_patient_do_not_overwrite_each_other(
    nora: Visitor, nils: Visitor, patient: Patient
) -> None:
    for who in (nora, nils):
        who.opens(f"/patients/{patient.pk}/edit/")
        who.page.get_by_label("Focal", exact=True).check()
        who.page.get_by_label("Cervical").check()
    nora.page.get_by_label("Given name").fill("Evelyn")
    nora.page.get_by_role("button", name="Save changes").click()
    expect(nora.page.locator(".patient-name")).to_have_text("EXAMPLE, Evelyn")
    nils.expects.add(409)
    nils.page.get_by_label("Given name").fill("Eve")
    nils.page.get_by_role("button", name="Save changes").click()
    expect(nils.page.get_by_role("alert")).to_contain_text("meanwhile")
    expect(nils.page.get_by_label("Given name")).to_have_value("Eve")


def test_a_search_begins_with_one_key(nora: Visitor, clinic: Clinic) -> None:
    a_patient(clinic, family_name="SAMPLE", given_name="Sid")
    a_patient(clinic, family_name="TESTER", given_name="Tess")
    nora.opens("/")
    when_something_is_searched(nora, "s", "a", "m")
    then.the_page_says(nora, "Search: “sam”")
    assert names(nora) == ["SAMPLE, Sid"]
    assert "sam" not in nora.page.url


def test_a_patient_is_opened_by_the_first_letters_and_enter_twice(
    nora: Visitor, clinic: Clinic
) -> None:
    a_patient(clinic, family_name="SAMPLE", given_name="Sid")
    a_patient(clinic, family_name="SAMPLER", given_name="Sam")
    nora.opens("/")
    when_something_is_searched(nora, "s", "a", "m")
    expect(nora.page.get_by_role("link", name="SAMPLE, Sid")).to_be_focused()
    when.keys_are_pressed(nora, "Enter")
    expect(nora.page.locator(".patient-name")).to_have_text("SAMPLE, Sid")


def test_going_back_to_a_search_and_reloading_it_send_no_form_again(
    nora: Visitor, clinic: Clinic
) -> None:
    a_patient(clinic, family_name="SAMPLE", given_name="Sid")
    nora.opens("/")
    when_something_is_searched(nora, "s", "a", "m")
    when.link_is_followed(nora, "SAMPLE, Sid")
    expect(nora.page.locator(".patient-name")).to_have_text("SAMPLE, Sid")
    posted: list[str] = []
    nora.page.on("request", lambda sent: posted.append(sent.method))

    nora.page.go_back()
    then.the_page_says(nora, "Search: “sam”")
    expect(nora.page.get_by_role("link", name="SAMPLE, Sid")).to_be_focused()
    nora.page.reload()
    then.the_page_says(nora, "Search: “sam”")

    assert set(posted) == {"GET"}


def test_a_record_number_leads_to_its_chart(nora: Visitor, clinic: Clinic) -> None:
    a_patient(clinic, family_name="SAMPLE", record_number="77")
    a_patient(clinic, family_name="TESTER", record_number="770")
    nora.opens("/reference/")
    when_something_is_searched(nora, "7", "7")
    expect(nora.page.locator(".patient-name")).to_have_text("SAMPLE, Eva")


def test_a_search_without_results_offers_next_steps(nora: Visitor, clinic: Clinic) -> None:
    nora.opens("/")
    when_something_is_searched(nora, "z")
    then.the_page_says(nora, "Search: “z”", "begins so in your clinics")
    when.link_is_followed(nora, "Register patient")
    then.the_page_says(nora, "Register patient")


def test_on_a_phone_a_patient_takes_two_lines(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "15x3", days_ago=40)
    given.an_effect(patient, "drowsiness", "severe", days_ago=9)
    nora.page.set_viewport_size({"width": 390, "height": 844})
    nora.opens("/")
    row = then.worklist_row(nora, patient)
    expect(row).to_contain_text("Drowsiness, severe, 9 days")
    assert row.evaluate("(row) => row.offsetHeight") < 88


def test_j_and_k_go_from_patient_to_patient_and_enter_opens_the_chart(
    nora: Visitor, clinic: Clinic, neurologist: Account
) -> None:
    given.many_patients(clinic, 3, neurologist)
    nora.opens("/")
    shown = names(nora)
    nora.page.keyboard.press("j")
    nora.page.keyboard.press("j")
    nora.page.keyboard.press("k")
    nora.page.keyboard.press("j")
    nora.page.keyboard.press("Enter")
    family_name, _ = shown[1].split(", ")
    expect(nora.page.locator(".patient-name")).to_contain_text(family_name)


def test_every_patient_is_on_exactly_one_page(
    nora: Visitor, clinic: Clinic, neurologist: Account
) -> None:
    patients = given.many_patients(clinic, 53, neurologist)
    nora.opens("/?view=all")
    shown = names(nora)
    for size in (25, 3):
        nora.page.get_by_role("link", name="Next").click()
        expect(nora.page.locator("[data-row]")).to_have_count(size)
        shown += names(nora)
    assert sorted(shown) == sorted(patient.full_name for patient in patients)
    expect(nora.page.get_by_role("link", name="Next")).to_have_count(0)
    nora.page.get_by_role("link", name="Previous").click()
    expect(nora.page.locator("[data-row]")).to_have_count(25)
    assert names(nora) == shown[25:50]


def test_a_member_of_two_clinics_sees_one_at_a_time(
    visits: Visits, clinic: Clinic, patient: Patient
) -> None:
    other = a_patient(a_clinic("Other Clinic"))
    nora = visits(a_neurologist(clinic, other.clinic))
    nora.opens("/")
    here = nora.page.get_by_role("heading", level=1)
    first, then_other = (patient, other) if clinic.name in here.inner_text() else (other, patient)
    expect(then.worklist_row(nora, first)).to_be_visible()
    expect(then.worklist_row(nora, then_other)).to_have_count(0)
    nora.page.get_by_role("navigation", name="Other clinics").get_by_role("link").click()
    expect(then.worklist_row(nora, then_other)).to_be_visible()
    when.link_is_followed(nora, "Register patient")
    expect(nora.page.get_by_label("Other Clinic")).to_be_visible()
