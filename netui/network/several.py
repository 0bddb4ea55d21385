"""What is done to several contacts at once: each one change, undone by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from netui.domain.days import counted
from netui.domain.line.spans import fold
from netui.domain.records import Circle, Contact
from netui.errors import NetuiError
from netui.network.network import Network


def tag_all(network: Network, contacts: Iterable[int], tag: str) -> int:
    """Give a tag to those who have it not, or take it from all where it begins with a minus.

    Returns how many were changed; raises NetuiError where none would be.
    """
    written = tag.strip()
    off, word = written.startswith("-"), written.removeprefix("-").lstrip("#").strip()
    if not word:
        raise NetuiError("a tag needs a letter")

    def tagged(contact: Contact) -> dict[str, Any]:
        left = tuple(each for each in contact.tags if fold(each) != fold(word))
        if off:
            return {"tags": left}
        return {"tags": contact.tags if len(left) < len(contact.tags) else (*contact.tags, word)}

    return _change_all(network, contacts, tagged, f"{'no tag' if off else 'tag'} #{word}")


def circle_all(network: Network, contacts: Iterable[int], circle: Circle | None) -> int:
    """Put contacts into a circle, or into none. Returns how many were changed; see :func:`tag_all`."""
    return _change_all(network, contacts, lambda _: {"circle": circle}, f"circle {circle or 'none'}")


def cadence_all(network: Network, contacts: Iterable[int], cadence: int | None) -> int:
    """Set a cadence in days, or have it follow from circle and habit. See :func:`tag_all`."""
    words = f"every {counted(cadence, 'day')}" if cadence is not None else "no cadence by hand"
    return _change_all(network, contacts, lambda _: {"cadence": cadence}, words)


def archive_all(network: Network, contacts: Iterable[int], *, archived: bool = True) -> int:
    """Put contacts away, or take them out of the archive. See :func:`tag_all`."""
    return _change_all(
        network, contacts, lambda _: {"archived": archived}, "archive" if archived else "out of the archive"
    )


def mute_all(network: Network, contacts: Iterable[int], *, muted: bool = True) -> int:
    """Have no reminders of contacts, or have them again. See :func:`tag_all`."""
    return _change_all(network, contacts, lambda _: {"muted": muted}, "mute" if muted else "unmute")


def _change_all(
    network: Network, contacts: Iterable[int], wanted: Callable[[Contact], dict[str, Any]], label: str
) -> int:
    """Set what ``wanted`` says of each contact, where that is not so already; returns of how many."""
    known = network.contacts
    ids = [contact for contact in dict.fromkeys(contacts) if contact in known]
    to_change = [each for each in ids if _differs(known[each], wanted(known[each]))]
    if not to_change:
        raise NetuiError("that holds already: nothing to change")
    who = known[to_change[0]].name if len(to_change) == 1 else f"{len(to_change)} contacts"
    with network.change(f"{label}: {who}") as change:
        for each in to_change:
            contact = change.get(Contact.table, each)
            if isinstance(contact, Contact):  # another session may have forgotten it meanwhile
                change.update(Contact.table, each, **wanted(contact))
    return len(to_change)


def _differs(contact: Contact, fields: dict[str, Any]) -> bool:
    return any(getattr(contact, name) != value for name, value in fields.items())
