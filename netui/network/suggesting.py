"""Whom to meet, reconnect or begin with: chosen among all, and chosen again only when that could differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from netui.domain import reaching, suggestions
from netui.domain.days import Now, week_of
from netui.domain.facts import Day
from netui.domain.ranking import Reminder
from netui.domain.suggestions import Feature, Then
from netui.network.known import facts_of
from netui.network.network import Network
from netui.network.standing import Standing

_NOBODY = Then()


class Suggestions:
    """Keeps who may be chosen; :meth:`reminders` says who is."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._then: dict[int, Then] = {}
        self._meet: set[int] = set()
        self._dormant: set[int] = set()
        self._names: dict[int, tuple[Feature, ...]] = {}
        self._houses: set[int] = set()
        """Those of the names that are organisations'."""
        self._active: dict[Feature, set[int]] = {}
        self._rests_on: set[int] = set()
        """The contacts chosen, and those named in their reasons."""
        self._stale = True

    def put(self, contact: int, then: Then | None) -> None:
        """How a contact stood when the week and the month began; None where nothing is chosen by it."""
        before = self._then.pop(contact, _NOBODY)
        now = then or _NOBODY
        if now is not _NOBODY:
            self._then[contact] = now
        if before == now:
            return
        self._stale = True
        self._meet.discard(contact)
        self._dormant.discard(contact)
        self._names.pop(contact, None)
        self._houses.discard(contact)
        if now.meet:
            self._meet.add(contact)
        if now.dormant:
            self._dormant.add(contact)
        if now.only_name:
            self._names[contact] = now.features
        if now.house:
            self._houses.add(contact)
        for feature in before.features if before.active else ():
            self._active[feature].discard(contact)
            if not self._active[feature]:
                del self._active[feature]
        for feature in now.features if now.active else ():
            self._active.setdefault(feature, set()).add(contact)

    def touched(self, contacts: Collection[int]) -> None:
        """These contacts changed: what was said of one of them is to be said again."""
        self._stale = self._stale or not self._rests_on.isdisjoint(contacts)

    def renew(self) -> None:
        """Choose again the next time: the week may be another."""
        self._stale = True

    def reminders(self, now: Now, standings: Mapping[int, Standing]) -> dict[str, list[Reminder]]:
        """The reminders of each kind; empty where nothing could have changed."""
        if not self._stale:
            return {}
        self._stale = False
        self._rests_on = set()
        week = week_of(now.today, now.week_start)
        return {
            "meet": list(self._to_meet(now, week)),
            "reconnect": list(self._to_reconnect(now)),
            "begin": list(self._to_begin(now, week)),
        }

    def chosen(self, now: Now) -> tuple[int | None, int | None, list[int]]:
        """Whom to meet in this week, to reconnect with in this month, and to begin with in this week."""
        week = week_of(now.today, now.week_start)
        return (
            suggestions.first_of(f"{week}", self._meet),
            suggestions.first_of(f"{now.today:%Y-%m}", self._dormant),
            suggestions.to_begin_with(week, self._names, self._active, self._houses),
        )

    def features(self, contact: int) -> tuple[Feature, ...]:
        """What an only name may share with others."""
        return self._names[contact]

    def _to_meet(self, now: Now, week: date) -> Iterator[Reminder]:
        chosen = suggestions.first_of(f"{week}", self._meet)
        if chosen is not None:
            self._rests_on.add(chosen)
            yield from reaching.meet(facts_of(self._network, chosen, now), Day(now.today, week))

    def _to_reconnect(self, now: Now) -> Iterator[Reminder]:
        chosen = suggestions.first_of(f"{now.today:%Y-%m}", self._dormant)
        if chosen is None:
            return
        self._rests_on.add(chosen)
        reminder = suggestions.reconnect(facts_of(self._network, chosen, now), now.today)
        if reminder is not None:
            yield reminder

    def _to_begin(self, now: Now, week: date) -> Iterator[Reminder]:
        for chosen in suggestions.to_begin_with(week, self._names, self._active, self._houses):
            self._rests_on.add(chosen)
            shared = self.shared(self._names[chosen])
            if shared is not None:
                self._rests_on.add(shared[1])
            reminder = suggestions.begin(facts_of(self._network, chosen, now), now.today, week, shared)
            if reminder is not None:
                yield reminder

    def weight(self, features: Iterable[Feature]) -> int:
        """How strong the strongest tie is that these make with active contacts; 0 where there is none."""
        return suggestions.weight_of(features, self._active)

    def shared(self, features: Iterable[Feature]) -> tuple[Feature, int, str] | None:
        """What these share with an active contact: the strongest tie, and whom or what it names."""
        for feature in features:
            if feature in self._active:
                tie, value = feature
                other = value if tie == "organisation" else min(self._active[feature])
                if isinstance(other, int) and other in self._network.contacts:
                    return feature, other, self._network.contacts[other].name
        return None
