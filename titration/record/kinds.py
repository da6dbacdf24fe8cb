"""The table of the kinds of entry, by the word for each in an address.

Routes, the forms in the chart, corrections, the entry history and the inputs of a flag
derive from it.
"""

from typing import Any

from patients.days import day_text
from patients.models import Dystonia, Precaution
from titration import rules
from titration.record.care import kind as care
from titration.record.contacts import kind as contacts
from titration.record.dose_steps import kind as dose_steps
from titration.record.intakes import kind as intakes
from titration.record.kind import Kind
from titration.record.notes import kind as notes
from titration.record.plans import kind as plans
from titration.record.ratings import kind as ratings
from titration.record.reviews import kind as reviews
from titration.record.side_effects import kind as side_effects
from titration.record.treatments import kind as treatments


def precaution_words(fact: rules.PrecautionFact) -> str:
    """``History of epilepsy: present``."""
    return f"History of {fact.condition}: {fact.answer}"


# Recorded with the patient's details, on a page of their own.
DYSTONIAS = Kind(model=Dystonia)
PRECAUTIONS = Kind(model=Precaution, fact=rules.PrecautionFact, fact_words=precaution_words)

KINDS: dict[str, Kind[Any]] = {
    kind.word: kind
    for kind in (
        dose_steps.KIND,
        plans.KIND,
        side_effects.KIND,
        side_effects.CHANGES,
        side_effects.ACKNOWLEDGEMENTS,
        side_effects.CHECKS,
        ratings.KIND,
        treatments.KIND,
        treatments.CHANGES,
        intakes.KIND,
        reviews.KIND,
        contacts.KIND,
        notes.KIND,
        care.KIND,
        DYSTONIAS,
        PRECAUTIONS,
    )
}


def kind_of_fact(fact: rules.Fact) -> Kind[Any]:
    """Return the kind whose entries are such facts. Raises ``StopIteration`` for a birth date."""
    return next(kind for kind in KINDS.values() if type(fact) is kind.fact)


def fact_words(fact: rules.Fact) -> str:
    """Put a fact that a flag was computed from in words."""
    if isinstance(fact, rules.Birth):
        return f"Birth date {day_text(fact.on)}" if fact.on else "No birth date"
    words = kind_of_fact(fact).fact_words
    return words(fact) if words else ""
