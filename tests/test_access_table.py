"""Every address answers GET and POST to each person as the table says, and puts it on record.

One test asks a row of the table, for its seven people.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from patients.models import Account, Clinic, Patient
from tests import addresses, admin_addresses
from tests.factories import (
    a_neurologist,
    a_patient,
    a_planned_step,
    a_second_factor,
    a_side_effect,
    a_step,
    a_treatment,
)
from tests.fixtures import signed_in
from tests.patients.events import event, events
from tests.titration.server.test_middleware import SAID

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db

LINES = (addresses.TABLE.strip() + admin_addresses.TABLE).splitlines()
HEADING, *ROWS = [line.split() for line in LINES]
PEOPLE = HEADING[1:]
EACH = [
    pytest.param(name, method, dict(zip(PEOPLE, answers, strict=True)), id=f"{name}-{method}")
    for name, method, *answers in ROWS
]
# What differs from one answer to the next: a masked token, and the seconds that a session has left.
PASSING = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|data-(unused|at-most)="-?\d+"')
CLINICIANS = {"neurologist", "nurse"}
WITHOUT_A_ROLE = {"anonymous", "former", "inactive"}
ARGUMENTS, NOT_OF_A_PATIENT = addresses.ARGUMENTS, addresses.NOT_OF_A_PATIENT


def names_of(patterns: list[URLPattern | URLResolver]) -> list[str | None]:
    """Yield the name of every pattern, nested ones too."""
    names: list[str | None] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            names += names_of(pattern.url_patterns)
        else:
            names.append(pattern.name)
    return names


def test_the_table_names_every_address_once_for_each_method():
    every = names_of(get_resolver().url_patterns)

    assert sorted((name, method) for name, method, *_ in ROWS) == sorted(
        (str(name), method) for name in every for method in ("GET", "POST")
    )


@pytest.fixture
def zebulon(clinic: Clinic) -> Patient:
    """A patient whose name occurs nowhere else."""
    return a_patient(clinic, family_name="ZEBULON", born_on="1967-08-09")


@pytest.fixture
def url_of(zebulon: Patient, neurologist: Account) -> Callable[[str], str]:
    """Return a function that gives the address of a page about Zebulon by its route's name."""
    arguments = ARGUMENTS | NOT_OF_A_PATIENT

    def url(name: str) -> str:
        if name in admin_addresses.NAMES:
            return admin_addresses.url(name, zebulon.clinic)
        if name not in arguments:
            return reverse(name)
        step = a_step(zebulon, "10x3", from_="2026-01-05", by=neurologist)
        ids: dict[str, Any] = {
            "patient_id": zebulon.pk,
            "planned_step_id": a_planned_step(zebulon, "5", from_="2026-01-08", by=neurologist).pk,
            "clinic_id": zebulon.clinic_id,
            "side_effect_id": a_side_effect(zebulon, from_="2026-01-08", by=neurologist).pk,
            "treatment_id": a_treatment(zebulon, from_="2026-01-05", by=neurologist).pk,
            "kind": "dose-steps",
            "entry_id": step.pk,
            "code": "first-step-not-low",
            "since": step.starts_on,
            "token": "of-no-search",
            "factor_id": a_second_factor(neurologist).pk,
        }
        return reverse(name, kwargs={each: ids[each] for each in arguments[name]})

    return url


@pytest.fixture
def browser_of(request: pytest.FixtureRequest, clinic: Clinic) -> Callable[[str], Client]:
    """Return a function that opens a client for one of the people in the table."""

    def browser(who: str) -> Client:
        if who == "anonymous":
            return Client()
        if who not in WITHOUT_A_ROLE:
            return signed_in(request.getfixturevalue(who))
        account = a_neurologist(clinic)
        client = signed_in(account)
        if who == "former":
            account.memberships.update(until=timezone.now() - timedelta(seconds=1))
        else:
            Account.objects.filter(pk=account.pk).update(is_active=False)
        return client

    return browser


class Answer(NamedTuple):
    """The address, its answer, the audit events that it wrote, and the account of a member."""

    url: str
    response: "Response"
    events: list[dict[str, Any]]
    by: Account | None


Ask = Callable[[str, str, str], Answer]


@pytest.fixture
def ask(request: pytest.FixtureRequest, browser_of: Callable[[str], Client]) -> Ask:
    """Return a function that requests an address as one of the people in the table."""

    def answer(url: str, method: str, who: str) -> Answer:
        browser = browser_of(who)
        before = len(events())
        response = browser.generic(method, url)
        by = None if who in WITHOUT_A_ROLE else request.getfixturevalue(who)
        return Answer(url, response, events()[before:], by)

    return answer


