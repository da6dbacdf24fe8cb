"""``manage.py load_demo``: accounts that can sign in, and loading again changes nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse

from patients.models import Account, AuditEvent, Clinic, Patient, age_on
from tests import admin_addresses
from tests.fixtures import signed_in
from tests.titration.demo.clinical_words import Words
from tests.titration.demo.conftest import LOADED_AT, load_demo
from titration.demo.clinics import CLINICS, HARBOURLIGHT, NORTHBRIDGE, PASSWORD
from titration.glance.models import Glance
from titration.glance.placing import PLOTS
from titration.record.dose_steps.models import DoseStep

pytestmark = pytest.mark.django_db

THERE = len(NORTHBRIDGE.stories)
ROLES = {
    ("northbridge.neurologist@example.org", NORTHBRIDGE.name): "neurologist",
    ("northbridge.nurse@example.org", NORTHBRIDGE.name): "nurse",
    ("northbridge.admin@example.org", NORTHBRIDGE.name): "admin",
    ("harbourlight.neurologist@example.org", HARBOURLIGHT.name): "neurologist",
    ("harbourlight.nurse@example.org", HARBOURLIGHT.name): "nurse",
    ("harbourlight.admin@example.org", HARBOURLIGHT.name): "admin",
    ("both.clinics@example.org", NORTHBRIDGE.name): "neurologist",
    ("both.clinics@example.org", HARBOURLIGHT.name): "nurse",
}


def rows() -> dict[str, list[dict[str, object]]]:
    """Every row of both packages, audit events included; but for what each month tells anew."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for label in ("patients", "titration")
        for model in apps.get_app_config(label).get_models()
        if model is not Glance
    }


def test_each_role_of_each_clinic_has_an_account(demo: str):
    held = {
        (account.email, clinic.name): account.roles[clinic.pk]
        for account in Account.objects.all()
        for clinic in Clinic.objects.filter(memberships__account=account)
    }

    assert held == ROLES


def test_the_clinics_keep_different_times(demo: str):
    assert len({clinic.today() for clinic in Clinic.objects.all()}) == len(CLINICS) == 2


@pytest.mark.parametrize("email", sorted({email for email, _ in ROLES}))
def test_the_printed_password_signs_in(demo: str, email: str):
    assert f"{email} " in demo
    assert authenticate(None, email=email, password=PASSWORD) is not None


def test_every_sign_in_is_printed_beside_its_role_under_its_clinic(demo: str):
    table = demo[demo.index(f"\n\n{NORTHBRIDGE.name}\n") :]

    assert [line.split() for line in table.splitlines() if PASSWORD in line] == [
        [member.role.capitalize(), member.email, PASSWORD]
        for clinic in CLINICS
        for member in clinic.members
    ]


def test_the_printed_password_passes_the_products_own_rules(demo: str):
    validate_password(PASSWORD)


def test_loading_prints_its_progress(demo: str):
    assert demo.startswith(
        f"{NORTHBRIDGE.name}: 10 of {THERE} patients\n{NORTHBRIDGE.name}: 20 of {THERE} patients\n"
    )


@pytest.mark.parametrize("later", [timedelta(), timedelta(days=1), timedelta(days=400)])
def test_loading_again_on_any_later_day_changes_nothing_and_says_so(demo: str, later: timedelta):
    before = rows()

    with time_machine.travel(LOADED_AT + later):
        said = load_demo()

    assert rows() == before
    assert f"{NORTHBRIDGE.name}: all {THERE} patients were there; nothing added\n" in said
    assert f"{HARBOURLIGHT.name}: all 16 patients were there; nothing added\n" in said
    assert said.count(PASSWORD) == len(ROLES)


def test_loading_again_keeps_what_users_changed_meanwhile(demo: str):
    account = Account.objects.get(email="northbridge.nurse@example.org")
    account.full_name = "Somebody Else"
    account.set_password("another fifteen letters")
    account.save()
    before = rows()

    load_demo()

    assert rows() == before


def test_each_patient_is_recorded_as_a_clinic_does(demo: str):
    """Steps by neurologists, the rest by nurses, and both of a clinic's take turns."""
    steps = DoseStep.objects.filter(patient__clinic__name=NORTHBRIDGE.name)

    assert set(steps.values_list("recorded_by__email", flat=True)) == {
        "northbridge.neurologist@example.org",
        "both.clinics@example.org",
    }
    assert not AuditEvent.objects.filter(outcome="refused").exists()
    assert AuditEvent.objects.filter(action="record-dose-step").count() == DoseStep.objects.count()


def test_every_patient_has_the_intended_age_on_any_day_of_loading():
    days = [LOADED_AT.date() + timedelta(days=number) for number in range(4 * 366)]
    ages = {one.age for clinic in CLINICS for one in clinic.stories if one.age}

    wrong = [
        (age, day)
        for day in days
        for age in ages
        if age_on(day, age.exactly_born_on(day)) != age.years - (age.days < 0)
    ]

    assert not wrong


def test_no_page_an_admin_opens_holds_a_clinical_word(demo: str):
    admin = Account.objects.get(email="northbridge.admin@example.org")
    clinic, browser = Clinic.objects.get(name=NORTHBRIDGE.name), signed_in(admin)
    addresses = [
        *(admin_addresses.url(name, clinic) for name in admin_addresses.NAMES),
        *(reverse("account", args=[each.account_id]) for each in clinic.memberships.all()),
        *(reverse(name) for name in ("own-account", "sign-in-history", "sessions")),
        *(reverse("patient-chart", args=[each.pk]) for each in Patient.objects.all()),
    ]
    words = Words()

    pages = {url: browser.get(url).content.decode() for url in addresses}
    told = {url: words.said_by(page) for url, page in pages.items()}
    numbered = {url for url, page in pages.items() if "DEMO-" in page}

    assert {url: said for url, said in told.items() if said} == {}
    assert numbered == {reverse("access-log"), reverse("export-access-log")}


def test_the_clinical_words_are_found_in_a_chart(demo: str):
    nurse = Account.objects.get(email="northbridge.nurse@example.org")
    step = DoseStep.objects.filter(patient__clinic__name=NORTHBRIDGE.name).earliest("pk")

    chart = signed_in(nurse).get(reverse("patient-chart", args=[step.patient_id]))

    found = Words().said_by(chart.content.decode())
    assert {step.patient.full_name, f"{step.patient.born_on:%d-%b-%Y}"} <= found
    assert len(found) > 5


def test_the_clinic_at_a_glance_tells_of_a_group_in_every_plot(demo: str):
    northbridge = Glance.objects.of(Clinic.objects.get(name=NORTHBRIDGE.name))

    assert {plot for plot, glance in northbridge.items() if glance.told} == set(PLOTS)
