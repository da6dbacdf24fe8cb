"""The kinds of entry there are, by the word that stands for each in an address."""

from patients.models import Dystonia, Entry, Precaution
from titration.record.dose_steps.models import DoseStep
from titration.record.ratings.models import Rating
from titration.record.reviews.models import Review
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.record.treatments.models import Treatment

KINDS: dict[str, type[Entry]] = {
    "dose-steps": DoseStep,
    "side-effects": SideEffect,
    "side-effect-checks": SideEffectCheck,
    "ratings": Rating,
    "treatments": Treatment,
    "reviews": Review,
    "dystonias": Dystonia,
    "precautions": Precaution,
}
