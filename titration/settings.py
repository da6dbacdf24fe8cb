"""The project's settings. What differs between machines comes from the environment.

Importing this starts nothing and needs no database.
"""

import os
import sys
from pathlib import Path

from titration.server import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # files of a running copy; git ignores it

_environment = environment.read(os.environ, VAR_DIR)
IS_DEMO = _environment.is_demo

DEBUG = _environment.debug
SECRET_KEY = _environment.secret_key
SECRET_KEY_FALLBACKS = _environment.secret_key_fallbacks
ALLOWED_HOSTS = _environment.allowed_hosts
CSRF_TRUSTED_ORIGINS = _environment.csrf_trusted_origins
# Over the second connection a request writes rows that stay even if the request fails.
OUTSIDE_REQUEST = "outside_request"
DATABASES = {"default": _environment.database, OUTSIDE_REQUEST: dict(_environment.database)}
DATABASE_ROUTERS = ["patients.database.outside_request.CacheRouter"]
EMBEDDED_DATABASE = _environment.embedded_database

# Of the histories and of the lists of patients read last, how many a process keeps laid out for
# the next request about them (docs/adr/0029). With 0 it keeps none.
HISTORIES_KEPT = 256
# Functions, triggers, policies and grants: “manage.py migrate” runs these SQL files, folder by
# folder, in each by name. The first folder's run before Django's migrations, which need them.
SQL_FOLDERS = (
    "patients/database/sql/before",
    "patients/database/sql/functions",
    "patients/database/sql/tables",
    "titration/standing",
    "titration/reading",
    "titration/record",
    "titration/glance",
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "titration.urls"
WSGI_APPLICATION = "titration.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "patients",
    "titration",
]

MIDDLEWARE = [
    "titration.server.middleware.security_headers",
    "titration.server.middleware.log_request",
    "titration.server.middleware.refuse_unreadable_bodies",
    "patients.web.middleware.identify_request",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "titration.server.middleware.answer_health_checks",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "titration.server.middleware.refuse_another_version",
    "titration.server.middleware.one_transaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "patients.web.middleware.set_acting_account",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "patients.accounts.sessions.end_sessions_in_time",
    "patients.accounts.sessions.SecondFactorMiddleware",
    "patients.web.middleware.require_audit_event",
    "titration.server.middleware.ErrorPages",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "titration.server.templating.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "patients.web.context.reader",
                "titration.record.already_saved.context_processor",
                *(["titration.demo.sign_ins.context_processor"] if IS_DEMO else []),
            ],
        },
    },
    # For crispy and allauth.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "crispy"],
        "APP_DIRS": True,
    },
]
# A message reads a saved entry back: it is kept on the server, never in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
# The class of each control; crispy would add the name of its widget.
CRISPY_CLASS_CONVERTERS = {
    "checkboxinput": "form-check-input",
    "select": "form-select",
    **dict.fromkeys(("textinput", "dateinput", "textarea"), "form-control"),
    **dict.fromkeys(("emailinput", "numberinput", "passwordinput"), "form-control"),
}

# The most that one request may send; the longest form is far shorter. No form takes a file:
# one that is sent is refused, and never written to a temporary folder.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20  # bytes, of the whole body
DATA_UPLOAD_MAX_NUMBER_FILES = 0
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# English only.
LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "titration.server.static_files.StaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Every process shares the rate limits of signing in and the codes already used. Above
# MAX_ENTRIES Django deletes live entries: no flood of tries makes as many.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Where gunicorn tells what was counted; without it nothing is (docs/adr/0039).
METRICS = _environment.metrics

# --- E-mail -----------------------------------------------------------------

# Without a mail server, the page shows the admin the message that would be sent.
_mail = _environment.mail
MAIL_IS_SENT: bool = _mail is not None
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail else 'dummy'}.EmailBackend"
EMAIL_TIMEOUT = 10  # seconds: the admin waits for the page
if _mail:
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = _mail.sender
    EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
    EMAIL_USE_SSL = _mail.security == "smtps"
    EMAIL_USE_TLS = _mail.security == "smtp+tls"

# --- Signing in -------------------------------------------------------------

