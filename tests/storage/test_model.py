"""Any run of changes, folds, reopenings and other sessions leaves what a plain dictionary holds."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
)

from netui.domain.records import Contact
from netui.storage import Change, Store
from tests.storage.helpers import contact, open_store

SESSIONS = 2

names = st.text(st.characters(codec="utf-8"), max_size=12)
sessions = st.integers(0, SESSIONS - 1)


class Documents(RuleBasedStateMachine):
    """Two sessions on one document, and a dictionary."""

    ids: Bundle[int] = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.path = Path(self.stack.enter_context(tempfile.TemporaryDirectory())) / "network.json"
        self.stores = [open_store(self.path) for _ in range(SESSIONS)]
        self.told: list[dict[int, object]] = [{} for _ in range(SESSIONS)]
        self.plain: dict[int, Contact] = {}
        self.past: list[dict[int, Contact]] = [{}]

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        self.stack.close()

    def listen(self, session: int, changes: list[Change]) -> None:
        """Keep up what a listener would know from the changes alone."""
        for change in changes:
            if change.reloaded:
                self.told[session] = dict(self.stores[session].table(Contact.table))
            for touched in change.touched:
                assert self.told[session].get(touched.id) == touched.before
                if touched.after is None:
                    self.told[session].pop(touched.id, None)
                else:
                    self.told[session][touched.id] = touched.after

    def changed(self, session: int, store: Store, caught_up: list[Change]) -> None:
        if any(change.reloaded for change in caught_up):
            assert len(caught_up) == 1
            self.told[session] = dict(store.table(Contact.table))
        else:
            self.listen(session, [*caught_up, store.changes()[0]])
        assert dict(store.table(Contact.table)) == self.plain == self.told[session]
        self.past.append(dict(self.plain))

    @rule(target=ids, session=sessions, new=st.lists(names, min_size=1, max_size=3))
    def insert(self, session: int, new: list[str]) -> MultipleResults[int]:
        store = self.stores[session]
        with store.change("insert") as change:
            made = [(change.insert(contact(name)), contact(name)) for name in new]
        assert min(record_id for record_id, _ in made) > max(self.plain, default=0)
        self.plain.update(made)
        self.changed(session, store, change.caught_up)
        return multiple(*(record_id for record_id, _ in made))

    @rule(session=sessions, record_id=ids, cadence=st.integers(1, 400))
    def update(self, session: int, record_id: int, cadence: int) -> None:
        if self.plain[record_id].cadence == cadence:
            return
        store = self.stores[session]
        with store.change("update") as change:
            self.plain[record_id] = change.update(Contact.table, record_id, cadence=cadence)
        self.changed(session, store, change.caught_up)

    @rule(session=sessions, record_id=consumes(ids))
    def remove(self, session: int, record_id: int) -> None:
        store = self.stores[session]
        with store.change("remove") as change:
            change.remove(Contact.table, record_id)
        del self.plain[record_id]
        self.changed(session, store, change.caught_up)

    @rule(session=sessions)
    def follow(self, session: int) -> None:
        self.listen(session, self.stores[session].follow())
        assert dict(self.stores[session].table(Contact.table)) == self.plain == self.told[session]

    @rule(session=sessions)
    def fold(self, session: int) -> None:
        self.stores[session].fold()

    @rule(session=sessions, fold=st.booleans())
    def reopen(self, session: int, fold: bool) -> None:
        self.stores[session].close(fold=fold)
        self.stores[session] = open_store(self.path)
        self.told[session] = dict(self.stores[session].table(Contact.table))
        assert self.told[session] == self.plain

    @rule(session=sessions)
    def go_back(self, session: int) -> None:
        """The changes, taken back one by one, give every earlier state, byte for byte."""
        self.listen(session, self.stores[session].follow())
        state: dict[int, object] = dict(self.plain)
        for change, earlier in zip(self.stores[session].changes(), self.past[-2::-1], strict=True):
            for touched in change.touched:
                state.pop(touched.id, None)
                if touched.before is not None:
                    state[touched.id] = touched.before
            assert state == earlier

    @invariant()
    def nothing_is_left_lying_about(self) -> None:
        suffixes = {file.suffix for file in self.path.parent.iterdir()}
        assert suffixes <= {".json", ".journal", ".history", ".lock", ".backups"}


TestDocuments = Documents.TestCase
TestDocuments.settings = settings(
    max_examples=100,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
