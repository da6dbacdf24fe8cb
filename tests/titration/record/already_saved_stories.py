"""Forms sent again with another content after they were saved: what a page says of both."""

from collections.abc import Callable
from typing import NamedTuple

from patients.models import Patient
from tests.factories import (
    a_contact,
    a_duplicate,
    a_note,
    a_rating,
    a_review,
    a_side_effect,
    a_step,
    a_treatment,
    a_treatment_change,
    an_effect_change,
    an_end_of_care,
    an_intake,
)
from tests.pages.entry_pages import marking_page
from tests.pages.patient_forms import ada_form as registration
from tests.titration.record.dose_steps.bad_doses import FIFTEEN
from tests.titration.record.side_effects.bad_effects import DIZZINESS

FIFTY = {**FIFTEEN, "amount": "50", "starts_on": "02-Mar-2026"}
PUMP = {"kind": "intrathecal baclofen", "mcg_per_day": "300", "from_on": "05-Jan-2026"}
TYPO = {"error_reason": "Typo"}


class Story(NamedTuple):
    """A form, its first content, its second content, and the page's words for both."""

    address: Callable[[Patient], str]
    first: dict[str, str]
    then: dict[str, str]
    saved: str
    sent: str


def page(path: str) -> Callable[[Patient], str]:
    return lambda patient: f"/patients/{patient.pk}/{path}/"


def replacing(entry: Callable[[Patient], object]) -> Callable[[Patient], str]:
    return lambda patient: marking_page(entry(patient))  # type: ignore[arg-type]


def the_other() -> Patient:
    return Patient.objects.get(record_number="OTHER-1")


