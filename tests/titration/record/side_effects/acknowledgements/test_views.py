"""Acknowledging a grave side effect: what it changes on the worklist and the chart, and when."""

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import (
    a_side_effect,
    an_acknowledgement,
    an_effect_change,
    in_error,
)
from tests.pages.entry_pages import marking_page, nothing_saved, opened_form, saved_message
from tests.pages.reading import errors, groups, list_row, text
from titration.reading.recorded import history_of
from titration.record.side_effects.acknowledgements.models import Acknowledgement
from titration.record.side_effects.models import SideEffect
from titration.rules import flags

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

GRAVE, REST = "Serious or severe", "Everyone else"


@pytest.fixture
def weakness(patient: Patient, nurse: Account) -> SideEffect:
    """Severe muscle weakness for two days, as a nurse recorded it."""
    return a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-28", by=nurse)


def page_of(effect: SideEffect) -> str:
    return f"/patients/{effect.patient_id}/side-effects/{effect.pk}/acknowledge/"


def group_of(client: Client) -> str:
    """Return the group in which the only patient of the clinic stands."""
    (group,) = groups(client.get("/"))
    return group


def test_a_neurologist_acknowledges_it_and_the_patient_leaves_the_group(
    as_neurologist: Client, weakness: SideEffect, neurologist: Account
):
    assert group_of(as_neurologist) == GRAVE
    before = flags(history_of(weakness.patient))

    form = opened_form(as_neurologist, page_of(weakness))
    answer = as_neurologist.post(page_of(weakness), {**form, "comment": "Seen today.\nDose kept"})

    said = "Muscle weakness acknowledged: Seen today. Dose kept"
    assert said in saved_message(as_neurologist.get(answer["Location"]))[0]
    home = as_neurologist.get("/")
    assert list(groups(home)) == [REST]
    words = list_row(home, weakness.patient.family_name)[1]
    assert words == "Muscle weakness, severe, 2 days, acknowledged"
    assert flags(history_of(weakness.patient)) == before
    chart = text(as_neurologist.get(f"/patients/{weakness.patient_id}/"))
    by = neurologist.full_name
    assert f"Acknowledged 02-Mar-2026 by {by}: Seen today. Dose kept." in chart


def test_it_is_offered_to_a_neurologist_until_it_is_acknowledged(
    as_neurologist: Client, as_nurse: Client, weakness: SideEffect
):
    chart, offer = f"/patients/{weakness.patient_id}/", f"side-effects/{weakness.pk}/acknowledge/"
    assert offer in as_neurologist.get(chart).content.decode()
    assert offer not in as_nurse.get(chart).content.decode()

    an_acknowledgement(weakness)

    assert offer not in as_neurologist.get(chart).content.decode()


@pytest.mark.parametrize(
    ("was", "became", "group"),
    [
        ("mild", "severe", GRAVE),
        ("severe", "moderate", REST),
        ("moderate", "mild", REST),
    ],
)
def test_only_a_worsening_to_severe_is_acknowledged_anew(
    as_neurologist: Client, patient: Patient, was: str, became: str, group: str
):
    effect = a_side_effect(patient, "muscle weakness", was, from_="2026-02-20")
    an_acknowledgement(effect)

    change = an_effect_change(effect, became, on_="2026-02-28")

    assert group_of(as_neurologist) == group
    if group == GRAVE:
        an_acknowledgement(effect, of=change)
        assert group_of(as_neurologist) == REST


def test_a_withdrawn_acknowledgement_brings_the_patient_back(
    as_neurologist: Client, weakness: SideEffect, neurologist: Account
):
    seen = an_acknowledgement(weakness, "Seen", by=neurologist)
    page = as_neurologist.get(marking_page(seen))
    assert "Withdraw acknowledgement" in text(page)

    form = opened_form(as_neurologist, marking_page(seen))
    as_neurologist.post(
        marking_page(seen), {**form, "what_was_wrong": "other", "error_reason": "Not seen yet"}
    )

    assert group_of(as_neurologist) == GRAVE
    chart = text(as_neurologist.get(f"/patients/{weakness.patient_id}/"))
    assert "Withdrawn: Not seen yet" in chart


def test_what_became_severe_after_the_form_was_opened_is_not_acknowledged(
    as_neurologist: Client, patient: Patient
):
    effect = a_side_effect(patient, "muscle weakness", from_="2026-02-20")
    form = opened_form(as_neurologist, page_of(effect))
    an_effect_change(effect, "severe", on_="2026-02-28")

    with nothing_saved():
        answer = as_neurologist.post(page_of(effect), {**form, "comment": "Mild, seen"})

    assert answer.status_code == 409
    assert "It has changed meanwhile: severe from 28-Feb-2026." in text(answer)
    assert "Mild, seen" in answer.content.decode()


@pytest.mark.parametrize(
    ("term", "severity", "until", "sentence"),
    [
        ("nausea", "mild", None, "severe or listed as serious"),
        ("muscle weakness", "severe", "2026-02-28", "Only an open side effect"),
    ],
)
def test_what_is_not_grave_now_is_refused(
    as_neurologist: Client, patient: Patient, term: str, severity: str, until: str, sentence: str
):
    effect = a_side_effect(patient, term, severity, from_="2026-02-20", until=until)
    form = opened_form(as_neurologist, page_of(effect))

    with nothing_saved():
        answer = as_neurologist.post(page_of(effect), {**form, "comment": "Seen"})

    assert answer.status_code == 422
    assert sentence in " ".join(errors(answer))


def test_it_is_acknowledged_once(as_neurologist: Client, weakness: SideEffect):
    form = opened_form(as_neurologist, page_of(weakness))
    an_acknowledgement(weakness, "Seen by a colleague")

    answer = as_neurologist.post(page_of(weakness), {**form, "comment": "Seen"})

    assert "has acknowledged it already: Seen by a colleague" in " ".join(errors(answer))
    assert Acknowledgement.objects.count() == 1


def test_an_effect_recorded_anew_is_not_acknowledged(as_neurologist: Client, weakness: SideEffect):
    an_acknowledgement(weakness)
    in_error(weakness)
    a_side_effect(weakness.patient, "muscle weakness", "severe", from_="2026-02-27")

    assert group_of(as_neurologist) == GRAVE
