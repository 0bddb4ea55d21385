"""Reminders over time: when each kind comes, when it goes, what it says; and years of days, lived through.

The days are read off rules.md, section 6, and not off the program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.ranking import REACHING_OUT, SILENCED_BY_MUTE, Ranked, Reminder, ReminderKind
from netui.domain.records import RECORDS, Contact, YearlyDate
from netui.errors import NetuiError
from netui.network import Network, answers
from netui.network.amending import amend
from netui.network.goals import new_goal
from netui.network.introducing import introduce
from netui.network.picture import Picture, compute, exhaust
from netui.network.reviewing import take
from netui.network.told import record_of, told_of
from tests.conftest import ZONE, log_line

FIRST = datetime(2026, 11, 23, 10, tzinfo=UTC)
"""A Monday: day 0 of the tables."""

ENDS_BY_ITSELF = frozenset[ReminderKind]({"date", "meet", "goal", "routine", "reconnect", "begin", "owe"})
"""Kinds that time alone can end: a date goes by, a week or a month is over, a balance fades."""


@dataclass
class Life:
    """A network whose days go by."""

    network: Network
    moment: list[datetime]
    zone: str = ZONE
    leap_day_in_march: bool = False
    picture: Picture = field(init=False)

    def __post_init__(self) -> None:
        self.picture = Picture(self.network, leap_day_in_march=self.leap_day_in_march)
        self.network.subscribe(lambda changed: exhaust(self.picture.keep_up(changed, self.now)))

    @property
    def now(self) -> Now:
        return self.network.now(Clock(self.zone, self.moment[0]).now)

    def on(self, day: int) -> Life:
        """Go on to a day, counted from the first."""
        self.moment[0] = FIRST + timedelta(days=day)
        exhaust(self.picture.begin(self.now))
        return self

    def add(self, name: str, **fields: object) -> int:
        fields.setdefault("added", self.now.today)
        with self.network.change("add") as change:
            return change.insert(Contact(name=name, **fields))  # type: ignore[arg-type]

    def log(self, text: str) -> None:
        log_line(self.network, text, self.now)

    @property
    def rows(self) -> tuple[Ranked, ...]:
        return self.picture.today(self.now).rows

    @property
    def reminders(self) -> list[Reminder]:
        return [each for row in self.rows for each in (row.reminder, *row.behind)]

    def of(self, kind: str) -> list[Reminder]:
        return [each for each in self.reminders if each.kind == kind]

    def told(self, kind: str, days: Iterable[int]) -> list[int]:
        """The days among these on which a reminder of a kind stands; never two of them."""
        found = []
        for day in days:
            standing = self.on(day).of(kind)
            assert len(standing) <= 1
            found += [day] if standing else []
        return found

    def says(self, kind: str) -> str:
        (reminder,) = self.of(kind)
        return reminder.reason

    def name(self, contact: int) -> str:
        return self.network.contacts[contact].name


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    moment = [FIRST]
    network = Network.open(tmp_path / "life.json", lambda: moment[0])
    yield Life(network, moment).on(0)
    network.close()


# --- each kind: when it comes, when it goes, what it says --------------------------------------------------


def test_a_promise_comes_two_days_before_and_stands_until_it_is_kept(life: Life) -> None:
    life.log('call with @"Ada Lovelace", promised the notes by in 10 days')
    assert life.told("promise", range(60)) == list(range(8, 60))
    assert life.on(8).says("promise") == "the notes, by Thursday 3 December"
    assert life.on(11).says("promise") == "the notes, by yesterday"
    answers.done(life.network, life.of("promise")[0], life.now)
    assert life.told("promise", range(11, 60)) == []


def test_a_promise_without_a_day_comes_a_week_after_it_was_made(life: Life) -> None:
    life.log('call with @"Ada Lovelace", promised the notes')
    assert life.told("promise", range(20)) == list(range(7, 20))
    assert life.on(8).says("promise") == "the notes, promised on Monday 23 November"


def test_a_meeting_comes_on_its_day_and_goes_when_it_is_confirmed_or_moved(life: Life) -> None:
    life.add("Ada Lovelace", cadence=3)
    life.log("plan: coffee with Ada in 5 days")
    assert life.told("meeting", range(12)) == list(range(5, 12))
    assert life.told("cadence", range(9)) == [6, 7, 8]  # one who is about to be met is not due
    assert life.on(5).says("meeting") == "coffee with Ada, planned for today: confirm or move"
    (meeting,) = life.of("meeting")
    amend(life.network, meeting.evidence[0], "coffee with Ada, in 4 days", life.on(5).now)
    assert life.told("meeting", range(5, 12)) == [9, 10, 11]
    answers.done(life.network, life.on(11).of("meeting")[0], life.now)
    assert life.told("meeting", range(11, 20)) == []
    (kept,) = life.network.interactions.values()
    assert kept.day == FIRST.date() + timedelta(days=9)


def test_a_date_comes_a_week_before_and_goes_three_days_after_every_year(life: Life) -> None:
    life.add("Ada Lovelace", dates=(YearlyDate(month=12, day=10, year=1815),), archived=False, muted=True)
    assert life.told("date", range(45)) == list(range(10, 21))  # the day itself is day 17
    assert life.on(16).says("date") == "birthday tomorrow, turning 211"
    assert life.on(20).says("date") == "birthday on Thursday 10 December, turned 211"
    answers.done(life.network, life.on(12).of("date")[0], life.now)
    assert life.told("date", range(10, 21)) == []
    assert life.told("date", range(360, 420)) == list(range(375, 386))  # done for its occurrence alone


def test_met_at_an_event_stands_from_the_day_itself_until_there_was_a_word(life: Life) -> None:
    life.log('met @"Ada Lovelace" at "The Symposium"')
    assert life.told("event_follow_up", range(40)) == list(range(40))
    assert life.on(2).says("event_follow_up") == "met at The Symposium; nothing since Monday 23 November"
    life.log("liked a post by Ada on linkedin")  # no word with her
    assert life.told("event_follow_up", (3,)) == [3]
    life.log("call with Ada")
    assert life.told("event_follow_up", range(3, 40)) == []


def test_the_cadence_comes_on_its_day_and_begins_anew_with_every_word(life: Life) -> None:
    life.add("Ada Lovelace", cadence=30)
    life.add("Emmy Noether", muted=True)
    assert life.told("cadence", range(40)) == list(range(30, 40))
    assert life.on(30).says("cadence") == "added 30 days ago, and nothing since"
    life.on(35).log("coffee with Ada")
    assert life.told("cadence", range(35, 80)) == list(range(65, 80))
    assert life.on(66).says("cadence") == "31 days since you spoke; you chose 30"
    life.on(70).log("50 days ago: call with Ada")  # older than the last word: it moves nothing
    assert life.told("cadence", (70,)) == [70]
    life.log("call with Emmy about Ada")  # spoken of, not with
    assert life.told("cadence", (70,)) == [70]


def test_at_three_cadences_it_comes_once_in_each_and_any_answer_holds_until_the_next(life: Life) -> None:
    life.add("Ada Lovelace", cadence=10)
    assert life.told("cadence", range(30, 36)) == [30, 31, 32, 33, 34, 35]
    answers.skip(life.network, life.on(31).of("cadence")[0], life.now)
    assert life.told("cadence", range(31, 53)) == list(range(40, 53))
    answers.snooze(life.network, life.on(52).of("cadence")[0], life.now.today + timedelta(days=3), life.now)
    assert life.told("cadence", range(52, 70)) == list(range(60, 70))


@pytest.mark.parametrize(
    ("on", "hidden", "back"), [(12, 1, 13), (12, 9, 21), (33, 1, 40), (40, 3, 50), (33, 9, 42)]
)
def test_the_day_on_which_it_is_back_is_told(life: Life, on: int, hidden: int, back: int) -> None:
    life.add("Ada Lovelace", cadence=10)
    (reminder,) = life.on(on).of("cadence")
    until = life.now.today + timedelta(days=hidden)
    assert answers.back_on(life.network, reminder, until, life.now) == FIRST.date() + timedelta(days=back)
    answers.snooze(life.network, reminder, until, life.now)
    assert life.told("cadence", range(on, back + 1)) == [back]


def test_what_is_owed_fades_with_the_years_or_is_given_back(life: Life) -> None:
    # T = 3 · 0.5^(age/365); P(θ < 0.45) = 1 − 0.55^(1 + T) is 0.8 at T = 1.692, 301.6 days later.
    life.log('call with @"Ada Lovelace", got big advice')
    assert life.told("owe", range(0, 400, 1)) == list(range(302))
    assert life.on(9).says("owe") == "received 1, gave nothing yet: you could give here"
    life.on(10).log("sent Ada a big book, gave Ada big advice")
    assert life.told("owe", range(10, 15)) == []


def test_what_is_expected_is_asked_for_a_week_after_its_day(life: Life) -> None:
    life.log('call with @"Ada Lovelace", expecting the form by in 3 days')
    assert life.told("expected", range(30)) == list(range(10, 30))
    assert life.on(10).says("expected") == "the form, expected by Thursday 26 November: ask kindly"
    answers.done(life.network, life.of("expected")[0], life.now)
    assert life.told("expected", range(10, 30)) == []


def test_thanks_come_on_the_third_day_and_go_when_said(life: Life) -> None:
    life.log('call with @"Ada Lovelace", got advice:2')
    assert life.told("thanks", range(20)) == list(range(3, 20))
    assert life.on(4).says("thanks") == "not thanked yet: received advice on Monday 23 November"
    life.log("thanked Ada")
    assert life.told("thanks", range(4, 20)) == []


def test_a_match_stands_until_the_two_are_introduced(life: Life) -> None:
    ada, emmy = life.add("Ada Lovelace", needs=("Reviewer",)), life.add("Emmy Noether", offers=("reviewer ",))
    assert life.told("introduce", range(0, 60, 7)) == list(range(0, 60, 7))
    assert life.says("introduce") == "looks for reviewer, and Emmy Noether offers it"
    introduce(life.network, (ada, emmy), life.now)
    assert life.told("introduce", range(60, 120, 7)) == []


def test_a_goal_is_told_while_its_buffer_is_below_nought(life: Life) -> None:
    new_goal(life.network, "conversations", 1, life.now)
    assert life.told("goal", range(10)) == list(range(1, 10))  # today is not counted
    life.on(9).log('call with @"Ada Lovelace"')  # a seventh a day: 9/7 planned, 1 done
    assert life.told("goal", (9,)) == [9]
    life.log("call with Ada")
    assert life.told("goal", range(9, 20)) == list(range(15, 20))  # 15/7 is more than 2
    assert life.on(16).says("goal") == "2 days behind with 1 conversation a week: 2 done, 2.3 planned by now"


def test_the_routine_is_told_on_the_last_days_that_can_meet_the_week(life: Life) -> None:
    assert life.told("routine", range(7)) == []  # it has not begun
    life.on(0).log('yesterday: call with @"Ada Lovelace"')
    assert life.told("routine", range(7)) == [4]  # three of Friday, Saturday and Sunday
    life.on(4).log('call with @"Ada Lovelace"')
    assert life.told("routine", range(4, 7)) == [5]
    life.on(5).log("call with Ada")
    assert life.told("routine", range(5, 7)) == [6]
    assert life.says("routine") == "2 of 3 days this week: today keeps it within reach"


def test_an_old_tie_is_told_from_the_month_after_three_years_on(life: Life) -> None:
    life.log('1090 days ago: coffee with @"Ada Lovelace"')
    # Three years are over on 28 November: what a month shows is how it stood on its first day.
    assert life.told("reconnect", range(70)) == list(range(8, 70))
    assert life.on(8).says("reconnect") == "3 years since you spoke: an old tie is worth a word"
    life.log("call with Ada")
    assert life.told("reconnect", range(8, 70)) == []


def test_a_name_of_an_import_is_told_until_there_was_a_word(life: Life) -> None:
    life.add("Ada Lovelace", imported=True)
    assert life.told("begin", range(20)) == list(range(20))
    assert life.says("begin") == "only a name so far; a line would begin it"
    life.log("call with Ada")
    assert life.told("begin", range(19, 40)) == []
    assert life.told("cadence", range(100, 140))[-1] == 139  # now somebody one keeps in touch with


def test_remote_only_comes_for_its_week_once_in_thirteen(life: Life) -> None:
    life.add("Ada Lovelace", cadence=3650)
    for ago in (40, 30, 20, 10, 1):
        life.log(f"{ago} days ago: call with Ada")
    # The fifth was on Sunday: from Monday on it is so, and the turn is that week's.
    assert life.told("meet", range(200)) == [*range(7), *range(91, 98), *range(182, 189)]
    assert life.on(0).says("meet") == "5 interactions, never met: a meeting would do it good"
    life.on(91).log("coffee with Ada")
    assert life.told("meet", range(91, 200)) == []


# --- what every kind has -----------------------------------------------------------------------------------

KINDS: tuple[ReminderKind, ...] = get_args(ReminderKind)


@pytest.fixture
def all_kinds(life: Life) -> Life:
    """A Friday on which there is a reminder of every kind."""
    life.on(-40).log('1400 days ago: coffee with @"Rosa Old"')
    life.add("Bea Name", imported=True)
    life.on(-10).log('call with @"Pia Paper", promised the notes by in 12 days')
    life.log('plan: coffee with @"Mia Meeting" in 14 days')
    life.log('call with @"Exa Form", expecting the form by in 1 days')
    life.log('call with @"Olga Owed", got big advice')
    life.log('met @"Eva Event" at "The Symposium"')
    life.add("Nora Needs", needs=("reviewer",), circle="outer")
    life.add("Otto Offers", offers=("reviewer",), circle="outer")
    life.add("Cara Cadence", cadence=10)
    chosen = life.add("Chloe Chosen", cadence=3650)
    life.add("Dora Date", cadence=3650, dates=(YearlyDate(month=12, day=1),))
    new_goal(life.network, "conversations", 9, life.now)
    take(life.network, life.picture, "next", life.on(-1).now, next=[chosen])
    life.on(0).add("Remy Remote", cadence=3650)
    for ago in (40, 30, 20, 10, 1):
        life.log(f"{ago} days ago: call with Remy")
    return life.on(4)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_reason_evidence_and_answers_that_hold(all_kinds: Life, kind: ReminderKind) -> None:
    life = all_kinds
    reminder = life.of(kind)[0]
    assert reminder.reason == " ".join(reminder.reason.split()) != ""
    assert reminder.id.startswith(f"{kind}:")
    assert reminder.id.isascii()
    records = [record_of(life.network, each) for each in reminder.evidence]
    # The routine rests on the days of the week that were active, and here there are none.
    assert bool(records) == (kind != "routine")
    assert all(record is not None and told_of(life.network, record)[2] for record in records)

    def stands() -> bool:
        return any(each.id == reminder.id for each in life.reminders)

    assert {"snooze", "skip"} <= set(reminder.actions)
    answers.skip(life.network, reminder, life.now)
    assert not stands()
    life.network.undo()
    assert stands()
    answers.snooze(life.network, reminder, life.now.today + timedelta(days=1), life.now)
    assert not stands()
    life.network.undo()
    assert ("mute" in reminder.actions) == (kind in SILENCED_BY_MUTE)
    if reminder.contacts:
        answers.mute(life.network, reminder.contacts[0])
        assert stands() == ("mute" not in reminder.actions)
        life.network.undo()
    assert stands()
    if "done" in reminder.actions:
        answers.done(life.network, reminder, life.now)
        assert not stands()
    else:
        assert "log" in reminder.actions
        with pytest.raises(NetuiError, match="log"):
            answers.done(life.network, reminder, life.now)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"routine", "meet"}))
def test_what_was_hidden_until_a_day_is_there_on_that_day(all_kinds: Life, kind: ReminderKind) -> None:
    life = all_kinds
    reminder = life.of(kind)[0]
    answers.snooze(life.network, reminder, life.now.today + timedelta(days=2), life.now)
    for day, stands in ((4, False), (5, False), (6, True)):
        assert any(each.id == reminder.id for each in life.on(day).reminders) == stands, day


# --- years of days -----------------------------------------------------------------------------------------


def each_day_holds(life: Life, before: list[Reminder], answered: set[str]) -> None:
    """What is true of every day, whatever was done on the days before."""
    rows, reminders = life.rows, life.reminders
    reaching = [row for row in rows if row.today and row.reminder.kind in REACHING_OUT]
    assert len(reaching) <= 3
    waiting = sum(row.reminder.kind in REACHING_OUT for row in rows)
    assert len(reaching) == min(3, waiting)  # no day is empty while somebody waits
    assert all(row.today for row in rows if row.reminder.kind not in REACHING_OUT)
    contacts = [row.reminder.contacts[0] for row in rows if row.reminder.contacts]
    assert max(Counter(contacts).values(), default=1) == 1
    known = {each for table in RECORDS for each in life.network.store.table(table)}
    assert all(known.issuperset(reminder.evidence) for reminder in reminders)
    standing = {reminder.id for reminder in reminders}
    missed = [each.id for each in before if each.kind not in ENDS_BY_ITSELF and each.id not in answered]
    assert standing.issuperset(missed)  # nothing vanishes by having been missed
    assert life.picture.today(life.now) == _from_nothing(life).today(life.now)


def _from_nothing(life: Life) -> Picture:
    return compute(life.network, life.now, leap_day_in_march=life.leap_day_in_march)


def test_a_year_of_days_with_somebody_who_does_what_today_says(life: Life) -> None:
    """On three days a week she talks with the first two of Today, meets who is to be met, keeps promises."""
    for number in range(14):
        life.add(f"Person Number{number}", cadence=30, added=life.now.today - timedelta(days=number))
    for name in ("One", "Two", "Three", "Four"):
        life.add(f"Imported {name}", imported=True)
    seen: Counter[str] = Counter()
    before: list[Reminder] = []
    answered: set[str] = set()
    late: list[float] = []
    for day in range(365):
        life.on(day)
        each_day_holds(life, before, answered)
        before, answered = life.reminders, set()
        seen.update({row.reminder.kind for row in life.rows if row.today})
        wanted = [row.reminder for row in life.rows if row.today and row.reminder.contacts]
        late += [reminder.urgency for reminder in wanted if reminder.kind == "promise"]
        for reminder in wanted[:2] if life.now.today.weekday() in (0, 2, 4) else ():
            name = life.name(reminder.contacts[0])
            if reminder.kind == "promise":
                answers.done(life.network, reminder, life.now)
            else:
                promise = ", promised the notes by in 5 days" if day % 5 == 0 else ""
                life.log(f"{'coffee' if reminder.kind == 'meet' else 'call'} with {name}{promise}")
            gone = {each.id for each in before} - {each.id for each in life.reminders}
            assert reminder.id in gone  # what is logged answers at once
            answered |= gone
    assert {"cadence", "promise", "begin", "meet", "routine"} <= seen.keys()
    assert max(late) <= 6
    urgencies = [standing.touch.urgency for standing in life.picture.standings.values()]
    assert all(urgency is not None and urgency < 1.5 for urgency in urgencies)


def test_a_year_of_days_with_somebody_who_puts_everything_off_loses_nothing(life: Life) -> None:
    """He snoozes or skips whatever stands first, and logs nothing: all of it comes back."""
    for number in range(6):
        life.log(f'{number} days ago: call with @"Person Number{number}", got advice:2')
    life.log("call with Person Number1, promised the notes by in 3 days")
    owed: set[ReminderKind] = {"promise", "cadence", "thanks"}
    for day in range(0, 365, 5):
        life.on(day)
        for row in life.rows[:2]:
            if day % 10:
                answers.skip(life.network, row.reminder, life.now)
            else:
                answers.snooze(life.network, row.reminder, life.now.today + timedelta(days=4), life.now)
    assert life.picture.standings[max(life.network.contacts)].touch.elapsed == 360 + 5
    stands: set[str] = set()
    for day in range(365, 365 + 100):  # answers of a resting contact hold until its next cadence begins
        stands |= {f"{each.kind} {each.contacts[0]}" for each in life.on(day).reminders if each.contacts}
    kinds = Counter(each.split()[0] for each in stands)
    assert {kind: kinds[kind] for kind in owed} == {"promise": 1, "cadence": 6, "thanks": 6}


def test_three_months_away_leave_a_today_that_is_neither_empty_nor_a_flood(life: Life) -> None:
    for number in range(40):
        life.log(f'{number} days ago: coffee with @"Person Number{number}"')
    life.log("call with Person Number1, promised the notes by in 5 days")
    life.log("plan: lunch with Person Number2 in 8 days")
    life.log("call with Person Number3, expecting the form by in 9 days")
    life.log('met @"Somebody New" at "The Symposium"')
    life.on(94)  # the 90 days of everybody are over, however their ids spread them
    today = [row.reminder.kind for row in life.rows if row.today]
    assert today == ["promise", "meeting", *today[2:]]
    assert today[2:] == ["cadence", "cadence", "cadence"]
    assert {"expected", "event_follow_up"} <= {reminder.kind for reminder in life.reminders}
    assert len(life.rows) > 35  # nothing vanished by having been missed
    # Three a day, as Today says: after two weeks it is over, and everybody has had a turn.
    spoken: list[int] = []
    for day in range(94, 112):
        life.on(day)
        three = [row.reminder for row in life.rows if row.today and row.reminder.kind in REACHING_OUT]
        for reminder in three:
            life.log(f"call with {life.name(reminder.contacts[0])}")
        for row in life.rows:
            if row.reminder.kind in ("promise", "meeting", "expected"):
                answers.done(life.network, row.reminder, life.now)
        spoken += [reminder.contacts[0] for reminder in three if reminder.kind == "cadence"]
    assert life.of("cadence") == []
    assert len(spoken) == len(set(spoken)) >= 38


def test_weeks_after_an_import_of_three_thousand_names(life: Life) -> None:
    """She begins with one or two of the names a week: three a week are offered, none of them twice in it."""
    with life.network.change("import") as change:
        for number in range(3000):
            change.insert(Contact(name=f"Name {number}", added=life.now.today, imported=True))
    begun: set[int] = set()
    for week in range(5):
        offered: set[int] = set()
        for day in (0, 2, 6):
            life.on(7 * week + day)
            today = [row.reminder for row in life.rows if row.today]
            names = [each.contacts[0] for each in today if each.kind == "begin"]
            offered |= {each.contacts[0] for each in life.of("begin")}
            assert len(today) <= 4  # three, and the week's routine
            assert names, "a Today that is empty"
            if day != 6:
                life.log(f"call with {life.name(names[0])}")
                begun.add(names[0])
        assert len(offered) == 3
        assert len(life.of("begin")) == 1
    assert len(begun) == 10
    assert life.on(7 * 5 + 91).of("cadence")  # who was begun with is kept up with


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu"])
def test_days_fall_due_one_by_one_across_both_changes_of_the_clock(life: Life, zone: str) -> None:
    """Looked at each day at four in the morning, an hour after the day began, and at one, before it did."""
    life.zone = zone
    start = date(2026, 3, 1)

    def at(day: int, hour: int) -> Life:
        local = datetime.combine(start + timedelta(days=day), time(hour), ZoneInfo(zone))
        life.moment[0] = local.astimezone(UTC)
        exhaust(life.picture.begin(life.now))
        return life

    ada = at(0, 12).add("Ada Lovelace", cadence=20, dates=(YearlyDate(month=3, day=29),))
    life.log("coffee with Ada, promised the notes by in 40 days")
    due: dict[str, list[int]] = {"cadence": [], "date": [], "promise": []}
    for day in range(1, 260):
        assert at(day, 1).picture.standings[ada].touch.elapsed == day - 1
        assert at(day, 4).picture.standings[ada].touch.elapsed == day
        for kind, days in due.items():
            days += [day] if life.of(kind) else []
    assert due["cadence"] == list(range(20, 260))
    assert due["date"] == list(range(21, 32))
    assert due["promise"] == list(range(38, 260))


@pytest.mark.parametrize(
    ("in_march", "days"),
    [
        (False, [date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]),
        (True, [date(2027, 3, 1), date(2028, 2, 29), date(2029, 3, 1)]),
    ],
)
def test_three_years_with_somebody_born_on_29_february(
    tmp_path: Path, in_march: bool, days: list[date]
) -> None:
    moment = [FIRST]
    network = Network.open(tmp_path / "leap.json", lambda: moment[0])
    life = Life(network, moment, leap_day_in_march=in_march).on(0)
    life.add("Ada Lovelace", cadence=3650, dates=(YearlyDate(month=2, day=29, year=1996),))
    told: dict[date, list[date]] = {}
    words = []
    for day in range(365 * 3):
        for reminder in life.on(day).of("date"):
            told.setdefault(reminder.due, []).append(life.now.today)
            words += [reminder.reason] if reminder.due == life.now.today else []
    assert list(told) == days
    for birthday, seen in told.items():
        assert seen == [birthday + timedelta(days=offset) for offset in range(-7, 4)]
    assert words == ["birthday today, turning 31", "birthday today, turning 32", "birthday today, turning 33"]
    network.close()
