"""An import from its files to its one change: gathered, planned, looked at, saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Protocol

from netui.domain.days import Now, counted_each
from netui.domain.plain import Brought
from netui.network.importing.desk import STEP, Desk
from netui.network.importing.entries import Entries
from netui.network.importing.gathering import MOST_CONTACTS, Gathered
from netui.network.importing.moving import move_in
from netui.network.importing.plan import Pair, Plan
from netui.network.importing.weighing import Weighing
from netui.network.network import Network
from netui.storage import collector_off

WRITTEN_AT = 0.9
"""How far a taking in has come as its one change is written, which is not to be stopped any more."""


class Import:
    """Files on their way in. Make a plan, look at it, save it: planning changes nothing."""

    def __init__(self, network: Network, now: Now) -> None:
        self._network = network
        self._now = now
        self._generation = -1
        """Of the records that the plan was made by."""
        self.is_saved = False
        """Whether it is written."""
        self.files: list[Gathered] = []
        self.plan = Plan(Desk(network))
        """As it was made last."""

    def planning(self) -> Iterator[float]:
        """Make the plan in steps, each saying how far it has come. Not going on is how it is stopped."""
        with collector_off():
            yield from self._planning()

    def _planning(self) -> Iterator[float]:
        total = max(1, sum(len(gathered.contacts) for gathered in self.files))
        done = 0
        generation = self._network.store.generation
        weighing = Weighing(self._network, self._now)
        yield from _at(0.0, weighing.begin())
        for gathered in self.files:
            for contact in gathered.contacts:
                weighing.contact(gathered.format, contact)
                done += 1
                if done % STEP == 0:
                    yield 0.8 * done / total
        entries = Entries(weighing)
        for gathered in self.files:
            weighing.introducers(gathered)
            yield 0.8
            yield from _at(0.8, entries.take(gathered))
            yield from _at(0.8, move_in(gathered, weighing))
        yield from (0.8 + 0.2 * part for part in weighing.finish())
        self.plan, self._generation = weighing.plan, generation
        yield 1.0

    def save(self) -> Plan:
        """Write the plan as one change, once; returns it with the document's ids. Raises DocumentError."""
        for _ in self.saving():
            pass
        return self.plan

    def saving(self) -> Iterator[float]:
        """Write the plan as one change, once, in steps that say how far it has come; the last one writes.

        It is made anew where the network has changed since. Not going on before the end is how it is
        stopped. Raises DocumentError; nothing is then written, and the files are to be gathered again.
        """
        with collector_off():
            yield from self._saving()

    def _saving(self) -> Iterator[float]:
        if not self._holds:
            yield from (0.5 * part for part in self.planning())
        yield from (0.5 + (WRITTEN_AT - 0.5) * part for part in self.plan.desk.settle())
        yield WRITTEN_AT
        with self._network.change(self._label()) as change:
            if not self._holds:  # others have written, or one oneself has, between two steps
                for _ in chain(self.planning(), self.plan.desk.settle()):
                    pass
                change.label = self._label()
            for gathered in self.files:
                gathered.let_all_go()
            ids = self.plan.desk.write(change)
        self.is_saved = True
        self.plan.pairs = [
            Pair(ids.get(pair.one, pair.one), ids.get(pair.other, pair.other), pair.score)
            for pair in self.plan.pairs
        ]
        self.plan.names = {ids.get(contact, contact): name for contact, name in self.plan.names.items()}
        yield 1.0

    @property
    def _holds(self) -> bool:
        """Whether the plan was made by the records as they are."""
        return self._generation == self._network.store.generation

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
    format_name: str,
    title: str,
    brought: Iterable[Brought],
    into: Import,
    source: BeingRead,
    most_contacts: int = MOST_CONTACTS,
) -> Iterator[None]:
    """Take in what a reader yields, a record at a step. Raises NetuiError where there is too much of it."""
    gathered = Gathered(format_name, title, most_contacts=most_contacts)
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
        known = (
            (counts.unchanged, "contact here already, as they are", "contacts here already, as they are"),
            (counts.known, "entry brought before", "entries brought before"),
        )
        return ": ".join(filter(None, ("nothing new", counted_each(known))))
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
    return counted_each(parts)