AUTH_USER_MODEL = "patients.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "worklist"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "patients.accounts.sign_in_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# A workstation is shared: closing the browser signs out, however the person had signed in.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# patients/accounts/tries.py says which tries count as what. The limits by address alone are wide,
# because a whole hospital may come from one address.
ACCOUNT_RATE_LIMITS = {
    "login": "",  # allauth's own limits are off: they count all tries at an account together,
    "login_failed": "",  # so a stranger's tries would lock its owner out
    "sign_in_request": "120/m/ip",
    "password_in_session": "5/5m/key",  # nosec B105
    "password_from_known_device": "5/5m/key",  # nosec B105
    "password_from_address": "5/5m/key,60/m/ip",  # nosec B105
    "password_from_anywhere": "100/15m/key",  # nosec B105
    "code_in_session": "5/5m/key",
    "code_from_known_device": "5/5m/key",
    "code_from_address": "5/5m/key,60/m/ip",
    # A code has six digits, and three codes are valid at any time: fewer tries than a password.
    "code_from_anywhere": "20/15m/key,50/d/key",
}
MFA_RATE_LIMITS = {"webauthn_login": ""}
ALLAUTH_RATE_LIMIT_IPV6_PREFIX = 64  # the prefix that one household or company gets
ALLAUTH_TRUSTED_PROXY_COUNT = _environment.trusted_proxies
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60  # seconds: a change of the account then asks again
MFA_ADAPTER = "patients.accounts.second_factor_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Titration"
MFA_TOTP_TOLERANCE = 1  # a code is accepted for half a minute after it left the screen
MFA_PASSKEY_LOGIN_ENABLED = True  # the browser asks for the device and its owner's finger or PIN
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# The hospital's own accounts, by OpenID Connect; None offers them nowhere (docs/adr/0033). Of
# allauth's part for it no page is mounted and no table is used.
OUTSIDE_PROVIDER = _environment.outside_provider
SOCIALACCOUNT_ADAPTER = "patients.accounts.outside_provider.Connections"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds for each answer of the provider
# Only a demo, with invented patients, needs no second factor.
SECOND_FACTOR_REQUIRED = not IS_DEMO
SESSION_IDLE_SECONDS = 15 * 60
SESSION_LASTS_SECONDS = 12 * 60 * 60

# --- What the browser is told -----------------------------------------------

# A demo is served over plain http on this computer; everything else over TLS.
_COOKIE_PREFIX = "" if IS_DEMO else "__Host-"
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}sessionid"
SESSION_COOKIE_AGE = SESSION_LASTS_SECONDS
SESSION_COOKIE_SECURE = not IS_DEMO
KNOWN_DEVICE_COOKIE_NAME = f"{_COOKIE_PREFIX}known-device"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = not IS_DEMO
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "titration.server.error_pages.form_out_of_date"
SECURE_SSL_REDIRECT = not IS_DEMO
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # a load balancer's probe comes without TLS
SECURE_HSTS_SECONDS = 0 if IS_DEMO else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_DEMO
# No other site gets a referrer. Not no-referrer: with it a browser posts a form with
# “Origin: null”, which the CSRF check rightly refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # HSTS preloading is for a whole domain: its owner decides
]

# --- Logs -------------------------------------------------------------------

# At a terminal a demo says in one short line what went wrong, and nothing of what went well:
# the addresses and the people who can sign in, printed at the start, stay in sight.
_IS_READ_AT_A_TERMINAL = IS_DEMO and sys.stdout.isatty()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "wordless": {"()": "titration.server.request_log.WordlessFormatter"},
        "short": {"()": "titration.server.request_log.ShortFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "short" if _IS_READ_AT_A_TERMINAL else "wordless",
            "level": "WARNING" if _IS_READ_AT_A_TERMINAL else "INFO",
            "stream": "ext://sys.stdout",
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Every response has a line of its own, so Django's line about its status is not needed.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        # gunicorn's own formatter would quote a request that it cannot read.
        "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A warning at each answer to HEAD: Django gives it a body, which gunicorn drops.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "gunicorn.access": {"handlers": [], "propagate": False},
        "titration": {"level": "INFO"},
    },
}
