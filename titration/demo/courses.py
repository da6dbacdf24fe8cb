"""Patients whose courses were planned, stopped, restarted, corrected, or ran for long."""

from patients.models import Cause, Condition, Distribution, Edition, Sex, Site
from titration.demo.person import ALL_ABSENT, NOT_ASKED, Age, DystoniaKind, focal, present
from titration.demo.story import Asked, Dosed, Mistake, Reported, Story, hold, rise, stop, taper
from titration.record.dose_steps.models import Phase, Reason
from titration.record.side_effects.models import ActionTaken, Severity

PLANNED_TOMORROW = Story(
    "DEMO-0015",
    "Tester",
    "Jonas",
    Sex.MALE,
    Age(40, 260),
    focal(Site.CERVICAL, Cause.IDIOPATHIC, years=2),
    ALL_ABSENT,
    (*rise("5x3", "10x3", start=-20, every=14), Dosed(1, "15x3"), Asked(-1)),
)

PLANNED_NEXT_MONTH = Story(
    "DEMO-0016",
    "Tester",
    "Katya",
    Sex.FEMALE,
    Age(52, 90),
    DystoniaKind(
        Distribution.SEGMENTAL,
        Cause.UNKNOWN,
        years=10,
        sites=(Site.UPPER_LIMB,),
    ),
    present(Condition.KIDNEY_DISEASE),
    (
        *rise("5x1", "5x2", "5x3", start=-56, every=28),
        Dosed(30, "7.5x3"),
        Dosed(60, "10x3", Phase.MAINTENANCE, ""),
        Asked(-3),
    ),
)

FIRST_STEP_AHEAD = Story(
    "DEMO-0017",
    "Tester",
    "Liam",
    Sex.MALE,
    Age(24, 45),
    focal(Site.LOWER_LIMB, Cause.GENETIC, years=6),
    ALL_ABSENT,
    (*rise("5x3", "10x3", start=3, every=7),),
)

TAPER_UNDER_WAY = Story(
    "DEMO-0018",
    "Tester",
    "Mei",
    Sex.FEMALE,
    Age(63, 170),
    DystoniaKind(
        Distribution.MULTIFOCAL,
        Cause.IDIOPATHIC,
        years=12,
        sites=(Site.BLEPHAROSPASM, Site.LOWER_LIMB),
    ),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", "15x3", start=-380, every=14),
        hold(-338, "15x3"),
        *taper("10+10+15", "10x3", "5+5+10", "5x3", "5x1", start=-14),
        stop(21, note="Little effect noticed over a year."),
    ),
)

STOPPED = Story(
    "DEMO-0019",
    "Tester",
    "Nadia",
    Sex.FEMALE,
    Age(47, 230),
    focal(Site.BLEPHAROSPASM, Cause.IDIOPATHIC, years=3),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", start=-160, every=14),
        hold(-132, "10x3"),
        *taper("5x3", "5x1", start=-54),
        stop(-40),
    ),
)

RESTARTED = Story(
    "DEMO-0020",
    "Tester",
    "Oscar",
    Sex.MALE,
    Age(55, 310),
    focal(Site.CERVICAL, Cause.IDIOPATHIC, years=9),
    NOT_ASKED,
    (
        *rise("5x3", "10x3", "15x3", start=-330, every=14),
        hold(-288, "15x3"),
        *taper("10x3", "5x3", start=-210),
        stop(-196, note="Ran out while abroad; no tablets for two months."),
        *rise("10x3", "15x3", start=-130, every=28, first=Reason.RESTART),
        hold(-74, "15x3"),
        Asked(-74),
    ),
)

PLATEAU_AND_DIP = Story(
    "DEMO-0021",
    "Tester",
    "Priya",
    Sex.FEMALE,
    Age(34, 199),
    DystoniaKind(
        Distribution.GENERALIZED,
        Cause.GENETIC,
        years=15,
        sites=(Site.UPPER_LIMB, Site.LOWER_LIMB, Site.TRUNK),
        age_at_onset=11,
        edition=Edition.MDS_2013,
    ),
    ALL_ABSENT,
    (
        *rise("5x1", "5x2", "5x3", "5+5+10", "10x3", start=-420, every=14),
        hold(-350, "10x3"),
        hold(-280, "15x3", Reason.MORE_EFFECT),
        hold(-196, "20x3", Reason.MORE_EFFECT),
        Reported("drowsiness", Severity.SEVERE, -190, -176, done=ActionTaken.DOSE_CHANGED),
        hold(-187, "10x3", Reason.SIDE_EFFECT),
        Asked(-170),
        hold(-140, "10+10+15", Reason.MORE_EFFECT),
        hold(-84, "15x3", Reason.MORE_EFFECT),
        Asked(-70),
    ),
)

SLOW_RISE = Story(
    "DEMO-0022",
    "Tester",
    "Quentin",
    Sex.MALE,
    Age(71, 8),
    focal(Site.CERVICAL, Cause.IDIOPATHIC, years=22),
    ALL_ABSENT,
    (
        *rise("5x1", "5x2", "5x3", "5+5+10", "5+10+10", "10x3", start=-720, every=60),
        hold(-330, "10+10+15", Reason.TOLERANCE),
        hold(-150, "10+15+15", Reason.TOLERANCE),
        Asked(-148),
    ),
)

STARTS_TODAY = Story(
    "DEMO-0023",
    "Tester",
    "Rosa",
    Sex.FEMALE,
    Age(31, 55),
    focal(Site.OTHER, Cause.UNKNOWN),
    NOT_ASKED,
    (*rise("5x3", start=0),),
)

CORRECTED_STEPS = Story(
    "DEMO-0024",
    "Tester",
    "Stefan",
    Sex.MALE,
    Age(42, 133),
    focal(Site.LARYNGEAL, Cause.OTHER_ACQUIRED, years=4),
    ALL_ABSENT,
    (
        Dosed(-90, "5x3", reason=Reason.STARTING),
        Mistake(
            Dosed(-76, "100x3"),
            why="A zero too many; the letter says 10 mg.",
            instead=Dosed(-76, "10x3"),
        ),
        Mistake(Dosed(-40, "20x3"), why="Meant for another patient of the same family name."),
        Dosed(-20, "15x3"),
        # Recorded last, and dated back between steps that were known before it.
        Dosed(-50, "10+10+15", note="Told by phone; recorded at the next visit."),
        Mistake(
            Dosed(10, "20x3"),
            why="The plan was put off by two weeks.",
            instead=Dosed(24, "20x3", reason=Reason.CORRECTION),
        ),
        Asked(-19),
    ),
)

STORIES = (
    PLANNED_TOMORROW,
    PLANNED_NEXT_MONTH,
    FIRST_STEP_AHEAD,
    TAPER_UNDER_WAY,
    STOPPED,
    RESTARTED,
    PLATEAU_AND_DIP,
    SLOW_RISE,
    STARTS_TODAY,
    CORRECTED_STEPS,
)
