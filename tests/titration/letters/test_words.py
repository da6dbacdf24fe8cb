"""Nothing that is printed sounds like advice, and every amount is well written."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from patients.models import Account, Patient
from tests.pages.charts import a_titration, page_of
from tests.pages.reading import text
from tests.titration.rules.test_words import ill_written
from titration.letters import pdf, schedule

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

TEMPLATES = sorted((settings.BASE_DIR / "templates" / "letters").glob("*.html"))
NOT_SHOWN = re.compile(r"{#.*?#}|{%.*?%}|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize("page", ["summary/", "schedule/?strengths=5&strengths=10&halves=on"])
def test_the_words_of_a_page(as_nurse: Client, neurologist: Account, patient: Patient, page: str):
    a_titration(patient, neurologist)

    assert ill_written(text(as_nurse.get(f"{page_of(patient)}{page}"))) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_the_words_of_a_template(template: Path):
    assert ill_written(NOT_SHOWN.sub(" ", template.read_text())) == []


@pytest.mark.parametrize(
    "words",
    [schedule.CANNOT, schedule.NO_BACLOFEN, pdf.BUSY, pdf.TOO_LONG, pdf.FAILED],
)
def test_the_words_of_the_code(words: str):
    assert ill_written(words) == []
