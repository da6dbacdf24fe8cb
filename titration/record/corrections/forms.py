"""The form that marks an entry as entered in error, and the fields that a correction adds."""

from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict

from patients.web.fields import OneOfField, WordsField
from patients.web.posted_form import PostedForm

OTHER = "other"
PATIENT = "patient"
MOST_CHARACTERS = 300


class MarkingOptionsForm(forms.Form):
    """What an address asks for: ``only=1``, to mark an entry and record none in its place.

    ``wrong=patient`` chooses that the entry belongs to another patient. Any other value is
    ignored.
    """

    only = forms.ChoiceField(choices=[("1", "1")], required=False)
    wrong = forms.ChoiceField(choices=[(PATIENT, PATIENT)], required=False)

    def __init__(self, address: QueryDict) -> None:
        super().__init__(address)
        self.is_valid()

    @property
    def is_only_marking(self) -> bool:
        """True if nothing is recorded in the entry's place."""
        return bool(self.cleaned_data.get("only"))

    @property
    def chosen(self) -> dict[str, str]:
        """What the form opens with."""
        return {"what_was_wrong": self.cleaned_data.get("wrong", "")}


class ReasonedForm(PostedForm):
    """A form that asks what was wrong with an entry: one of the usual, or in words.

    ``DETAIL`` is what is usually wrong with an entry of this kind.
    """

    ID_PREFIX: ClassVar = "correct"
    DETAIL: ClassVar[str] = "Wrong details"

    what_was_wrong = OneOfField([], label="What was wrong", missing="", required=False)
    error_reason = WordsField(
        "reason",
        max_length=MOST_CHARACTERS,
        label="Why it was entered in error",
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = {
            "detail": self.DETAIL,
            "date": "Wrong date",
            PATIENT: "Wrong patient",
            "twice": "Recorded twice",
            OTHER: "Other",
        }
        cast(OneOfField, self.fields["what_was_wrong"]).choices = list(choices.items())
        self.usual = {**choices, OTHER: "", "": ""}

    def clean(self) -> dict[str, Any]:
        """Require a reason: a usual one, or words."""
        values = super().clean() or self.cleaned_data
        if self.errors.keys() & {"what_was_wrong", "error_reason"}:
            return values
        if not self.reason_of_error:
            self.add_error("error_reason", "Enter why this was entered in error.")
        elif len(self.reason_of_error) > MOST_CHARACTERS:
            self.add_error("error_reason", f"A reason has at most {MOST_CHARACTERS} characters.")
        return values

    @property
    def reason_of_error(self) -> str:
        """Why the entry was entered in error, once the form is valid: ``Wrong date``."""
        said = (self.usual[self.cleaned_data["what_was_wrong"]], self.cleaned_data["error_reason"])
        return ": ".join(filter(None, said))


class MarkInErrorForm(ReasonedForm):
    """Marks an entry, without a replacement."""


class CorrectionForm(ReasonedForm):
    """Adds two first fields to a form whose entry replaces another: what was wrong with that one.

    A class inherits from it first, then from the form of the entry.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout.insert(0, "error_reason")
        self.helper.layout.insert(0, "what_was_wrong")
