"""On paper every sheet says whose it is; tables stay tables, and nothing is there to press."""

import re
import subprocess
from pathlib import Path

import pytest

from patients.models import Account, Patient
from tests.browser import given, when
from tests.browser.visitor import Visitor

A4 = (595, 842)  # points


@pytest.fixture
def thirty_steps(patient: Patient, neurologist: Account) -> Patient:
    given.a_history(patient, neurologist, steps=30, effects=9)
    return patient


def sheets(who: Visitor, folder: Path) -> list[str]:
    """Print the page that is open; return the text of each sheet, laid out as on paper."""
    file = folder / "printed.pdf"
    who.page.pdf(path=file, prefer_css_page_size=True)
    done = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout.removesuffix("\f").split("\f")


PAGES = [
    "",
    "?all=steps",
    "response/",
    "summary/",
    "schedule/",
    "entries/",
    "edit/",
    "reviews/record/",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_sheet_says_whose_it_is_who_printed_it_and_which_it_is(
    nora: Visitor, thirty_steps: Patient, neurologist: Account, page: str, tmp_path: Path
) -> None:
    nora.opens(f"/patients/{thirty_steps.pk}/{page}")

    printed = sheets(nora, tmp_path)

    for place, sheet in enumerate(printed, 1):
        head = " ".join(sheet.split())[:300]
        assert f"{thirty_steps.full_name}, born 01-May-1980" in head
        assert f"record number {thirty_steps.record_number}" in head
        assert thirty_steps.clinic.name in head
        assert re.search(
            rf"Printed \d\d-[A-Z][a-z]{{2}}-\d{{4}} \d\d:\d\d by {neurologist.full_name}", head
        )
        assert f"Page {place} of {len(printed)}" in sheet


def test_thirty_steps_take_a_few_sheets_and_each_step_is_one_row(
    nora: Visitor, thirty_steps: Patient, tmp_path: Path
) -> None:
    nora.opens(f"/patients/{thirty_steps.pk}/?all=steps")

    printed = sheets(nora, tmp_path)

    assert len(printed) <= 9
    step = given.ago(thirty_steps, 300).strftime("%d-%b-%Y")
    lines = "".join(printed).splitlines()
    assert any(re.match(rf"\s*{step}\s+5 mg twice a day\s+10\s", line) for line in lines)


def test_nothing_to_press_or_to_fill_in_is_printed(
    nora: Visitor, thirty_steps: Patient, tmp_path: Path
) -> None:
    when.the_chart_is_opened(nora, thirty_steps)
    when.keys_are_pressed(nora, "d")

    printed = "".join(sheets(nora, tmp_path))

    for thing in ("Record dose step", "Correct", "Edit details", "Find patient", "Dose, mg"):
        assert thing not in printed


def test_what_is_for_paper_is_not_on_the_screen(nora: Visitor, thirty_steps: Patient) -> None:
    when.the_chart_is_opened(nora, thirty_steps)

    assert not nora.page.locator(".print-identity").is_visible()
