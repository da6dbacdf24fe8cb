"""Instants by a clinic's clock, and as addresses write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def clinic_time(instant: datetime, time_zone: str) -> str:
    """An instant in a time zone, as ``01-May-2026 10:00``."""
    return f"{instant.astimezone(ZoneInfo(time_zone)):%d-%b-%Y %H:%M}"


def in_address(instant: datetime) -> str:
    """An instant to the microsecond, without characters to escape: ``2026-05-01T10:00:00Z``."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def just_before(instant: datetime) -> datetime:
    """One microsecond before an instant: the difference that PostgreSQL keeps."""
    return instant - timedelta(microseconds=1)
