"""When the app and its database are killed while people write, no acknowledged write is lost.

``make trust`` kills a hundred times, and databases that cheat have to lose something.
"""

from pytest_django.plugin import DjangoDbBlocker

from tests.trust import crash


def test_acknowledged_writes_survive_a_kill_of_all_processes(django_db_blocker: DjangoDbBlocker):
    with django_db_blocker.unblock(), crash.a_clinic_served() as scene:
        assert scene.settings() == crash.DURABLE
        synced = scene.synced(10)
        found = scene.killed(2, by=(crash.Scene.kill_the_database, crash.Scene.cut_the_power))

    assert synced.writes >= 10
    assert synced.missing == 0
    assert found.acknowledged >= 15
    assert (found.lost, found.doubled, found.unaudited) == (0, 0, 0)


def test_the_proof_notices_a_database_that_does_not_wait_for_the_disk(
    django_db_blocker: DjangoDbBlocker,
):
    with django_db_blocker.unblock(), crash.a_clinic_served(fsync="off") as scene:
        assert scene.settings() != crash.DURABLE
        synced = scene.synced(5)

    assert synced.writes >= 5
    assert synced.missing > 0
