"""Writes and adds amounts of baclofen: always ``Decimal`` mg, never a float.

The wording follows the NHS common user interface: no trailing zero, a leading
zero, a space before the unit, unequal amounts listed in order.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

# One amount in mg: less than 1,000, with at most two decimals.
AMOUNT_DIGITS, AMOUNT_DECIMALS = 5, 2
TIMES_A_DAY = (
    "never",
    "once a day",
    "twice a day",
    "three times a day",
    "four times a day",
    "five times a day",
    "six times a day",
    "seven times a day",
    "eight times a day",
)


def counted(count: int, what: str) -> str:
    """``1 day``, ``3 days``."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


@lru_cache(maxsize=4096)
def number(amount: Decimal) -> str:
    """An amount without its unit: ``12.5``, ``0.25``, ``20``."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def mg(amount: Decimal) -> str:
    """An amount with its unit: ``12.5 mg``."""
    return f"{number(amount)} mg"


def mcg(amount: Decimal) -> str:
    """An intrathecal amount with its unit, thousands set apart: ``2,000 mcg``."""
    text = f"{amount:,f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} mcg"


def total_mg(doses_mg: Sequence[Decimal]) -> Decimal:
    """The sum of one day's amounts, in mg; zero for none."""
    return sum(doses_mg, Decimal(0))


def regimen_text(doses_mg: Sequence[Decimal]) -> str:
    """A regimen of up to eight amounts in words.

    ``10 mg three times a day``, ``5 mg, 5 mg, 10 mg a day``; ``Stopped`` for none.
    """
    if not doses_mg:
        return "Stopped"
    if len(set(doses_mg)) == 1:
        return f"{mg(doses_mg[0])} {TIMES_A_DAY[len(doses_mg)]}"
    return f"{', '.join(map(mg, doses_mg))} a day"


def addition(doses_mg: Sequence[Decimal]) -> str:
    """The sum, for a reader to redo: ``15 + 15 + 15 = 45 mg``; one amount is not added."""
    total = mg(total_mg(doses_mg))
    return total if len(doses_mg) < 2 else f"{' + '.join(map(number, doses_mg))} = {total}"


def sum_text(doses_mg: Sequence[Decimal]) -> str:
    """The day's total with its arithmetic: ``45 mg per day (15 + 15 + 15)``."""
    total = f"{mg(total_mg(doses_mg))} per day"
    return total if len(doses_mg) < 2 else f"{total} ({' + '.join(map(number, doses_mg))})"
