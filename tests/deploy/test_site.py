"""nginx, as set up in ``deploy/``, answers as the product does, and limits what it limits."""

import re

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from tests import source_checks
from tests.deploy.files import DEPLOY, nginx_headers, nginx_values, text_of
from titration.letters import pdf
from titration.server.middleware import security_headers

ERRORS = sorted(path.name for path in (DEPLOY / "nginx" / "errors").iterdir())
YEAR = 365 * 24 * 60 * 60


def answered(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@override_settings(SECURE_HSTS_SECONDS=YEAR, SECURE_HSTS_INCLUDE_SUBDOMAINS=True)
def test_its_own_answers_carry_the_headers_of_the_product():
    response = security_headers(answered)(RequestFactory().get("/", secure=True))
    headers = dict(response.headers)
    del headers["Content-Type"]

    assert nginx_headers() == headers


def test_its_own_answers_have_a_page_in_words_for_each_status():
    pages = dict[str, str]()
    for line in re.findall(r"error_page (.+);", text_of("nginx/titration-answers.conf")):
        *statuses, page = line.split()
        pages |= dict.fromkeys(statuses, page)

    assert {"400", "413", "414", "494", "500", "501", "502", "503", "504", "505"} <= pages.keys()
    assert {page.rpartition("/")[2] for page in pages.values()} == set(ERRORS)


@pytest.mark.parametrize("name", ERRORS)
def test_a_page_in_words_stands_alone(name: str):
    page = text_of(f"nginx/errors/{name}")

    assert '<html lang="en">' in page
    assert page.count("<h1>") == 1
    assert "saved" in page
    assert list(source_checks.refused_by_the_policy(page)) == []
    assert "src=" not in page


def test_it_takes_a_body_of_the_products_length():
    megabytes = {f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20}m"}

    assert set(nginx_values("client_max_body_size")) == megabytes
    assert set(nginx_values("client_body_buffer_size")) == megabytes, "or it is written to disk"


def test_it_waits_longer_than_the_slowest_page():
    (seconds,) = nginx_values("proxy_read_timeout")

    assert int(seconds.removesuffix("s")) > pdf.WAIT_SECONDS + pdf.WORK_SECONDS


def test_it_says_itself_who_asks_and_how():
    site = text_of("nginx/titration.conf")
    of_the_whole_server = re.findall(r"^    proxy_set_header (.+);", site, re.MULTILINE)

    assert {"X-Forwarded-For $remote_addr", "X-Forwarded-Proto https"} <= set(of_the_whole_server)
    # A place that sets one header of its own would pass on none of these.
    assert nginx_values("proxy_set_header") == of_the_whole_server
    assert "proxy_add_x_forwarded_for" not in site


def test_it_takes_the_longest_way_to_signing_in():
    address, escaped = 8 * 1024, 3  # nginx's longest, and what “&” becomes
    (size,) = nginx_values("proxy_buffer_size")

    assert int(size.removesuffix("k")) * 1024 > address * escaped


@pytest.mark.parametrize(
    ("address", "cache_control"),
    [
        ("/static/css/page.0a1b2c3d4e5f.css", "max-age=315360000, public, immutable"),
        ("/static/css/page.css", "max-age=60, public"),
        ("/titration-errors/too-long.html", "no-store"),
        ("/", "no-store"),
    ],
)
def test_only_a_file_named_by_its_content_is_kept_for_ever(address: str, cache_control: str):
    found = re.search(r"\$titration_cache {(.*?)\n}", text_of("nginx/titration.conf"), re.DOTALL)
    assert found
    rules = re.findall(r'"~(.+)" "(.+)";', found[1])

    assert next(value for rule, value in rules if re.search(rule, f"1 {address}")) == cache_control


def test_its_log_holds_neither_address_nor_path():
    (log_format,) = re.findall(r"log_format titration '(.*)';", text_of("nginx/titration.conf"))
    told = set(re.findall(r"\$(\w+)", log_format))

    assert told == {
        *("time_iso8601", "request_method", "status", "body_bytes_sent", "request_time"),
        "upstream_status",
    }
    assert "error_log /var/log/nginx/titration-error.log crit;" in text_of(
        "nginx/titration-answers.conf"
    )
