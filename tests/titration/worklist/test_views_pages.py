"""The views of the worklist, page by page."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from patients.models import Clinic
from tests.factories import a_clinic, a_dystonia, a_patient, a_step, superseded
from tests.pages.reading import listed
from tests.statements import statements
from tests.titration.worklist.test_views import MOST_QUERIES, WORKLIST, many_patients

pytestmark = pytest.mark.django_db

MOST_PAGES = 5


@pytest.mark.parametrize("view", ["all", "contact"])
def test_pages_lead_through_the_whole_list_and_back(as_nurse: Client, clinic: Clinic, view: str):
    for number, patient in enumerate(many_patients(clinic, 53)):
        a_step(patient, f"{5 + number % 4}x3", from_=f"2026-01-{1 + number % 7:02}")

    pages = list(walk(as_nurse, f"?view={view}", "next"))
    shown = [listed(page) for page in pages]
    back = [
        listed(page) for page in walk(as_nurse, f"?view={view}&before={last_id(pages[-1])}", "prev")
    ]

    assert [len(names) for names in shown] == [25, 25, 3]
    whole = [name for names in shown for name in names]
    assert len(set(whole)) == 53
    assert [name for names in reversed(back) for name in names] == whole[:-1]


def walk(client: Client, address: str, way: str) -> Iterator[Any]:
    """Yield the page at an address and those it leads to; stop if they repeat."""
    for _ in range(MOST_PAGES):
        page = client.get(WORKLIST + address)
        yield page
        following = address_of(page, way)
        if following is None:
            return
        address = following
    pytest.fail(f"The list goes on beyond {MOST_PAGES} pages.")


def last_id(page: Any) -> int:
    *_, last = re.findall(r'<a href="/patients/(\d+)/" data-row', page.content.decode())
    return int(last)


def address_of(page: Any, way: str) -> str | None:
    """Return the address of the next or the previous page, if there is one."""
    found = re.search(rf'<a href="([^"]*)" rel="{way}">', page.content.decode())
    return unescape(found[1]) if found else None


def test_addresses_hold_no_names(as_nurse: Client, clinic: Clinic):
    many_patients(clinic, 30)

    page = as_nurse.get(WORKLIST, {"view": "all"})

    assert address_of(page, "next") == f"?clinic={clinic.pk}&view=all&after={last_id(page)}"
    assert address_of(page, "prev") is None


@pytest.mark.parametrize(
    "nonsense",
    [
        {"after": "abc"},
        {"after": "-1"},
        {"after": "9" * 30},
        {"after": "0"},
        {"after": "123456789"},
        {"before": "1\x00"},
        {"before": "123456789"},
        {"view": "family_name"},
        {"view": "x" * 5000},
        {"clinic": "0"},
        {"clinic": "123456789"},
        {"page": "7", "q": "EXAMPLE"},
    ],
    ids=str,
)
def test_wrong_parameters_give_the_first_page(
    as_nurse: Client, clinic: Clinic, nonsense: dict[str, str]
):
    many_patients(clinic, 30)

    page = as_nurse.get(WORKLIST, {"view": "all"} | nonsense)

    assert page.status_code == 200
    shown = 25 if nonsense.keys() - {"view"} else 12
    assert listed(page) == [f"TESTER {number:04}, Eva" for number in range(shown)]


def test_a_row_of_another_clinic_gives_the_first_page(as_nurse: Client, clinic: Clinic):
    stranger = a_patient(a_clinic(), family_name="TESTER 0010")
    many_patients(clinic, 30)

    page = as_nurse.get(f"{WORKLIST}?view=all&after={stranger.pk}")

    assert listed(page)[0] == "TESTER 0000, Eva"


def test_a_page_further_on_takes_no_more_queries_and_counts_no_rows_off(
    as_nurse: Client, clinic: Clinic
):
    middle = many_patients(clinic, 30)[2]

    with statements() as queries:
        as_nurse.get(f"{WORKLIST}?view=all&after={middle.pk}")

    assert len(queries) == MOST_QUERIES
    assert "OFFSET" not in str(queries)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["High", "Low", "None", "Stopped", "Words"]),
        ({"taking": "yes"}, ["High", "Low", "Words"]),
        ({"taking": "no"}, ["None", "Stopped"]),
        ({"phase": "initiation"}, ["Low"]),
        ({"tag": "total-above"}, ["High"]),
        ({"dystonia": "segmental"}, ["Low"]),
        ({"dystonia": "focal"}, []),
        ({"taking": "no", "tag": "total-above"}, []),
        ({"taking": "x", "phase": "x", "tag": "x"}, ["High", "Low", "None", "Stopped", "Words"]),
    ],
    ids=str,
)
def test_all_patients_are_narrowed_by_what_they_take(
    as_nurse: Client, clinic: Clinic, asked: dict[str, str], names: list[str]
):
    doses = {"High": "25x4", "Low": "5x1", "None": None, "Stopped": "", "Words": ""}
    for name, dose in doses.items():
        patient = a_patient(clinic, family_name=name, given_name="")
        if dose is not None:
            words = "as needed" if name == "Words" else ""
            phase = "initiation" if name == "Low" else "maintenance"
            a_step(patient, dose, from_="2026-02-02", in_words=words, phase=phase)
        if name == "Low":
            superseded(a_dystonia(patient, distribution="focal"))
            a_dystonia(patient, "cervical", "upper limb", distribution="segmental")

    assert listed(as_nurse.get(WORKLIST, {"view": "all", **asked})) == names
