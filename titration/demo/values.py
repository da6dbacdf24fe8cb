"""Values of a story as the actions take them."""

from datetime import date, timedelta
from decimal import Decimal

from patients.models import DystoniaValues
from titration.demo.person import DystoniaKind
from titration.demo.story import Rated, Total
from titration.record.ratings.models import CGI, Score
from titration.record.reporter import Reporter


def scores(rated: Rated | Total) -> list[Score]:
    """Return the scores as the form for ratings gives them."""
    match rated:
        case Rated():
            return [
                Score(name, Decimal(told), Reporter.CLINICIAN if name in CGI else rated.by)
                for name, told in rated.values.items()
            ]
        case Total():
            limits = (Decimal(0), Decimal(rated.high), rated.better)
            return [Score(rated.scale, Decimal(rated.value), Reporter.CLINICIAN, *limits)]


def dystonia_fields(kind: DystoniaKind | None, today: date) -> DystoniaValues | None:
    """Return a dystonia by field; a year counts 365 days, so that none begins before birth."""
    if kind is None:
        return None
    since_on = None if kind.years is None else today - timedelta(days=365 * kind.years)
    return {
        "distribution": kind.distribution,
        "sites": list(kind.sites),
        "cause": kind.cause,
        "age_at_onset": kind.age_at_onset,
        "since_on": since_on,
        "edition": kind.edition,
    }
