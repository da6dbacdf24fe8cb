"""The units of ``deploy/`` run what there is, as the user that may, and can do no more."""

import re

import pytest
from django.core.management import get_commands

from manage import NEEDS_NO_OWNER
from tests.deploy.files import DEPLOY, UNITS, directives, text_of, texts, variables

COMMAND = re.compile(r"(?:manage\.py|titration-manage) ([a-z_]+)(?![\w.])")
WEB_SERVER = "titration.service"
# “systemd-analyze security --offline=yes deploy/titration.service” gives 1.1 of 10 for these;
# in a booted machine gunicorn serves, and PDFs are made, with all of them.
NOTHING_MORE = {
    "AmbientCapabilities": "",
    "CapabilityBoundingSet": "",
    "IPAddressDeny": "any",
    "IPAddressAllow": "localhost",
    "LimitCORE": "0",
    "LockPersonality": "yes",
    "MemoryDenyWriteExecute": "yes",
    "NoNewPrivileges": "yes",
    "PrivateDevices": "yes",
    "PrivateTmp": "yes",
    "PrivateUsers": "yes",
    "ProcSubset": "pid",
    "ProtectClock": "yes",
    "ProtectControlGroups": "yes",
    "ProtectHome": "yes",
    "ProtectHostname": "yes",
    "ProtectKernelLogs": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectProc": "invisible",
    "ProtectSystem": "strict",
    "RemoveIPC": "yes",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "RestrictNamespaces": "yes",
    "RestrictRealtime": "yes",
    "RestrictSUIDSGID": "yes",
    "SocketBindDeny": "any",
    "SystemCallArchitectures": "native",
    "UMask": "0077",
    "User": "titration",
}
OPENS_A_DOOR = {
    *("ReadWritePaths", "StateDirectory", "LogsDirectory", "ConfigurationDirectory"),
    *("CacheDirectory", "PermissionsStartOnly", "BindPaths", "SocketBindAllow", "DeviceAllow"),
}


def test_the_web_server_can_do_no_more_than_serve():
    unit = directives(WEB_SERVER)

    assert {name: unit[name] for name in NOTHING_MORE} == {
        name: [value] for name, value in NOTHING_MORE.items()
    }
    assert unit["SystemCallFilter"] == ["@system-service", "~@privileged @resources"]
    assert OPENS_A_DOOR.isdisjoint(unit)
    assert not any(line[:1] in "+!" for line in unit["ExecStart"]), "not with root's rights"


def test_the_web_server_never_has_the_owners_address():
    assert directives(WEB_SERVER)["EnvironmentFile"] == ["/etc/titration/titration.env"]
    assert "/etc/titration" in directives(WEB_SERVER)["InaccessiblePaths"][0]
    assert "titration_owner" not in text_of("titration.env.example")


def test_nginx_alone_reaches_the_web_server():
    socket = directives("titration.socket")

    assert (socket["SocketUser"], socket["SocketMode"]) == (["www-data"], ["0600"])
    assert f"http://unix:{socket['ListenStream'][0]};" in text_of("nginx/titration.conf")
    assert "--bind" not in directives(WEB_SERVER)["ExecStart"][0]


@pytest.mark.parametrize("name", UNITS)
def test_no_unit_gains_rights_or_runs_as_root(name: str):
    unit = directives(name)

    assert unit["NoNewPrivileges"] == ["yes"]
    assert unit["CapabilityBoundingSet"] == [""]
    assert unit["User"][0] in {"titration", "titration-owner", "postgres"}


@pytest.mark.parametrize("name", UNITS)
def test_a_command_runs_as_the_user_that_may(name: str):
    unit = directives(name)
    run = {command for line in unit["ExecStart"] for command in COMMAND.findall(line)}
    is_owner = unit["User"] == ["titration-owner"]

    assert is_owner is bool(run - NEEDS_NO_OWNER)
    assert is_owner is ("/etc/titration/owner.env" in unit["EnvironmentFile"])


def test_every_command_that_is_named_exists():
    named = {(file, command) for file, text in texts().items() for command in COMMAND.findall(text)}

    assert {command for _, command in named} >= {"backup", "derive_glances", "rebuild_standings"}
    assert [each for each in sorted(named) if each[1] not in get_commands()] == []


def test_what_is_run_each_night_has_a_timer_that_makes_up_for_a_missed_one():
    timed = {path.stem for path in DEPLOY.glob("*.timer")}

    assert timed == {name.removesuffix(".service") for name in UNITS if name != WEB_SERVER}
    assert all(directives(f"{name}.timer")["Persistent"] == ["yes"] for name in timed)


def test_the_doctor_looks_once_the_nights_work_is_done_and_a_fault_fails_its_unit():
    at = {path.stem: directives(path.name)["OnCalendar"][0] for path in DEPLOY.glob("*.timer")}
    (line,) = directives("titration-doctor.service")["ExecStart"]

    assert max(at, key=lambda name: at[name]) == "titration-doctor"
    assert line == "/opt/titration/.venv/bin/python manage.py doctor"


def test_the_port_of_the_metrics_is_the_one_that_the_unit_is_then_allowed():
    port = variables("titration.env.example", off=True)["METRICS_PORT"]

    assert f"SocketBindAllow=ipv4:tcp:{port}\\n" in text_of("README.md")
    assert f"http://127.0.0.1:{port}/metrics" in text_of("README.md")


def test_old_backups_go_only_once_a_new_one_is_there():
    unit = directives("titration-backup.service")

    assert " -delete" in unit["ExecStartPost"][0]
    assert unit["Type"] == ["oneshot"]  # then systemd runs ExecStartPost after a success only
    assert not any(line.startswith("-") for line in unit["ExecStart"]), "a failure is no success"
