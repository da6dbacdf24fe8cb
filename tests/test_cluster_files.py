"""The files of ``deploy/cluster`` keep to what the product promises on one machine.

``make trust PROOFS=failover`` starts servers from them.
"""

import re

import pytest

from patients.database.roles import APP, LIMITS
from tests.trust.cluster import files
from tests.trust.cluster.files import FILES
from titration.server.embedded_database import SERVER_SETTINGS

OF_ONE_MACHINE = {"listen_addresses", "unix_socket_permissions"}
LONGEST = sum(
    int(LIMITS[APP][name].removesuffix("s")) for name in ("lock_timeout", "statement_timeout")
)


@pytest.mark.parametrize("name", SERVER_SETTINGS.keys() - OF_ONE_MACHINE)
def test_each_host_writes_and_logs_as_the_embedded_database_does(name: str):
    found = re.findall(rf"^ *{name}: (\S+)$", (FILES / "patroni.yml").read_text(), re.MULTILINE)

    assert [value.strip('"') for value in found] == [SERVER_SETTINGS[name]]


@pytest.mark.parametrize(
    ("file", "limit"),
    [("haproxy.cfg", r"timeout server (\d+)s"), ("pgbouncer.ini", r"query_timeout = (\d+)")],
)
def test_nothing_between_ends_a_statement_before_the_database_does(file: str, limit: str):
    found = re.search(limit, (FILES / file).read_text())

    assert found
    assert int(found[1]) > LONGEST


def test_a_proof_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(files.PACKAGES, "no-such-program", "its-package")

    with pytest.raises(SystemExit, match=r"run as root: apt-get install .* its-package$"):
        files.require("no-such-program")
