"""The commands that take a line: log, note, promise, plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command, text_argument

if TYPE_CHECKING:
    from netui.domain.line.reading import Form, ReadExchange, ReadFollowUp, Reading
    from netui.network.logging import Saved

PROMISING = ("promised", "they promised", "expecting", "owe ", "i owe ")
"""How a line begins that is a promise already."""

_dry_run = click.option("--dry-run", is_flag=True, help="Say what would be understood; save nothing.")


@command("log", short_help="Log one line: what happened, and with whom.")
@text_argument()
@_dry_run
@pass_session
def log(session: Session, text: tuple[str, ...], dry_run: bool) -> None:
    """Log one line: what happened, with whom, what was given and received, what was promised.

    \b
    netui log 'yesterday: coffee with @"Ada Lovelace", got advice, promised send the paper by friday'
    """
    take_line(session, " ".join(text), dry_run=dry_run)


@command("note", short_help="Keep something worth knowing about somebody.")
@text_argument()
@_dry_run
@pass_session
def note(session: Session, text: tuple[str, ...], dry_run: bool) -> None:
    """Keep something worth knowing about those it names; nothing happened."""
    take_line(session, " ".join(text), form="note", dry_run=dry_run)


@command("promise", short_help="Keep a promise of yours.")
@text_argument()
@_dry_run
@pass_session
def promise(session: Session, text: tuple[str, ...], dry_run: bool) -> None:
    """Keep a promise of yours: TEXT [by DAY], as after “promised” in a line."""
    line = " ".join(text)
    if not line.casefold().lstrip().startswith(PROMISING):
        line = f"promised {line}" if line.strip() else line
    take_line(session, line, dry_run=dry_run)


@command("plan", short_help="Plan a meeting.")
@text_argument()
@_dry_run
@pass_session
def plan(session: Session, text: tuple[str, ...], dry_run: bool) -> None:
    """Plan a meeting: netui plan coffee with Ada next tuesday."""
    take_line(session, " ".join(text), form="plan", dry_run=dry_run)


def take_line(session: Session, text: str, *, form: Form | None = None, dry_run: bool = False) -> None:
    """Read a line, save it unless ``dry_run``, and say what was understood."""
    from netui.cli.shapes import line_shape
    from netui.network.logging import save

    reading = session.read(session.typed(text), form)
    saved = None if dry_run else save(session.network, reading, session.now)
    output.show(
        session.json,
        lambda: line_shape(session.network, reading, saved),
        lambda: understood(session, reading, saved),
    )
    for remark in remarks(session, reading):
        output.tell(remark)


def remarks(session: Session, reading: Reading) -> Iterator[str]:
    """What a person should know of a line beside what it was understood as."""
    from netui.domain.line.remarks import doubt_words, remarks_on
    from netui.network.lookup import meant_perhaps

    new = [contact.name for contact in reading.contacts if contact.new]
    if new:
        yield f"new here: {', '.join(new)}"
    nobodys = [unknown for unknown in reading.unknown if not unknown.candidates]
    if nobodys:
        words = ", ".join(f"“{unknown.matched}”" for unknown in nobodys)
        near = meant_perhaps(session.network, nobodys[0].matched) if len(nobodys) == 1 else ""
        yield f"nobody here is called {words}{near or ':'} write @ before the name of somebody new"
    for unknown in reading.unknown:
        if unknown.candidates:
            yield f"{doubt_words(unknown)}, and was left a word: write @{unknown.matched} for the name"
    if not reading.contacts:
        yield "this line names nobody"
    from netui.domain.line.leftovers import key_left_in_prose

    if left := key_left_in_prose(reading):
        yield left
    for contact in reading.contacts:
        if contact.others:
            yield f"“{contact.matched}” was taken for {contact.name}; others could be meant"
    yield from remarks_on(reading)


def understood(session: Session, reading: Reading, saved: Saved | None) -> Iterator[str]:
    """A reading as aligned lines of text."""
    from netui.cli.layout import labelled, named_day

    word = {"interaction": "logged", "plan": "planned", "note": "noted"}[reading.form]
    day = "no day said" if _without_a_day(reading) else named_day(reading.day, session.now.today)
    time = f" at {reading.time:%H:%M}" if reading.time is not None else ""
    yield f"{word if saved is not None else 'not saved (dry run)'}: {day}{time}"
    yield from labelled(_pieces(session, reading, saved))


def _without_a_day(reading: Reading) -> bool:
    """Whether a meeting is planned for no day: the reading's own is today then, when it is not to be."""
    return reading.form == "plan" and all(follow_up.due is None for follow_up in reading.follow_ups)


def _pieces(session: Session, reading: Reading, saved: Saved | None) -> Iterator[tuple[str, str]]:
    from netui.cli.layout import CHANNEL_WORDS
    from netui.cli.shapes import line_shape, note_text, planned_shape

    shape = line_shape(session.network, reading, saved)
    for label, role in (("with", "took_part"), ("mentioned", "mentioned")):
        yield (
            label,
            ", ".join(
                contact["name"] + (" (new)" if contact["new"] else "")
                for contact in shape["contacts"]
                if contact["role"] == role
            ),
        )
    if reading.form == "note":
        yield "note", note_text(reading)
    if reading.form == "plan":
        yield "plan", planned_shape(reading)["text"]
    yield "channel", CHANNEL_WORDS[reading.channel] if reading.channel else ""
    yield "minutes", str(reading.minutes or "")
    yield "event", reading.event or ""
    yield "place", reading.place or ""
    for exchange in reading.exchanges:
        yield exchange.direction, _exchange_words(reading, exchange)
    for follow_up in reading.follow_ups:
        if follow_up.kind != "meeting":
            yield {"me": "promised"}.get(follow_up.owner, "expected"), _follow_up_words(session, follow_up)
    for introduction in shape["introductions"]:
        yield "introduction", f"{' and '.join(introduction['between'])}, by {introduction['introducer']}"
    yield "opportunity", reading.opportunity or ""
    for about in reading.about:
        yield about.field, f"{about.value} ({reading.contacts[about.index].name})"
    yield "purpose", reading.purpose if reading.purpose != "relationship" else ""
    yield "started by", reading.started or ""
    yield "tags", " ".join(f"#{tag}" for tag in reading.tags)
    if saved is not None:
        entries = (saved.interaction, saved.note, *saved.follow_ups)
        yield "id", str(next((entry for entry in entries if entry is not None), ""))


def _exchange_words(reading: Reading, exchange: ReadExchange) -> str:
    toward = "from" if exchange.direction in ("received", "asked") else "to"
    names = ", ".join(reading.contacts[index].name for index in exchange.contacts)
    weight = {1: "", 2: ", middling", 3: ", large"}[exchange.weight]
    return f"{exchange.kind}{weight}" + (f", {toward} {names}" if names else "")


def _follow_up_words(session: Session, follow_up: ReadFollowUp) -> str:
    from netui.cli.layout import named_day

    due = f", by {named_day(follow_up.due, session.now.today)}" if follow_up.due is not None else ""
    return f"{follow_up.text}{due}"
