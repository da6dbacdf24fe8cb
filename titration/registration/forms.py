"""The form for what is known of a patient: details, dystonia, histories."""

import uuid
from collections.abc import Sequence
from typing import Any, TypedDict, cast

from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.http import QueryDict

from patients.models import (
    Answer,
    Cause,
    Condition,
    Distribution,
    DystoniaValues,
    Edition,
    Patient,
    PatientValues,
    Sex,
    Site,
)
from patients.models.dystonia import OLDEST, in_order
from patients.web.fields import (
    NOT_A_CHOICE,
    DayAsToldField,
    IdentifyingField,
    OneOfField,
    in_ascii_digits,
)
from patients.web.posted_form import PostedForm

HISTORIES = {condition.replace(" ", "_"): condition for condition in Condition.values}

# Gathered, each from several fields.
PARTS = frozenset({"details", "dystonia", "answers", "other_than"})
IS_ANOTHER = "is_another_person"
IDS = r"^[1-9][0-9]{0,17}(,[1-9][0-9]{0,17})*$"


class PatientFormValues(TypedDict):
    """What a form says of a patient: details, dystonia, and the answers about histories.

    The answers are keyed by condition; ``other_than`` are ids of patients who are others.
    """

    form_token: uuid.UUID
    details: PatientValues
    dystonia: DystoniaValues
    answers: dict[str, str]
    other_than: frozenset[int]


class SitesField(forms.MultipleChoiceField):
    """Any number of sites, all shown, each to tick."""

    default_error_messages = {"invalid_choice": NOT_A_CHOICE, "invalid_list": NOT_A_CHOICE}

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=Site.choices, widget=forms.CheckboxSelectMultiple, required=False, **options
        )

    def clean(self, value: Any) -> list[str]:
        """Return each site ticked once, in the order shown. Raises ``ValidationError``."""
        return in_order(super().clean(value))


class AgeField(forms.IntegerField):
    """An age in completed years, which may stay empty."""

    def __init__(self, **options: Any) -> None:
        sentence = f"An age is a whole number of years from 0 to {OLDEST}."
        super().__init__(
            min_value=0,
            max_value=OLDEST,
            required=False,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-dose"}
            ),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
            **options,
        )

    def to_python(self, value: Any) -> int | None:
        """Read the age typed. Raises ``ValidationError``."""
        return super().to_python(in_ascii_digits(value) if isinstance(value, str) else value)


class PatientForm(PostedForm):
    """One patient. Either name may stay empty; both dates too, and the age, where not known.

    Where patients may be the same person, the page shows them, and the form asks if this is
    another one. ``others_shown`` are their ids, so that an answer counts for those shown.
    """

    registered_already: Sequence[Patient] = ()

    others_shown = forms.RegexField(IDS, required=False, widget=forms.HiddenInput)
    is_another_person = forms.BooleanField(required=False, label="This is another person")
    family_name = IdentifyingField("family name", max_length=100, required=False)
    given_name = IdentifyingField(
        "given name",
        max_length=100,
        required=False,
        help_text="Either name may stay empty",
    )
    record_number = IdentifyingField("record number", max_length=30)
    born_on = DayAsToldField(
        label="Birth date",
        required=False,
        help_text="For example 06-Nov-1979, Nov-1979 or 1979; empty where not known",
    )
    sex = OneOfField(
        Sex.choices, initial=Sex.UNKNOWN, missing="Choose the sex, or that it is not known."
    )
    distribution = OneOfField(
        Distribution.choices,
        label="Body distribution",
        missing="Choose the body distribution of the dystonia.",
    )
    sites = SitesField(
        help_text="One for focal dystonia; all that are affected for any other, as far as known"
    )
    cause = OneOfField(
        Cause.choices, initial=Cause.UNKNOWN, missing="Choose the cause, or that it is unknown."
    )
    age_at_onset = AgeField(label="Age at onset, years", help_text="Empty where not known")
    since_on = DayAsToldField(
        label="Since",
        required=False,
        help_text="For example 06-Nov-2019, Nov-2019 or 2019; empty where not known",
    )
    edition = OneOfField(
        Edition.choices,
        label="Classification",
        initial=Edition.MDS_2025,
        missing="Choose the edition of the classification.",
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
                Div("record_number", Field("born_on", data_far=True), css_class="field-row"),
                "sex",
            ),
            Fieldset(
                "Dystonia",
                "distribution",
                "sites",
                "cause",
                Div("age_at_onset", "since_on", css_class="field-row"),
                "edition",
            ),
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
        shown = values["others_shown"] if values[IS_ANOTHER] else ""
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
                "distribution": values["distribution"],
                "sites": values["sites"],
                "cause": values["cause"],
                "age_at_onset": values["age_at_onset"],
                "since_on": values["since_on"],
                "edition": values["edition"],
            },
            "answers": {condition: values[name] for name, condition in HISTORIES.items()},
            "other_than": frozenset(int(each) for each in shown.split(",") if each),
        }

    def ask_about(self, patients: Sequence[Patient]) -> None:
        """Show a box to tick, first in the form, that says that these are others."""
        self.registered_already = patients
        asked = cast(QueryDict, self.data).copy()
        asked["others_shown"] = ",".join(str(patient.pk) for patient in patients)
        asked.pop(IS_ANOTHER, None)
        self.data = asked
        self.helper.layout.insert(0, IS_ANOTHER)
