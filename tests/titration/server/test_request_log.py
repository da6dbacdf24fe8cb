"""A log line says where and what kind an error is, never what a row held."""

import json
import logging
import re
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from patients.models import Account, AuditEvent, Patient
from titration.server.request_log import ShortFormatter, WordlessFormatter


@pytest.fixture
def lines() -> Any:
    """Return a function that parses what was written to the log."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WordlessFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_an_exception_is_named_and_placed_but_not_quoted(lines: Any):
    error = RuntimeError("SAMPLE could not be saved")
    error.__cause__ = ValueError("Key (name)=(SAMPLE)")
    try:
        raise error
    except RuntimeError:
        logging.getLogger("django.request").exception("%s: %s", "Bad", "/patients/SAMPLE/")

    (line,) = lines()
    assert [found["kind"] for found in line["exception"]] == ["RuntimeError", "ValueError"]
    assert "test_request_log.py" in line["exception"][0]["passed"][0]
    assert line["where"].startswith("test_request_log:")
    assert "SAMPLE" not in json.dumps(line)


@pytest.mark.parametrize("said", ["SAMPLE was here", ValueError("SAMPLE"), {"name": "SAMPLE"}])
def test_a_librarys_own_message_is_not_logged(said: object, lines: Any):
    logging.getLogger("allauth.account").error(said)

    (line,) = lines()
    assert line["logger"] == "allauth.account"
    assert "SAMPLE" not in json.dumps(line)


def test_only_listed_fields_are_logged(lines: Any):
    logging.getLogger("titration").error("answered", extra={"note": "SAMPLE", "status": 500})

    (line,) = lines()
    assert (line["message"], line["status"]) == ("answered", 500)
    assert "note" not in line


def fail() -> None:
    raise RuntimeError("SAMPLE")


def short(caplog: pytest.LogCaptureFixture) -> str:
    return ShortFormatter().format(caplog.records[-1])


def test_at_a_terminal_an_exception_is_one_short_line(caplog: pytest.LogCaptureFixture):
    try:
        fail()
    except RuntimeError:
        logging.getLogger("django.request").exception("%s", "/patients/SAMPLE/")

    where = r"test_request_log\.py:\d+ fail"
    assert re.fullmatch(rf"\d\d:\d\d:\d\d ERROR RuntimeError in {where}", short(caplog))


def test_at_a_terminal_a_warning_says_where_it_is_from(caplog: pytest.LogCaptureFixture):
    logging.getLogger("django.security.csrf").warning("SAMPLE %s", "SAMPLE")

    pattern = r"\d\d:\d\d:\d\d WARNING django\.security\.csrf test_request_log:\d+"
    assert re.fullmatch(pattern, short(caplog))


@pytest.mark.django_db
def test_each_answer_is_one_line_that_the_audit_log_can_be_matched_with(
    as_nurse: Client, nurse: Account, patient: Patient, lines: Any
):
    as_nurse.get(f"/patients/{patient.pk}/?span=SAMPLE")

    (line,) = lines()
    assert (line["method"], line["route"], line["status"]) == (
        "GET",
        "patients/<id:patient_id>/",
        200,
    )
    assert line["account_id"] == nurse.pk
    assert line["request_id"] == str(AuditEvent.objects.latest("pk").request_id)
    assert line["duration_ms"] >= 0
    assert "SAMPLE" not in json.dumps(line)


@pytest.mark.django_db
def test_an_unknown_address_is_not_logged(client: Client, lines: Any):
    client.generic("SAMPLE", "/SAMPLE/")

    (line,) = lines()
    assert (line["method"], line["route"], line["status"]) == ("other", None, 404)
    assert "SAMPLE" not in json.dumps(line)
