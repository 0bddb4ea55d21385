"""Which contact a NAME typed for a command means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from netui.domain.days import short_day
from netui.domain.line.names import NameForm, without_called
from netui.domain.nearest import did_you_mean, nearest_called
from netui.errors import Ambiguity, Candidate, ChoiceNeeded, NotFoundError
from netui.network.incoming import without_controls
from netui.network.known import organisation_name
from netui.network.network import Network
from netui.network.references import ID_LENGTH

MARKS_TOLD = 2
"""What is told, at most, of each of several contacts of one name, beside house and day (choice)."""


def find_contact(network: Network, name: str, *, kind: str | None = None) -> int:
    """The id of the contact that ``name`` (a name, ``@name`` or an id) means.

    Raises NotFoundError when it is nobody's, ChoiceNeeded when it could be several.
    """
    words = without_controls(name)[0].strip().removeprefix("@").strip('"')
    if words.isdecimal() and len(words) <= ID_LENGTH and int(words) in network.contacts:
        return int(words)
    found = [
        contact for contact in network.names.lookup(words) if kind in (None, network.contacts[contact].kind)
    ]
    if not found:
        raise NotFoundError(f"nobody here is called “{words}”{meant_perhaps(network, words, kind)}")
    if len(found) > 1:
        raise ChoiceNeeded((ambiguity(network, words, found),))
    return found[0]


def meant_perhaps(network: Network, words: str, kind: str | None = None) -> str:
    """``; did you mean “Ada Lovelace”?`` where a name or a word of one comes near ``words``; else nothing."""
    called = {
        contact_id: (contact.name, *contact.nicknames)
        for contact_id, contact in network.contacts.items()
        if kind in (None, contact.kind)
    }
    return did_you_mean(exact_name(network, one) for one in nearest_called(words, called))


def ambiguity(network: Network, words: str, contacts: Iterable[int]) -> Ambiguity:
    """That ``words`` could mean any of several contacts, each with the words that name it alone."""
    return Ambiguity(
        words,
        tuple(Candidate(one, network.contacts[one].name, exact_name(network, one)) for one in contacts),
    )


def exact_name(network: Network, contact_id: int) -> str:
    """The words that name one contact and no other after an ``@``: of namesakes, with a mark in brackets."""
    contact = network.contacts[contact_id]
    marks = (organisation_name(network, contact, date.max), *_marks(network, contact_id), str(contact_id))
    bare = without_called(contact.name)  # quotes would end what stands after an @
    forms = (bare, *(f"{bare} ({mark})" for mark in marks if mark), f"({contact_id})")
    return next(
        (one for one in forms if '"' not in one and network.names.lookup(one) == [contact_id]), contact.name
    )


def told_apart(network: Network, contact_id: int, today: date) -> str:
    """A contact's name and organisation; of one whose whole name another has too, what tells them apart."""
    contact = network.contacts[contact_id]
    organisation = organisation_name(network, contact, today)
    told = [contact.name, *([organisation] if organisation else [])]
    namesakes = [one for one, form in network.names.named(contact.name).items() if form is NameForm.WHOLE]
    if len(namesakes) > 1:
        told += islice(_marks(network, contact_id), MARKS_TOLD)
        days = [network.interactions[one].day for one in network.by_contact.took_part(contact_id)]
        told.append(
            f"last {short_day(max(days), today)}" if days else f"added {short_day(contact.added, today)}"
        )
    return ", ".join(told)


def _marks(network: Network, contact_id: int) -> Iterator[str]:
    """What a person would know a contact by, beside the name."""
    contact = network.contacts[contact_id]
    yield from contact.nicknames
    yield from contact.emails[:1]
    if contact.place:
        yield contact.place
    yield from (f"#{tag}" for tag in contact.tags)
