"""The demo's settings, without the parts that only make tests slow."""

import os

# Every page is tested as it is where people can sign in at the hospital too. Nothing listens at
# this address: a test that needs a provider starts one (tests/patients/accounts/provider.py).
OIDC = {
    "OIDC_ISSUER": "http://127.0.0.1:9",
    "OIDC_CLIENT_ID": "titration",
    "OIDC_CLIENT_SECRET": "a secret of the tests",
    "OIDC_NAME": "Example Hospital",
}

os.environ["TITRATION_MODE"] = "demo"
for name in (
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DEBUG",
    "EMAIL_URL",
    "EMAIL_FROM",
    "TRUSTED_PROXIES",
    "METRICS_PORT",
    "METRICS_ADDRESS",
    *OIDC,
    "OIDC_SECOND_FACTOR_AMR",
    "OIDC_SECOND_FACTOR_ACR",
):
    os.environ.pop(name, None)

from titration.server.outside_provider import read_outside_provider  # noqa: E402
from titration.settings import *  # noqa: E402, F403
from titration.settings import DATABASES, MIDDLEWARE  # noqa: E402

OUTSIDE_PROVIDER = read_outside_provider(OIDC, is_demo=True)

# Most tests run in one transaction, which a second connection does not see.
# That refusals stay on record after a failed request is tested on a server of its own.
OUTSIDE_REQUEST = "default"
DATABASES = {"default": DATABASES["default"]}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Files straight from static/: no collectstatic before a test run.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# It asks the database every five seconds: a statement more in tests that count them.
MIDDLEWARE.remove("titration.server.middleware.refuse_another_version")
_within = MIDDLEWARE.index("titration.server.middleware.one_transaction")
MIDDLEWARE.insert(_within, "tests.middleware.back_to_owner")
