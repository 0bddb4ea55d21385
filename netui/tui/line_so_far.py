"""The line in the log bar so far: what is typed, what was changed of it by hand, and whom it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from netui.domain.line.changes import Change, Meant, Value, moved
from netui.domain.line.lower_case import perhaps_named, with_name
from netui.domain.line.reading import Piece, Reading, Unknown
from netui.errors import NetuiError
from netui.tui.row_contact import LEFT_OUT, RowContact

Changes = tuple[Change, ...]


class Read(Protocol):
    """Reads a line with its changes, and with whom some of its names mean. Raises NetuiError."""

    def __call__(self, text: str, changes: Changes, choices: Mapping[int, int] | None = None, /) -> Reading:
        """What is understood of the line."""
        ...


class LineSoFar:
    """What is typed, with its changes; the line itself begins with ``row``, unless somebody else is named."""

    def __init__(self, typed: str = "", changes: Changes = (), row: RowContact | None = None) -> None:
        self.typed = typed
        self.changes = changes
        """What the person changed by hand, at the places of what is typed."""
        self.row = row
        """Whom the bar was opened about."""
        self.begins_with_row = True
        """Whether the line begins with them, where there is a row."""
        self.in_doubt: Unknown | None = None
        """A name in lower case that may be whom it is with, where nothing but the row says that it is not."""

    def retype(self, text: str) -> None:
        """Something else is typed now; changes go along with their words."""
        self.changes = moved(self.changes, self.typed, text)
        self.typed = text

    @property
    def whole(self) -> tuple[str, Changes]:
        """The line as it would be saved, and its changes."""
        if self.row is None or not self.begins_with_row:
            return self.typed, self.changes
        return f"{self.row.prefix}{self.typed}", self.row.with_prefix(self.changes)

    @property
    def shift(self) -> int:
        """How far what is typed stands behind the beginning of the line."""
        return len(self.row.prefix) if self.row is not None and self.begins_with_row else 0

    def understood(self, read: Read) -> Reading:
        """The line as it is read now: without the row's contact where somebody else is named. Raises
        NetuiError."""
        row, text, self.in_doubt = self.row, self.typed, None
        self.begins_with_row = row is None or row.by_hand is not False
        if row is None or row.by_hand is not None or not text.strip():
            return read(*self.whole)
        try:
            alone = read(text, self.changes)
            if choices := row.choices(alone):
                alone = read(text, self.changes, choices)
        except NetuiError:  # it says something with them only: "plan: "
            return read(*self.whole)
        together = read(*self.whole)
        self.begins_with_row = not (row.is_named(alone) or row.gives_way(alone, together))
        if not self.begins_with_row:
            return alone
        self.in_doubt = perhaps_named(together)
        return with_name(together, self.in_doubt) if self.in_doubt is not None else together

    def is_with_row(self, reading: Reading | None) -> bool:
        """Whether the line, as it was read, is with whom the bar was opened about."""
        named = self.row is not None and reading is not None and self.row.is_named(reading)
        return self.begins_with_row or named

    def told(self, reading: Reading | None) -> Reading | None:
        """The reading with a piece that says who is left out."""
        if reading is None or self.row is None or self.is_with_row(reading):
            return reading
        return replace(reading, pieces=(self.row.left_out, *reading.pieces))

    # --- changes by hand -----------------------------------------------------------------------------------

    def take(self, changes: Changes, *, shift: int) -> None:
        """Take changes of the line, at places of a line in which what is typed stood ``shift`` behind its
        beginning."""
        if self.row is not None and shift:
            self.row, changes = self.row.without_prefix(changes)
        self.changes = changes

    def is_row(self, piece: Piece, reading: Reading) -> bool:
        """Whether a piece of a reading says that it is with the row's contact, or that it is not."""
        begins = self.row is not None and reading.text.startswith(self.row.prefix)
        return piece.kind == "left_out" or (begins and piece.start == 0)

    def change_row(self, piece: Piece, value: Value) -> int:
        """Have the row's contact take part, be spoken of, or be left out; where the piece then stands."""
        assert self.row is not None
        is_with = value is not None
        stays = piece.kind == "left_out" and not is_with
        meant = value if isinstance(value, Meant) else Meant()
        self.row = replace(self.row, by_hand=self.row.by_hand if stays else is_with, meant=meant)
        return 0 if is_with else LEFT_OUT

    def let_go(self) -> None:
        """It is not with the row's contact."""
        if self.row is not None:
            self.row = replace(self.row, by_hand=False)
