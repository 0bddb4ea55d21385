"""Two sessions on one document, the second of which has not looked yet at what the first has done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.records import Contact, Event, Introduction, Membership, Review
from netui.errors import NetuiError, NotFoundError
from netui.network import Changed, Network, events, goals, reviewing
from netui.network.amending import amend
from netui.network.answers import archive, delete, follow_up_done
from netui.network.checking import problems
from netui.network.contacts import Fields, add_contact, edit_contact
from netui.network.forgetting import forget
from netui.network.introducing import become, introduce
from netui.network.lines import read_line
from netui.network.logging import save
from netui.network.merging import merge
from netui.network.picture import compute
from netui.storage import resident
from netui.storage.intake import Intake
from tests.conftest import Log, log_line


@pytest.fixture
def late(network: Network, path: Path, clock: Clock) -> Iterator[Callable[[], Network]]:
    """Opens a session that sees what is there now, and nothing of what the first one does from then on."""
    opened: list[Network] = []

    def open_late() -> Network:
        opened.append(Network.open(path, clock.instant))
        return opened[-1]

    yield open_late
    for each in opened:
        each.close()


Late = Callable[[], Network]


def test_a_promise_is_kept_once(network: Network, late: Late, log: Log, now: Now) -> None:
    (promise,) = log('@"Ada Lovelace" called, promised send the paper').follow_ups
    other = late()
    became = follow_up_done(network, promise, now)
    with pytest.raises(NotFoundError, match="no longer open"):
        follow_up_done(other, promise, now)
    with pytest.raises(NetuiError, match="no longer open"):
        amend(late(), promise, "send the paper by in 3 days", now)
    assert len(other.interactions) == 2
    assert other.follow_ups[promise].answered_by == became


def test_a_promise_that_was_moved_is_done_as_it_is_now(
    network: Network, late: Late, log: Log, now: Now
) -> None:
    (meeting,) = log('plan lunch with @"Ada Lovelace" tomorrow').follow_ups
    other = late()
    amend(network, meeting, f"lunch with Ada, {now.today - timedelta(days=2)}", now)
    became = follow_up_done(other, meeting, now)
    assert other.interactions[became].day == now.today - timedelta(days=2)


def test_nobody_is_lost_from_an_event_by_taking_out_another(
    network: Network, late: Late, log: Log, now: Now
) -> None:
    ada, bob, cy = log('met @"Ada Lovelace", @"Bob Kahn" and @"Cy Young"').contacts
    with network.change("event: Looms") as change:
        event = change.insert(Event(name="Looms", day=now.today, met=(ada, bob)))
    other = late()
    with network.change("event: Looms") as change:
        change.update(Event.table, event, met=(ada, bob, cy))
    events.leave_out(other, event, [bob])
    assert other.events[event].met == (ada, cy)


def test_an_event_never_ends_before_it_begins(network: Network, late: Late) -> None:
    event = events.new_event(network, "Looms", date(2026, 11, 20))
    other = late()
    events.change_event(network, event, day=date(2026, 11, 25))
    with pytest.raises(NetuiError, match="cannot end on 2026-11-22"):
        events.change_event(other, event, until=date(2026, 11, 22))
    assert other.events[event].until is None


def test_who_was_met_joins_the_event_that_was_named_though_it_is_called_otherwise_now(
    network: Network, late: Late, now: Now
) -> None:
    event = events.new_event(network, "Looms", now.today)
    other = late()
    reading = read_line(other, 'met @"Ada Lovelace"', now)
    events.change_event(network, event, name="The looms of Lyon", day=now.today - timedelta(days=9))
    saved = events.met_at(other, event, reading, now)
    assert saved.interaction is not None
    assert list(other.events) == [event]
    assert other.events[event].met == saved.contacts
    assert other.interactions[saved.interaction].day == now.today - timedelta(days=9)


def test_a_goal_is_asked_for_and_ended_once(network: Network, late: Late, now: Now) -> None:
    goal = goals.new_goal(network, "conversations", 3, now)
    other = late()
    goals.end_goal(network, goal, "it went well", now)
    for again in (
        lambda: goals.end_goal(other, goal, "no", now),
        lambda: goals.change_pace(other, goal, 5, now),
    ):
        with pytest.raises(NetuiError, match="that goal ended"):
            again()
    assert other.goals[goal].outcome == "it went well"


def test_a_pace_is_changed_from_the_one_that_holds(network: Network, late: Late, now: Now) -> None:
    goal = goals.new_goal(network, "conversations", 5, now)
    other = late()
    goals.change_pace(network, goal, 3, now)
    with pytest.raises(NetuiError, match="it asks for 3 a week already"):
        goals.change_pace(other, goal, 3, now)


def test_a_review_keeps_the_steps_of_both(network: Network, late: Late, log: Log, now: Now) -> None:
    (ada,) = log('coffee with @"Ada Lovelace"').contacts
    other = late()
    reviewing.take(network, compute(network, now), "next", now, next=[ada])
    record = reviewing.take(other, compute(other, now), "promises", now)
    assert list(other.reviews.values()) == [record]
    assert (record.next, set(record.taken)) == ((ada,), {"next", "promises"})
    third = late()
    reviewing.take(network, compute(network, now), "moment", now, words="the looms")
    record = reviewing.take(third, compute(third, now), "balance", now)
    assert (record.words, record.next) == ("the looms", (ada,))
    assert third.store.table(Review.table) == {min(third.reviews): record}


def test_what_became_of_an_introduction_is_logged_once(
    network: Network, late: Late, log: Log, now: Now
) -> None:
    ada, bob = log('met @"Ada Lovelace" and @"Bob Kahn"').contacts
    introduction = introduce(network, (ada, bob), now, state="proposed")
    other = late()
    become(network, introduction, "made", now)
    with pytest.raises(NetuiError, match="that is so already"):
        become(other, introduction, "made", now)
    become(late(), introduction, "fruitful", now)
    network.follow()
    assert len(network.interactions) == 2
    kept: Introduction = network.introductions[introduction]
    assert kept.interaction == max(network.interactions)


def test_nothing_is_done_with_a_contact_that_was_merged_into_another(
    network: Network, late: Late, log: Log, now: Now
) -> None:
    ada, other_ada, bob = log('met @"Ada Lovelace", @"Ada King" and @"Bob Kahn"').contacts
    sessions = [late() for _ in range(5)]
    reading = read_line(sessions[0], "coffee with Ada King", now)
    acts: list[Callable[[Network], object]] = [
        lambda session: save(session, reading, now),
        lambda session: merge(session, ada, other_ada, now),
        lambda session: edit_contact(session, other_ada, Fields(tags=("maths",)), now),
        lambda session: introduce(session, (other_ada, bob), now),
        lambda session: archive(session, other_ada),
    ]
    merge(network, ada, other_ada, now)
    records = dict(network.store.table("interactions"))
    for session, act in zip(sessions, acts, strict=True):
        with pytest.raises(NotFoundError):
            act(session)
    network.follow()
    assert network.store.table("interactions") == records
    assert not list(problems(network))


def test_somebody_new_is_made_once(network: Network, late: Late, now: Now) -> None:
    other = late()
    log_line(network, 'coffee with @"Emmy Noether"', now)
    reading = read_line(late(), 'tea with @"Emmy Noether"', now)
    assert not reading.contacts[0].new
    saved = log_line(other, 'lunch with @"Emmy Noether"', now)
    assert list(other.contacts) == list(saved.contacts)
    third = late()
    add_contact(network, "Kurt Gödel", Fields(), now)
    with pytest.raises(NetuiError, match="is here already"):
        add_contact(third, "kurt gödel", Fields(), now)


def test_an_entry_that_went_is_not_written_again_by_amending_it(
    network: Network, late: Late, log: Log, now: Now
) -> None:
    saved = log('coffee with @"Ada Lovelace", promised send the paper')
    note = log("note: Ada likes looms").note
    assert saved.interaction is not None
    assert note is not None
    sessions = [late(), late(), late()]
    follow_up_done(network, saved.follow_ups[0], now)
    delete(network, note)
    delete(network, saved.interaction)
    with pytest.raises(NetuiError, match="no longer open"):
        amend(sessions[0], saved.follow_ups[0], "send the book", now)
    for session, entry in zip(sessions[1:], (note, saved.interaction), strict=True):
        with pytest.raises(NotFoundError):
            amend(session, entry, "tea with Ada", now)
    network.follow()
    assert note not in network.notes
    assert saved.interaction not in network.interactions


def test_a_change_is_taken_back_once(network: Network, late: Late, log: Log) -> None:
    log('coffee with @"Ada Lovelace"')
    log("tea with Ada")
    other = late()
    assert network.undo().label == "log: tea with Ada"
    assert other.undo().label == 'log: coffee with @"Ada Lovelace"'
    third = late()
    assert network.redo().label == 'log: coffee with @"Ada Lovelace"'
    assert third.redo().label == "log: tea with Ada"
    with pytest.raises(NetuiError, match="nothing to redo"):
        other.redo()


def test_nothing_forgotten_comes_back_by_way_of_a_session_that_has_not_looked(
    network: Network, late: Late, log: Log, now: Now, path: Path
) -> None:
    ada, _ = log('met @"Zaphod Beeblebrox" and @"Bob Kahn"').contacts
    (promise,) = log("promised show Zaphod Beeblebrox and Bob the looms").follow_ups
    doing, undoing = late(), late()
    forget(network, ("contacts", ada))
    follow_up_done(doing, promise, now)
    undoing.undo(anyway=True)
    undoing.close(fold=True)
    held = [file for file in path.parent.rglob("*") if file.is_file() and b"Zaphod" in file.read_bytes()]
    assert not held


# --- very much at once --------------------------------------------------------------------------------------


def looked_up(network: Network) -> dict[str, object]:
    """What the look-ups say of everybody."""
    contacts = network.contacts
    return {
        "took part": {each: network.by_contact.took_part(each) for each in contacts},
        "days": {day: network.by_day.on(day) for day in network.by_day.days()},
        "names": {known.name: sorted(network.names.lookup(known.name)) for known in contacts.values()},
        "follow-ups": {each: network.follow_ups_of(each) for each in contacts},
        "members": {each: list(network.members.of(each)) for each in contacts},
    }


def begun(network: Network) -> Intake:
    """What the session has begun to take in."""
    assert network.store.has_much_to_take_in()
    intake = network.store.begin_intake()
    assert intake is not None
    return intake


@pytest.fixture
def much(network: Network, log: Log, now: Now, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Has the first session write lines, and an import of a hundred, which counts as very much."""
    monkeypatch.setattr(resident, "MUCH_BYTES", 1)

    def write() -> None:
        log('coffee with @"Ada Lovelace" and @"Emmy Noether", promised the notes by friday')
        with network.change("import") as change:
            house = change.insert(Contact(name="Royal Society", kind="organisation", added=now.today))
            for number in range(100):
                belongs = (Membership(organisation=house, role="fellow"),)
                change.insert(Contact(name=f"Fellow {number}", added=now.today, organisations=belongs))
        archive(network, network.names.lookup("Fellow 3")[0])

    return write


