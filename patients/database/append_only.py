"""Triggers for tables whose rows are kept, as operations of a migration.

The functions they call are made by ``patients.migrations``: ``0002_append_only``
and, for the history, ``0008_history``.
"""

from django.db import migrations


def keeps_rows(table: str) -> migrations.RunSQL:
    """Refuse to delete rows of a table, or to empty it."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {table}_deletes_nothing BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER {table}_keeps_rows BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """,
        f"""
        DROP TRIGGER {table}_keeps_rows ON {table};
        DROP TRIGGER {table}_deletes_nothing ON {table};
        """,
    )


def guards_updates(table: str, function: str) -> migrations.RunSQL:
    """Let a trigger function decide which updates of a table pass."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {table}_guards_updates BEFORE UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {function}();
        """,
        f"DROP TRIGGER {table}_guards_updates ON {table};",
    )


def keeps_history(table: str) -> migrations.RunSQL:
    """Keep each row as it was written, where no page can reach it: ``patients.models.Change``."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {table}_keeps_history AFTER INSERT OR UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION note_change();
        """,
        f"DROP TRIGGER {table}_keeps_history ON {table};",
    )
