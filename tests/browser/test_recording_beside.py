"""Ratings, other treatments and reviews are recorded from the chart by keyboard."""

from playwright.sync_api import expect

from patients.models import Patient
from tests.browser import given, then, when
from tests.browser.visitor import Visitor


def test_ratings_take_a_key_a_number_and_enter(nils: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nils, patient)
    when.keys_are_pressed(nils, "r", "6", "Enter")
    then.it_is_read_back(nils, "Recorded Spasm 6 (0–10, lower is better), rated")
    expect(then.points(nils).last.locator("title")).to_contain_text("Spasm 6")


def test_a_treatment_takes_three_keys_and_a_review_two(nora: Visitor, patient: Patient) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.keys_are_pressed(nora, "t", "b", "Enter")
    then.it_is_read_back(nora, "Recorded Botulinum toxin, from")
    when.keys_are_pressed(nora, "v", "Enter")
    then.it_is_read_back(nora, "Recorded Review of")


def test_mcg_per_day_are_asked_for_with_intrathecal_baclofen_alone(
    nils: Visitor, patient: Patient
) -> None:
    when.the_chart_is_opened(nils, patient)
    when.keys_are_pressed(nils, "t", "s")
    amount = when.form(nils, "Record other treatment").get_by_label("mcg per day")
    expect(amount).to_be_hidden()
    when.keys_are_pressed(nils, "i")
    expect(amount).to_be_visible()
    amount.fill("40")
    when.keys_are_pressed(nils, "Enter")
    then.it_is_read_back(nils, "Recorded Intrathecal baclofen, 40 mcg per day, from")
    expect(then.flags(nils).first).to_contain_text("40 mcg")
