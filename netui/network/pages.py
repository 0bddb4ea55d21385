"""Pages to read elsewhere: the brief of one contact, and the review of a week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from netui.domain.days import Now, counted, short_day, weekday_name
from netui.domain.ledger import Balance, verdict_words
from netui.domain.plain import PlainPage
from netui.domain.records import Contact, FollowUp, YearlyDate
from netui.domain.reminders import plain_text
from netui.network.brief import Brief, brief_of
from netui.network.network import Network
from netui.network.picture import Picture
from netui.network.reviewing import Looked, look
from netui.network.shown import names_of, shown_interaction, with_names


def brief_page(network: Network, contact_id: int, now: Now) -> PlainPage:
    """All that is worth knowing before meeting somebody, and the whole timeline."""
    brief = brief_of(network, contact_id, now)
    return PlainPage(
        title=brief.contact.name,
        facts=tuple(pair for pair in _facts(network, brief, now) if pair[1]),
        sections=tuple(section for section in _sections(network, brief) if section[1]),
    )


def _facts(network: Network, brief: Brief, now: Now) -> Iterator[tuple[str, str]]:
    contact, touch = brief.contact, brief.standing.touch
    yield "belongs to", "; ".join(_houses(network, contact, now))
    yield "also called", ", ".join(contact.nicknames)
    yield "last spoke", "" if touch.last_contact is None else str(touch.last_contact)
    if brief.standing.balance is not None:
        yield "balance", _balance(brief.standing.balance)
    yield "needs", ", ".join(contact.needs)
    yield "offers", ", ".join(contact.offers)
    yield "dates", ", ".join(map(_yearly, contact.dates))
    yield "e-mail", ", ".join(contact.emails)
    yield "phone", ", ".join(contact.phones)
    yield "web", ", ".join(contact.urls)
    yield "place", contact.place
    yield "address", "; ".join(contact.addresses)
    yield "tags", ", ".join(contact.tags)
    yield "introduced by", ", ".join(names_of(network, brief.introduced_by))
    yield "introduced to", ", ".join(names_of(network, brief.introduced_to))
    yield "in common", ", ".join(names_of(network, brief.in_common))


def _houses(network: Network, contact: Contact, now: Now) -> Iterator[str]:
    for each in contact.organisations:
        if each.until is None or each.until >= now.today:
            yield ", ".join(filter(None, (each.role, *names_of(network, (each.organisation,)))))


def _yearly(each: YearlyDate) -> str:
    year = f"{each.year:04}-" if each.year is not None else ""
    return f"{each.label} {year}{each.month:02}-{each.day:02}"


def _balance(balance: Balance) -> str:
    return f"gave {balance.given_entries}, received {balance.received_entries}: {verdict_words(balance)}"


def _sections(network: Network, brief: Brief) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "Open", tuple(_follow_up(network, record, named=False) for _, record in brief.follow_ups)
    yield (
        "Notes",
        tuple(f"{note.day}: {with_names(network, note.text, note.mentions)}" for _, note in brief.notes),
    )
    yield (
        "Timeline",
        tuple(
            f"{entry.interaction.day}: {shown_interaction(network, entry.interaction)}"
            + (" (mentioned)" if entry.role == "mentioned" else "")
            for entry in brief.timeline
        ),
    )


def _follow_up(network: Network, record: FollowUp, *, named: bool = True) -> str:
    word = {"me": "promised", "them": "expected", "both": "planned"}[record.owner]
    names = ", ".join(names_of(network, record.contacts)) if named else ""
    due = f", by {record.due}" if record.due is not None else ""
    return f"{f'{names}: ' if names else ''}{word}: {plain_text(record)}{due}"


def review_page(network: Network, picture: Picture, now: Now) -> PlainPage:
    """The week in its five steps, as the review has it now."""
    looked = look(network, picture, now)
    last = looked.week + timedelta(days=6)
    return PlainPage(
        title=f"The week {short_day(looked.week)} to {short_day(last)}",
        facts=tuple(_week_facts(looked)),
        sections=tuple((title, tuple(items)) for title, items in _week_sections(network, looked)),
    )


def _week_facts(looked: Looked) -> Iterator[tuple[str, str]]:
    week = looked.balance
    yield "this week", f"gave {week.given}, received {week.received}"
    met = f", {week.meetings} in person" if week.meetings else ""
    minutes = f", {week.minutes} minutes noted" if week.minutes else ""
    yield "interactions", f"{week.interactions}{met}{minutes}"
    yield "overall", _balance(week.overall)


def _week_sections(network: Network, looked: Looked) -> Iterator[tuple[str, Iterable[str]]]:
    days = ", ".join(weekday_name(day.isoweekday()) for day in looked.unlogged.empty_days)
    meetings = [f"did it happen? {_follow_up(network, record)}" for _, record in looked.unlogged.meetings]
    yield (
        "What went unlogged",
        [*([f"nothing logged on {days}"] if days else []), *meetings] or ["nothing that one could see"],
    )
    promises = looked.promises
    open_ones = [
        f"still open: {_follow_up(network, record)}" for _, record in (*promises.open, *promises.expected)
    ]
    yield "Promises", [f"{counted(len(promises.kept), 'promise')} kept", *open_ones]
    chosen = names_of(network, looked.review.next)
    others = [f"perhaps {name}" for name in names_of(network, looked.candidates)]
    yield "Who next week", chosen or others or ["nobody is waiting"]
    yield "Whom you could give to", names_of(network, looked.balance.owing) or ["nobody in particular"]
    words = [looked.review.words] if looked.review.words else []
    told = [f"{record.day}: {shown_interaction(network, record)}" for _, record in looked.moments]
    yield "A good moment", words or told or ["not told yet"]
