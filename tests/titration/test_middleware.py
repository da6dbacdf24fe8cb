"""Every response, whoever makes it, tells the browser what to refuse."""

from contextlib import closing

import pytest
from django.test import Client, override_settings

SAID = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PAGE, MISSING, STATIC = "/", "/no-such-page/", "/static/css/tokens.css"


def headers_of(client: Client, path: str) -> dict[str, str]:
    with closing(client.get(path)) as response:
        return dict(response.headers)


@pytest.mark.django_db
@pytest.mark.parametrize("path", [PAGE, MISSING, STATIC])
def test_every_response_carries_the_headers(client: Client, path: str):
    headers = headers_of(client, path)

    assert SAID.items() <= headers.items()
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True)
def test_the_redirect_to_tls_carries_them_too(client: Client):
    headers = headers_of(client, PAGE)

    assert headers["Location"] == f"https://testserver{PAGE}"
    assert SAID.items() <= headers.items()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "may_be_kept"),
    [(PAGE, False), (MISSING, False), ("/static/no-such-file.css", False), (STATIC, True)],
)
def test_only_static_files_may_be_kept(client: Client, path: str, may_be_kept: bool):
    cache_control = headers_of(client, path)["Cache-Control"]

    assert (cache_control != "no-store") is may_be_kept
