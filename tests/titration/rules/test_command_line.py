"""The command line accepts these histories; test_command_line_refusals.py has the others."""

import json
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.titration.rules.command import flags_printed, python, run, run_alone, run_on
from tests.titration.rules.documents import as_document, as_typed
from tests.titration.rules.strategies import histories
from titration.rules import History, flags
from titration.rules.reading import read_history

FIELDS = "code, level, since, until, observed, compared_with, statement, source, planned"
EXAMPLE: dict[str, Any] = {
    "born_on": "1980-05-01",
    "steps": [
        {
            "starts_on": "2026-01-05",
            "doses_mg": ["5", "5", "5"],
            "phase": "initiation",
            "already_taking": False,
        },
        {"starts_on": "2026-01-08", "doses_mg": ["12.5", "7.25"], "phase": "maintenance"},
        {"starts_on": "2026-01-12", "doses_mg": [], "phase": "stopped"},
    ],
    "side_effects": [
        {
            "term": "drowsiness",
            "severity": "mild",
            "onset_on": "2026-01-08",
            "resolved_on": None,
            "reported_on": "2026-01-09",
        }
    ],
    "precautions": {
        "kidney disease": "present",
        "epilepsy": "absent",
        "psychiatric disorder": "not asked",
    },
    "checks": [{"on": "2026-01-07"}],
    "ratings": [
        {"measure": "spasm", "value": "6", "on": "2026-01-08"},
        {"measure": "spasm", "value": "6", "on": "2026-01-11"},
        {"measure": "spasm", "value": "7", "on": "2026-01-12"},
        {"measure": "TWSTRS total", "value": "21.5", "on": "2026-01-12", "better": "lower"},
    ],
    "treatments": [
        {"kind": "physical therapy", "from_on": "2026-01-01", "until_on": "2026-01-07"},
        {"kind": "intrathecal baclofen", "from_on": "2026-01-10", "mcg_per_day": "40"},
    ],
    "reviews": [{"on": "2026-01-06", "next_on": "2026-01-09"}],
}
# code, level, since, until, statement
EXAMPLE_FLAGS = [
    ("caution-not-asked", "context", "2026-01-05", "2026-01-12", "caution"),
    ("caution-recorded", "notice", "2026-01-05", "2026-01-12", "caution"),
    ("per-dose-below", "context", "2026-01-05", "2026-01-08", "oral-maintenance"),
    ("total-below", "context", "2026-01-05", "2026-01-08", "oral-maintenance"),
    ("common-effect", "context", "2026-01-08", None, "common-effects"),
    ("frequency-differs", "notice", "2026-01-08", "2026-01-12", "oral-maintenance"),
    ("no-other-treatment", "context", "2026-01-08", "2026-01-12", "not-alone"),
    ("per-dose-below", "notice", "2026-01-08", "2026-01-12", "oral-maintenance"),
    ("total-below", "notice", "2026-01-08", "2026-01-12", "oral-maintenance"),
    ("intrathecal-outside", "notice", "2026-01-10", None, "intrathecal-daily"),
    ("review-overdue", "notice", "2026-01-10", None, ""),
    ("same-benefit-at-lower-dose", "context", "2026-01-11", "2026-01-12", "minimum-effective"),
    ("same-benefit-at-lower-dose", "context", "2026-01-12", "2026-01-13", "minimum-effective"),
    ("worse-on-same-dose", "notice", "2026-01-12", "2026-01-13", "tolerance"),
    ("no-contact-since-change", "context", "2026-01-13", None, "close-monitoring"),
]


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    printed = flags_printed(tmp_path, EXAMPLE)
    told = [tuple(f[k] for k in ("code", "level", "since", "until", "statement")) for f in printed]
    assert told == EXAMPLE_FLAGS


def test_every_flag_has_the_nine_fields_in_order(tmp_path: Path) -> None:
    for flag in flags_printed(tmp_path, EXAMPLE):
        assert ", ".join(flag) == FIELDS
        assert all((flag["observed"], flag["compared_with"], flag["source"]))


@given(history=histories())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_command_prints_what_the_rules_answer(tmp_path: Path, history: History) -> None:
    typed = as_typed(history)
    printed = flags_printed(tmp_path, as_document(typed), "--as-of", "2026-03-01")
    assert printed == [
        {
            "code": flag.code,
            "level": flag.level,
            "since": str(flag.since),
            "until": flag.until and str(flag.until),
            "observed": flag.observed,
            "compared_with": flag.compared_with,
            "statement": ", ".join(statement.id for statement in flag.statements),
            "source": flag.source.title,
            "planned": flag.since > date(2026, 3, 1),
        }
        for flag in flags(typed)
    ]


@given(history=histories())
@settings(deadline=None)
def test_the_command_reads_every_history_as_it_was_written(history: History) -> None:
    typed = as_typed(history)
    assert read_history(json.dumps(as_document(typed))) == typed


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"born_on": None},
        {"steps": [], "side_effects": [], "precautions": {}},
        {"precautions": {"epilepsy": "present"}},
    ],
)
def test_nothing_recorded_raises_nothing(tmp_path: Path, document: dict[str, object]) -> None:
    assert flags_printed(tmp_path, document) == []


