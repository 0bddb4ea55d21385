"""The rules of rules.md as they are written, over all records, with no index and nothing left out early.

What the program computes is held against these in :mod:`tests.network.test_plain_rules`.
"""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from itertools import pairwise

from netui.domain.channels import FACE_TO_FACE, LIVE
from netui.domain.ledger import beta_cdf, initiation_of
from netui.domain.records import Contact, Exchange, Interaction
from netui.network import Network

History = list[tuple[int, Interaction]]


def history(network: Network, contact_id: int) -> History:
    """The interactions of a person, or of an organisation and those who belonged to it; oldest first."""
    contacts = network.contacts

    def concerns(record: Interaction) -> bool:
        return any(
            each == contact_id or _belonged(contacts[each], contact_id, record.day)
            for each in record.took_part
        )

    found = [item for item in network.interactions.items() if concerns(item[1])]
    return sorted(found, key=lambda item: (item[1].day, item[0]))


def _belonged(contact: Contact, organisation: int, day: date) -> bool:
    return any(
        each.organisation == organisation
        and (each.since or date.min) <= day
        and day <= (each.until or date.max)
        for each in contact.organisations
    )


def contact_days(own: History) -> list[date]:
    """Days with an interaction by a channel other than social."""
    return sorted({record.day for _, record in own if record.channel != "social"})


def usual(days: list[date]) -> int | None:
    """The median of the last 8 gaps, a half up; of 3 gaps at least."""
    gaps = [(later - earlier).days for earlier, later in pairwise(days)][-8:]
    return int(statistics.median(gaps) + 0.5) if len(gaps) >= 3 else None


def exchanges(network: Network, contact_id: int) -> list[tuple[date, Exchange]]:
    """What was given to or received from a contact, whole for each; what was asked or offered is none."""
    contacts = network.contacts

    def concerns(record: Interaction, exchange: Exchange) -> bool:
        return any(
            each == contact_id
            or (_belonged(contacts[each], contact_id, record.day) and contacts[each].in_ledger)
            for each in exchange.contacts
        )

    records = sorted(network.interactions.items(), key=lambda item: (item[1].day, item[0]))
    return [
        (record.day, exchange)
        for _, record in records
        for exchange in record.exchanges
        if exchange.direction in ("given", "received") and concerns(record, exchange)
    ]


def verdict(found: list[tuple[date, Exchange]], today: date) -> tuple[float, float, str]:
    """The decayed sums, and the first verdict that holds: every probability is computed."""
    sums = {"given": 0.0, "received": 0.0}
    for day, exchange in found:
        sums[exchange.direction] += exchange.weight * 0.5 ** (max(0, (today - day).days) / 365)
    given, received = sums["given"], sums["received"]
    weight = sum(exchange.weight for _, exchange in found)
    a, b = 1 + given, 1 + received
    if weight < 2 or given + received < 1:
        said = "too_little"
    elif beta_cdf(0.45, a, b) >= 0.8 and weight >= 3:
        said = "owe"
    elif 1 - beta_cdf(0.75, a, b) >= 0.8 and weight >= 5:
        said = "mostly_giving"
    elif beta_cdf(0.25, a, b) <= 0.1 and beta_cdf(0.8, a, b) >= 0.9:
        said = "balanced"
    else:
        said = "unclear"
    return given, received, said


def marks(own: History, verdict: str | None, given: float, today: date) -> list[str]:
    """The marks on a contact, the most telling first. ``verdict``: None out of the ledger."""
    records = [record for _, record in own]
    known = [record for record in records if record.channel is not None]
    if len(known) < 5:
        return []
    remote = _without(known, FACE_TO_FACE, 365, today)
    begun = initiation_of(records)
    lopsided = verdict in ("owe", "mostly_giving") or begun.label == "one_sided"
    recent = [record for record in records if record.day > today - timedelta(days=180)]
    asks = [record for record in recent if record.purpose in ("ask", "sale")]
    gave = given > 0
    if verdict is None:
        gave = any(each.direction == "given" for record in records for each in record.exchanges)
    found = {
        "asks_only": bool(asks) and len(asks) >= 0.75 * len(recent) and not gave,
        "one_sided_remote": remote and lopsided,
        "text_only": _without(known, LIVE, 180, today),
        "remote_only": remote,
        "events_only": _events_only(known, today),
    }
    return [kind for kind, holds in found.items() if holds]


def _without(known: list[Interaction], channels: frozenset[str], days: int, today: date) -> bool:
    """Nothing by these channels for so long, though something else since; or nothing ever."""
    rich = [record.day for record in known if record.channel in channels]
    if not rich:
        return True
    return (today - max(rich)).days >= days and any(record.day > max(rich) for record in known)


def _events_only(known: list[Interaction], today: date) -> bool:
    recent = [record for record in known if record.day > today - timedelta(days=90)]
    events = [record for record in recent if record.channel == "event"]
    if not events or len(events) < 0.6 * len(recent):
        return False
    judged = []
    for event in events:
        done = any(record.channel != "event" and 0 <= (record.day - event.day).days <= 7 for record in known)
        if done or (today - event.day).days > 7:
            judged.append(done)
    return bool(judged) and sum(judged) < 0.5 * len(judged)


def unthanked(own: History, contact_id: int) -> list[int]:
    """The interactions in which something of weight was received since anything was last given."""
    found: list[int] = []
    for record_id, record in own:
        with_it = [each for each in record.exchanges if contact_id in each.contacts]
        if any(each.direction == "given" for each in with_it):
            found = []
        elif any(each.direction == "received" and each.weight >= 2 for each in with_it):
            found.append(record_id)
    return found


def remote_since(own: History, week: date) -> date | None:
    """A year after the last meeting, or the day of the fifth interaction of known channel: the later."""
    known = sorted(record.day for _, record in own if record.channel is not None and record.day < week)
    met = [record.day for _, record in own if record.channel in FACE_TO_FACE and record.day < week]
    if len(known) < 5:
        return None
    since = max([known[4], *(day + timedelta(days=365) for day in met)])
    return since if since <= week else None
