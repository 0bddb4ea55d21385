"""The brief of a contact as lines, for the Contact screen and beside a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from netui.domain.cadence import Touch
from netui.domain.days import counted, month_name, short_day
from netui.domain.introductions import paths
from netui.domain.records import Contact, YearlyDate
from netui.network import Network
from netui.network.brief import Brief
from netui.network.links import readable
from netui.network.shown import shown_interaction, with_names
from netui.tui.chains import month_words, path_words
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


LEAST_TOLD = (
    "Tags", "Introduced", "Channels", "Reach", "Since", "In common", "Dates", "Could meet", "Talks", "Offers",
)  # fmt: skip
"""Labels of what gives way first where there is more to tell than room."""

OPEN_SHOWN = 4
"""Open follow-ups that the brief tells of (choice)."""


def brief_lines(
    network: Network, brief: Brief, glyphs: Glyphs, *, whole: bool = True, room: int | None = None
) -> list[Line]:
    """Who they are, when one last spoke, what is open, the balance, and whom one has in common.

    Without ``whole`` what stands in lists of its own is left out: what is open, whom they could meet, talks.
    ``room``: lines there are at most; who they are, the last word and the balance stay in any case.
    """
    today = _today(brief.standing.touch)
    lines = [
        *_who(network, brief, glyphs),
        *_between(network, brief, glyphs),
        *_through(network, brief, glyphs, today),
    ]
    if whole:
        lines += [*_could_meet(network, brief), *_open(network, brief), *_talks(network, brief)]
    return lines if room is None else fitted(lines, room)


def fitted(lines: Sequence[Line], room: int) -> list[Line]:
    """The lines without those that tell least, until they are ``room`` at most or nothing more can go."""
    kept = list(lines)
    for label in LEAST_TOLD:
        if len(kept) <= room:
            break
        kept = [line for line in kept if line.label != label]
    return kept


def _today(touch: Touch) -> date | None:
    if touch.last_contact is None or touch.elapsed is None:
        return None
    return touch.last_contact + timedelta(days=touch.elapsed)


def _who(network: Network, brief: Brief, glyphs: Glyphs) -> Iterator[Line]:
    contact = brief.contact
    yield Line("", [Span(contact.name, "strong"), Span(beside_name(network, contact, glyphs), "calm")])
    yield Line("Last", [Span(touch_words(brief.standing.touch))])
    if contact.needs:
        yield Line("Needs", [Span(", ".join(contact.needs))])
    if contact.offers:
        yield Line("Offers", [Span(", ".join(contact.offers))])
    dates = [_date_words(yearly) for yearly in contact.dates]
    if contact.connected is not None:
        dates.append(f"connected {_day_words(contact.connected)}")
    if dates:
        yield Line("Dates", [Span(", ".join(dates))])
    place = (contact.place,) if contact.place else ()
    urls = map(readable, contact.urls)
    reach = (*contact.emails, *contact.phones, *urls, *place, *contact.addresses)
    if reach:
        yield Line("Reach", [Span(f" {glyphs.between} ".join(reach))])
    if contact.tags:
        yield Line("Tags", [Span(" ".join(f"#{tag}" for tag in contact.tags), "calm")])


def _between(network: Network, brief: Brief, glyphs: Glyphs) -> Iterator[Line]:
    balance = brief.standing.balance
    if balance is not None:
        yield Line("Balance", lambda width: meter_line(balance, width, glyphs))
    else:
        yield Line("Balance", [Span("taken out of the ledger", "calm")])
    if brief.channels:
        parts = (f"{CHANNEL_WORDS[channel]} {count}" for channel, count in brief.channels.items())
        yield Line("Channels", [Span(f" {glyphs.between} ".join(parts))])
    for mark in brief.standing.marks[:1]:
        yield Line("Note well", [Span(f"{mark.label}: "), Span(mark.advice)])
        yield Line("", [Span(mark.fact, "calm")])
    if brief.in_common:
        yield Line("In common", [Span(_names(network, brief.in_common))])


def _through(network: Network, brief: Brief, glyphs: Glyphs, today: date | None) -> Iterator[Line]:
    """How one came to know them, in a line, and whom they were introduced to."""
    root = brief.root
    if root is not None and root.links[0].parents:
        path = paths(root.links, limit=1)[0]
        when = path[-1].introduced
        day = today or when
        month = f", {month_words(when, day)}" if when is not None and day is not None else ""
        through = path_words(network, path[:-1], day or date.max, glyphs)
        yield Line("Through", [Span(f"{through}{month}")])
    elif root is not None:
        yield Line("Since", [Span(root.beginnings[root.links[0].contact], "calm")])
    if brief.introduced_to:
        yield Line("Introduced", [Span(f"to {_names(network, brief.introduced_to)}")])


def _could_meet(network: Network, brief: Brief) -> Iterator[Line]:
    told = [f"{network.contacts[who].name} (offers {what})" for what, who in brief.could_help]
    told += [f"{network.contacts[who].name} (needs {what})" for what, who in brief.could_be_helped]
    if told:
        yield Line("Could meet", [Span(", ".join(told))])


def _open(network: Network, brief: Brief) -> Iterator[Line]:
    for index, (_, follow_up) in enumerate(brief.follow_ups[:OPEN_SHOWN]):
        who = {"me": "you promised: ", "them": "expected: ", "both": "planned: "}[follow_up.owner]
        due = f", by {short_day(follow_up.due)}" if follow_up.due else ""
        text = with_names(network, follow_up.text, follow_up.mentions)
        yield Line("" if index else "Open", [Span(who, "calm"), Span(text), Span(due, "calm")])


def _talks(network: Network, brief: Brief) -> Iterator[Line]:
    for index, entry in enumerate(brief.timeline[:LAST_TALKS]):
        day = f"{short_day(entry.interaction.day)}  "
        text = shown_interaction(network, entry.interaction)
        yield Line("" if index else "Talks", [Span(day, "calm"), Span(text)])


def beside_name(network: Network, contact: Contact, glyphs: Glyphs) -> str:
    """What stands beside a name: what a contact is, where they are, how near."""
    roles = [
        ", ".join(
            filter(
                None,
                (membership.role, membership.department, network.contacts[membership.organisation].name),
            )
        )
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


def _day_words(day: date) -> str:
    return f"{day.day} {month_name(day.month)} {day.year}"


def _names(network: Network, contacts: tuple[int, ...]) -> str:
    return ", ".join(network.contacts[contact].name for contact in contacts if contact in network.contacts)
