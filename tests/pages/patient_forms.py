"""Right and wrong values for the pages that register and edit a patient."""

import uuid

from patients.models import Dystonia, FormerDetails, Patient, Precaution

ADA = {
    "family_name": "SAMPLE",
    "given_name": "Ada",
    "record_number": "T-100",
    "born_on": "01-May-1980",
    "sex": "female",
    "distribution": "focal",
    "sites": "cervical",
    "cause": "idiopathic",
    "age_at_onset": "39",
    "since_on": "06-Nov-2019",
    "edition": "MDS 2025",
    "kidney_disease": "absent",
    "epilepsy": "present",
    "psychiatric_disorder": "not asked",
}
CHOSEN = {"sex", "distribution", "sites", "cause", "edition", "kidney_disease", "epilepsy"}
FUTURE = "03-Mar-2026"
NOT_A_DAY = "{} is not a date. Write it like 06-Nov-2025, Nov-2025 or 2025."
IMPOSSIBLE = {
    "segmental": "A segmental dystonia has two sites or more, or both arms or legs.",
    "generalized": (
        "A generalized dystonia has the trunk and two other sites, or both arms or legs:"
        " choose these, or none."
    ),
    "hemidystonia": "A hemidystonia has two sites or more, on one side: choose these, or none.",
}
BAD_INPUT = [
    ("family_name", "x" * 101, "The family name is at most 100 characters; this has 101."),
    ("family_name", "SAM\x00PLE", "The family name holds a character that cannot be shown."),
    ("family_name", "SAM\u202ePLE", "The family name holds a character that cannot be shown."),
    ("given_name", "'-", "The given name needs a letter or a digit."),
    ("given_name", "x" * 101, "The given name is at most 100 characters; this has 101."),
    ("record_number", "", "Enter the record number."),
    ("record_number", "9" * 31, "The record number is at most 30 characters; this has 31."),
    ("born_on", "yesterday", NOT_A_DAY.format("yesterday")),
    ("born_on", "31-Feb-2025", NOT_A_DAY.format("31-Feb-2025")),
    ("born_on", "01/05/1980", NOT_A_DAY.format("01/05/1980")),
    ("born_on", "1e9", NOT_A_DAY.format("1e9")),
    ("born_on", "-1", NOT_A_DAY.format("-1")),
    ("born_on", "0", NOT_A_DAY.format("0")),
    ("born_on", "01-May-1980\x00", NOT_A_DAY.format("This")),
    ("born_on", "01-May-1880", "01-May-1880 is before 1900."),
    ("born_on", FUTURE, "The birth date lies in the future."),
    ("born_on", "Apr-2026", "The birth date lies in the future."),
    ("born_on", "1899", "1899 is before 1900."),
    ("sex", "", "Choose the sex, or that it is not known."),
    ("sex", "f", "This is not one of the choices."),
    ("distribution", "", "Choose the body distribution of the dystonia."),
    ("distribution", "focal:cervical", "This is not one of the choices."),
    ("distribution", "multifocal", "A multifocal dystonia has two sites or more."),
    ("distribution", "segmental", IMPOSSIBLE["segmental"]),
    ("distribution", "generalized", IMPOSSIBLE["generalized"]),
    ("distribution", "hemidystonia", IMPOSSIBLE["hemidystonia"]),
    ("sites", "elbow", "This is not one of the choices."),
    ("cause", "", "Choose the cause, or that it is unknown."),
    ("cause", "magic\x00", "This is not one of the choices."),
    ("age_at_onset", "121", "An age is a whole number of years from 0 to 120."),
    ("age_at_onset", "-1", "An age is a whole number of years from 0 to 120."),
    ("age_at_onset", "39.5", "An age is a whole number of years from 0 to 120."),
    ("age_at_onset", "child", "An age is a whole number of years from 0 to 120."),
    ("age_at_onset", "40", "This is more than the age on 06-Nov-2019, at most 39 years."),
    ("since_on", "1979", "This is before the birth date, 01-May-1980."),
    ("since_on", "Apr-2026", "This date lies ahead of today, 02-Mar-2026."),
    ("since_on", "19", NOT_A_DAY.format("19")),
    ("edition", "", "Choose the edition of the classification."),
    ("edition", "MDS 1984", "This is not one of the choices."),
    ("since_on", "30-Apr-1980", "This is before the birth date, 01-May-1980."),
    ("since_on", FUTURE, "This date lies ahead of today, 02-Mar-2026."),
    ("kidney_disease", "", "Choose present, absent or not asked."),
    ("epilepsy", "maybe", "This is not one of the choices."),
]


def without_unselectable(form: dict[str, str], field: str) -> dict[str, str]:
    """Leave out a field whose wrong value is not among its choices: no browser could show it."""
    return {name: kept for name, kept in form.items() if name != field or field not in CHOSEN}


def ada_form(**changed: str) -> dict[str, str]:
    """Return all fields of Ada's form, with a new form token."""
    return {**ADA, "form_token": str(uuid.uuid4()), **changed}


def row_counts() -> list[int]:
    """Count the rows of each table these pages write to."""
    return [
        kind._default_manager.count() for kind in (Patient, FormerDetails, Dystonia, Precaution)
    ]
