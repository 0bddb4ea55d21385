"""A JSON file that no journal belongs to: as TinyDB's own storage writes it, but whole or not at all.

This is what :class:`~netui.storage.tiny.JournalStorage` finds, or keeps, where TinyDB users open a path: a
new file, one that stock TinyDB wrote, or one whose text has to look in a way that they chose.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from netui.domain.records import Profile
from netui.storage.codec import BROKEN_JSON, MisfitError, codec_of
from netui.storage.files import (
    Signature,
    install_whole,
    open_for_reading,
    read_from,
    signature_of,
    status_at,
    sweep,
    sync_folder,
)
from netui.storage.layout import is_document, pieces
from netui.storage.lines import beginning
from netui.storage.lock import Lock
from netui.storage.model import BOOKKEEPING_ID, Model

JOURNAL_SUFFIXES = (".journal", ".history")


class PlainFile:
    """The JSON file at ``path`` (symbolic links followed). Work is in proportion to it, as TinyDB's is."""

    def __init__(self, path: Path, lock: Lock, encoding: str, options: Mapping[str, Any]) -> None:
        self._path = path
        self._name = os.fspath(path)
        self._lock = lock
        self._encoding = encoding
        self._options = options
        """For ``json.dumps``."""
        self._seen: tuple[Signature, bool] | None = None

    def has_journal(self) -> bool:
        """Whether it is a document of netui, which only a Store may write. Raises OSError."""
        signature = signature_of(status_at(self._name))
        if self._seen is None or self._seen[0] != signature:
            self._seen = signature, is_document(self._bytes())
        return self._seen[1] or any(self._path.with_suffix(suffix).exists() for suffix in JOURNAL_SUFFIXES)

    def read(self) -> Any:
        """What it says; None where it is empty. Raises OSError, ValueError for what is no JSON."""
        text = self._bytes().decode(self._encoding)
        return json.loads(text) if text else None

    def write(self, data: Mapping[str, Any]) -> None:
        """Say ``data``, durably, all or nothing. Raises OSError; TypeError, ValueError for what is no JSON;
        DocumentError where the lock is held, or a journal belongs to it by now."""
        text = json.dumps(data, **self._options).encode(self._encoding)
        with self._lock.held(datetime.now(UTC)):
            if self.has_journal():
                raise MisfitError(f"{self._path} is a document of netui by now: open it anew")
            self._install((text,))

    def adopt(self) -> bool:
        """Make it a document of netui with the same tables; False, and nothing done, where it holds what
        could not be kept to the letter. Raises OSError, DocumentError where the lock is held."""
        with self._lock.held(datetime.now(UTC)):
            if self.has_journal():
                return True  # another session was faster
            adopted = _document_with(self._bytes())
            if adopted is None:
                return False
            self._install((adopted,))
            return True

    def _install(self, content: tuple[bytes]) -> None:
        sweep(self._path)
        install_whole(self._path, content)
        sync_folder(self._path.parent)

    def _bytes(self) -> bytes:
        descriptor = open_for_reading(self._path)
        try:
            return read_from(descriptor, 0)
        finally:
            os.close(descriptor)


def _document_with(data: bytes) -> bytes | None:
    """A document of netui that holds the tables of a TinyDB file; None where it would not say the same."""
    model = Model()
    try:
        for name, raw in msgspec.json.decode(data or b"{}", type=dict[str, msgspec.Raw]).items():
            model.fill(name, *codec_of(name).decode_table(raw, look=True))
        document_id = os.urandom(16).hex()
        document = b"".join(pieces(model.snapshot(), document_id, beginning(document_id)))
        wanted, written = json.loads(data or b"{}"), json.loads(document)
    except (*BROKEN_JSON, ValueError):
        return None
    profile = written[Profile.table]
    del profile[str(BOOKKEEPING_ID)]
    if not profile and Profile.table not in wanted:
        del written[Profile.table]
    return document if written == wanted else None
