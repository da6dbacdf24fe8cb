"""Who acts, told to the database: its policies and its history go by that."""

from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS, connection, connections

from patients import audit
from patients.database.roles import APP
from patients.models import Account
from patients.models.account import NAME_ACCOUNT

# True: until the transaction ends. Kept for longer, it would reach the next request
# over the same connection.
ACT = """
    SELECT set_config('role', %s, true), set_config('app.account_id', %s, true),
        set_config('app.request_id', %s, true), set_config('app.address', %s, true)
"""


def act_as(account: Account | AnonymousUser, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Tell the database that an account, or nobody, acts for the rest of this transaction."""
    audited = audit.current_request()
    settings = [APP, str(account.pk or ""), str(audited.request_id), audited.address or ""]
    with connections[using].cursor() as cursor:
        cursor.execute(ACT, settings)


def become(account: Account) -> None:
    """Let what follows in this transaction be the doing of an account that proved who it is."""
    with connection.cursor() as cursor:
        cursor.execute(NAME_ACCOUNT, [str(account.pk)])


def show_link(token: str) -> None:
    """Show the database the token of the one-time link that this request opened.

    It knows the hash only, so that no statement of ours can act for a link nobody opened.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.token', %s, true)", [token])
