"""Texts as they are shown: names as they are now, the day's words left out where the day stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from netui.domain.ranking import Reminder, ReminderKind
from netui.domain.records import ME, Interaction, Mention
from netui.network.network import Network

_EDGES = " \t,:;"

NAMELESS: dict[ReminderKind, str] = {"routine": "The week", "goal": "A goal"}
"""Stands where a name would, by the kind of a reminder that is about nobody."""

NOBODY = "nobody named"
"""Stands where a name would where a promise or a line names nobody."""


def names_of(network: Network, contacts: Iterable[int], most: int | None = None) -> list[str]:
    """The names of contacts that are still here; oneself is "me"."""
    known = (
        "me" if contact == ME else network.contacts[contact].name
        for contact in contacts
        if contact == ME or contact in network.contacts
    )
    return list(islice(known, most))


def whom(network: Network, reminder: Reminder, most: int | None = None) -> str:
    """Whom a reminder is about, by name; what it is about where it is about nobody."""
    names = names_of(network, reminder.contacts, most)
    return ", ".join(names) or NAMELESS.get(reminder.kind, NOBODY)


def shown_interaction(network: Network, interaction: Interaction) -> str:
    """The line of an interaction without the words that name its day, with the names of today."""
    text, mentions = interaction.text, interaction.mentions
    if interaction.day_words is None:
        return with_names(network, text, mentions)
    start, end = interaction.day_words
    before = with_names(network, text[:start], (m for m in mentions if m.end <= start))
    after = with_names(
        network,
        text[end:],
        (
            Mention(contact=m.contact, start=m.start - end, end=m.end - end)
            for m in mentions
            if m.start >= end
        ),
    )
    return f"{before.rstrip(_EDGES)} {after.lstrip(_EDGES)}".strip() or text.strip()


def spoken_of(network: Network, interaction: Interaction, contact: int) -> str:
    """The line of an interaction where the contact's name stands beside and is left out: "coffee, the grant".

    Where others were there too the line stays whole, so that nobody is left dangling.
    """
    words = shown_interaction(network, interaction)
    written = {
        interaction.text[mention.start : mention.end].removeprefix("@").strip('"*')
        for mention in interaction.mentions
        if mention.contact == contact
    }
    for name in sorted({*written, *names_of(network, (contact,))}, key=len, reverse=True):
        if f" with {name}" not in words:
            continue  # most often, and a pattern for each name takes long to make
        words, found = re.subn(rf" with {re.escape(name)}(?![\w'’-])(?! and )", "", words, count=1)
        if found:
            break
    return words


def with_names(network: Network, text: str, mentions: Iterable[Mention]) -> str:
    """``text`` with each name as the contact is called now.

    Words that are still a name of the contact stay as they were written; the marks of ``@"…"`` and ``**…**``
    are left out, and so is what told it apart from others in brackets. The stored text is not touched.
    """
    pieces: list[str] = []
    place = 0
    for mention in mentions:
        contact = network.contacts.get(mention.contact)
        if contact is None or mention.start < place:
            continue
        written = text[mention.start : mention.end].removeprefix("@").strip('"*')
        if written == contact.name:
            pieces += (
                text[place : mention.start],
                written,
            )  # and nothing is looked up
            place = mention.end
            continue
        told_apart = written.endswith(")") and written not in contact.nicknames
        still_so = not told_apart and mention.contact in network.names.lookup(written)
        pieces += (text[place : mention.start], written if still_so else contact.name)
        place = mention.end
    return "".join((*pieces, text[place:]))
