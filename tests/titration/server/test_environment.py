"""Each invalid variable is refused with one sentence; the others are read as written."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from titration.server import environment

GOOD_KEY = "k9Xq2mVw7Lr4Tz8Bn5Yc3Hd6Jf1Gs0PaQeWuRiOxZvAbSdFgCtEy"
PRODUCTION = {
    "SECRET_KEY": GOOD_KEY,
    "ALLOWED_HOSTS": "titration.example, www.titration.example",
    "DATABASE_URL": "postgres://app:p%40ss@db.example:6432/clinic?sslmode=require",
}
DEMO = {"TITRATION_MODE": "demo"}
MAIL = {
    "EMAIL_URL": "smtp+tls://me%40clinic.example:p%3Ass@mail.example",
    "EMAIL_FROM": "titration@clinic.example",
}


OIDC = {
    "OIDC_ISSUER": "https://sign-in.hospital.example/realm",
    "OIDC_CLIENT_ID": "titration",
    "OIDC_CLIENT_SECRET": "secret of the client",
    "OIDC_NAME": "Example Hospital",
}


def test_production_reads_every_variable(tmp_path: Path):
    origins = {"CSRF_TRUSTED_ORIGINS": "https://titration.example:8443"}
    former = {"SECRET_KEY_FALLBACKS": f"{GOOD_KEY[::-1]}, {GOOD_KEY.swapcase()}"}

    found = environment.read(PRODUCTION | origins | former, tmp_path)

    assert (found.is_demo, found.debug, found.embedded_database) == (False, False, None)
    assert found.secret_key == GOOD_KEY
    assert found.secret_key_fallbacks == [GOOD_KEY[::-1], GOOD_KEY.swapcase()]
    assert found.allowed_hosts == ["titration.example", "www.titration.example"]
    assert found.csrf_trusted_origins == ["https://titration.example:8443"]
    assert found.database == {
        "ENGINE": "titration.server.postgresql",
        "USER": "app",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 6432,
        "NAME": "clinic",
        "OPTIONS": {"sslmode": "require"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"TITRATION_MODE": "staging"}, "TITRATION_MODE is “staging”"),
        ({"DEBUG": "1"}, "production refuses it"),
        ({"DEBUG": "yes"}, "it can be 0 or 1"),
        ({"SECRET_KEY": ""}, "needs SECRET_KEY"),
        ({"SECRET_KEY": "k" + GOOD_KEY[:48]}, "can be guessed"),
        ({"SECRET_KEY": "changeme" * 8}, "can be guessed"),
        ({"SECRET_KEY": f"django-insecure-{GOOD_KEY}"}, "can be guessed"),
        ({"SECRET_KEY_FALLBACKS": "secret@"}, "number 1 of 1"),
        ({"SECRET_KEY_FALLBACKS": f"{GOOD_KEY[::-1]},secret@{'x' * 50}"}, "number 2 of 2"),
        ({"SECRET_KEY_FALLBACKS": f"django-insecure-secret@{GOOD_KEY}"}, "can be guessed"),
        ({"ALLOWED_HOSTS": " , "}, "needs ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "titration.example,*"}, "holds “*”"),
        ({"ALLOWED_HOSTS": "https://titration.example"}, "no scheme"),
        ({"ALLOWED_HOSTS": "titration.example:8000"}, "no scheme, port"),
        ({"CSRF_TRUSTED_ORIGINS": "titration.example"}, "an origin looks like"),
        ({"CSRF_TRUSTED_ORIGINS": "https://titration.example/path"}, "an origin looks like"),
        *(
            ({"TRUSTED_PROXIES": wrong}, f"TRUSTED_PROXIES is “{wrong}”; it takes how many")
            for wrong in ("6", "-1", "1.0", "one", " ", "٣")
        ),
        *(
            ({"METRICS_PORT": wrong}, f"METRICS_PORT is “{wrong}”; it takes a port")
            for wrong in ("0", "65536", "-1", "http", "٣", "91000000")
        ),
        ({"METRICS_ADDRESS": "10.0.0.5"}, "METRICS_PORT is “”"),
        ({"METRICS_PORT": "9100", "METRICS_ADDRESS": "titration.example"}, "an address of this"),
        *((OIDC | {name: ""}, f"go together: {name} is missing") for name in OIDC),
        ({"OIDC_SECOND_FACTOR_AMR": "mfa"}, "go together: OIDC_ISSUER and OIDC_CLIENT_ID and"),
        *(
            (OIDC | {"OIDC_ISSUER": wrong}, "it takes the provider’s address")
            for wrong in (
                *("http://sign-in.hospital.example", "http://127.0.0.1:8130", "hospital.example"),
                *("https://", "https://x.example/?a=b", "https://x.example/#a"),
                *("https://user@x.example", "https://[x.example"),
            )
        ),
        ({"EMAIL_URL": "smtps://mail.example"}, "go together"),
        ({"EMAIL_FROM": "titration@clinic.example"}, "go together"),
        (MAIL | {"EMAIL_FROM": "Titration"}, "it takes one address"),
        (MAIL | {"EMAIL_URL": "imap://me:secret@mail.example"}, "no mail server"),
        (MAIL | {"EMAIL_URL": "smtps://me:secret@mail.example/inbox"}, "no mail server"),
        (MAIL | {"EMAIL_URL": "smtps://me:secret@mail.example:smtp"}, "no number"),
        ({"DATABASE_URL": ""}, "needs DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:///db.sqlite3"}, "must begin with postgres://"),
        ({"DATABASE_URL": "postgres://app:secret@db:port/clinic"}, "no valid address"),
        ({"DATABASE_URL": "postgres://app:secret@db.example/"}, "without the name"),
    ],
)
def test_an_invalid_variable_is_refused_with_a_sentence(
    tmp_path: Path, wrong: dict[str, str], sentence: str
):
    with pytest.raises(ImproperlyConfigured, match=r"\A[^\n]+\Z") as refusal:
        environment.read(PRODUCTION | wrong, tmp_path)

    assert sentence in str(refusal.value)
    assert "secret@" not in str(refusal.value)


@pytest.mark.parametrize(
    ("variables", "proxies"),
    [
        (PRODUCTION, 1),
        (DEMO, 0),
        (PRODUCTION | {"TRUSTED_PROXIES": "0"}, 0),
        (PRODUCTION | {"TRUSTED_PROXIES": "5"}, 5),
        (DEMO | {"TRUSTED_PROXIES": "2"}, 2),
    ],
)
def test_one_proxy_is_trusted_in_production_and_none_in_a_demo_unless_said_otherwise(
    tmp_path: Path, variables: dict[str, str], proxies: int
):
    assert environment.read(variables, tmp_path).trusted_proxies == proxies


def test_without_a_mail_server_none_is_named(tmp_path: Path):
    assert environment.read(PRODUCTION, tmp_path).mail is None


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, None),
        ({"METRICS_PORT": "9100"}, ("127.0.0.1", 9100)),
        ({"METRICS_PORT": "9100", "METRICS_ADDRESS": "10.0.0.5"}, ("10.0.0.5", 9100)),
        ({"METRICS_PORT": "9100", "METRICS_ADDRESS": "::"}, ("::", 9100)),
    ],
)
def test_nothing_is_counted_unless_a_port_is_set(
    tmp_path: Path, variables: dict[str, str], address: tuple[str, int] | None
):
    assert environment.read(PRODUCTION | variables, tmp_path).metrics == address


@pytest.mark.parametrize(
    ("scheme", "port"), [("smtps", 465), ("smtp+tls", 587), ("smtp", 25), ("smtps", 2465)]
)
def test_a_mail_server_is_read_with_its_port(tmp_path: Path, scheme: str, port: int):
    at = ":2465" if port == 2465 else ""
    url = f"{scheme}://me%40clinic.example:p%3Ass@mail.example{at}"

    mail = environment.read(PRODUCTION | MAIL | {"EMAIL_URL": url}, tmp_path).mail

    assert mail == environment.Mail(
        host="mail.example",
        port=port,
        user="me@clinic.example",
        password="p:ss",
        security=scheme,
        sender="titration@clinic.example",
    )


def test_the_hospitals_provider_is_off_unless_it_is_named(tmp_path: Path):
    assert environment.read(PRODUCTION, tmp_path).outside_provider is None


def test_the_hospitals_provider_is_read(tmp_path: Path):
    listed = {"OIDC_SECOND_FACTOR_AMR": "mfa, otp", "OIDC_SECOND_FACTOR_ACR": "urn:two"}
    here = {"OIDC_ISSUER": "http://127.0.0.1:8130"}

    found = environment.read(PRODUCTION | OIDC | listed, tmp_path).outside_provider
    of_demo = environment.read(DEMO | OIDC | here, tmp_path).outside_provider

    assert found is not None
    assert of_demo is not None
    assert (found.issuer, found.client_id, found.client_secret, found.name) == tuple(OIDC.values())
    assert found.second_factor_amr == {"mfa", "otp"}
    assert found.second_factor_acr == {"urn:two"}
    assert of_demo.issuer == "http://127.0.0.1:8130"
    assert of_demo.second_factor_amr | of_demo.second_factor_acr == frozenset()


def test_an_empty_environment_means_production(tmp_path: Path):
    with pytest.raises(ImproperlyConfigured, match="Production needs"):
        environment.read({}, tmp_path)


def test_a_demo_answers_on_this_computer_only(tmp_path: Path):
    assert environment.read(DEMO, tmp_path).allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]

    with pytest.raises(ImproperlyConfigured, match="on this computer only"):
        environment.read(DEMO | {"ALLOWED_HOSTS": "titration.example"}, tmp_path)


def test_a_demo_makes_its_key_once_and_keeps_it_private(tmp_path: Path):
    first = environment.read(DEMO, tmp_path / "var").secret_key
    again = environment.read(DEMO, tmp_path / "var").secret_key

    assert again == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]
    assert environment.read(DEMO, tmp_path / "other").secret_key != first


def test_a_demo_connects_as_the_role_that_is_no_superuser(tmp_path: Path):
    found = environment.read(DEMO, tmp_path)

    assert found.embedded_database is not None
    assert found.database["USER"] == "titration_owner"
    assert found.database["HOST"] == str(found.embedded_database.socket_folder)
    assert not found.embedded_database.data.exists()


def test_a_demo_takes_another_database_and_may_debug(tmp_path: Path):
    found = environment.read(
        DEMO | {"DATABASE_URL": "postgresql://me@localhost/mine", "DEBUG": "1"}, tmp_path
    )

    assert (found.embedded_database, found.database["NAME"], found.debug) == (None, "mine", True)
