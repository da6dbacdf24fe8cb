"""Patients of the second clinic: long, former and equal names, and little recorded."""

from patients.models import Answer, Cause, Condition, Distribution, Sex, Site
from titration.demo.person import ALL_ABSENT, NOT_ASKED, Age, DystoniaKind, focal, present
from titration.demo.story import Asked, Change, Dosed, Reported, Story, hold, rise
from titration.record.dose_steps.models import Phase
from titration.record.side_effects.models import Severity

FORMER_NAME = Story(
    "DEMO-1001",
    "Sample",
    "Eira",
    Sex.FEMALE,
    None,
    focal(Site.CERVICAL),
    NOT_ASKED,
    (
        *rise("5x3", "10x3", start=-45, every=14),
        Change(details={"family_name": "Example", "born_on": Age(37, 204)}),
        Change(
            dystonia=DystoniaKind(
                Distribution.SEGMENTAL,
                Cause.GENETIC,
                years=5,
                sites=(Site.CERVICAL, Site.UPPER_LIMB, Site.TRUNK),
            ),
            answers={Condition.EPILEPSY: Answer.ABSENT, Condition.KIDNEY_DISEASE: Answer.ABSENT},
        ),
        Change(answers={Condition.KIDNEY_DISEASE: Answer.PRESENT}),
    ),
)

VERY_LONG_NAME = Story(
    "DEMO-1002",
    "Placeholder-Example-Featherstonehaugh-Specimen von und zu Tester-Demonstration",
    "Maximiliana Alexandrina Wilhelmina Theodora Konstantina Bartholomea",
    Sex.FEMALE,
    Age(53, 61),
    focal(Site.LARYNGEAL, Cause.IDIOPATHIC, years=6),
    ALL_ABSENT,
    (*rise("5x3", "10x3", "15x3", start=-70, every=14), hold(-28, "15x3"), Asked(-27)),
)

NO_DOSE_YET = Story(
    "DEMO-1003",
    "Placeholder",
    "Farah",
    Sex.FEMALE,
    Age(44, 3),
    focal(Site.BLEPHAROSPASM, Cause.IDIOPATHIC, years=1),
    ALL_ABSENT,
)

NOTHING_BUT_A_NAME = Story(
    "DEMO-1004",
    "Placeholder",
    "Gil",
    Sex.OTHER,
    None,
    None,
    NOT_ASKED,
)

LEAST_KNOWN_DYSTONIA = Story(
    "DEMO-1005",
    "Placeholder",
    "Hana",
    Sex.FEMALE,
    Age(59, 300, told="month"),
    DystoniaKind(Distribution.GENERALIZED),
    NOT_ASKED,
    (*rise("5x1", "5x3", start=-12, every=7),),
)

ALL_HISTORIES_PRESENT = Story(
    "DEMO-1006",
    "Tester",
    "Søren",
    Sex.MALE,
    Age(66, 15),
    focal(Site.TRUNK, Cause.PARKINSONS_DISEASE, years=4),
    present(*Condition.values),
    (
        *rise("2.5x2", "2.5x3", "5x3", start=-100, every=21),
        Reported("dizziness", Severity.MILD, -82, -70),
        Asked(-35),
    ),
)

FIRST_OF_TWO_MARIAS = Story(
    "DEMO-1007",
    "Example",
    "Maria",
    Sex.FEMALE,
    Age(48, 150),
    focal(Site.CERVICAL, Cause.IDIOPATHIC, years=7),
    ALL_ABSENT,
    (*rise("5x3", "10x3", "15x3", start=-180, every=14), hold(-120, "15x3"), Asked(-30)),
)

SECOND_OF_TWO_MARIAS = Story(
    "DEMO-1008",
    "Example",
    "Maria",
    Sex.FEMALE,
    Age(72, 29),
    focal(Site.OROMANDIBULAR, Cause.UNKNOWN, years=2),
    ALL_ABSENT,
    (
        Dosed(-240, "10x3", Phase.MAINTENANCE, reason="", already_taking=True),
        Reported("muscle weakness", Severity.MODERATE, -8),
        Asked(-90),
    ),
)

APOSTROPHE = Story(
    "DEMO-1009",
    "O’Sample",
    "Zoë",
    Sex.FEMALE,
    Age(26, 77),
    focal(Site.OTHER, Cause.OTHER_ACQUIRED, years=1),
    ALL_ABSENT,
    (*rise("5x3", "7.5x3", "10x3", start=-35, every=14), Dosed(7, "12.5x3")),
)

STORIES = (
    FORMER_NAME,
    VERY_LONG_NAME,
    NO_DOSE_YET,
    NOTHING_BUT_A_NAME,
    LEAST_KNOWN_DYSTONIA,
    ALL_HISTORIES_PRESENT,
    FIRST_OF_TWO_MARIAS,
    SECOND_OF_TWO_MARIAS,
    APOSTROPHE,
)
