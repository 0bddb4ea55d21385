"""What lies beside a document, by name: netui's own files, files set aside, synchronisers' copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from netui.storage.files import explained

OWN = (".journal", ".history", ".lock", ".session", ".staged", ".backups")
"""What netui keeps beside a document, by the document's name with one of these endings."""

ASIDE = (".torn-", ".kept-")
"""What netui sets aside there, by the document's name and then one of these, and a number."""

CONFLICT_WORD = "conflict"
"""In the names that synchronisers give to the copy that lost.

Syncthing: ``network.sync-conflict-20261124-135035-ABCDEFG.json``; Dropbox: ``network (Ada's conflicted copy
2026-11-24).json``; Nextcloud: ``network (conflicted copy 2026-11-24 135035).json``, and before that
``network_conflict-20261124-135035.json``."""

_COPIED = (".journal", ".history", ".lock")


def is_kept_beside(path: Path) -> bool:
    """Whether a path is that of what netui keeps, or sets aside, beside a document, and of none itself."""
    return path.suffix in OWN or path.suffix.startswith(ASIDE)


def set_aside(document: Path) -> Iterator[Path]:
    """The files that were set aside beside a document. Raises DocumentError."""
    with explained("read", document.parent):
        for path in sorted(document.parent.iterdir()):
            if path.name.startswith(tuple(f"{document.stem}{word}" for word in ASIDE)):
                inside = sorted(path.rglob("*")) if path.is_dir() else [path]
                yield from (each for each in inside if each.is_file() and not each.is_symlink())


def conflict_copies(document: Path) -> Iterator[Path]:
    """The copies that synchronisers put beside a document, of it or of its files. Raises DocumentError."""
    with explained("read", document.parent):
        for path in sorted(document.parent.iterdir()):
            name = path.name.removeprefix(document.stem)
            if (
                name != path.name
                and CONFLICT_WORD in name.lower()
                and path.suffix in (document.suffix, *_COPIED)
                and path.is_file()
            ):
                yield path
