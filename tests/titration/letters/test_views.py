"""The pages of the summary and the schedule, and the links to them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from patients.models import Account, Clinic, Patient
from patients.web.instants import in_address
from tests.factories import a_patient, a_rating, a_step, an_end_of_care, an_intake, in_error, on
from tests.pages.charts import a_titration, html_of, page_of
from tests.pages.markup import Markup
from tests.pages.reading import errors, text
from titration.record.dose_steps.models import DoseStep

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


@pytest.fixture
def titration(patient: Patient, neurologist: Account) -> Patient:
    a_titration(patient, neurologist)
    return patient


def summary_of(client: Client, patient: Patient, query: str = "") -> str:
    return text(client.get(f"{page_of(patient)}summary/{query}"))


@pytest.mark.parametrize(
    "told",
    [
        "Current 25 mg three times a day 75 mg per day since 02-Feb-2026 (28 days), was 15 mg",
        "Planned 09-Mar-2026: Stopped",
        "Muscle weakness, severe, 25 days (listed as serious)",
        "Kidney disease: not asked · Epilepsy: present · Psychiatric disorder: not asked",
        "09-Mar-2026 Stopped 0 planned Stopped Nora NEUROLOGIST",
        "16-Feb-2026 99 mg three times a day 297 Maintenance Entered in error: Typed twice",
        "02-Feb-2026 25 mg three times a day 75 above per dose, above per day current Maintenance",
        "Severe from 05-Feb-2026, 3 days after 25 mg three times a day started – ongoing",
        "Spasm 0–10, lower is better 6",
        "Intrathecal baclofen since 01-Feb-2026 300 mcg a day; article: 50–2,000 mcg a day",
        "Ran out, 10-Feb-2026 to 12-Feb-2026",
        "20-Feb-2026, next by 20-May-2026 · Sleeps well",
        "derived as 3 × 20 mg “Baclofen Dosage for Dystonia”",
        "No clinician has checked any of these 13 statements yet.",
    ],
)
def test_the_summary_tells_what_the_chart_does(as_nurse: Client, titration: Patient, told: str):
    assert told in summary_of(as_nurse, titration)


def test_no_list_of_the_summary_is_cut(as_nurse: Client, patient: Patient):
    for week in range(12):
        a_step(patient, f"{5 + week}x3", from_=on("2025-06-02") + timedelta(weeks=week))
        an_intake(patient, from_=on("2025-06-03") + timedelta(weeks=week))

    told = summary_of(as_nurse, patient)

    assert "02-Jun-2025 5 mg three times a day 15" in told
    assert told.count("Missed, ") == 12


def test_the_summary_says_how_many_regimens_its_matrix_leaves_out(
    as_nurse: Client, patient: Patient
):
    for week in range(9):
        a_step(patient, f"{5 + week}x3", from_=on("2025-06-02") + timedelta(weeks=week))
    a_rating(patient, "6", on_="2026-02-20")

    assert "newest regimen left; the newest 8 of 9." in summary_of(as_nurse, patient)


def test_the_summary_is_told_as_known_at_an_instant(as_nurse: Client, titration: Patient):
    before = in_address(timezone.now())
    in_error(DoseStep.objects.get(starts_on=on("2026-02-02")))

    then = summary_of(as_nurse, titration, f"?known_at={before}")

    assert "As it was known on 02-Mar-2026 12:00" in then
    assert "Current 25 mg three times a day" in then
    assert "Current 5 mg three times a day" in summary_of(as_nurse, titration)


def test_an_instant_that_is_none_is_asked_for_again(as_nurse: Client, titration: Patient):
    for address in ("summary/", "summary.pdf"):
        response = as_nurse.get(f"{page_of(titration)}{address}?known_at=never")

        assert response.status_code == 422
        assert "“never” is not a date and time" in text(response)


def test_the_drawing_of_the_summary_leads_nowhere(as_nurse: Client, titration: Patient):
    html = as_nurse.get(f"{page_of(titration)}summary/").content.decode()
    drawing = html.partition('<svg class="history"')[2].partition("</svg>")[0]

    assert 'role="img"' in drawing
    assert "<a " not in drawing


def test_the_chart_links_to_both(as_nurse: Client, titration: Patient):
    links = Markup(html_of(as_nurse, titration)).links

    assert {"summary/", "schedule/"} <= set(links)


def test_the_schedule_counts_the_tablets_that_are_ticked(
    as_nurse: Client, patient: Patient, nurse: Account
):
    a_step(patient, "15x3", from_="2026-02-02")

    page = as_nurse.get(f"{page_of(patient)}schedule/?strengths=10&halves=on")

    assert "15 mg 1 and a half tablets of 10 mg" in text(page)
    chosen = f"Tablets: 10 mg, which may be halved. As chosen by {nurse.full_name}."
    assert chosen in text(page)
    pdf = f"{page_of(patient)}schedule.pdf?strengths=10&amp;halves=on"
    assert pdf in page.content.decode()


@pytest.mark.parametrize("address", ["schedule/", "schedule.pdf"])
def test_a_strength_that_no_tablet_has_prints_nothing(
    as_nurse: Client, patient: Patient, address: str
):
    a_step(patient, "15x3", from_="2026-02-02")

    page = as_nurse.get(f"{page_of(patient)}{address}?strengths=7", follow=True)

    assert page.status_code == 422
    assert errors(page) == ["7 is none of the strengths to choose from."]
    assert "15 mg" not in text(page)


@pytest.mark.parametrize("address", ["schedule/", "schedule.pdf"])
def test_there_is_no_schedule_without_a_dose_or_after_care(
    as_nurse: Client, patient: Patient, clinic: Clinic, address: str
):
    ended = a_patient(clinic)
    a_step(ended, "15x3", from_="2026-02-02")
    an_end_of_care(ended, on_="2026-02-20")

    nothing, over = (
        text(as_nurse.get(f"{page_of(each)}{address}", follow=True)) for each in (patient, ended)
    )

    assert "No dose is recorded, so there is no schedule yet." in nothing
    assert "There is no schedule after care ended." in over
    assert "15 mg" not in over
