"""Who should meet whom (rules.md, section 8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from netui.domain.matches import MOST, Matches, reminder_of
from netui.domain.records import Contact

TODAY = date(2026, 11, 23)


def contact(**fields: Any) -> Contact:
    return Contact(name="x", added=TODAY, **fields)


def matches(*contacts: tuple[dict[str, Any], int], introduced: set[frozenset[int]] = frozenset()) -> Matches:  # type: ignore[assignment]
    found = Matches(lambda one, other: frozenset({one, other}) in introduced)
    for number, (fields, ago) in enumerate(contacts, 1):
        found.put(number, contact(**fields), TODAY - timedelta(days=ago))
    return found


def pairs(found: Matches) -> list[tuple[int, int]]:
    return [match.pair for match in found.best()]


def test_a_need_equals_an_offer_case_and_spacing_aside() -> None:
    found = matches(({"needs": ("Grant  Review",)}, 1), ({"offers": ("grant review", "tea")}, 2))
    assert pairs(found) == [(1, 2)]


def test_nobody_meets_himself_nor_the_archived_nor_whom_he_knows() -> None:
    assert pairs(matches(({"needs": ("tea",), "offers": ("tea",)}, 1))) == []
    assert pairs(matches(({"needs": ("tea",)}, 1), ({"offers": ("tea",), "archived": True}, 1))) == []
    known = {frozenset({1, 2})}
    assert pairs(matches(({"needs": ("tea",)}, 1), ({"offers": ("tea",)}, 1), introduced=known)) == []


def test_those_first_who_were_both_active_most_recently() -> None:
    found = matches(
        ({"needs": ("tea",)}, 1), ({"offers": ("tea",)}, 90), ({"offers": ("tea",)}, 30),
        ({"needs": ("ink",)}, 50), ({"offers": ("ink",)}, 2),
    )  # fmt: skip
    assert pairs(found) == [(1, 3), (4, 5), (1, 2)]
    reminder = reminder_of(found.best()[0], "Mary Somerville", TODAY)
    assert reminder.reason == "looks for tea, and Mary Somerville offers it"
    assert (reminder.contacts, reminder.evidence) == ((1, 3), (1, 3))
    assert reminder.due == TODAY - timedelta(days=30)


def test_it_goes_when_the_two_are_introduced() -> None:
    introduced: set[frozenset[int]] = set()
    found = matches(({"needs": ("tea",)}, 1), ({"offers": ("tea",)}, 1), introduced=introduced)
    assert pairs(found) == [(1, 2)]
    introduced.add(frozenset({1, 2}))
    found.put(1, contact(needs=("tea",)), TODAY)
    assert pairs(found) == []


def test_a_flood_is_cut() -> None:
    everybody = [({"needs": ("work",), "offers": ("advice",)}, ago) for ago in range(200)]
    everybody += [({"needs": ("advice",), "offers": ("work",)}, ago) for ago in range(200)]
    assert len(matches(*everybody).best()) == MOST


FIELDS = st.fixed_dictionaries(
    {
        "needs": st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
        "offers": st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
        "archived": st.booleans(),
    }
)


@given(st.lists(st.tuples(st.integers(1, 6), st.none() | st.tuples(FIELDS, st.integers(0, 9))), max_size=25))
def test_kept_up_equals_from_nothing(steps: list[tuple[int, tuple[dict[str, Any], int] | None]]) -> None:
    kept = Matches(lambda one, other: False)
    known: dict[int, tuple[Contact, date]] = {}
    for number, step in steps:
        known.pop(number, None)
        if step is None:
            kept.put(number, None, None)
        else:
            known[number] = contact(**step[0]), TODAY - timedelta(days=step[1])
            kept.put(number, *known[number])
        fresh = Matches(lambda one, other: False)
        for each, standing in known.items():
            fresh.put(each, *standing)
        assert kept.best() == fresh.best()
