"""Every date typed or in an address is one the product can calculate with, or is refused."""

from collections.abc import Iterator

import pytest
from django import forms
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from patients.models import Account, Clinic, Invitation, Patient
from patients.web.fields import DayField
from tests import admin_addresses
from tests.factories import a_clinic, a_planned_step, a_side_effect, a_treatment
from tests.trust.nonsense import SENSE, Forms

pytestmark = pytest.mark.django_db

# One more day, or a time zone's offset, would leave the calendar.
REFUSED = {
    "31-Dec-9999": "31-Dec-9999 is after 2199.",
    "0001-01-01": "0001-01-01 is before 1900.",
}
TAKEN = ("01-Jan-1900", "31-Dec-2199")
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago")  # 14 hours east and 11 hours west of UTC
INSTANTS = [
    f"{day}{time}"
    for day in ("9999-12-31", "0001-01-01")
    for time in ("", "T00:00", "T23:59:59.999999", "T00:00-23:59", "T23:59+23:59", "T00:00Z")
]
OF_A_PATIENT = (
    *(
        "edit-patient",
        "draft-plan",
        "record-dose-step",
        "record-side-effect",
        "record-no-side-effects",
    ),
    *("record-ratings", "record-treatment", "record-intake", "record-review"),
    *("record-contact", "end-care", "reopen-care"),
)
OF_AN_ADMIN = ("invite", "end-membership", "access-log")


@pytest.fixture(params=ZONES)
def clinic(request: pytest.FixtureRequest) -> Clinic:
    return a_clinic(time_zone=request.param)


@pytest.fixture
def pages(clinic: Clinic, neurologist: Account, patient: Patient) -> dict[str, list[str]]:
    """The addresses of every page with a date field, by the client that opens them."""
    effect = a_side_effect(patient, from_="2026-01-08", by=neurologist)
    treatment = a_treatment(patient, from_="2026-01-05", by=neurologist)
    planned = a_planned_step(patient, "10x3", from_="2026-01-05", by=neurologist)
    clinical = [reverse(name, args=[patient.pk]) for name in OF_A_PATIENT]
    clinical += [
        reverse("register-patient"),
        reverse("change-side-effect", args=[patient.pk, effect.pk]),
        reverse("change-treatment", args=[patient.pk, treatment.pk]),
        reverse("confirm-planned-step", args=[patient.pk, planned.pk]),
        reverse("answer-otherwise", args=[patient.pk, planned.pk]),
    ]
    return {
        "neurologist": clinical,
        "admin": [admin_addresses.url(name, clinic) for name in OF_AN_ADMIN],
    }


def date_fields(page: str) -> list[str]:
    """Return the names of the page's date fields."""
    posted = Forms(page).found.values()
    return [
        name
        for fields in posted
        for name, field in fields.items()
        if set(SENSE["input-date"]) <= set(field.others)
    ]


@pytest.mark.parametrize("who", ["neurologist", "admin"])
def test_every_form_refuses_a_date_outside_the_bounds(
    who: str, pages: dict[str, list[str]], request: pytest.FixtureRequest
):
    browser: Client = request.getfixturevalue(f"as_{who}")
    for url in pages[who]:
        names = date_fields(browser.get(url).content.decode())
        assert names, url
        for typed, sentence in REFUSED.items():
            answer = browser.post(url, dict.fromkeys(names, typed))

            page = answer.content.decode()
            assert (url, answer.status_code) == (url, 422)
            assert page.count(f'value="{typed}"') == len(names), url
            assert sentence in page, url


@pytest.mark.parametrize("typed", TAKEN)
def test_the_first_and_the_last_date_cause_no_error(
    typed: str, pages: dict[str, list[str]], as_admin: Client, as_neurologist: Client
):
    for who, browser in {"neurologist": as_neurologist, "admin": as_admin}.items():
        for url in pages[who]:
            names = date_fields(browser.get(url).content.decode())

            answer = browser.post(url, dict.fromkeys(names, typed) | {"when": "later"})

            assert answer.status_code in {302, 422}, url


def test_an_invitation_with_such_a_last_day_can_be_corrected(as_admin: Client, clinic: Clinic):
    typed = {"email": "eve@clinic.example", "role": "nurse", "last_day": "31-Dec-9999"}

    answer = as_admin.post(reverse("invite"), typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "31-Dec-9999 is after 2199." in page
    assert 'value="eve@clinic.example"' in page
    assert 'value="31-Dec-9999"' in page
    assert not Invitation.objects.filter(clinic=clinic).exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1900-01-01", "2199-12-31"])
@pytest.mark.parametrize("name", ["access-log", "export-access-log"])
def test_the_access_logs_address_may_hold_any_date(name: str, day: str, as_admin: Client):
    answer = as_admin.get(reverse(name), {"since": day, "until": day})

    assert answer.status_code == 200


@pytest.mark.parametrize("instant", INSTANTS)
def test_a_chart_at_such_an_instant_is_refused(
    instant: str, as_neurologist: Client, patient: Patient
):
    statuses = {
        name: as_neurologist.get(
            reverse(name, args=[patient.pk]), {"known_at": instant}
        ).status_code
        for name in ("patient-chart", "response", "entry-history")
    }

    assert statuses["patient-chart"] == 422
    assert max(statuses.values()) < 500, statuses


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "2200-01-01"])
def test_a_flags_page_at_such_a_date_is_not_found(day: str):
    with pytest.raises(Resolver404):
        resolve(f"/patients/1/flags/first-step-not-low/{day}/")


def test_every_date_field_of_a_form_is_the_field_with_bounds():
    loose = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in every(forms.Form)
        if form.__module__.startswith(("patients.", "titration."))
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, (forms.DateField, forms.DateTimeField))
        and not isinstance(field, DayField)
    ]

    assert loose == []


def every(kind: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for each in kind.__subclasses__():
        yield each
        yield from every(each)
