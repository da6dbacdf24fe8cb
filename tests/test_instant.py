"""A server is restored to an instant: all that was recorded until then, nothing after it.

``make trust PROOFS=instant`` records more, copies by pgbackrest where that is installed, and
tries a control.
"""

from pytest_django.plugin import DjangoDbBlocker

from tests.trust.clusters import Copies
from tests.trust.instant import a_drill
from titration.server.embedded_database import programs


def test_a_restore_to_an_instant_holds_what_was_there_then_and_nothing_later(
    django_db_blocker: DjangoDbBlocker,
):
    with django_db_blocker.unblock(), a_drill(Copies(), programs()) as drill:
        before, told = drill.record(5), drill.told_now()
        after = drill.record(5)
        notes, found = drill.restored(told.instant)

    assert len(before) >= 5
    assert len(after) >= 5
    assert before - notes == set()
    assert after & notes == set()
    assert found.hashes == told.hashes
