"""Tells the other packages about the changes of a treatment."""

from titration import rules
from titration.record.kind import Kind
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.changes.rows import fact_words
from titration.record.treatments.changes.views import correct_treatment_change

KIND = Kind(
    model=TreatmentChange,
    fact=rules.RateChange,
    fact_words=fact_words,
    correct=correct_treatment_change,
)
