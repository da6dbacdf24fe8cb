"""The values a form in the chart page opens with, as a person would type them."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.factories import on
from tests.titration.reading.records import step_row
from titration.chart.in_page_values import filled
from titration.record.dose_steps.forms import initial_values
from titration.record.dose_steps.models import Phase


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (on("2026-03-02"), "02-Mar-2026"),
        (Decimal("10.00"), "10"),
        (Decimal("12.50"), "12.5"),
        ([Decimal(5), Decimal("2.50")], "5, 2.5"),
        (Phase.TAPER, "taper"),
        ('"><script>', '"><script>'),
    ],
)
def test_a_value_is_written_as_a_person_would_type_it(value: Any, typed: str):
    assert dict(parse_qsl(filled({"field": value}))) == {"field": typed}


def test_the_form_opens_with_the_latest_regimen():
    step = step_row("5.00 5.00 12.50", from_="2026-01-05", phase="taper")

    assert dict(parse_qsl(filled(initial_values(step, on("2026-03-02"))))) == {
        "starts_on": "02-Mar-2026",
        "phase": "taper",
        "times_a_day": "different",
        "amounts": "5, 5, 12.5",
    }
