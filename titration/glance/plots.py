"""What each plot is called, whom it counts, and the words of its rows and groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from titration.chart.chart_picture import stating, usual_text
from titration.glance.placing import (
    BEGAN,
    BETTER_NOW,
    DOSES,
    EFFECTS,
    NONE_REPORTED,
    RATINGS,
    SAME,
    STOPS,
    TIMES,
    TIMES_UP_TO,
    WORSE_NOW,
    DoseBand,
    Placing,
    dose_bands,
    group_of_days,
)
from titration.record.dose_steps.models import Reason
from titration.record.ratings.rows import measure_text
from titration.rules import BETTER, SOURCES, AdultMaintenance, Source, mg, number


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot before its numbers, as a table: the words of its rows and columns, by name.

    A plot whose groups share no patient has them as its rows, and a single column without a
    name. Where ``cuts`` is true, a row of which nothing is told is left out. ``edges`` are the
    totals in mg per day at which one row ends and the next begins, ``in_range`` the places of
    the rows in the source's range.
    """

    name: str
    heading: str
    definition: str
    row_head: str
    rows: Mapping[str, str]
    groups: Mapping[str, str]
    cuts: bool = False
    band_label: str = ""
    edges: tuple[str, ...] = ()
    in_range: range = range(0)

    def placing(self, row: str, group: str) -> Placing:
        """Return the group that a cell of the table tells."""
        return Placing(self.name, row, group) if group else Placing(self.name, "", row)


def plots(sources: tuple[Source, ...] = SOURCES) -> list[Plot]:
    """Return the plots in their order."""
    source = stating(sources)
    usual = AdultMaintenance.of(source)
    bands = {band.name: band_words(band, usual) for band in dose_bands(usual)}
    totals = f"{number(usual.low_total_mg)}–{mg(usual.high_total_mg)} per day"
    return [
        Plot(
            DOSES,
            f"Regimens beside {source.short_name}’s range",
            "Adults under care, by the total of the regimen they had on the day. Regimens told"
            " in words and patients without a birth date are left out.",
            "mg per day",
            bands,
            {"": "Patients"},
            band_label=usual_text(source),
            edges=edges(usual),
            in_range=in_range(usual),
        ),
        Plot(
            TIMES,
            "From the first step to the range",
            f"Adults, by the time from their first dose step to their first total of {totals},"
            f" the range of {source.short_name} by arithmetic. Left out are those who had not"
            " come to it by that day, and those who took baclofen before their first step here.",
            "Time",
            times(),
            {"": "Patients"},
        ),
        Plot(
            EFFECTS,
            "Side effects by dose",
            "Adults on each total: those in whom a side effect began while they took it, and"
            " those who were asked and reported none. One patient can count on several totals,"
            " once on each. An onset of which the dose is not certain is left out.",
            "mg per day",
            bands,
            {BEGAN: "An effect began", NONE_REPORTED: "Asked, none reported"},
            band_label=usual_text(source),
            edges=edges(usual),
            in_range=in_range(usual),
        ),
        Plot(
            STOPS,
            "Stops and their reasons",
            "Patients who stopped baclofen, also for a time, by the reason recorded with their"
            " latest stop. Reasons that are not shown have no line.",
            "Reason",
            {"": "No reason recorded"} | dict(Reason.choices),
            {"": "Patients"},
            cuts=True,
        ),
        Plot(
            RATINGS,
            "Ratings before and now",
            "Patients by how their latest value compares with the last one on an earlier regimen,"
            " or before the first. Which end is better is the measure’s own. A rating tells of"
            " the regimen held on the day before it. Named totals are left out.",
            "Measure",
            {measure: measure_text(measure) for measure in BETTER},
            {BETTER_NOW: "Better", SAME: "The same", WORSE_NOW: "Worse"},
            cuts=True,
        ),
    ]


def band_words(band: DoseBand, usual: AdultMaintenance) -> str:
    """``under 15 mg``, ``15 to under 30 mg``, ``45 to 60 mg``, ``over 60 mg``."""
    if band.high_mg is None:
        return f"over {mg(band.low_mg)}"
    if not band.low_mg:
        return f"under {mg(band.high_mg)}"
    under = "" if band.high_mg == usual.high_total_mg else "under "
    return f"{number(band.low_mg)} to {under}{mg(band.high_mg)}"


def edges(usual: AdultMaintenance) -> tuple[str, ...]:
    """Return the totals in mg per day that part one band from the next."""
    return tuple(number(band.low_mg) for band in dose_bands(usual)[1:])


def in_range(usual: AdultMaintenance) -> range:
    """Return the places, from 0, of the bands that lie in the source's range."""
    lower = [band.low_mg for band in dose_bands(usual)]
    return range(lower.index(usual.low_total_mg), lower.index(usual.high_total_mg))


def times() -> dict[str, str]:
    """``up to 4 weeks``, ``over 4 to 8 weeks``, …, ``over 12 weeks``, by the groups’ names."""
    words, before = {}, 0
    for most in TIMES_UP_TO:
        weeks = most // 7 if most else 0
        since = f"over {before} " if before else "up "
        words[group_of_days(most)] = f"{since}to {weeks} weeks" if weeks else f"{since}weeks"
        before = weeks
    return words
