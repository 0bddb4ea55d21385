"""In a crowd near names are looked for by their spelling; found is what comparing all would find."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from netui.domain.sameness import name_parts, nearness, neighbourhoods, spellings
from netui.network.importing.neighbours import CROWD, FEW, Neighbours

GIVEN = (
    "zoe",
    "zoé",
    "z",
    "zara",
    "zarra",
    "zaar",
    "zack",
    "zak",
    "zackary",
    "zoltan",
    "zoltna",
    "anna",
    "ana",
)
FAMILY = ("smith", "smyth", "smith", "wang", "z", "zara", "zack")
MIDDLE = ("", "", "", "b.", "brewster", "zoe")

words = st.text("abc", min_size=1, max_size=6)
names = st.builds(
    lambda one, middle, other, swapped: " ".join(
        filter(None, (other, one) if swapped else (one, middle, other))
    ),
    st.sampled_from(GIVEN) | words.map("z".__add__),
    st.sampled_from(MIDDLE),
    st.sampled_from(FAMILY),
    st.booleans(),
)


def compared_with_all(people: list[tuple[str, ...]], who: int, fits: set[int]) -> tuple[int, float] | None:
    """The same by the rule alone: each name of a neighbourhood is compared."""
    places: defaultdict[str, dict[tuple[str, ...], list[int]]] = defaultdict(dict)
    for number, called in enumerate(people):
        for name in called:
            parts = name_parts(name)
            for place in dict(neighbourhoods(parts)):
                places[place].setdefault(parts, []).append(number)
    best: tuple[int, float] | None = None
    for name in people[who]:
        parts = name_parts(name)
        for place in dict(neighbourhoods(parts)):
            for theirs in (parts, *islice(places[place], CROWD)):
                score = nearness(parts, theirs)
                found = [each for each in places[place][theirs][:CROWD] if each != who and each in fits]
                if found and score > (best[1] if best else 0):
                    best = found[0], score
    return best


@given(
    st.lists(st.lists(names, min_size=1, max_size=2).map(tuple), min_size=FEW, max_size=60),
    st.sets(st.integers(0, 60)),
)
def test_the_nearest_is_found_as_if_all_were_compared(people: list[tuple[str, ...]], away: set[int]) -> None:
    fits = set(range(len(people))) - away
    neighbours = Neighbours()
    for number, called in enumerate(people):
        neighbours.settle(number, called)
    for number in range(len(people)):
        found = neighbours.nearest(number, lambda other: other != number and other in fits)  # noqa: B023
        assert found == compared_with_all(people, number, fits)


def test_of_a_crowd_no_more_than_so_many_are_looked_at() -> None:
    far = [f"z{number:012} wang" for number in range(CROWD)]
    neighbours = Neighbours()
    for number, name in enumerate([*far, "zoltan wang", "zoltna wang"]):
        neighbours.settle(number, (name,))
    assert neighbours.nearest(CROWD, lambda other: other != CROWD) is None
    neighbours = Neighbours()
    for number, name in enumerate([*far[:-1], "zoltan wang", "zoltna wang"]):
        neighbours.settle(number, (name,))
    assert neighbours.nearest(CROWD, lambda other: other != CROWD) == (CROWD - 1, 0.85)


@given(words, words, st.sampled_from(FAMILY))
def test_near_names_of_one_neighbourhood_differ_by_little(one: str, other: str, family: str) -> None:
    first, second = (f"z{one}", family), (f"z{other}", family)
    if nearness(first, second):
        (mine, _), (theirs, _) = first, second
        assert mine == theirs or 1 in (len(mine), len(theirs)) or {*spellings(mine)} & {*spellings(theirs)}
