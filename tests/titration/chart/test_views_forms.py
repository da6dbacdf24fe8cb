"""What each reader may do from a chart, with the hidden forms in the page."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from patients.models import Account, Entry, Patient
from tests.factories import a_side_effect, amounts
from tests.pages.charts import a_titration, html_of
from tests.pages.markup import Markup, SentForm, entry_forms
from tests.titration.record.dose_steps.bad_doses import FIFTEEN
from tests.titration.record.side_effects.bad_effects import DIZZINESS
from titration.record.dose_steps.models import DoseStep
from titration.record.kinds import KINDS
from titration.record.ratings.models import Rating
from titration.record.reviews.models import Review
from titration.record.side_effects.models import SideEffect
from titration.record.treatments.models import Treatment

RECORDED_IN_THE_CHART = [word for word, kind in KINDS.items() if kind.in_page]

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


DATES = {"rated_on", "from_on", "reviewed_on"}


@pytest.fixture
def titration(patient: Patient, neurologist: Account) -> Patient:
    """A patient with everything a page can show."""
    a_titration(patient, neurologist)
    return patient


def actions(html: str) -> set[str]:
    """Return a page's links to forms for new entries."""
    return {link for link in Markup(html).links if "record/" in link}


def test_each_form_of_the_chart_has_a_key_of_its_own():
    keys = [kind.in_page.key for kind in KINDS.values() if kind.in_page]

    assert len(set(keys)) == len(keys)


def test_a_neurologist_records_every_kind(as_neurologist: Client, titration: Patient):
    html = html_of(as_neurologist, titration)

    pages = [f"/patients/{titration.pk}/{word}/record/" for word in RECORDED_IN_THE_CHART]
    assert actions(html) == set(pages)
    assert [form.action for form in entry_forms(html)] == pages


def test_a_nurses_chart_has_no_link_to_record_a_dose(as_nurse: Client, titration: Patient):
    html = html_of(as_nurse, titration)

    assert len(actions(html)) == len(list(entry_forms(html))) == len(RECORDED_IN_THE_CHART) - 1
    assert "dose-steps/" not in html
    assert 'data-key="d"' not in html
    assert "next_on" not in html


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
    (form,) = (form for form in forms if kind in form.action)
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


@pytest.mark.parametrize(
    ("kind", "typed", "model"),
    [
        ("ratings", {"spasm": "6"}, Rating),
        ("treatments", {"kind": "surgery"}, Treatment),
        ("reviews", {"next_on": "02-Jun-2026"}, Review),
    ],
)
def test_the_other_forms_in_the_page_record_with_little_typed(
    as_neurologist: Client, titration: Patient, kind: str, typed: dict[str, str], model: type[Entry]
):
    form = in_page(as_neurologist, titration, kind)
    opened = {name: value or "02-Mar-2026" for name, value in form.fields.items() if name in DATES}

    answer = as_neurologist.post(form.action, {**form.fields, **opened, **typed})

    assert answer.status_code == 302
    assert model._default_manager.filter(patient=titration).exists()


def test_the_forms_in_the_page_open_with_what_is_known(as_neurologist: Client, titration: Patient):
    html = html_of(as_neurologist, titration)

    opens_with = re.findall(r'data-opens-with="(.*?)"', html)
    dose, effect, *others = (json.loads(unescape(values)) for values in opens_with)
    assert dose == {
        "amount": "25",
        "times_a_day": "3",
        "phase": "maintenance",
        "starts_on": "02-Mar-2026",
    }
    assert effect == {"onset_on": "02-Mar-2026", "reported_on": "02-Mar-2026"}
    assert {"rated_on": "02-Mar-2026"} in others
    assert {"from_on": "02-Mar-2026"} in others
    assert {"reviewed_on": "02-Mar-2026"} in others
    tokens = [form.fields["form_token"] for form in entry_forms(html)]
    assert len(set(tokens)) == len(RECORDED_IN_THE_CHART)
