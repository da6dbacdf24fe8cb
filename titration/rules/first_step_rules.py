"""The rule about the first step of a course, for an adult.

The section "Baclofen Dosage for Dystonia" describes a first dose that is usually low. It
gives no figure; the lowest total of its adult maintenance is compared with, and named as such.
"""

from collections.abc import Iterator

from patients.days import day_text
from titration.rules.amounts import addition, counted, sum_text, total_mg
from titration.rules.dose_rules import MAINTENANCE, AdultMaintenance
from titration.rules.flag import Flag
from titration.rules.rule import Rule
from titration.rules.source import Source
from titration.rules.timeline import Course, Timeline

START_LOW = "start-low"

FIRST_STEP_NOT_LOW = Rule(
    "first-step-not-low",
    "First step within maintenance",
    (START_LOW,),
    lambda source: (
        "the first step of a course, begun as an adult and not marked as already taking, with a"
        f" total of {AdultMaintenance.of(source).low_total_text}, or more"
    ),
    "notice",
    also_needs=(MAINTENANCE,),
)


def first_step_not_low(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag the first step of a course if it reaches the lowest total of the adult maintenance."""
    usual = AdultMaintenance.of(source)
    for course in timeline.courses():
        step, days = course.first.step, course.first.days
        begun_as_adult = timeline.adult.holds(days.since)
        is_low = total_mg(step.doses_mg) < usual.low_total_mg
        if step.already_taking or not begun_as_adult or is_low:
            continue
        told = after_stop(course) if course.stops else "of a course"
        yield Flag(
            FIRST_STEP_NOT_LOW,
            "notice",
            days.since,
            days.until,
            f"Recorded {sum_text(step.doses_mg)} as the first step {told}",
            f"{source.short_name} describes a first dose that is usually low and rises"
            f" gradually; its usual adult maintenance begins at {usual.low_total_text}",
            source.cited(FIRST_STEP_NOT_LOW.statements),
            source,
            (*filter(None, (course.taken,)), *course.stops, step),
            f"{arithmetic_of_stop(course)}; {addition(step.doses_mg)} ≥ {usual.low_total_sum}",
        )


def after_stop(course: Course) -> str:
    """``after 3 days without baclofen; before them 10 mg three times a day``."""
    them = "it" if course.stopped_days == 1 else "them"
    told = f"after {counted(course.stopped_days, 'day')} without baclofen"
    if course.taken is None:
        return f"{told}; no dose recorded before {them}"
    return f"{told}; before {them} {course.taken.regimen.text}"


def arithmetic_of_stop(course: Course) -> str:
    """``from 02-Feb-2026 until 05-Feb-2026: 3 days without baclofen``, or that there is no stop."""
    if not course.stops:
        return "no step before it"
    stopped_on, taken_on = course.stops[0].starts_on, course.first.days.since
    count = counted(course.stopped_days, "day")
    return f"from {day_text(stopped_on)} until {day_text(taken_on)}: {count} without baclofen"
