"""Time the pages, the rules and a register; print a table, and exit 1 where a goal is missed.

The size of the register may be given: ``python -m tests.bench 1000000``.
"""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.core.management import call_command  # noqa: E402

from tests.bench import due, pages, register, rules, sizes  # noqa: E402
from tests.bench.scene import fresh_database, set_scene  # noqa: E402
from tests.factories import a_clinic  # noqa: E402

PATIENTS = 10_000


def main(patients: int) -> int:
    """Measure, print each figure as it is found, and return 1 if a goal is missed."""
    if settings.EMBEDDED_DATABASE:
        settings.EMBEDDED_DATABASE.start()
    fresh_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    scene = set_scene()
    missed = False
    for measure in (
        pages.figures(scene),
        rules.figures(scene.patient_id),
        register.figures(large := a_clinic(), patients),
        sizes.figures(large),
        due.figures(),
    ):
        for figure in measure:
            print(figure, flush=True)
            missed |= figure.is_missed
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PATIENTS))
