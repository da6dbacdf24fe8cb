"""The form that marks an entry as entered in error, and the field that a correction adds."""

from typing import Any

from django import forms
from django.http import QueryDict

from patients.web.fields import WordsField
from patients.web.posted_form import PostedForm


class MarkingOptionsForm(forms.Form):
    """The parameter ``replace=1``: record another entry too. With any other value, only mark."""

    replace = forms.ChoiceField(choices=[("1", "1")], required=False)

    def __init__(self, address: QueryDict) -> None:
        super().__init__(address)
        self.is_valid()

    @property
    def is_replacing(self) -> bool:
        return bool(self.cleaned_data.get("replace"))


class ErrorReasonField(WordsField):
    """Why an entry was entered in error. Required."""

    def __init__(self, **options: Any) -> None:
        super().__init__("reason", max_length=300, label="Why it was entered in error", **options)
        self.error_messages["required"] = "Enter why this was entered in error."


class ReasonedForm(PostedForm):
    """A form that asks why an entry was entered in error."""

    error_reason = ErrorReasonField()

    @property
    def reason_of_error(self) -> str:
        """Why the entry was entered in error, once the form is valid."""
        return str(self.cleaned_data["error_reason"])


class MarkInErrorForm(ReasonedForm):
    """Marks an entry, without a replacement."""


class CorrectionForm(ReasonedForm):
    """Adds a first field to a form whose entry replaces another: why that one was in error.

    A class inherits from it first, then from the form of the entry.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout.insert(0, "error_reason")
