"""No text of plans, hand-over and the morning list sounds like advice."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from patients.models import Account, Patient
from tests.factories import (
    a_planned_step,
    a_side_effect,
    a_step,
    an_acknowledgement,
)
from tests.pages.reading import text
from tests.titration.rules.test_words import ill_written

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

FOLDERS = ("record/plans", "record/contacts", "record/notes", "record/side_effects", "worklist")
TEMPLATES = sorted(
    path for folder in FOLDERS for path in (settings.BASE_DIR / "templates" / folder).glob("*.html")
)
NOT_SHOWN = re.compile(r"{#.*?#}|{%.*?%}|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_words_of_a_template(template: Path):
    assert ill_written(NOT_SHOWN.sub(" ", template.read_text())) == []


@pytest.mark.parametrize("page", ["", "planned-steps/draft/", "planned-steps/withdraw/"])
def test_the_words_of_a_page_while_a_plan_waits(
    as_neurologist: Client, neurologist: Account, patient: Patient, page: str
):
    a_step(patient, "15x3", from_="2026-02-02", by=neurologist)
    a_planned_step(patient, "10x3", from_="2026-03-01", by=neurologist)
    a_planned_step(patient, "", from_="2026-03-16", by=neurologist)
    an_acknowledgement(a_side_effect(patient, "nausea", "severe", from_="2026-02-20"))

    shown = text(as_neurologist.get(f"/patients/{patient.pk}/{page}"))

    assert ill_written(shown) == []


def test_the_words_of_the_morning_list(
    as_neurologist: Client, neurologist: Account, patient: Patient
):
    a_planned_step(patient, "10x3", from_="2026-03-01", by=neurologist)

    assert ill_written(text(as_neurologist.get("/"))) == []
