"""Runs of changes, undos, redos, folds, reopenings by two sessions: a list of states tells all."""

from __future__ import annotations

import random
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from netui.clock import Clock
from netui.errors import NetuiError
from netui.network import Network
from tests.faults.undoing import EDITS, START, ZONE, Nothing, difference, records_of

sessions = st.integers(0, 1)


class Undoing(RuleBasedStateMachine):
    """Two sessions on one document, and the states that it has had."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.path = Path(self.stack.enter_context(tempfile.TemporaryDirectory())) / "network.json"
        self.clock = Clock(ZONE, START)
        self.networks = [Network.open(self.path, self.clock.instant) for _ in range(2)]
        self.states = [records_of(self.networks[0])]
        self.at = 0

    def teardown(self) -> None:
        for network in self.networks:
            network.close()
        self.stack.close()

    @rule(session=sessions, kind=st.integers(0, len(EDITS) - 1), seed=st.integers(0, 1 << 16))
    def change(self, session: int, kind: int, seed: int) -> None:
        network = self.networks[session]
        network.follow()
        before = network.store.generation
        try:
            EDITS[kind](network, random.Random(seed), network.now(self.clock.now))
        except Nothing:
            return
        except NetuiError:
            assert network.store.generation == before
            return
        if network.store.generation != before:
            self.states[self.at + 1 :] = [records_of(network)]
            self.at += 1

    @rule(session=sessions)
    @precondition(lambda self: self.at > 0)
    def undo(self, session: int) -> None:
        self.networks[session].undo()
        self.at -= 1

    @rule(session=sessions)
    @precondition(lambda self: self.at + 1 < len(self.states))
    def redo(self, session: int) -> None:
        self.networks[session].redo()
        self.at += 1

    @rule(session=sessions)
    @precondition(lambda self: self.at == 0)
    def nothing_to_undo(self, session: int) -> None:
        with pytest.raises(NetuiError, match="nothing to undo"):
            self.networks[session].undo()

    @rule(session=sessions)
    @precondition(lambda self: self.at + 1 == len(self.states))
    def nothing_to_redo(self, session: int) -> None:
        with pytest.raises(NetuiError, match="nothing to redo"):
            self.networks[session].redo()

    @rule(session=sessions)
    def fold(self, session: int) -> None:
        self.networks[session].store.fold()

    @rule(session=sessions, fold=st.booleans())
    def reopen(self, session: int, fold: bool) -> None:
        self.networks[session].close(fold=fold)
        self.networks[session] = Network.open(self.path, self.clock.instant)

    @invariant()
    def every_session_finds_the_state(self) -> None:
        for network in self.networks:
            network.follow()
            assert records_of(network) == self.states[self.at], difference(self.states[self.at], network)


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
