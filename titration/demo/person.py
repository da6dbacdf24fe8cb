"""Who an invented patient is: age, dystonia, and the answers about histories."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from patients.days import Day, InexactDay
from patients.models import Answer, Cause, Condition, Distribution, Edition

NOT_ASKED: Mapping[str, str] = {}
ALL_ABSENT: Mapping[str, str] = dict.fromkeys(Condition.values, Answer.ABSENT)


def present(*conditions: str) -> dict[str, str]:
    """Return the answers of a patient with a history of these conditions and no other."""
    return {**ALL_ABSENT, **dict.fromkeys(conditions, Answer.PRESENT)}


@dataclass(frozen=True)
class Age:
    """Completed years of life, and days since that birthday; negative if it is still to come.

    ``told`` is how much of the birth date is known: the ``"day"``, ``"month"`` or ``"year"``.
    """

    years: int
    days: int = 100
    told: str = "day"

    def born_on(self, today: date) -> Day:
        """Return the birth date as far as it is known."""
        exact = self.exactly_born_on(today)
        match self.told:
            case "year":
                return InexactDay.in_year(exact.year)
            case "month":
                return InexactDay.in_month(exact.year, exact.month)
        return exact

    def exactly_born_on(self, today: date) -> date:
        """Return the birth date; 29 February becomes 1 March in a year without it."""
        birthday = today - timedelta(days=self.days)
        year = birthday.year - self.years
        try:
            return birthday.replace(year=year)
        except ValueError:
            return date(year, 3, 1)


@dataclass(frozen=True)
class DystoniaKind:
    """A dystonia: distribution, cause, for how many years, sites, age at onset, and edition."""

    distribution: str
    cause: str = Cause.UNKNOWN
    years: int | None = None
    sites: tuple[str, ...] = ()
    age_at_onset: int | None = None
    edition: str = Edition.MDS_2025


def focal(site: str, cause: str = Cause.UNKNOWN, years: int | None = None) -> DystoniaKind:
    """A focal dystonia of one site."""
    return DystoniaKind(Distribution.FOCAL, cause, years, (site,))
