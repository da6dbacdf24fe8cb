"""One patient on a list: who they are, what is told of them, and their dose."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from patients.days import Day, day_text
from patients.web.banner import age_text
from titration.rules import RULES, counted, mg, regimen_text
from titration.standing.situation import group_at
from titration.worklist import dose_year
from titration.worklist.viewer import Viewer
from titration.worklist.words import Told, changed_told, day_or_none, told_of

FIELDS = (
    "patient_id",
    "patient__family_name",
    "patient__given_name",
    "patient__born_on",
    "patient__record_number",
    "clinic_id",
    "doses_mg",
    "in_words",
    "total_mg",
    "notice_flags",
    "situation",
    "doses_told",
    "entered_at",
    "entered_by",
    "neurologist_place",
    "nurse_place",
)


class Known(NamedTuple):
    """What a search knows beside the rows, by the patient's id.

    ``former`` and ``former_numbers`` are the former names and record numbers by which it found
    patients, and ``unlisted`` says why a patient is not on the worklist.
    """

    former: Mapping[int, str] = MappingProxyType({})
    former_numbers: Mapping[int, str] = MappingProxyType({})
    unlisted: Mapping[int, str] = MappingProxyType({})


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Row:
    """One patient, in words. A value that is not recorded is empty, never zero.

    ``path`` is the chart's address, relative to the worklist's. ``formerly`` and
    ``former_number`` are the former name and record number by which a search found the patient.
    ``told`` is why they stand in their group, ``tags`` how the dose stands beside the sources.
    ``line`` is the path of the dose of twelve months. ``overdue`` says by how much the date of
    the next review has passed. ``unlisted`` says why a patient is not on the worklist; then no
    dose is told. ``is_new`` if another person recorded something since the reader last looked.
    """

    patient_id: int
    path: str
    family_name: str
    given_name: str
    formerly: str
    born: str
    record_number: str
    former_number: str
    told: Told
    tags: tuple[str, ...]
    dose: str
    regimen: str
    line: str
    last_contact: str
    next_review: str
    overdue: str
    clinic: str
    unlisted: str
    is_new: bool


def list_row(row: Mapping[str, Any], viewer: Viewer, known: Known = NOTHING_KNOWN) -> Row:
    """Put one row of ``FIELDS`` in words; ``looked_at`` in it is when the reader last looked."""
    pk, situation, today = row["patient_id"], row["situation"], viewer.today
    group = group_at(viewer.role, row[f"{viewer.role}_place"])
    is_new = changed_since(row, viewer)
    told = told_of(group, situation, today)
    if is_new and not told.words:
        days = map(viewer.clinic.day_of, (row["entered_at"], row["looked_at"]))
        told = changed_told(situation, *days)
    unlisted = known.unlisted.get(pk, "")
    dose, regimen = dose_words(row["doses_mg"], row["in_words"], row["total_mg"])
    next_review = day_or_none(situation.get("next_review"))
    return Row(
        patient_id=pk,
        path=f"patients/{pk}/",
        family_name=row["patient__family_name"],
        given_name=row["patient__given_name"],
        formerly=known.former.get(pk, ""),
        born=born_text(row["patient__born_on"], today),
        record_number=row["patient__record_number"],
        former_number=known.former_numbers.get(pk, ""),
        told=Told() if unlisted else told,
        tags=tags(row["notice_flags"]),
        dose="" if unlisted else dose,
        regimen="" if unlisted else regimen,
        line=dose_year.line(row["doses_told"], today),
        last_contact=day_text_or_nothing(day_or_none(situation.get("last_contact"))),
        next_review=day_text_or_nothing(next_review),
        overdue=overdue_text(next_review, today),
        clinic=viewer.clinic.name,
        unlisted=unlisted,
        is_new=is_new,
    )


def changed_since(row: Mapping[str, Any], viewer: Viewer) -> bool:
    """True if another person recorded something since the reader last looked at the chart."""
    looked_at, entered_at = row.get("looked_at"), row["entered_at"]
    if looked_at is None or entered_at is None or row["entered_by"] == viewer.account.pk:
        return False
    return bool(entered_at > looked_at)


def born_text(born_on: Day | None, today: date) -> str:
    """``14-Mar-1979 (47y)``, as the banner writes it."""
    if born_on is None:
        return "birth date not recorded"
    age = age_text(today, born_on)
    return f"{day_text(born_on)} ({age})" if age else day_text(born_on)


def dose_words(doses_mg: Sequence[Any] | None, in_words: str, total_mg: Any) -> tuple[str, str]:
    """``45 mg per day`` and ``15 mg three times a day``; or why there is no total."""
    if doses_mg is None:
        return "No dose recorded", ""
    if in_words:
        return in_words, ""
    if not doses_mg:
        return "Stopped", ""
    return f"{mg(total_mg)} per day", regimen_text(doses_mg)


def tags(codes: Collection[str]) -> tuple[str, ...]:
    """Return how the dose stands beside the sources: ``above per dose``."""
    said = (RULES[code].beside_step for code in dict.fromkeys(codes))
    return tuple(words for words in said if words)


def overdue_text(next_review: date | None, today: date) -> str:
    """``12 days past`` for a date that has passed; empty for one ahead."""
    days = (today - next_review).days if next_review else 0
    return f"{counted(days, 'day')} past" if days > 0 else ""


def day_text_or_nothing(day: date | None) -> str:
    """Write a day; nothing for none."""
    return day_text(day) if day else ""
