"""The settings of each mode, read in a process of its own."""

import json
import os
import subprocess
import sys

from django.conf import settings

from tests.titration.server.test_environment import MAIL, PRODUCTION

ASK = """
import json
from titration import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings)
    if name in NAMES.split()}))
"""


def settings_under(variables: dict[str, str], names: str) -> dict[str, object]:
    answer = subprocess.run(
        [sys.executable, "-c", ASK.replace("NAMES", repr(names))],
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath} | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(answer.stdout))


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
