"""A word that may mean a listed term is not taken for it: the clinician chooses (issue, case 2)."""

import uuid

import pytest
from django.http import QueryDict
from django.test import Client

from patients.models import Patient
from tests.factories import a_side_effect
from tests.pages.entry_pages import (
    assert_refused,
    marking_page,
    nothing_saved,
    opened_form,
    saved_message,
)
from tests.pages.markup import entry_form
from tests.pages.reading import text
from tests.titration.record.side_effects.bad_effects import DIZZINESS
from titration.record.side_effects.forms import LISTED, SideEffectForm
from titration.record.side_effects.models import SideEffect
from titration.record.side_effects.near_words import NEAR_WORDS, near_terms
from titration.rules.effect_rules import folded_term

ASKED = "“{}” may mean a listed term. Choose what is meant, or keep it as typed."


def posted(typed: str, **more: str) -> QueryDict:
    """Return what a browser sends for a word typed under Other, with a new form token."""
    query = QueryDict(mutable=True)
    query.update(
        DIZZINESS
        | {"listed_term": "other", "other_term": typed, "form_token": str(uuid.uuid4())}
        | more
    )
    return query


def offered(form: SideEffectForm) -> dict[str, str]:
    """Return what may be meant, by value."""
    return {value: str(label) for value, label in form.fields["meant"].choices}  # type: ignore[attr-defined]


def test_every_word_leads_to_listed_terms_and_is_none():
    assert {term for near in NEAR_WORDS.values() for term in near} <= LISTED
    assert NEAR_WORDS.keys().isdisjoint(LISTED)
    assert [word for word in NEAR_WORDS if folded_term(word) != word] == []


@pytest.mark.parametrize("typed", ["Confusion", " CONFUSION. ", "confusion?", "confusion"])
def test_words_are_compared_folded(typed: str):
    assert near_terms(typed) == ("mental confusion",)


@pytest.mark.parametrize("word", ["weak", "weakness of muscles", "asthenia"])
def test_both_kinds_of_weakness_are_shown_with_how_they_are_listed(word: str):
    form = SideEffectForm(posted(word))

    assert offered(form) == {
        "weakness": "Weakness: listed as common in the article",
        "muscle weakness": "Muscle weakness: listed as serious in the article",
        word: f"Keep “{word}” as typed: not listed in the article",
    }


@pytest.mark.parametrize("word", NEAR_WORDS)
def test_no_word_is_taken_for_a_term_by_itself(word: str):
    form = SideEffectForm(posted(word))

    assert form.errors == {"meant": [ASKED.format(word)]}


@pytest.mark.parametrize("word", NEAR_WORDS)
def test_the_clinician_chooses_a_listed_term_or_keeps_the_word(word: str):
    for value in offered(SideEffectForm(posted(word))):
        form = SideEffectForm(posted(word, meant=value))

        assert form.errors == {}
        assert form.values["term"] == value


def test_a_word_that_is_kept_stays_as_it_was_typed():
    form = SideEffectForm(posted(" Low  Blood pressure. ", meant="low blood pressure"))

    assert form.errors == {}
    assert form.values["term"] == "Low Blood pressure."


def test_a_choice_about_one_word_is_none_about_another():
    for stale in ("confusion", "mental confusion"):
        form = SideEffectForm(posted("sleepiness", meant=stale))

        assert form.errors == {"meant": [ASKED.format("sleepiness")]}


@pytest.mark.parametrize(
    ("typed", "listed_term", "term"),
    [("hiccups", "other", "hiccups"), ("", "mental confusion", "mental confusion")],
)
def test_a_choice_left_over_says_nothing_about_a_term_that_is_clear(
    typed: str, listed_term: str, term: str
):
    form = SideEffectForm(posted(typed, listed_term=listed_term, meant="dry mouth"))

    assert form.errors == {}
    assert form.values["term"] == term


# --- On the page --------------------------------------------------------------


def page_of(patient: Patient) -> str:
    return f"/patients/{patient.pk}/side-effects/record/"


CONFUSION = {**DIZZINESS, "listed_term": "other", "other_term": "Confusion", "note": "At night"}


@pytest.mark.django_db
@pytest.mark.usefixtures("noon_on_2_march")
def test_the_page_asks_what_is_meant_and_keeps_what_was_typed(as_nurse: Client, patient: Patient):
    form = {**opened_form(as_nurse, page_of(patient)), **CONFUSION}
    assert "What is meant" not in text(as_nurse.get(page_of(patient)))

    with nothing_saved():
        page = as_nurse.post(page_of(patient), form)

    assert_refused(page, form, "meant", ASKED.format("Confusion"))
    assert "Mental confusion: listed as serious in the article" in text(page)
    assert "Keep “Confusion” as typed: not listed in the article" in text(page)


@pytest.mark.django_db
@pytest.mark.usefixtures("noon_on_2_march")
@pytest.mark.parametrize(
    ("meant", "term"), [("mental confusion", "mental confusion"), ("confusion", "Confusion")]
)
def test_what_is_chosen_is_recorded(as_nurse: Client, patient: Patient, meant: str, term: str):
    form = {**opened_form(as_nurse, page_of(patient)), **CONFUSION}
    asked = entry_form(as_nurse.post(page_of(patient), form).content.decode())

    chart = as_nurse.post(page_of(patient), {**asked, "meant": meant}, follow=True)

    assert SideEffect.objects.get().term == term
    assert saved_message(chart)[0].startswith(f"Recorded {term[:1].upper()}{term[1:]}, mild")


@pytest.mark.django_db
@pytest.mark.usefixtures("noon_on_2_march")
def test_a_correction_asks_too(as_neurologist: Client, patient: Patient):
    effect = a_side_effect(patient, "Hiccups", from_="2026-01-08")
    page = marking_page(effect)
    form = {**opened_form(as_neurologist, page), "error_reason": "Typo"}

    with nothing_saved():
        asked = as_neurologist.post(page, {**form, "other_term": "sleepiness"})

    assert_refused(asked, {**form, "other_term": "sleepiness"}, "meant", ASKED.format("sleepiness"))


@pytest.mark.django_db
@pytest.mark.usefixtures("noon_on_2_march")
def test_a_word_that_is_typed_as_markup_is_never_markup(as_nurse: Client, patient: Patient):
    form = {**opened_form(as_nurse, page_of(patient)), **CONFUSION, "meant": "<b>x</b>"}

    page = as_nurse.post(page_of(patient), form)

    assert page.status_code == 422
    assert "<b>x" not in page.content.decode()
