"""Django's backend for PostgreSQL, with the commits told apart that nobody confirmed.

Two things look like other outcomes to Django. A commit that waits for a standby, and whose wait
is cancelled, succeeds with a warning: the rows are on one host, and are gone if that one fails.
A connection that ends during a commit looks like one that ended before: the rows may be there.
``docs/adr/0034-more-than-one-machine.md`` says more.
"""

from django.db import OperationalError
from django.db.backends.postgresql import base


class Unconfirmed(OperationalError):
    """A commit of which nobody can say whether it is kept."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose commits are certain, or raise."""

    def commit(self) -> None:
        """Commit; raise ``Unconfirmed`` if it is not certain afterwards that the rows are kept."""
        connection = self.connection
        if connection is None:
            return
        connection.notices.clear()
        try:
            super().commit()
        except OperationalError as problem:
            if connection.closed:
                raise Unconfirmed("The connection ended during a commit.") from problem
            raise  # PostgreSQL refused it: nothing was saved
        # PostgreSQL says nothing about a commit that is as it should be. Its words would be in the
        # server's language: that there are any is enough.
        if connection.notices:
            raise Unconfirmed("The commit was not confirmed by a standby.")
