"""What was asked or offered and has not happened (rules.md, section 4: it counts for nothing yet)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from netui.domain.records import ExchangeKind, Interaction

OPEN_FOR = 365
"""Days after which what was asked or offered is no longer waited for (choice)."""

_ANSWERED_BY: dict[str, Literal["asked", "offered"]] = {"received": "asked", "given": "offered"}


class Request(msgspec.Struct, frozen=True):
    """Something asked of a contact, or offered to one, and still open."""

    interaction: int
    day: date
    direction: Literal["asked", "offered"]
    kind: ExchangeKind
    contact: int | None
    """None where nobody was named."""


def open_requests(interactions: Iterable[tuple[int, Interaction]], today: date) -> list[Request]:
    """What is open of ``interactions``, which come oldest first; the newest first.

    A thing asked for is answered when something of its kind is received from the same contact, a thing
    offered when it is given, in the same interaction or a later one (choice).
    """
    found: dict[tuple[str, ExchangeKind, int | None], list[Request]] = {}
    for record_id, record in interactions:
        for exchange in record.exchanges:
            for contact in exchange.contacts or (None,):
                direction = exchange.direction
                if direction == "asked" or direction == "offered":
                    request = Request(record_id, record.day, direction, exchange.kind, contact)
                    found.setdefault((direction, exchange.kind, contact), []).append(request)
        for exchange in record.exchanges:
            answered = _ANSWERED_BY.get(exchange.direction)
            for contact in exchange.contacts or (None,):
                if answered is not None:
                    found.pop((answered, exchange.kind, contact), None)
    still_open = [
        request
        for requests in found.values()
        for request in requests
        if (today - request.day).days <= OPEN_FOR
    ]
    return sorted(still_open, key=lambda each: (each.day, each.interaction), reverse=True)
