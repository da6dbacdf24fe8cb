"""The list of patients, where each stands today, and the links that sort it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlencode

from patients.days import Day, day_text
from patients.models import Clinic, Dystonia, full_name
from patients.models.keyset import Page
from titration.rules import RULES, number, regimen_text
from titration.standing import due

COUNTED_UP_TO = 1000
MOST_FOUND = 50
FIELDS = (
    "patient_id",
    "patient__family_name",
    "patient__given_name",
    "patient__born_on",
    "patient__record_number",
    "patient__clinic_id",
    "dystonia__distribution",
    "dystonia__sites",
    "doses_mg",
    "in_words",
    "total_mg",
    "regimen_since",
    "open_side_effects",
    "worst_severity",
    "attention_flags",
    "notice_flags",
)


class Known(NamedTuple):
    """What is known beside the rows: who has a namesake, and by the patient's id:

    ``former`` and ``former_numbers``, the former names and record numbers by which a search
    found patients, and ``unlisted``, why a patient is not on the worklist.
    """

    namesakes: Collection[int]
    former: Mapping[int, str] = MappingProxyType({})
    former_numbers: Mapping[int, str] = MappingProxyType({})
    unlisted: Mapping[int, str] = MappingProxyType({})


class Column(NamedTuple):
    """A column: its heading, its name in ``SORTS``, and the direction to sort it in at first."""

    label: str
    sort: str
    greatest_first: bool = False
    css_class: str = ""


COLUMNS = (
    Column("Patient", "name"),
    Column("Record number", "record-number"),
    Column("Dystonia", "dystonia"),
    Column("Current regimen", "regimen"),
    Column("mg per day", "total", greatest_first=True, css_class="num"),
    Column("Days on it", "days", greatest_first=True, css_class="num"),
    Column("Open side effects, worst", "side-effects", greatest_first=True),
    Column("Flags", "flags", greatest_first=True, css_class="below"),
)
CLINIC = Column("Clinic", "clinic", css_class="below-first")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading; without ``url`` it is no link. ``direction`` is for aria-sort."""

    label: str
    css_class: str
    url: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One patient, in words. A value that is not recorded is empty, never zero.

    ``path`` is the chart's address, relative to the worklist's. ``formerly`` and
    ``former_number`` are the former name and record number by which a search found the patient.
    ``born`` tells namesakes of a clinic apart. ``unlisted`` says why a patient is not on the
    worklist; then no dose or flag is told.
    """

    patient_id: int
    path: str
    full_name: str
    formerly: str
    born: str
    record_number: str
    former_number: str
    dystonia: str
    unlisted: str
    regimen: str
    total_mg: str
    days: str
    open_side_effects: str
    worst_severity: str
    attention: str
    notice: str
    clinic: str


@dataclass(frozen=True, slots=True)
class PatientList:
    """A list of patients, ready to show; with their clinics where the reader has several."""

    headings: list[Heading]
    rows: list[Row]
    shows_clinics: bool


@dataclass(frozen=True, slots=True)
class Worklist:
    """One page of the worklist: its patients, how many there are, and the pages beside it."""

    patients: PatientList
    count: str
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """The patients a search found, by name, and how many; ``are_more`` if some are not shown."""

    patients: PatientList
    count: str
    are_more: bool


def patient_list(
    rows: Iterable[Mapping[str, Any]],
    clinics: Sequence[Clinic],
    known: Known,
    sort: str = "",
) -> PatientList:
    """Make the list from rows of ``FIELDS``. Given the order it is in, its headings are links."""
    here = {clinic.pk: (clinic.name, clinic.today()) for clinic in clinics}
    shows_clinics = len(clinics) > 1
    columns = (*COLUMNS, CLINIC) if shows_clinics else COLUMNS
    return PatientList(
        headings=[heading(column, sort) for column in columns],
        rows=[list_row(row, *here[row["patient__clinic_id"]], known) for row in rows],
        shows_clinics=shows_clinics,
    )


def worklist(
    page: Page, clinics: Sequence[Clinic], sort: str, count: int, known: Known
) -> Worklist:
    """Make a page from rows of ``FIELDS``. ``count`` may stop at ``COUNTED_UP_TO`` + 1."""
    ids = [row["patient_id"] for row in page.rows]
    return Worklist(
        patients=patient_list(page.rows, clinics, known, sort),
        count=count_text(count),
        previous_url=address(sort=sort, before=ids[0]) if page.has_previous else None,
        next_url=address(sort=sort, after=ids[-1]) if page.has_next else None,
    )


def found(rows: Sequence[Mapping[str, Any]], clinics: Sequence[Clinic], known: Known) -> Found:
    """Make the result from rows of ``FIELDS``, cut to the first ``MOST_FOUND``."""
    shown, are_more = rows[:MOST_FOUND], len(rows) > MOST_FOUND
    count = f"more than {MOST_FOUND} patients" if are_more else count_text(len(rows))
    return Found(patient_list(shown, clinics, known), count, are_more)


def address(**parameters: str | int) -> str:
    """Return the worklist's own address with parameters."""
    return f"?{urlencode(parameters)}"


