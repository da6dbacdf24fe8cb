"""Patients whose regimens differ in amounts, in times a day, and in how they began."""

from patients.models import Cause, Condition, Distribution, Sex, Site
from titration.demo.person import ALL_ABSENT, NOT_ASKED, Age, DystoniaKind, focal, present
from titration.demo.story import Asked, Dosed, Reported, Story, hold, rise
from titration.record.dose_steps.models import DecidedBy, Phase, Reason
from titration.record.reporter import Reporter
from titration.record.side_effects.models import Severity

ONCE_A_DAY = Story(
    "DEMO-0006",
    "Sample",
    "Amira",
    Sex.FEMALE,
    Age(67, 12),
    focal(Site.BLEPHAROSPASM, Cause.IDIOPATHIC, years=8),
    ALL_ABSENT,
    (
        Dosed(-150, "5x1", reason=Reason.STARTING, note="At bedtime."),
        hold(-120, "10x1", Reason.MORE_EFFECT, note="At bedtime."),
        Asked(-90),
    ),
)

FOUR_TIMES_A_DAY = Story(
    "DEMO-0007",
    "Sample",
    "Bruno",
    Sex.MALE,
    Age(38, 300),
    focal(Site.UPPER_LIMB, Cause.OTHER_ACQUIRED, years=5),
    present(Condition.EPILEPSY),
    (
        *rise("5x3", "5x4", "7.5x4", "10x4", start=-98, every=14),
        hold(-42, "10x4"),
        Reported("drowsiness", Severity.MILD, -80, -66),
    ),
)

UNEQUAL_AMOUNTS = Story(
    "DEMO-0008",
    "Sample",
    "Chidi",
    Sex.MALE,
    Age(54, 190),
    focal(Site.LARYNGEAL, Cause.IDIOPATHIC, years=11),
    NOT_ASKED,
    (
        *rise("5x3", "5+5+10", "5+10+10", start=-75, every=12),
        hold(-30, "10+5+15", note="The smallest amount at midday, before driving."),
        Asked(-28),
    ),
)

EIGHT_AMOUNTS = Story(
    "DEMO-0009",
    "Sample",
    "Dagmar",
    Sex.FEMALE,
    Age(49, 75),
    DystoniaKind(
        Distribution.MULTIFOCAL,
        Cause.OTHER_ACQUIRED,
        years=1,
        sites=(Site.CERVICAL, Site.LOWER_LIMB),
    ),
    ALL_ABSENT,
    (
        *rise("2.5x4", "2.5x6", "2.5x8", "5x8", start=-64, every=10),
        hold(-20, "5+5+5+5+2.5+2.5+5+7.5", Reason.OTHER, note="Small amounts every two hours."),
    ),
)

DECIMAL_AMOUNTS = Story(
    "DEMO-0010",
    "Sample",
    "Elif",
    Sex.FEMALE,
    Age(29, 140),
    focal(Site.TRUNK, Cause.GENETIC, years=9),
    ALL_ABSENT,
    (
        *rise("2.5x3", "5x3", "7.5x3", "10x3", "12.5x3", start=-110, every=14),
        Reported("dry mouth", Severity.MILD, -66, -40),
        hold(-45, "12.5x3"),
        Asked(-10),
    ),
)

ABOVE_PER_DOSE = Story(
    "DEMO-0011",
    "Sample",
    "Farid",
    Sex.MALE,
    Age(61, 5),
    DystoniaKind(
        Distribution.HEMIDYSTONIA,
        Cause.OTHER_ACQUIRED,
        years=7,
        sites=(Site.UPPER_LIMB, Site.LOWER_LIMB),
    ),
    present(Condition.PSYCHIATRIC_DISORDER),
    (
        *rise("5x3", "10x3", "15x3", "20x3", "25x3", start=-260, every=21),
        hold(-150, "25x3"),
        Reported("mental confusion", Severity.MILD, -140, -131, told_by=Reporter.CARER),
        hold(-70, "30x3", Reason.TOLERANCE),
        Asked(-56),
    ),
)

ABOVE_PER_DAY = Story(
    "DEMO-0012",
    "Sample",
    "Greta",
    Sex.FEMALE,
    Age(44, 222),
    DystoniaKind(Distribution.GENERALIZED, Cause.CEREBRAL_PALSY, years=44),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", "15x3", "20x3", start=-400, every=14),
        hold(-340, "20x3"),
        hold(-160, "20x4", Reason.TOLERANCE),
        Asked(-150),
        Asked(-45),
    ),
)

FIRST_STEP_NOT_LOW = Story(
    "DEMO-0013",
    "Sample",
    "Hiro",
    Sex.MALE,
    Age(36, 18),
    focal(Site.CERVICAL, Cause.UNKNOWN, years=1),
    ALL_ABSENT,
    (Dosed(-6, "10x3", reason=Reason.STARTING),),
)

ALREADY_TAKING = Story(
    "DEMO-0014",
    "Sample",
    "Ines",
    Sex.FEMALE,
    Age(58, 101),
    focal(Site.CERVICAL, Cause.IDIOPATHIC, years=15),
    ALL_ABSENT,
    (
        Dosed(
            -500,
            "20x3",
            Phase.MAINTENANCE,
            reason="",
            note="Taken since before referral, from another clinic.",
            already_taking=True,
            decided_by=DecidedBy.ANOTHER_CLINICIAN,
            years_before=8,
        ),
        hold(-210, "15+15+20", Reason.SIDE_EFFECT),
        Reported("decreased blood pressure", Severity.MILD, -214, -202, told_by=Reporter.CLINICIAN),
        Asked(-100),
    ),
)

STORIES = (
    ONCE_A_DAY,
    FOUR_TIMES_A_DAY,
    UNEQUAL_AMOUNTS,
    EIGHT_AMOUNTS,
    DECIMAL_AMOUNTS,
    ABOVE_PER_DOSE,
    ABOVE_PER_DAY,
    FIRST_STEP_NOT_LOW,
    ALREADY_TAKING,
)
