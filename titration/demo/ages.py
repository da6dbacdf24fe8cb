"""Patients whose dose is not, or not always, compared with the adult dose; and one aged 91."""

from patients.models import Cause, Condition, Distribution, Sex, Site
from titration.demo.person import ALL_ABSENT, NOT_ASKED, Age, DystoniaKind, focal, present
from titration.demo.story import Asked, Reported, Story, hold, rise
from titration.record.dose_steps.models import Reason
from titration.record.reporter import Reporter
from titration.record.side_effects.models import Severity

CHILD = Story(
    "DEMO-0032",
    "Placeholder",
    "Ada",
    Sex.FEMALE,
    Age(9, 25),
    DystoniaKind(Distribution.GENERALIZED, Cause.CEREBRAL_PALSY, years=9, age_at_onset=0),
    present(Condition.EPILEPSY),
    (
        *rise("2.5x1", "2.5x2", "2.5x3", "5x3", start=-140, every=21),
        hold(-60, "5x3"),
        Reported("drowsiness", Severity.MILD, -115, -100, told_by=Reporter.CARER),
        Asked(-30),
    ),
)

TURNED_18 = Story(
    "DEMO-0033",
    "Placeholder",
    "Ben",
    Sex.MALE,
    Age(18, 60),
    DystoniaKind(Distribution.GENERALIZED, Cause.GENETIC, years=8),
    ALL_ABSENT,
    (
        *rise("5x1", "5x2", "5x3", start=-200, every=21),
        hold(-137, "7.5x3", Reason.MORE_EFFECT, note="Held over the 18th birthday."),
        Asked(-30),
    ),
)

TURNS_18_SOON = Story(
    "DEMO-0034",
    "Placeholder",
    "Cleo",
    Sex.FEMALE,
    Age(18, -20),
    focal(Site.UPPER_LIMB, Cause.GENETIC, years=7),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", "15x3", "20x3", start=-120, every=21),
        hold(-40, "25x3", Reason.MORE_EFFECT),
        Reported("dry mouth", Severity.MILD, -90),
    ),
)

BIRTH_DATE_UNKNOWN = Story(
    "DEMO-0035",
    "Placeholder",
    "Dov",
    Sex.UNKNOWN,
    None,
    focal(Site.CERVICAL),
    NOT_ASKED,
    (*rise("5x3", "10x3", start=-28, every=14),),
)

AT_91 = Story(
    "DEMO-0036",
    "Placeholder",
    "Edda",
    Sex.FEMALE,
    Age(91, 180, told="year"),
    focal(Site.LOWER_LIMB, Cause.PARKINSONS_DISEASE, years=10),
    present(Condition.KIDNEY_DISEASE),
    (
        *rise("2.5x1", "2.5x2", start=-90, every=30),
        hold(-30, "5x1", Reason.OTHER, note="One amount at night, as the patient prefers."),
        Asked(-15),
    ),
)

STORIES = (CHILD, TURNED_18, TURNS_18_SOON, BIRTH_DATE_UNKNOWN, AT_91)