def count_text(count: int) -> str:
    """``34 patients``; ``1,000+ patients`` beyond what is counted."""
    if count == 1:
        return "1 patient"
    more = "+" if count > COUNTED_UP_TO else ""
    return f"{min(count, COUNTED_UP_TO):,}{more} patients"


def not_of_today(left: int) -> str:
    """Say how many patients' rows are of an earlier day; empty if none is."""
    if not left:
        return ""
    if left == 1:
        return "1 patient’s dose and flags are still of an earlier day."
    count = f"More than {due.COUNTED_UP_TO}" if left > due.COUNTED_UP_TO else str(left)
    return f"{count} patients’ doses and flags are still of an earlier day."


def heading(column: Column, sort: str) -> Heading:
    """Return a column's heading; if the list is sorted, it links to another order."""
    if not sort:
        return Heading(column.label, column.css_class)
    backwards = f"-{column.sort}"
    direction = {column.sort: "ascending", backwards: "descending"}.get(sort, "")
    turns = direction == "ascending" or (not direction and column.greatest_first)
    url = address(sort=backwards if turns else column.sort)
    return Heading(column.label, column.css_class, url, direction)


def list_row(row: Mapping[str, Any], clinic: str, today: date, known: Known) -> Row:
    """Put one row of ``FIELDS`` in words; ``today`` is the clinic's."""
    since, unlisted = row["regimen_since"], known.unlisted.get(row["patient_id"], "")
    return Row(
        patient_id=row["patient_id"],
        path=f"patients/{row['patient_id']}/",
        full_name=full_name(row["patient__family_name"], row["patient__given_name"]),
        formerly=known.former.get(row["patient_id"], ""),
        born=born_text(row["patient__born_on"]) if row["patient_id"] in known.namesakes else "",
        record_number=row["patient__record_number"],
        former_number=known.former_numbers.get(row["patient_id"], ""),
        dystonia=dystonia_text(row["dystonia__distribution"], row["dystonia__sites"]),
        unlisted=unlisted,
        regimen="" if unlisted else regimen(row["doses_mg"], row["in_words"], since),
        total_mg=number(row["total_mg"]) if row["doses_mg"] else "",
        days=str((today - since).days) if since else "",
        open_side_effects=str(row["open_side_effects"] or ""),
        worst_severity=row["worst_severity"],
        attention=labels(row["attention_flags"]),
        notice=labels(row["notice_flags"]),
        clinic=clinic,
    )


def born_text(born_on: Day | None) -> str:
    """``born 01-May-1980``, to tell namesakes apart."""
    return f"born {day_text(born_on)}" if born_on else "birth date not recorded"


def dystonia_text(distribution: str | None, sites: Sequence[str] | None) -> str:
    """``Cervical``, under a heading that says dystonia; empty where none is recorded."""
    return words_of(distribution, tuple(sites or ())) if distribution else ""


@cache
def words_of(distribution: str, sites: tuple[str, ...]) -> str:
    """Put a dystonia in words. Cached: to make the object takes longer than the rest of a row."""
    return Dystonia(distribution=distribution, sites=list(sites)).in_short


def regimen(doses_mg: list[Decimal] | None, in_words: str, since: date) -> str:
    """``10 mg three times a day``, the regimen's own words, or why there is none."""
    if doses_mg is None:
        return "No dose recorded"
    if in_words:
        return in_words
    return regimen_text(doses_mg) if doses_mg else f"Stopped since {day_text(since)}"


def labels(codes: list[str]) -> str:
    """The label of each code once, with how often it holds: ``Effect listed as serious (2)``."""
    return ", ".join(
        RULES[code].label + (f" ({times})" if times > 1 else "")
        for code, times in Counter(codes).items()
    )
