"""Reading a history from JSON, refusing whatever is not exactly one.

The shape is the one documented in the README. Amounts are strings of mg, never
JSON numbers, which many readers turn into floats.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, get_args

from titration.rules.effect_rules import normal
from titration.rules.history import Answer, Effect, History, Phase, Severity, Step
from titration.rules.source import ARTICLE

T = TypeVar("T")

HISTORIES = ARTICLE.figures("caution", "histories")
MOST_AMOUNTS = 8
AMOUNT = re.compile(r"(\d{1,3})(\.\d{1,2})?", re.ASCII)
AMOUNT_WITH_UNIT = re.compile(r"\s*[\d.,]+\s*([^\W\d_]+(?:/\w+)?)\s*")
HALF_A_LETTER = re.compile("[\ud800-\udfff]")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class NotAHistory(ValueError):
    """Why a document is not a history, in one sentence that names the place."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}" if place else problem)


def read_history(text: str) -> History:
    """The history a JSON document states. Raises ``NotAHistory``."""
    try:
        document = json.loads(text, object_pairs_hook=unrepeated)
    except NotAHistory:
        raise
    except (ValueError, RecursionError) as error:
        raise NotAHistory("", f"the file is not JSON ({error})") from error
    fields = an_object(document, "the document", History.__dataclass_fields__)
    born_on = fields.get("born_on")
    return History(
        born_on=None if born_on is None else a_date(born_on, "born_on"),
        steps=distinct(a_list(fields.get("steps", []), "steps", a_step)),
        side_effects=a_list(fields.get("side_effects", []), "side_effects", an_effect),
        precautions=precautions(fields.get("precautions", {})),
    )


def unrepeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object's names and values, refused where a name stands twice: JSON would drop one."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotAHistory("", f"{twice!r} stands twice in one object")
    return fields


def a_step(value: object, place: str) -> Step:
    """A dose step, whose amounts are empty exactly when its phase is ``stopped``."""
    fields = an_object(value, place, [*Step.__dataclass_fields__, "unit", "route"])
    one_of(fields.get("unit", "mg"), f"{place}.unit", ("mg",))
    one_of(fields.get("route", "oral"), f"{place}.route", ("oral",))
    phase = one_of(required(fields, "phase", place), f"{place}.phase", get_args(Phase))
    doses = a_list(fields.get("doses_mg", []), f"{place}.doses_mg", an_amount)
    if len(doses) > MOST_AMOUNTS:
        raise NotAHistory(f"{place}.doses_mg", f"at most {MOST_AMOUNTS} amounts a day are accepted")
    if (not doses) != (phase == "stopped"):
        raise NotAHistory(place, "doses_mg is empty exactly when the phase is stopped")
    already_taking = fields.get("already_taking", False)
    if not isinstance(already_taking, bool):
        raise NotAHistory(f"{place}.already_taking", "write true or false")
    starts_on = a_date(required(fields, "starts_on", place), f"{place}.starts_on")
    return Step(starts_on, doses, phase, already_taking)


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


def an_effect(value: object, place: str) -> Effect:
    """A side effect that resolves, where it does, on or after its onset."""
    fields = an_object(value, place, Effect.__dataclass_fields__)
    term = required(fields, "term", place)
    if not isinstance(term, str) or not normal(term) or HALF_A_LETTER.search(term):
        raise NotAHistory(f"{place}.term", "write the side effect as a text")
    severity = one_of(required(fields, "severity", place), f"{place}.severity", get_args(Severity))
    onset_on = a_date(required(fields, "onset_on", place), f"{place}.onset_on")
    resolved = fields.get("resolved_on")
    resolved_on = None if resolved is None else a_date(resolved, f"{place}.resolved_on")
    if resolved_on is not None and resolved_on < onset_on:
        raise NotAHistory(f"{place}.resolved_on", "it lies before onset_on")
    reported = fields.get("reported_on")
    reported_on = None if reported is None else a_date(reported, f"{place}.reported_on")
    return Effect(term, severity, onset_on, resolved_on, reported_on)


def precautions(value: object) -> dict[str, Answer]:
    """The answers about the three histories, by name of the condition."""
    fields = an_object(value, "precautions", HISTORIES)
    return {
        name: one_of(answer, f"precautions[{name!r}]", get_args(Answer))
        for name, answer in fields.items()
    }


def distinct(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps, refused where two start on one day."""
    seen: set[date] = set()
    for index, step in enumerate(steps):
        if step.starts_on in seen:
            problem = f"another step starts on {step.starts_on} too"
            raise NotAHistory(f"steps[{index}].starts_on", problem)
        seen.add(step.starts_on)
    return steps


def an_object(value: object, place: str, names: Any) -> dict[str, Any]:
    """A JSON object with no name but those expected."""
    if not isinstance(value, dict):
        raise NotAHistory(place, "write a JSON object")
    for name in value:
        if name not in names:
            raise NotAHistory(place, f"{name!r} is not known here; known: {', '.join(names)}")
    return value


def a_list(value: object, place: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    """A JSON array, each element read in its place."""
    if not isinstance(value, list):
        raise NotAHistory(place, "write a JSON array")
    return tuple(read(element, f"{place}[{index}]") for index, element in enumerate(value))


def a_date(value: object, place: str) -> date:
    """A calendar date written YYYY-MM-DD."""
    try:
        if isinstance(value, str) and ISO_DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise NotAHistory(place, f"{value!r} is not a date written YYYY-MM-DD")


def one_of(value: object, place: str, known: tuple[Any, ...]) -> Any:
    """One of the words known here."""
    if not isinstance(value, str) or value not in known:
        raise NotAHistory(place, f"{value!r} is not accepted; accepted: {', '.join(known)}")
    return value


def required(fields: dict[str, Any], name: str, place: str) -> object:
    """The value of a name that has to be there."""
    if name not in fields:
        raise NotAHistory(place, f"{name} is missing")
    return fields[name]
