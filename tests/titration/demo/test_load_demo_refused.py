"""``manage.py load_demo`` refused, interrupted, or given an impossible patient."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from pytest_django import Settings

from patients.models import Account, AuditEvent, Clinic, Patient
from tests.titration.demo.conftest import load_demo
from titration.demo.clinics import HARBOURLIGHT, NORTHBRIDGE
from titration.demo.loading import load
from titration.demo.published import CERVICAL_AT_45
from titration.demo.staffing import Team, staff
from titration.demo.story import hold
from titration.management.commands import load_demo as command
from titration.record.dose_steps.models import DoseStep
from titration.standing.models import Standing

pytestmark = pytest.mark.django_db


class Interrupted(StringIO):
    """A terminal at which Ctrl-C is pressed when the tenth patient is announced."""

    def write(self, text: str) -> int:
        if ": 10 of" in text:
            raise KeyboardInterrupt
        return super().write(text)


@pytest.fixture
def team() -> Team:
    return staff(NORTHBRIDGE)[0]


def test_production_is_refused(settings: Settings):
    settings.IS_DEMO = False

    with pytest.raises(CommandError, match="invented patients only: set TITRATION_MODE=demo"):
        load_demo()

    assert not Clinic.objects.exists()
    assert not Account.objects.exists()


def test_an_interrupted_load_is_completed_by_the_next(monkeypatch: pytest.MonkeyPatch):
    few = replace(NORTHBRIDGE, stories=NORTHBRIDGE.stories[:12])
    monkeypatch.setattr(command, "CLINICS", (few, HARBOURLIGHT))
    with pytest.raises(KeyboardInterrupt):
        call_command("load_demo", stdout=Interrupted())
    assert Patient.objects.count() == 10

    said = load_demo()

    assert f"{NORTHBRIDGE.name}: 2 of 12 patients added\n" in said
    assert f"{HARBOURLIGHT.name}: 16 of 16 patients added\n" in said
    assert Patient.objects.count() == Standing.objects.count() == 12 + 16


def test_a_patient_is_loaded_whole_or_not_at_all(team: Team):
    twice = hold(-5, "15x3")
    audited = AuditEvent.objects.count()
    impossible = replace(CERVICAL_AT_45, events=(*CERVICAL_AT_45.events, twice, twice))

    with pytest.raises(ValidationError, match="the same as the dose before it"):
        load(impossible, team)

    assert not Patient.objects.exists()
    assert not DoseStep.objects.exists()
    assert AuditEvent.objects.count() == audited
    assert load(CERVICAL_AT_45, team) is True
    assert load(CERVICAL_AT_45, team) is False


def test_a_clinic_is_staffed_once(team: Team):
    accounts = Account.objects.count()

    assert staff(NORTHBRIDGE)[0] == team
    assert Account.objects.count() == accounts == len(NORTHBRIDGE.members)
