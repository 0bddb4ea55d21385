"""The numbers that the first look at a large network is drawn from, kept over the end of a session.

They are private to the account, beside the half-typed line, and hold ids, ordinals and numbers alone (see
:mod:`netui.network.first_look`). Nobody depends on them: where they are missing, of other records, damaged or
cannot be written, everything is computed as if there were none, and nothing is said.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from netui.errors import NetuiError
from netui.paths import document_key, private_folder

MOST_BYTES = 64 << 20
"""A file beyond this is none of ours: a million contacts take a quarter more than that (choice)."""


class KeptNumbers:
    """The numbers of ``document``; the file is in ``folder``."""

    def __init__(self, folder: Path, document: Path) -> None:
        self._path = folder / f"numbers-{document_key(document)}"

    def read(self) -> bytes:
        """What was kept last, by whichever session; empty where nothing is."""
        with suppress(OSError):
            descriptor = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                return file.read(MOST_BYTES)
        return b""

    def write(self, data: bytes) -> None:
        """Keep ``data`` in place of what was kept. From any thread; of two sessions one's stays, whole."""
        new = self._path.with_name(f"{self._path.name}-{os.urandom(6).hex()}")
        with suppress(OSError, NetuiError):
            private_folder(new.parent)
            try:
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
                with os.fdopen(os.open(new, flags, 0o600), "wb") as file:
                    file.write(data)
                new.replace(self._path)
            finally:
                new.unlink(missing_ok=True)

    def forget(self) -> None:
        """Let go of them: they name by its id what is forgotten."""
        for path in (self._path, *self._path.parent.glob(f"{self._path.name}-*")):
            with suppress(OSError):
                path.unlink()
