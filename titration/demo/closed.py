"""Patients of the second clinic whose care ended, was reopened, or who are registered twice."""

from patients.models import Cause, EndReason, Sex, Site
from titration.demo.people import FIRST_OF_TWO_MARIAS
from titration.demo.person import ALL_ABSENT, NOT_ASKED, Age, focal
from titration.demo.story import (
    CareEnded,
    Dosed,
    Duplicated,
    NotTaken,
    Reported,
    Story,
    hold,
    rise,
)
from titration.record.intakes.models import Departure
from titration.record.side_effects.models import Severity

DIED = Story(
    "DEMO-1011",
    "Sample",
    "Rosa",
    Sex.FEMALE,
    Age(81, 40),
    focal(Site.CERVICAL, Cause.IDIOPATHIC, years=12),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", start=-150, every=14),
        hold(-120, "10x3"),
        Reported("drowsiness", Severity.MILD, -140, -130),
        Dosed(20, "12.5x3"),
        CareEnded(-9, EndReason.DIED, note="Told by a carer"),
    ),
)
DISCHARGED = Story(
    "DEMO-1012",
    "Tester",
    "Luca",
    Sex.MALE,
    Age(34, 12),
    focal(Site.LARYNGEAL, years=3),
    ALL_ABSENT,
    (*rise("5x3", "10x3", start=-90), CareEnded(-30, EndReason.DISCHARGED)),
)
MOVED = Story(
    "DEMO-1013",
    "Specimen",
    "Ines",
    Sex.FEMALE,
    Age(57, 200),
    focal(Site.TRUNK, years=5),
    NOT_ASKED,
    (*rise("5x3", "7.5x3", start=-75), CareEnded(-20, EndReason.MOVED)),
)
LOST_AND_BACK = Story(
    "DEMO-1014",
    "Placeholder",
    "Ivo",
    Sex.MALE,
    Age(46, 90),
    focal(Site.UPPER_LIMB, years=8),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", start=-200),
        NotTaken(Departure.PARTLY_TAKEN, -190, -188),
        CareEnded(-100, EndReason.LOST, reopened=-15),
        NotTaken(Departure.RAN_OUT, -40, -16, note="Was abroad"),
        NotTaken(Departure.MISSED, -12),
        NotTaken(Departure.MORE, -10, -9),
        NotTaken(Departure.ELSEWHERE, -8, note="In the emergency room"),
    ),
)
IN_ERROR = Story(
    "DEMO-1015",
    "Example",
    "Nobody",
    Sex.UNKNOWN,
    None,
    None,
    NOT_ASKED,
    (CareEnded(-3, EndReason.REGISTERED_IN_ERROR),),
)
ANOTHER_REASON = Story(
    "DEMO-1016",
    "Sample",
    "Olga",
    Sex.FEMALE,
    Age(63, 7),
    focal(Site.BLEPHAROSPASM, years=2),
    ALL_ABSENT,
    (CareEnded(-40, EndReason.OTHER, note="Wishes to be seen nowhere"),),
)
TWICE = Story(
    "DEMO-1017",
    "Example",
    "Mariya",
    Sex.FEMALE,
    FIRST_OF_TWO_MARIAS.age,
    FIRST_OF_TWO_MARIAS.dystonia,
    NOT_ASKED,
    (
        *rise("15x3", start=-60),
        Duplicated(FIRST_OF_TWO_MARIAS.record_number, "One passport was shown twice"),
    ),
)

STORIES = (DIED, DISCHARGED, MOVED, LOST_AND_BACK, IN_ERROR, ANOTHER_REASON, TWICE)
