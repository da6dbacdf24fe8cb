"""Instants as the clinic's clock shows them, and as an address carries them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def clinic_time(instant: datetime, time_zone: str) -> str:
    """An instant by the clock of a time zone: ``01-May-2026 10:00``."""
    return f"{instant.astimezone(ZoneInfo(time_zone)):%d-%b-%Y %H:%M}"


def in_address(instant: datetime) -> str:
    """An instant to the microsecond, with nothing to escape: ``2026-05-01T10:00:00Z``."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def just_before(instant: datetime) -> datetime:
    """The last instant before another that the database can tell from it."""
    return instant - timedelta(microseconds=1)
