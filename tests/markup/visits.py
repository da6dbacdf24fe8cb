"""The visitors of the demo, and the addresses where each begins."""

import uuid
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from patients.models import Account, Clinic, Patient, Role
from tests import addresses, admin_addresses
from tests.factories import a_patient, a_second_factor, an_end_of_care, an_outside_identity
from tests.fixtures import signed_in
from tests.markup.crawl import Request
from tests.pages.charts import a_titration, page_of
from tests.pages.patient_forms import ada_form
from tests.patients.accounts.at_the_hospital import without_password
from titration.demo.clinics import NORTHBRIDGE, PASSWORD

NAMES = {line.split()[0] for line in addresses.TABLE.strip().splitlines()[1:]}
WITHOUT_ARGUMENTS = sorted(NAMES - {*addresses.ARGUMENTS, *addresses.NOT_OF_A_PATIENT})


def visitors() -> dict[str, Client]:
    """Return clients: one not signed in, one signed in by password alone, and one for each role.

    The neurologist has no password, and signs in at the hospital.
    """
    provider: Any = settings.OUTSIDE_PROVIDER
    browsers = {"anonymous": Client(), "half signed in": Client()}
    for role in Role.values:
        account = Account.objects.get(email=email_of(role))
        a_second_factor(account)
        if role == Role.NEUROLOGIST:
            an_outside_identity(without_password(account), issuer=provider.issuer)
        browsers[role] = signed_in(account)
    sign_in = {"login": email_of(Role.NURSE), "password": PASSWORD}
    browsers["half signed in"].post(reverse("account_login"), sign_in)
    return browsers


def beginnings() -> list[Request]:
    """Record what the pages need; return the addresses that no link leads to."""
    clinic = Clinic.objects.get(name=NORTHBRIDGE.name)
    patient = a_patient(clinic)
    a_titration(patient, Account.objects.get(email=email_of(Role.NEUROLOGIST)))
    ended = a_patient(clinic)
    an_end_of_care(ended, on_=clinic.today())
    chart, record_review = page_of(patient), reverse("record-review", args=[patient.pk])
    review = {"form_token": str(uuid.uuid4()), "reviewed_on": "02-Mar-2026"}
    return [
        *(Request(reverse(name)) for name in WITHOUT_ARGUMENTS),
        *(Request(admin_addresses.url(name, clinic)) for name in admin_addresses.NAMES),
        *(Request(path) for path in ("/no-such-page/", "/join/no-such-token/", chart)),
        *(Request(f"{chart}?known_at={instant}") for instant in ("2026-03-02T12:00", "never")),
        Request(reverse("worklist"), {"q": "sample"}),
        Request(reverse("record-review", args=[ended.pk])),  # care has ended
        Request(reverse("patient-schedule", args=[ended.pk])),
        Request(f"{reverse('patient-schedule', args=[patient.pk])}?strengths=7"),  # 422
        Request(reverse("register-patient"), ada_form(**names_of(patient))),  # registered already
        Request(record_review, in_panel=True),
        Request(record_review, {"form_token": ""}, in_panel=True),  # 422
        Request(record_review, review),
        Request(record_review, review | {"note": "Not what was saved"}),  # 409
    ]


def names_of(patient: Patient) -> dict[str, str]:
    return {"family_name": patient.family_name, "given_name": patient.given_name}


def email_of(role: str) -> str:
    return f"northbridge.{role}@example.org"
