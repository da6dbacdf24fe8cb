"""Nobody reaches another clinic's patients, even where the code forgets to ask whose they are."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import NamedTuple

from django.db.models import Model
from django.test import Client
from django.utils import timezone

from patients.models import Account, Clinic, Patient, Role
from tests.acting import acting, asked
from tests.factories import (
    a_clinic,
    a_membership,
    a_neurologist,
    a_nurse,
    a_patient,
    an_account,
    an_admin,
)
from tests.fixtures import signed_in
from tests.patients.models.kinds import CLINICAL
from tests.trust.figures import Figure, none_of

PAIRS = int(os.environ.get("TRUST_PAIRS", "10000"))
CLINICS = 5


class Reader(NamedTuple):
    """Somebody with an account, and the clinics whose patients they may see."""

    account: Account
    clinics: frozenset[int]


class Row(NamedTuple):
    """A row about a patient, and the clinic it belongs to."""

    row: Model
    patient: Patient


class World(NamedTuple):
    """Clinics with staff of every kind, and with a row in every table."""

    readers: list[Reader]
    rows: list[Row]

    def pairs(self, count: int) -> Iterator[tuple[Reader, Row]]:
        """Pairs at random, the same ones each time."""
        random = Random(count)  # noqa: S311 - nothing depends on its being guessed
        for _ in range(count):
            yield random.choice(self.readers), random.choice(self.rows)


def a_world(clinics: int = CLINICS) -> World:
    """In each clinic one of every kind of staff, present and former, and one patient."""
    places = [a_clinic() for _ in range(clinics)]
    readers = [Reader(a_nurse(*places[:2]), frozenset(place.pk for place in places[:2]))]
    rows = []
    for number, place in enumerate(places):
        readers += staff_of(place)
        recorder = readers[-1].account
        patient = a_patient(place, family_name=f"ZEBULON-{number}", by=recorder)
        rows += [Row(write(patient), patient) for write in CLINICAL.values()]
    return World(readers, rows)


def staff_of(clinic: Clinic) -> Iterator[Reader]:
    """Those who see the clinic's patients, and those who do not any more, or never did."""
    nobody: frozenset[int] = frozenset()
    former, inactive = an_account("Fay FORMER"), a_neurologist(clinic)
    a_membership(former, clinic, Role.NURSE, until=timezone.now() - timedelta(seconds=1))
    Account.objects.filter(pk=inactive.pk).update(is_active=False)
    for account in (former, inactive, an_admin(clinic)):
        yield Reader(account, nobody)
    yield Reader(a_nurse(clinic), frozenset({clinic.pk}))
    yield Reader(a_neurologist(clinic), frozenset({clinic.pk}))


def wrongly_shown(world: World, pairs: int) -> int:
    """How often raw SQL shows a row to whom it must not, or not to whom it may."""
    wrong = 0
    for (account, clinics), (row, patient) in world.pairs(pairs):
        table, key = row._meta.db_table, row._meta.pk
        assert key is not None
        with acting(account):
            found = asked(f"SELECT whole::text FROM {table} whole WHERE {key.column} = %s", row.pk)
        wrong += bool(found) is not (patient.clinic_id in clinics)
    return wrong


def pages_that_leak(world: World, pairs: int) -> int:
    """How often a page shows another clinic's patient, to whom the code would let do anything."""
    leaks = 0
    browsers: dict[int, Client] = {}
    with scoping_off():
        for (account, clinics), (_, patient) in world.pairs(pairs):
            browser = browsers.setdefault(account.pk, a_browser(account))
            page = browser.get(f"/patients/{patient.pk}/").content.decode()
            leaks += (patient.family_name in page) is not (patient.clinic_id in clinics)
    return leaks


def a_browser(account: Account) -> Client:
    browser = signed_in(account)
    browser.defaults["SERVER_NAME"] = "localhost"
    return browser


@contextmanager
def scoping_off() -> Iterator[None]:
    """Let the code take everybody for a neurologist of every clinic."""
    everywhere = dict.fromkeys(Clinic.objects.values_list("pk", flat=True), Role.NEUROLOGIST)
    roles = Account.__dict__["roles"]
    Account.roles = property(lambda _: everywhere)  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        Account.roles = roles  # type: ignore[method-assign]


def proof() -> Iterable[Figure]:
    """The random pairs of the row “access”, as rows and as pages."""
    world = a_world()
    wrong = wrongly_shown(world, PAIRS)
    yield none_of("rows wrongly shown or hidden, asked for in raw SQL", wrong, PAIRS)
    pages = PAIRS // 10
    leaks = pages_that_leak(world, pages)
    yield none_of("charts wrongly shown or hidden, the code's scoping off", leaks, pages)
