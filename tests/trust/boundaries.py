"""No account reaches another clinic's rows, even where the code forgets to check access.

Every address that names a patient or an object of an admin's is asked for and posted to. An
answer must not hold a word of a clinic that the reader has no business with: each clinic's
patients bear one word in their names and notes, its staff and its own name another.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from typing import NamedTuple, Self

from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.models import Account, Clinic, Patient, Role
from tests import addresses, admin_addresses
from tests.acting import acting_as, run_sql
from tests.factories import (
    a_clinic,
    a_membership,
    a_neurologist,
    a_nurse,
    a_patient,
    a_side_effect,
    a_step,
    an_account,
    an_admin,
)
from tests.fixtures import signed_in
from tests.patients.models.kinds import CLINICAL
from tests.trust.figures import Figure, none_of

PAIRS = int(os.environ.get("TRUST_PAIRS", "10000"))
CLINICS = 5
OF_PATIENTS, OF_STAFF = "ZEBULON-{}-", "YARROW-{}-"
FACTS = {"code": "first-step-not-low", "since": date(2026, 1, 5), "kind": "dose-steps"}
# These open for every holder of the link, and show its purpose.
BY_LINK = {"accept-invitation", "join-outside", "choose-password"}


class Reader(NamedTuple):
    """An account, the clinics whose patients it sees, and the clinics it belongs to."""

    account: Account
    clinics: frozenset[int]
    belongs_to: frozenset[int]


class Row(NamedTuple):
    """A row about a patient, and the clinic it belongs to."""

    row: Model
    patient: Patient


class Place(NamedTuple):
    """A clinic, its addresses by name, and the words in its patients' and its staff's names."""

    clinic: Clinic
    of_patient: dict[str, str]
    of_admin: dict[str, str]
    words: tuple[str, str]


class World(NamedTuple):
    """Clinics with staff of every kind, and with a row in every table."""

    readers: list[Reader]
    rows: list[Row]
    places: list[Place]

    def pairs(self, count: int) -> Iterator[tuple[Reader, Row]]:
        """Choose random pairs, the same ones in each run."""
        random = Random(count)  # noqa: S311 - nothing depends on its being guessed
        for _ in range(count):
            yield random.choice(self.readers), random.choice(self.rows)

    def visits(self, count: int) -> Iterator[tuple[Reader, Place]]:
        """Choose random readers and addresses, the same ones in each run."""
        random = Random(count)  # noqa: S311
        for _ in range(count):
            yield random.choice(self.readers), random.choice(self.places)


def a_world(clinics: int = CLINICS) -> World:
    """Make clinics, each with every kind of staff, present and former, and one patient."""
    staff_word = OF_STAFF.format
    places = [a_clinic(f"{staff_word(number)} clinic") for number in range(clinics)]
    both = frozenset(place.pk for place in places[:2])
    readers = [Reader(a_nurse(*places[:2], full_name="Tess OF TWO"), both, both)]
    rows, found = [], []
    for number, clinic in enumerate(places):
        staff = list(staff_of(clinic, staff_word(number)))
        readers += staff
        word = OF_PATIENTS.format(number)
        patient = a_patient(clinic, family_name=word, given_name=word, by=staff[-1].account)
        rows += [Row(write(patient), patient) for write in CLINICAL.values()]
        a_step(patient, "15x3", from_="2026-02-02", note=word)
        a_side_effect(patient, word, from_="2026-02-03")
        words = (word, staff_word(number))
        found.append(
            Place(clinic, urls_of_patient(patient), urls_of_admin(clinic, words[1]), words)
        )
    return World(readers, rows, found)


def staff_of(clinic: Clinic, word: str) -> Iterator[Reader]:
    """Make staff who see the clinic's patients, and staff who no longer do, or never did."""
    nobody: frozenset[int] = frozenset()
    here = frozenset({clinic.pk})
    former, inactive = an_account(f"Fay {word}"), a_neurologist(clinic, full_name=f"Ina {word}")
    a_membership(former, clinic, Role.NURSE, until=timezone.now() - timedelta(seconds=1))
    Account.objects.filter(pk=inactive.pk).update(is_active=False)
    for account in (former, inactive):
        yield Reader(account, nobody, nobody)
    yield Reader(an_admin(clinic, full_name=f"Ada {word}"), nobody, here)
    yield Reader(a_nurse(clinic, full_name=f"Nils {word}"), here, here)
    yield Reader(a_neurologist(clinic, full_name=f"Nora {word}"), here, here)


