"""Which contacts a record names, in whatever field."""

from __future__ import annotations

from collections.abc import Iterable

from netui.domain.records import Contact, Event, FollowUp, Interaction, Introduction, Note, Opportunity
from netui.network.changes import contacts_of


def contacts_named(record_id: int, record: object) -> Iterable[int]:
    """The ids of the contacts that a record names; a contact's own id among them."""
    yield from contacts_of(record_id, record)
    match record:
        case Contact():
            yield from record.introduced_by
        case Interaction() | Note() | FollowUp():
            yield from (mention.contact for mention in record.mentions)
        case Opportunity():
            yield from record.via
        case Event() | Introduction():
            return
