"""A form that had saved something else when it was sent again: both, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch
from typing import Any, NamedTuple

from django.db.models import Field, Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from patients import access
from patients.days import InexactDay, day_text
from patients.models import (
    AccessReview,
    Account,
    Clinic,
    Dystonia,
    Entry,
    Invitation,
    Membership,
    Patient,
    Precaution,
    Resending,
    SignInReset,
    content_fields,
)
from patients.web.instants import clinic_time
from titration.record.history.page import fate
from titration.rules import number

NOTHING = "nothing"
# For a row that is no entry: the route of its page, the column in the address, the link's words.
PAGES = {
    Patient: ("edit-patient", "pk", "Edit what was saved"),
    Invitation: ("invitation", "pk", "Open the invitation"),
    SignInReset: ("account", "account_id", "Open the account"),
    AccessReview: ("access-review", "pk", "Open the signed review"),
}


class Authorship(NamedTuple):
    """Who saved a row, when, and the clinic in whose time zone that is shown."""

    by: Account | None
    at: datetime
    clinic: Clinic


class RowLink(NamedTuple):
    """The address at which a saved row can be corrected or seen, and the link's words."""

    url: str
    link: str


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved row in words. ``fate`` is empty while it counts, ``url`` if no page shows it."""

    what: str
    fate: str
    url: str
    link: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the form said differently the two times."""

    label: str
    saved: str
    sent: str


@dataclass(frozen=True, slots=True)
class AlreadySavedPage:
    """What a form saved, what was sent now, and how they differ; times are the clinic's."""

    saved_at: str
    saved_by: str
    sent_by: str
    saved: list[SavedRow]
    sent: list[str]
    differences: list[Difference]
    can_begin_anew: bool


def already_saved(resending: Resending, reader: Account) -> AlreadySavedPage:
    """Put what was saved and what was sent in words, for the reader who sent the form now."""
    first = resending.saved[0]
    author = authorship(first)
    zone = author.clinic.time_zone
    return AlreadySavedPage(
        saved_at=clinic_time(author.at, zone),
        saved_by=str(author.by or "the command line"),
        sent_by=str(reader),
        saved=[saved_row(row, reader, zone) for row in resending.saved],
        sent=[str(row) for row in resending.sent],
        differences=list(differences(resending, zone)),
        can_begin_anew=getattr(first, "replaces", None) is None,
    )


def saved_row(row: Model, reader: Account, zone: str) -> SavedRow:
    """Put one saved row in words, with what became of it and a link to it."""
    became = fate(row, zone) if isinstance(row, Entry) else ""
    link = row_link(row, reader) or RowLink("", "")
    return SavedRow(str(row), became, link.url, link.link)


def differences(resending: Resending, zone: str) -> Iterator[Difference]:
    """Yield what differs between the rows that are not the same, column by column."""
    for saved, sent in zip(*resending.unmatched, strict=False):
        if type(saved) is not type(sent):
            continue
        for field in content_fields(type(saved)):
            values = [in_words(field, row, zone) for row in (saved, sent)]
            is_shown = not field.is_relation or field.name == "replaces"
            if is_shown and values[0] != values[1]:
                yield Difference(label_of(field), *values)
    if resending.saved_reason != resending.sent_reason:
        reasons = (resending.saved_reason or NOTHING, resending.sent_reason or NOTHING)
        yield Difference("Why it was entered in error", *reasons)


def label_of(field: "Field[Any, Any]") -> str:
    """Return what a column is called: ``Phase``."""
    return "In place of" if field.name == "replaces" else str(capfirst(field.verbose_name))


def in_words(field: "Field[Any, Any]", row: Model, zone: str) -> str:
    """Write the value of one column: ``10, 10, 10``, ``05-Jan-2026``, ``Taper``, ``nothing``."""
    value = getattr(row, field.name)
    labels = dict(field.flatchoices)
    return str(labels[value]) if labels and value in labels else value_in_words(value, zone)


def value_in_words(value: Any, zone: str) -> str:
    """Write a value as every page does; an instant in the time zone ``zone``."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value_in_words(each, zone) for each in value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, datetime):
        return clinic_time(value, zone)
    return day_text(value) if isinstance(value, date | InexactDay) else str(value)


@singledispatch
def authorship(row: Model) -> Authorship:
    """Return who saved a row, and when. Raises ``TypeError`` for a row that no form saves."""
    raise TypeError(row)


@authorship.register
def of_entry(row: Entry) -> Authorship:
    return Authorship(row.recorded_by, row.recorded_at, row.patient.clinic)


@authorship.register
def of_patient(row: Patient) -> Authorship:
    return Authorship(row.registered_by, row.registered_at, row.clinic)


@authorship.register
def of_invitation(row: Invitation) -> Authorship:
    return Authorship(row.invited_by, row.invited_at, row.clinic)


@authorship.register
def of_reset(row: SignInReset) -> Authorship:
    membership = row.account.memberships.select_related("clinic").order_by("-pk")[0]
    return Authorship(row.reset_by, row.reset_at, membership.clinic)


@authorship.register
def of_review(row: AccessReview) -> Authorship:
    return Authorship(row.signed_by, row.signed_at, row.clinic)


@authorship.register
def of_membership(row: Membership) -> Authorship:
    return Authorship(row.account, row.since, row.clinic)


def row_link(row: Model, reader: Account) -> RowLink | None:
    """Return the link by which a reader corrects or sees a saved row; ``None`` if there is none."""
    if isinstance(row, Entry):
        return correction_link(row, reader)
    if type(row) not in PAGES:
        return None
    route, column, link = PAGES[type(row)]
    return RowLink(reverse(route, args=[getattr(row, column)]), link)


def correction_link(entry: Entry, reader: Account) -> RowLink | None:
    """Return the link to correct an entry, if it counts and the reader may mark it.

    A dystonia or an answer about a history is corrected on the page that edits the patient.
    """
    may_mark = access.may_mark(reader, entry.patient.clinic_id, entry.recorded_by_id)
    if isinstance(entry, Dystonia | Precaution) or not entry.is_live or not may_mark:
        return None
    url = reverse("mark-in-error", args=[entry.patient_id, entry.KIND, entry.pk])
    return RowLink(url, "Correct what was saved")


def context_processor(_request: HttpRequest) -> dict[str, Any]:
    """Give templates ``already_saved``, which a page that shows a form may call."""
    return {"already_saved": already_saved}
