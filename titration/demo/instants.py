"""On which day each event of a story was recorded, so that its chart can be seen as known then."""

from collections.abc import Iterator, Sequence

from titration.demo.story import (
    Asked,
    CareEnded,
    Change,
    Dosed,
    Duplicated,
    Event,
    Mistake,
    Noted,
    NotTaken,
    Planned,
    Rated,
    Reported,
    Reviewed,
    Total,
    Treated,
    Tried,
)


def days_recorded(events: Sequence[Event]) -> list[int]:
    """Return the day of each event, counted from the day of loading; none lies ahead of it.

    What became known on no day of its own was recorded with the event before it.
    """
    return list(each_day(events))


def each_day(events: Sequence[Event]) -> Iterator[int]:
    """Yield the day of each event."""
    before = 0
    for event in events:
        told = day_of(event)
        before = before if told is None else min(told, 0)
        yield before


def day_of(event: Event) -> int | None:
    """Return the day on which an event was recorded; ``None`` if it has none of its own."""
    match event:
        case Reported():
            return event.reported
        case Treated():
            return event.since
        case NotTaken():
            return event.since if event.until is None else event.until
        case Mistake():
            return day_of(event.entry)
        case Change() | Duplicated():
            return None
        case (
            Dosed() | Asked() | Rated() | Total() | Reviewed() | Tried() | Noted() | Planned()
            | CareEnded()
        ):  # fmt: skip
            return event.day
