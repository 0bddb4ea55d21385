"""Meetings that a calendar brought: confirmed, each is an interaction, or dropped. Both are remembered."""

from __future__ import annotations

from collections.abc import Container

from netui.domain.days import Now
from netui.domain.records import Contact, Draft, DraftState, Interaction, Invited
from netui.errors import NotFoundError
from netui.network.network import Network
from netui.storage import Transaction


def open_drafts(network: Network) -> list[tuple[int, Draft]]:
    """The meetings that wait to be confirmed, the latest first."""
    waiting = ((each, draft) for each, draft in network.drafts.items() if draft.state == "open")
    return sorted(waiting, key=lambda item: (item[1].day, item[0]), reverse=True)


def people_of(network: Network, draft: Draft, own: Container[str] = ()) -> list[str]:
    """Who a meeting was with, by name; those who are not among the contacts by what the calendar says."""
    known = [network.contacts[each].name for each in draft.contacts if each in network.contacts]
    return known + [each.name or each.email for each in others_of(draft, own)]


def others_of(draft: Draft, own: Container[str] = ()) -> list[Invited]:
    """Who is no contact yet. ``own``: one's own e-mails, folded, which may be told after the import."""
    return [each for each in draft.invited if each.email.casefold() not in own]


def confirm(network: Network, draft_id: int, now: Now, own: Container[str] = ()) -> int:
    """It took place: makes the interaction of it, and contacts of those who are none yet; returns the former.

    ``own``: see :func:`others_of`. Raises NotFoundError where it does not wait any more.
    """
    draft = _waiting(network, draft_id)
    with network.change(f"confirm: {draft.text}") as change:
        took_part = dict.fromkeys(each for each in draft.contacts if each in network.contacts)
        took_part |= dict.fromkeys(_contact(network, change, each, now) for each in others_of(draft, own))
        interaction = change.insert(
            Interaction(
                text=draft.text,
                day=draft.day,
                at=draft.at,
                zone=now.zone,
                logged_at=now.instant,
                logged_on=now.today,
                took_part=tuple(took_part),
                channel=draft.channel,
                minutes=draft.minutes,
                place=draft.place or None,
            )
        )
        _answer(change, draft_id, "confirmed", now, interaction)
    return interaction


def drop(network: Network, draft_id: int, now: Now) -> None:
    """It did not take place, or is none of the practice's business: it is not asked about again."""
    draft = _waiting(network, draft_id)
    with network.change(f"drop: {draft.text}") as change:
        _answer(change, draft_id, "dropped", now, None)


def _waiting(network: Network, draft_id: int) -> Draft:
    draft = network.drafts.get(draft_id)
    if draft is None or draft.state != "open":
        raise NotFoundError("that meeting does not wait to be confirmed")
    return draft


def _answer(change: Transaction, draft_id: int, state: DraftState, now: Now, interaction: int | None) -> None:
    change.update(Draft.table, draft_id, state=state, answered=now.today, interaction=interaction)


def _contact(network: Network, change: Transaction, invited: Invited, now: Now) -> int:
    """Whoever has the e-mail or the name by now; else somebody new."""
    from netui.domain.sameness import email_key, name_key  # late: Today shows meetings and compares no names

    email, name = email_key(invited.email), name_key(invited.name)
    for contact_id, contact in network.contacts.items():
        if email and email in map(email_key, contact.emails):
            return contact_id
    named = [each for each, contact in network.contacts.items() if name and name_key(contact.name) == name]
    if len(named) == 1:
        return named[0]
    emails = (invited.email,) if invited.email else ()
    return change.insert(Contact(name=invited.name or invited.email, added=now.today, emails=emails))
