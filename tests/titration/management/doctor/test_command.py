"""``manage.py doctor`` prints a line a check, and its exit status tells the worst."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from patients.models import Patient
from tests.acting import run_sql
from tests.processes import DEMO, PRODUCTION, manage
from titration.management.doctor.examination import OF_THE_DATABASE, OF_THIS_MACHINE

WRONG = {"DATABASE_URL": "postgres://titration_owner@127.0.0.1:1/titration"}


def status_of(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", *arguments)
    return int(str(ended.value.code))


@pytest.mark.django_db
def test_each_check_is_one_line_without_a_word_of_a_patient(
    patient: Patient, collected: Path, capsys: pytest.CaptureFixture[str]
):
    run_sql("DELETE FROM work_done")

    assert status_of() == 1

    lines = capsys.readouterr().out.splitlines()
    checks = [*OF_THIS_MACHINE, *OF_THE_DATABASE]
    assert [line[7:19].rstrip() for line in lines] == checks
    assert {line[:5].rstrip() for line in lines} == {"ok", "look", "fault"}
    for word in (patient.family_name, patient.given_name, patient.record_number):
        assert not any(word in line for line in lines)


@pytest.mark.django_db
def test_a_program_gets_the_same_as_json(collected: Path, capsys: pytest.CaptureFixture[str]):
    run_sql("DELETE FROM work_done")
    run_sql("INSERT INTO work_done VALUES ('backup', now(), '')")

    call_command("doctor", "--json")  # without a fault it ends as any command does

    found = json.loads(capsys.readouterr().out)
    assert [finding["check"] for finding in found] == [*OF_THIS_MACHINE, *OF_THE_DATABASE]
    assert {frozenset(finding) for finding in found} == {
        frozenset({"check", "level", "found", "to_do"})
    }


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        (PRODUCTION | WRONG, "The database does not answer: check DATABASE_URL, and its server."),
        (DEMO | {"DEBUG": "yes"}, "DEBUG is “yes”; it can be 0 or 1."),
    ],
)
def test_where_it_cannot_look_it_says_so_and_ends_with_2(variables: dict[str, str], words: str):
    assert manage("doctor", env={"PATH": os.defpath} | variables) == (2, words)