def urls_of_patient(patient: Patient) -> dict[str, str]:
    """Return every address that names a patient, by its route's name, except those of PDFs.

    The words of a PDF are not plain bytes: the page of the same letter is looked at instead.
    """
    ids = FACTS | {
        "patient_id": patient.pk,
        "side_effect_id": patient.sideeffect_entries.earliest("pk").pk,
        "planned_step_id": patient.plannedstep_entries.earliest("pk").pk,
        "treatment_id": patient.treatment_entries.earliest("pk").pk,
        "entry_id": patient.dosestep_entries.earliest("pk").pk,
    }
    return {
        name: reverse(name, kwargs={each: ids[each] for each in arguments})
        for name, arguments in addresses.ARGUMENTS.items()
        if name not in addresses.PRINTS
    }


def urls_of_admin(clinic: Clinic, word: str) -> dict[str, str]:
    """Return every address that names an object of a clinic's admins, by its route's name."""
    names = admin_addresses.ARGUMENTS.keys() - BY_LINK
    urls = {name: admin_addresses.url(name, clinic) for name in sorted(names)}
    nameless = Account.objects.filter(memberships__clinic=clinic, full_name="Nils NURSE")
    nameless.update(full_name=f"Nils {word}")
    return urls


def urls_of(place: Place) -> dict[str, str]:
    """Return every address that names something of a clinic, by its route's name."""
    return place.of_patient | place.of_admin


def wrongly_shown(world: World, pairs: int) -> int:
    """Count how often raw SQL shows a row wrongly, or hides it wrongly."""
    wrong = 0
    for (account, clinics, _), (row, patient) in world.pairs(pairs):
        table, key = row._meta.db_table, row._meta.pk
        assert key is not None
        with acting_as(account):
            found = run_sql(
                f"SELECT whole::text FROM {table} whole WHERE {key.column} = %s", row.pk
            )
        wrong += bool(found) is not (patient.clinic_id in clinics)
    return wrong


class Walk:
    """Request addresses, and search each answer for other clinics' words."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.browsers: dict[int, Client] = {}
        self.leaks: list[str] = []
        self.asked = 0
        self.never_opened = {name for place in world.places for name in urls_of(place)}

    def everywhere(self, visits: int) -> Self:
        """Visit random addresses as random readers."""
        for reader, place in self.world.visits(visits):
            self.visit(reader, urls_of(place), place.words)
        return self

    def unscoped(self, visits: int) -> Self:
        """Visit patients' addresses while only row-level security protects them."""
        with scoping_off():
            for reader, place in self.world.visits(visits):
                self.visit(reader, place.of_patient, place.words)
        return self

    def visit(self, reader: Reader, urls: dict[str, str], words: tuple[str, str]) -> None:
        """Send GET and an empty POST to each address as a reader, and follow redirects."""
        account = reader.account
        browser = self.browsers.setdefault(account.pk, a_browser(account))
        for name, url in urls.items():
            for send in (browser.get, browser.post):
                answer = send(url, follow=True)
                text = answer.content.decode(errors="replace") + str(answer.headers)
                if any(word in text for word in self.of_others(reader)):
                    self.leaks.append(name)
                self.asked += 1
                if any(word in text for word in words):
                    self.never_opened.discard(name)

    def of_others(self, reader: Reader) -> Iterator[str]:
        """Return the words that a reader must not see."""
        for clinic, _, _, (of_patients, of_staff) in self.world.places:
            if clinic.pk not in reader.clinics:
                yield of_patients
            if clinic.pk not in reader.belongs_to and of_staff not in reader.account.full_name:
                yield of_staff


def a_browser(account: Account) -> Client:
    browser = signed_in(account, client=Client(raise_request_exception=False))
    browser.defaults["SERVER_NAME"] = "localhost"
    return browser


@contextmanager
def scoping_off() -> Iterator[None]:
    """Let the code treat every account as a neurologist of every clinic."""
    everywhere = dict.fromkeys(Clinic.objects.values_list("pk", flat=True), Role.NEUROLOGIST)
    roles = Account.__dict__["roles"]
    Account.roles = property(lambda _: everywhere)  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        Account.roles = roles  # type: ignore[method-assign]


def proof() -> Iterable[Figure]:
    """Prove the row “access” of the promises, for rows and for pages."""
    world = a_world()
    wrong = wrongly_shown(world, PAIRS)
    yield none_of("rows wrongly shown or hidden, asked for in raw SQL", wrong, PAIRS)
    walk = Walk(world).everywhere(PAIRS // 100).unscoped(PAIRS // 100)
    yield none_of("answers that hold a word of another clinic", len(walk.leaks), walk.asked)
    never = len(walk.never_opened)
    yield Figure("addresses that never showed their own clinic's", str(never), "0", not never)
