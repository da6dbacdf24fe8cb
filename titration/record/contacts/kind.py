"""Tells the other packages about contacts that were tried."""

from patients.access import Right
from titration.record.contacts.models import Contact
from titration.record.contacts.rows import contact_rows, fact_words, latest_contacted_first
from titration.record.contacts.views import correct_contact, record_contact
from titration.record.kind import (
    Charted,
    ChartSection,
    InPage,
    Kind,
    Page,
)
from titration.rules.history import ContactFact

NEWEST = 5  # rows on the chart


def section(chart: Charted) -> ChartSection:
    """The newest contacts, latest first."""
    rows = latest_contacted_first(chart.recorded.contacts)
    shown = contact_rows(chart.newest("contacts", rows, NEWEST), chart.markings)
    return ChartSection("record/contacts/_rows.html", "contacts", shown, len(rows))


KIND = Kind(
    model=Contact,
    fact=ContactFact,
    fact_words=fact_words,
    pages=[Page("record/", record_contact, "record-contact")],
    in_page=InPage(key="o", route="record-contact", label="Contact", right=Right.RECORD_CONTACT),
    section=section,
    correct=correct_contact,
)
