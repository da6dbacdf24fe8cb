"""Where a patient stands on the morning list, for any history."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.titration.rules.strategies import days, histories, terms
from titration.rules import SERIOUS, SOURCES, Effect, History, listings, stretches
from titration.standing.derivation import derive
from titration.standing.situation import GROUPS

TODAYS = st.dates(date(2026, 2, 10), date(2026, 4, 10))
SERIOUS_TERMS = ("muscle weakness", "mental confusion", "difficulty breathing")

severe = st.builds(Effect, terms(), st.just("severe"), days(24))
serious = st.builds(Effect, st.sampled_from(SERIOUS_TERMS), st.just("mild"), days(24))


def is_grave(effect: Effect) -> bool:
    """True if an effect lasts that is severe now, or that a source lists as serious."""
    *_, now = stretches(effect)
    listed = any(SERIOUS in listings(effect.term, source) for source in SOURCES)
    return now.days.until is None and (now.severity == "severe" or listed)


@given(histories(), severe | serious, histories(), TODAYS)
def test_nobody_without_a_grave_effect_stands_over_one_who_has_one(
    history: History, grave: Effect, other: History, today: date
):
    one = replace(history, side_effects=(*history.side_effects, grave))
    others = tuple(effect for effect in other.side_effects if not is_grave(effect))
    places = [derive(each, today) for each in (one, replace(other, side_effects=others))]

    for role in GROUPS:
        mine, theirs = (each[f"{role}_place"] for each in places)
        assert mine < theirs
