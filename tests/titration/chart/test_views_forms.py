"""What each reader may do from a chart, with the hidden forms in the page."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.urls import reverse

from patients.days import day_text
from patients.models import Account, Patient
from tests.factories import a_patient, a_side_effect, a_step, amounts
from tests.pages.charts import a_titration, html_of
from tests.pages.markup import Markup, SentForm, entry_form, entry_forms
from tests.titration.record.dose_steps.bad_doses import FIFTEEN
from tests.titration.record.side_effects.bad_effects import DIZZINESS
from titration.record.dose_steps.models import DoseStep
from titration.record.kinds import KINDS
from titration.record.side_effects.models import SideEffect

OFFERED = [kind.in_page for kind in KINDS.values() if kind.in_page]
WAITING = ["record-dose-step", "record-side-effect", "record-no-side-effects"]

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


PANEL = {"X-Panel": "1"}


@pytest.fixture
def titration(patient: Patient, neurologist: Account) -> Patient:
    """A patient with everything a page can show."""
    a_titration(patient, neurologist)
    return patient


def actions(html: str) -> set[str]:
    """Return a page's links to forms for new entries."""
    return {link for link in Markup(html).links if re.search("/(record|none)/$", link)}


def pages_of(patient: Patient, routes: list[str]) -> list[str]:
    """Return the addresses of the pages that record something of a patient."""
    return [reverse(route, args=[patient.pk]) for route in routes]


def test_each_form_of_the_chart_has_a_key_of_its_own():
    keys = [offer.key for offer in OFFERED]

    assert len(set(keys)) == len(keys)


def test_a_neurologist_records_every_kind(as_neurologist: Client, titration: Patient):
    html = html_of(as_neurologist, titration)

    assert actions(html) == set(pages_of(titration, [offer.route for offer in OFFERED]))
    assert [form.action for form in entry_forms(html)] == pages_of(titration, WAITING)


def test_a_nurses_chart_has_no_link_to_record_a_dose(as_nurse: Client, titration: Patient):
    html = html_of(as_nurse, titration)

    assert len(actions(html)) == len(OFFERED) - 1
    assert [form.action for form in entry_forms(html)] == pages_of(titration, WAITING[1:])
    assert "dose-steps/" not in html
    assert 'data-key="d"' not in html


def test_a_reader_sees_links_to_correct_what_they_may(
    as_nurse: Client, nurse: Account, as_neurologist: Client, titration: Patient
):
    own = a_side_effect(titration, from_="2026-02-20", by=nurse)
    corrections = {f"side-effects/{own.pk}/entered-in-error/"}

    def led_to(client: Client) -> set[str]:
        return {link for link in Markup(html_of(client, titration)).links if "in-error" in link}

    assert led_to(as_nurse) == corrections
    live = DoseStep.objects.live()
    assert led_to(as_neurologist) > {f"dose-steps/{step.pk}/entered-in-error/" for step in live}


def in_page(client: Client, patient: Patient, kind: str) -> SentForm:
    """Return the values of a hidden form in the chart page."""
    forms = entry_forms(html_of(client, patient))
    (form,) = (form for form in forms if f"{kind}/record/" in form.action)
    return form


def test_the_dose_form_in_the_page_records_as_the_page_of_its_own_does(
    as_neurologist: Client, titration: Patient
):
    form = in_page(as_neurologist, titration, "dose-steps")

    answer = as_neurologist.post(form.action, {**form.fields, **FIFTEEN})

    assert answer.status_code == 302
    assert DoseStep.objects.latest("pk").doses_mg == amounts("15x3")


def test_the_effect_form_in_the_page_records_as_the_page_of_its_own_does(
    as_nurse: Client, titration: Patient
):
    form = in_page(as_nurse, titration, "side-effects")

    answer = as_nurse.post(form.action, {**form.fields, **DIZZINESS})

    assert answer.status_code == 302
    assert SideEffect.objects.latest("pk").term == "dizziness"


