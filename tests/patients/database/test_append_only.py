"""No statement deletes or changes rows on record; an entry changes only once, when marked."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, models
from django.utils import timezone

from patients.models import (
    AccessReview,
    AccessReviewLine,
    AuditEvent,
    Entry,
    FormerDetails,
    Patient,
)
from tests.factories import in_error, superseded
from tests.patients.models.kinds import (
    ENTRIES,
    KEPT,
    every_entry,
    every_kept_row,
    execute_sql,
    name,
)

pytestmark = pytest.mark.django_db

MARKING = {"status", "marked_at", "marked_by", "marked_reason"}
UNMARKABLE = [
    (model, field)
    for model in ENTRIES
    for field in model._meta.concrete_fields
    if field.name not in MARKING
]


def test_these_tests_know_every_kind_of_entry():
    assert {model for model in apps.get_models() if issubclass(model, Entry)} == set(ENTRIES)


@every_kept_row
def test_no_row_is_deleted(model: type[models.Model], patient: Patient):
    row = KEPT[model](patient)

    with pytest.raises(IntegrityError, match="append-only: DELETE refused"):
        execute_sql(f"DELETE FROM {model._meta.db_table} WHERE id = %s", row.pk)


@every_kept_row
def test_no_table_is_emptied(model: type[models.Model], patient: Patient):
    table = model._meta.db_table
    KEPT[model](patient)
    execute_sql("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match=f"{table} is append-only: TRUNCATE refused"):
        execute_sql(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    "model", [FormerDetails, AuditEvent, AccessReview, AccessReviewLine], ids=name
)
def test_rows_on_record_never_change(model: type[models.Model], patient: Patient):
    row = KEPT[model](patient)

    with pytest.raises(IntegrityError, match="append-only: UPDATE refused"):
        execute_sql(f"UPDATE {model._meta.db_table} SET id = id WHERE id = %s", row.pk)


@every_entry
def test_an_entry_is_not_edited(model: type[Entry], patient: Patient):
    entry = ENTRIES[model](patient)

    with pytest.raises(IntegrityError, match="append-only: only a live entry can be marked"):
        entry.save()


@pytest.mark.parametrize(("model", "field"), UNMARKABLE, ids=name)
def test_marking_an_entry_changes_no_other_field(
    model: type[Entry], field: "models.Field[object, object]", patient: Patient
):
    entry = ENTRIES[model](patient)
    marking = f"status = 'superseded', marked_at = now(), marked_by_id = {entry.recorded_by_id}"
    change = f"{field.column} = {another(field)}"

    with pytest.raises(IntegrityError, match="append-only: only a live entry can be marked"):
        execute_sql(f"UPDATE {model._meta.db_table} SET {marking}, {change}")


def another(field: "models.Field[object, object]") -> str:
    """Return a value, as SQL, that differs from a new entry's value of this field."""
    return {
        "BigAutoField": "id + 1",
        "ForeignKey": f"coalesce({field.column}, 0) + 1",
        "OneToOneField": "id",
        "DateTimeField": "now() - interval '1 day'",
        "DateField": "date '2020-02-02'",
        "UUIDField": "gen_random_uuid()",
        "CharField": "'other'",
        "DecimalField": "9",
        "PositiveSmallIntegerField": "9",
        "BooleanField": f"NOT {field.column}",
        "ArrayField": "'{99}'",
    }[field.get_internal_type()]


@every_entry
@pytest.mark.parametrize("first", [in_error, superseded], ids=name)
@pytest.mark.parametrize("second", [in_error, superseded], ids=name)
def test_an_entry_is_marked_once(
    model: type[Entry],
    first: Callable[[Entry], Entry],
    second: Callable[[Entry], Entry],
    patient: Patient,
):
    entry = first(ENTRIES[model](patient))

    with pytest.raises(IntegrityError, match="append-only: only a live entry can be marked, once"):
        second(entry)


@every_entry
def test_a_marking_is_never_undone(model: type[Entry], patient: Patient):
    in_error(ENTRIES[model](patient))
    live = "status = 'live', marked_at = NULL, marked_by_id = NULL, marked_reason = ''"

    with pytest.raises(IntegrityError, match="append-only"):
        execute_sql(f"UPDATE {model._meta.db_table} SET {live}")


@every_entry
@pytest.mark.parametrize(
    "half",
    [
        {"status": "entered-in-error"},
        {"status": "superseded"},
        {"status": "superseded", "marked_at": timezone.now()},
        {"status": "withdrawn"},
    ],
    ids=lambda half: " ".join(map(str, half.values()))[:24],
)
def test_an_incomplete_marking_is_refused(
    model: type[Entry], half: dict[str, object], patient: Patient
):
    ENTRIES[model](patient)

    with pytest.raises(IntegrityError, match=f"{model._meta.model_name}_marking_is_whole"):
        model._default_manager.update(**half)
