"""Recording other treatments."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.models import Account, Patient
from tests.factories import a_treatment, on
from tests.patients.events import event, events
from tests.titration.record.calls import treat
from titration.record.treatments.models import Treatment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.mark.parametrize("who", ["neurologist", "nurse"])
def test_a_treatment_is_saved_as_given(patient: Patient, who: str, request: pytest.FixtureRequest):
    account = request.getfixturevalue(who)

    treatment = treat(
        patient, account, "intrathecal baclofen", from_="2026-01-05", until="2026-03-02",
        mcg="300.5", detail="Pump refilled",
    )  # fmt: skip

    stored = Treatment.objects.get()
    assert (stored, stored.recorded_by) == (treatment, account)
    assert (stored.from_on, stored.until_on) == (on("2026-01-05"), on("2026-03-02"))
    assert (stored.kind, stored.mcg_per_day) == ("intrathecal baclofen", Decimal("300.5"))
    assert stored.detail == "Pump refilled"
    assert events() == [event("record-treatment", by=account, patient=patient, about=treatment)]


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        (
            {"from_": "1980-04-30"},
            {"from_on": ["This is before the birth date, 01-May-1980."]},
        ),
        (
            {"from_": "2026-03-03"},
            {"from_on": ["This date lies ahead of today, 02-Mar-2026."]},
        ),
        (
            {"from_": "2026-02-01", "until": "2026-03-03"},
            {"until_on": ["This date lies ahead of today, 02-Mar-2026."]},
        ),
        (
            {"from_": "2026-02-01", "until": "2026-01-31"},
            {"until_on": ["It ended before it began; one date is wrong."]},
        ),
        (
            {"from_": "2026-02-01", "mcg": "300"},
            {"mcg_per_day": ["Only intrathecal baclofen is recorded in mcg; leave this empty."]},
        ),
        *(
            (
                {"kind": "intrathecal baclofen", "from_": "2026-02-01", "mcg": mcg},
                {
                    "mcg_per_day": [
                        "An amount is more than 0 mcg, less than 100,000 mcg, to two decimals."
                    ]
                },
            )
            for mcg in ("0", "-1", "100000", "1.234", "NaN")
        ),
    ],
    ids=str,
)
def test_impossible_values_are_refused_on_their_fields(
    patient: Patient, nurse: Account, told: dict[str, Any], refused: dict[str, list[str]]
):
    with pytest.raises(ValidationError) as problem:
        treat(patient, nurse, **told)

    assert problem.value.message_dict == refused
    assert not Treatment.objects.exists()
    assert events() == []


def test_the_same_form_sent_again_returns_the_treatment_it_saved(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    first = treat(patient, nurse, from_="2026-02-01", token=token)

    assert treat(patient, nurse, from_="2026-02-01", token=token) == first
    assert Treatment.objects.count() == 1


def test_a_correction_strikes_the_old_treatment(patient: Patient, nurse: Account):
    typo = a_treatment(patient, "surgery", from_="2026-01-05", by=nurse)

    treatment = treat(patient, nurse, from_="2026-01-05", corrects=typo, error_reason="Other line")

    typo.refresh_from_db()
    assert (typo.status, typo.marked_reason) == ("entered-in-error", "Other line")
    assert treatment.replaces == typo


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_others_record_no_treatment(patient: Patient, who: str, request: pytest.FixtureRequest):
    account = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied, match="recorded by neurologists and nurses"):
        treat(patient, account, from_="2026-02-01")

    assert not Treatment.objects.exists()
    assert events() == [event("record-treatment", "refused", by=account, patient=patient)]
