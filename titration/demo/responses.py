"""Patients with ratings, other treatments, and reviews that came in time or late."""

from patients.models import Cause, Distribution, Sex, Site
from titration.demo.person import ALL_ABSENT, Age, DystoniaKind, focal
from titration.demo.story import (
    Adjusted,
    Asked,
    Mistake,
    Rated,
    Reported,
    Reviewed,
    Story,
    Total,
    Treated,
    hold,
    rise,
)
from titration.record.dose_steps.models import Reason
from titration.record.ratings.models import Direction
from titration.record.reporter import Reporter
from titration.record.side_effects.models import Severity
from titration.record.treatments.models import TreatmentKind

RATED_OVER_A_YEAR = Story(
    "DEMO-0038",
    "Example",
    "Thea",
    Sex.FEMALE,
    Age(51, 44),
    focal(Site.CERVICAL, Cause.IDIOPATHIC, years=6),
    ALL_ABSENT,
    (
        Treated(
            TreatmentKind.PHYSICAL_THERAPY, -390, detail="Weekly", changes=(Adjusted(on=-120),)
        ),
        Treated(TreatmentKind.BOTULINUM_TOXIN, -280, -280, detail="Neck, both sides"),
        Treated(TreatmentKind.BOTULINUM_TOXIN, -180, -180, detail="Neck, both sides"),
        Treated(TreatmentKind.BOTULINUM_TOXIN, -85, -85, detail="Neck, left side"),
        Treated(TreatmentKind.OTHER_MEDICINE, -700, detail="Trihexyphenidyl"),
        Reviewed(-360, due=-270, note="Pain is what troubles most."),
        Rated(-360, {"spasm": "7", "pain": "8", "sleep": "3", "CGI severity": "5"}),
        Total(-360, "TWSTRS", "41", "85"),
        *rise("5x3", "10x3", start=-359, every=21),
        Asked(-330),
        Rated(-317, {"spasm": "6", "pain": "6.5", "sleep": "4"}),
        hold(-316, "10x3"),
        Reviewed(-272, due=-180),
        Rated(-272, {"spasm": "4", "pain": "4", "sleep": "6", "CGI improvement": "2"}),
        Total(-272, "TWSTRS", "29", "85"),
        Reported("dry mouth", Severity.MILD, -250, -190),
        Rated(-200, {"spasm": "4.5", "pain": "5"}, by=Reporter.CARER),
        hold(-178, "15x3", Reason.MORE_EFFECT),
        Reviewed(-175, due=-60, note="Sleeps through most nights."),
        Rated(-120, {"spasm": "3", "pain": "3.5", "sleep": "7", "mood": "6"}),
        Total(-120, "TWSTRS", "24.5", "85"),
        Total(-120, "Global well-being", "70", "100", Direction.HIGHER),
        Reviewed(-62, due=28),
        Rated(-62, {"spasm": "3", "pain": "3", "daily function": "7", "mobility": "7"}),
        Rated(-5, {"spasm": "5", "pain": "3"}),
    ),
)

NO_BETTER_THAN_BEFORE = Story(
    "DEMO-0039",
    "Example",
    "Ugo",
    Sex.MALE,
    Age(44, 300),
    DystoniaKind(
        Distribution.SEGMENTAL,
        Cause.IDIOPATHIC,
        years=9,
        sites=(Site.CERVICAL, Site.UPPER_LIMB),
    ),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", start=-200, every=28),
        Rated(-145, {"spasm": "4", "mobility": "6"}),
        hold(-144, "10x3"),
        Treated(TreatmentKind.OCCUPATIONAL_THERAPY, -140),
        hold(-80, "20x3", Reason.MORE_EFFECT),
        Rated(-40, {"spasm": "4", "mobility": "6"}),
        Reviewed(-140, due=-50),
    ),
)

PUMP_BELOW_THE_RANGE = Story(
    "DEMO-0040",
    "Example",
    "Vera",
    Sex.FEMALE,
    Age(29, 12),
    DystoniaKind(Distribution.GENERALIZED, Cause.CEREBRAL_PALSY, years=29),
    ALL_ABSENT,
    (
        Mistake(
            Treated(TreatmentKind.INTRATHECAL_BACLOFEN, -60, mcg="400"),
            why="A zero too many; the pump was read again.",
            instead=Treated(
                TreatmentKind.INTRATHECAL_BACLOFEN,
                -60,
                mcg="40",
                detail="New pump",
                changes=(Adjusted(on=-20, mcg="45"),),
            ),
        ),
        Treated(TreatmentKind.SURGERY, -61, -61, detail="Pump implanted"),
        *rise("5x3", "7.5x3", start=-90, every=25),
        Mistake(
            Reviewed(-30, due=-2),
            why="Another month was meant.",
            instead=Reviewed(-30, due=60),
        ),
        Rated(-30, {"CGI severity": "4", "CGI improvement": "3"}, by=Reporter.CLINICIAN),
    ),
)

STORIES = (RATED_OVER_A_YEAR, NO_BETTER_THAN_BEFORE, PUMP_BELOW_THE_RANGE)
