"""Changing an entry by its line: what was chosen and what the line never said is not lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from netui.domain.days import Now
from netui.domain.line.changes import Change, Meant, Passed, changed_by
from netui.domain.records import Contact, Event, Interaction
from netui.network import Network
from netui.network.amending import amend
from netui.network.lines import read_line
from netui.network.logging import save
from netui.network.merging import merge
from netui.network.reopening import reopened
from tests.network.helpers import tables


@pytest.fixture
def ids(network: Network, now: Now) -> dict[str, int]:
    names = ("Ada Lovelace", "Emmy Noether", "Bob Smith", "Bob Stone")
    with network.change("add") as change:
        return {name.split()[-1]: change.insert(Contact(name=name, added=now.today)) for name in names}


def log(network: Network, line: str, now: Now, changes: Sequence[Change] = ()) -> int:
    saved = save(network, read_line(network, line, now, changes=changes), now)
    entry = saved.interaction or saved.note
    assert entry is not None
    return entry


def same_again(network: Network, entry: int, now: Now, text: str | None = None) -> Any:
    """The entry amended by its own line (or ``text``), as a person does who opens it and saves it."""
    record: Any = network.interactions.get(entry) or network.notes[entry]
    opened = reopened(network, record, now)
    amend(network, entry, opened.text if text is None else text, now)
    return network.interactions.get(entry) or network.notes[entry]


LINES = (
    "yesterday: coffee with Ada, got big advice, promised the paper by friday #work",
    "called Emmy for 45m about Ada's thesis at 14:30, asked for feedback",
    'met @"Zed Omar" at "PyCon", introduced Ada to Emmy, opportunity:"A chair"',
    "note: Ada plays the harp",
    "Emmy called; they promised the notes by 1 dec purpose:sale",
    "lunch with \\Ada",
)


@pytest.mark.parametrize("line", LINES)
def test_saved_as_it_was_opened_nothing_changes(
    network: Network, now: Now, ids: dict[str, int], line: str
) -> None:
    entry = log(network, line, now)
    before = tables(network)
    same_again(network, entry, now)
    assert tables(network) == before


def test_what_was_chosen_by_hand_is_chosen_again(network: Network, now: Now, ids: dict[str, int]) -> None:
    line = "coffee with Bob and Emmy, gave advice"
    changes = [Change(12, "Bob", "contact", Meant(ids["Stone"], "took_part"))]
    for kind, value in (("exchange", Passed("received", 3)), ("channel", "phone")):
        reading = read_line(network, line, now, changes=changes)
        piece = next(piece for piece in reading.pieces if piece.kind == kind)
        changes = list(changed_by(changes, reading, piece, value))
    reading = read_line(network, line, now, changes=changes)
    emmy = next(piece for piece in reading.pieces if piece.label == "Emmy Noether")
    changes = list(changed_by(changes, reading, emmy, Meant(ids["Noether"], "mentioned")))
    entry = log(network, line, now, changes)
    before = network.interactions[entry]
    assert (before.took_part, before.mentioned, before.channel) == (
        (ids["Stone"],),
        (ids["Noether"],),
        "phone",
    )
    assert (before.exchanges[0].direction, before.exchanges[0].weight) == ("received", 3)
    assert same_again(network, entry, now) == before
    longer = same_again(network, entry, now, f"yesterday: {line} at length")
    assert longer.text == f"yesterday: {line} at length"
    assert longer.exchanges == before.exchanges
    assert (longer.took_part, longer.mentioned, longer.channel) == (
        before.took_part, before.mentioned, before.channel,
    )  # fmt: skip


def test_a_channel_that_no_word_says_and_a_name_that_is_prose(
    network: Network, now: Now, ids: dict[str, int]
) -> None:
    changes = (Change(-1, "", "channel", "video"), Change(13, "Emmy", "contact", None))
    entry = log(network, "saw Ada with Emmy", now, changes)
    before = network.interactions[entry]
    assert (before.channel, before.took_part) == ("video", (ids["Lovelace"],))
    assert same_again(network, entry, now) == before


def test_who_was_meant_is_meant_also_under_another_name(
    network: Network, now: Now, ids: dict[str, int]
) -> None:
    entry = log(network, "coffee with Ada, got advice from Ada and Emmy", now)
    before = network.interactions[entry]
    with network.change("rename") as change:
        change.update(Contact.table, ids["Lovelace"], name="Augusta King")
    after = same_again(network, entry, now)
    assert after.text == 'coffee with @"Augusta King", got advice from @"Augusta King" and Emmy'
    assert (after.took_part, after.exchanges) == (before.took_part, before.exchanges)


def test_after_a_merge_it_is_whom_they_became(network: Network, now: Now, ids: dict[str, int]) -> None:
    entry = log(network, "coffee with Bob Smith", now)
    merge(network, ids["Noether"], ids["Smith"], now)
    assert network.interactions[entry].took_part == (ids["Noether"],)
    assert same_again(network, entry, now).took_part == (ids["Noether"],)


def test_what_the_line_never_said_stays(network: Network, now: Now, ids: dict[str, int]) -> None:
    entry = log(network, "coffee with Ada, promised the paper by friday", now)
    with network.change("by hand") as change:
        event = change.insert(Event(name="PyCon", day=now.today))
        record = network.interactions[entry]
        change.put(
            Interaction.table,
            entry,
            msgspec.structs.replace(
                record, took_part=(*record.took_part, ids["Noether"]), event=event, minutes=30, place="Rome"
            ),
        )
    (promise,) = network.follow_ups
    amend(network, promise, "the paper by today", now)
    after = same_again(
        network, entry, now, "coffee with Ada and Bob Smith, promised the paper by friday #rome"
    )
    assert after.took_part == (ids["Lovelace"], ids["Smith"], ids["Noether"])
    assert (after.event, after.minutes, after.place, after.tags) == (event, 30, "Rome", ("rome",))
    assert network.follow_ups[promise].due == now.today
    same_again(network, entry, now, "coffee with Ada, 1h, promised the paper by tomorrow")
    assert network.interactions[entry].minutes == 60
    assert network.follow_ups[promise].due != now.today
