"""Where a patient stands on the morning list, for any history."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.titration.rules.strategies import histories
from titration.rules import SERIOUS, SOURCES, History, listings, stretches
from titration.standing.derivation import derive
from titration.standing.situation import GROUPS

TODAYS = st.dates(date(2026, 2, 10), date(2026, 4, 10))


def is_grave(history: History) -> bool:
    """True if an effect lasts that is severe now, or that a source lists as serious."""
    for effect in history.side_effects:
        *_, now = stretches(effect)
        serious = any(SERIOUS in listings(effect.term, source) for source in SOURCES)
        if now.days.until is None and (now.severity == "severe" or serious):
            return True
    return False


@given(histories(), histories(), TODAYS)
def test_nobody_without_a_grave_effect_stands_over_one_who_has_one(
    one: History, other: History, today: date
):
    assume(is_grave(one) and not is_grave(other))
    places = [derive(each, today) for each in (one, other)]

    for role in GROUPS:
        mine, theirs = (each[f"{role}_place"] for each in places)
        assert mine < theirs
