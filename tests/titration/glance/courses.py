"""Courses that count exactly where they are told to: any group of any row, together."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from titration.glance.placing import Followed, Stop
from titration.rules import BETTER, Check, Effect, History, RatingFact, Step

BORN, FIRST = date(1980, 5, 1), date(2020, 1, 6)
# A regimen of each band, in mg a dose, three times a day.
OF_BAND = {"1": "4", "2": "5", "3": "10", "4": "20", "5": "21"}
DAYS_TO_RANGE = {"28": 28, "56": 56, "84": 84, "longer": 85}
AFTER = {"better": 1, "same": 0, "worse": -1}

Wanted = Mapping[tuple[str, str], str]  # by plot and row, the group; a row left out has none
GROUPS: dict[tuple[str, str], tuple[str, ...]] = {
    ("doses", ""): tuple(OF_BAND),
    ("times", ""): tuple(DAYS_TO_RANGE),
    **{("effects", band): ("began", "none reported") for band in OF_BAND},
    ("stops", ""): ("", "side effect", "pregnancy"),
    **{("ratings", measure): tuple(AFTER) for measure in BETTER},
}
wanted = st.fixed_dictionaries(
    {}, optional={row: st.sampled_from(groups) for row, groups in GROUPS.items()}
)


def course(asked: Wanted) -> Followed:
    """Make a course of an adult that counts where it is asked to, and nowhere else."""
    steps, stops, checks, effects = beginning(asked.get(("times", "")))
    day = steps[-1].starts_on
    for band, mg in OF_BAND.items():
        day += timedelta(days=30)
        steps.append(a_step(day, mg))
        if told := asked.get(("effects", band)):
            on = day + timedelta(days=10)
            effects += [Effect("drowsiness", "mild", on)] if told == "began" else []
            checks += [Check(on)] if told == "none reported" else []
    ratings, day = rated_in_words(asked, steps, day + timedelta(days=30))
    if ("stops", "") in asked:
        day += timedelta(days=30)
        steps.append(Step(day, (), "stopped"))
        stops = [Stop(day, asked["stops", ""])]
    day += timedelta(days=30)
    now = asked.get(("doses", ""))
    steps.append(a_step(day, OF_BAND[now]) if now else in_words(day, "as told by telephone"))
    history = History(
        BORN, tuple(steps), tuple(effects), checks=tuple(checks), ratings=tuple(ratings)
    )
    return Followed(history, stops, is_under_care=True, as_of=day + timedelta(days=5))


def beginning(
    took: str | None,
) -> tuple[list[Step], list[Stop], list[Check], list[Effect]]:
    """Begin a course that comes to the range after some days, or took baclofen before."""
    if took is None:
        return [a_step(FIRST, "5", already_taking=True)], [], [], []
    reached = FIRST + timedelta(days=DAYS_TO_RANGE[took])
    return [a_step(FIRST, "5"), a_step(reached, "10")], [], [], []


def rated_in_words(asked: Wanted, steps: list[Step], day: date) -> tuple[list[RatingFact], date]:
    """Record ratings on two regimens told in words, which have no total."""
    ratings = []
    for words, is_later in (("as needed", False), ("every other day", True)):
        steps.append(in_words(day, words))
        for measure, better in BETTER.items():
            if told := asked.get(("ratings", measure)):
                gain = AFTER[told] * (1 if better == "higher" else -1) * is_later
                on = day + timedelta(days=3)
                ratings.append(RatingFact(measure, Decimal(4 + gain), on, better))
        day += timedelta(days=30)
    return ratings, day


def a_step(day: date, mg: str, *, already_taking: bool = False) -> Step:
    """Take so many mg three times a day."""
    return Step(day, (Decimal(mg),) * 3, "maintenance", already_taking)


def in_words(day: date, words: str) -> Step:
    """Take what only words tell."""
    return Step(day, (), "maintenance", in_words=words)
