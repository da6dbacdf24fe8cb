"""Time the rules on one patient's history, and how their cost grows with its length."""

import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from patients.models import Patient
from tests.bench.figures import Figure
from titration.reading.recorded import history_of
from titration.rules import Effect, History, Step, flags

SHORT, LONG = 100, 10_000
FIRST = date(1990, 1, 1)


def figures(patient_id: int) -> Iterator[Figure]:
    """Time the flags of the chart's patient, and the growth from a short history to a long one."""
    history = history_of(Patient.objects.get(pk=patient_id))
    yield Figure("flags of that patient", seconds(history, 300) * 1000, "ms", 1)
    a_step = seconds(of_length(SHORT), 30) / SHORT
    growth = seconds(of_length(LONG), 3) / LONG / a_step
    yield Figure(f"time a step: {LONG:,} to {SHORT} steps", growth, "times", 2)


def seconds(history: History, times: int) -> float:
    """Return the median seconds of one core in which the rules evaluate a history."""
    measured = []
    for _ in range(times):
        start = time.process_time()
        flags(history)
        measured.append(time.process_time() - start)
    return statistics.median(measured)


def of_length(steps: int) -> History:
    """Make a history with one step a day, and a side effect after every second step."""
    days = [FIRST + timedelta(days=number) for number in range(steps)]
    return History(
        born_on=date(1950, 1, 1),
        steps=tuple(
            Step(day, (Decimal(5 + number % 25),) * 3, "maintenance")
            for number, day in enumerate(days)
        ),
        side_effects=tuple(
            Effect("drowsiness", "mild", day, day + timedelta(days=9), day) for day in days[::2]
        ),
    )
