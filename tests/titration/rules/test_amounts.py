"""How amounts are written outside flags."""

from decimal import Decimal

import pytest

from titration.rules import mcg, mg, regimen_text, sum_text, total_mg
from titration.rules.amounts import addition


def amounts(text: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, text.split()))


@pytest.mark.parametrize(
    ("doses", "regimen", "total", "added"),
    [
        ("", "Stopped", "0 mg per day", "0 mg"),
        ("5", "5 mg once a day", "5 mg per day", "5 mg"),
        ("12.50 12.5", "12.5 mg twice a day", "25 mg per day (12.5 + 12.5)", "12.5 + 12.5 = 25 mg"),
        ("5 5 10", "5 mg, 5 mg, 10 mg a day", "20 mg per day (5 + 5 + 10)", "5 + 5 + 10 = 20 mg"),
        (
            "5 5 5 5 5 5 5 5",
            "5 mg eight times a day",
            "40 mg per day (5 + 5 + 5 + 5 + 5 + 5 + 5 + 5)",
            "5 + 5 + 5 + 5 + 5 + 5 + 5 + 5 = 40 mg",
        ),
    ],
)
def test_a_regimen(doses: str, regimen: str, total: str, added: str) -> None:
    assert regimen_text(amounts(doses)) == regimen
    assert sum_text(amounts(doses)) == total
    assert addition(amounts(doses)) == added


def test_the_total_of_no_amounts_is_a_decimal_too() -> None:
    assert isinstance(total_mg(()), Decimal)
    assert mg(total_mg(amounts("0.1 0.2"))) == "0.3 mg"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("50", "50 mcg"),
        ("300.00", "300 mcg"),
        ("2000", "2,000 mcg"),
        ("2000.50", "2,000.5 mcg"),
        ("99999.99", "99,999.99 mcg"),
        ("0.5", "0.5 mcg"),
    ],
)
def test_an_intrathecal_amount(amount: str, written: str) -> None:
    assert mcg(Decimal(amount)) == written
