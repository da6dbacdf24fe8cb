"""Tells counts of patients so that no group of fewer than five can be worked out from them.

``docs/adr/0037-small-groups-at-a-glance.md`` says what is told, and why that is enough.
"""

from collections.abc import Mapping

LEAST = 5  # patients in a group that is told; numbers are whole multiples of it


def told_counts(counts: Mapping[str, int], among: int) -> dict[str, int]:
    """Return the numbers told of the groups of one row: whole fives, rounded down.

    ``among`` is how many patients the row could have held; those in no group are told nowhere.
    A group that is missing from the answer is not told. If fewer than five patients were left
    over, the largest group is told as five fewer: otherwise who knows ``among`` could subtract.
    """
    told = {group: count - count % LEAST for group, count in sorted(counts.items())}
    if among - sum(told.values()) < LEAST and any(told.values()):
        told[max(told, key=told.__getitem__)] -= LEAST
    return {group: number for group, number in told.items() if number}
