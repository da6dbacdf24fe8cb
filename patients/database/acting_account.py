"""Tell PostgreSQL which account is acting; policies and the change history use it."""

from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS, connection, connections

from patients import audit
from patients.database.roles import APP
from patients.models import Account
from patients.models.account import NAME_ACCOUNT

# ``true`` sets a value until the transaction ends. Set for longer, it would still hold in the
# next request over the same connection.
ACT = """
    SELECT set_config('role', %s, true), set_config('app.account_id', %s, true),
        set_config('app.request_id', %s, true), set_config('app.address', %s, true)
"""


def act_as(account: Account | AnonymousUser, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Tell PostgreSQL which account, or none, is acting for the rest of this transaction."""
    audited = audit.current_request()
    settings = [APP, str(account.pk or ""), str(audited.request_id), audited.address or ""]
    with connections[using].cursor() as cursor:
        cursor.execute(ACT, settings)


def become(account: Account) -> None:
    """Make an account that has proved who it is the acting one for the rest of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(NAME_ACCOUNT, [str(account.pk)])


def show_link(token: str) -> None:
    """Tell PostgreSQL the token of the one-time link that this request opened.

    The tables hold only hashes of tokens, so no statement can use a link that was not opened.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.token', %s, true)", [token])
