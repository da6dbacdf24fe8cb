"""The banner of a patient, with what their entries tell that nobody may miss."""

from collections.abc import Sequence
from datetime import date

from patients.days import day_text
from patients.models import Answer, Condition, EndReason, Patient
from patients.web.banner import Banner, BannerEffect, banner
from titration.reading.open_effects import OpenEffect, open_effects
from titration.reading.patient_rows import RecordedCare
from titration.reading.recorded import Recorded, live, read


def patient_banner(patient: Patient) -> Banner:
    """Make the banner as it is now; reads everything recorded of the patient in one statement."""
    return recorded_banner(patient, read(patient), patient.clinic.today())


def recorded_banner(
    patient: Patient,
    recorded: Recorded,
    today: date,
    *,
    lasting: Sequence[OpenEffect] | None = None,
) -> Banner:
    """Make the banner from what is recorded, now or as known then.

    ``lasting`` are the open effects, where the page has made them already. No effect is told
    as lasting once care has ended.
    """
    end, answers = recorded.end_of_care, recorded.answers
    shown = open_effects(row.fact for row in live(recorded.effects)) if lasting is None else lasting
    return banner(
        patient,
        recorded.dystonia,
        today,
        care_ended=ended_text(end) if end else "",
        doubles_id=end.doubles_id if end else None,
        effects=() if end else tuple(told(one, today) for one in shown if one.is_grave),
        histories=tuple(each for each in Condition.values if answers.get(each) == Answer.PRESENT),
    )


def told(effect: OpenEffect, today: date) -> BannerEffect:
    """Put an effect in words, for a line of the banner."""
    listed = "listed as serious" if effect.serious_in else ""
    return BannerEffect(effect.severity, effect.words(today), listed)


def ended_text(end: RecordedCare) -> str:
    """``Died 03-Mar-2026``; ``No longer under care since 03-Mar-2026: discharged``."""
    if end.doubles_id:
        return end.words
    if end.reason == EndReason.DIED:
        return f"Died {day_text(end.from_on)}"
    because = EndReason(end.reason).label.lower()
    return f"No longer under care since {day_text(end.from_on)}: {because}"
