"""No page, nor any two of them, tell of a group that it has one to four patients."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.titration.glance.attacker import (
    Part,
    Shown,
    World,
    every_part,
    is_known_to_be_small,
    sizes_left_open,
    worlds,
)
from titration.glance.small_groups import LEAST, told_counts

FEW = set(range(LEAST))
counts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40))


@given(counts, st.integers(0, 60))
def test_a_number_told_is_in_whole_fives_and_never_more_than_there_are(
    counted: Mapping[str, int], others: int
):
    told = told_counts(counted, sum(counted.values()) + others)

    for group, number in told.items():
        assert number % 5 == 0 < number <= counted[group]
    assert all(counted[group] < 10 for group in counted.keys() - told.keys())


@given(counts, st.integers(5, 60))
def test_where_five_are_left_over_every_group_of_five_is_told(
    counted: Mapping[str, int], others: int
):
    told = told_counts(counted, sum(counted.values()) + others)

    assert told == {group: n // 5 * 5 for group, n in counted.items() if n >= 5}


@pytest.mark.parametrize("patients", [4, 5, 9, 10, 11, 14, 15, 16, 19, 20, 21])
def test_nobody_who_knows_how_many_there_are_works_out_a_group_of_a_row(patients: int):
    """Three groups and those in none, or any of them together."""

    def page(world: World) -> Shown:
        return tuple(told_counts(dict(zip("abc", world, strict=False)), patients).items())

    left = sizes_left_open(worlds(4, patients), page, every_part(4))

    for shown, parts in left.items():
        told = {"abc".index(group) for group, _ in shown}
        hidden = [parts[frozenset({place})] for place in {0, 1, 2} - told]
        assert all(sizes >= FEW & {*range(patients + 1)} for sizes in hidden), shown
        assert not [part for part, sizes in parts.items() if is_known_to_be_small(sizes)], shown


# A row of two plots or of two months: the place of the group, 2 for none.
BOTH = [(one, other) for one in range(3) for other in range(3)]


def of_row(world: World, types: list[tuple[int, int]], row: int) -> dict[str, int]:
    """Count the groups of one of the two rows."""
    groups = {"a": 0, "b": 0}
    for count, places in zip(world, types, strict=True):
        if places[row] < 2:
            groups["ab"[places[row]]] += count
    return groups


def two_plots(world: World) -> Shown:
    """Show two rows of the same patients."""
    return tuple(tuple(told_counts(of_row(world, BOTH, row), sum(world)).items()) for row in (0, 1))


def two_months(world: World) -> Shown:
    """Show one plot in two months; the second time only if five patients or more changed in it."""
    changed = sum(count for count, (one, other) in zip(world, BOTH, strict=True) if one != other)
    before, after = two_plots(world)
    return (before, after) if changed >= LEAST else (before, "unchanged")


@pytest.mark.parametrize("pages", [two_plots, two_months])
@pytest.mark.parametrize("patients", [10, 11])
def test_two_pages_of_the_same_patients_tell_no_more_than_each(
    pages: Callable[[World], Shown], patients: int
):
    """Nor of those who are in one group of the first and in another of the second."""
    groups = {(row, place): in_group(row, place) for row in (0, 1) for place in (0, 1)}
    both = {frozenset({place}) for place in range(len(BOTH))}
    left = sizes_left_open(worlds(len(BOTH), patients), pages, [*groups.values(), *both])

    for shown, parts in left.items():
        assert not [part for part, sizes in parts.items() if is_known_to_be_small(sizes)], shown
        for (row, place), part in groups.items():
            if not is_told(shown, row, place):
                assert parts[part] >= FEW, (shown, row, place)


def in_group(row: int, place: int) -> Part:
    """The types that are in a group of one of the two rows."""
    return frozenset(number for number, places in enumerate(BOTH) if places[row] == place)


def is_told(shown: Shown, row: int, place: int) -> bool:
    """True if a page tells a number of the group; one that is unchanged tells the former."""
    return "ab"[place] in dict(shown[row] if shown[row] != "unchanged" else shown[0])


MOVED = [place for place, (one, other) in enumerate(BOTH) if one != other]


@pytest.mark.parametrize("moved", [1, 4, 5, 6])
@pytest.mark.parametrize("patients", [10, 11])
def test_nobody_who_knows_how_many_changed_works_out_where_they_went(patients: int, moved: int):
    """It is what the page waits for: of one patient who moved, two months would tell."""
    possible = (
        world
        for world in worlds(len(BOTH), patients)
        if sum(world[place] for place in MOVED) == moved
    )
    went = [part & {*MOVED} for part in (in_group(1, place) for place in (0, 1))]
    left = sizes_left_open(possible, two_months, [*went, *(frozenset({one}) for one in MOVED)])

    for shown, parts in left.items():
        assert not [part for part, sizes in parts.items() if is_known_to_be_small(sizes)], shown


# One group: the month before, and after. A newcomer was not registered before.
JOINING = [("new", "none"), ("new", "group"), ("none", "none"), ("group", "group")]
NEW_IN_GROUP = frozenset({1})


@pytest.mark.parametrize("before", [9, 10, 14])
@pytest.mark.parametrize("joined", [1, 4, 5, 6])
def test_nobody_works_out_where_a_patient_counts_who_was_just_registered(before: int, joined: int):
    """Not even one who knows that nobody else changed."""

    def months(world: World) -> Shown:
        were, are = world[3], world[1] + world[3]
        first = told_counts({"group": were}, before).get("group")
        second = told_counts({"group": are}, before + joined).get("group")
        return first, second if world[1] >= LEAST else "unchanged"

    clinics = (
        world for world in worlds(len(JOINING), before + joined) if world[0] + world[1] == joined
    )
    for shown, parts in sizes_left_open(clinics, months, [NEW_IN_GROUP]).items():
        assert not is_known_to_be_small(parts[NEW_IN_GROUP]), shown
