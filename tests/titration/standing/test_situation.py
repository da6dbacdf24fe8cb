"""Where a patient stands on the morning list, for any history."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.titration.rules.strategies import days, histories, terms
from titration.reading.open_effects import Matter
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
def test_nobody_without_an_unacknowledged_grave_effect_stands_over_one_who_has_one(
    history: History, grave: Effect, other: History, today: date
):
    one = replace(history, side_effects=(*history.side_effects, grave))
    numbered = [replace(effect, id=pk) for pk, effect in enumerate(other.side_effects)]
    acknowledged = {Matter(pk, None) for pk, effect in enumerate(numbered) if pk % 2}
    others = tuple(
        replace(effect, changes=()) if Matter(effect.id, None) in acknowledged else effect
        for effect in numbered
        if Matter(effect.id, None) in acknowledged or not is_grave(effect)
    )
    places = [
        derive(one, today),
        derive(replace(other, side_effects=others), today, acknowledged),
    ]

    for role in GROUPS:
        mine, theirs = (each[f"{role}_place"] for each in places)
        assert mine < theirs
