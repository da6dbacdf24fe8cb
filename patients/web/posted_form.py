"""What every form that is posted to an action has in common."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict

from patients.models import Resending

INCOMPLETE = "This form did not arrive whole. It is mended now; send it again."


class PostedForm(forms.Form):
    """A form with a token minted when it is shown, so that sent twice it saves once.

    Hidden fields tell what the form was filled in against (``version``,
    ``seen``); give them as ``initial``. The form itself saves nothing.
    ``ID_PREFIX`` begins the id of every field, so that two forms can stand in
    one page. ``SHOWN_BY`` names the field that shows an error of an action's argument,
    where the two have different names: ``{"family_name": "name"}``. ``was_saved`` and
    ``resending`` tell that the form had saved something else before it was sent now.
    """

    use_required_attribute = False
    ID_PREFIX: ClassVar = "id"
    SHOWN_BY: ClassVar[Mapping[str, str]] = {}

    was_saved = False
    resending: Resending | None = None

    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("auto_id", f"{self.ID_PREFIX}-%s")
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*(bound.name for bound in self.visible_fields()))

    @property
    def arguments(self) -> dict[str, Any]:
        """What the form holds, as keyword arguments of its action; only once it is valid."""
        return self.cleaned_data

    def clean(self) -> dict[str, Any] | None:
        """Answer a hidden field that came mangled, which nobody could see or mend."""
        mangled = [bound.name for bound in self.hidden_fields() if bound.name in self.errors]
        if mangled:
            for name in mangled:
                del self.errors[name]
            self.renew()
            self.add_error(None, INCOMPLETE)
        return super().clean()

    def renew(self) -> None:
        """Make the hidden fields what a form opened now would have; what was typed stays."""
        fresh = cast(QueryDict, self.data).copy()
        for bound in self.hidden_fields():
            fresh[bound.html_name] = bound.field.prepare_value(bound.initial)
        self.data = fresh

    def refuse(self, problem: ValidationError) -> None:
        """Put what an action refused on the fields it speaks of, or on the form."""
        by_name = problem.message_dict if hasattr(problem, "error_dict") else {}
        for name, sentences in (by_name or {NON_FIELD_ERRORS: problem.messages}).items():
            shown_by = self.shown_by(name)
            field = shown_by if shown_by in self.fields else None
            for sentence in sentences:
                self.add_error(field, sentence)

    def shown_by(self, name: str) -> str:
        """The field that shows an error of an action's argument."""
        return self.SHOWN_BY.get(name, name)
