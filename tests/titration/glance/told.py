"""Tell a clinic numbers at a glance, past the counting of its patients."""

from collections.abc import Mapping
from datetime import date

from patients.models import Clinic
from tests.titration.glance.courses import GROUPS
from titration.glance.models import Glance
from titration.glance.placing import PLOTS, Placing

AS_OF = date(2026, 1, 31)


def tell(clinic: Clinic, numbers: Mapping[Placing, int]) -> None:
    """Tell these numbers, and of the other groups none."""
    for plot in PLOTS:
        told = {placing: number for placing, number in numbers.items() if placing.plot == plot}
        Glance.objects.put(clinic, plot, AS_OF, told)


def tell_every_plot(clinic: Clinic) -> None:
    """Tell a number of most groups of every plot, some of them large."""
    every = [Placing(*row, group) for row, groups in GROUPS.items() for group in groups]
    tell(clinic, {one: 5 + 45 * (place % 9) for place, one in enumerate(every) if place % 7})
