"""Recording ratings: several at once, on known scales, each saved once."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.models import Account, Patient
from tests.factories import a_patient, a_rating, in_error, on
from tests.patients.events import event, events
from tests.titration.record.calls import a_score, rate
from titration.record.ratings.models import Rating, Score

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]

SCALE: dict[str, Any] = {"low": "0", "high": "85", "better": "lower"}


@pytest.mark.parametrize("who", ["neurologist", "nurse"])
def test_all_ratings_of_a_visit_are_saved_together(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    account = request.getfixturevalue(who)

    spasm, twstrs = rate(
        patient,
        account,
        a_score("6.5", "spasm", rater="carer"),
        a_score("31", "TWSTRS", rater="clinician", **SCALE),
        on_="2026-02-01",
    )

    assert str(spasm) == "Spasm 6.5 (0–10, lower is better), rated 01-Feb-2026 by carer"
    assert str(twstrs) == "TWSTRS 31 (0–85, lower is better), rated 01-Feb-2026 by clinician"
    assert list(Rating.objects.order_by("pk").values_list("rater", "recorded_by")) == [
        ("carer", account.pk),
        ("clinician", account.pk),
    ]
    assert events() == [
        event("record-rating", by=account, patient=patient, about=rating)
        for rating in (spasm, twstrs)
    ]


def test_the_same_form_sent_again_returns_the_ratings_it_saved(patient: Patient, nurse: Account):
    token, scores = uuid.uuid4(), (a_score("6"), a_score("3", "pain"))
    first = rate(patient, nurse, *scores, on_="2026-02-01", token=token)

    assert rate(patient, nurse, *scores, on_="2026-02-01", token=token) == first
    assert Rating.objects.count() == 2


def test_a_scales_range_is_given_once(patient: Patient, nurse: Account):
    a_rating(patient, "40", "TWSTRS", **SCALE, on_="2026-01-01")

    (rating,) = rate(patient, nurse, a_score("31", "twstrs"), on_="2026-02-01")

    assert str(rating) == "TWSTRS 31 (0–85, lower is better), rated 01-Feb-2026 by patient"


@pytest.mark.parametrize(("field", "said"), [("low", "1"), ("high", "120"), ("better", "higher")])
def test_a_total_never_contradicts_an_earlier_one_on_its_scale(
    patient: Patient, nurse: Account, field: str, said: str
):
    a_rating(patient, "40", "TWSTRS", **SCALE, on_="2026-01-01")

    with pytest.raises(ValidationError) as refused:
        rate(patient, nurse, a_score("31", "TWSTRS", **SCALE | {field: said}), on_="2026-02-01")

    sentence = "TWSTRS is recorded as 0–85, lower is better."
    assert refused.value.message_dict == {field: [sentence]}
    assert Rating.objects.count() == 1


def test_a_scale_in_error_or_of_another_patient_does_not_bind(patient: Patient, nurse: Account):
    in_error(a_rating(patient, "40", "TWSTRS", **SCALE, on_="2026-01-01"))
    a_rating(a_patient(patient.clinic), "40", "TWSTRS", **SCALE, on_="2026-01-01")
    other = SCALE | {"high": "87", "better": "higher"}

    assert rate(patient, nurse, a_score("31", "TWSTRS", **other), on_="2026-02-01")


@pytest.mark.parametrize(
    ("scale", "refused"),
    [
        ({}, {"low": ["Enter the lowest total of this scale."]}),
        ({"low": "0"}, {"high": ["Enter the highest total of this scale."]}),
        (
            {"low": "85", "high": "85", "better": "lower"},
            {"high": ["The highest total is more than the lowest."]},
        ),
        (
            {"low": "0", "high": "10000", "better": "lower"},
            {"high": ["The highest total is more than the lowest."]},
        ),
        (
            {"low": "0", "high": "85"},
            {"better": ["Choose which end of this scale is better."]},
        ),
    ],
    ids=str,
)
def test_a_scale_s_first_total_says_its_range_and_better_end(
    patient: Patient, nurse: Account, scale: dict[str, str], refused: dict[str, list[str]]
):
    with pytest.raises(ValidationError) as problem:
        rate(patient, nurse, a_score("31", "TWSTRS", **scale), on_="2026-02-01")

    assert problem.value.message_dict == refused


@pytest.mark.parametrize(
    ("score", "refused"),
    [
        (a_score("10.5"), {"value": ["spasm goes from 0 to 10."]}),
        (a_score("NaN"), {"value": ["spasm goes from 0 to 10."]}),
        (a_score("6.123"), {"value": ["spasm goes from 0 to 10."]}),
        (a_score("3.5", "CGI severity"), {"value": ["CGI severity goes from 1 to 7."]}),
        (a_score("0", "CGI improvement"), {"value": ["CGI improvement goes from 1 to 7."]}),
        (a_score("86", "TWSTRS", **SCALE), {"value": ["TWSTRS goes from 0 to 85."]}),
        (
            a_score("5", "cgi Severity", **SCALE),
            {"measure": ["cgi Severity is rated above; a total is that of another scale."]},
        ),
    ],
    ids=str,
)
def test_a_value_outside_its_measure_is_refused(
    patient: Patient, nurse: Account, score: Score, refused: dict[str, list[str]]
):
    with pytest.raises(ValidationError) as problem:
        rate(patient, nurse, a_score("3", "pain"), score, on_="2026-02-01")

    assert problem.value.message_dict == refused
    assert not Rating.objects.exists()
    assert events() == []


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-03-03", "This date lies ahead of today, 02-Mar-2026."),
        ("1980-04-30", "This is before the birth date, 01-May-1980."),
    ],
)
def test_a_rating_on_an_impossible_day_is_refused(
    patient: Patient, nurse: Account, day: str, sentence: str
):
    with pytest.raises(ValidationError) as refused:
        rate(patient, nurse, a_score("6"), on_=day)

    assert refused.value.message_dict == {"rated_on": [sentence]}


def test_a_form_without_a_rating_is_refused(patient: Patient, nurse: Account):
    with pytest.raises(ValidationError, match="Enter at least one rating"):
        rate(patient, nurse, on_="2026-02-01")


def test_a_correction_strikes_the_old_rating(patient: Patient, nurse: Account):
    typo = a_rating(patient, "9", on_="2026-02-01", by=nurse)

    (rating,) = rate(
        patient, nurse, a_score("6", "pain"), on_="2026-02-02", corrects=typo, error_reason="Typo"
    )

    typo.refresh_from_db()
    assert (typo.status, typo.marked_reason) == ("entered-in-error", "Typo")
    assert (rating.replaces, rating.value, rating.rated_on) == (typo, Decimal(6), on("2026-02-02"))


def test_a_scale_entered_wrongly_is_corrected(patient: Patient, neurologist: Account):
    typo = a_rating(patient, "40", "TWSTRS", **SCALE | {"high": "850"}, on_="2026-01-01")
    score = a_score("40", "TWSTRS", **SCALE)

    (rating,) = rate(
        patient, neurologist, score, on_="2026-01-01", corrects=typo, error_reason="Typo"
    )

    assert rating.high == 85


def test_a_correction_replaces_exactly_one_rating(patient: Patient, neurologist: Account):
    typo = a_rating(patient, "9", on_="2026-02-01")
    scores = a_score("6"), a_score("3", "pain")

    with pytest.raises(ValidationError, match="enter one"):
        rate(patient, neurologist, *scores, on_="2026-02-01", corrects=typo, error_reason="Typo")

    assert list(Rating.objects.live()) == [typo]


def test_a_nurse_does_not_correct_what_another_recorded(patient: Patient, nurse: Account):
    rating = a_rating(patient, "9", on_="2026-02-01")

    with pytest.raises(PermissionDenied, match="the person who recorded it"):
        rate(patient, nurse, a_score("6"), on_="2026-02-01", corrects=rating, error_reason="Typo")

    assert events() == [event("mark-any-entry", "refused", by=nurse, patient=patient)]


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_others_record_no_rating(patient: Patient, who: str, request: pytest.FixtureRequest):
    account = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied, match="recorded by neurologists and nurses"):
        rate(patient, account, a_score("6"), on_="2026-02-01")

    assert not Rating.objects.exists()
    assert events() == [event("record-rating", "refused", by=account, patient=patient)]


@pytest.mark.parametrize("name", ["TWSTRS\u034f", "ТWSTRS", "ＴＷＳＴＲＳ"])
def test_a_scale_name_that_looks_like_a_known_one_means_that_scale(
    patient: Patient, nurse: Account, name: str
):
    a_rating(patient, "40", "TWSTRS", **SCALE, on_="2026-01-01")

    (rating,) = rate(patient, nurse, a_score("31", name), on_="2026-02-01")

    assert rating.measure == "TWSTRS"


@pytest.mark.parametrize("name", ["Spasm", "Ѕpasm", "spasm\ufe0f"])
def test_a_built_in_measure_is_no_named_scale_however_it_is_written(
    patient: Patient, nurse: Account, name: str
):
    with pytest.raises(ValidationError, match="is rated above"):
        rate(patient, nurse, a_score("31", name, **SCALE), on_="2026-02-01")
