"""Everything recorded of a patient, in the order it became known, and what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from operator import attrgetter

from django.db.models import QuerySet

from patients import access
from patients.models import Account, Entry, Patient, Status
from patients.web.instants import clinic_time, in_address, just_before
from titration.record.kinds import KINDS


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One entry, ready to show; times are the clinic's.

    ``fate`` is empty while the entry counts. ``known_before`` is the last instant at
    which a marked entry counted, as written in an address.
    """

    kind: str
    kind_words: str
    pk: int
    what: str
    recorded_at: str
    recorded_by: str
    is_in_error: bool
    fate: str
    known_before: str
    may_mark: bool


def history_rows(patient: Patient, reader: Account) -> list[HistoryRow]:
    """Read every entry of every kind, latest first, in one query a kind."""
    found = list(chain.from_iterable(of_kind(kind.model, patient) for kind in KINDS.values()))
    share_accounts(found)
    found.sort(key=attrgetter("recorded_at", "pk"), reverse=True)
    zone = patient.clinic.time_zone
    may_mark = cache(partial(access.may_mark, reader, patient.clinic_id))
    return [recorded(entry, zone, may_mark) for entry in found]


def of_kind(model: type[Entry], patient: Patient) -> QuerySet[Entry]:
    """Return the entries of one kind: live, superseded and entered in error."""
    entries = model._default_manager.filter(patient=patient)
    return entries.select_related("recorded_by", "marked_by", *model.SAID_WITH)


def share_accounts(entries: Iterable[Entry]) -> None:
    """Give entries one shared object for each account, so that its former names are read once."""
    people: dict[int, Account] = {}
    for entry in entries:
        entry.recorded_by = people.setdefault(entry.recorded_by_id, entry.recorded_by)
        if entry.marked_by:
            entry.marked_by = people.setdefault(entry.marked_by.pk, entry.marked_by)


def recorded(entry: Entry, zone: str, may_mark: Callable[[int], bool]) -> HistoryRow:
    """Put one entry in words."""
    return HistoryRow(
        kind=entry.KIND,
        kind_words=entry.CALLED,
        pk=entry.pk,
        what=str(entry),
        recorded_at=clinic_time(entry.recorded_at, zone),
        recorded_by=entry.recorded_by_name,
        is_in_error=entry.is_in_error,
        fate=fate(entry, zone),
        known_before=in_address(just_before(entry.marked_at)) if entry.marked_at else "",
        may_mark=entry.is_live and may_mark(entry.recorded_by_id),
    )


def fate(entry: Entry, zone: str) -> str:
    """Say why an entry no longer counts, who marked it and when; empty while it counts."""
    if entry.marked_at is None or entry.marked_by is None:
        wholes: list[Entry] = [getattr(entry, name) for name in entry.SAID_WITH]
        gone = [whole.CALLED.lower() for whole in wholes if not whole.is_live]
        return f"Of a {gone[0]} that no longer counts" if gone else ""
    when = f"{entry.marked_by.name_at(entry.marked_at)}, {clinic_time(entry.marked_at, zone)}"
    if entry.status == Status.SUPERSEDED:
        return f"Superseded by a later entry ({when})"
    return f"Entered in error: {entry.marked_reason} ({when})"
