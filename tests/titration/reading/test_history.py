"""The history that the rules read holds the patient's live entries, and nothing else."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from patients.models import Patient
from tests.factories import (
    a_check,
    a_contact,
    a_patient,
    a_precaution,
    a_rating,
    a_review,
    a_side_effect,
    a_step,
    a_treatment,
    in_error,
    superseded,
)
from titration.reading.recorded import history_of, read_all
from titration.rules import (
    Check,
    Effect,
    Fact,
    History,
    RatingFact,
    Step,
    TreatmentFact,
)
from titration.rules.history import ContactFact, ReviewFact

pytestmark = pytest.mark.django_db


def facts(history: History) -> list[Fact]:
    """Return every fact of a history that comes from an entry."""
    found = [*history.steps, *history.side_effects, *history.checks]
    return [*found, *history.ratings, *history.treatments, *history.reviews, *history.contacts]


def test_nothing_recorded_is_an_empty_history(patient: Patient):
    assert history_of(patient) == History(born_on=date(1980, 5, 1))


def test_a_history_holds_every_field_the_rules_read(patient: Patient):
    a_step(patient, "5 10", from_="2026-01-05", phase="initiation", already_taking=True)
    a_side_effect(
        patient, "dizziness", "moderate", from_="2026-01-08", until="2026-01-09",
        reported_on="2026-01-10",
    )  # fmt: skip
    a_precaution(patient, "epilepsy", "absent")
    a_check(patient, asked_on="2026-01-20")
    a_rating(patient, "6.5", "mood", on_="2026-01-21")
    a_rating(patient, "31", "TWSTRS", low="0", high="85", better="lower", on_="2026-01-21")
    a_treatment(
        patient, "intrathecal baclofen", from_="2025-01-01", until="2025-02-01", mcg_per_day="300"
    )
    a_review(patient, on_="2026-01-22", next_on="2026-04-22")
    a_contact(patient, "not reached", on_="2026-01-23", call_again_on="2026-01-24")

    amounts = (Decimal("5.00"), Decimal("10.00"))
    days = (date(2026, 1, 8), date(2026, 1, 9), date(2026, 1, 10))
    assert history_of(patient) == History(
        born_on=date(1980, 5, 1),
        steps=(Step(date(2026, 1, 5), amounts, "initiation", already_taking=True),),
        side_effects=(Effect("dizziness", "moderate", *days),),
        precautions={"epilepsy": "absent"},
        checks=(Check(date(2026, 1, 20)),),
        ratings=(
            RatingFact("mood", Decimal("6.5"), date(2026, 1, 21), "higher"),
            RatingFact("TWSTRS", Decimal(31), date(2026, 1, 21), "lower"),
        ),
        treatments=(
            TreatmentFact(
                "intrathecal baclofen", date(2025, 1, 1), date(2025, 2, 1), mcg_per_day=Decimal(300)
            ),
        ),
        reviews=(ReviewFact(date(2026, 1, 22), date(2026, 4, 22)),),
        contacts=(ContactFact(date(2026, 1, 23), "not reached", date(2026, 1, 24)),),
    )


def test_a_regimen_in_words_is_read_by_the_rules_in_its_words(patient: Patient):
    a_step(patient, "", in_words="5 mg every other day", from_="2026-01-05", phase="taper")

    told = Step(date(2026, 1, 5), (), "taper", in_words="5 mg every other day")
    assert history_of(patient).steps == (told,)


def test_every_fact_names_the_entry_it_stands_in(patient: Patient):
    step = a_step(patient, "10x3", from_="2026-01-05")
    effect = a_side_effect(patient, from_="2026-01-08")
    check = a_check(patient, asked_on="2026-01-20")
    rating = a_rating(patient, "6", on_="2026-01-21")
    treatment = a_treatment(patient, from_="2025-01-01")
    review = a_review(patient, on_="2026-01-22")
    contact = a_contact(patient, on_="2026-01-23")

    entries = [step, effect, check, rating, treatment, review, contact]
    assert [fact.id for fact in facts(history_of(patient))] == [entry.pk for entry in entries]


def test_ratings_reviews_and_contacts_come_in_the_order_in_which_they_were_recorded(
    patient: Patient,
):
    for value, day in (("6", "2026-01-21"), ("4", "2026-01-20"), ("5", "2026-01-21")):
        a_rating(patient, value, on_=day)
        a_review(patient, on_=day, next_on=f"2026-0{value}-01")
        a_contact(patient, on_=day, call_again_on=f"2026-0{value}-01")

    history = history_of(patient)
    assert [int(rating.value) for rating in history.ratings] == [6, 4, 5]
    assert [review.next_on and review.next_on.month for review in history.reviews] == [6, 4, 5]
    assert [tried.again_on and tried.again_on.month for tried in history.contacts] == [6, 4, 5]


def test_a_history_is_read_in_one_statement(
    patient: Patient, django_assert_num_queries: Callable[..., object]
):
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        history_of(patient)


def test_entries_that_no_longer_count_are_left_out(patient: Patient):
    in_error(a_step(patient, "10x3", from_="2026-01-05"))
    superseded(a_side_effect(patient, from_="2026-01-08"))
    superseded(a_precaution(patient, "epilepsy", "present"))
    in_error(a_check(patient, asked_on="2026-01-08"))
    in_error(a_rating(patient, "6", on_="2026-01-08"))
    superseded(a_treatment(patient, from_="2026-01-08"))
    in_error(a_review(patient, on_="2026-01-08"))
    in_error(a_contact(patient, on_="2026-01-08"))

    assert history_of(patient) == History(born_on=date(1980, 5, 1))


def test_another_patient_s_entries_are_left_out(patient: Patient):
    other = a_patient(patient.clinic)
    a_step(other, "10x3", from_="2026-01-05")
    a_side_effect(other, from_="2026-01-08")
    a_precaution(other, "epilepsy")
    a_check(other, asked_on="2026-01-08")
    a_rating(other, "6", on_="2026-01-08")
    a_treatment(other, from_="2026-01-08")
    a_review(other, on_="2026-01-08")
    a_contact(other, on_="2026-01-08")

    assert history_of(patient) == History(born_on=date(1980, 5, 1))


@pytest.mark.parametrize("amounts", ["0.1 0.2", "0.01x8", "999.99x8", "2.50x3", ""])
def test_one_history_is_the_same_as_when_many_are_read(patient: Patient, amounts: str):
    a_step(patient, "10x3", from_="2026-01-05")
    a_step(patient, amounts, from_="2025-01-06")
    a_side_effect(patient, 'A "quoted" word, é\\', from_="2026-01-08")
    a_precaution(patient, "epilepsy", "absent")
    a_precaution(patient, "kidney disease", "present")
    for value, day in (("6", "2026-01-21"), ("4.25", "2026-01-20"), ("5", "2026-01-21")):
        a_check(patient, asked_on=day)
        a_rating(patient, value, "FMS", low="0", high="85", better="lower", on_=day)
        a_review(patient, on_=day)
    a_treatment(patient, from_="2025-01-01")
    a_treatment(patient, "intrathecal baclofen", from_="2024-01-01", mcg_per_day="300.5")

    other = a_patient(patient.clinic)
    a_step(other, "99x3", from_="2026-01-05")
    among_many = read_all([other.pk, patient.pk])[patient.pk].history(patient.born_on)
    alone = history_of(patient)
    assert alone == among_many
    assert [fact.id for fact in facts(alone)] == [fact.id for fact in facts(among_many)]
    assert all(type(amount) is Decimal for step in alone.steps for amount in step.doses_mg)


def test_an_unknown_birth_date_stays_unknown(patient: Patient):
    unborn = a_patient(patient.clinic, born_on=None)

    assert history_of(unborn).born_on is None
