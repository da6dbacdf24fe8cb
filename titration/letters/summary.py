"""The summary of a patient: all that the chart shows, in the order in which paper is read."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from patients.models import Account, Answer, Condition, Patient
from patients.web.instants import clinic_time
from titration.chart.drawing import Frame
from titration.chart.page import ChartPage, chart_page
from titration.record.dose_steps.rows import StepRow
from titration.reference.page import SourceInWords, source_in_words
from titration.rules import SOURCES

PAPER = Frame.fitting(682)  # px: the width of A4 between the margins of ``static/css/paper.css``
HIGHEST_ON_FIRST_SHEET = 800  # px, of which paper.css makes at most 680
EVERY_LIST = ("steps", "effects", "ratings", "treatments", "intakes", "reviews", "care", "past")
HEIGHT = re.compile(r'<svg class="history" width="\d+" height="(\d+)"')
LINK = re.compile(r"<(/?)a\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Summary:
    """What the sheets show, as known now or at ``known_at``, which is empty for now.

    ``held`` is the name of the row of the step that holds today. ``histories`` say what was
    answered about each, ``not asked`` included.
    """

    chart: ChartPage
    known_at: str
    held: str
    histories: list[str]
    sources: list[SourceInWords]

    @property
    def drawing(self) -> SafeString:
        """The drawing as one picture, without the links to rows that the chart has."""
        picture = LINK.sub(r"<\1g>", self.chart.drawing).replace('role="group"', 'role="img"', 1)
        return mark_safe(picture)  # noqa: S308 - the drawing escapes its words  # nosec B308 B703

    @property
    def fills_a_sheet(self) -> bool:
        """True if the drawing is too high to stand under the current dose on the first sheet."""
        (height,) = HEIGHT.findall(self.chart.drawing)
        return int(height) > HIGHEST_ON_FIRST_SHEET

    @property
    def image(self) -> str:
        """The address of the drawing as an image of its own, which holds all of it."""
        names = 'xmlns="http://www.w3.org/2000/svg" font-family="Inter"'
        image = self.drawing.replace("<svg", f"<svg {names}", 1)
        return f"data:image/svg+xml;base64,{b64encode(image.encode()).decode()}"


def summary(
    patient: Patient, reader: Account, *, frame: Frame = PAPER, known_at: datetime | None = None
) -> Summary:
    """Read a patient's entries and lay out the summary, in a constant number of queries."""
    chart = chart_page(patient, reader, frame=frame, whole=EVERY_LIST, known_at=known_at)
    return Summary(
        chart=chart,
        known_at=clinic_time(known_at, patient.clinic.time_zone) if known_at else "",
        held=held_step(chart),
        histories=[
            f"{each.label}: {chart.answers.get(each, Answer.NOT_ASKED)}" for each in Condition
        ],
        sources=[source_in_words(source) for source in SOURCES],
    )


def held_step(chart: ChartPage) -> str:
    """Return the name of the row of the step that holds today; empty if none does."""
    if chart.lists.care_ended_on:
        return ""
    rows: Sequence[StepRow] = chart.lists.sections["dose-steps"].rows
    begun = (row.name for row in rows if not row.is_planned and not row.marking.is_in_error)
    return next(begun, "")
