"""The description of a kind of entry that each ``kind.py`` fills in."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.http import HttpResponse

from patients.access import Right
from patients.models import Entry
from patients.web.requests import SignedInRequest
from titration.reading.open_effects import OpenEffect
from titration.reading.recorded import Recorded
from titration.reading.rows import RecordedStep
from titration.record.marking import Markings
from titration.rules import Days, Fact, Source, Timeline

E = TypeVar("E", bound=Entry)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a kind: its path after the kind's word, its view, the name of its route."""

    path: str
    view: Callable[..., HttpResponse]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartState:
    """What the forms in a chart are filled in from: the day, the reader's rights, today's dose.

    ``held`` is the dose step that holds today, if one does; ``steps`` are those that count,
    earliest first; ``edition`` changes with every dose step recorded or marked. ``adult`` are
    the days on which the dose is compared with the adult dose.
    """

    today: date
    rights: Collection[Right]
    held: RecordedStep | None
    steps: Sequence[RecordedStep]
    adult: Days
    edition: str

    @property
    def may_plan(self) -> bool:
        """True if the reader may draft a plan."""
        return Right.DRAFT_PLAN in self.rights

    @property
    def is_first_dose(self) -> bool:
        """True if no dose step counts so far."""
        return not self.steps


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """A form as it opens in the chart: its fields as markup, and their values by name.

    ``seen`` is the edition of the dose steps that the form was filled in from, and
    ``beside`` what its read-back compares with. ``label`` replaces that of its button.
    """

    fields: str
    values: Mapping[str, Any]
    seen: str = ""
    beside: Any = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InPage:
    """How a kind is recorded in the chart by those who have the ``right``: its button and key.

    ``route`` names the page of the form. ``open_form`` returns the form for a kind that is
    recorded so often that it waits in the chart, with the ``heading`` and the ``submit``
    button of its page; the forms of other kinds are fetched when they are opened.
    """

    key: str
    route: str
    label: str
    right: Right
    heading: str = ""
    submit: str = "Save"
    open_form: Callable[[ChartState], OpenedForm] | None = None
    is_primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Charted:
    """What the chart knows as it lists a kind: what is recorded, compared how, for which reader.

    ``compared`` says in words how the step that starts on a day stands beside the sources.
    ``today`` is the day on which care ended, where it has. ``whole`` names the lists of which
    every row is asked for.
    """

    recorded: Recorded
    timeline: Timeline
    today: date
    compared: Mapping[date, str]
    sources: tuple[Source, ...]
    markings: Markings
    whole: Collection[str]
    lasting: Sequence[OpenEffect]

    def newest(self, name: str, rows: Sequence[T], most: int) -> Sequence[T]:
        """The first rows of a list, or all of them where all are asked for."""
        return rows if name in self.whole else rows[:most]


@dataclass(frozen=True, slots=True)
class ChartSection:
    """A part of the chart that lists one kind: the rows shown, and how many there are in all.

    ``name`` asks for all of them in the chart's address, as in ``?all=effects``. A ``wide`` one
    stands left under the drawing, any other right.
    """

    template: str
    name: str
    rows: Sequence[Any]
    count: int
    wide: bool = False

    @property
    def is_cut(self) -> bool:
        """True if there are more rows than those shown."""
        return self.count > len(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[E]):
    """One kind of entry.

    ``fact`` is what the rules read of it, and ``fact_words`` says one in a line.
    ``section`` lists it on the chart.
    ``correct`` shows the form that records another entry in place of one entered in
    error, and saves what it holds; ``None`` where an entry can be marked only.
    """

    model: type[E]
    fact: type[Fact] | None = None
    fact_words: Callable[[Any], str] | None = None
    pages: Sequence[Page] = ()
    in_page: InPage | None = None
    section: Callable[[Charted], ChartSection] | None = None
    correct: Callable[[SignedInRequest, E], HttpResponse] | None = None

    @property
    def word(self) -> str:
        """The word that stands for the kind in addresses."""
        return self.model.KIND

    @property
    def title(self) -> str:
        """What one entry is called in lists."""
        return self.model.CALLED
