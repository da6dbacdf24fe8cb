"""A commit that no standby confirmed is answered as uncertain, and never saved twice.

The server has a standby named that does not exist, so that each commit waits for it.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.acting import run_sql
from tests.trust import crash
from tests.trust.writers import Write, Writer
from titration.server.embedded_database import SUPERUSER

END_THE_WAIT = "SELECT {how}(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
UNCERTAIN = "It is not certain what was saved"


@pytest.fixture(scope="module")
def scene(django_db_blocker: DjangoDbBlocker) -> Iterator[crash.Scene]:
    with django_db_blocker.unblock(), crash.a_clinic_served() as scene:
        yield scene


@contextmanager
def waiting_for_a_standby(scene: crash.Scene) -> Iterator[None]:
    """Let each commit wait for a standby that does not exist, inside the block."""
    with crash.used(scene.database, role=SUPERUSER):
        run_sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        run_sql("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            run_sql("ALTER SYSTEM RESET synchronous_standby_names")
            run_sql("SELECT pg_reload_conf()")


def send(writer: Writer, write: Write) -> tuple[int, str]:
    return writer.ask("POST", write.path, urlencode(write.sent))


def answer_when(how: str, answer: Future[tuple[int, str]]) -> tuple[int, str]:
    """End each wait for the standby in one way until the request is answered."""
    while not answer.done():
        run_sql(END_THE_WAIT.format(how=how))
    return answer.result()


@pytest.mark.parametrize("how", ["pg_cancel_backend", "pg_terminate_backend"])
def test_a_form_whose_commit_was_not_confirmed_is_neither_acknowledged_nor_saved_twice(
    how: str, scene: crash.Scene
):
    writer = scene.writers[0]
    write = writer.effect()
    writer.writes.append(write)

    with waiting_for_a_standby(scene), ThreadPoolExecutor(1) as thread:
        first = answer_when(how, thread.submit(send, writer, write))
        again = answer_when(how, thread.submit(send, writer, write))
    writer.send(write)

    assert [status for status, _ in (first, again)] == [503, 503]
    assert UNCERTAIN in first[1]
    assert UNCERTAIN in again[1]
    assert write.is_acknowledged
    found = scene.counted(0)
    assert (found.lost, found.doubled, found.unaudited) == (0, 0, 0)
