"""Words that people use for terms that a source lists: a table of this product's own.

No source gives it, and no rule reads it. The form shows what a word may mean, and the clinician
chooses; nothing is taken for a listed term by itself.
"""

from titration.rules.effect_rules import folded_term

DROWSINESS, DIZZINESS, DRY_MOUTH, WEAKNESS = "drowsiness", "dizziness", "dry mouth", "weakness"
MUSCLE_WEAKNESS, CONFUSION = "muscle weakness", "mental confusion"
BREATHING, PRESSURE = "difficulty breathing", "decreased blood pressure"

NEAR_WORDS: dict[str, tuple[str, ...]] = {
    "sleepiness": (DROWSINESS,),
    "sleepy": (DROWSINESS,),
    "drowsy": (DROWSINESS,),
    "somnolence": (DROWSINESS,),
    "sedation": (DROWSINESS,),
    "dizzy": (DIZZINESS,),
    "lightheadedness": (DIZZINESS, PRESSURE),
    "light-headedness": (DIZZINESS, PRESSURE),
    "giddiness": (DIZZINESS,),
    "vertigo": (DIZZINESS,),
    "dry mouth and throat": (DRY_MOUTH,),
    "xerostomia": (DRY_MOUTH,),
    "weak": (WEAKNESS, MUSCLE_WEAKNESS),
    "weak legs": (WEAKNESS, MUSCLE_WEAKNESS),
    "weak muscles": (MUSCLE_WEAKNESS, WEAKNESS),
    "weakness of muscles": (MUSCLE_WEAKNESS, WEAKNESS),
    "muscular weakness": (MUSCLE_WEAKNESS, WEAKNESS),
    "asthenia": (WEAKNESS, MUSCLE_WEAKNESS),
    "confusion": (CONFUSION,),
    "confused": (CONFUSION,),
    "disorientation": (CONFUSION,),
    "delirium": (CONFUSION,),
    "shortness of breath": (BREATHING,),
    "breathlessness": (BREATHING,),
    "breathing difficulty": (BREATHING,),
    "breathing difficulties": (BREATHING,),
    "trouble breathing": (BREATHING,),
    "dyspnea": (BREATHING,),
    "dyspnoea": (BREATHING,),
    "low blood pressure": (PRESSURE,),
    "hypotension": (PRESSURE,),
    "drop in blood pressure": (PRESSURE,),
}


def near_terms(typed: str) -> tuple[str, ...]:
    """Return the listed terms that a typed word may mean; none if the table lacks it."""
    return NEAR_WORDS.get(folded_term(typed), ())
