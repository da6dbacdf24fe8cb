"""Who acts, told to the database: its policies and its history go by that."""

from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS, connections

from patients import audit
from patients.database_roles import APP
from patients.models import Account

# True: until the transaction ends. Kept for longer, it would reach the next request
# over the same connection.
ACT = """
    SELECT set_config('role', %s, true), set_config('app.account_id', %s, true),
        set_config('app.request_id', %s, true)
"""


def act_as(account: Account | AnonymousUser, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Tell the database that an account, or nobody, acts for the rest of this transaction."""
    with connections[using].cursor() as cursor:
        cursor.execute(ACT, [APP, str(account.pk or ""), str(audit.asker().request_id)])


def become(account: Account) -> None:
    """Let what follows in this transaction be the doing of an account that proved who it is."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT set_config('app.account_id', %s, true)", [str(account.pk)])
