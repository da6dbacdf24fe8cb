"""The page of a clinic at a glance: each plot drawn, with its table and its count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from patients.models import Clinic
from titration.glance.drawing import Fill, Series, bars, columns, number_told, stacks
from titration.glance.models import Glance
from titration.glance.placing import Placing
from titration.glance.plots import Plot, plots

FILLS: dict[int, tuple[Fill, ...]] = {
    1: ("solid",),
    2: ("solid", "hollow"),
    3: ("solid", "pale", "hollow"),
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a plot's table: its words, and each cell with the heading of its column."""

    words: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ShownPlot:
    """One plot, ready to show. Without ``rows`` nothing is told.

    ``count`` says how many patients are told of in all, in a plot where none counts twice; in
    the others the table says so of each row. ``heads`` are the headings of its columns.
    """

    plot: Plot
    as_of: date
    count: str = ""
    drawing: SafeString | None = None
    key: Sequence[tuple[Fill, str]] = ()
    heads: Sequence[str] = ()
    rows: Sequence[TableRow] = ()


@dataclass(frozen=True, slots=True)
class GlancePage:
    """The page; without ``plots`` nothing has been derived for the clinic yet."""

    clinic: str
    clinic_id: int
    plots: list[ShownPlot]


def glance_page(clinic: Clinic, told: Mapping[str, Glance]) -> GlancePage:
    """Make the page from what is told of a clinic, by plot."""
    shown = [shown_plot(plot, told[plot.name]) for plot in plots() if plot.name in told]
    return GlancePage(clinic.name, clinic.pk, shown)


def shown_plot(plot: Plot, glance: Glance) -> ShownPlot:
    """Draw one plot, and make its table."""
    told = glance.told
    names = [name for name in plot.rows if not plot.cuts or any_told(plot, name, told)]
    fills = FILLS[len(plot.groups)]
    series = [
        Series(words, fill, [told.get(plot.placing(name, group)) for name in names])
        for (group, words), fill in zip(plot.groups.items(), fills, strict=True)
    ]
    if not any(any(each.numbers) for each in series):
        return ShownPlot(plot, glance.as_of)
    words = [plot.rows[name] for name in names]
    drawing = drawn(plot, words, series)
    if len(series) == 1:
        count = together(series[0].numbers)
        return ShownPlot(plot, glance.as_of, count, drawing, (), *table(words, series))
    row_counts = [together(row) for row in zip(*(each.numbers for each in series), strict=True)]
    key = [(each.fill, each.words) for each in series]
    return ShownPlot(plot, glance.as_of, "", drawing, key, *table(words, series, row_counts))


def table(
    words: Sequence[str], series: Sequence[Series], together: Sequence[str] = ()
) -> tuple[list[str], list[TableRow]]:
    """Return the headings and rows of a table, with a last column for each row's count."""
    heads = [each.words for each in series]
    columns = [[number_told(number) for number in each.numbers] for each in series]
    if together:
        heads, columns = [*heads, "Together"], [*columns, list(together)]
    cells = zip(*columns, strict=True)
    return heads, [
        TableRow(row, list(zip(heads, those, strict=True)))
        for row, those in zip(words, cells, strict=True)
    ]


def any_told(plot: Plot, row: str, told: Mapping[Placing, int]) -> bool:
    """True if a group of a row is told."""
    return any(plot.placing(row, group) in told for group in plot.groups)


def together(numbers: Sequence[int | None]) -> str:
    """Return how many patients of a row are told of."""
    return number_told(sum(filter(None, numbers)))


def drawn(plot: Plot, words: Sequence[str], series: Sequence[Series]) -> SafeString:
    """Draw a plot: over an axis of doses if it has one, else as bars."""
    label = f"{plot.heading}, drawn; the table beside it tells the same"
    if plot.edges:
        return columns(series, plot.edges, plot.in_range, label)
    if len(series) > 1:
        return stacks(words, series, label)
    return bars(words, series[0].numbers, label)
