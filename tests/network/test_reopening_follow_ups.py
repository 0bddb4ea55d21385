"""The line of a promise or a meeting is opened again, and nothing is lost by saving it as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
import pytest

from netui.domain.days import Now
from netui.domain.line.changes import Change, Meant
from netui.domain.records import Contact, FollowUp
from netui.errors import NetuiError
from netui.network import Network
from netui.network.amending import amend
from netui.network.answers import follow_up_done
from netui.network.lines import read_line
from netui.network.logging import save
from netui.network.reopening import reopened
from netui.network.reopening_follow_ups import reopened_follow_up
from tests.network.helpers import tables


@pytest.fixture
def ids(network: Network, now: Now) -> dict[str, int]:
    names = ("Ada Lovelace", "Emmy Noether", "Bob Smith", "Bob Stone", "Rich Holt")
    with network.change("add") as change:
        return {name.split()[-1]: change.insert(Contact(name=name, added=now.today)) for name in names}


def log(network: Network, line: str, now: Now, changes: Sequence[Change] = ()) -> int:
    """The first follow-up that the line makes."""
    return save(network, read_line(network, line, now, changes=changes), now).follow_ups[0]


LINES = {
    "coffee with Ada, promised the paper by friday": '@"Ada Lovelace": promised the paper by 2026-11-27',
    "saw Ada and Emmy, promised Ada the paper": "promised Ada the paper",
    "saw Ada and Emmy, promised the paper": '@"Ada Lovelace", @"Emmy Noether": promised the paper',
    "met Emmy; promised an intro to Ada by 1 dec": '@"Emmy Noether": promised an intro to Ada by 2026-12-01',
    "promised Ada's paper by friday or so": None,
    "Emmy promised a draft by next week": '@"Emmy Noether": expecting a draft by 2026-11-30',
    "they promised the notes": "expecting the notes",
    'todo:"call Ada" due:friday': "promised call Ada by 2026-11-27",
    "plan: coffee with Ada tomorrow at 10:00": "plan: coffee with Ada, 2026-11-24 at 10:00",
    "plan: at 9:30 tomorrow coffee with Ada": None,
    "plan: tea at 15:00 with Ada on friday": "plan: tea at 15:00 with Ada, 2026-11-27",
    "tomorrow: zoom with Emmy and @Zed": "plan: zoom with Emmy and @Zed, 2026-11-24",
    "plan lunch with Ada": "plan: lunch with Ada",
    "plan: next friday: talk about sunday with Emmy via:phone": None,
    "plan: walk with Ada on 1 dec; promised a map": "plan: walk with Ada, 2026-12-01",
}


@pytest.mark.parametrize("line", LINES)
def test_saved_as_it_was_opened_nothing_changes(
    network: Network, now: Now, ids: dict[str, int], line: str
) -> None:
    entry = log(network, line, now)
    before = tables(network)
    for later in (0, 400):
        then = later_by(now, later)
        opened = reopened_follow_up(network, network.follow_ups[entry], then)
        assert LINES[line] in (None, opened.text)
        amend(network, entry, opened.text, then, changes=opened.changes)
        amend(network, entry, opened.text, then)
        assert tables(network) == before


def later_by(now: Now, days: int) -> Now:
    away = timedelta(days=days)
    return msgspec.structs.replace(
        now, instant=now.instant + away, local=now.local + away, today=now.today + away
    )


def test_only_what_is_written_otherwise_changes(network: Network, now: Now, ids: dict[str, int]) -> None:
    bob = (Change(12, "Bob", "contact", Meant(ids["Stone"])),)
    entry = log(network, "coffee with Bob, promised the paper by friday", now, bob)
    before = network.follow_ups[entry]
    later = later_by(now, 3)
    amend(network, entry, '@"Bob Stone": promised the paper by tuesday', later, changes=())
    assert network.follow_ups[entry] == msgspec.structs.replace(before, due=date(2026, 12, 1))
    amend(network, entry, "promised Emmy the book", later, changes=())
    after = network.follow_ups[entry]
    assert (after.text, after.due, after.contacts) == ("Emmy the book", None, (ids["Noether"],))
    assert (after.made, after.made_at, after.interaction) == (before.made, before.made_at, before.interaction)


def test_who_was_meant_and_the_channel_by_hand_are_chosen_again(
    network: Network, now: Now, ids: dict[str, int]
) -> None:
    by_hand = (
        Change(18, "Bob", "contact", Meant(ids["Stone"])),
        Change(6, "coffee", "channel", "video"),
    )
    entry = log(network, "plan: coffee with Bob tomorrow", now, by_hand)
    before = network.follow_ups[entry]
    assert (before.contacts, before.channel) == ((ids["Stone"],), "video")
    opened = reopened_follow_up(network, before, now)
    amend(network, entry, opened.text.replace("2026-11-24", "friday"), now)
    assert network.follow_ups[entry] == msgspec.structs.replace(before, due=date(2026, 11, 27))


def test_a_name_is_written_as_it_is_now(network: Network, now: Now, ids: dict[str, int]) -> None:
    entry = log(network, "promised Ada the paper", now)
    with network.change("rename") as change:
        change.update(Contact.table, ids["Lovelace"], name="Augusta King")
    opened = reopened_follow_up(network, network.follow_ups[entry], now)
    assert opened.text == 'promised @"Augusta King" the paper'


def test_namesakes_are_written_so_that_each_is_meant(network: Network, now: Now) -> None:
    with network.change("add") as change:
        _, two = (change.insert(Contact(name="Sam Lee", added=now.today)) for _ in range(2))
    entry = log(network, f'tea with @"Sam Lee ({two})", promised a book', now)
    opened = reopened_follow_up(network, network.follow_ups[entry], now)
    assert opened.text == f'@"Sam Lee ({two})": promised a book'
    assert not opened.reading.ties
    amend(network, entry, opened.text, now)
    assert network.follow_ups[entry].contacts == (two,)


@pytest.mark.parametrize(
    "line",
    [
        "promised the paper; promised a chart",
        "coffee with Ada, promised the paper",
        "promised the paper; gave Ada advice",
        "tea with Ada",
        "plan: tea with Ada",
    ],
)
def test_what_would_be_lost_is_refused(network: Network, now: Now, ids: dict[str, int], line: str) -> None:
    entry = log(network, "promised Ada the paper", now)
    before = network.follow_ups[entry]
    with pytest.raises(NetuiError):
        amend(network, entry, line, now, changes=())
    assert network.follow_ups[entry] == before


def test_what_is_done_has_no_line_of_its_own_any_more(
    network: Network, now: Now, ids: dict[str, int]
) -> None:
    entry = log(network, "promised Ada the paper", now)
    follow_up_done(network, entry, now)
    with pytest.raises(NetuiError, match="no longer open"):
        amend(network, entry, "promised Ada the book", now)


def test_what_was_changed_apart_stays_when_the_line_that_made_it_is_changed(
    network: Network, now: Now, ids: dict[str, int]
) -> None:
    line = "coffee with Ada, promised the paper by friday; promised a map"
    saved = save(network, read_line(network, line, now), now)
    paper, chart = saved.follow_ups
    assert saved.interaction is not None
    amend(network, paper, "the book by tomorrow", now)
    apart = network.follow_ups[paper]
    opened = reopened(network, network.interactions[saved.interaction], now)
    amend(network, saved.interaction, f"{opened.text}, #work", now)
    assert network.follow_ups[paper] == apart
    assert set(network.follow_ups) == {paper, chart}
    amend(network, saved.interaction, "coffee with Ada; promised a map", now)
    assert _texts(network) == {"a map"}


def _texts(network: Network) -> set[str]:
    return {record.text for record in network.follow_ups.values() if isinstance(record, FollowUp)}
