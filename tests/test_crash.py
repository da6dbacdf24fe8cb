"""Killed while people write, the app and its database keep what they acknowledged.

``make trust`` kills a hundred times, with a control that has to lose something.
"""

from pytest_django.plugin import DjangoDbBlocker

from tests.trust import crash


def test_what_was_acknowledged_outlives_a_kill_of_everything(django_db_blocker: DjangoDbBlocker):
    with django_db_blocker.unblock(), crash.a_clinic_served() as scene:
        found = scene.killed(2, by=(crash.Scene.kill_the_database, crash.Scene.cut_the_power))

    assert found.acknowledged >= 5
    assert (found.lost, found.doubled, found.unaudited) == (0, 0, 0)
