"""Patients whose side effects differ in term, severity, course, and how they were recorded."""

from patients.models import Cause, Condition, Distribution, Sex, Site
from titration.demo.person import ALL_ABSENT, Age, DystoniaKind, focal, present
from titration.demo.story import Asked, Became, Mistake, Reported, Story, hold, rise, stop
from titration.record.dose_steps.models import Reason
from titration.record.reporter import Reporter
from titration.record.side_effects.changes.models import EffectBecame
from titration.record.side_effects.models import ActionTaken, Severity

MILD, MODERATE, SEVERE = Severity.MILD, Severity.MODERATE, Severity.SEVERE

SERIOUS_TODAY = Story(
    "DEMO-0025",
    "Demo",
    "Tomas",
    Sex.MALE,
    Age(48, 20),
    focal(Site.UPPER_LIMB, Cause.PARKINSONS_DISEASE, years=6),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", "15x3", start=-40, every=14),
        Reported("muscle weakness", SEVERE, -2, told_on=0, note="Both legs; climbs stairs slowly."),
    ),
)

BOTH_KINDS_OF_WEAKNESS = Story(
    "DEMO-0026",
    "Demo",
    "Uma",
    Sex.FEMALE,
    Age(39, 87),
    focal(Site.LOWER_LIMB, Cause.IDIOPATHIC, years=5),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", start=-50, every=14),
        hold(-22, "10x3"),
        Reported("weakness", MILD, -30, note="Tired by evening, in the patient’s own word."),
        Reported("muscle weakness", MODERATE, -12, told_by=Reporter.CLINICIAN, told_on=-10),
    ),
)

WORSENED_AND_RESOLVED = Story(
    "DEMO-0027",
    "Demo",
    "Viktor",
    Sex.MALE,
    Age(56, 240),
    DystoniaKind(
        Distribution.SEGMENTAL,
        Cause.OTHER_ACQUIRED,
        years=2,
        sites=(Site.OROMANDIBULAR, Site.CERVICAL),
    ),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", "15x3", "20x3", start=-90, every=14),
        Reported(
            "dizziness",
            MILD,
            -74,
            changes=(Became(MODERATE, on=-62, told_on=-60), Became(EffectBecame.RESOLVED, on=-41)),
        ),
        Reported(
            "drowsiness", MODERATE, -20, changes=(Became(SEVERE, on=-7, told_by=Reporter.CARER),)
        ),
    ),
)

CORRECTED_EFFECTS = Story(
    "DEMO-0028",
    "Demo",
    "Wanda",
    Sex.FEMALE,
    Age(65, 350),
    focal(Site.OROMANDIBULAR, Cause.OTHER_ACQUIRED, years=13),
    ALL_ABSENT,
    (
        *rise("5x2", "5x3", "7.5x3", "10x3", start=-105, every=14),
        Mistake(
            Reported("muscle weakness", MODERATE, -70, -56),
            why="The patient spoke of weakness in general.",
            instead=Reported("weakness", MODERATE, -70, -56),
        ),
        Mistake(Reported("difficulty breathing", SEVERE, -33), why="Recorded in the wrong chart."),
        Mistake(Asked(-33), why="Recorded in the wrong chart."),
        hold(-28, "10x3"),
        Asked(-14),
    ),
)

SERIOUS_AND_STOPPED = Story(
    "DEMO-0029",
    "Demo",
    "Xavier",
    Sex.MALE,
    Age(73, 66),
    DystoniaKind(Distribution.HEMIDYSTONIA, Cause.OTHER_ACQUIRED, years=3),
    present(Condition.KIDNEY_DISEASE, Condition.EPILEPSY),
    (
        *rise("5x3", "10x3", "15x3", start=-130, every=10),
        Reported("decreased blood pressure", MODERATE, -104, -90, done=ActionTaken.REFERRED),
        Reported(
            "mental confusion",
            MODERATE,
            -101,
            -94,
            told_by=Reporter.CARER,
            done=ActionTaken.OTHER_TREATMENT,
        ),
        Reported(
            "difficulty breathing",
            SEVERE,
            -97,
            -95,
            told_by=Reporter.CLINICIAN,
            told_on=-97,
            done=ActionTaken.DOSE_STOPPED,
            note="Seen in the emergency department.",
        ),
        stop(-97, Reason.SIDE_EFFECT),
    ),
)

UNLISTED_TERMS = Story(
    "DEMO-0030",
    "Demo",
    "Yara",
    Sex.OTHER,
    Age(27, 145),
    focal(Site.CERVICAL, Cause.GENETIC, years=4),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", "15x3", start=-85, every=21),
        Reported("vivid dreams", MILD, -60),
        Reported("nausea", MODERATE, -62, -50, told_by=Reporter.CARER),
        Reported("heavy eyelids", MILD, -45, told_on=-10, in_month=True),
        Reported("constipation", SEVERE, -16, done=ActionTaken.OTHER_TREATMENT),
        hold(-22, "15x3"),
    ),
)

COMMON_AND_SEVERE = Story(
    "DEMO-0031",
    "Demo",
    "Zeno",
    Sex.MALE,
    Age(46, 275),
    focal(Site.TRUNK, Cause.IDIOPATHIC, years=1),
    ALL_ABSENT,
    (
        Reported("dizziness", MILD, -70, -55, note="Began before the first dose of baclofen."),
        Asked(-52),
        *rise("5x3", "10x3", "15x3", "20x3", start=-50, every=10),
        Reported("dry mouth", MODERATE, -35),
        Reported("drowsiness", SEVERE, -9),
    ),
)

STORIES = (
    SERIOUS_TODAY,
    BOTH_KINDS_OF_WEAKNESS,
    WORSENED_AND_RESOLVED,
    CORRECTED_EFFECTS,
    SERIOUS_AND_STOPPED,
    UNLISTED_TERMS,
    COMMON_AND_SEVERE,
)