@pytest.mark.parametrize("made", [True, False], ids=["looked up before", "looked up after"])
def test_very_much_is_taken_in_step_by_step(
    network: Network, late: Late, log: Log, much: Callable[[], None], *, made: bool
) -> None:
    log('call with @"Ada Lovelace"')
    other = late()
    told: list[Changed] = []
    other.subscribe(told.append)
    before = looked_up(other) if made else None
    much()
    steps = other.taking_in(begun(other))
    assert next(steps, "none") is None
    if made:
        assert looked_up(other) == before
    for _ in steps:  # the last ones let go of what is used no more
        assert len(other.contacts) == (len(network.contacts) if told else 1)
    assert looked_up(other) == looked_up(network)
    labels = [label for each in told for label in each.labels]
    assert [label.partition(":")[0] for label in labels] == ["log", "import", "archive"]
    assert {contact for each in told for contact in each.contacts} == set(network.contacts)
    assert not other.store.has_much_to_take_in()


@pytest.mark.parametrize("steps", [1, 3, 6])
def test_a_change_of_ones_own_between_two_steps(
    network: Network, late: Late, log: Log, much: Callable[[], None], now: Now, steps: int
) -> None:
    log('call with @"Ada Lovelace"')
    other = late()
    looked_up(other)
    much()
    taking_in = other.taking_in(begun(other))
    for _ in range(steps):
        next(taking_in)
    log_line(other, "lunch with Fellow 7 and Ada", now)
    assert list(taking_in) == []
    network.follow()
    assert looked_up(other) == looked_up(network)
    with closing(late()) as fresh:
        assert looked_up(fresh) == looked_up(other)
