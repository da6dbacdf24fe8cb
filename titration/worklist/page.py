"""The pages of the worklist: the morning list by groups, one group, or all by name.

The markup of the table is kept for the reader who comes back to it while nothing in it changes
(docs/adr/0029).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from patients.models import Clinic, keyset
from patients.models.keyset import Order
from titration.standing import due
from titration.standing.listing import counts, rows_of_groups
from titration.standing.models import BY_NAME, MORNING, Standing
from titration.standing.situation import GROUPS, Group
from titration.worklist.changed import MOST_CHANGED, changed_since_looked, last_look
from titration.worklist.forms import ALL, CHANGED, WorklistQuery
from titration.worklist.rows import FIELDS, Row, list_row
from titration.worklist.viewer import Viewer

PAGE_SIZE = 25
COUNTED_UP_TO = 1000
# How many patients of a group the morning list shows; the rest behind a link.
SHOWN_CHANGED = 6
SHOWN = {Group.GRAVE: 25, Group.OVERDUE: 6, Group.CONTACT: 6, Group.PLANNED: 6, Group.REST: 12}
HEADINGS: dict[str, tuple[str, str]] = {
    Group.GRAVE: ("Serious or severe", "open, worst and oldest first"),
    Group.OVERDUE: ("Review overdue", "by days"),
    Group.CONTACT: (
        "To contact",
        "no contact or a call due, oldest first",
    ),
    Group.PLANNED: ("Planned steps", "taken? first, then within a week"),
    Group.REST: ("Everyone else", "by name"),
    CHANGED: ("Changed since you last looked", "latest first"),
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
    rows: tuple[Row, ...]
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
    sections: tuple[ListSection, ...]
    others: list[OtherClinic]
    previous_url: str | None = None
    next_url: str | None = None

    @property
    def patient_ids(self) -> list[int]:
        """The ids of the patients shown, in order."""
        return [row.patient_id for section in self.sections for row in section.rows]

    @property
    def table(self) -> SafeString:
        """The sections as they stand in the page."""
        return markup_of(self.sections)


@lru_cache(maxsize=settings.HISTORIES_KEPT)
def markup_of(sections: tuple[ListSection, ...]) -> SafeString:
    """Return the markup of a table; sections that are equal in every word share it."""
    markup = render_to_string("worklist/_table.html", {"sections": sections})
    return mark_safe(markup)  # noqa: S308 - a template's own  # nosec B308 B703


def worklist(viewer: Viewer, clinics: Sequence[Clinic], asked: WorklistQuery) -> Worklist:
    """Read the page of a clinic's list that is asked for, in a constant number of queries.

    ``clinics`` are all those of the reader.
    """
    clinic = viewer.clinic
    elsewhere = [each.pk for each in clinics if each != clinic]
    counted, grave = counts(clinic.pk, viewer.role, elsewhere, up_to=COUNTED_UP_TO + 1)
    changed = changed_since_looked(viewer)
    page = Worklist(
        clinic_id=clinic.pk,
        clinic=clinic.name,
        today=viewer.today,
        views=views(viewer, counted, len(changed), asked.view),
        sections=(),
        others=others(clinics, grave),
    )
    if not asked.view:
        return replace(page, sections=morning(viewer, counted, changed))
    if asked.view == CHANGED:
        return replace(page, sections=(changed_section(viewer, changed),))
    return one_view(page, viewer, counted, asked)


def one_view(
    page: Worklist, viewer: Viewer, counted: Mapping[Group, int], asked: WorklistQuery
) -> Worklist:
    """Read a page of one group, or of all patients by name, narrowed where that is asked for."""
    clinic, role = viewer.clinic, viewer.role
    here = Standing.objects.listed().in_clinics([clinic.pk]).narrowed(**asked.narrowed)
    order: Order = BY_NAME
    count = sum(counted.values())
    if asked.view != ALL:
        group = Group(asked.view)
        here, order, count = here.in_group(role, group), MORNING[role], counted[group]
    if asked.narrowed:
        count = here[: COUNTED_UP_TO + 1].count()
    rows = here.values(*{*FIELDS, *order}, looked_at=last_look(viewer.account))
    found = keyset.page(rows, order, size=PAGE_SIZE, after=asked.after, before=asked.before)
    ids = [row["patient_id"] for row in found.rows]
    url = partial(address, clinic, view=asked.view, **asked.narrowed)
    return replace(
        page,
        sections=(section(viewer, asked.view, found.rows, count),),
        previous_url=url(before=ids[0]) if found.has_previous else None,
        next_url=url(after=ids[-1]) if found.has_next else None,
    )


def morning(
    viewer: Viewer, counted: Mapping[Group, int], changed: Sequence[Mapping[str, Any]]
) -> tuple[ListSection, ...]:
    """Read the first patients of each group, and make the sections of those that have any.

    Those of everyone else who changed since the reader looked stand in a section before.
    """
    found = rows_of_groups(viewer.clinic.pk, viewer.role, SHOWN, viewer.account)
    *asking, rest = [
        section(viewer, group, found[group], counted[group], is_cut=True)
        for group in GROUPS[viewer.role]
    ]
    new = changed_section(viewer, changed, most=SHOWN_CHANGED)
    shown = {row.patient_id for row in new.rows}
    others = replace(rest, rows=tuple(row for row in rest.rows if row.patient_id not in shown))
    return tuple(each for each in (*asking, new, others) if each.rows)


def changed_section(
    viewer: Viewer, rows: Sequence[Mapping[str, Any]], most: int = MOST_CHANGED
) -> ListSection:
    """Make the section of patients who changed since the reader looked, at most ``most``."""
    return replace(
        section(viewer, CHANGED, rows[:most], len(rows), is_cut=most < MOST_CHANGED),
        count=changed_text(len(rows)),
    )


def changed_text(count: int) -> str:
    """``12``; ``50+`` beyond what is read."""
    return f"{MOST_CHANGED}+" if count > MOST_CHANGED else str(count)


def section(
    viewer: Viewer,
    name: str,
    rows: Sequence[Mapping[str, Any]],
    count: int,
    *,
    is_cut: bool = False,
) -> ListSection:
    """Put the patients of a group under its heading; where ``is_cut`` it says how many more."""
    return ListSection(
        name,
        *HEADINGS[name],
        count=capped(count),
        rows=tuple(list_row(row, viewer) for row in rows),
        more=more_text(count, len(rows)) if is_cut else "",
        url=address(viewer.clinic, view=name),
    )


def views(viewer: Viewer, counted: Mapping[Group, int], changed: int, here: str) -> list[View]:
    """Make the links to the views, in the order of the role."""
    clinic = viewer.clinic
    numbers: dict[str, str] = {group: capped(counted[group]) for group in GROUPS[viewer.role][:-1]}
    numbers |= {CHANGED: changed_text(changed), ALL: capped(sum(counted.values()))}
    listed = [
        View(HEADINGS[name][0], address(clinic, view=name), count, is_here=name == here)
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
