"""Acknowledgements as lines under the side effect that they are of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from titration.reading.rows import RecordedAcknowledgement
from titration.record.marking import Marking, Markings


@dataclass(frozen=True, slots=True)
class AcknowledgementRow:
    """One acknowledgement, ready to show.

    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    words: str
    comment: str
    marking: Marking


def rows_by_effect(
    rows: Iterable[RecordedAcknowledgement], markings: Markings
) -> Mapping[int, Sequence[AcknowledgementRow]]:
    """Make the lines of each effect that has any, in the order recorded, by the effect's id."""
    found: dict[int, list[AcknowledgementRow]] = defaultdict(list)
    for row in rows:
        marking = markings.of(row)
        line = AcknowledgementRow(
            name=f"acknowledgement-{row.id}",
            path=f"acknowledgements/{row.id}/",
            words=f"Acknowledged {markings.day_of(row)} by {marking.recorded_by}",
            comment=row.comment,
            marking=marking,
        )
        found[row.effect_id].append(line)
    return found
