"""The base of every form that is posted to an action."""

import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar, Generic, TypeVar, cast, get_args, get_origin

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict

from patients.actions.conflicts import AlreadySaved, ChangedMeanwhile
from patients.models import Resending

V = TypeVar("V", bound=Mapping[str, object])

INCOMPLETE = "This form did not arrive whole. It is mended now; send it again."


class PostedForm(forms.Form):
    """A form with a token minted when it is shown, so that sent twice it saves once.

    Hidden fields hold what the record was when the form was opened (``version``,
    ``seen``); give them as ``initial``. The form itself saves nothing.
    ``ID_PREFIX`` begins the id of every field, so that a page can have two forms.
    ``SHOWN_BY`` names the field that shows an error of an action's argument,
    where the two have different names: ``{"family_name": "name"}``. ``conflict`` is
    what an action raised because the record changed after the form was opened.
    """

    use_required_attribute = False
    ID_PREFIX: ClassVar = "id"
    SHOWN_BY: ClassVar[Mapping[str, str]] = {}

    conflict: ChangedMeanwhile | None = None

    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("auto_id", f"{self.ID_PREFIX}-%s")
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*(bound.name for bound in self.visible_fields()))

    def clean(self) -> dict[str, Any] | None:
        """Replace invalid hidden fields, which a person could not see or mend, and say so."""
        mangled = [bound.name for bound in self.hidden_fields() if bound.name in self.errors]
        if mangled:
            for name in mangled:
                del self.errors[name]
            self.renew()
            self.add_error(None, INCOMPLETE)
        return super().clean()

    def renew(self) -> None:
        """Give the hidden fields the values of a form opened now; keep what was typed."""
        fresh = cast(QueryDict, self.data).copy()
        for bound in self.hidden_fields():
            fresh[bound.html_name] = bound.field.prepare_value(bound.initial)
        self.data = fresh

    @property
    def status(self) -> HTTPStatus:
        """The status of a page that shows the form: 200, 409 after a conflict, 422 with errors."""
        if self.conflict:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.is_bound else HTTPStatus.OK

    @property
    def was_saved(self) -> bool:
        """True if the form was saved before, with another author or other content."""
        return isinstance(self.conflict, AlreadySaved)

    @property
    def resending(self) -> Resending | None:
        """What the form saved before and what was sent now, if the author may see both."""
        return self.conflict.resending if isinstance(self.conflict, AlreadySaved) else None

    def show_refusal(self, refusal: ValidationError | ChangedMeanwhile) -> None:
        """Show why an action saved nothing. After a conflict the form can be sent again.

        A form that was saved before keeps its token, so that it cannot save anything else.
        """
        if isinstance(refusal, ValidationError):
            self.show_errors(refusal)
            return
        self.conflict = refusal
        self.add_error(None, str(refusal))
        if not self.was_saved:
            self.renew()

    def show_errors(self, problem: ValidationError) -> None:
        """Put each sentence on the field it names, or on the form if it names none."""
        by_name = problem.message_dict if hasattr(problem, "error_dict") else {}
        for name, sentences in (by_name or {NON_FIELD_ERRORS: problem.messages}).items():
            shown_by = self.shown_by(name)
            field = shown_by if shown_by in self.fields else None
            for sentence in sentences:
                self.add_error(field, sentence)

    def shown_by(self, name: str) -> str:
        """The field that shows an error of an action's argument."""
        return self.SHOWN_BY.get(name, name)


class ValuesForm(PostedForm, Generic[V]):
    """A posted form whose clean values are a ``TypedDict``, the keyword arguments of its action.

    A test over all forms compares names and types with the fields (``tests/test_forms.py``).
    ``DERIVED`` names the keys without a field of the same name: the form's own ``values``
    makes them from other fields.
    """

    KEYS: ClassVar[frozenset[str]] = frozenset()
    DERIVED: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for base in cls.__dict__.get("__orig_bases__", ()):
            if get_origin(base) is ValuesForm:
                cls.KEYS = get_args(base)[0].__required_keys__

    @property
    def values(self) -> V:
        """The clean values of a valid form by key; ``None`` for a field that it leaves out."""
        return cast(V, {key: self.cleaned_data.get(key) for key in self.KEYS})
