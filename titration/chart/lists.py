"""What stands under the drawing: a list for each kind of entry, the response and the flags.

The lists are kept, and so is their markup, for the reader who asks for them again while nothing
in them changes (docs/adr/0029).
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from patients.access import Right
from patients.web.instants import in_address
from titration.chart.flag_list import FlagList, flag_list, told
from titration.chart.laid_out import LaidOut
from titration.chart.response.matrix import Matrix
from titration.reading.recorded import live
from titration.record.dose_steps.rows import source_names
from titration.record.kind import Charted, ChartSection, ChartState
from titration.record.kinds import KINDS
from titration.record.marking import Markings
from titration.rules import Source


@dataclass(frozen=True, slots=True)
class Viewing:
    """How a chart is viewed: by which reader, on which day, as known when.

    ``markings`` and ``rights`` are the reader's. ``whole`` names the lists of which every row is
    shown, such as ``steps``. Equal ones give the same lists of a history.
    """

    markings: Markings
    rights: frozenset[Right]
    today: date
    known_at: datetime | None
    whole: frozenset[str]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """The lists of a patient, and what they have in common with the rest of the page.

    Entries of each kind, by its word, and past flags are cut to the newest unless ``whole``
    names the list. What is told of today is told of ``care_ended_on``, where care has ended.
    A link begins with ``keeps``, so that it stays at its instant. ``beside`` names the sources.
    Without an entry that the drawing shows, nothing ``is_drawn``. ``state`` is what the forms
    are filled in from, ``None`` where nothing can be recorded: on a chart of the past, and
    after care ended.
    """

    known_at: datetime | None
    care_ended_on: date | None
    is_duplicate: bool
    keeps: str
    beside: str
    whole: frozenset[str]
    is_drawn: bool
    sections: dict[str, ChartSection]
    response: Matrix
    flags: FlagList
    state: ChartState | None

    @property
    def listed(self) -> frozenset[str]:
        """The name of each entry that has a row."""
        return frozenset(row.name for each in self.sections.values() for row in each.rows)


@lru_cache(maxsize=settings.HISTORIES_KEPT)
def lists_of(laid: LaidOut, viewing: Viewing) -> Lists:
    """List what is laid out."""
    recorded, known_at = laid.with_plan, viewing.known_at
    end, last_day = recorded.end_of_care, recorded.last_day(viewing.today)
    listing = Charted(
        recorded=recorded,
        timeline=laid.timeline,
        today=last_day,
        compared=laid.compared,
        sources=viewing.sources,
        markings=viewing.markings,
        whole=viewing.whole,
        lasting=laid.lasting,
    )
    return Lists(
        known_at=known_at,
        care_ended_on=last_day if end else None,
        is_duplicate=end is not None and end.doubles_id is not None,
        keeps=f"known_at={in_address(known_at)}&" if known_at else "",
        beside=source_names(viewing.sources),
        whole=viewing.whole,
        is_drawn=laid.recorded.is_drawn,
        sections={kind.word: kind.section(listing) for kind in KINDS.values() if kind.section},
        response=laid.response,
        flags=flag_list(told(laid.flags, recorded), last_day, with_past="past" in viewing.whole),
        state=None if known_at or end else state_of(laid, viewing),
    )


@lru_cache(maxsize=settings.HISTORIES_KEPT)
def markup_of(lists: Lists) -> SafeString:
    """Return the lists as they stand in the page."""
    markup = render_to_string("chart/_lists.html", {"lists": lists})
    return mark_safe(markup)  # noqa: S308 - a template's own  # nosec B308 B703


def state_of(laid: LaidOut, viewing: Viewing) -> ChartState:
    """Return what the forms are filled in from: dose steps as recorded, not planned."""
    recorded = laid.recorded
    return ChartState(
        today=viewing.today,
        rights=viewing.rights,
        held=recorded.step_on(viewing.today),
        steps=live(recorded.steps),
        adult=laid.timeline.adult,
        edition=recorded.edition,
    )
