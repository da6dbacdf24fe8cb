"""Refused checks, ratings, treatments, reviews and contacts; each message names the place."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.titration.rules.histories import check, contact, on, rating, review, step, treatment
from titration.rules import Effect, History
from titration.rules.json_values import NotAHistory
from titration.rules.reading import read_history

RATING: dict[str, Any] = {"measure": "spasm", "value": "6", "on": "2026-02-01"}
TOTAL: dict[str, Any] = {**RATING, "measure": "TWSTRS total", "better": "lower"}
CGI: dict[str, Any] = {**RATING, "measure": "CGI severity"}
THERAPY: dict[str, Any] = {"kind": "physical therapy", "from_on": "2026-01-01"}
PUMP: dict[str, Any] = {"kind": "intrathecal baclofen", "from_on": "2026-01-01"}
REVIEW: dict[str, Any] = {"on": "2026-02-01", "next_on": "2026-05-01"}
CONTACT: dict[str, Any] = {"on": "2026-02-01", "outcome": "not reached", "again_on": "2026-02-03"}

# under which key, the second of its entries, what the message names beside its place
REFUSED: list[tuple[str, object, tuple[str, ...]]] = [
    ("checks", {}, ("on",)),
    ("checks", {"on": "2026-02-31"}, (".on", "2026-02-31")),
    ("checks", {"on": "2026-02-01", "by": "nurse"}, ("by",)),
    ("ratings", {**RATING, "measure": " "}, (".measure",)),
    ("ratings", {**RATING, "measure": "vigour"}, (".better", "vigour", "spasm")),
    ("ratings", {**RATING, "better": "higher"}, (".better", "spasm", "lower")),
    ("ratings", {**TOTAL, "better": "smaller"}, (".better", "smaller")),
    ("ratings", {**RATING, "value": 6}, (".value", "6")),
    ("ratings", {**RATING, "value": "six"}, (".value", "six")),
    ("ratings", {**RATING, "value": "-1"}, (".value", "-1")),
    ("ratings", {**RATING, "value": "10.01"}, (".value", "0 to 10")),
    ("ratings", {**RATING, "value": "5.125"}, (".value", "5.125")),
    ("ratings", {**CGI, "value": "0"}, (".value", "1 to 7")),
    ("ratings", {**CGI, "value": "8"}, (".value", "1 to 7")),
    ("ratings", {**CGI, "value": "3.5"}, (".value", "whole")),
    ("ratings", {**RATING, "id": 3}, ("id",)),
    ("ratings", {"measure": "spasm", "value": "6"}, ("on",)),
    ("treatments", {**THERAPY, "kind": "acupuncture"}, (".kind", "acupuncture")),
    ("treatments", {**THERAPY, "until_on": "2025-12-31"}, (".until_on",)),
    ("treatments", {**THERAPY, "mcg_per_day": "300"}, (".mcg_per_day", "intrathecal")),
    ("treatments", {**PUMP, "mcg_per_day": 300}, (".mcg_per_day", "mcg")),
    ("treatments", {**PUMP, "mcg_per_day": "300 mcg"}, (".mcg_per_day", "300 mcg")),
    ("treatments", {**PUMP, "mcg_per_day": "0"}, (".mcg_per_day",)),
    ("treatments", {**PUMP, "mcg_per_day": "100000"}, (".mcg_per_day", "100,000")),
    ("treatments", {**PUMP, "mg_per_day": "0.3"}, ("mg_per_day",)),
    ("reviews", {**REVIEW, "next_on": "2026-02-01"}, (".next_on",)),
    ("reviews", {"next_on": "2026-05-01"}, ("on",)),
    ("reviews", "2026-02-01", ("object",)),
    ("contacts", {**CONTACT, "again_on": "2026-02-01"}, (".again_on", "after the contact")),
    ("contacts", {**CONTACT, "outcome": "busy"}, (".outcome", "busy", "declined")),
    ("contacts", {"on": "2026-02-01"}, ("outcome",)),
]
FIRST: dict[str, dict[str, Any]] = {
    "checks": {"on": "2026-01-31"},
    "ratings": RATING,
    "treatments": THERAPY,
    "reviews": REVIEW,
    "contacts": CONTACT,
}


@pytest.mark.parametrize(("key", "entry", "named"), REFUSED)
def test_refused(key: str, entry: object, named: tuple[str, ...]) -> None:
    with pytest.raises(NotAHistory) as refusal:
        read_history(json.dumps({key: [FIRST[key], entry]}))
    for words in (f"{key}[1]", *named):
        assert words in str(refusal.value)


@pytest.mark.parametrize("key", FIRST)
def test_each_is_a_list(key: str) -> None:
    with pytest.raises(NotAHistory, match=key):
        read_history(json.dumps({key: FIRST[key]}))


def test_one_measure_has_one_direction() -> None:
    with pytest.raises(NotAHistory, match=r"ratings\[1\]\.better: .*TWSTRS total says lower"):
        read_history(json.dumps({"ratings": [TOTAL, {**TOTAL, "better": "higher"}]}))


def test_the_ends_of_each_range_are_accepted() -> None:
    told = [{**RATING, "value": value} for value in ("0", "10", "9.75")]
    told += [{**CGI, "value": value} for value in ("1", "7")]
    told += [{**TOTAL, "value": value} for value in ("0", "999.99")]
    values = [str(rating.value) for rating in read_history(json.dumps({"ratings": told})).ratings]
    assert values == ["0", "10", "9.75", "1", "7", "0", "999.99"]


def test_everything_read_is_kept() -> None:
    document = {
        "born_on": "1980-05-01",
        "steps": [
            {
                "starts_on": "2026-01-05",
                "doses_mg": ["5"] * 8,
                "phase": "taper",
                "already_taking": True,
            }
        ],
        "side_effects": [
            {
                "term": "dizziness",
                "severity": "mild",
                "onset_on": "2026-01-08",
                "resolved_on": "2026-01-08",
                "reported_on": "2026-01-09",
            }
        ],
        "precautions": {"epilepsy": "absent"},
        "checks": [{"on": "2026-01-07"}],
        "ratings": [RATING],
        "treatments": [
            {**THERAPY, "until_on": "2026-01-01"},
            {**PUMP, "until_on": "2026-02-01", "mcg_per_day": "300"},
        ],
        "reviews": [REVIEW],
        "contacts": [CONTACT, {"on": "2026-02-03", "outcome": "reached"}],
    }
    assert read_history(json.dumps(document)) == History(
        born_on=on("1980-05-01"),
        steps=(step("2026-01-05", "5 5 5 5 5 5 5 5", "taper", already_taking=True),),
        side_effects=(
            Effect("dizziness", "mild", on("2026-01-08"), on("2026-01-08"), on("2026-01-09")),
        ),
        precautions={"epilepsy": "absent"},
        checks=(check("2026-01-07"),),
        ratings=(rating("spasm", "6", "2026-02-01"),),
        treatments=(
            treatment("physical therapy", "2026-01-01", "2026-01-01"),
            treatment("intrathecal baclofen", "2026-01-01", "2026-02-01", "300"),
        ),
        reviews=(review("2026-02-01", "2026-05-01"),),
        contacts=(
            contact("2026-02-01", "not reached", "2026-02-03"),
            contact("2026-02-03", "reached"),
        ),
    )


def test_a_direction_that_need_not_be_said_may_be() -> None:
    plain, said = read_history(
        json.dumps({"ratings": [RATING, {**RATING, "better": "lower"}]})
    ).ratings
    assert plain == said


def test_intrathecal_baclofen_may_carry_mcg_a_day() -> None:
    told = [PUMP, {**PUMP, "mcg_per_day": None}, {**PUMP, "mcg_per_day": "99999.99"}]
    daily = [one.mcg_per_day for one in read_history(json.dumps({"treatments": told})).treatments]
    assert daily == [None, None, Decimal("99999.99")]
