"""Every table of the therapy, for Django to find; nothing else imports this."""

from titration.glance.models import Glance
from titration.record.contacts.models import Contact
from titration.record.dose_steps.models import DoseStep
from titration.record.intakes.models import Intake
from titration.record.notes.models import Note
from titration.record.plans.models import PlannedStep
from titration.record.ratings.models import Rating
from titration.record.reviews.models import Review
from titration.record.side_effects.acknowledgements.models import Acknowledgement
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.models import Treatment
from titration.standing.models import Standing

__all__ = [
    "Acknowledgement",
    "Contact",
    "DoseStep",
    "Glance",
    "Intake",
    "Note",
    "PlannedStep",
    "Rating",
    "Review",
    "SideEffect",
    "SideEffectChange",
    "SideEffectCheck",
    "Standing",
    "Treatment",
    "TreatmentChange",
]
