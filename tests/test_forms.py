"""The values a form passes to its action have the names and types of the form's fields.

mypy follows a value from ``form.values`` to the model, but sees neither a field that was
renamed nor one of another type: a form's cleaned data is untyped.
"""

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypedDict, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from django import forms
from django.urls import get_resolver

from patients.models import Clinic, DystoniaValues, PatientValues
from patients.web.fields import DayField, WordsField
from patients.web.posted_form import ValuesForm
from titration.registration.edit.forms import EditPatientForm

Form = type[ValuesForm[Any]]
Types = set[Any]

PRODUCT = ("patients.", "titration.")
# The type of a cleaned value of Django's own fields; our fields annotate theirs.
GIVEN: dict[type[forms.Field], Any] = {
    forms.BooleanField: bool,
    forms.CharField: str,
    forms.ChoiceField: str,
    forms.DateField: date,
    forms.DateTimeField: datetime,
    forms.DecimalField: Decimal,
    forms.IntegerField: int,
    forms.JSONField: object,
    forms.MultipleChoiceField: list[str],
    forms.UUIDField: uuid.UUID,
}
NONE_WHERE_EMPTY = (
    forms.DateField,
    forms.DateTimeField,
    forms.IntegerField,
    forms.ModelChoiceField,
    forms.UUIDField,
)


def members(hint: Any) -> Types:
    """Return the types that a hint joins by ``|``; for any other hint, the hint itself."""
    return set(get_args(hint)) if get_origin(hint) in {Union, UnionType} else {hint}


def hint_of(owner: type, *names: str) -> Types:
    """Return the type hint of the first annotated method; nothing where none is annotated."""
    for cls in owner.__mro__:
        for name in names:
            told = get_type_hints(cls.__dict__[name]).get("return") if name in vars(cls) else None
            if told not in {None, Any}:
                return members(told)
        if cls in GIVEN:
            break
    return set()


def type_of_field(field: forms.Field) -> Types:
    """Return the type of a field's cleaned value."""
    given = hint_of(type(field), "clean", "to_python")
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        given = {field.queryset.model}
    if not given:
        (first, *_) = [GIVEN[cls] for cls in type(field).__mro__ if cls in GIVEN]
        given = {first}
    if field.required:
        return given - {NoneType}
    return given | {NoneType} if isinstance(field, NONE_WHERE_EMPTY) else given


def type_under(form: Form, key: str) -> Types:
    """Return the type of the field behind a key of ``values``; ``None`` without such a field."""
    if key not in form.base_fields:
        return {NoneType}
    return hint_of(form, f"clean_{key}") or type_of_field(form.base_fields[key])


def faults(values: Any, family: list[Form]) -> Iterator[str]:
    """Yield each key whose type does not match the field of one of these forms."""
    hints = get_type_hints(values)
    yield from (f"{key} may be left out" for key in hints.keys() - values.__required_keys__)
    for form in family:
        derived = form.DERIVED if form.values is not ValuesForm.values else frozenset()
        yield from (f"{key} is not derived" for key in form.DERIVED - (derived & hints.keys()))
    for key, hint in hints.items():
        given = [type_under(form, key) for form in family if key not in form.DERIVED]
        if given and set.union(*given) == {NoneType}:
            yield f"{key} is no field"
        elif given and set.union(*given) != members(hint):
            yield f"{key} is told as {hint}, and given as {set.union(*given)}"


def forms_below(form: Form) -> Iterator[Form]:
    for each in form.__subclasses__():
        yield each
        yield from forms_below(each)


def values_of(form: Form) -> type | None:
    """Return the ``TypedDict`` a form names or inherits; base classes may leave it open."""
    for cls in form.__mro__:
        for base in vars(cls).get("__orig_bases__", ()):
            if isinstance(get_origin(base), type) and issubclass(get_origin(base), ValuesForm):
                return next((each for each in get_args(base) if is_typeddict(each)), None)
    return None


def families() -> dict[type, list[Form]]:
    """Group the product's forms by the ``TypedDict`` of their values."""
    assert get_resolver().url_patterns  # importing the URLs imports every view, and so every form
    found: dict[type, list[Form]] = {}
    for form in dict.fromkeys(forms_below(ValuesForm)):
        if form.__module__.startswith(PRODUCT) and (values := values_of(form)):
            found.setdefault(values, []).append(form)
    return found


FAMILIES = families()


@pytest.mark.parametrize("values", FAMILIES, ids=attrgetter("__qualname__"))
def test_values_have_the_names_and_types_of_the_fields(values: type):
    assert list(faults(values, FAMILIES[values])) == []


@pytest.mark.parametrize("part", [PatientValues, DystoniaValues])
def test_the_parts_of_a_patients_form_have_the_types_of_the_fields(part: type):
    hints = get_type_hints(part)
    fields = hints.keys() & EditPatientForm.base_fields.keys()

    assert {key: type_under(EditPatientForm, key) for key in fields} == {
        key: members(hints[key]) for key in fields
    }
    assert hints.keys() == fields


def is_typed_into(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.TextInput | forms.Textarea)


@pytest.mark.parametrize("values", FAMILIES, ids=attrgetter("__qualname__"))
def test_no_browser_offers_to_the_next_person_what_was_typed(values: type):
    offered = [
        (form.__name__, name)
        for form in FAMILIES[values]
        for name, field in form.base_fields.items()
        if is_typed_into(field) and "autocomplete" not in field.widget.attrs
    ]

    assert offered == []


def test_the_forms_of_every_folder_are_among_them():
    modules = {form.__module__ for family in FAMILIES.values() for form in family}

    assert {"patients.accounts.forms.invitations", "titration.registration.edit.forms"} <= modules


class Right(TypedDict):
    """Types that match the fields below."""

    note: str
    day: date
    until: date | None
    clinic: Clinic
    is_sure: bool
    form_token: uuid.UUID


class WrongType(TypedDict):
    note: bytes


class NoneForgotten(TypedDict):
    until: date


class NoneTooMuch(TypedDict):
    day: date | None


class Renamed(TypedDict):
    remark: str


class MayBeLeftOut(TypedDict, total=False):
    note: str


class Planted(ValuesForm[Right]):
    """A form with one field for each way in which a type is found."""

    note = WordsField("note", max_length=10, required=False)
    day = DayField()
    until = DayField(required=False)
    clinic = forms.ModelChoiceField(Clinic.objects.none())
    is_sure = forms.BooleanField(required=False)


class DerivingForm(ValuesForm[Renamed]):
    """A form with a value that it derives, of no field's name."""

    DERIVED = frozenset({"remark"})

    @property
    def values(self) -> Renamed:
        return {"remark": "made here"}


class IdleForm(ValuesForm[Renamed]):
    """A form that declares a derived value, and derives none."""

    DERIVED = frozenset({"remark"})


def test_values_that_match_the_fields_pass():
    assert list(faults(Right, [Planted])) == []
    assert list(faults(Renamed, [DerivingForm])) == []


@pytest.mark.parametrize(
    "values",
    [WrongType, NoneForgotten, NoneTooMuch, Renamed, MayBeLeftOut],
    ids=attrgetter("__name__"),
)
def test_values_that_do_not_match_the_fields_are_found(values: type):
    assert len(list(faults(values, [Planted]))) == 1


def test_a_value_declared_derived_and_never_derived_is_found():
    assert list(faults(Renamed, [IdleForm])) == ["remark is not derived"]
