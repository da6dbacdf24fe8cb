"""Reviews: what the table refuses, and how each is written as text."""

import pytest
from django.db import IntegrityError

from patients.models import Patient
from tests.factories import a_review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("next_on", ["2026-02-01", "2026-01-31"])
def test_the_next_review_comes_later(patient: Patient, next_on: str):
    with pytest.raises(IntegrityError, match="review_comes_before_the_next"):
        a_review(patient, on_="2026-02-01", next_on=next_on)


def test_two_reviews_may_be_held_on_one_day(patient: Patient):
    a_review(patient, on_="2026-02-01", next_on="2026-05-01")

    assert a_review(patient, on_="2026-02-01", next_on="2026-04-01").is_live


def test_a_review_is_said_with_the_next_one(patient: Patient):
    first = a_review(patient, on_="2026-02-01", next_on="2026-05-01", note="Wearing off")
    last = a_review(patient, on_="2026-05-01")

    assert str(first) == "Review of 01-Feb-2026, next by 01-May-2026"
    assert str(last) == "Review of 01-May-2026"
