"""The brief of one contact as text: one screen at 80×24, or all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from netui.cli.context import Session
from netui.cli.layout import CHANNEL_WORDS, clip, labelled, named_day, table
from netui.cli.ties import people_words, tie_lines

if TYPE_CHECKING:
    from netui.domain.cadence import Touch
    from netui.domain.records import Contact, FollowUp, YearlyDate
    from netui.network.brief import Brief, TimelineEntry

WIDTH, HEIGHT = 80, 23
"""Columns and lines of the brief: one screen, with a line left for the prompt."""

LAST_TALKS, OPEN_SHOWN, NOTES_SHOWN = 3, 4, 2
"""Talks, open follow-ups and notes that the brief tells of (choice)."""

LEAST_TOLD = (
    "connected",
    "known since",
    "tags",
    "also called",
    "dates",
    "reach",
    "introduced to",
    "channels",
    "in common",
)
"""What gives way first where there is more to tell than a screen holds."""


def brief_lines(session: Session, brief: Brief, *, show_all: bool) -> Iterator[str]:
    """The brief as text: whole, or as much of it as one screen holds."""
    head = " · ".join(_who(session, brief.contact))
    told = [pair for pair in _about(session, brief) if pair[1]]
    below = list(_below(session, brief, show_all))
    if show_all:
        yield head
        yield from labelled(told)
        yield from _tree(session, brief)
        yield from tie_lines(session, brief)
        yield from below
        return
    for label in LEAST_TOLD:
        if 1 + len(told) + len(below) <= HEIGHT:
            break
        told = [pair for pair in told if pair[0] != label]
    for line in (head, *labelled(told), *below):
        yield clip(line, WIDTH)


def _below(session: Session, brief: Brief, show_all: bool) -> Iterator[str]:
    yield from _section("Open", _open_rows(session, brief, show_all), None if show_all else OPEN_SHOWN)
    yield from _section("Notes", _note_rows(session, brief, show_all), None if show_all else NOTES_SHOWN)
    title = "Timeline" if show_all else "Last talks"
    yield from _section(title, _talk_rows(session, brief, show_all), None if show_all else LAST_TALKS)
    if len(brief.timeline) > LAST_TALKS and not show_all:
        yield f"  {len(brief.timeline) - LAST_TALKS} more: netui show --all"


def _section(title: str, rows: Iterable[tuple[str, ...]], most: int | None) -> Iterator[str]:
    rows = list(rows)
    if not rows:
        return
    left = len(rows) - most if most is not None and title != "Last talks" else 0
    yield f"{title} ({left} more)" if left > 0 else title
    yield from table(rows[:most], indent="  ")


def _who(session: Session, contact: Contact) -> Iterator[str]:
    today = session.now.today
    yield contact.name
    if contact.kind == "organisation":
        yield "organisation"
    for membership in contact.organisations:
        house = session.network.contacts.get(membership.organisation)
        if house is not None and (membership.until is None or membership.until >= today):
            yield ", ".join(filter(None, (membership.role, membership.department, house.name)))
    if contact.circle is not None:
        yield f"{contact.circle} circle"
    for word in ("far", "muted", "archived"):
        if getattr(contact, word):
            yield word


def _about(session: Session, brief: Brief) -> Iterator[tuple[str, str]]:
    from netui.cli.practice import balance_words
    from netui.cli.shapes import names_of

    contact, balance = brief.contact, brief.standing.balance
    yield "also called", ", ".join(contact.nicknames)
    yield "last spoke", _touch_words(session, brief.standing.touch)
    yield "people", people_words(session, brief)
    yield "balance", balance_words(balance) if balance is not None else "taken out of the ledger"
    yield (
        "channels",
        ", ".join(f"{CHANNEL_WORDS[channel]} {count}" for channel, count in brief.channels.items()),
    )
    for mark in brief.standing.marks[:1]:
        yield "note well", f"{mark.label}: {mark.advice}"
        yield "because", mark.fact
    yield "needs", ", ".join(contact.needs)
    yield "offers", ", ".join(contact.offers)
    yield "dates", ", ".join(_date_words(yearly) for yearly in contact.dates)
    yield "reach", ", ".join(_reach(contact))
    yield "connected", str(contact.connected) if contact.connected is not None else ""
    yield "tags", " ".join(f"#{tag}" for tag in contact.tags)
    yield from _matches(session, brief)
    yield from _came_by(session, brief)
    yield "introduced to", ", ".join(names_of(session.network, brief.introduced_to))
    yield "in common", ", ".join(names_of(session.network, brief.in_common))


def _reach(contact: Contact) -> Iterator[str]:
    from netui.network.links import readable

    yield from filter(
        None,
        (*contact.emails, *contact.phones, *map(readable, contact.urls), contact.place, *contact.addresses),
    )


def _matches(session: Session, brief: Brief) -> Iterator[tuple[str, str]]:
    """Whom one could introduce."""
    from netui.cli.shapes import name_of

    helpers = [f"{name_of(session.network, who)} ({what})" for what, who in brief.could_help]
    helped = [f"{name_of(session.network, who)} (needs {what})" for what, who in brief.could_be_helped]
    yield "could meet", ", ".join((*helpers, *helped))


def _came_by(session: Session, brief: Brief) -> Iterator[tuple[str, str]]:
    """How one came to know them, in a line."""
    from netui.cli.chains import through_words
    from netui.domain.introductions import paths

    root = brief.root
    if root is None:
        return
    if root.links[0].parents:
        yield "introduced by", "; ".join(through_words(session, path) for path in paths(root.links, limit=2))
    else:
        yield "known since", root.beginnings[root.links[0].contact]


def _tree(session: Session, brief: Brief) -> Iterator[str]:
    from netui.cli.chains import tree_lines

    if brief.root is not None:
        yield "How you came to know them"
        for line in tree_lines(session, brief.root):
            yield f"  {line}"


def _touch_words(session: Session, touch: Touch) -> str:
    if touch.last_contact is None:
        return "only a name so far" if touch.state == "only_name" else "never yet"
    words = named_day(touch.last_contact, session.now.today)
    if touch.cadence is None:
        return words
    source = {"hand": "wanted every", "inferred": "usually every"}.get(touch.source or "", "about every")
    return f"{words}; {source} {touch.cadence} days"


def _date_words(yearly: YearlyDate) -> str:
    year = f"{yearly.year:04}-" if yearly.year is not None else ""
    return f"{yearly.label} {year}{yearly.month:02}-{yearly.day:02}"


def _open_rows(session: Session, brief: Brief, show_all: bool) -> Iterator[tuple[str, ...]]:
    for record_id, follow_up in brief.follow_ups:
        due = named_day(follow_up.due, session.now.today) if follow_up.due is not None else ""
        yield _owner_words(follow_up), due, str(record_id) if show_all else "", follow_up.text


def _owner_words(follow_up: FollowUp) -> str:
    return {"me": "you promised", "them": "expected", "both": "planned"}[follow_up.owner]


def _note_rows(session: Session, brief: Brief, show_all: bool) -> Iterator[tuple[str, ...]]:
    from netui.network.shown import with_names

    for record_id, note in brief.notes:
        text = with_names(session.network, note.text, note.mentions)
        yield f"{note.day}", str(record_id) if show_all else "", text


def _talk_rows(session: Session, brief: Brief, show_all: bool) -> Iterator[tuple[str, ...]]:
    from netui.domain.days import weekday_name
    from netui.network.shown import shown_interaction

    for entry in brief.timeline[: None if show_all else LAST_TALKS]:
        text = shown_interaction(session.network, entry.interaction)
        role = " (mentioned)" if entry.role == "mentioned" else ""
        day = f"{weekday_name(entry.interaction.day.isoweekday())} {entry.interaction.day}"
        yield (
            day,
            str(entry.id) if show_all else "",
            _exchanged(brief, entry) if show_all else "",
            text + role,
        )


def _exchanged(brief: Brief, entry: TimelineEntry) -> str:
    """What was exchanged with the contact, in words."""
    words = {"given": "gave", "received": "got", "asked": "asked", "offered": "offered"}
    return ", ".join(
        f"{words[each.direction]} {each.kind}{f' x{each.weight}' if each.weight > 1 else ''}"
        for each in entry.interaction.exchanges
        if brief.standing.id in each.contacts
    )
