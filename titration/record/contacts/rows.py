"""Contacts as a list beside the chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from patients.days import day_text
from titration.reading.rows import RecordedContact
from titration.record.contacts.models import ContactOutcome, contact_text
from titration.record.marking import Marking, Markings
from titration.rules import counted
from titration.rules.history import ContactFact


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact, ready to show.

    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    contacted_on: str
    outcome: str
    call_again_on: str
    note: str
    marking: Marking


def latest_contacted_first(rows: Sequence[RecordedContact]) -> list[RecordedContact]:
    """Sort by the day of the contact, latest first; of one day, the one recorded last is first."""
    return sorted(rows, key=lambda row: row.contacted_on)[::-1]


def again_words(call_on: date | None) -> str:
    """``call again on 01-Dec-2026``; empty if no call is planned."""
    return f"call again on {day_text(call_on)}" if call_on else ""


def call_words(call_on: date, today: date) -> tuple[str, str]:
    """``Call again, 3 days ago`` and ``planned for 28-Nov-2026``, once the day has come."""
    days = (today - call_on).days
    if days > 0:
        return f"Call again, {counted(days, 'day')} ago", f"planned for {day_text(call_on)}"
    return f"Call again on {day_text(call_on)}", "today"


def contact_rows(rows: Sequence[RecordedContact], markings: Markings) -> list[ContactRow]:
    """Make entries of the list from the contacts."""
    return [
        ContactRow(
            name=f"contact-{row.id}",
            path=f"contacts/{row.id}/",
            contacted_on=day_text(row.contacted_on),
            outcome=ContactOutcome(row.outcome).label,
            call_again_on=day_text(row.call_again_on) if row.call_again_on else "",
            note=row.note,
            marking=markings.of(row),
        )
        for row in rows
    ]


def fact_words(fact: ContactFact) -> str:
    """``Contact on 27-Nov-2026: reached``."""
    return contact_text(fact.outcome, fact.on, fact.again_on)
