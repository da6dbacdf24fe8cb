"""The kinds of entry there are, by the word that stands for each in an address."""

from patients.models import Dystonia, Entry, Precaution
from titration.models.dose_step import DoseStep
from titration.models.side_effect import SideEffect, SideEffectCheck

KINDS: dict[str, type[Entry]] = {
    "dose-steps": DoseStep,
    "side-effects": SideEffect,
    "side-effect-checks": SideEffectCheck,
    "dystonias": Dystonia,
    "precautions": Precaution,
}
