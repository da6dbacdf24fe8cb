"""What the role that serves may do in each table, as operations of a migration.

The functions they call are made by ``patients.migrations``: ``0007_row_security`` and,
for what only some accounts may write, ``0012_guards``. An entry's table takes three lines::

    *holds_entries("titration_rating"),
    keeps_history("titration_rating"),
    guards_writes("titration_rating", "guard_entry"),
"""

from django.db import migrations

from patients.database.roles import APP

MARKING = "status, marked_at, marked_by_id, marked_reason"
CLINICIAN = "app_clinics('neurologist', 'nurse')"
NEUROLOGIST = "app_clinics('neurologist')"
# InitPlans: the clinics are looked up once for a statement, not once for a row.
IN_CLINICS = "clinic_id = ANY ((SELECT {clinics})::bigint[])"
OF_PATIENT_SEEN = "EXISTS (SELECT FROM patients_patient seen WHERE seen.id = {table}.patient_id)"
BY_READER = "{author} = app_account()"


def grants(table: str, *rights: str) -> migrations.RunSQL:
    """Give the role that serves these rights in a table, and no others."""
    return migrations.RunSQL(
        f"GRANT {', '.join(rights)} ON {table} TO {APP};", f"REVOKE ALL ON {table} FROM {APP};"
    )


def grants_more(table: str, *rights: str) -> migrations.RunSQL:
    """Add rights to those that the role that serves has in a table."""
    given = ", ".join(rights)
    return migrations.RunSQL(
        f"GRANT {given} ON {table} TO {APP};", f"REVOKE {given} ON {table} FROM {APP};"
    )


def takes_back(table: str, *rights: str) -> migrations.RunSQL:
    """Take rights from the role that serves."""
    taken = ", ".join(rights)
    return migrations.RunSQL(
        f"REVOKE {taken} ON {table} FROM {APP};", f"GRANT {taken} ON {table} TO {APP};"
    )


def guards_writes(table: str, function: str, events: str | None = None) -> migrations.RunSQL:
    """Let a trigger function correct or refuse what the role that serves writes in a table.

    Rows of the tables' owner keep what they say: a backup is restored, and a demo tells of
    past years. ``events``: ``INSERT OR UPDATE`` unless said otherwise.
    """
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {table}_checks_who_and_when BEFORE {events or "INSERT OR UPDATE"} ON {table}
            FOR EACH ROW WHEN (row_security_active('patients_patient'))
            EXECUTE FUNCTION {function}();
        """,
        f"DROP TRIGGER {table}_checks_who_and_when ON {table};",
    )


def policies(table: str, **conditions: str) -> migrations.RunSQL:
    """Let the role that serves see and write only the rows that meet a condition.

    By command: ``select``, ``insert`` and ``update``. Of an update the condition
    holds for the row as it becomes; what it was must be one that may be seen.
    """
    clauses = {
        "select": "FOR SELECT TO {app} USING ({condition})",
        "insert": "FOR INSERT TO {app} WITH CHECK ({condition})",
        "update": "FOR UPDATE TO {app} USING ({select}) WITH CHECK ({condition})",
    }
    made = [
        f"CREATE POLICY {table}_{command} ON {table} "
        + clauses[command].format(app=APP, condition=condition, select=conditions["select"])
        for command, condition in conditions.items()
    ]
    undone = [f"DROP POLICY {table}_{command} ON {table}" for command in conditions]
    return migrations.RunSQL(
        [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", *made],
        [*undone, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"],
    )


def holds_entries(table: str, *, recorded_as: str = CLINICIAN) -> list[migrations.RunSQL]:
    """An entry is seen, recorded and marked in the reader's clinics, each by whoever does it.

    ``recorded_as``: the clinics in which new ones may be recorded.
    """
    seen = OF_PATIENT_SEEN.format(table=table)
    clinics = IN_CLINICS.format(clinics=recorded_as)
    recorded = f"{seen[:-1]} AND seen.{clinics})"
    return [
        grants(table, "SELECT", "INSERT", f"UPDATE ({MARKING})"),
        policies(
            table,
            select=seen,
            insert=f"{BY_READER.format(author='recorded_by_id')} AND {recorded}",
            update=f"{BY_READER.format(author='marked_by_id')} AND {seen}",
        ),
    ]
