"""Reads from JSON what changes over time: side effects and treatments with their changes."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import get_args

from patients.days import Day, first_of
from titration.rules.history import (
    INTRATHECAL,
    TREATMENT_KINDS,
    Effect,
    EffectChange,
    RateChange,
    Severity,
    TreatmentFact,
)
from titration.rules.json_values import (
    NotAHistory,
    a_date,
    a_date_or_none,
    a_day,
    a_list,
    a_text,
    an_object,
    names_of,
    one_of,
    required,
)

AMOUNT_IN_MCG = re.compile(r"(\d{1,5})(\.\d{1,2})?", re.ASCII)


def an_effect(value: object, place: str) -> Effect:
    """A side effect that was reported and resolved, where it was, on or after its onset."""
    fields = an_object(value, place, names_of(Effect))
    term = a_text(required(fields, "term", place), f"{place}.term", "side effect")
    severity = one_of(required(fields, "severity", place), f"{place}.severity", get_args(Severity))
    onset_on = a_day(required(fields, "onset_on", place), f"{place}.onset_on")
    resolved_on = a_date_or_none(fields.get("resolved_on"), f"{place}.resolved_on")
    if resolved_on is not None and resolved_on < first_of(onset_on):
        raise NotAHistory(f"{place}.resolved_on", "it lies before onset_on")
    reported_on = a_date_or_none(fields.get("reported_on"), f"{place}.reported_on")
    if reported_on is not None and reported_on < first_of(onset_on):
        raise NotAHistory(f"{place}.reported_on", "it lies before onset_on")
    changes = a_list(fields.get("changes", []), f"{place}.changes", an_effect_change)
    refuse_disorder(changes, onset_on, resolved_on, place, ("onset_on", "resolved_on"))
    return Effect(term, severity, onset_on, resolved_on, reported_on, changes)


def an_effect_change(value: object, place: str) -> EffectChange:
    """The day from which a side effect has another severity, and the day it was reported."""
    fields = an_object(value, place, names_of(EffectChange))
    on = a_date(required(fields, "on", place), f"{place}.on")
    severity = one_of(required(fields, "severity", place), f"{place}.severity", get_args(Severity))
    reported_on = a_date_or_none(fields.get("reported_on"), f"{place}.reported_on")
    if reported_on is not None and reported_on < on:
        raise NotAHistory(f"{place}.reported_on", "it lies before on")
    return EffectChange(on, severity, reported_on)


def a_treatment(value: object, place: str) -> TreatmentFact:
    """Another treatment; only intrathecal baclofen carries mcg per day, and changes of it."""
    fields = an_object(value, place, names_of(TreatmentFact))
    kind = one_of(required(fields, "kind", place), f"{place}.kind", TREATMENT_KINDS)
    from_on = a_day(required(fields, "from_on", place), f"{place}.from_on")
    until_on = a_date_or_none(fields.get("until_on"), f"{place}.until_on")
    if until_on is not None and until_on < first_of(from_on):
        raise NotAHistory(f"{place}.until_on", "it lies before from_on")
    daily = fields.get("mcg_per_day")
    if daily is not None:
        daily = an_intrathecal_amount(daily, f"{place}.mcg_per_day")
    changes = a_list(fields.get("changes", []), f"{place}.changes", a_rate_change)
    refuse_disorder(changes, from_on, until_on, place, ("from_on", "until_on"))
    if kind != INTRATHECAL and (daily is not None or changes):
        name = "mcg_per_day" if daily is not None else "changes"
        raise NotAHistory(f"{place}.{name}", f"only {INTRATHECAL} carries one")
    return TreatmentFact(kind, from_on, until_on, daily, changes)


def a_rate_change(value: object, place: str) -> RateChange:
    """The day from which a pump gives another amount, in mcg per day."""
    fields = an_object(value, place, names_of(RateChange))
    on = a_date(required(fields, "on", place), f"{place}.on")
    daily = required(fields, "mcg_per_day", place)
    return RateChange(on, an_intrathecal_amount(daily, f"{place}.mcg_per_day"))


def an_intrathecal_amount(value: object, place: str) -> Decimal:
    """Mcg a day: a string above zero, below 100,000, with at most two decimals."""
    text = value if isinstance(value, str) and AMOUNT_IN_MCG.fullmatch(value) else "0"
    if not Decimal(text):
        wanted = 'a string such as "300", above 0 and below 100,000 with at most two decimals'
        raise NotAHistory(place, f"{value!r} is not an amount in mcg per day; write {wanted}")
    return Decimal(text)


def refuse_disorder(
    changes: Sequence[EffectChange | RateChange],
    first: Day,
    last: date | None,
    place: str,
    names: tuple[str, str],
) -> None:
    """Refuse changes before the first day, after the last, on one day, or not in order.

    ``names`` are those of the fields that hold the first and the last day.
    """
    before: date | None = None
    for index, change in enumerate(changes):
        here = f"{place}.changes[{index}].on"
        if change.on < first_of(first):
            raise NotAHistory(here, f"it lies before {names[0]}")
        if last is not None and change.on > last:
            raise NotAHistory(here, f"it lies after {names[1]}")
        if before == change.on:
            raise NotAHistory(here, f"another change is on {change.on} too")
        if before is not None and change.on < before:
            raise NotAHistory(here, "it lies before the change above it; write them in order")
        before = change.on
