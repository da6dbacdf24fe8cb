"""How a date stands in a page."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=16384)
def day_text(day: date) -> str:
    """``06-Nov-2025``: no day can be taken for a month. A chart writes some two hundred."""
    return f"{day:%d-%b-%Y}"
