"""Where things are: the XDG folders, private to the account.

Nothing is made by importing this module or by asking where something is, only by :func:`private_folder`.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs.unix import Unix

from netui.errors import DocumentError

_FOLDERS = Unix("netui", appauthor=False)


def document_path(given: str | Path | None = None) -> Path:
    """The document: ``given``, else ``$NETUI_DOCUMENT``, else ``network.json`` in the data folder."""
    named = given or os.environ.get("NETUI_DOCUMENT")
    return Path(named).expanduser() if named else Path(_FOLDERS.user_data_dir) / "network.json"


def config_path() -> Path:
    """The configuration file, which need not exist."""
    return Path(_FOLDERS.user_config_dir) / "config.toml"


def state_folder() -> Path:
    """Where crash reports go."""
    return Path(_FOLDERS.user_state_dir)


def exchange_folder(document: Path) -> Path:
    """Under restricted use the one folder to import from and export to: ``exchange`` beside the document."""
    return document.parent / "exchange"


def private_folder(folder: Path) -> Path:
    """Make ``folder`` for this account alone (0700) where it is missing. Raises DocumentError."""
    try:
        missing = [part for part in (folder, *folder.parents) if not part.exists()]
        for part in reversed(missing):
            part.mkdir(mode=0o700)
            part.chmod(0o700)
    except OSError as error:
        raise DocumentError(f"cannot make the folder {folder}: {error.strerror}") from error
    return folder


def shipped(name: str) -> Path:
    """A file of ``data/``: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parent
    installed = package / "data" / name
    return installed if installed.exists() else package.parent / "data" / name
