"""The lists of a chart are made once for a reader, and anew when what they show has changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from patients.models import Account, Patient
from tests.factories import a_side_effect, a_step
from tests.pages.charts import rows
from titration.chart.lists import Lists, markup_of
from titration.chart.page import chart_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def titrated(patient: Patient, neurologist: Account) -> Patient:
    """Return a patient with one entry that both may see, recorded by the neurologist."""
    a_step(patient, "5x3", from_="2026-02-02", by=neurologist)
    return patient


def lists(patient: Patient, reader: Account) -> Lists:
    return chart_page(patient, Account.objects.get(pk=reader.pk)).lists


def test_a_reader_who_asks_again_gets_what_was_made_before(titrated: Patient, nurse: Account):
    assert lists(titrated, nurse) is lists(titrated, nurse)


def test_each_entry_stands_under_the_name_its_author_had(
    titrated: Patient, nurse: Account, neurologist: Account
):
    assert neurologist.full_name in markup_of(lists(titrated, nurse))
    Account.objects.filter(pk=neurologist.pk).update(full_name="Nadia TESTER")
    a_side_effect(titrated, "drowsiness", from_="2026-02-03", by=neurologist)

    markup = markup_of(lists(titrated, nurse))
    assert neurologist.full_name in markup
    assert "Nadia TESTER" in markup


def test_each_reader_is_offered_what_they_may_do(
    titrated: Patient, nurse: Account, neurologist: Account
):
    offers = ["Correct</a>" in markup_of(lists(titrated, each)) for each in (neurologist, nurse)]

    assert offers == [True, False]


def test_an_entry_is_new_until_its_reader_has_looked(titrated: Patient, nurse: Account):
    before, after = (timezone.now() + timedelta(hours=hours) for hours in (-1, 1))
    marked = [
        rows(chart_page(titrated, nurse, looked_at=at), "dose-steps")[0].marking.is_new
        for at in (before, after)
    ]

    assert marked == [True, False]
