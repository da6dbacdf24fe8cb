"""The kinds of entry there are, by the word that stands for each in an address."""

from patients.models import Dystonia, Entry, Precaution
from titration.models.dose_step import DoseStep
from titration.models.rating import Rating
from titration.models.review import Review
from titration.models.side_effect import SideEffect, SideEffectCheck
from titration.models.treatment import Treatment

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
