"""The worklist's sort orders and pages."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from patients.models import Clinic
from tests.factories import a_clinic, a_dystonia, a_patient, a_side_effect, a_step
from tests.pages.reading import first_cells, rows
from tests.statements import statements
from tests.titration.worklist.test_views import MOST_QUERIES, WORKLIST, many_patients
from titration.standing.models import SORTS

pytestmark = pytest.mark.django_db

MOST_PAGES = 5


@pytest.mark.parametrize("sort", SORTS)
def test_every_column_sorts_both_ways_and_shows_which(as_nurse: Client, clinic: Clinic, sort: str):
    plain = a_patient(clinic, family_name="ALPHA", record_number="A1")
    more = a_patient(clinic, family_name="OMEGA", record_number="B 2")
    a_dystonia(more, "oromandibular")
    a_dystonia(plain, "blepharospasm")
    a_step(more, "10x3", from_="2026-01-05", already_taking=True)
    a_side_effect(more, "mental confusion", from_="2026-02-02")

    upwards = as_nurse.get(WORKLIST, {"sort": sort})
    downwards = as_nurse.get(WORKLIST, {"sort": f"-{sort}"})

    names = ["ALPHA, Eva", "OMEGA, Eva"]
    assert first_cells(upwards) == names
    assert first_cells(downwards) == (names if sort == "clinic" else names[::-1])
    if sort != "clinic":
        assert upwards.content.decode().count('aria-sort="ascending"') == 1
        assert downwards.content.decode().count('aria-sort="descending"') == 1
        assert f'href="?sort=-{sort}"' in upwards.content.decode()
        assert f'href="?sort={sort}"' in downwards.content.decode()


def test_a_dystonia_of_several_sites_is_listed_and_sorted_by_its_words(
    as_nurse: Client, clinic: Clinic
):
    by_name: dict[str, dict[str, Any]] = {
        "A": {"sites": ["cervical", "upper limb"], "distribution": "segmental"},
        "B": {"sites": ["cervical", "trunk"], "distribution": "segmental"},
        "C": {"sites": ["other"], "distribution": "focal"},
        "D": {"sites": [], "distribution": "hemidystonia"},
        "E": {"sites": ["cervical"], "distribution": "focal"},
    }
    for given_name, told in by_name.items():
        patient = a_patient(clinic, given_name=given_name)
        a_dystonia(patient, *told["sites"], distribution=told["distribution"])
    a_patient(clinic, given_name="None")

    shown = [row[2] for row in rows(as_nurse.get(WORKLIST, {"sort": "dystonia"}))]

    several = ["Segmental: cervical, trunk", "Segmental: cervical, upper limb"]
    assert shown == ["", "Cervical", "Focal", "Hemidystonia", *several]


@pytest.mark.parametrize("sort", ["name", "-name", "-flags", "total", "-days", "regimen"])
def test_pages_lead_through_the_whole_list_and_back(as_nurse: Client, clinic: Clinic, sort: str):
    for number, patient in enumerate(many_patients(clinic, 53)):
        if number % 3:
            a_step(patient, f"{5 + number % 4}x3", from_=f"2026-01-{1 + number % 7:02}")
        elif number % 2:
            a_step(patient, "", in_words=f"way {number % 4}", from_="2026-01-05")

    pages = list(walk(as_nurse, f"?sort={sort}", "next"))
    shown = [first_cells(page) for page in pages]
    back = [
        first_cells(page)
        for page in walk(as_nurse, f"?sort={sort}&before={last_id(pages[-1])}", "prev")
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
    *_, last = re.findall(r'<a href="/patients/(\d+)/">', page.content.decode())
    return int(last)


def address_of(page: Any, way: str) -> str | None:
    """Return the address of the next or the previous page, if there is one."""
    found = re.search(rf'<a href="([^"]*)" rel="{way}">', page.content.decode())
    return unescape(found[1]) if found else None


def test_addresses_hold_no_names(as_nurse: Client, clinic: Clinic):
    many_patients(clinic, 30)

    page = as_nurse.get(WORKLIST)

    assert address_of(page, "next") == f"?sort=-flags&after={last_id(page)}"
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
        {"sort": "family_name"},
        {"sort": "--name"},
        {"sort": "x" * 5000},
        {"page": "7", "q": "EXAMPLE"},
    ],
    ids=str,
)
def test_wrong_parameters_give_the_first_page(
    as_nurse: Client, clinic: Clinic, nonsense: dict[str, str]
):
    many_patients(clinic, 30)

    page = as_nurse.get(WORKLIST, nonsense)

    assert page.status_code == 200
    assert first_cells(page) == [f"TESTER {number:04}, Eva" for number in range(25)]


def test_a_row_of_another_clinic_gives_the_first_page(as_nurse: Client, clinic: Clinic):
    stranger = a_patient(a_clinic(), family_name="TESTER 0010")
    many_patients(clinic, 30)

    page = as_nurse.get(WORKLIST, {"after": stranger.pk})

    assert first_cells(page)[0] == "TESTER 0000, Eva"


def test_a_page_further_on_takes_no_more_queries_and_counts_no_rows_off(
    as_nurse: Client, clinic: Clinic
):
    middle = many_patients(clinic, 30)[2]

    with statements() as queries:
        as_nurse.get(f"{WORKLIST}?sort=total&after={middle.pk}")

    assert len(queries) == MOST_QUERIES
    assert "OFFSET" not in str(queries)
