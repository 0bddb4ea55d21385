"""Introductions, chains and paths (rules.md, section 8)."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from netui.domain.introductions import DEPTH, Parent, Step, chain, introducers, leads_back, paths
from netui.domain.records import ME, Introduction

DAY = date(2026, 3, 14)


def introduction(introducer: int, *between: int, **fields: object) -> Introduction:
    return Introduction(introducer=introducer, between=between, day=DAY, **fields)  # type: ignore[arg-type]


def test_introducers_are_those_set_and_those_on_record() -> None:
    records = [
        introduction(5, ME, 1),
        introduction(6, 1, ME, state="declined"),
        introduction(ME, 1, 2),
        introduction(7, 1, 2),
        introduction(4, 1, ME),
    ]
    assert introducers((4, 3), records, 1) == (Parent(4, DAY), Parent(3, None), Parent(5, DAY))


def test_a_chain_is_breadth_first_with_all_parents_and_each_contact_once() -> None:
    parents = {1: (2, 3), 2: (4,), 3: (4,), 4: ()}
    links = chain([1], lambda contact: [Parent(each) for each in parents[contact]])
    assert [(link.contact, link.depth) for link in links] == [(1, 0), (2, 1), (3, 1), (4, 2)]
    assert [parent.contact for parent in links[0].parents] == [2, 3]
    assert [[step.contact for step in path] for path in paths(links)] == [[4, 2, 1], [4, 3, 1]]


def test_a_path_tells_when_each_was_introduced() -> None:
    links = chain([1], lambda contact: [Parent(2, DAY)] if contact == 1 else [])
    assert paths(links) == [(Step(2, None), Step(1, DAY))]


def test_a_chain_ends_after_six_steps() -> None:
    links = chain([0], lambda contact: [Parent(contact + 1)])
    assert [link.depth for link in links] == list(range(DEPTH + 1))
    assert links[-1].parents == ()


def test_a_circle_on_record_is_walked_once() -> None:
    links = chain([1], lambda contact: [Parent(3 - contact)])
    assert [link.contact for link in links] == [1, 2]
    assert [[step.contact for step in path] for path in paths(links)] == [[2, 1]]


def test_who_would_stand_before_himself() -> None:
    introduced_by = {1: (2,), 2: (3,), 3: ()}
    assert leads_back(3, 1, lambda contact: introduced_by[contact])
    assert leads_back(1, 1, lambda contact: introduced_by[contact])
    assert not leads_back(1, 3, lambda contact: introduced_by[contact])


@given(st.dictionaries(st.integers(0, 12), st.lists(st.integers(0, 12), max_size=5)), st.integers(0, 12))
def test_any_graph_ends_soon(graph: dict[int, list[int]], start: int) -> None:
    links = chain([start], lambda contact: [Parent(each) for each in graph.get(contact, ())])
    assert len({link.contact for link in links}) == len(links)
    assert all(link.depth <= DEPTH for link in links)
    drawn = paths(links)
    assert 1 <= len(drawn) <= 6
    for path in drawn:
        assert path[-1].contact == start
        assert len({step.contact for step in path}) == len(path)
