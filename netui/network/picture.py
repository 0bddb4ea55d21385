"""The whole picture: standings, reminders, balances and the routine, computed piece by piece.

:class:`Picture` is what Today, the lists and ``netui due`` are drawn from. It is computed in steps, so that
whoever drives it decides how much to do at a time: a command drives it to the end, the program's worker a
few milliseconds between keys. After a change only what the change touched is computed and ranked again.

A rule that fails is put to rest with one message, and the others go on.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from netui.domain import goals, review
from netui.domain.cadence import circle_cadences
from netui.domain.days import Now
from netui.domain.goals import DayCounts, Tallies, count_day
from netui.domain.ledger import Balance, DayLedger, Verdict
from netui.domain.matches import Match, Matches
from netui.domain.matches import reminder_of as match_reminder
from netui.domain.ranking import Board, Ranked, ReminderKind, is_hidden
from netui.domain.records import Circle, Contact, Goal, Rest, RoutineChange
from netui.domain.reminders import (
    RULES,
    Coming,
    Reminder,
    reminders_without_contact,
    routine_reminder,
)
from netui.domain.routine import DayTally, Practice, practice, strength_curve, tally_day
from netui.domain.words import folded
from netui.network.changes import Changed
from netui.network.channel_ledgers import ChannelLedgers
from netui.network.gatherings import follow_up_days
from netui.network.known import facts_of, who_falls_due
from netui.network.network import Network
from netui.network.standing import Standing, standing_of
from netui.network.suggesting import Suggestions
from netui.storage import collector_off


class Today(msgspec.Struct, frozen=True):
    """What there is to do today, in order."""

    now: Now
    rows: tuple[Ranked, ...]
    coming: tuple[Coming, ...]
    practice: Practice
    balance: Balance
    below: int = 0
    """How many rows there are below these that it does not name (see :mod:`netui.network.first_look`)."""

    @property
    def reminders(self) -> tuple[Ranked, ...]:
        """The rows within the capacity."""
        return tuple(row for row in self.rows if row.today)


_PracticeRestsOn = tuple[int, tuple[Rest, ...], tuple[RoutineChange, ...], date, int]

_RuleForAll = Callable[[Now], Mapping[str, Iterable[Reminder]]]
"""A rule about everybody: what it makes, by the source that it stands for on the board."""


class Picture:
    """What is computed from a network, kept up change by change."""

    def __init__(
        self,
        network: Network,
        *,
        capacity: int = 3,
        leap_day_in_march: bool = False,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._network = network
        self._leap_day_in_march = leap_day_in_march
        self.standings: dict[int, Standing] = {}
        self.tallies: dict[date, DayTally] = {}
        self.overall = DayLedger()
        self.channels = ChannelLedgers()
        self.board = Board(self._is_hidden, capacity=capacity)
        """The reminders in the order of Today."""
        self.matches = Matches(network.introduced)
        """Needs and offers."""
        self.resting: dict[str, str] = {}
        """The rules that failed and rest, each with what to say of it."""
        self.complete = False
        """Whether every contact has been computed since the last beginning."""
        self.known = False
        """Whether every contact has been computed once: until then nobody is chosen to reach out to."""
        self.due_known = False
        """Whether what was promised, planned or falls on a day has been computed once."""
        self.failed: Callable[[int, Exception], None] | None = None
        """Told of a contact that the rules could not judge, so that the others go on; without it, raised."""
        self.tell = tell
        """Told once of a rule that failed; without this and :attr:`failed`, the error is raised."""
        self._seen_from = (date.min, 0, circle_cadences(network.profile))
        """The day that it was computed for, the one that weeks begin on, the cadences of the circles."""
        self._suggestions = Suggestions(network)
        self._counts: dict[date, DayCounts] = {}
        self._first_days: Counter[date] = Counter()
        """On how many persons' first contact day each day is."""
        self._coming: list[tuple[date, tuple[int, ...], str, int, int]] = []
        self._owing: dict[int, frozenset[str]] = {}
        """What those need whom one owes: what others offer makes a way to give."""
        self._active_days_version = 0
        """Raised when a day becomes active, or no longer is."""
        self._practice: tuple[_PracticeRestsOn, Practice] | None = None
        self._curve: tuple[_PracticeRestsOn, list[tuple[date, float]]] | None = None
        self._outside: frozenset[int] = frozenset()

    # --- computing -----------------------------------------------------------------------------------------

    def begin(self, now: Now) -> Iterator[bool]:
        """Compute everything, a contact or a day a step. What was there stands until it is replaced.

        What falls on a day comes first. A step says True where it has made something that can be shown.
        """
        self.complete = False
        self._seen_from = self._seen_at(now)
        self._outside = self._out_of_ledger()
        for _ in self._network.gather():
            yield False
        first = who_falls_due(self._network, now.today)
        for contact in first:
            self._stand(contact, now)
            yield False
        self._apply("follow-ups", self._nameless, now)
        news, self.due_known = not self.due_known, True
        yield news
        for _ in self._network.gather_days():
            yield False
        days = tuple(self._network.by_day.days())
        for gone in self.tallies.keys() - set(days):
            self._forget_day(gone)
        for day in days:
            self._tally(day)
            yield False
        contacts = tuple(self._network.contacts)
        for former in self.standings.keys() - set(contacts):
            self._replace(former, None)
            yield False
        for contact in contacts:
            if contact not in first:
                self._stand(contact, now)
                yield False
        self._suggestions.renew()
        yield from self._about_everybody(now)
        self.complete = self.known = self.due_known = True

    def keep_up(self, changed: Changed, now: Now) -> Iterator[bool]:
        """Compute again what a change touched, a contact or a day a step; all of it on another day.

        A step says True where it has made something that can be shown before the last one.
        """
        if changed.everything or self._seen_from != self._seen_at(now):
            yield from self.begin(now)
            return
        for day in changed.days | self._days_of_the_ledger(changed):
            self._tally(day)
            yield False
        contacts = changed.contacts | self._who_could_be_helped(changed)
        for contact in contacts:
            self._stand(contact, now)
            yield False
        self._suggestions.touched(contacts)
        yield from self._about_everybody(now)

    def _stand(self, contact: int, now: Now) -> None:
        if contact not in self._network.contacts:
            self._replace(contact, None)
            return
        isolated = self.failed is not None or self.tell is not None
        rules = RULES if not self.resting else [rule for rule in RULES if rule.name not in self.resting]
        try:
            standing = standing_of(
                self._network,
                contact,
                now,
                leap_day_in_march=self._leap_day_in_march,
                rules=rules,
                failed=self._put_to_rest if isolated else None,
            )
        except Exception as error:
            if self.failed is None:
                raise
            self.failed(contact, error)
        else:
            self._replace(contact, standing)

    def _replace(self, contact: int, standing: Standing | None) -> None:
        """Put a contact's standing, or none, in the place of the one there was."""
        before = self.standings.pop(contact, None)
        if standing is not None:
            self.standings[contact] = standing
        self.board.put(contact, standing.reminders if standing is not None else ())
        self._suggestions.put(contact, standing.then if standing is not None else None)
        self._come(contact, before, standing)
        self._owing.pop(contact, None)
        if standing is None:
            self.matches.put(contact, None, None)
            return
        self.matches.put(contact, standing.contact, standing.touch.last_contact)
        if standing.balance is not None and standing.balance.verdict == "owe" and standing.contact.needs:
            self._owing[contact] = frozenset(map(folded, standing.contact.needs))

    def _come(self, contact: int, before: Standing | None, after: Standing | None) -> None:
        """Keep what is coming up, and who was met for the first time when."""
        for standing, come in ((before, False), (after, True)):
            if standing is None:
                continue
            if standing.first is not None and standing.contact.kind == "person":
                self._first_days[standing.first] += 1 if come else -1
                if not self._first_days[standing.first]:
                    del self._first_days[standing.first]
            for item in standing.coming:
                entry = (item.day, item.contacts, item.text, contact, item.follow_up or 0)
                if come:
                    insort(self._coming, entry)
                else:
                    del self._coming[bisect_left(self._coming, entry)]

    def _who_could_be_helped(self, changed: Changed) -> set[int]:
        """Those whom one owes and who need what a changed contact offers, or offered."""
        if Contact.table not in changed.tables:
            return set()
        offered: set[str] = set()
        for contact in changed.contacts:
            before, after = self.standings.get(contact), self._network.contacts.get(contact)
            for known in (before.contact if before is not None else None, after):
                offered.update(map(folded, known.offers if known is not None else ()))
        return {owing for owing, needs in self._owing.items() if needs & offered}

    def _tally(self, day: date) -> None:
        interactions = self._network.by_day.records_on(day)
        if interactions:
            before, tally = self.tallies.get(day), tally_day(interactions)
            self._active_days_version += before is None or before.active != tally.active
            self.tallies[day] = tally
            self._counts[day] = count_day(interactions)
            self.overall.put(day, self.channels.set_day(day, interactions, self._outside))
        else:
            self._forget_day(day)

    def _days_of_the_ledger(self, changed: Changed) -> set[date]:
        """The days of those whom a change has taken out of the ledger, or into it again."""
        if Contact.table not in changed.tables:
            return set()
        before, self._outside = self._outside, self._out_of_ledger()
        return {
            record.day
            for contact in before ^ self._outside
            for _, record in self._network.by_contact.history(contact)
        }

    def _out_of_ledger(self) -> frozenset[int]:
        """Contacts whose exchanges count nowhere."""
        return frozenset(
            contact_id for contact_id, contact in self._network.contacts.items() if not contact.in_ledger
        )

    def _forget_day(self, day: date) -> None:
        if self.tallies.pop(day, None) is not None:
            self._active_days_version += 1
        self._counts.pop(day, None)
        self.overall.set_day(day, ())
        self.channels.set_day(day, ())

    # --- rules about everybody -----------------------------------------------------------------------------

    def _about_everybody(self, now: Now) -> Iterator[bool]:
        """Apply the rules that look at more than one contact; where nothing changed they do nothing."""
        for name, make in self._rules_for_all():
            self._apply(name, make, now)
            yield False

    def _rules_for_all(self) -> tuple[tuple[str, _RuleForAll], ...]:
        return (
            ("chosen", self._chosen),
            ("follow-ups", self._nameless),
            ("routine", self._routine),
            ("goals", self._goals),
            ("matches", self._matches),
            ("suggestions", lambda now: self._suggestions.reminders(now, self.standings)),
        )

    def _apply(self, name: str, make: _RuleForAll, now: Now) -> None:
        """Put what a rule makes on the board; where it fails it rests."""
        if name in self.resting:
            return
        try:
            for source, reminders in make(now).items():
                self.board.put(source, reminders)
        except Exception as error:
            if self.failed is None and self.tell is None:
                raise
            self._put_to_rest(name, error)

    def _chosen(self, now: Now) -> dict[str, list[Reminder]]:
        reviews = self._network.reviews
        named = review.chosen_for(reviews, now.today)
        made = (
            review.chosen_reminder(
                facts_of(self._network, contact, now), review_id, reviews[review_id], now.today
            )
            for contact, review_id in named.items()
            if contact in self._network.contacts
        )
        return {"chosen": [reminder for reminder in made if reminder is not None]}

    def _nameless(self, now: Now) -> dict[str, list[Reminder]]:
        follow_ups = self._network.follow_ups
        open_ones = [(each, follow_ups[each]) for each in self._network.nameless_follow_ups()]
        return {"nameless": reminders_without_contact(open_ones, now.today)}

    def _routine(self, now: Now) -> dict[str, list[Reminder]]:
        practised = self.practice(now)
        reminder = routine_reminder(practised, now.today)
        if reminder is None:
            return {"routine": []}
        days = (practised.week.start + timedelta(days=offset) for offset in range(7))
        active = (each for day in days for each in self._network.by_day.on(day))
        return {"routine": [msgspec.structs.replace(reminder, evidence=tuple(active))]}

    def _goals(self, now: Now) -> dict[str, list[Reminder]]:
        made = (
            goals.reminder_of(goal_id, goal, standing, now.today)
            for goal_id, goal, standing in self.running_goals(now)
        )
        return {"goals": [reminder for reminder in made if reminder is not None]}

    def _matches(self, now: Now) -> dict[str, list[Reminder]]:
        if not self.matches.stale:
            return {}
        contacts = self._network.contacts
        return {
            "matches": [
                match_reminder(match, contacts[match.offers].name, now.today)
                for match in self.matches.best()
                if not (contacts[match.needs].muted or contacts[match.offers].muted)
            ]
        }

    def _put_to_rest(self, rule: str, error: Exception) -> None:
        """Let a rule that failed rest, with what it made; say so once."""
        if rule in self.resting:
            return
        message = f"the rule “{rule}” failed ({type(error).__name__}) and rests; the others go on"
        self.resting[rule] = message
        self.board.refresh()
        if self.tell is not None:
            self.tell(message)

    def _is_hidden(self, reminder: Reminder) -> bool:
        if self.resting and rule_of(reminder.kind) in self.resting:
            return True
        answers = self._network.answers_to(reminder.id)
        return bool(answers) and is_hidden(reminder, answers, self.day)

    def _seen_at(self, now: Now) -> tuple[date, int, Mapping[Circle, int]]:
        return now.today, now.week_start, circle_cadences(self._network.profile)

    @property
    def day(self) -> date:
        """The day that it was computed for, or is being computed for."""
        return self._seen_from[0]

    @property
    def network(self) -> Network:
        """The network that it is drawn from."""
        return self._network

    @property
    def suggestions(self) -> Suggestions:
        """Whom to meet, reconnect or begin with, and what only names share with those who are active."""
        return self._suggestions

    # --- the answers ---------------------------------------------------------------------------------------

    def practice(self, now: Now) -> Practice:
        """Routine, streak and strength; computed again only when what they rest on has changed."""
        rests_on = self._practice_rests_on(now)
        if self._practice is None or self._practice[0] != rests_on:
            _, rests, routine, *_ = rests_on
            curve = self.strength_curve(now)
            practised = practice(
                self.tallies,
                rests,
                routine,
                now.today,
                week_start=now.week_start,
                strength=curve[-1][1] if curve else 0.0,
            )
            self._practice = (rests_on, practised)
        return self._practice[1]

    def strength_curve(self, now: Now) -> Sequence[tuple[date, float]]:
        """Strength on each day from the first active day to today; computed again only as practice is."""
        rests_on = self._practice_rests_on(now)
        if self._curve is None or self._curve[0] != rests_on:
            _, rests, routine, *_ = rests_on
            curve = strength_curve(self.tallies, rests, routine, now.today, week_start=now.week_start)
            self._curve = (rests_on, curve)
        return self._curve[1]

    def _practice_rests_on(self, now: Now) -> _PracticeRestsOn:
        rests, routine = tuple(self._network.rests.values()), self._network.profile.routine
        return self._active_days_version, rests, routine, now.today, now.week_start

    def balance(self, now: Now) -> Balance:
        """The ledger of all, each exchange once."""
        return self.overall.balance(now.today)

    def verdicts(self) -> dict[Verdict, int]:
        """How many contacts stand at each verdict: pooled figures hide opposite imbalances."""
        counts: dict[Verdict, int] = {}
        for standing in self.standings.values():
            if standing.balance is not None and standing.balance.entries:
                counts[standing.balance.verdict] = counts.get(standing.balance.verdict, 0) + 1
        return counts

    @property
    def day_counts(self) -> Mapping[date, DayCounts]:
        """What each day holds of the measures of goals."""
        return self._counts

    def running_goals(self, now: Now) -> list[tuple[int, Goal, goals.Standing]]:
        """The goals that run, each with how it stands, in the order in which they were made."""
        found = self._network.goals
        return [
            (goal_id, goal, self.goal(goal, now))
            for goal_id, goal in sorted(found.items())
            if goals.is_running(goal, now.today)
        ]

    def goal(self, goal: Goal, now: Now) -> goals.Standing:
        """How one goal stands, running or not."""
        return goals.standing_of(goal, self._measured(goal).done(goal, now.today), now.today)

    def _measured(self, goal: Goal) -> Tallies:
        events = follow_up_days(self._network, goal.first) if goal.measure == "event_follow_ups" else {}
        return Tallies(
            days=self._counts,
            introductions=self._network.introductions_on().days,
            promises_kept=self._network.kept_on().days,
            event_follow_ups=events,
            new_people=self._first_days,
        )

    def best_matches(self) -> tuple[Match, ...]:
        """Who should meet whom, at most twenty, those first who were both active most recently."""
        return self.matches.best()

    def coming(self) -> tuple[Coming, ...]:
        """What comes in the next seven days and is no reminder yet, the soonest first."""
        return tuple(
            Coming(day, contacts, text, follow_up or None)
            for day, contacts, text, _, follow_up in self._coming
        )

    def today(self, now: Now) -> Today:
        """What there is to do, ranked, with what is coming up."""
        return Today(
            now=now,
            rows=self.board.rows(),
            coming=self.coming(),
            practice=self.practice(now),
            balance=self.balance(now),
        )


_RULES_BY_KIND: dict[ReminderKind, str] = {
    **{kind: rule.name for rule in RULES for kind in rule.kinds},
    "chosen": "chosen",
    "routine": "routine",
    "goal": "goals",
    "introduce": "matches",
    "meet": "suggestions",
    "reconnect": "suggestions",
    "begin": "suggestions",
}


def rule_of(kind: ReminderKind) -> str:
    """The rule that makes a kind of reminder."""
    return _RULES_BY_KIND[kind]


def compute(
    network: Network,
    now: Now,
    *,
    capacity: int = 3,
    leap_day_in_march: bool = False,
    tell: Callable[[str], None] | None = None,
) -> Picture:
    """The picture of a network, computed to the end. ``tell`` hears of rules that failed."""
    picture = Picture(network, capacity=capacity, leap_day_in_march=leap_day_in_march, tell=tell)
    with collector_off():
        exhaust(picture.begin(now))
    return picture


def exhaust(steps: Iterable[object]) -> None:
    """Do all the steps."""
    for _ in steps:
        pass
