"""Collect the demo's clinical words, to search for them on pages that may not hold them."""

import html
import re

from patients.days import day_text, iso_text
from patients.models import Dystonia, FormerDetails, Patient, Precaution
from titration.record.dose_steps.models import DoseStep
from titration.record.side_effects.models import SideEffect
from titration.record.treatments.models import Treatment
from titration.rules import regimen_text

AMOUNT = re.compile(r"\d\s?(?:mg|mcg)\b")


def names() -> set[str]:
    """Return every name a patient has or had, in each order of writing, and each birth date."""
    said = set()
    for details in (*Patient.objects.all(), *FormerDetails.objects.all()):
        given, family = details.given_name, details.family_name
        said |= {details.full_name, f"{given} {family}", f"{family}, {given}"}
        if details.born_on:
            told = {day_text(details.born_on), iso_text(details.born_on)}
            said |= {text for text in told if not text.isdigit()}  # a year is no clinical word
    return said


def statements() -> set[str]:
    """Return every dystonia, history, regimen, effect, treatment and note on record."""
    said = {str(entry) for entry in (*Dystonia.objects.all(), *Precaution.objects.all())}
    said |= {regimen_text(step.doses_mg) for step in DoseStep.objects.all() if step.doses_mg}
    said |= {effect.term for effect in SideEffect.objects.all()}
    said |= {treatment.get_kind_display() for treatment in Treatment.objects.all()}
    notes = (each.note for model in (DoseStep, SideEffect) for each in model.objects.all())
    return said | {note for note in notes if note}


class Words:
    """All clinical words, read from the database once."""

    def __init__(self) -> None:
        self.words = names() | statements()

    def said_by(self, page: str) -> set[str]:
        """Return the clinical words on a page, and every amount in mg or mcg."""
        text = " ".join(re.sub(r"<[^>]*>", " ", html.unescape(page)).split()).casefold()
        found = {word for word in self.words if word.casefold() in text}
        return found | set(AMOUNT.findall(text))
