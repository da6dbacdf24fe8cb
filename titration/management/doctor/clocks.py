"""Checks of clocks and time zones."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

from titration.management.doctor.finding import Finding, fault, look, ok, together

NOTED, WRONG = timedelta(seconds=1), timedelta(seconds=5)
SET_CLOCKS = "Let both machines take the time from the same NTP servers."
ZONES = "SELECT DISTINCT time_zone FROM patients_clinic ORDER BY time_zone"
KNOWN = "SELECT name FROM pg_timezone_names WHERE name = ANY(%s)"
LOCAL = "SELECT %s AT TIME ZONE %s"
# Now, and half a year from now: the other side of most changes to and from summer time.
LOOKED_AT = (timedelta(0), timedelta(days=182))


def clock(cursor: Any) -> Finding:
    """Look if the clocks of this machine and the database agree."""
    before = timezone.now()
    cursor.execute("SELECT clock_timestamp()")
    there = cursor.fetchone()[0]
    after = timezone.now()
    skew = max(before - there, there - after, timedelta(0))
    if skew <= NOTED:
        return ok("The clocks of this machine and the database agree to the second.")
    ahead = "behind" if there > after else "ahead of"
    found = f"This machine’s clock is {seconds(skew)} s {ahead} the database’s; 1 s is expected."
    return (look if skew <= WRONG else fault)(found, SET_CLOCKS)


def seconds(skew: timedelta) -> int:
    """Return a duration in whole seconds, rounded up."""
    return -(-skew // timedelta(seconds=1))


def time_zones(cursor: Any) -> Finding:
    """Look if Python and PostgreSQL know the time zone of every clinic, and mean the same by it."""
    cursor.execute(ZONES)
    zones = [zone for (zone,) in cursor.fetchall()]
    cursor.execute(KNOWN, [zones])
    to_postgresql = {name for (name,) in cursor.fetchall()}
    to_python = available_timezones()
    problems = [
        fault(f"{knower} does not know the time zone {zone}.", f"Bring {data} up to date.")
        for knower, known, data in (
            ("Python", to_python, "the package tzdata"),
            ("PostgreSQL", to_postgresql, "the time zone data of the database’s machine"),
        )
        for zone in zones
        if zone not in known
    ]
    problems += different_hours(cursor, [z for z in zones if z in to_python & to_postgresql])
    named = ", ".join(zones) or "none, as there is no clinic"
    return together(problems, otherwise=f"Python and PostgreSQL know every time zone: {named}.")


def different_hours(cursor: Any, zones: Sequence[str]) -> list[Finding]:
    """Return a finding for each zone in which the two read an instant as another hour."""
    now = timezone.now()
    instants = [now.astimezone(UTC) + apart for apart in LOOKED_AT]
    found = []
    for zone in zones:
        here = [instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for instant in instants]
        there = []
        for instant in instants:
            cursor.execute(LOCAL, [instant, zone])
            there.append(cursor.fetchone()[0])
        if here != there:
            found.append(
                fault(
                    f"Python and PostgreSQL disagree about the hour in {zone}.",
                    "Bring the time zone data of both machines up to date.",
                )
            )
    return found
