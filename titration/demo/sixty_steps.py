"""One patient with a long history: 60 dose steps and 40 side effects over three years."""

from patients.models import Cause, Condition, Distribution, Sex
from titration.demo.person import Age, DystoniaKind, present
from titration.demo.story import Asked, Dosed, Reported, Story
from titration.record.dose_steps.models import Phase, Reason
from titration.record.side_effects.models import Severity

DAYS_PER_STEP = 18
FIRST_DAY = -60 * DAYS_PER_STEP

RISE = """
    5x1 5x2 5x3 5+5+7.5 5+5+10 7.5x3 5+10+10 10x3 10+10+12.5 10+10+15 10+15+15 15x3
"""
PLATEAU_AND_DIPS = """
    15+15+20 15+20+20 20x3 15x3 15+15+20 15x3 15+15+17.5 17.5x3 20x3 20+20+25 20x3 20x4
    20x3 15x4 15x3 12.5x3 15x3 17.5x3 20x3 15+15+20
"""
DOWN = "15x3 10+15+15 10x3 5+10+10 5x3 5x2"
SECOND_RISE = "5x3 5+5+10 10x3 10+10+15 15x3"
LATER = """
    15+15+20 15x3 20x3 15+20+20 20x3 25x3 20x3 15+15+20 15x3 10+15+15 15x3 15+15+17.5
    15x3 12.5x3 15x3 15+15+20
"""


def part(regimens: str, phase: str, first: str, then: str) -> list[tuple[str, str, str]]:
    """Return a part of the course: ``first`` is the first step's reason, ``then`` the others'."""
    return [
        (regimen, phase, then if number else first)
        for number, regimen in enumerate(regimens.split())
    ]


COURSE = [
    *part(RISE, Phase.INITIATION, Reason.STARTING, Reason.MORE_EFFECT),
    *part(PLATEAU_AND_DIPS, Phase.MAINTENANCE, Reason.MORE_EFFECT, Reason.OTHER),
    *part(DOWN, Phase.TAPER, Reason.TAPER, Reason.TAPER),
    ("", Phase.STOPPED, Reason.STOPPING),
    *part(SECOND_RISE, Phase.INITIATION, Reason.RESTART, Reason.MORE_EFFECT),
    *part(LATER, Phase.MAINTENANCE, Reason.TOLERANCE, Reason.OTHER),
]

# The article's eight terms, and one in the patient's words.
TERMS = (
    *("drowsiness", "dizziness", "weakness", "dry mouth"),
    *("muscle weakness", "mental confusion", "difficulty breathing", "decreased blood pressure"),
    "restless sleep",
)
SEVERITIES = (Severity.MILD, Severity.MODERATE, Severity.SEVERE)


def steps() -> list[Dosed]:
    """The course, a step every ``DAYS_PER_STEP`` days."""
    return [
        Dosed(FIRST_DAY + number * DAYS_PER_STEP, regimen, phase, reason)
        for number, (regimen, phase, reason) in enumerate(COURSE)
    ]


def effects() -> list[Reported]:
    """Forty side effects, each term in each severity; all but the last have resolved."""
    return [
        Reported(
            TERMS[number % 9],
            SEVERITIES[(number + number // 9) % 3],
            since=(onset := FIRST_DAY + 9 + 27 * number),
            until=onset + 4 + number % 7 if number < 39 else None,
        )
        for number in range(40)
    ]


SIXTY_STEPS = Story(
    "DEMO-0037",
    "Specimen",
    "Sixty steps",
    Sex.MALE,
    Age(62, 111),
    DystoniaKind(Distribution.GENERALIZED, Cause.IDIOPATHIC, years=25),
    present(Condition.PSYCHIATRIC_DISORDER),
    (*steps(), *effects(), Asked(-7)),
)

STORIES = (SIXTY_STEPS,)
