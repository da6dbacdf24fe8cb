"""Reads a history from JSON in exactly the shape that the README documents.

Amounts are strings of mg, never JSON numbers, which many readers turn into floats.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import get_args

from patients.days import first_of, iso_text, last_of
from titration.rules.history import (
    Answer,
    Check,
    ContactFact,
    ContactOutcome,
    History,
    Phase,
    RatingFact,
    ReviewFact,
    Step,
)
from titration.rules.json_values import (
    NotAHistory,
    a_date,
    a_date_or_none,
    a_day_or_none,
    a_list,
    a_text,
    an_object,
    names_of,
    one_of,
    required,
    unrepeated,
)
from titration.rules.measures import BETTER, RANGES, Better
from titration.rules.reading_changes import a_treatment, an_effect
from titration.rules.source import ARTICLE

HISTORIES = ARTICLE.figures("caution", "histories")
# An entry's other days of care come no earlier.
FIRST_DAY_OF_CARE = {
    "steps": "starts_on",
    "side_effects": "onset_on",
    "checks": "on",
    "ratings": "on",
    "treatments": "from_on",
    "reviews": "on",
    "contacts": "on",
}
MOST_AMOUNTS = 8
AMOUNT = re.compile(r"(\d{1,3})(\.\d{1,2})?", re.ASCII)
WHOLE_NUMBERS = ("CGI severity", "CGI improvement")
AMOUNT_WITH_UNIT = re.compile(r"\s*[\d.,]+\s*([^\W\d_]+(?:/\w+)?)\s*")


def read_history(text: str) -> History:
    """Read the history from a JSON document. Raises ``NotAHistory``."""
    try:
        document = json.loads(text, object_pairs_hook=unrepeated)
    except NotAHistory:
        raise
    except (ValueError, RecursionError) as error:
        raise NotAHistory("", f"the file is not JSON ({error})") from error
    fields = an_object(document, "the document", History.__dataclass_fields__)
    history = History(
        born_on=a_day_or_none(fields.get("born_on"), "born_on"),
        steps=first_taking(distinct(a_list(fields.get("steps", []), "steps", a_step))),
        side_effects=a_list(fields.get("side_effects", []), "side_effects", an_effect),
        precautions=precautions(fields.get("precautions", {})),
        checks=a_list(fields.get("checks", []), "checks", a_check),
        ratings=one_direction(a_list(fields.get("ratings", []), "ratings", a_rating)),
        treatments=a_list(fields.get("treatments", []), "treatments", a_treatment),
        reviews=a_list(fields.get("reviews", []), "reviews", a_review),
        contacts=a_list(fields.get("contacts", []), "contacts", a_contact),
    )
    refuse_before_birth(history)
    return history


def refuse_before_birth(history: History) -> None:
    """Refuse an entry whose first day of care lies before the birth."""
    for name, first_day in FIRST_DAY_OF_CARE.items():
        for index, fact in enumerate(getattr(history, name)):
            day = last_of(getattr(fact, first_day))
            if history.born_on and day < first_of(history.born_on):
                problem = f"it lies before born_on, {iso_text(history.born_on)}"
                raise NotAHistory(f"{name}[{index}].{first_day}", problem)


def a_step(value: object, place: str) -> Step:
    """A dose step; nothing is taken exactly when its phase is ``stopped``."""
    fields = an_object(value, place, [*names_of(Step), "unit", "route"])
    one_of(fields.get("unit", "mg"), f"{place}.unit", ("mg",))
    one_of(fields.get("route", "oral"), f"{place}.route", ("oral",))
    phase = one_of(required(fields, "phase", place), f"{place}.phase", get_args(Phase))
    doses = a_list(fields.get("doses_mg", []), f"{place}.doses_mg", an_amount)
    if len(doses) > MOST_AMOUNTS:
        raise NotAHistory(f"{place}.doses_mg", f"at most {MOST_AMOUNTS} amounts a day are accepted")
    in_words = words_of_regimen(fields, place)
    if in_words and doses:
        raise NotAHistory(f"{place}.in_words", "write doses_mg or in_words, not both")
    if in_words and phase == "stopped":
        raise NotAHistory(f"{place}.in_words", "nothing is taken when the phase is stopped")
    if not in_words and (not doses) != (phase == "stopped"):
        raise NotAHistory(place, "doses_mg is empty exactly when the phase is stopped")
    already_taking = fields.get("already_taking", False)
    if not isinstance(already_taking, bool):
        raise NotAHistory(f"{place}.already_taking", "write true or false")
    starts_on = a_date(required(fields, "starts_on", place), f"{place}.starts_on")
    return Step(starts_on, doses, phase, already_taking, in_words)


def words_of_regimen(fields: Mapping[str, object], place: str) -> str:
    """The words of a regimen that daily amounts do not tell, with single spaces; or none."""
    if "in_words" not in fields:
        return ""
    return " ".join(a_text(fields["in_words"], f"{place}.in_words", "regimen").split())


def an_amount(value: object, place: str) -> Decimal:
    """One amount in mg: a string above zero, below 1,000, with at most two decimals."""
    if not isinstance(value, str):
        raise NotAHistory(place, f'write the amount in mg as a string such as "12.5", not {value}')
    unit = AMOUNT_WITH_UNIT.fullmatch(value)
    if unit and unit[1] != "e":
        raise NotAHistory(place, f"write the amount in mg without a unit; found {unit[1]!r}")
    if not AMOUNT.fullmatch(value) or Decimal(value) == 0:
        wanted = "above 0 and below 1,000 with at most two decimals"
        raise NotAHistory(place, f"{value!r} is not an amount in mg {wanted}")
    return Decimal(value)


def a_check(value: object, place: str) -> Check:
    """A day on which side effects were asked about and none was reported."""
    fields = an_object(value, place, names_of(Check))
    return Check(a_date(required(fields, "on", place), f"{place}.on"))


def a_rating(value: object, place: str) -> RatingFact:
    """A value on a built-in measure, or on a named total that says its own direction."""
    fields = an_object(value, place, names_of(RatingFact))
    text = a_text(required(fields, "measure", place), f"{place}.measure", "measure")
    measure = " ".join(text.split())
    return RatingFact(
        measure,
        a_value(required(fields, "value", place), f"{place}.value", measure),
        a_date(required(fields, "on", place), f"{place}.on"),
        a_direction(fields.get("better"), f"{place}.better", measure),
    )


def a_value(value: object, place: str, measure: str) -> Decimal:
    """A rated value: a string with at most two decimals, within the measure's range."""
    if not isinstance(value, str) or not AMOUNT.fullmatch(value):
        wanted = 'a string such as "6", with at most two decimals'
        raise NotAHistory(place, f"{value!r} is not a rated value; write {wanted}")
    rated = Decimal(value)
    low, high = RANGES.get(measure, (rated, rated))
    if not low <= rated <= high:
        raise NotAHistory(place, f"{value!r} lies outside {low} to {high}, the range of {measure}")
    if measure in WHOLE_NUMBERS and rated % 1:
        raise NotAHistory(place, f"{value!r} is not a whole number, as {measure} is rated")
    return rated


