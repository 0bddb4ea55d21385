"""Backups: dated copies of the document, in a folder of their own beside it.

A copy is made before the day's first rewrite of the document, and whenever a person asks for one. The dated
copies are thinned by their number, never by the clock, so that a clock gone wrong removes nothing.
"""

from __future__ import annotations

import filecmp
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from netui.errors import NotFoundError
from netui.storage.files import (
    WRITE_BYTES,
    Temporary,
    explained,
    install_whole,
    make_folder,
    open_for_reading,
    read_from,
    sync_folder,
)

DAILY_KEPT = 14
MONTHLY_KEPT = 12
"""So many dated copies are kept, and of those before them the last one a month for so many months
(model.md, "Backups")."""

FOLDER_SUFFIX = ".backups"

EDITED = "-edited"
"""At the end of the name of a copy made since another program had edited the document."""

_DATED = re.compile(r"\d{4}-\d\d-\d\d")
_OF_EDITED = re.compile(rf"(\d{{4}}-\d\d-\d\d)T\d{{6}}Z{EDITED}")


class Backup(NamedTuple):
    """One copy. It is a document of its own, which TinyDB opens too."""

    path: Path

    @property
    def name(self) -> str:
        """What it is called in commands: the day, or the instant, on which it was made."""
        return self.path.stem

    @property
    def dated(self) -> bool:
        """Whether it is a day's copy; the others were asked for and are never thinned."""
        return _DATED.fullmatch(self.name) is not None


class Backups:
    """The backups of the document at ``path``, symbolic links followed."""

    def __init__(self, path: Path) -> None:
        self._document = path
        self.folder = path.with_suffix(FOLDER_SUFFIX)

    def all(self) -> list[Backup]:
        """Every backup, newest first by its name. Raises DocumentError."""
        with explained("read", self.folder):
            try:
                paths = list(self.folder.iterdir())
            except FileNotFoundError:
                return []
        found = [path for path in paths if path.suffix == ".json" and not path.name.startswith(".")]
        return sorted(map(Backup, found), reverse=True)

    def find(self, name: str) -> Path:
        """The file that a person means: a path, or the name of a backup. Raises NotFoundError."""
        for backup in self.all():
            if name in (backup.name, backup.path.name):
                return backup.path
        path = Path(name).expanduser()
        if path.is_file():
            return path
        raise NotFoundError(f"there is no backup {name}: netui backup --list shows those there are")

    def copy_of_day(self, day: date) -> Temporary | None:
        """The document as it is now, on its way to becoming the copy of ``day`` (UTC); None if there is one.

        Needs no lock: before it is kept, one sees that the document is still the same. A file of its own and
        never a second name of the document's, which a program that has it open may go on writing to. Raises
        DocumentError.
        """
        target = self.folder / f"{day.isoformat()}.json"
        with explained("back up", self._document):
            return None if target.exists() else self._copy(self._document, target)

    def keep_day(self, copy: Temporary) -> None:
        """Keep a copy of a day. Only under the lock, and only before the document is replaced as a whole.

        Raises DocumentError.
        """
        with explained("back up", self._document):
            copy.install()
            sync_folder(self.folder)
            self._thin()

    def keep_format(self, schema: int) -> None:
        """Keep the document as it is now for good, as the last one of format ``schema``.

        Only under the lock, and only before it is written in a newer format. Raises DocumentError.
        """
        with explained("back up", self._document):
            name = f"format-{schema}"
            kept = [backup for backup in self.all() if backup.name.startswith(name)]
            if not any(filecmp.cmp(backup.path, self._document, shallow=False) for backup in kept):
                self._copy(self._document, self._free(name)).install()
                sync_folder(self.folder)

    def keep_now(self, instant: datetime, pieces: Iterable[bytes]) -> Path:
        """Keep a document's bytes as a copy that is never thinned; returns its path.

        ``instant`` is aware. Raises DocumentError.
        """
        with explained("back up", self._document):
            self._make_folder()
            target = self._free(f"{instant.astimezone(UTC):%Y-%m-%dT%H%M%SZ}")
            install_whole(target, pieces)
            sync_folder(self.folder)
        return target

    def keep_edited(self, instant: datetime, written: Path) -> None:
        """Keep ``written``, the document that is to be, since another program has edited the one there is.

        One a day (UTC): a later one takes the place of those before it. Raises DocumentError.
        """
        with explained("back up", self._document):
            moment = f"{instant.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
            target = self.folder / f"{moment}{EDITED}.json"
            self._copy(written, target).install()
            sync_folder(self.folder)
            for earlier in self.folder.glob(f"{moment[:10]}T*{EDITED}.json"):
                if earlier != target:
                    earlier.unlink(missing_ok=True)
            self._thin()

    def _free(self, name: str) -> Path:
        names = (name if number == 1 else f"{name}-{number}" for number in count(1))
        return next(path for path in (self.folder / f"{each}.json" for each in names) if not path.exists())

    def _make_folder(self) -> None:
        if not self.folder.exists():
            make_folder(self.folder)
            sync_folder(self.folder.parent)

    def _copy(self, source: Path, target: Path) -> Temporary:
        self._make_folder()
        descriptor = open_for_reading(source)
        try:
            copy = Temporary(target)
            try:
                copy.write(_blocks(descriptor))
            except BaseException:
                copy.discard()
                raise
            return copy
        finally:
            os.close(descriptor)

    def _thin(self) -> None:
        names = [backup.name for backup in self.all()]
        for pattern in (_DATED, _OF_EDITED):
            for name in to_remove([name for name in names if pattern.fullmatch(name)]):
                (self.folder / f"{name}.json").unlink(missing_ok=True)


def _blocks(descriptor: int) -> Iterator[bytes]:
    offset = 0
    while block := read_from(descriptor, offset, offset + WRITE_BYTES):
        yield block
        offset += len(block)


def to_remove(days: Sequence[str]) -> list[str]:
    """Those of dated copies, given newest first as ``YYYY-MM-DD``, that are not to be kept."""
    months: list[str] = []
    removed = []
    for day in days[DAILY_KEPT:]:
        month = day[:7]
        if month in months or len(months) == MONTHLY_KEPT:
            removed.append(day)
        else:
            months.append(month)
    return removed
