"""The chart as known at a past instant is labelled and read-only; bad instants are refused."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import a_patient, a_side_effect, a_step, in_error
from tests.pages.charts import a_history, html_of, page_of
from tests.pages.markup import Markup
from tests.pages.reading import errors, text
from titration.record.dose_steps.models import DoseStep

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MORNING = datetime(2026, 5, 1, 8, tzinfo=UTC)  # 09:00 by the clinic's clock, in London
EVENING = datetime(2026, 5, 1, 18, tzinfo=UTC)


@pytest.fixture
def corrected(clinic: Clinic, neurologist: Account) -> Patient:
    """Record 15 mg in the morning; in the evening mark it in error and record an effect."""
    with time_machine.travel(NEW_YEAR, tick=False):
        patient = a_patient(clinic)
    with time_machine.travel(MORNING, tick=False):
        step = a_step(patient, "15x3", from_="2026-04-20", by=neurologist)
    with time_machine.travel(EVENING, tick=False):
        in_error(step, by=neurologist, reason="10 was meant")
        a_step(patient, "10x3", from_="2026-04-20", by=neurologist)
        a_side_effect(patient, "dizziness", from_="2026-04-22", by=neurologist)
    return patient


def test_it_shows_what_was_known_by_the_clinics_clock(as_nurse: Client, corrected: Patient):
    shown = text(as_nurse.get(page_of(corrected), {"known_at": "2026-05-01T10:00"}))

    assert "As it was known on 01-May-2026 10:00" in shown
    assert "15 mg three times a day" in shown
    assert "10 mg three times a day" not in shown
    assert "Dizziness" not in shown
    assert "Entered in error" not in shown


@pytest.mark.parametrize(
    "typed", ["01-May-2026 10:00", "1 May 2026 10:00", "2026-05-01 10:00", "٠١-May-2026 10:00"]
)
def test_a_moment_is_read_as_pages_write_it(as_nurse: Client, corrected: Patient, typed: str):
    shown = text(as_nurse.get(page_of(corrected), {"known_at": typed}))

    assert "As it was known on 01-May-2026 10:00" in shown


def test_a_refused_moment_stays_in_its_field(as_nurse: Client, corrected: Patient):
    page = as_nurse.get(page_of(corrected), {"known_at": "32-May-2026 10:00"}).content.decode()

    assert fields_by_name(page)["known_at"] == "32-May-2026 10:00"


def fields_by_name(html: str) -> dict[str, str]:
    """Return what the page's forms would send."""
    return {name: value for form in Markup(html).forms for name, value in form.fields.items()}


def test_an_offset_may_be_named(as_nurse: Client, corrected: Patient):
    for instant, dose in {"2026-05-01T17:59:59Z": 15, "2026-05-01T18:00:00+00:00": 10}.items():
        page = as_nurse.get(page_of(corrected), {"known_at": instant})
        assert f'<p class="dose-value">{dose} mg three times a day</p>' in page.content.decode()


def test_it_is_read_only_and_its_links_stay_at_the_instant(
    as_neurologist: Client, corrected: Patient
):
    a_history(corrected, steps=12, effects=0)
    latest = DoseStep.objects.of(corrected).latest("recorded_at").recorded_at
    html = html_of(as_neurologist, corrected, f"?known_at={latest.isoformat()[:26]}Z")

    actions = (
        "Record dose step",
        "Record ratings",
        "entered-in-error/",
        "/change/",
        "side-effects/none/",
    )
    assert [action for action in actions if action in html] == []
    assert html.count(f"?known_at={latest.isoformat()[:26]}Z&amp;") > 4
    assert "?all=" not in html
    assert "?row=" not in html
    assert "?span=" not in html


@pytest.mark.parametrize(
    ("instant", "sentence"),
    [
        ("yesterday", "“yesterday” is not a date and time such as 06-Nov-2025 14:30."),
        ("2026-02-31T10:00", "“2026-02-31T10:00” is not a date and time"),
        ("2999-01-01T10:00", "This moment lies ahead"),
        ("1999-01-01T10:00", "The patient was registered later"),
        ("0001-01-01T00:00", "The patient was registered later"),
        ("9999-12-31T23:59:59-12:00", "This moment lies ahead"),
        ("x" * 41, "at most 40 characters"),
    ],
)
def test_a_wrong_instant_shows_no_chart(
    as_nurse: Client, corrected: Patient, instant: str, sentence: str
):
    page = as_nurse.get(page_of(corrected), {"known_at": instant})

    assert page.status_code == 422
    assert any(sentence in error for error in errors(page))
    assert "three times a day" not in text(page)


def test_each_correction_leads_to_the_chart_before_it(as_nurse: Client, corrected: Patient):
    history = as_nurse.get(f"{page_of(corrected)}entries/").content.decode()

    assert 'href="../?known_at=2026-05-01T17:59:59.999999Z"' in history
    assert 'name="known_at"' in history
