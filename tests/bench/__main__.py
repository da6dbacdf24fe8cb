"""Time the pages against an empty one, print a table, and exit 1 where a goal is missed."""

import os
import statistics
import sys
import time
from typing import NamedTuple

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.core.management import call_command  # noqa: E402

from patients.models import Patient  # noqa: E402
from tests.bench.scene import EFFECTS, STEPS, fresh_database, set_scene  # noqa: E402
from tests.bench.serving import alternate, server  # noqa: E402
from titration.models import history_of  # noqa: E402
from titration.rules import flags  # noqa: E402

EVALUATIONS = 300


class Figure(NamedTuple):
    """One thing measured, its unit, and the most it may be; ``None`` where no goal is set."""

    what: str
    value: float
    unit: str
    goal: float | None


def page_figures() -> list[Figure]:
    """The pages, as multiples of an empty page through the same middleware and server."""
    scene = set_scene()
    empty, chart, worklist = "/empty/", f"/patients/{scene.patient_id}/", "/"
    with server() as port:
        medians = alternate(port, scene.cookie, [empty, chart, worklist])
    yardstick = medians[empty]
    return [
        Figure("an empty page (E)", yardstick * 1000, "ms", None),
        Figure(f"chart: {STEPS} steps, {EFFECTS} effects", medians[chart] / yardstick, "E", 4),
        Figure("worklist of 25", medians[worklist] / yardstick, "E", None),
        Figure("flags of that patient", flag_seconds(scene.patient_id) * 1000, "ms", 1),
    ]


def flag_seconds(patient_id: int) -> float:
    """The median seconds in which the rules evaluate one patient's history."""
    history = history_of(Patient.objects.get(pk=patient_id))
    times = []
    for _ in range(EVALUATIONS):
        start = time.perf_counter()
        flags(history)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> int:
    """Measure, print, and return 1 if a goal is missed."""
    if settings.EMBEDDED_DATABASE:
        settings.EMBEDDED_DATABASE.start()
    fresh_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    figures = page_figures()
    for what, value, unit, goal in figures:
        aim = f"goal: at most {goal:g} {unit}" if goal else ""
        print(f"{what:34}{value:8.2f} {unit:3} {aim}".rstrip())
    return int(any(figure.goal and figure.value > figure.goal for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