def test_the_forms_in_the_page_open_with_what_is_known(as_neurologist: Client, titration: Patient):
    html = html_of(as_neurologist, titration)

    opens_with = re.findall(r'data-opens-with="(.*?)"', html)
    dose, effect, asked = (dict(parse_qsl(unescape(values))) for values in opens_with)
    assert dose == {
        "amount": "25",
        "times_a_day": "3",
        "phase": "maintenance",
        "starts_on": "02-Mar-2026",
    }
    assert effect == {"onset_on": "02-Mar-2026", "reported_on": "02-Mar-2026"}
    assert asked == {"asked_on": "02-Mar-2026"}
    tokens = [form.fields["form_token"] for form in entry_forms(html)]
    assert len(set(tokens)) == len(WAITING)


def test_the_forms_in_the_page_stay_light(as_neurologist: Client, patient: Patient):
    for days in range(12):
        a_step(patient, "12.5x3", from_=f"2026-02-{days + 1:02}")

    html = html_of(as_neurologist, patient)

    forms = re.findall(r'<section class="form-panel".*?</section>', html, re.DOTALL)
    weights = [len(form.encode()) for form in forms]
    assert len(weights) == len(WAITING)
    assert all(weight < most for weight, most in zip(weights, (6300, 4200, 1200), strict=True))


def test_the_first_button_of_a_patient_without_a_dose_says_so(
    as_neurologist: Client, patient: Patient, titration: Patient
):
    nothing_yet = a_patient(titration.clinic)

    assert "First dose step" in html_of(as_neurologist, nothing_yet)
    assert "First dose step" not in html_of(as_neurologist, titration)


def test_a_panel_is_answered_with_the_form_alone(as_neurologist: Client, titration: Patient):
    (address,) = pages_of(titration, ["record-ratings"])

    answer = as_neurologist.get(address, headers=PANEL)

    html = answer.content.decode()
    assert (answer.status_code, answer.headers["X-Panel"]) == (200, "form")
    assert html.strip().startswith('<section class="form-panel"')
    assert "<html" not in html
    assert "X-Panel" not in as_neurologist.get(address).headers


def test_what_a_panel_may_not_send_comes_back_alone_with_what_was_typed(
    as_neurologist: Client, titration: Patient
):
    form = in_page(as_neurologist, titration, "dose-steps")

    answer = as_neurologist.post(
        form.action, {**form.fields, **FIFTEEN, "amount": "1e9"}, headers=PANEL
    )

    html = answer.content.decode()
    assert (answer.status_code, answer.headers["X-Panel"]) == (422, "form")
    assert entry_form(html)["amount"] == "1e9"
    assert "<html" not in html


def test_a_panel_is_told_the_page_to_go_to_once_its_form_is_saved(
    as_neurologist: Client, titration: Patient
):
    form = in_page(as_neurologist, titration, "dose-steps")

    answer = as_neurologist.post(form.action, {**form.fields, **FIFTEEN}, headers=PANEL)

    assert (answer.status_code, answer.headers["X-Next-Page"]) == (
        204, f"/patients/{titration.pk}/",
    )  # fmt: skip
    assert "Recorded 15 mg three times a day" in html_of(as_neurologist, titration)


def test_a_second_step_of_one_day_leads_to_the_correction_of_the_first(
    as_neurologist: Client, titration: Patient
):
    form = in_page(as_neurologist, titration, "dose-steps")
    first = DoseStep.objects.of(titration).live().earliest("starts_on")
    typed = {**form.fields, **FIFTEEN, "starts_on": day_text(first.starts_on)}

    answer = as_neurologist.post(form.action, typed)

    assert answer.status_code == 422
    correction = f"/patients/{titration.pk}/dose-steps/{first.pk}/entered-in-error/"
    assert correction in Markup(answer.content.decode()).links
