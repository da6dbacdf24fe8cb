"""The pages of the worklist: the morning list by groups, one group, or all by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from patients.models import Clinic, keyset
from patients.models.keyset import Order
from titration.standing import due
from titration.standing.listing import counts, rows_of_groups
from titration.standing.models import BY_NAME, MORNING, Standing
from titration.standing.situation import GROUPS, Group
from titration.worklist.forms import ALL, WorklistQuery
from titration.worklist.rows import FIELDS, Row, list_row

PAGE_SIZE = 25
COUNTED_UP_TO = 1000
# How many patients of a group the morning list shows; the rest behind a link.
SHOWN = {Group.GRAVE: 25, Group.OVERDUE: 6, Group.CONTACT: 6, Group.PLANNED: 6, Group.REST: 12}
HEADINGS: dict[str, tuple[str, str]] = {
    Group.GRAVE: ("Serious or severe", "open, worst and oldest first"),
    Group.OVERDUE: ("Review overdue", "by days"),
    Group.CONTACT: ("To contact", "changed with no contact since, oldest first"),
    Group.PLANNED: ("Planned steps", "within a week"),
    Group.REST: ("Everyone else", "by name"),
    ALL: ("All patients", "by name"),
}


@dataclass(frozen=True, slots=True)
class View:
    """A link to a view of the list; ``count`` is empty where nothing is counted."""

    label: str
    url: str
    count: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class ListSection:
    """A group of the morning list: its heading, in which order it is, and its first patients.

    ``more`` says how many others there are, on the page at ``url``.
    """

    name: str
    heading: str
    order: str
    count: str
    rows: list[Row]
    more: str
    url: str


@dataclass(frozen=True, slots=True)
class OtherClinic:
    """Another clinic of the reader, and how many of its patients are serious or severe."""

    name: str
    url: str
    grave: str


@dataclass(frozen=True, slots=True)
class Worklist:
    """A page of one clinic's list: its sections, the views of it, and the pages beside it.

    ``others`` are the reader's other clinics, of which nothing else is shown.
    """

    clinic_id: int
    clinic: str
    today: date
    views: list[View]
    sections: list[ListSection]
    others: list[OtherClinic]
    previous_url: str | None = None
    next_url: str | None = None

    @property
    def patient_ids(self) -> list[int]:
        """The ids of the patients shown, in order."""
        return [row.patient_id for section in self.sections for row in section.rows]


def worklist(
    clinic: Clinic, clinics: Sequence[Clinic], roles: Mapping[int, str], asked: WorklistQuery
) -> Worklist:
    """Read the page of a clinic's list that is asked for, in a constant number of queries.

    ``roles`` are the reader's, by the ids of their ``clinics``.
    """
    role = roles[clinic.pk]
    counted, grave = counts(clinic.pk, roles, up_to=COUNTED_UP_TO + 1)
    page = Worklist(
        clinic_id=clinic.pk,
        clinic=clinic.name,
        today=clinic.today(),
        views=views(clinic, role, counted, asked.view),
        sections=[],
        others=others(clinics, grave),
    )
    if not asked.view:
        return replace(page, sections=morning(clinic, role, counted))
    return one_view(page, clinic, role, counted, asked)


def one_view(
    page: Worklist, clinic: Clinic, role: str, counted: Mapping[Group, int], asked: WorklistQuery
) -> Worklist:
    """Read a page of one group, or of all patients by name, narrowed where that is asked for."""
    here = Standing.objects.listed().in_clinics([clinic.pk]).narrowed(**asked.narrowed)
    order: Order = BY_NAME
    count = sum(counted.values())
    if asked.view != ALL:
        group = Group(asked.view)
        here, order, count = here.in_group(role, group), MORNING[role], counted[group]
    if asked.narrowed:
        count = here[: COUNTED_UP_TO + 1].count()
    rows = here.values(*{*FIELDS, *order})
    found = keyset.page(rows, order, size=PAGE_SIZE, after=asked.after, before=asked.before)
    ids = [row["patient_id"] for row in found.rows]
    url = partial(address, clinic, view=asked.view, **asked.narrowed)
    return replace(
        page,
        sections=[section(clinic, role, asked.view, found.rows, count)],
        previous_url=url(before=ids[0]) if found.has_previous else None,
        next_url=url(after=ids[-1]) if found.has_next else None,
    )


def morning(clinic: Clinic, role: str, counted: Mapping[Group, int]) -> list[ListSection]:
    """Read the first patients of each group, and make the sections of those that have any."""
    found = rows_of_groups(clinic.pk, role, SHOWN)
    return [
        section(clinic, role, group, found[group], counted[group], is_cut=True)
        for group in GROUPS[role]
        if found[group]
    ]


def section(
    clinic: Clinic,
    role: str,
    name: str,
    rows: Sequence[Mapping[str, Any]],
    count: int,
    *,
    is_cut: bool = False,
) -> ListSection:
    """Put the patients of a group under its heading; where ``is_cut`` it says how many more."""
    today = clinic.today()
    return ListSection(
        name,
        *HEADINGS[name],
        count=capped(count),
        rows=[list_row(row, role, today) for row in rows],
        more=more_text(count, len(rows)) if is_cut else "",
        url=address(clinic, view=name),
    )


def views(clinic: Clinic, role: str, counted: Mapping[Group, int], here: str) -> list[View]:
    """Make the links to the views, in the order of the role."""
    numbers: dict[str, int] = {group: counted[group] for group in GROUPS[role][:-1]}
    numbers[ALL] = sum(counted.values())
    listed = [
        View(HEADINGS[name][0], address(clinic, view=name), capped(count), is_here=name == here)
        for name, count in numbers.items()
    ]
    return [View("This morning", address(clinic), "", is_here=not here), *listed]


def others(clinics: Iterable[Clinic], grave: Mapping[int, int]) -> list[OtherClinic]:
    """Make the links to the reader's other clinics."""
    return [
        OtherClinic(clinic.name, address(clinic), capped(grave[clinic.pk]))
        for clinic in clinics
        if clinic.pk in grave
    ]


def address(clinic: Clinic, **parameters: str | int) -> str:
    """Return the worklist's own address with parameters, for a clinic."""
    return f"?{urlencode({'clinic': clinic.pk, **parameters})}"


def capped(count: int) -> str:
    """``34``; ``1,000+`` beyond what is counted."""
    return f"{COUNTED_UP_TO:,}+" if count > COUNTED_UP_TO else f"{count:,}"


def more_text(count: int, shown: int) -> str:
    """``187 more``; empty if all are shown."""
    if count > COUNTED_UP_TO:
        return "More"
    return f"{count - shown} more" if count > shown else ""


def not_of_today(left: int) -> str:
    """Say how many patients' rows are of an earlier day; empty if none is."""
    if not left:
        return ""
    if left == 1:
        return "1 patient’s dose and flags are still of an earlier day."
    count = f"More than {due.COUNTED_UP_TO}" if left > due.COUNTED_UP_TO else str(left)
    return f"{count} patients’ doses and flags are still of an earlier day."
