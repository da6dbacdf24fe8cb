"""The form that marks an entry as entered in error, and what a correction adds to another form."""

from typing import Any

from django import forms
from django.http import QueryDict

from patients.web.fields import WordsField
from patients.web.posted_form import PostedForm


class MarkingOptionsForm(forms.Form):
    """Whether an entry is to be recorded anew. Nonsense means that it is only marked."""

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


class CorrectionForm(PostedForm):
    """What a form for an entry asks first where the entry takes another's place: the reason.

    To be inherited from before the form of the entry.
    """

    error_reason = ErrorReasonField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper.layout.insert(0, "error_reason")


class MarkInErrorForm(PostedForm):
    """Marks an entry, without a replacement."""

    error_reason = ErrorReasonField()

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``errors.mark`` takes; it needs no token to be sent twice."""
        return {"reason": self.cleaned_data["error_reason"]}
