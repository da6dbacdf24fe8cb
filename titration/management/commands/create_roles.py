"""Make the two database roles, once for each server."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from patients.database import roles as database_roles
from patients.database.roles import APP, OWNER


class Command(BaseCommand):
    help = (
        f"Make the database roles {OWNER} and {APP}, and give the database to the former."
        " DATABASE_URL names that database and an administrator of its server."
    )
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        with transaction.atomic(), connection.cursor() as cursor:
            database_roles.make(cursor)
            cursor.execute("SELECT WHERE NOT pg_has_role(%s, 'MEMBER')", [OWNER])
            if cursor.rowcount:  # without SUPERUSER, only a member of a role can give it a database
                cursor.execute(f"GRANT {OWNER} TO CURRENT_USER")
            cursor.execute(f"ALTER DATABASE {name} OWNER TO {OWNER}")
            cursor.execute(f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC")
        self.stdout.write(
            f"The roles are there, and {OWNER} owns {name}."
            f" Give each a password, in psql: \\password {OWNER}, \\password {APP}."
        )
