"""What the command line refuses: exit 2, one sentence on stderr that names the place."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.titration.rules.command import run, run_on

STEP: dict[str, Any] = {
    "starts_on": "2026-01-05",
    "doses_mg": ["5", "5", "5"],
    "phase": "maintenance",
}
EFFECT: dict[str, Any] = {
    "term": "drowsiness",
    "severity": "mild",
    "onset_on": "2026-01-08",
    "resolved_on": "2026-01-10",
    "reported_on": "2026-01-09",
}
LATER = {**STEP, "starts_on": "2026-02-02"}


def without(entry: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != key}


def assert_refused(done: subprocess.CompletedProcess[bytes], *named: str) -> None:
    message = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b""), message
    assert "Traceback" not in message
    for words in named:
        assert words in message


# what is wrong with the second amount of a step, and what the message names beside its place
AMOUNTS = [
    (5, ""),
    (5.0, ""),
    (True, ""),
    (None, ""),
    (["5"], ""),
    ("", ""),
    ("five", "five"),
    ("5 mcg", "mcg"),
    ("50mcg", "mcg"),
    ("5 g", "unit"),
    ("1e9", "1e9"),
    ("1E1", "1E1"),
    ("-5", "-5"),
    ("0", "0"),
    ("0.00", "0.00"),
    ("12.345", "12.345"),
    ("5,5", "5,5"),
    ("5.", "5."),
    (".5", ".5"),
    ("1_0", "1_0"),
    ("\u0665", ""),
    ("NaN", "NaN"),
    ("Infinity", "Infinity"),
    ("0x10", "0x10"),
]


@pytest.mark.parametrize(("amount", "named"), AMOUNTS)
def test_amounts(tmp_path: Path, amount: object, named: str) -> None:
    step = {**STEP, "doses_mg": ["5", amount, "5"]}
    assert_refused(run_on(tmp_path, {"steps": [step]}), "steps[0].doses_mg[1]", named)


DATES = [
    ("2026-02-31", "2026-02-31"),
    ("2026-13-01", "2026-13-01"),
    ("2025-02-29", "2025-02-29"),
    ("20260105", "20260105"),
    ("2026-W02-1", "2026-W02-1"),
    ("2026-1-5", "2026-1-5"),
    ("05/01/2026", "05/01/2026"),
    ("2026-01-05T00:00:00", "2026-01-05T00:00:00"),
    ("31-Feb", "31-Feb"),
    ("", ""),
    (20260105, ""),
    (True, ""),
    ({}, ""),
]


@pytest.mark.parametrize(("day", "named"), DATES)
def test_dates(tmp_path: Path, day: object, named: str) -> None:
    assert_refused(run_on(tmp_path, {"born_on": day}), "born_on", named)
    step = {**STEP, "starts_on": day}
    assert_refused(run_on(tmp_path, {"steps": [STEP, step]}), "steps[1].starts_on", named)


@pytest.mark.parametrize("key", ["onset_on", "resolved_on", "reported_on"])
def test_dates_of_an_effect(tmp_path: Path, key: str) -> None:
    effect = {**EFFECT, key: "2026-02-31"}
    done = run_on(tmp_path, {"side_effects": [EFFECT, effect]})
    assert_refused(done, f"side_effects[1].{key}", "2026-02-31")


STEPS: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({**STEP, "doses_mg": ["5"] * 9}, ("steps[0].doses_mg", "8")),
    ({**STEP, "doses_mg": "5"}, ("steps[0].doses_mg",)),
    ({**STEP, "doses_mg": None}, ("steps[0].doses_mg",)),
    ({**STEP, "doses_mg": {"0": "5"}}, ("steps[0].doses_mg",)),
    ({**STEP, "doses_mg": []}, ("steps[0]", "stopped")),
    ({**STEP, "phase": "stopped"}, ("steps[0]", "stopped")),
    ({**STEP, "phase": "holiday"}, ("steps[0].phase", "holiday")),
    ({**STEP, "phase": "Taper"}, ("steps[0].phase", "Taper")),
    ({**STEP, "phase": None}, ("steps[0].phase",)),
    ({**STEP, "phase": ["taper"]}, ("steps[0].phase",)),
    ({**STEP, "already_taking": "yes"}, ("steps[0].already_taking",)),
    ({**STEP, "already_taking": 1}, ("steps[0].already_taking",)),
    ({**STEP, "unit": "mcg"}, ("steps[0]", "unit", "mcg")),
    ({**STEP, "route": "intrathecal"}, ("steps[0]", "route", "intrathecal")),
    ({**STEP, "doses_mcg": ["50"]}, ("steps[0]", "doses_mcg")),
    ({**STEP, "note": "with food"}, ("steps[0]", "note")),
    (without(STEP, "starts_on"), ("steps[0]", "starts_on")),
    (without(STEP, "doses_mg"), ("steps[0]", "doses_mg")),
    (without(STEP, "phase"), ("steps[0]", "phase")),
]


@pytest.mark.parametrize(("step", "named"), STEPS)
def test_steps(tmp_path: Path, step: dict[str, Any], named: tuple[str, ...]) -> None:
    assert_refused(run_on(tmp_path, {"steps": [step, LATER]}), *named)


EFFECTS: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({**EFFECT, "severity": "terrible"}, ("side_effects[0].severity", "terrible")),
    ({**EFFECT, "severity": None}, ("side_effects[0].severity",)),
    ({**EFFECT, "severity": {}}, ("side_effects[0].severity",)),
    ({**EFFECT, "resolved_on": "2026-01-07"}, ("side_effects[0].resolved_on",)),
    ({**EFFECT, "reported_on": "2026-01-07"}, ("side_effects[0].reported_on", "before onset_on")),
    ({**EFFECT, "term": None}, ("side_effects[0].term",)),
    ({**EFFECT, "term": " "}, ("side_effects[0].term",)),
    ({**EFFECT, "onset_on": None}, ("side_effects[0].onset_on",)),
    ({**EFFECT, "cause": "baclofen"}, ("side_effects[0]", "cause")),
    (without(EFFECT, "term"), ("side_effects[0]", "term")),
    (without(EFFECT, "severity"), ("side_effects[0]", "severity")),
    (without(EFFECT, "onset_on"), ("side_effects[0]", "onset_on")),
]


@pytest.mark.parametrize(("effect", "named"), EFFECTS)
def test_side_effects(tmp_path: Path, effect: dict[str, Any], named: tuple[str, ...]) -> None:
    assert_refused(run_on(tmp_path, {"side_effects": [effect]}), *named)


DOCUMENTS: list[tuple[object, tuple[str, ...]]] = [
    (b"", ("JSON",)),
    (b"{", ("JSON",)),
    (b"{'born_on': null}", ("JSON",)),
    (b'{"born_on": null} {}', ("JSON",)),
    (b"[" * 100_000, ()),
    (b'{"born_on": ' + b"1" * 5_000 + b"}", ()),
    (b'{"born_on": NaN}', ("born_on",)),
    ([], ("object",)),
    ("baclofen", ("object",)),
    (None, ("object",)),
    (5, ("object",)),
    ({"born": "1980-05-01"}, ("born",)),
    ({"steps": {}}, ("steps",)),
    ({"steps": "5 5 5"}, ("steps",)),
    ({"steps": ["5"]}, ("steps[0]",)),
    ({"steps": [STEP, LATER, None]}, ("steps[2]",)),
    ({"side_effects": {}}, ("side_effects",)),
    ({"side_effects": ["drowsiness"]}, ("side_effects[0]",)),
    ({"precautions": []}, ("precautions",)),
    ({"precautions": {"asthma": "present"}}, ("precautions", "asthma")),
    ({"precautions": {"epilepsy": "maybe"}}, ("precautions", "epilepsy", "maybe")),
    ({"precautions": {"epilepsy": True}}, ("precautions", "epilepsy")),
    ({"precautions": {"epilepsy": None}}, ("precautions", "epilepsy")),
    ({"precautions": {"epilepsy": []}}, ("precautions", "epilepsy")),
]


@pytest.mark.parametrize(("document", "named"), DOCUMENTS)
def test_documents(tmp_path: Path, document: object, named: tuple[str, ...]) -> None:
    assert_refused(run_on(tmp_path, document), *named)


def test_two_steps_on_one_date(tmp_path: Path) -> None:
    done = run_on(tmp_path, {"steps": [STEP, LATER, {**STEP, "doses_mg": ["10"]}]})
    assert_refused(done, "steps[2].starts_on", "2026-01-05")


TAKING = {**STEP, "already_taking": True}


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ([STEP, {**TAKING, "starts_on": "2026-02-02"}], "steps[1]"),
        ([{**TAKING, "starts_on": "2026-02-02"}, STEP], "steps[0]"),
        ([TAKING, {**TAKING, "starts_on": "2026-02-02"}], "steps[1]"),
        (
            [
                STEP,
                {"starts_on": "2026-02-02", "doses_mg": [], "phase": "stopped"},
                {**TAKING, "starts_on": "2026-03-02"},
            ],
            "steps[2]",
        ),
    ],
)
def test_already_taking_on_a_later_step(
    tmp_path: Path, steps: list[dict[str, Any]], place: str
) -> None:
    """The first step is the one that starts first, wherever it stands in the file."""
    assert_refused(run_on(tmp_path, {"steps": steps}), f"{place}.already_taking", "first step")


# where a day of care may stand, and its entry
DAYS_OF_CARE: list[tuple[str, str, dict[str, Any]]] = [
    ("steps", "starts_on", STEP),
    ("side_effects", "onset_on", {**EFFECT, "onset_on": "2026-01-05"}),
    ("checks", "on", {"on": "2026-01-05"}),
    ("ratings", "on", {"measure": "spasm", "value": "6", "on": "2026-01-05"}),
    ("treatments", "from_on", {"kind": "surgery", "from_on": "2026-01-05"}),
    ("reviews", "on", {"on": "2026-01-05", "next_on": "2026-05-01"}),
    ("contacts", "on", {"on": "2026-01-05", "outcome": "reached"}),
]


@pytest.mark.parametrize(("key", "day", "entry"), DAYS_OF_CARE)
def test_a_day_of_care_before_the_birth(
    tmp_path: Path, key: str, day: str, entry: dict[str, Any]
) -> None:
    entries = [{**entry, day: "2026-01-06"}, entry]
    done = run_on(tmp_path, {"born_on": "2026-01-06", key: entries})
    assert_refused(done, f"{key}[1].{day}: it lies before born_on, 2026-01-06")


@pytest.mark.parametrize(("key", "day", "entry"), DAYS_OF_CARE)
@pytest.mark.parametrize("born_on", [None, "2026-01-05"])
def test_care_on_the_day_of_birth_or_without_one_is_read(
    tmp_path: Path, key: str, day: str, entry: dict[str, Any], born_on: str | None
) -> None:
    assert entry[day] == "2026-01-05"
    assert run_on(tmp_path, {"born_on": born_on, key: [entry]}).returncode == 0


def test_a_key_given_twice(tmp_path: Path) -> None:
    """Keeping only the last would silently drop what was recorded."""
    assert_refused(run_on(tmp_path, b'{"born_on": null, "born_on": "1980-05-01"}'), "born_on")


def test_bytes_that_are_not_text(tmp_path: Path) -> None:
    done = run_on(tmp_path, b'{"born_on": "\xff"}')
    assert_refused(done)
    assert done.stderr.endswith(b"history.json: the file is not UTF-8 text\n")


def test_a_term_that_no_text_can_hold(tmp_path: Path) -> None:
    """JSON can spell half a surrogate pair; UTF-8 cannot write it."""
    effect = {**EFFECT, "term": "\ud800"}
    assert_refused(run_on(tmp_path, {"side_effects": [effect]}), "side_effects[0].term")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert_refused(run(str(tmp_path / "missing.json")), "missing.json: No such file or directory")
    assert_refused(run(str(tmp_path)), str(tmp_path))
    assert_refused(run(""))


@pytest.mark.parametrize("day", ["2026-02-31", "20260105", "tomorrow", ""])
def test_as_of(tmp_path: Path, day: str) -> None:
    assert_refused(run_on(tmp_path, {}, "--as-of", day), "--as-of")


def test_arguments(tmp_path: Path) -> None:
    assert_refused(run())
    assert_refused(run_on(tmp_path, {}, "--as-of"), "--as-of")
    assert_refused(run_on(tmp_path, {}, "--until", "2026-01-05"), "--until")


@pytest.mark.parametrize(
    "document", [b"{", [], {"born": None}, {"a\nb": 1}, {"steps": [{**STEP, "doses_mg": [5]}]}]
)
def test_the_message_is_one_line(tmp_path: Path, document: object) -> None:
    message = run_on(tmp_path, document).stderr
    assert message.endswith(b"\n")
    assert message.count(b"\n") == 1