def a_direction(value: object, place: str, measure: str) -> Better:
    """Which end is better: a built-in measure's own, or what a named total says."""
    if value is None and measure not in BETTER:
        known = ", ".join(BETTER)
        raise NotAHistory(place, f"{measure!r} is none of {known}; say which end is better")
    better: Better = one_of(value or BETTER[measure], place, get_args(Better))
    if BETTER.get(measure, better) != better:
        raise NotAHistory(place, f"for {measure}, {BETTER[measure]} is better")
    return better


def one_direction(ratings: tuple[RatingFact, ...]) -> tuple[RatingFact, ...]:
    """Return the ratings; refuse two of one measure that differ in which end is better."""
    said: dict[str, Better] = {}
    for index, rating in enumerate(ratings):
        if said.setdefault(rating.measure, rating.better) != rating.better:
            problem = f"an earlier rating of {rating.measure} says {said[rating.measure]}"
            raise NotAHistory(f"ratings[{index}].better", problem)
    return ratings


def a_review(value: object, place: str) -> ReviewFact:
    """A review, and the next date of review, which lies after it."""
    fields = an_object(value, place, names_of(ReviewFact))
    on = a_date(required(fields, "on", place), f"{place}.on")
    next_on = a_date_or_none(fields.get("next_on"), f"{place}.next_on")
    if next_on is not None and next_on <= on:
        raise NotAHistory(f"{place}.next_on", "it does not lie after the review")
    return ReviewFact(on, next_on)


def a_contact(value: object, place: str) -> ContactFact:
    """A contact that was tried, and the day planned for the next call, which lies after it."""
    fields = an_object(value, place, names_of(ContactFact))
    on = a_date(required(fields, "on", place), f"{place}.on")
    told = required(fields, "outcome", place)
    outcome: ContactOutcome = one_of(told, f"{place}.outcome", get_args(ContactOutcome))
    again_on = a_date_or_none(fields.get("again_on"), f"{place}.again_on")
    if again_on is not None and again_on <= on:
        raise NotAHistory(f"{place}.again_on", "it does not lie after the contact")
    return ContactFact(on, outcome, again_on)


def precautions(value: object) -> dict[str, Answer]:
    """The answers about the three histories, by name of the condition."""
    fields = an_object(value, "precautions", HISTORIES)
    return {
        name: one_of(answer, f"precautions[{name!r}]", get_args(Answer))
        for name, answer in fields.items()
    }


def distinct(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps; refuse two that start on one day."""
    seen: set[date] = set()
    for index, step in enumerate(steps):
        if step.starts_on in seen:
            problem = f"another step starts on {step.starts_on} too"
            raise NotAHistory(f"steps[{index}].starts_on", problem)
        seen.add(step.starts_on)
    return steps


def first_taking(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps; refuse one that was already taken, but is not the first to start."""
    first_on = min((step.starts_on for step in steps), default=date.max)
    for index, step in enumerate(steps):
        if step.already_taking and step.starts_on > first_on:
            problem = f"only the first step may say true; another starts on {first_on}"
            raise NotAHistory(f"steps[{index}].already_taking", problem)
    return steps
