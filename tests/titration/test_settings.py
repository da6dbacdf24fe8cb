"""The settings of each mode, read in a process of its own."""

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings

from tests.titration.server.test_environment import MAIL, PRODUCTION

ASK = """
import json
from titration import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings)
    if name in NAMES.split()}, default=str))
"""


def settings_under(variables: dict[str, str], names: str) -> dict[str, Any]:
    answer = subprocess.run(
        [sys.executable, "-c", ASK.replace("NAMES", repr(names))],
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath} | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(answer.stdout))


def console_at_a_terminal(variables: dict[str, str]) -> dict[str, Any]:
    """Return how the log is written when the standard output is a terminal."""
    terminal, output = os.openpty()
    subprocess.run(
        [sys.executable, "-c", ASK.replace("NAMES", repr("LOGGING"))],
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath} | variables,
        stdout=output,
        check=True,
    )
    os.close(output)
    with os.fdopen(terminal) as written:
        told = json.loads(written.readline())
    return dict(told["LOGGING"]["handlers"]["console"])


def test_production_keeps_cookies_to_its_own_host_and_to_tls():
    assert settings_under(
        PRODUCTION,
        "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_NAME CSRF_COOKIE_SECURE "
        "SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS DEBUG",
    ) == {
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "DEBUG": False,
    }


def test_a_demo_works_over_plain_http():
    assert settings_under(
        {"TITRATION_MODE": "demo"},
        "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS DEBUG",
    ) == {
        "SESSION_COOKIE_NAME": "sessionid",
        "SESSION_COOKIE_SECURE": False,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
        "DEBUG": False,
    }


def test_mail_goes_to_the_server_that_is_named():
    assert settings_under(
        PRODUCTION | MAIL,
        "MAIL_IS_SENT EMAIL_BACKEND EMAIL_HOST EMAIL_PORT EMAIL_USE_TLS EMAIL_USE_SSL"
        " DEFAULT_FROM_EMAIL",
    ) == {
        "MAIL_IS_SENT": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
        "DEFAULT_FROM_EMAIL": "titration@clinic.example",
    }


DEMO = {"TITRATION_MODE": "demo"}


def test_a_demo_at_a_terminal_logs_problems_only_and_in_short_lines():
    console = console_at_a_terminal(DEMO)

    assert (console["formatter"], console["level"]) == ("short", "WARNING")


def test_every_other_log_is_json_with_a_line_for_each_answer():
    elsewhere = settings_under(DEMO, "LOGGING")["LOGGING"]["handlers"]["console"]

    for console in (elsewhere, console_at_a_terminal(PRODUCTION)):
        assert (console["formatter"], console["level"]) == ("wordless", "INFO")


def test_only_a_demo_tells_who_can_sign_in():
    said_by = "titration.demo.sign_ins.context_processor"

    assert said_by in json.dumps(settings_under(DEMO, "TEMPLATES"))
    assert said_by not in json.dumps(settings_under(PRODUCTION, "TEMPLATES"))
