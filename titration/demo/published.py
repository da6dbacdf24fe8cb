"""Patients modelled on published sources; the note of each first step names the source."""

from patients.models import Cause, Distribution, Sex, Site
from titration.demo.person import ALL_ABSENT, Age, DystoniaKind, focal
from titration.demo.story import (
    Asked,
    Became,
    Rated,
    Reported,
    Reviewed,
    Story,
    Treated,
    hold,
    rise,
)
from titration.record.dose_steps.models import Reason
from titration.record.side_effects.changes.models import EffectBecame
from titration.record.side_effects.models import ActionTaken, Severity
from titration.record.treatments.models import TreatmentKind

IN_THE_ARTICLE = "After the article’s patient table: {}. Name, doses and dates are invented."
US_LABEL = (
    "Schedule printed in the US label of oral baclofen tablets, Dosage and Administration:"
    " 5, 10, 15 and 20 mg three times a day, 3 days each."
)
MEIGE_TRIAL = (
    "Protocol of a trial in Meige syndrome (Andrade and Bertolucci, Arq Neuropsiquiatr 1985;"
    " 43: 260–266): from 20 mg a day, 10 mg a day more every 3 days, up to 70 mg a day."
    " Entered in two equal amounts."
)

CERVICAL_AT_45 = Story(
    "DEMO-0001",
    "Example",
    "Edith",
    Sex.FEMALE,
    Age(45, 211),
    focal(Site.CERVICAL, Cause.IDIOPATHIC, years=4),
    ALL_ABSENT,
    (
        *rise(
            *("5x3", "10x3", "15x3"),
            start=-210,
            every=14,
            note=IN_THE_ARTICLE.format("cervical dystonia at 45"),
        ),
        Reported(
            "drowsiness", Severity.MILD, -195, changes=(Became(EffectBecame.RESOLVED, on=-180),)
        ),
        Asked(-168),
        hold(-140, "15x3"),
        Treated(TreatmentKind.PHYSICAL_THERAPY, -230, detail="Once a week"),
        Rated(-211, {"spasm": "7", "pain": "6", "daily function": "4"}),
        Rated(-141, {"spasm": "4", "pain": "3", "daily function": "6"}),
        Asked(-84),
        Reviewed(-84, due=-10),
        Asked(-12),
        Reviewed(-12, due=80),
        Rated(-12, {"spasm": "3", "pain": "3", "daily function": "7"}),
    ),
)

GENERALIZED_AT_32 = Story(
    "DEMO-0002",
    "Example",
    "Rupert",
    Sex.MALE,
    Age(32, 150),
    DystoniaKind(Distribution.GENERALIZED, Cause.GENETIC, years=20),
    ALL_ABSENT,
    (
        *rise(
            *("5x3", "10x3", "15x3", "20x3"),
            start=-320,
            every=21,
            note=IN_THE_ARTICLE.format("generalized dystonia at 32"),
        ),
        hold(-230, "20x3"),
        Reported("dizziness", Severity.MODERATE, -190, -158, done=ActionTaken.DOSE_CHANGED),
        hold(-186, "15x3", Reason.SIDE_EFFECT),
        hold(-95, "15+15+20", Reason.MORE_EFFECT),
        Reported("dry mouth", Severity.MILD, -80),
        Asked(-20),
    ),
)

OROMANDIBULAR_AT_50 = Story(
    "DEMO-0003",
    "Example",
    "Sofia",
    Sex.FEMALE,
    Age(50, 33),
    focal(Site.OROMANDIBULAR, Cause.IDIOPATHIC, years=3),
    ALL_ABSENT,
    (
        *rise(
            *("5x2", "5x3", "10x3"),
            start=-120,
            every=10,
            note=IN_THE_ARTICLE.format("oromandibular dystonia at 50"),
        ),
        Reported("weakness", Severity.MILD, -96, -88),
        hold(-60, "10x3"),
        Asked(-60),
    ),
)

LABEL_SCHEDULE = Story(
    "DEMO-0004",
    "Specimen",
    "US label schedule",
    Sex.UNKNOWN,
    Age(41, 64),
    DystoniaKind(
        Distribution.SEGMENTAL,
        Cause.IDIOPATHIC,
        years=2,
        sites=(Site.BLEPHAROSPASM, Site.OROMANDIBULAR),
    ),
    ALL_ABSENT,
    (*rise("5x3", "10x3", "15x3", "20x3", start=-30, every=3, note=US_LABEL),),
)

MEIGE_PROTOCOL = Story(
    "DEMO-0005",
    "Specimen",
    "Meige trial protocol",
    Sex.FEMALE,
    Age(57, 280),
    DystoniaKind(
        Distribution.SEGMENTAL,
        Cause.IDIOPATHIC,
        years=6,
        sites=(Site.OROMANDIBULAR, Site.CERVICAL),
    ),
    ALL_ABSENT,
    (
        *rise(
            *("10x2", "15x2", "20x2", "25x2", "30x2", "35x2"),
            start=-45,
            every=3,
            note=MEIGE_TRIAL,
        ),
    ),
)

STORIES = (
    CERVICAL_AT_45,
    GENERALIZED_AT_32,
    OROMANDIBULAR_AT_50,
    LABEL_SCHEDULE,
    MEIGE_PROTOCOL,
)
