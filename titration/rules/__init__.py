"""The article as data, dose arithmetic and flags. Standard library only: no Django, no clock."""

from titration.rules.flag import Flag, Level
from titration.rules.history import Answer, Effect, History, Phase, Severity, Step

__all__ = ["Answer", "Effect", "Flag", "History", "Level", "Phase", "Severity", "Step"]
