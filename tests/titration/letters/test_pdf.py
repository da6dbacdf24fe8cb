"""What is printed: each dose as text in order, whose each page is, the tags that PDF/UA asks."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pdfua import Severity, validate
from pytest_django.fixtures import Settings

from patients.models import Account, Clinic, Patient
from tests.factories import a_patient, a_step
from tests.pages.charts import a_titration, page_of
from tests.pages.reading import text
from tests.patients.events import event, events
from titration.letters import pdf

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

WITHOUT_LIBRARIES = [sys.executable, "-I", "-S", str(pdf.RENDER), "."]


def printed(client: Client, patient: Patient, what: str) -> bytes:
    response = client.get(f"{page_of(patient)}{what}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return response.content


def sheets(printed: bytes) -> list[str]:
    """Return the text of each sheet in the order of its content, on one line."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=printed, capture_output=True, check=True
    )
    return [" ".join(each.split()) for each in done.stdout.decode().removesuffix("\f").split("\f")]


def assert_tagged(printed: bytes, folder: Path) -> None:
    """Assert that what PDF/UA asks, as far as a program can tell, holds."""
    path = folder / "printed.pdf"
    path.write_bytes(printed)
    found = validate(str(path)).findings
    assert [each.message for each in found if each.severity is Severity.ERROR] == []


def test_every_dose_of_the_schedule_is_text_in_order(
    as_nurse: Client, nurse: Account, clinic: Clinic, tmp_path: Path
):
    clinic.contact = "000 000 00 00, weekdays 08:00 to 16:00"
    clinic.save()
    patient = a_patient(clinic, family_name="Łódź-Müller <i>", given_name="Ada")
    a_step(patient, "15x3", from_="2026-02-02")
    a_step(patient, "2.5 10", from_="2026-03-16", phase="taper")
    a_step(patient, "", from_="2026-03-23")

    made = printed(as_nurse, patient, "schedule.pdf?strengths=10")

    (sheet,) = sheets(made)
    assert sheet == (
        "Baclofen tablets: my schedule Łódź-Müller <i>, Ada, born 01-May-1980 "
        "Until the first date below: 15 mg three times a day = 45 mg per day "
        "From 1st dose 2nd dose Side effects I noticed "
        "Monday 16-Mar-2026 12.5 mg per day "
        "2.5 mg cannot be made from these tablets 10 mg 1 tablet of 10 mg "
        "Monday 23-Mar-2026 Stopped "
        f"Tablets: 10 mg. As chosen by {nurse.full_name}. "
        f"The clinic {clinic.name} 000 000 00 00, weekdays 08:00 to 16:00 "
        f"Łódź-Müller <i>, Ada, born 01-May-1980, {patient.record_number} {clinic.name} "
        f"Printed 02-Mar-2026 12:00 by {nurse.full_name}. Synthetic demonstration data. Page 1 of 1"
    )
    assert_tagged(made, tmp_path)


def test_every_sheet_of_the_summary_says_whose_it_is_and_which(
    as_neurologist: Client, neurologist: Account, patient: Patient, tmp_path: Path
):
    a_titration(patient, neurologist)
    made = printed(as_neurologist, patient, "summary.pdf")

    told = sheets(made)

    assert len(told) > 1
    for place, sheet in enumerate(told, 1):
        assert f"EXAMPLE, Eva, born 01-May-1980, {patient.record_number}" in sheet
        assert f"by {neurologist.full_name}. Synthetic" in sheet
        assert sheet.endswith(f"Page {place} of {len(told)}")
    doses = "09-Mar-2026 Stopped 0", "02-Feb-2026 25 mg three times a day 75", "05-Jan-2026 5 mg"
    places = [told[1].index(dose) for dose in doses]
    assert places == sorted(places)
    assert_tagged(made, tmp_path)
    assert events()[-2:] == [
        event("read", by=neurologist, patient=patient),
        event("print-summary", by=neurologist, patient=patient),
    ]


def test_a_clinics_own_patients_are_not_called_synthetic(
    as_nurse: Client, patient: Patient, settings: Settings
):
    settings.IS_DEMO = False
    a_step(patient, "15x3", from_="2026-02-02")

    assert "Synthetic" not in sheets(printed(as_nurse, patient, "schedule.pdf"))[0]


@pytest.fixture
def no_turn() -> Iterator[None]:
    """Let others be making as many PDFs as may be made at once."""
    for _ in range(pdf.AT_ONCE):
        pdf._turns.acquire()
    yield
    for _ in range(pdf.AT_ONCE):
        pdf._turns.release()


def assert_no_pdf(client: Client, patient: Patient, sentence: str) -> None:
    """Assert that the page says why, and leads to the page version, and that nothing is printed."""
    before = len(events())
    response = client.get(f"{page_of(patient)}schedule.pdf?strengths=10")

    assert response.status_code == 503
    assert sentence in text(response)
    assert f'href="{page_of(patient)}schedule/?strengths=10"' in response.content.decode()
    assert "EXAMPLE" not in text(response)
    assert len(events()) == before


def test_where_pango_is_missing_a_page_says_so(
    as_nurse: Client, patient: Patient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    a_step(patient, "15x3", from_="2026-02-02")
    lacking = subprocess.run(WITHOUT_LIBRARIES, check=False, stdin=subprocess.DEVNULL)
    program = tmp_path / "render.py"
    program.write_text(f"raise SystemExit({lacking.returncode})")
    monkeypatch.setattr(pdf, "RENDER", program)

    assert_no_pdf(as_nurse, patient, "The server lacks Pango")


def test_one_that_takes_too_long_is_given_up(
    as_nurse: Client, patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    a_step(patient, "15x3", from_="2026-02-02")
    monkeypatch.setattr(pdf, "WORK_SECONDS", 0.001)

    assert_no_pdf(as_nurse, patient, "took too long")


@pytest.mark.usefixtures("no_turn")
def test_only_a_few_are_made_at_once(
    as_nurse: Client, patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    a_step(patient, "15x3", from_="2026-02-02")
    monkeypatch.setattr(pdf, "WAIT_SECONDS", 0.001)

    assert_no_pdf(as_nurse, patient, "Other PDFs are being made at the moment.")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "../pyproject.toml", "file:///etc/hostname"]
)
def test_it_reads_nothing_but_our_static_files(address: str):
    with pytest.raises(pdf.NoPdf):
        pdf.pdf_of(f'<html lang="en"><title>x</title><img src="{address}" alt="x">')


def test_the_server_does_not_load_what_makes_pdfs(settings: Settings):
    loads = "import titration.letters.views, sys; sys.exit('weasyprint' in sys.modules)"
    code = f"import django; django.setup(); {loads}"

    subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, check=True)