# What follows a comma differs from the story before it in the second content alone.
STORIES = {
    "dose": Story(
        page("dose-steps/record"), FIFTY, {"amount": "5"},
        "50 mg three times a day from 02-Mar-2026", "5 mg three times a day from 02-Mar-2026",
    ),
    "dose, its note": Story(
        page("dose-steps/record"), FIFTY, {"note": "By telephone"},
        "Note: saved nothing", "sent now By telephone",
    ),
    "side effect": Story(
        page("side-effects/record"), DIZZINESS, {"severity": "severe"},
        "Dizziness, mild", "Dizziness, severe",
    ),
    "none reported": Story(
        page("side-effects/none"), {"asked_on": "01-Mar-2026"}, {"asked_on": "28-Feb-2026"},
        "Asked on 01-Mar-2026", "Asked on 28-Feb-2026",
    ),
    "rating": Story(page("ratings/record"), {"spasm": "6"}, {"spasm": "4"}, "Spasm 6", "Spasm 4"),
    "rating, of more": Story(
        page("ratings/record"), {"spasm": "6"}, {"pain": "4"}, "Spasm 6", "Pain 4"
    ),
    "two ratings": Story(
        page("ratings/record"), {"spasm": "6", "pain": "4"}, {"spasm": ""}, "Spasm 6", "Pain 4"
    ),
    "two ratings, of the other": Story(
        page("ratings/record"), {"spasm": "6", "pain": "4"}, {"pain": ""}, "Pain 4", "Spasm 6"
    ),
    "treatment": Story(
        page("treatments/record"), PUMP, {"mcg_per_day": "30"}, "300 mcg per day", "30 mcg per day"
    ),
    "review": Story(
        page("reviews/record"), {"reviewed_on": "01-Feb-2026"}, {"next_on": "01-May-2026"},
        "saved nothing", "next by 01-May-2026",
    ),
    "side effect, its onset": Story(
        page("side-effects/record"), DIZZINESS, {"onset_on": "Dec-2025"},
        "Onset: saved 08-Jan-2026", "sent now Dec-2025",
    ),
    "side effect changed": Story(
        lambda patient: (
            f"/patients/{patient.pk}/side-effects/"
            f"{a_side_effect(patient, 'nausea', from_='2026-01-05').pk}/change/"
        ),
        {"became": "severe"}, {"became": "moderate"},
        "Nausea, severe from 02-Mar-2026", "Nausea, moderate from 02-Mar-2026",
    ),
    "acknowledgement": Story(
        lambda patient: (
            f"/patients/{patient.pk}/side-effects/"
            f"{a_side_effect(patient, 'nausea', 'severe', from_='2026-01-05').pk}/acknowledge/"
        ),
        {"comment": "Dose halved"}, {"comment": "Dose kept"}, "Dose halved", "Dose kept",
    ),
    "treatment ended": Story(
        lambda patient: (
            f"/patients/{patient.pk}/treatments/"
            f"{a_treatment(patient, from_='2026-01-05').pk}/change/"
        ),
        {"became": "ended", "changed_on": "01-Feb-2026"}, {"changed_on": "02-Feb-2026"},
        "ended 01-Feb-2026", "ended 02-Feb-2026",
    ),
    "corrected dose": Story(
        replacing(lambda patient: a_step(patient, "20x3", from_="2026-01-05")),
        {"amount": "50", **TYPO}, {"amount": "5"}, "50 mg three", "5 mg three",
    ),
    "corrected dose, its reason": Story(
        replacing(lambda patient: a_step(patient, "20x3", from_="2026-01-05")),
        {"amount": "50", **TYPO}, {"error_reason": "Another patient"},
        "saved Typo", "sent now Another patient",
    ),
    "corrected effect": Story(
        replacing(lambda patient: a_side_effect(patient, "nausea", from_="2026-01-05")),
        {"severity": "severe", **TYPO}, {"severity": "moderate"},
        "Nausea, severe", "Nausea, moderate",
    ),
    "corrected change of an effect": Story(
        replacing(
            lambda patient: an_effect_change(
                a_side_effect(patient, "nausea", from_="2026-01-05"), on_="2026-01-09"
            )
        ),
        {"became": "moderate", **TYPO}, {"became": "mild"},
        "Nausea, moderate from 09-Jan-2026", "Nausea, mild from 09-Jan-2026",
    ),
    "corrected change of a treatment": Story(
        replacing(
            lambda patient: a_treatment_change(
                a_treatment(patient, from_="2026-01-05"), "ended", on_="2026-02-01"
            )
        ),
        {"changed_on": "02-Feb-2026", **TYPO}, {"changed_on": "03-Feb-2026"},
        "ended 02-Feb-2026", "ended 03-Feb-2026",
    ),
    "corrected rating": Story(
        replacing(lambda patient: a_rating(patient, "6", on_="2026-01-05")),
        {"spasm": "5", **TYPO}, {"spasm": "4"}, "Spasm 5", "Spasm 4",
    ),
    "corrected treatment": Story(
        replacing(lambda patient: a_treatment(patient, from_="2026-01-05")),
        {"detail": "Weekly", **TYPO}, {"detail": "Daily"}, "Weekly", "Daily",
    ),
    "intake": Story(
        page("intakes/record"), {"what": "ran out", "from_on": "01-Mar-2026"}, {"what": "missed"},
        "Ran out, 01-Mar-2026", "Missed, 01-Mar-2026",
    ),
    "corrected intake": Story(
        replacing(lambda patient: an_intake(patient, from_="2026-01-05")),
        {"until_on": "07-Jan-2026", **TYPO}, {"until_on": "08-Jan-2026"},
        "to 07-Jan-2026", "to 08-Jan-2026",
    ),
    "contact": Story(
        page("contacts/record"), {"outcome": "not reached", "contacted_on": "01-Mar-2026"},
        {"outcome": "reached"},
        "Contact on 01-Mar-2026: not reached", "Contact on 01-Mar-2026: reached",
    ),
    "corrected contact": Story(
        replacing(lambda patient: a_contact(patient, on_="2026-01-05")),
        {"call_again_on": "07-Jan-2026", **TYPO}, {"call_again_on": "08-Jan-2026"},
        "call again on 07-Jan-2026", "call again on 08-Jan-2026",
    ),
    "note": Story(
        page("notes/record"), {"text": "Son interprets"}, {"text": "Daughter interprets"},
        "Note “Son interprets”", "Note “Daughter interprets”",
    ),
    "corrected note": Story(
        replacing(a_note), {"text": "Son interprets", **TYPO}, {"text": "Nobody interprets"},
        "saved Son interprets", "sent now Nobody interprets",
    ),
    "end of care": Story(
        page("care/end"), {"from_on": "01-Mar-2026", "reason": "died"}, {"reason": "discharged"},
        "Care ended 01-Mar-2026: died", "Care ended 01-Mar-2026: discharged",
    ),
    "corrected end of care": Story(
        replacing(lambda patient: an_end_of_care(patient, on_="2026-01-05")),
        {"note": "Told by a carer", **TYPO}, {"note": "By letter"}, "Told by a carer", "By letter",
    ),
    "duplicate": Story(
        page("care/duplicate"),
        {"record_number": "OTHER-1", "note": "One letter"}, {"note": "One birth certificate"},
        "saved One letter", "sent now One birth certificate",
    ),
    "corrected duplicate": Story(
        replacing(lambda patient: a_duplicate(patient, of=the_other(), on_="2026-01-05")),
        {"note": "One passport", **TYPO}, {"record_number": "OTHER-2"},
        "Duplicate of OTHER-1", "Duplicate of OTHER-2",
    ),
    "corrected review": Story(
        replacing(lambda patient: a_review(patient, on_="2026-01-05")),
        {"note": "Sleeps well", **TYPO}, {"note": "Wearing off"}, "Sleeps well", "Wearing off",
    ),
    "registration": Story(
        lambda _: "/patients/register/", registration(), {"family_name": "TESTER"},
        "SAMPLE, Ada", "TESTER, Ada",
    ),
    "registration, a history": Story(
        lambda _: "/patients/register/", registration(), {"psychiatric_disorder": "present"},
        "Epilepsy: present", "Psychiatric disorder: present",
    ),
    "registration, the dystonia": Story(
        lambda _: "/patients/register/", registration(), {"cause": "genetic"},
        "Cause: saved Idiopathic", "sent now Genetic",
    ),
    "registration, the sites": Story(
        lambda _: "/patients/register/", registration(), {"sites": "upper limb"},
        "Sites: saved cervical", "sent now upper limb",
    ),
    "registration, the birth date": Story(
        lambda _: "/patients/register/", registration(), {"born_on": "May-1980"},
        "Birth date: saved 01-May-1980", "sent now May-1980",
    ),
    "registration by a year of birth": Story(
        lambda _: "/patients/register/", registration(born_on="1980"), {"born_on": "May-1980"},
        "Birth date: saved 1980", "sent now May-1980",
    ),
}  # fmt: skip
