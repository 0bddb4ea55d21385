"""Whether a document may be written, or only looked at, and why.

Looking needs nothing but the right to read: no lock is taken, no file is made or mended. So a document on a
read-only medium, in a folder of somebody else's, or of a newer netui can still be looked at.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from netui.errors import DocumentError

_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


def why_only_reading(document: Path) -> str | None:
    """Why the document that is at ``document`` cannot be changed; None where nothing speaks against it.

    A document that nobody may write to (mode 0400) is read-only for the superuser, too. Raises OSError.
    """
    if not document.exists():
        return None
    mode = stat.S_IMODE(document.stat().st_mode)
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(document, os.W_OK):
        return f"{document.name} is read-only: it can be looked at, not changed (in {document.parent})"
    if not os.access(document.parent, os.W_OK | os.X_OK):
        return _folder(document)
    return None


def refused_to_write(document: Path, error: DocumentError) -> str | None:
    """The same, where the system refused what a session needs to write; None for any other trouble."""
    cause = error.__cause__
    if isinstance(cause, OSError) and cause.errno in _NOT_ALLOWED and document.exists():
        return _folder(document)
    return None


def _folder(document: Path) -> str:
    return (
        f"the folder cannot be written: {document.name} can be looked at, not changed (in {document.parent})"
    )
