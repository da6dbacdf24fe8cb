"""Flags for recorded effects and the three histories: terms, levels, and ends of intervals."""

from dataclasses import replace

import pytest

from tests.titration.rules.histories import (
    ALL_ABSENT,
    NOBODY_ASKED,
    Judge,
    effect,
    history,
    row,
    step,
)
from titration.rules import (
    ARTICLE,
    COMMON,
    Answer,
    PrecautionFact,
    Severity,
    flags,
    listings,
)

# term, code, its level when mild, moderate, severe
TERMS = [
    ("drowsiness", "common-effect", "context context notice"),
    ("dizziness", "common-effect", "context context notice"),
    ("weakness", "common-effect", "context context notice"),
    ("dry mouth", "common-effect", "context context notice"),
    ("muscle weakness", "serious-effect", "attention attention attention"),
    ("mental confusion", "serious-effect", "attention attention attention"),
    ("difficulty breathing", "serious-effect", "attention attention attention"),
    ("decreased blood pressure", "serious-effect", "attention attention attention"),
    ("nausea", "effect-not-listed", "context context notice"),
    ("confusion", "effect-not-listed", "context context notice"),
    ("muscle weakness in the legs", "effect-not-listed", "context context notice"),
    ("dry  MOUTH", "common-effect", "context context notice"),
    ("\tMuscle\n Weakness ", "serious-effect", "attention attention attention"),
    ("Weakness ", "common-effect", "context context notice"),
    ("Mental confusion.", "serious-effect", "attention attention attention"),
    ("mental confusion .", "serious-effect", "attention attention attention"),
    ("Mental confusion?", "serious-effect", "attention attention attention"),
    ("Drowsiness!?…", "common-effect", "context context notice"),
    ("dry mouth, ; :", "common-effect", "context context notice"),
    ("mental. confusion", "effect-not-listed", "context context notice"),
    (".weakness", "effect-not-listed", "context context notice"),
    ("weakness (legs)", "effect-not-listed", "context context notice"),
    ("...", "effect-not-listed", "context context notice"),
]
SEVERITIES: tuple[Severity, ...] = ("mild", "moderate", "severe")


@pytest.mark.parametrize(("term", "code", "levels"), TERMS)
def test_the_term_gives_the_code_and_the_severity_the_level(
    judge: Judge, term: str, code: str, levels: str
) -> None:
    for severity, level in zip(SEVERITIES, levels.split(), strict=True):
        recorded = history(side_effects=[effect(term, "2026-01-08", severity=severity)])
        assert judge(recorded) == {row(code, level, "2026-01-08"): 1}


# a term, as a flag observes it, and as it is compared
WRITTEN = [
    ("Mental  confusion.", "Mental confusion", "mental confusion"),
    ("Weakness ?", "Weakness ?", "weakness"),
    ("Restless legs …", "Restless legs", "restless legs"),
    ("Tremor (hands).", "Tremor (hands)", "tremor (hands)"),
    (" ... ", "...", "..."),
    ("?", "?", "?"),
]


@pytest.mark.parametrize(("term", "observed", "compared"), WRITTEN)
def test_how_a_flag_writes_a_term(term: str, observed: str, compared: str) -> None:
    """A question mark is kept in what was observed: it tells of a doubt."""
    (flag,) = flags(history(side_effects=[effect(term, "2026-01-08")]))
    assert flag.observed == f"Recorded {observed}, mild"
    assert flag.arithmetic.startswith(f"“{compared}” is ")


def test_a_source_may_write_its_terms_otherwise() -> None:
    terms = {"terms": ("Hiccups.", "Dry  mouth")}
    common = replace(ARTICLE.statements[COMMON], figures=terms)
    other = replace(ARTICLE, statements={**ARTICLE.statements, COMMON: common})
    assert [listings(term, other) for term in ("hiccups", "dry mouth", "weakness")] == [
        (COMMON,),
        (COMMON,),
        (),
    ]


@pytest.mark.parametrize(
    ("resolved_on", "until"),
    [(None, None), ("2026-01-08", "2026-01-09"), ("2026-01-09", "2026-01-10")],
)
def test_the_day_of_resolution_still_counts(
    judge: Judge, resolved_on: str | None, until: str | None
) -> None:
    recorded = history(side_effects=[effect("dizziness", "2026-01-08", resolved_on)])
    assert judge(recorded) == {row("common-effect", "context", "2026-01-08", until): 1}


def test_an_effect_that_ends_before_it_begins_is_not_raised(judge: Judge) -> None:
    assert not judge(history(side_effects=[effect("dizziness", "2026-01-08", "2026-01-07")]))


