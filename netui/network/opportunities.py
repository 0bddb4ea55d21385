"""Opportunities, and the chain of contacts that led to each (rules.md, section 8)."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from netui.domain import introductions as rules
from netui.domain.days import Now
from netui.domain.nearest import did_you_mean, nearest_called
from netui.domain.records import Opportunity, OpportunityState
from netui.domain.words import folded, holds_words
from netui.errors import Ambiguity, Candidate, ChoiceNeeded, NotFoundError
from netui.network.introducing import parents_in
from netui.network.network import Network

STATE_WORDS: dict[OpportunityState, str] = {"open": "open", "happened": "happened", "passed": "passed by"}


class Story(msgspec.Struct, frozen=True):
    """An opportunity with the paths that led to it."""

    id: int
    opportunity: Opportunity
    links: tuple[rules.Link, ...]
    paths: tuple[tuple[rules.Step, ...], ...]
    """From whoever stands at the beginning to whoever led to it."""


def story_of(network: Network, opportunity_id: int) -> Story:
    """Who led to whom led to an opportunity. Raises NotFoundError."""
    opportunity = network.opportunities.get(opportunity_id)
    if opportunity is None:
        raise NotFoundError("there is no such opportunity")
    via = [contact for contact in opportunity.via if contact in network.contacts]
    links = rules.chain(via, parents_in(network))
    return Story(opportunity_id, opportunity, links, tuple(rules.paths(links)))


def newest_first(network: Network) -> list[int]:
    """The opportunities, open ones first, then the latest."""
    found = network.opportunities
    return sorted(found, key=lambda each: (found[each].state != "open", -found[each].day.toordinal(), -each))


def find_opportunity(network: Network, wanted: str) -> int:
    """The opportunity of an id, a title or some words of it. Raises NotFoundError, ChoiceNeeded."""
    words = folded(wanted)
    if words.isdecimal() and len(words) <= 16 and int(words) in network.opportunities:
        return int(words)
    titles = {each: folded(record.title) for each, record in network.opportunities.items()}
    exact = [each for each, title in titles.items() if title == words]
    found = exact or [each for each, title in titles.items() if holds_words(title, words)]
    if not found:
        called = {each: (record.title,) for each, record in network.opportunities.items()}
        near = did_you_mean(network.opportunities[each].title for each in nearest_called(wanted, called))
        raise NotFoundError(f"there is no opportunity “{wanted}”{near or '; netui opportunities lists them'}")
    if len(found) > 1:
        candidates = (Candidate(each, network.opportunities[each].title) for each in sorted(found))
        raise ChoiceNeeded((Ambiguity(wanted, tuple(candidates)),), by_id="give the id")
    return found[0]


def new_opportunity(
    network: Network, title: str, via: tuple[int, ...], day: date, *, kind: str = "", story: str = ""
) -> int:
    """Keep an opportunity; returns its id."""
    with network.change(f"opportunity: {title}") as change:
        return change.insert(Opportunity(title=title, day=day, via=via, kind=kind, story=story))


def change_opportunity(network: Network, opportunity: int, now: Now, **fields: Any) -> None:
    """Change fields of an opportunity; a new state tells its day too."""
    if "state" in fields:
        fields["ended"] = None if fields["state"] == "open" else now.today
    with network.change("opportunity") as change:
        change.label = f"opportunity: {change.known(Opportunity.table, opportunity).title}"
        change.update(Opportunity.table, opportunity, **fields)
