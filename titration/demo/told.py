"""Patients whose regimens daily amounts in order do not tell, and changes that others decided."""

from dataclasses import replace

from patients.models import Cause, Distribution, Sex, Site
from titration.demo.person import ALL_ABSENT, Age, DystoniaKind, focal
from titration.demo.story import (
    Asked,
    Dosed,
    Noted,
    NotTaken,
    Planned,
    Reviewed,
    Story,
    Tried,
    hold,
    rise,
)
from titration.record.contacts.models import ContactOutcome
from titration.record.dose_steps.models import DecidedBy, Phase, Reason, TimeOfDay
from titration.record.intakes.models import Departure

MORNING_MIDDAY_EVENING = (TimeOfDay.MORNING, TimeOfDay.MIDDAY, TimeOfDay.EVENING)

EVERY_OTHER_DAY = Story(
    "DEMO-0060",
    "Sample",
    "Jolanta",
    Sex.FEMALE,
    Age(66, 200),
    focal(Site.BLEPHAROSPASM, Cause.IDIOPATHIC, years=6),
    ALL_ABSENT,
    (
        *rise("5x1", "5x2", start=-90, every=14),
        Dosed(
            -20,
            "",
            Phase.TAPER,
            Reason.KIDNEY_FUNCTION,
            in_words="5 mg every other day",
            note="Blood taken:\n- creatinine higher than before\n- repeated a week later",
        ),
        Tried(-13, ContactOutcome.NOT_REACHED, again=-12),
        Tried(-12, ContactOutcome.REACHED, note="Sleeps well; the lid spasms are as before."),
        Asked(-6),
    ),
)

NOT_KNOWN = Story(
    "DEMO-0061",
    "Sample",
    "Kofi",
    Sex.MALE,
    Age(50, 17),
    DystoniaKind(
        Distribution.SEGMENTAL, Cause.UNKNOWN, years=9, sites=(Site.CERVICAL, Site.UPPER_LIMB)
    ),
    ALL_ABSENT,
    (
        Dosed(
            -60,
            "",
            Phase.MAINTENANCE,
            reason="",
            in_words="dose not known",
            already_taking=True,
            decided_by=DecidedBy.ANOTHER_CLINICIAN,
            years_before=5,
        ),
        hold(-46, "10x3", Reason.OTHER, note="Read from the packet that was brought along."),
        Reviewed(-46, due=30, note="To bring along:\nthe letter of the former clinic\nall packets"),
        Tried(-9, ContactOutcome.DECLINED, again=-3, note="On a journey until the weekend."),
        Tried(-3, ContactOutcome.NOT_REACHED, again=2, note="No answer; a message was left."),
        Planned(
            -9,
            tuple(
                replace(hold(day, regimen), at=MORNING_MIDDAY_EVENING)
                for day, regimen in ((-8, "10+10+15"), (-1, "15+10+15"), (13, "15+15+15"))
            ),
        ),
        NotTaken(Departure.NOT_AS_PLANNED, -8, note="10 mg at each time, as before."),
        Noted(-2, "The brother interprets.\nHe is at home after 17:00."),
    ),
)

BY_TIME_OF_DAY = Story(
    "DEMO-0062",
    "Sample",
    "Leila",
    Sex.FEMALE,
    Age(33, 260),
    focal(Site.CERVICAL, Cause.GENETIC, years=4),
    ALL_ABSENT,
    (
        Dosed(-120, "5+10", reason=Reason.STARTING, at=(TimeOfDay.MORNING, TimeOfDay.BEDTIME)),
        Dosed(-100, "10+20", at=(TimeOfDay.MORNING, TimeOfDay.BEDTIME)),
        Dosed(-40, "10+10+10", reason=Reason.PREGNANCY, at=tuple(TimeOfDay)[:3]),
        Asked(-38),
    ),
)

DECIDED_ELSEWHERE = Story(
    "DEMO-0063",
    "Sample",
    "Marek",
    Sex.MALE,
    Age(59, 44),
    focal(Site.UPPER_LIMB, Cause.OTHER_ACQUIRED, years=3),
    ALL_ABSENT,
    (
        *rise("5x3", "10x3", start=-150, every=14),
        Dosed(
            -80,
            "5x3",
            Phase.MAINTENANCE,
            Reason.HOSPITAL_STAY,
            decided_by=DecidedBy.HOSPITAL,
        ),
        hold(-66, "10x3", Reason.RESTART),
        Dosed(
            -12,
            "5x2",
            Phase.MAINTENANCE,
            Reason.RAN_OUT,
            note="What was left at home was divided.",
            decided_by=DecidedBy.PATIENT_OR_CARER,
        ),
        hold(-7, "10x3", Reason.OTHER),
        Asked(-7),
    ),
)

STORIES = (EVERY_OTHER_DAY, NOT_KNOWN, BY_TIME_OF_DAY, DECIDED_ELSEWHERE)
