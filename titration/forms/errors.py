"""The form that marks an entry as entered in error, and what a correction adds to another form."""

from typing import Any

from django import forms

from titration.forms.posted import PostedForm


class ErrorReasonField(forms.CharField):
    """Why an entry was entered in error. Required."""

    def __init__(self, **options: Any) -> None:
        messages = {"required": "Enter why this was entered in error."}
        super().__init__(
            label="Why it was entered in error",
            max_length=300,
            error_messages=messages,
            **options,
        )


class MarkInErrorForm(PostedForm):
    """Marks an entry, without a replacement."""

    error_reason = ErrorReasonField()

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``errors.mark`` takes; sent twice, the entry is no longer live."""
        return {"reason": self.cleaned_data["error_reason"]}
