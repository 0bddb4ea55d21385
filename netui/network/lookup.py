"""Which contact a NAME typed for a command means."""

from __future__ import annotations

from netui.errors import Ambiguity, Candidate, ChoiceNeeded, NotFoundError
from netui.network.incoming import without_controls
from netui.network.network import Network
from netui.network.references import ID_LENGTH


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
        raise NotFoundError(f"nobody here is called “{words}”")
    if len(found) > 1:
        candidates = tuple(Candidate(contact, network.contacts[contact].name) for contact in found)
        raise ChoiceNeeded((Ambiguity(words, candidates),))
    return found[0]