@pytest.mark.parametrize(("name", "method", "answers"), EACH)
def test_each_address_answers_each_person_as_the_table_says(
    name: str,
    method: str,
    answers: dict[str, str],
    url_of: Callable[[str], str],
    ask: Ask,
    zebulon: Patient,
):
    url = url_of(name)

    for who, answer in answers.items():
        with undone():
            given = ask(url, method, who)
            assert (who, answer_told(given)) == (who, answer)
            assert_said_and_recorded(name, who, answer, given, zebulon)


@contextmanager
def undone() -> Iterator[None]:
    """Undo what one person's request did, so that the next finds the same."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answer_told(given: Answer) -> str:
    """Return an answer as the table tells it."""
    sign_in = (302, f"/sign-in/?next={given.url}")
    response = given.response
    if (response.status_code, response.headers.get("Location")) == sign_in:
        return "sign-in"
    return str(response.status_code)


def assert_said_and_recorded(
    name: str, who: str, answer: str, given: Answer, zebulon: Patient
) -> None:
    """Assert the headers, whether the page names the patient, and the audit events."""
    _, response, recorded, by = given
    assert SAID.items() <= response.headers.items()
    assert response["Cache-Control"] == "no-store"
    # A page that refuses a clinician of the clinic goes on naming the patient.
    is_named = answer == "403" and who in CLINICIANS and name in ARGUMENTS
    if answer not in {"200", "422"}:
        assert (b"ZEBULON" in response.content) is is_named
        assert (b"-1967" in response.content) is is_named
    if name in ARGUMENTS and answer in {"200", "422"}:
        done = ["read", *([addresses.PRINTS[name]] if name in addresses.PRINTS else [])]
        assert recorded == [event(action, by=by, patient=zebulon) for action in done]
    if name in ARGUMENTS and answer in {"403", "404"}:
        refused = [event for event in recorded if event["outcome"] == "refused"]
        assert [event["patient_ids"] for event in refused] == [[zebulon.pk]]


@pytest.mark.parametrize("name", ARGUMENTS)
def test_a_patient_elsewhere_looks_exactly_like_one_who_does_not_exist(
    name: str, url_of: Callable[[str], str], zebulon: Patient, as_outsider: Client
):
    there = url_of(name)
    nowhere = there.replace(f"/{zebulon.pk}/", f"/{zebulon.pk + 999}/", 1)

    elsewhere, missing = as_outsider.get(there), as_outsider.get(nowhere)

    pages = [PASSING.sub(b"", page.content) for page in (elsewhere, missing)]
    assert elsewhere.status_code == missing.status_code == 404
    assert pages[0] == pages[1]


@pytest.mark.parametrize("name", dict.fromkeys(row[0] for row in ROWS if "_" not in row[0]))
def test_no_page_accepts_another_method(
    name: str, url_of: Callable[[str], str], as_neurologist: Client
):
    url = url_of(name)

    statuses = {
        method: as_neurologist.generic(method, url).status_code
        for method in ("PUT", "PATCH", "DELETE")
    }

    assert statuses == dict.fromkeys(statuses, 405)


@pytest.mark.parametrize(
    "name",
    [
        "change-side-effect",
        "acknowledge-effect",
        "change-treatment",
        "answer-otherwise",
        "confirm-planned-step",
        "mark-in-error",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_entry_is_not_found_under_another_patients_address(
    name: str, method: str, url_of: Callable[[str], str], zebulon: Patient, as_neurologist: Client
):
    other = a_patient(zebulon.clinic)
    by_way_of_another = url_of(name).replace(f"/{zebulon.pk}/", f"/{other.pk}/", 1)

    assert as_neurologist.generic(method, by_way_of_another).status_code == 404


@pytest.mark.parametrize("kind", ["side-effects", "ratings", "reviews", "dystonias", "anything"])
def test_an_entry_is_not_found_under_another_kinds_address(
    kind: str, clinic: Clinic, as_neurologist: Client
):
    patient = a_patient(clinic)
    step = a_step(patient, "10x3", from_="2026-01-05")

    answer = as_neurologist.get(reverse("mark-in-error", args=[patient.pk, kind, step.pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("POST", 422)])
def test_a_nurse_marks_an_entry_of_their_own(
    method: str, status: int, zebulon: Patient, nurse: Account
):
    effect = a_side_effect(zebulon, from_="2026-01-08", by=nurse)
    url = reverse("mark-in-error", args=[zebulon.pk, "side-effects", effect.pk])

    assert signed_in(nurse).generic(method, url).status_code == status


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "who"), [("record-dose-step", "nurse"), ("edit-patient", "admin")]
)
def test_a_refusal_stays_on_record_after_its_request_failed(
    name: str, who: str, url_of: Callable[[str], str], ask: Ask
):
    answer = ask(url_of(name), "POST", who)

    assert answer.response.status_code == 403
    assert "refused" in [event["outcome"] for event in events()]
