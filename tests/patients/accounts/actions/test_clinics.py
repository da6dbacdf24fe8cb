"""Opening clinics."""

import pytest
from django.core.exceptions import ValidationError

from patients.accounts.actions import clinics
from patients.models import Account, Clinic
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db


def test_a_clinic_is_opened_in_its_time_zone(admin: Account):
    opened = clinics.create(name="Example South", time_zone="Pacific/Auckland", by=admin)

    stored = Clinic.objects.get(name="Example South")
    assert (stored, stored.time_zone) == (opened, "Pacific/Auckland")
    expected = event("create-clinic", by=admin, about=opened, clinic_id=opened.pk)
    assert events() == [expected]


@pytest.mark.parametrize(
    ("name", "time_zone", "field"),
    [
        ("Example South", "Mars/Olympus", "time_zone"),
        ("", "Europe/London", "name"),
        ("Taken", "Europe/London", "name"),
        ("TAKEN", "Europe/London", "name"),
        ("Тaken", "Europe/London", "name"),  # Cyrillic Te
        ("Taken\u034f", "Europe/London", "name"),
        ("\u3164", "Europe/London", "name"),
        ("Ex\u200bample", "Europe/London", "name"),
    ],
)
def test_a_name_taken_or_an_unknown_zone_opens_none(
    admin: Account, name: str, time_zone: str, field: str
):
    Clinic.objects.create(name="Taken", time_zone="Europe/London")
    before = Clinic.objects.count()

    with pytest.raises(ValidationError) as refused:
        clinics.create(name=name, time_zone=time_zone, by=admin)

    assert list(refused.value.message_dict) == [field]
    assert Clinic.objects.count() == before
    assert events() == []
