"""The brief of a contact as lines, for the Contact screen and beside a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from netui.domain.cadence import Touch
from netui.domain.days import counted, month_name, short_day
from netui.domain.records import Contact, YearlyDate
from netui.network import Network
from netui.network.brief import Brief
from netui.network.shown import shown_interaction, with_names
from netui.tui.text import days_ago
from netui.tui.theme import Glyphs
from netui.tui.widgets.meter import meter_line
from netui.tui.widgets.painting import Span
from netui.tui.widgets.summary import Line

LAST_TALKS = 3
"""Talks that the brief tells of (choice)."""

CHANNEL_WORDS = {
    "in_person": "in person",
    "event": "at events",
    "video": "by video",
    "phone": "by phone",
    "message": "by message",
    "social": "on social networks",
    "unknown": "unknown",
}


CHANNEL_NOUNS = {
    "in_person": "in person",
    "event": "event",
    "video": "video",
    "phone": "phone",
    "message": "message",
    "social": "social",
    "unknown": "",
}
"""As they stand in a column."""


def brief_lines(network: Network, brief: Brief, glyphs: Glyphs, *, talks: bool = True) -> Sequence[Line]:
    """Who they are, when one last spoke, what is open, the balance, and whom one has in common."""
    return [*_who(network, brief, glyphs), *_between(network, brief, glyphs, talks=talks)]


def _who(network: Network, brief: Brief, glyphs: Glyphs) -> Iterator[Line]:
    contact = brief.contact
    yield Line("", [Span(contact.name, "strong"), Span(beside_name(network, contact, glyphs), "calm")])
    yield Line("Last", [Span(touch_words(brief.standing.touch))])
    if contact.needs:
        yield Line("Needs", [Span(", ".join(contact.needs))])
    if contact.offers:
        yield Line("Offers", [Span(", ".join(contact.offers))])
    if contact.dates:
        yield Line("Dates", [Span(", ".join(_date_words(yearly) for yearly in contact.dates))])
    reach = (*contact.emails, *contact.phones, *contact.urls, *((contact.place,) if contact.place else ()))
    if reach:
        yield Line("Reach", [Span(f" {glyphs.between} ".join(reach))])
    if contact.tags:
        yield Line("Tags", [Span(" ".join(f"#{tag}" for tag in contact.tags), "calm")])


def _between(network: Network, brief: Brief, glyphs: Glyphs, *, talks: bool) -> Iterator[Line]:
    balance = brief.standing.balance
    if balance is not None:
        yield Line("Balance", lambda width: meter_line(balance, width, glyphs))
    else:
        yield Line("Balance", [Span("taken out of the ledger", "calm")])
    if brief.channels:
        parts = (f"{CHANNEL_WORDS[channel]} {count}" for channel, count in brief.channels.items())
        yield Line("Channels", [Span(f" {glyphs.between} ".join(parts))])
    for mark in brief.standing.marks[:1]:
        yield Line("", [Span(mark.evidence, "calm")])
    if brief.in_common:
        yield Line("In common", [Span(_names(network, brief.in_common))])
    if brief.introduced_by:
        yield Line("Through", [Span(_names(network, brief.introduced_by))])
    if brief.introduced_to:
        yield Line("Introduced", [Span(_names(network, brief.introduced_to))])
    for index, (_, follow_up) in enumerate(brief.follow_ups):
        who = {"me": "you promised: ", "them": "expected: ", "both": "planned: "}[follow_up.owner]
        due = f", by {short_day(follow_up.due)}" if follow_up.due else ""
        text = with_names(network, follow_up.text, follow_up.mentions)
        yield Line("" if index else "Open", [Span(who, "calm"), Span(text), Span(due, "calm")])
    if talks:
        for index, entry in enumerate(brief.timeline[:LAST_TALKS]):
            day = f"{short_day(entry.interaction.day)}  "
            text = shown_interaction(network, entry.interaction)
            yield Line("" if index else "Talks", [Span(day, "calm"), Span(text)])


def beside_name(network: Network, contact: Contact, glyphs: Glyphs) -> str:
    """What stands beside a name: what a contact is, where they are, how near."""
    roles = [
        ", ".join(part for part in (membership.role, network.contacts[membership.organisation].name) if part)
        for membership in contact.organisations
        if membership.organisation in network.contacts and membership.until is None
    ]
    states = (
        ("archived", contact.archived),
        ("muted", contact.muted),
        ("organisation", contact.kind == "organisation"),
    )
    nearness = ((f"{contact.circle} circle", contact.circle is not None), ("far", contact.far))
    parts = [
        # First what changes how the rest is read: of a long line the end is cut.
        *(word for word, holds in states if holds),
        *roles,
        *(f"“{nickname}”" for nickname in contact.nicknames),
        *(word for word, holds in nearness if holds),
    ]
    return "".join(f" {glyphs.between} {part}" for part in parts)


def touch_words(touch: Touch) -> str:
    """When one last spoke, and how often that is usual."""
    if touch.last_contact is None or touch.elapsed is None:
        return "never spoken" if touch.state != "only_name" else "only a name so far"
    today = touch.last_contact + timedelta(days=touch.elapsed)
    words = f"{short_day(touch.last_contact, today)}, {days_ago(touch.elapsed)}"
    if touch.elapsed >= 2:
        words += " ago"
    if touch.cadence is None:
        return words
    usual = {"hand": "you chose every", "inferred": "usually"}.get(touch.source or "", "about every")
    return f"{words}; {usual} {counted(touch.cadence, 'day')}"


def _date_words(yearly: YearlyDate) -> str:
    year = f" {yearly.year}" if yearly.year else ""
    return f"{yearly.label} {yearly.day} {month_name(yearly.month)}{year}"


def _names(network: Network, contacts: tuple[int, ...]) -> str:
    return ", ".join(network.contacts[contact].name for contact in contacts if contact in network.contacts)
