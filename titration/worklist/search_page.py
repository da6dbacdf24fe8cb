"""What a search found: the patients who begin so, and under a heading of their own those near."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from patients.models import Care
from patients.models.folded_names import begins
from patients.models.look_alikes import begins_number
from patients.patient_queries import former_names_of, former_numbers_of
from patients.patient_search import Search, begin_so, nearest, nearly_so, search_for
from titration.rules import counted
from titration.standing.models import BY_NAME, Standing
from titration.worklist.births import births_in
from titration.worklist.rows import FIELDS, Known, Row, list_row
from titration.worklist.viewer import Viewer

MOST_FOUND = 50
MOST_NEAR = 10
NEARLY_SO = "Nearly so", "one letter wrong, missing or extra, or two swapped; the likest first"
NEAREST = "The nearest names", "the likest first"

Values: TypeAlias = Mapping[str, Any]
Heading: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NearSection:
    """Patients whose names are not as typed, under a heading that says so."""

    heading: str
    order: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Found:
    """The patients a search found, by name, and how many; ``are_more`` if some are not shown."""

    rows: list[Row]
    count: str
    are_more: bool
    near: NearSection
    shows_clinics: bool

    @property
    def patient_ids(self) -> list[int]:
        """The ids of the patients shown, in order."""
        return [row.patient_id for row in (*self.rows, *self.near.rows)]


def find(text: str, viewers: Mapping[int, Viewer]) -> Found:
    """Search among the patients of some clinics, in a constant number of queries.

    ``viewers`` are the reader in each of the clinics, by its id.
    """
    births, days = births_in(text)
    clinic_ids = list(viewers)
    search = search_for(text, births=births, days=days, clinic_ids=clinic_ids)
    begin = begin_so(search, most=MOST_FOUND)
    (heading, order), near = near_names(search, begin)
    both = Standing.objects.in_clinics(clinic_ids).filter(patient__in=[*begin, *near])
    ordered = both.values(*FIELDS).order_by(*BY_NAME)[: MOST_FOUND + 1 + MOST_NEAR]
    by_id = {row["patient_id"]: row for row in ordered}
    near_rows = [by_id.pop(patient_id) for patient_id in near if patient_id in by_id]
    rows = [*by_id.values()][:MOST_FOUND]
    known = known_of(search, rows, near)
    return Found(
        rows=listed(rows, viewers, known),
        count=count_text(len(by_id)),
        are_more=len(by_id) > MOST_FOUND,
        near=NearSection(heading, order, listed(near_rows, viewers, known)),
        shows_clinics=len(viewers) > 1,
    )


def near_names(search: Search, begin: Sequence[int]) -> tuple[Heading, dict[int, str]]:
    """Return a heading, and the patients with a slip, or if nobody is found the most alike.

    By id, with the former name by which they are found. None where the page is full.
    """
    if len(begin) >= MOST_FOUND:
        return NEARLY_SO, {}
    near = nearly_so(search, found=begin, most=MOST_NEAR + 1)
    if begin or near:
        return cut(NEARLY_SO, near)
    return cut(NEAREST, nearest(search, most=MOST_NEAR + 1))


def cut(heading: Heading, near: dict[int, str]) -> tuple[Heading, dict[int, str]]:
    """Keep as many of the likest as are shown; the heading says so where there are more."""
    if len(near) <= MOST_NEAR:
        return heading, near
    name, order = heading
    return (name, f"{order}; only {MOST_NEAR} are shown"), dict([*near.items()][:MOST_NEAR])


def known_of(search: Search, rows: Sequence[Values], near: Mapping[int, str]) -> Known:
    """Read what a search knows beside the rows it found."""
    begin = [row["patient_id"] for row in rows]
    called = begins(parts for parts, _ in search.names)
    former = former_names_of(begin, called) | {pk: name for pk, name in near.items() if name}
    ends = Care.objects.ends_among([*begin, *near])
    return Known(
        former,
        former_numbers_of(begin, begins_number(search.text)),
        {patient_id: str(end) for patient_id, end in ends.items()},
    )


def listed(rows: Iterable[Values], viewers: Mapping[int, Viewer], known: Known) -> list[Row]:
    """Put rows of ``FIELDS`` in words, each for the reader's role in its clinic."""
    return [list_row(row, viewers[row["clinic_id"]], known) for row in rows]


def count_text(count: int) -> str:
    """``34 patients``; ``more than 50 patients`` beyond what is shown."""
    if count > MOST_FOUND:
        return f"more than {MOST_FOUND} patients"
    return counted(count, "patient")
