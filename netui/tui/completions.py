"""What a word of the line could be: names, tags, events, places, and the words of the language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nlargest, nsmallest

from netui.domain.line.spans import fold
from netui.domain.line.words import CHANNEL_LABELS, EXPLICIT_KINDS
from netui.network import Network
from netui.network.lookup import exact_name
from netui.tui.widgets.completing import Wanted

COMPLETIONS = 6
"""Words that are offered at most (choice)."""

EARLIER = 50
"""Lines that can be brought back (choice)."""

_FIXED: dict[str, tuple[str, ...]] = {
    "kind": tuple(dict.fromkeys(EXPLICIT_KINDS.values())),
    "channel": tuple(CHANNEL_LABELS),
    "purpose": ("relationship", "ask", "sale"),
    "started": ("me", "them", "both"),
}


def completions(network: Network, wanted: Wanted) -> list[str]:
    """What the word could be, the likeliest first. Nothing where it is one of them already, but for names:
    enter then saves."""
    word = fold(wanted.word)
    if wanted.sort == "who":
        return _names(network, word)
    known = _known(network, wanted)
    found = {one for one in known if fold(one).startswith(word)}
    if any(fold(one) == word for one in found):
        return []
    return sorted(found, key=lambda one: (len(one), one))[:COMPLETIONS]


def _names(network: Network, word: str) -> list[str]:
    """The names that hold the word, the likeliest first; namesakes each with what tells it apart."""
    known = ((each, one.name) for each, one in network.contacts.items() if not one.archived)
    found = ((folded, name, each) for each, name in known if word in (folded := fold(name)))
    likeliest = nsmallest(
        COMPLETIONS, found, key=lambda one: (not one[0].startswith(word), len(one[1]), one[1], one[2])
    )
    return [exact_name(network, each) for _, _, each in likeliest]


def _known(network: Network, wanted: Wanted) -> Iterable[str]:
    match wanted.sort:
        case "tag":
            return network.tags()
        case "event":
            return {event.name for event in network.events.values() if '"' not in event.name}
        case "place":
            return {place for place in network.places() if '"' not in place}
        case _:
            return _FIXED[wanted.sort]


def earlier_lines(network: Network, own: Sequence[str]) -> list[str]:
    """The lines logged before, the latest first, each once: this session's, then what happened."""
    latest = nlargest(EARLIER, network.interactions)
    told = (network.interactions[each].text for each in latest)
    return list(dict.fromkeys([*reversed(own), *told]))[:EARLIER]
