"""Each kind of reminder on a real network: when it comes, when it goes, what it says."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.ranking import Ranked, Reminder
from netui.domain.records import ME, Contact, Membership
from netui.domain.reminders import RULES, Rule
from netui.errors import NetuiError
from netui.network import Network, answers
from netui.network import picture as picture_module
from netui.network.events import met_at, new_event
from netui.network.goals import new_goal
from netui.network.introducing import become, introduce
from netui.network.lines import read_line
from netui.network.milestones import new_milestones
from netui.network.picture import Picture, compute, exhaust
from netui.network.reviewing import look, take
from netui.network.ways import ways_of
from tests.conftest import INSTANT, ZONE, log_line

Told = dict[str, Reminder]


def after(days: int) -> Now:
    return Clock(ZONE, INSTANT + timedelta(days=days)).now()


def add(network: Network, name: str, **fields: object) -> int:
    fields.setdefault("added", date(2026, 11, 1))
    with network.change("add") as change:
        return change.insert(Contact(name=name, **fields))  # type: ignore[arg-type]


def reminders(network: Network, now: Now) -> list[Reminder]:
    rows: tuple[Ranked, ...] = compute(network, now).today(now).rows
    return [reminder for row in rows for reminder in (row.reminder, *row.behind)]


def of(network: Network, kind: str, now: Now) -> list[Reminder]:
    return [reminder for reminder in reminders(network, now) if reminder.kind == kind]


# --- event follow-ups --------------------------------------------------------------------------------------


def test_met_at_an_event_and_nothing_since(network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace" and @"Emmy Noether" at "The Symposium"', now)
    ada = next(each for each, contact in network.contacts.items() if contact.name.startswith("Ada"))
    found = {reminder.contacts[0]: reminder for reminder in of(network, "event_follow_up", now)}
    assert len(found) == 2
    (event,) = network.events
    assert found[ada].reason == "met at The Symposium today"
    assert found[ada].evidence == (event, *network.interactions)
    assert found[ada].urgency == 1.0
    log_line(network, "liked a post by Ada on linkedin", after(1))
    assert len(of(network, "event_follow_up", after(1))) == 2
    log_line(network, "message to Ada", after(2))
    assert [reminder.contacts[0] for reminder in of(network, "event_follow_up", after(2))] != [ada]
    assert len(of(network, "event_follow_up", after(60))) == 1  # it stands


def test_after_a_week_it_ranks_last(network: Network, now: Now) -> None:
    log_line(network, '8 days ago: met @"Ada Lovelace" at "The Symposium"', now)
    log_line(network, '200 days ago: coffee with @"Emmy Noether"', now)
    kinds = [row.reminder.kind for row in compute(network, now).today(now).rows]
    assert kinds == ["cadence", "event_follow_up"]
    log_line(network, '2 days ago: met @"Mary Anning" at "The Fair"', now)
    kinds = [row.reminder.kind for row in compute(network, now).today(now).rows]
    assert kinds == ["event_follow_up", "cadence", "event_follow_up"]


def test_people_met_are_added_in_one_line(network: Network, now: Now) -> None:
    event = new_event(network, "The Fair", date(2026, 11, 20))
    reading = read_line(network, '@"Ada Lovelace", @"Emmy Noether", got advice from Ada', now)
    met_at(network, event, reading, now)
    assert len(network.events[event].met) == 2
    (interaction,) = network.interactions.values()
    assert (interaction.day, interaction.channel, interaction.event) == (date(2026, 11, 20), "event", event)
    assert len(of(network, "event_follow_up", now)) == 2
    with pytest.raises(NetuiError, match="names nobody"):
        met_at(network, event, read_line(network, "nobody in particular", now), now)
    later = new_event(network, "To Come", date(2026, 12, 20))
    with pytest.raises(NetuiError, match="still to come"):
        met_at(network, later, reading, now)


# --- thanks, owing, matches --------------------------------------------------------------------------------


def test_thanks_from_the_third_day_until_said_or_given(network: Network, now: Now) -> None:
    log_line(network, 'call with @"Ada Lovelace", got a big referral', now)
    assert of(network, "thanks", after(2)) == []
    (thanks,) = of(network, "thanks", after(3))
    assert thanks.reason == "not thanked yet: received a referral on Monday 23 November"
    assert thanks.evidence == tuple(network.interactions)
    log_line(network, "thanked Ada", after(4))
    assert of(network, "thanks", after(5)) == []


def test_small_things_want_no_reminder_and_the_ledger_can_be_left(network: Network, now: Now) -> None:
    log_line(network, 'call with @"Ada Lovelace", got advice', now)
    assert of(network, "thanks", after(9)) == []
    log_line(network, "call with Ada, got big advice", now)
    assert len(of(network, "thanks", after(9))) == 1
    with network.change("family") as change:
        change.update(Contact.table, next(iter(network.contacts)), in_ledger=False)
    assert of(network, "thanks", after(9)) == []


def test_owing_names_a_way_to_give_and_follows_what_others_offer(network: Network, now: Now) -> None:
    log_line(network, 'call with @"Ada Lovelace", got big advice, got a big referral', now)
    (ada,) = network.contacts
    picture = Picture(network)
    exhaust(picture.begin(now))
    network.subscribe(lambda changed: exhaust(picture.keep_up(changed, now)))

    def owing() -> str:
        (reminder,) = picture.board.standing("owe")
        return reminder.reason

    assert owing().endswith("you could give here")
    with network.change("needs") as change:
        change.update(Contact.table, ada, needs=("a reviewer",))
    assert owing().endswith("you could give here (looking for a reviewer)")
    mary = add(network, "Mary Somerville", offers=("A Reviewer",))
    assert owing().endswith("could introduce Mary Somerville (a reviewer)")
    assert picture.board.standing("owe")[0].evidence[-1] == mary
    with network.change("renamed") as change:
        change.update(Contact.table, mary, name="Mary Greig")
    assert "Mary Greig" in owing()
    introduce(network, (ada, mary), now, state="proposed")
    assert "Mary" not in owing()


def test_a_match_is_done_for_its_occurrence_and_goes_by_an_introduction(network: Network, now: Now) -> None:
    ada = add(network, "Ada Lovelace", needs=("reviewer",))
    mary = add(network, "Mary Somerville", offers=("reviewer",))
    (match,) = of(network, "introduce", now)
    assert match.contacts == (ada, mary)
    answers.done(network, match, now)
    assert of(network, "introduce", after(400)) == []
    network.undo()
    introduction = introduce(network, (ada, mary), now)
    assert of(network, "introduce", now) == []
    (interaction,) = network.interactions.values()
    assert interaction.text == "introduced Ada Lovelace to Mary Somerville"
    assert [interaction.text[m.start : m.end] for m in interaction.mentions] == [
        "Ada Lovelace",
        "Mary Somerville",
    ]
    assert interaction.exchanges[0].contacts == (ada, mary)
    become(network, introduction, "fruitful", after(9))
    assert network.introductions[introduction].became == after(9).today


def test_muted_and_archived_contacts_are_not_sought(network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace" at "The Fair", got big advice, got a big lead', now)
    (ada,) = network.contacts
    add(network, "Mary Somerville", needs=("tea",))
    with network.change("needs") as change:
        change.update(Contact.table, ada, offers=("tea",))
    kinds = {reminder.kind for reminder in reminders(network, after(3))}
    assert kinds == {"event_follow_up", "owe", "thanks", "introduce"}
    answers.mute(network, ada)
    assert reminders(network, after(3)) == []
    network.undo()
    answers.archive(network, ada)
    assert reminders(network, after(3)) == []


# --- meet, reconnect, begin --------------------------------------------------------------------------------


def _remote(network: Network, now: Now, name: str, first: int = 400) -> None:
    for days in range(first, first + 250, 50):
        log_line(network, f'{days} days ago: call with @"{name}"', now)
    log_line(network, f"{first - 30} days ago: call with {name}", now)


def test_remote_only_is_to_be_met_once_in_thirteen_weeks(network: Network, now: Now) -> None:
    _remote(network, now, "Ada Lovelace")
    (ada,) = network.contacts
    with network.change("often") as change:
        change.update(Contact.table, ada, cadence=900)
    days = [offset for offset in range(200) if of(network, "meet", after(offset))]
    weeks = sorted({after(offset).today.isocalendar()[:2] for offset in days})
    assert len(days) == 7 * len(weeks)
    assert {later - earlier for earlier, later in zip(days[::7], days[7::7], strict=False)} == {91}
    reminder = of(network, "meet", after(days[0]))[0]
    assert reminder.reason.endswith("never met: a meeting would do it good")
    assert set(reminder.evidence) <= set(network.interactions)
    log_line(network, "plan: coffee with Ada in 3 days", after(days[0]))
    assert of(network, "meet", after(days[0])) == []


def test_one_a_week_at_most_is_to_be_met(network: Network, now: Now) -> None:
    for number in range(12):
        _remote(network, now, f"Person Number{number}", first=300 + number)
    chosen: dict[date, set[int]] = {}
    for offset in range(120):
        moment = after(offset)
        found = of(network, "meet", moment)
        week = moment.today - timedelta(days=moment.today.weekday())
        chosen.setdefault(week, set()).update(reminder.contacts[0] for reminder in found)
    assert max(map(len, chosen.values())) == 1
    named = [contact for week in sorted(chosen) for contact in chosen[week]]
    assert len(set(named)) > 1


def test_whoever_is_far_and_talked_to_is_not_to_be_met(network: Network, now: Now) -> None:
    _remote(network, now, "Ada Lovelace")
    (ada,) = network.contacts
    with network.change("far") as change:
        change.update(Contact.table, ada, far=True, cadence=900)
    log_line(network, "call with Ada", now)
    assert not any(of(network, "meet", after(offset)) for offset in range(0, 91, 7))


def test_one_dormant_tie_a_month_and_the_same_all_month(network: Network, now: Now) -> None:
    for number in range(5):
        log_line(network, f'{1200 + number} days ago: coffee with @"Old Friend{number}"', now)
    by_month: dict[int, set[int]] = {}
    for offset in range(0, 100, 3):
        found = of(network, "reconnect", after(offset))
        assert len(found) == 1
        by_month.setdefault(after(offset).today.month, set()).add(found[0].contacts[0])
    assert {len(chosen) for chosen in by_month.values()} == {1}
    (reminder,) = of(network, "reconnect", now)
    assert reminder.reason == "3 years since you spoke: an old tie is worth a word"
    name = network.contacts[reminder.contacts[0]].name
    log_line(network, f"call with {name}", now)
    assert of(network, "reconnect", after(3)) == []  # not the next one in its place
    assert len(of(network, "reconnect", after(10))) == 1


def test_three_thousand_names_make_neither_a_flood_nor_an_empty_day(network: Network, now: Now) -> None:
    with network.change("import") as change:
        house = change.insert(Contact(name="The Works", kind="organisation", added=now.today))
        of_it = (Membership(organisation=house),)
        for number in range(3000):
            change.insert(
                Contact(
                    name=f"Name {number}",
                    added=now.today,
                    imported=True,
                    organisations=of_it if number == 1234 else (),
                )
            )
        friend = change.insert(Contact(name="Friend", added=now.today, organisations=of_it))
    log_line(network, "20 days ago: coffee with Friend", now)
    picture = compute(network, now)
    rows = picture.today(now).rows
    assert [row.reminder.kind for row in rows] == ["begin"] * 3
    names = {network.contacts[row.reminder.contacts[0]].name: row.reminder for row in rows}
    first = names["Name 1234"]
    assert first.reason == "only a name so far; of The Works, where you know others"
    assert friend not in first.contacts
    # Beginning with one does not bring the next: three in the week, not three at a time.
    network.subscribe(lambda changed: exhaust(picture.keep_up(changed, now)))
    log_line(network, "call with Name 1234", now)
    assert len(picture.today(now).rows) == 2
    assert {row.reminder.id for row in compute(network, after(6)).today(after(6)).rows} < {
        row.reminder.id for row in rows
    }
    next_week = of(network, "begin", after(7))
    assert len(next_week) == 3
    assert not {reminder.id for reminder in next_week} & {row.reminder.id for row in rows}


# --- goals, the review, the snooze -------------------------------------------------------------------------


def test_a_goal_behind_is_told_and_met_by_doing(network: Network, now: Now) -> None:
    new_goal(network, "conversations", 7, now)
    assert of(network, "goal", now) == []
    (behind,) = of(network, "goal", after(2))
    assert behind.reason == "7 conversations a week, in its first week: 0 done, 2 planned by now"
    with pytest.raises(NetuiError, match="met by doing"):
        answers.done(network, behind, after(2))
    for _ in range(2):
        log_line(network, 'call with @"Ada Lovelace"', after(2))
    assert of(network, "goal", after(2)) == []


def test_those_named_in_the_review_head_today_until_there_was_a_word(network: Network, now: Now) -> None:
    for name in ("Ada Lovelace", "Emmy Noether", "Mary Anning", "Alan Turing"):
        log_line(network, f'200 days ago: coffee with @"{name}"', now)
    log_line(network, 'coffee with @"Grace Hopper"', now)
    people = list(network.contacts)
    grace, ada = people[4], people[0]
    friday = after(4)
    picture = compute(network, friday)
    take(network, picture, "next", friday, next=[grace, ada])
    assert of(network, "chosen", friday) == []
    monday = after(7)
    rows = compute(network, monday).today(monday).rows
    assert [row.reminder.kind for row in rows if row.today] == ["chosen", "chosen", "cadence"]
    assert {row.reminder.contacts[0] for row in rows[:2]} == {grace, ada}
    reasons = {row.reminder.reason for row in rows}
    assert "you named them for this week; last spoke on Monday 23 November" in reasons
    log_line(network, "call with Grace Hopper", after(8))
    assert [each.contacts for each in of(network, "chosen", after(8))] == [(ada,)]
    assert of(network, "chosen", after(14)) == []
    with pytest.raises(NetuiError, match="3 contacts"):
        take(network, picture, "next", friday, next=people[:4])


def test_a_review_is_taken_up_again_and_notices_milestones_once(network: Network, now: Now) -> None:
    log_line(network, 'yesterday: coffee with @"Ada Lovelace", gave big advice, 45min', now)
    picture = compute(network, now)
    looked = look(network, picture, now)
    assert (looked.week, looked.step, looked.review_id) == (date(2026, 11, 16), "unlogged", None)
    assert [each.words for each in looked.milestones] == ["the first line logged", "the first thing given"]
    assert (looked.balance.given, looked.balance.minutes, len(looked.moments)) == (1, 45, 1)
    assert len(looked.unlogged.empty_days) == 6
    take(network, picture, "unlogged", now)
    take(network, picture, "promises", now, skipped=True)
    assert look(network, picture, after(1)).step == "next"
    for step in ("next", "balance", "moment"):
        take(network, picture, step, after(1), words="a good talk" if step == "moment" else None)
    finished = look(network, picture, after(1)).review
    assert (finished.finished, finished.words) == (after(1).today, "a good talk")
    assert finished.skipped == ("promises",)
    assert len(network.reviews) == 1
    assert new_milestones(network, picture, after(1)) == []
    assert {record.kind for record in network.milestones.values()} == {"interactions", "gives"}


def test_after_the_third_snooze_in_a_row_something_else_is_offered(network: Network, now: Now) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace"', now)
    offers = []
    for week in range(0, 28, 7):
        (reminder,) = of(network, "cadence", after(week))
        until = after(week + 7).today
        offers.append(answers.snooze(network, reminder, until, after(week)))
        assert of(network, "cadence", after(week)) == []
    assert offers[:2] == [None, None]
    third, fourth = offers[2:]
    assert third is not None
    assert fourth is not None
    assert (third.times, third.cadence, third.mute, fourth.times) == (3, 180, True, 4)
    assert third.rest_until == after(14 + 90).today
    assert compute(network, now).standings[third.contact].touch.elapsed == 200  # snoozing moves nothing
    log_line(network, "call with Ada", after(28))
    (reminder,) = of(network, "cadence", after(200))
    assert answers.snooze(network, reminder, after(207).today, after(200)) is None


def test_mute_is_offered_only_where_it_would_end_it(network: Network, now: Now) -> None:
    log_line(network, 'call with @"Ada Lovelace", promised the notes by today', now)
    for week in (0, 7, 14):
        (reminder,) = of(network, "promise", after(week))
        offer = answers.snooze(network, reminder, after(week + 7).today, after(week))
    assert offer is not None
    assert (offer.cadence, offer.mute) == (None, False)
    answers.mute(network, reminder.contacts[0])
    assert of(network, "promise", after(21)) == [
        msgspec.structs.replace(reminder, urgency=22.0, reason="the notes, by Monday 23 November")
    ]


# --- ways to give ------------------------------------------------------------------------------------------


def test_ways_to_give_in_their_order_with_reasons(network: Network, now: Now) -> None:
    log_line(network, 'call with @"Ada Lovelace", got a big referral, got big advice', now)
    log_line(network, 'call with @"Emmy Noether", promised the notes by 2026-12-24', now)
    add(network, "Mary Somerville", needs=("tea",))
    add(network, "Alan Turing", offers=("tea",))
    moment = after(4)
    ways = ways_of(compute(network, moment), network, moment)
    assert [way.kind for way in ways] == ["promise", "thanks", "owe", "introduce"]
    assert ways[0].reason == "the notes, by Thursday 24 December"
    assert all(way.evidence for way in ways)
    ada = next(iter(network.contacts))
    assert [way.kind for way in ways_of(compute(network, moment), network, moment, ada)] == ["thanks", "owe"]


# --- a rule that fails -------------------------------------------------------------------------------------


def test_a_rule_that_fails_rests_with_one_message_and_the_others_go_on(
    network: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ada Lovelace", "Emmy Noether"):
        log_line(network, f'200 days ago: coffee with @"{name}", got big advice, got a big lead', now)

    def broken(*_: object) -> list[Reminder]:
        raise ZeroDivisionError

    rules = tuple(Rule(r.name, r.kinds, broken, r.about) if r.name == "owing" else r for r in RULES)
    monkeypatch.setattr(picture_module, "RULES", rules)
    with pytest.raises(ZeroDivisionError):
        compute(network, now)
    told: list[str] = []
    picture = compute(network, now, tell=told.append)
    assert told == ["the rule “owing” failed (ZeroDivisionError) and rests; the others go on"]
    assert picture.resting == {"owing": told[0]}
    assert {reminder.kind for reminder in _all(picture, now)} == {"cadence", "thanks"}
    network.subscribe(lambda changed: exhaust(picture.keep_up(changed, now)))
    log_line(network, "call with Ada", now)
    assert len(told) == 1


def test_what_a_rule_made_before_it_failed_is_taken_back(
    network: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace"', now)
    add(network, "Mary Somerville", needs=("tea",))
    add(network, "Alan Turing", offers=("tea",))
    picture = Picture(network, tell=lambda message: None)
    exhaust(picture.begin(now))
    assert {reminder.kind for reminder in _all(picture, now)} == {"cadence", "introduce"}

    def broken(*_: object) -> Reminder:
        raise KeyError

    monkeypatch.setattr(picture_module, "match_reminder", broken)
    network.subscribe(lambda changed: exhaust(picture.keep_up(changed, now)))
    add(network, "Emmy Noether", needs=("tea",))
    assert {reminder.kind for reminder in _all(picture, now)} == {"cadence"}


def _all(picture: Picture, now: Now) -> list[Reminder]:
    return [each for row in picture.today(now).rows for each in (row.reminder, *row.behind)]


# --- circles ----------------------------------------------------------------------------------------------


def test_introduced_by_way_of_oneself_is_refused_as_a_circle(network: Network, now: Now) -> None:
    ada, emmy = add(network, "Ada Lovelace"), add(network, "Emmy Noether")
    introduce(network, (ME, emmy), now, by=ada)
    assert network.contacts[emmy].introduced_by == (ada,)
    (interaction,) = network.interactions.values()
    assert interaction.text == "Ada Lovelace introduced me to Emmy Noether"
    assert interaction.exchanges[0].direction == "received"
    with pytest.raises(NetuiError, match="circle"):
        introduce(network, (ME, ada), now, by=emmy)
    assert len(network.introductions) == 1


def test_a_line_that_would_close_a_circle_is_logged_and_the_circle_left_open(
    network: Network, now: Now
) -> None:
    for line in (
        'Ada introduced me to @"Emmy Noether"',
        'Emmy introduced me to @"Mary Anning"',
        "Mary introduced me to Ada",
    ):
        log_line(network, line.replace("Ada", '@"Ada Lovelace"'), now)
    by_name = {contact.name.split()[0]: contact.introduced_by for contact in network.contacts.values()}
    assert by_name["Ada"] == ()
    assert len(by_name["Emmy"]) == len(by_name["Mary"]) == 1
    assert len(network.interactions) == 3
