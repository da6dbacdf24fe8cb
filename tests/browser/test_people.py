"""Who a patient is: registered once, named letter for letter, found again, and as old as told."""

from datetime import timedelta

from playwright.sync_api import Locator, expect

from patients.models import Account, Clinic
from tests.browser import then, when
from tests.browser.visitor import Visitor
from tests.factories import a_patient
from tests.patients.accounts.actions.calls import change

TURKISH, GERMAN, GEORGIAN = ("Yılmaz", "İpek"), ("Müller", "Zoë"), ("გიორგაძე", "ნინო")


def banner(who: Visitor) -> Locator:
    return who.page.get_by_role("region", name="Patient", exact=True)


def when_it_is_typed(
    who: Visitor, family_name: str, given_name: str, *, born: str = "", number: str = "R-1"
) -> None:
    """Fill in the form for a patient with a cervical dystonia, and send it."""
    who.opens("/patients/register/")
    fields = when.form(who, "Register patient")
    fields.get_by_label("Family name").fill(family_name)
    fields.get_by_label("Given name").fill(given_name)
    fields.get_by_label("Record number").fill(number)
    fields.get_by_label("Birth date").fill(born)
    fields.get_by_label("Focal", exact=True).check()
    fields.get_by_label("Cervical").focus()
    who.page.keyboard.press("Space")
    fields.get_by_role("button", name="Register patient").click()


def found(who: Visitor, typed: str) -> list[str]:
    """Search from any page by the key for it; return the names in the list."""
    when.keys_are_pressed(who, "/")
    who.page.keyboard.insert_text(typed)
    who.page.keyboard.press("Enter")
    then.the_page_says(who, f"Search: “{typed}”")
    return who.page.locator("[data-row]").all_inner_texts()


def test_a_person_is_not_registered_twice_unless_somebody_says_it_is_another(
    nora: Visitor, clinic: Clinic
) -> None:
    a_patient(clinic, family_name="Weiß", given_name="Zoë", record_number="T-7")
    nora.expects.add(422)

    when_it_is_typed(nora, "Weiss", "Zoe", born="1980")

    told = nora.page.get_by_role("alert")
    expect(told).to_contain_text("A patient of this clinic has this name")
    expect(nora.page.get_by_role("main")).to_contain_text("Weiß, Zoë born 01-May-1980")
    told.get_by_role("link").click()
    expect(nora.page.get_by_label("This is another person")).to_be_focused()
    nora.page.keyboard.press("Space")
    nora.page.get_by_role("button", name="Register patient").click()
    expect(banner(nora)).to_contain_text("Weiss, Zoe")


def test_names_stand_in_the_banner_letter_for_letter(nora: Visitor, clinic: Clinic) -> None:
    for number, names in enumerate([GEORGIAN, ("Yiğit", ""), ("", "ნინო")]):
        when_it_is_typed(nora, *names, number=f"R-{number}")

        # What is painted, after any capitals that a style sheet would make.
        shown = banner(nora).locator(".patient-name").inner_text()
        assert shown == ", ".join(name for name in names if name)


def test_patients_are_found_from_an_english_keyboard_and_by_what_they_were(
    nora: Visitor, clinic: Clinic, neurologist: Account
) -> None:
    for number, (family_name, given_name) in enumerate([TURKISH, GERMAN, GEORGIAN]):
        number_text = f"A-{37 + number:04}"
        a_patient(clinic, family_name=family_name, given_name=given_name, record_number=number_text)
    married = a_patient(clinic, family_name="Sample", given_name="Ada", record_number="B-17")
    change(married, neurologist, family_name="Tester", record_number="C-1")
    nora.opens("/")

    for typed in ("ipek", "IPEK", "yilmaz"):
        assert found(nora, typed) == ["Yılmaz, İpek"]
    for typed in ("muller", "mueller", "zoe"):
        assert found(nora, typed) == ["Müller, Zoë"]
    assert found(nora, "გიორგ") == ["გიორგაძე, ნინო"]
    assert found(nora, "0037") == ["Yılmaz, İpek"]
    assert found(nora, "sample") == ["Tester, Ada"]
    assert found(nora, "B-17") == ["Tester, Ada"]
    expect(then.worklist_row(nora, married)).to_contain_text("formerly B-17")


def test_a_year_of_birth_is_accepted_and_compared_as_the_adult_s(
    nora: Visitor, clinic: Clinic
) -> None:
    year = clinic.today().year

    when_it_is_typed(nora, "Example", "Ada", born=str(year - 47))

    expect(banner(nora)).to_contain_text(f"Born {year - 47} (46–47y)")
    when.keys_are_pressed(nora, "d")
    when.a_dose_is_typed(nora, "30", 3)
    when.the_dose_is_saved(nora)
    expect(then.flags(nora).filter(has_text="first dose that is usually low")).to_have_count(1)
    when.details_are_edited(nora)
    expect(nora.page.get_by_role("textbox", name="Birth date")).to_have_value(str(year - 47))


def test_an_infant_s_age_is_told_in_weeks_and_days(nora: Visitor, clinic: Clinic) -> None:
    born_on = clinic.today() - timedelta(weeks=7, days=4)
    ada = a_patient(clinic, born_on=born_on)

    when.the_chart_is_opened(nora, ada)

    expect(banner(nora)).to_contain_text("(7w 4d)")
