"""The doctor says what is wrong with this machine: settings, files, mail, disk, PDFs."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.patients.smtp_sink import mail_server
from titration.letters import pdf
from titration.management.doctor import machine
from titration.management.doctor.finding import Level


def mailing(settings: Settings, port: int, *, host: str = "127.0.0.1", tls: bool = False) -> None:
    settings.MAIL_IS_SENT, settings.EMAIL_HOST, settings.EMAIL_PORT = True, host, port
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = tls, 2


def test_static_files_that_are_collected_are_well(collected: Path):
    finding = machine.static_files()

    assert (finding.level, finding.found) == (
        Level.OK,
        "Static files are collected as they are here: 1.",
    )


@pytest.mark.parametrize("fault", ["changed", "added", "manifest lost", "hashed file lost"])
def test_static_files_that_are_not_collected_are_named(fault: str, collected: Path):
    there = collected.parent.parent / "collected"
    name = "page.css"
    match fault:
        case "changed":
            collected.write_text("a { color: white }")
        case "added":
            name = "another.css"
            (collected.parent / name).write_text("")
        case "manifest lost":
            (there / "staticfiles.json").unlink()
        case _:
            next(path for path in there.glob("page.*.css")).unlink()

    finding = machine.static_files()

    assert finding.level == Level.FAULT
    assert finding.found.endswith(f"the first {name}.")


def test_a_mail_server_that_answers_is_sent_nothing(settings: Settings):
    with mail_server() as sink:
        mailing(settings, sink.port)
        assert machine.mail().level == Level.OK
        assert sink.letters == []


def test_mail_that_cannot_be_sent_or_goes_unencrypted_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    settings.MAIL_IS_SENT = False
    assert machine.mail().level == Level.LOOK
    with mail_server() as sink:
        mailing(settings, sink.port, tls=True)  # which that server does not speak
        assert machine.mail().level == Level.FAULT
        monkeypatch.setattr(machine, "LOCAL_HOSTS", ())
        mailing(settings, sink.port)
        assert "unencrypted" in machine.mail().found
        gone = sink.port
    mailing(settings, gone)
    finding = machine.mail()
    assert (finding.level, "(ConnectionRefusedError)" in finding.found) == (Level.FAULT, True)


def test_a_disk_that_fills_up_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(machine, "LITTLE", 0)
    assert machine.disk().level == Level.OK
    monkeypatch.setattr(machine, "LITTLE", 2**62)
    assert machine.disk().level == Level.LOOK
    monkeypatch.setattr(machine, "TOO_LITTLE", 2**62)
    finding = machine.disk()
    assert (finding.level, finding.to_do) == (Level.FAULT, "Make room on it.")


def test_pdfs_need_pango(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    assert machine.pdfs().level == Level.OK
    lacking = tmp_path / "render.py"
    lacking.write_text(f"raise SystemExit({pdf.LACKS_A_LIBRARY})")
    monkeypatch.setattr(pdf, "RENDER", lacking)

    finding = machine.pdfs()

    assert (finding.level, "lacks Pango" in finding.found) == (Level.LOOK, True)


def test_a_demo_and_settings_that_are_unfit_for_a_clinic_are_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # the browser tests set it
    assert "TITRATION_MODE is demo" in machine.deployment().found
    settings.IS_DEMO = False

    finding = machine.deployment()

    assert (finding.level, "security.W012" in finding.found) == (Level.FAULT, True)
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 1
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.DEBUG = True, False
    assert machine.deployment().level == Level.OK
    settings.DEBUG = True
    assert "security.W018" in machine.deployment().found