def test_effects_of_one_day_are_raised_one_by_one(judge: Judge) -> None:
    recorded = history(
        side_effects=[
            effect("weakness", "2026-01-08"),
            effect("muscle weakness", "2026-01-08"),
            effect("drowsiness", "2026-01-08"),
        ]
    )
    assert judge(recorded) == {
        row("common-effect", "context", "2026-01-08"): 2,
        row("serious-effect", "attention", "2026-01-08"): 1,
    }


def test_an_effect_that_comes_again_is_another_effect(judge: Judge) -> None:
    """The second begins on the day after the first ended, and yet they stay two."""
    recorded = history(
        side_effects=[
            effect("drowsiness", "2026-01-08", "2026-01-10"),
            effect("drowsiness", "2026-01-11", "2026-01-12"),
            effect("drowsiness", "2026-01-12"),
        ]
    )
    assert judge(recorded) == {
        row("common-effect", "context", "2026-01-08", "2026-01-11"): 1,
        row("common-effect", "context", "2026-01-11", "2026-01-13"): 1,
        row("common-effect", "context", "2026-01-12"): 1,
    }


def test_an_effect_is_raised_with_any_dose_and_at_any_age(judge: Judge) -> None:
    recorded = history(
        step("2026-01-05", ""),
        born_on=None,
        side_effects=[effect("mental confusion", "2025-12-24", "2026-02-01")],
    )
    assert judge(recorded) == {row("serious-effect", "attention", "2025-12-24", "2026-02-02"): 1}


ANSWERS: list[tuple[dict[str, Answer], dict[str, int]]] = [
    ({}, {"caution-not-asked": 3}),
    ({"epilepsy": "not asked"}, {"caution-not-asked": 3}),
    ({"epilepsy": "absent"}, {"caution-not-asked": 2}),
    ({"kidney disease": "present"}, {"caution-recorded": 1, "caution-not-asked": 2}),
    ({**ALL_ABSENT, "psychiatric disorder": "present"}, {"caution-recorded": 1}),
    ({**ALL_ABSENT}, {}),
    (dict.fromkeys(ALL_ABSENT, "present"), {"caution-recorded": 3}),
]
CAUTION_LEVELS = {"caution-recorded": "notice", "caution-not-asked": "context"}


@pytest.mark.parametrize(("precautions", "counts"), ANSWERS)
def test_each_history_raises_its_own_flag(
    judge: Judge, precautions: dict[str, Answer], counts: dict[str, int]
) -> None:
    taken = history(step("2026-01-05", "10 10 10", already_taking=True), precautions=precautions)
    assert judge(taken) == {
        row(code, CAUTION_LEVELS[code], "2026-01-05"): count for code, count in counts.items()
    }


def test_cautions_hold_while_baclofen_is_taken_over_every_change_of_step(judge: Judge) -> None:
    found = judge(
        history(
            step("2026-01-05", "10 10 10", already_taking=True),
            step("2026-01-08", "15 15 15"),
            step("2026-01-12", ""),
            step("2026-01-19", "5 5 5", "initiation"),
            precautions={**ALL_ABSENT, "epilepsy": "present"},
        )
    )
    assert {interval for interval in found if interval[0] == "caution-recorded"} == {
        row("caution-recorded", "notice", "2026-01-05", "2026-01-12"),
        row("caution-recorded", "notice", "2026-01-19"),
    }


def test_no_caution_without_baclofen(judge: Judge) -> None:
    assert not judge(history(precautions=NOBODY_ASKED))
    assert not judge(history(step("2026-01-05", ""), precautions=NOBODY_ASKED))


def test_cautions_are_raised_at_any_age(judge: Judge) -> None:
    found = judge(history(step("2026-01-05", "5 5 5"), born_on=None, precautions=NOBODY_ASKED))
    assert found[row("caution-not-asked", "context", "2026-01-05")] == 3


def test_each_flag_names_its_own_effect_or_condition() -> None:
    """Two cautions of one interval differ in their words, so a reader can tell them apart."""
    taken = history(
        step("2026-01-05", "10 10 10"),
        side_effects=[effect("nausea", "2026-01-08"), effect("tinnitus", "2026-01-08")],
        precautions=NOBODY_ASKED,
    )
    told = " / ".join(flag.observed for flag in flags(taken)).lower()
    for name in ("kidney disease", "epilepsy", "psychiatric disorder", "nausea", "tinnitus"):
        assert name in told


def test_a_caution_is_computed_from_the_answer_and_the_steps_of_its_days() -> None:
    taken = step("2026-01-05", "10 10 10"), step("2026-01-12", "")
    (flag,) = [
        flag
        for flag in flags(history(*taken, precautions={**ALL_ABSENT, "epilepsy": "present"}))
        if flag.code == "caution-recorded"
    ]
    assert flag.inputs == (PrecautionFact("epilepsy", "present"), taken[0])
