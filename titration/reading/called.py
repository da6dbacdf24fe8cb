"""What one entry of each list of ``Recorded`` is called."""

from collections import Counter
from collections.abc import Iterable

CALLED = {
    "steps": "Dose step",
    "planned_steps": "Planned step",
    "effects": "Side effect",
    "effect_changes": "Change of a side effect",
    "acknowledgements": "Acknowledgement",
    "checks": "Side effects asked",
    "ratings": "Rating",
    "treatments": "Other treatment",
    "treatment_changes": "Change of a treatment",
    "reviews": "Review",
    "contacts": "Contact",
    "notes": "Note",
    "precautions": "History",
    "dystonias": "Dystonia",
    "care": "Care",
    "intakes": "Intake not as recorded",
}


def counted(lists: Iterable[str]) -> str:
    """``Dose step, side effect (2)``: what entries are called, by the names of their lists."""
    counts = Counter(lists)
    said = [CALLED[name].lower() + (f" ({n})" if n > 1 else "") for name, n in counts.items()]
    return ", ".join(said).capitalize()
