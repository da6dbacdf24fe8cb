"""Write a history as the JSON document that the rules' command line reads."""

from dataclasses import replace
from typing import Any

from patients.days import iso_text
from titration.rules import Effect, History


def as_typed(history: History) -> History:
    """Tell each resolution by ``resolved_on``, as the JSON does, and no report before its day."""
    return replace(history, side_effects=tuple(map(effect_as_typed, history.side_effects)))


def effect_as_typed(effect: Effect) -> Effect:
    """Tell the resolution of one effect, and the reports of its changes, as the JSON does."""
    ends = [change.on for change in effect.changes if change.severity is None]
    changes = tuple(
        replace(change, reported_on=change.reported_on and max(change.reported_on, change.on))
        for change in effect.changes
        if change.severity
    )
    resolved_on = ends[0] if ends else effect.resolved_on
    return replace(effect, resolved_on=resolved_on, changes=changes)


def as_document(history: History) -> dict[str, Any]:
    """Write a history as the JSON that the command reads."""
    return {
        "born_on": history.born_on and iso_text(history.born_on),
        "steps": [
            {
                "starts_on": str(step.starts_on),
                "doses_mg": [f"{amount:f}" for amount in step.doses_mg],
                "phase": step.phase,
                "already_taking": step.already_taking,
                **({"in_words": step.in_words} if step.in_words else {}),
            }
            for step in history.steps
        ],
        "side_effects": [
            {
                "term": effect.term,
                "severity": effect.severity,
                "onset_on": iso_text(effect.onset_on),
                "resolved_on": effect.resolved_on and str(effect.resolved_on),
                "reported_on": str(effect.reported_on),
                "changes": [
                    {
                        "on": str(change.on),
                        "severity": change.severity,
                        "reported_on": change.reported_on and str(change.reported_on),
                    }
                    for change in effect.changes
                ],
            }
            for effect in history.side_effects
        ],
        "precautions": dict(history.precautions),
        "checks": [{"on": str(check.on)} for check in history.checks],
        "ratings": [
            {
                "measure": rating.measure,
                "value": f"{rating.value:f}",
                "on": str(rating.on),
                "better": rating.better,
            }
            for rating in history.ratings
        ],
        "treatments": [
            {
                "kind": treatment.kind,
                "from_on": iso_text(treatment.from_on),
                "until_on": treatment.until_on and str(treatment.until_on),
                "mcg_per_day": treatment.mcg_per_day and f"{treatment.mcg_per_day:f}",
                "changes": [
                    {"on": str(change.on), "mcg_per_day": f"{change.mcg_per_day:f}"}
                    for change in treatment.changes
                ],
            }
            for treatment in history.treatments
        ],
        "reviews": [
            {"on": str(review.on), "next_on": review.next_on and str(review.next_on)}
            for review in history.reviews
        ],
        "contacts": [
            {
                "on": str(contact.on),
                "outcome": contact.outcome,
                "again_on": contact.again_on and str(contact.again_on),
            }
            for contact in history.contacts
        ],
    }
