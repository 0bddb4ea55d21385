"""Very much that others have written, an import say: taken in beside the resident records, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from netui.errors import DamagedError
from netui.storage.changes import Change, Touched, change_of, operations_in
from netui.storage.lines import Line
from netui.storage.model import Model

FEW = 200
"""Records that are taken in at a step: a few milliseconds."""


class Intake:
    """The records as they will be, and what changes them. The resident ones stay as they are until all is
    read: then these are put in their place at once."""

    def __init__(self, model: Model, lines: Sequence[Line], place: str) -> None:
        """``lines`` follow on ``model``, which is not touched; ``place``: where they were read."""
        self.changes: list[Change] = []
        """Those that are taken in whole."""
        self.is_installed = False
        """Whether somebody had the rest done at once: the records are the resident ones, unless it failed."""
        self.model = model
        """The records; with all of the changes when there are no more steps."""
        self._lines = lines
        self._steps = self._take_in(place)
        self._error: DamagedError | None = None

    def table(self, name: str) -> Mapping[int, Any]:
        """A table of these records."""
        return self.model.table(name)

    def step(self) -> bool:
        """Take in a few records; False where there are no more. Raises DamagedError, each time."""
        if self._error is not None:
            raise self._error.with_traceback(None)  # or it would hold all that it was raised through
        try:
            return next(self._steps, False)
        except DamagedError as error:
            self._error = error
            raise

    def _take_in(self, place: str) -> Iterator[bool]:
        tables = {entry.table for line in self._lines for entry in line.body.records}
        yield True
        self.model = self.model.copy(tables)
        yield True
        for line in self._lines:
            self.model.name_tables(line.body.tables)
            touched: list[Touched] = []
            for number, operation in enumerate(operations_in(line.body, place), 1):
                touched.append(self.model.apply(operation).touched())
                if not number % FEW:
                    yield True
            self.changes.append(change_of(line.body, tuple(touched)))
            yield True
