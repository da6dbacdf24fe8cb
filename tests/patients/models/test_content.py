"""Which columns decide whether a form sent again has the same content: all a person fills in."""

from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Field, Model

from patients.models import Resending
from titration.record.dose_steps.models import DoseStep

WITH_A_TOKEN = [
    model
    for model in apps.get_models()
    if any(field.name == "form_token" for field in model._meta.concrete_fields)
]
# Columns that the code fills in, or that change after the form was saved.
NOT_SAID = {
    "id", "form_token", "recorded_at", "status", "marked_at", "marked_by_id", "marked_reason",
    "registered_at", "version", "token_hash", "expires_at", "invited_at", "accepted_by_id",
    "accepted_at", "withdrawn_by_id", "withdrawn_at", "reset_at", "used_at", "replaced_at",
    "signed_at",
}  # fmt: skip


def said_fields(model: type[Model]) -> "list[Field[Any, Any]]":
    """Return the columns that are not computed from others."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def differs(model: type[Model], column: str) -> bool:
    """Return whether two rows that differ in this column alone count as different."""
    one, other = model(), model()
    for field in said_fields(model):
        setattr(other, field.attname, getattr(one, field.attname))
    other.__dict__[column] = "something else"
    return not Resending([one], [other]).is_repetition


@pytest.mark.parametrize("model", WITH_A_TOKEN, ids=lambda model: model.__name__)
def test_every_column_that_a_person_fills_in_counts(model: type[Model]):
    columns = {field.attname for field in said_fields(model)}

    counted = {column for column in columns if differs(model, column)}

    assert counted == columns - NOT_SAID
    assert counted


def test_a_number_is_the_same_with_any_scale():
    said, kept = ([Decimal(text)] * 3 for text in ("5", "5.00"))

    assert Resending([DoseStep(doses_mg=kept)], [DoseStep(doses_mg=said)]).is_repetition
