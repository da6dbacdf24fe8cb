"""Who acts, told to the database: its policies and its history go by that."""

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from patients import audit
from patients.database_roles import APP
from patients.models import Account

# True: until the transaction ends. Kept for longer, it would reach the next request
# over the same connection.
ACT = """
    SELECT set_config('role', %s, true), set_config('app.account_id', %s, true),
        set_config('app.request_id', %s, true)
"""


def act_as(account: Account | AnonymousUser) -> None:
    """Let the database take the rest of this transaction as an account's doing, or nobody's."""
    with connection.cursor() as cursor:
        cursor.execute(ACT, [APP, str(account.pk or ""), str(audit.asker().request_id)])
