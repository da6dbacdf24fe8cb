"""Tells the other packages about the changes of a side effect."""

from titration import rules
from titration.record.kind import Kind
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.changes.rows import fact_words
from titration.record.side_effects.changes.views import correct_side_effect_change

KIND = Kind(
    model=SideEffectChange,
    fact=rules.EffectChange,
    fact_words=fact_words,
    correct=correct_side_effect_change,
)
