"""An import from its files to its one change: gathered, planned, looked at, saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from netui.domain.days import Now, counted
from netui.domain.plain import Brought
from netui.network.importing.desk import Desk
from netui.network.importing.entries import Entries
from netui.network.importing.gathering import Gathered
from netui.network.importing.moving import move_in
from netui.network.importing.plan import Pair, Plan
from netui.network.importing.weighing import STEP, Weighing
from netui.network.network import Network


class Import:
    """Files on their way in. Make a plan, look at it, save it: planning changes nothing."""

    def __init__(self, network: Network, now: Now) -> None:
        self._network = network
        self._now = now
        self._stale = True
        self.files: list[Gathered] = []
        self.plan = Plan(Desk(network))
        """As it was made last."""

    def planning(self) -> Iterator[float]:
        """Make the plan in steps, each saying how far it has come. Not going on is how it is stopped."""
        weighing = Weighing(self._network, self._now)
        total = max(1, sum(len(gathered.contacts) for gathered in self.files))
        done = 0
        unsubscribe = self._network.subscribe(self._changed)
        self._stale = False
        try:
            for gathered in self.files:
                for contact in gathered.contacts:
                    weighing.contact(gathered.format, contact)
                    done += 1
                    if done % STEP == 0:
                        yield 0.9 * done / total
            entries = Entries(weighing)
            for gathered in self.files:
                weighing.introducers(gathered)
                yield 0.9
                yield from _at(0.9, entries.take(gathered))
                yield from _at(0.9, move_in(gathered, weighing))
            yield from _at(0.95, weighing.finish())
        finally:
            unsubscribe()
        self.plan = weighing.plan
        yield 1.0

    def _changed(self, changed: object) -> None:
        self._stale = True

    def save(self) -> Plan:
        """Write the plan as one change, once; returns it with the document's ids.

        It is made anew where the network has changed since. Raises DocumentError; nothing is then written.
        """
        with self._network.change(self._label()) as change:
            if self._stale or change.caught_up:
                for _ in self.planning():
                    pass
            for gathered in self.files:
                gathered.let_all_go()
            ids = self.plan.desk.write(change)
        self._stale = True
        self.plan.pairs = [
            Pair(ids.get(pair.one, pair.one), ids.get(pair.other, pair.other), pair.score)
            for pair in self.plan.pairs
        ]
        self.plan.names = {ids.get(contact, contact): name for contact, name in self.plan.names.items()}
        return self.plan

    def _label(self) -> str:
        formats = ", ".join(dict.fromkeys(gathered.format for gathered in self.files))
        return f"import: {formats}, {done_in_words(self.plan)}"


class BeingRead(Protocol):
    """A file that is being read, as far as it matters here."""

    @property
    def fields(self) -> Mapping[str, str]:
        """What its columns were taken for, if it is a table; known when it is read."""
        ...

    @property
    def earlier(self) -> int:
        """Meetings, if it is a calendar, that are older than was asked for; known when it is read."""
        ...


def gather(
    format_name: str, title: str, brought: Iterable[Brought], into: Import, source: BeingRead
) -> Iterator[None]:
    """Take in what a reader yields, a record at a step."""
    gathered = Gathered(format_name, title)
    for record in brought:
        gathered.take(record)
        yield
    gathered.columns, gathered.earlier = source.fields, source.earlier
    into.files.append(gathered)


def _at(part: float, steps: Iterator[None]) -> Iterator[float]:
    for _ in steps:
        yield part


def done_in_words(plan: Plan) -> str:
    """What an import does, in one line."""
    counts = plan.counts
    if not plan.anything:
        known = f": {counted(counts.unchanged, 'contact')} here already, as they are"
        return f"nothing new{known if counts.unchanged else ''}"
    parts = (
        (counts.added, "new contact", None),
        (counts.organisations, "new organisation they belong to", "new organisations they belong to"),
        (counts.merged, "here already and given more", "here already and given more"),
        (counts.unchanged, "here already, as they are", "here already, as they are"),
        (counts.interactions, "interaction", None),
        (counts.notes, "note", None),
        (counts.follow_ups, "follow-up", None),
        (counts.drafts, "meeting to confirm", "meetings to confirm"),
        (counts.others, "other record", None),
    )
    return ", ".join(counted(number, *words) for number, *words in parts if number)