def test_missing_keys_mean_nothing_recorded(tmp_path: Path) -> None:
    """No birth date, no contact, no other treatment, and a first step that is new."""
    step = {"starts_on": "2026-01-05", "doses_mg": ["10", "10", "10"], "phase": "initiation"}
    unborn = flags_printed(tmp_path, {"steps": [step]})
    adult = flags_printed(tmp_path, {"born_on": "1980-05-01", "steps": [step]})
    alone, unwatched = "no-other-treatment", "no-contact-since-change"
    asked = ["caution-not-asked"] * 3
    assert [f["code"] for f in unborn] == [*asked, "comparison-not-made", alone, unwatched]
    assert [f["code"] for f in adult] == [*asked, "first-step-not-low", alone, unwatched]


def test_an_effect_without_an_end_goes_on(tmp_path: Path) -> None:
    effect = {
        "term": "nausea",
        "severity": "severe",
        "onset_on": "2026-01-08",
        "reported_on": "2026-01-08",
    }
    (flag,) = flags_printed(tmp_path, {"side_effects": [effect]})
    assert (flag["level"], flag["until"]) == ("notice", None)
    assert flag["statement"].replace(" ", "") == "common-effects,serious-effects"


@pytest.mark.parametrize(
    ("as_of", "planned"), [("2026-01-04", 15), ("2026-01-05", 11), ("2026-01-13", 0)]
)
def test_a_flag_is_planned_when_it_begins_after_as_of(
    tmp_path: Path, as_of: str, planned: int
) -> None:
    """Four of the example's fifteen flags begin on 5 January, the last on the 13th."""
    printed = flags_printed(tmp_path, EXAMPLE, "--as-of", as_of)
    ahead = [flag["since"] for flag in printed if flag["planned"] is True]
    assert ahead == sorted(flag["since"] for flag in printed)[15 - planned :]


def test_as_of_is_today_when_not_given(tmp_path: Path) -> None:
    today = datetime.now().astimezone().date()
    starts = [str(today - timedelta(days=2)), str(today + timedelta(days=2))]
    steps = [{**EXAMPLE["steps"][0], "starts_on": starts_on} for starts_on in starts]
    printed = flags_printed(tmp_path, {"born_on": "1980-05-01", "steps": steps})
    below = [flag["planned"] for flag in printed if flag["code"] == "total-below"]
    assert below == [False, True]


def test_as_of_may_stand_before_the_file(tmp_path: Path) -> None:
    path = tmp_path / "history.json"
    path.write_text("{}")
    done = run("--as-of", "2026-01-05", str(path))
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(tmp_path: Path, day: str) -> None:
    step = {"starts_on": day, "doses_mg": ["5"], "phase": "taper"}
    effect = {
        "term": "dizziness",
        "severity": "mild",
        "onset_on": day,
        "resolved_on": day,
        "reported_on": day,
    }
    printed = flags_printed(tmp_path, {"born_on": day, "steps": [step], "side_effects": [effect]})
    assert "common-effect" in [flag["code"] for flag in printed]


def test_a_byte_order_mark_is_no_part_of_the_document(tmp_path: Path) -> None:
    done = run_on(tmp_path, b"\xef\xbb\xbf" + json.dumps(EXAMPLE).encode())
    assert len(json.loads(done.stdout)) == len(EXAMPLE_FLAGS)


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_any_term_can_be_printed_to_any_terminal(tmp_path: Path, encoding: str) -> None:
    """A pipe that takes ASCII only still gets the flags."""
    path = tmp_path / "history.json"
    effect = {**EXAMPLE["side_effects"][0], "term": "Übelkeit 😖"}
    path.write_text(json.dumps({"side_effects": [effect]}), encoding="utf-8")
    done = run_alone(str(path), PYTHONIOENCODING=encoding)
    (flag,) = json.loads(done.stdout)
    assert flag["code"] == "effect-not-listed"


def test_the_same_input_prints_the_same_bytes(tmp_path: Path) -> None:
    """The seed that strings are hashed with does not matter."""
    path = tmp_path / "history.json"
    path.write_text(json.dumps({**EXAMPLE, "precautions": {}}))
    printed = {run_alone(str(path), PYTHONHASHSEED=str(seed)).stdout for seed in range(4)}
    assert len(printed) == 1


def test_the_standard_library_is_enough(tmp_path: Path) -> None:
    """A whole run imports the standard library, the rules, and what a day may be."""
    path = tmp_path / "history.json"
    path.write_text(json.dumps(EXAMPLE))
    program = (
        "import runpy, sys\n"
        f"sys.argv = ['titration.rules', {str(path)!r}]\n"
        "try: runpy.run_module('titration.rules', run_name='__main__')\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print('\\n'.join(name for name in sys.modules if not name.startswith('titration')))\n"
    )
    done = python("-c", program)
    assert (done.returncode, done.stderr) == (0, b"")
    imported = set(done.stdout.decode().rpartition("]\n")[2].split())
    others = {
        name
        for name in imported - {"__main__"}
        if name.partition(".")[0] not in sys.stdlib_module_names
    }
    assert others == {"patients", "patients.days"}


def test_a_run_leaves_the_input_alone(tmp_path: Path) -> None:
    run_on(tmp_path, EXAMPLE)
    assert [path.name for path in tmp_path.iterdir()] == ["history.json"]
    assert json.loads((tmp_path / "history.json").read_text()) == EXAMPLE
