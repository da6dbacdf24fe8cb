"""The form for what is known of a patient: details, dystonia, histories."""

import uuid
from typing import Any, ClassVar, TypedDict

from crispy_forms.layout import Div, Fieldset, Layout

from patients.models import (
    Answer,
    Cause,
    Condition,
    Distribution,
    DystoniaValues,
    PatientValues,
    Sex,
    Site,
)
from patients.web.fields import DayField, IdentifyingField, OneOfField
from patients.web.posted_form import PostedForm

# A focal dystonia is named by its site, any other by its distribution: one field gives
# both, so that they cannot contradict each other.
BODY_DISTRIBUTIONS = [
    ("Focal", [(f"{Distribution.FOCAL}:{site}", label) for site, label in Site.choices]),
    (
        "More than one region",
        [(f"{kind}:", label) for kind, label in Distribution.choices if kind != Distribution.FOCAL],
    ),
]
HISTORIES = {condition.replace(" ", "_"): condition for condition in Condition.values}

PARTS = frozenset({"details", "dystonia", "answers"})  # gathered, each from several fields


class PatientFormValues(TypedDict):
    """What a form says of a patient: details, dystonia, and the answers about histories.

    The answers are keyed by condition.
    """

    form_token: uuid.UUID
    details: PatientValues
    dystonia: DystoniaValues
    answers: dict[str, str]


class PatientForm(PostedForm):
    """One patient. Either name may stay empty; the two dates too, where they are not known."""

    SHOWN_BY: ClassVar = {"distribution": "kind", "site": "kind"}

    family_name = IdentifyingField("family name", max_length=100, required=False)
    given_name = IdentifyingField(
        "given name",
        max_length=100,
        required=False,
        help_text="Either name may stay empty",
    )
    record_number = IdentifyingField("record number", max_length=30)
    born_on = DayField(
        label="Birth date",
        required=False,
        help_text="For example 06-Nov-1979; empty where not known",
    )
    sex = OneOfField(
        Sex.choices, initial=Sex.UNKNOWN, missing="Choose the sex, or that it is not known."
    )
    kind = OneOfField(
        BODY_DISTRIBUTIONS,
        label="Body distribution",
        missing="Choose the body distribution of the dystonia.",
    )
    cause = OneOfField(
        Cause.choices, initial=Cause.UNKNOWN, missing="Choose the cause, or that it is unknown."
    )
    since_on = DayField(
        label="Since", required=False, help_text="For example 06-Nov-2019; empty where not known"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, condition in HISTORIES.items():
            self.fields[name] = OneOfField(
                Answer.choices,
                label=condition.capitalize(),
                initial=Answer.NOT_ASKED,
                missing="Choose present, absent or not asked.",
            )
        self.helper.layout = Layout(
            Fieldset(
                "Patient",
                Div("family_name", "given_name", css_class="field-row"),
                Div("record_number", "born_on", css_class="field-row"),
                "sex",
            ),
            Fieldset("Dystonia", "kind", "cause", "since_on"),
            Fieldset("Histories the article names for caution", *HISTORIES),
        )

    def clean(self) -> dict[str, Any] | None:
        """Refuse a patient without any name."""
        cleaned = super().clean()
        names = [self.cleaned_data.get(name) for name in ("family_name", "given_name")]
        if names == ["", ""]:
            self.add_error("family_name", "Enter at least one name.")
        return cleaned

    @property
    def patient_values(self) -> PatientFormValues:
        """What a valid form says, gathered from its fields."""
        values = self.cleaned_data
        distribution, _, site = values["kind"].partition(":")
        return {
            "form_token": values["form_token"],
            "details": {
                "record_number": values["record_number"],
                "family_name": values["family_name"],
                "given_name": values["given_name"],
                "born_on": values["born_on"],
                "sex": values["sex"],
            },
            "dystonia": {
                "distribution": distribution,
                "site": site,
                "cause": values["cause"],
                "since_on": values["since_on"],
            },
            "answers": {condition: values[name] for name, condition in HISTORIES.items()},
        }
