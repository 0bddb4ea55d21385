"""Where things are: the XDG folders, private to the account.

Nothing is made by importing this module or by asking where something is, only by :func:`private_folder`.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from platformdirs.unix import Unix

from netui.errors import DocumentError, UsageProblem

_FOLDERS = Unix("netui", appauthor=False)

SITE_CONFIG = Path("/etc/netui/config.toml")
"""What an administrator sets for everybody; an account's own configuration goes over it."""


def document_path(given: str | Path | None = None) -> Path:
    """The document: ``given``, else ``$NETUI_DOCUMENT``, else ``network.json`` in the data folder."""
    named = given or os.environ.get("NETUI_DOCUMENT")
    return Path(named).expanduser() if named else Path(_FOLDERS.user_data_dir) / "network.json"


def config_path() -> Path:
    """The configuration file, which need not exist."""
    return Path(_FOLDERS.user_config_dir) / "config.toml"


def state_folder() -> Path:
    """Where crash reports, half-typed lines and the numbers of the first look go."""
    return Path(_FOLDERS.user_state_dir)


def document_key(document: Path) -> str:
    """What the names of a document's files in :func:`state_folder` hold, to tell them from another's."""
    name = os.fsencode(document.absolute().resolve())
    return hashlib.sha256(name).hexdigest()[:16]


def exchange_folder() -> Path:
    """The one folder that import and export use under restricted use."""
    return Path(_FOLDERS.user_data_dir) / "exchange"


def exchange_path(given: str | Path, *, restricted: bool) -> Path:
    """The path that an import reads or an export writes when a person says ``given``.

    Under restricted use that is a file of :func:`exchange_folder` (which must exist, see
    :func:`private_folder`) by its plain name: no folder, no dot at the beginning, no control character, and
    neither it nor the folder a symbolic link; what is there must be an ordinary file. An export to
    ``~/.ssh/authorized_keys`` would otherwise be a way to a shell. Open the answer with ``os.O_NOFOLLOW``.
    Raises UsageProblem.
    """
    if not restricted:
        return Path(given).expanduser()
    name, folder = str(given), exchange_folder()
    if not name.isprintable() or name != Path(name).name or name.startswith((".", "~")):
        raise UsageProblem(
            f"here only a file of the folder {folder} can be named, by its plain name: not {name!r}"
        )
    path = folder / name
    try:
        for part, wanted in ((folder, stat.S_ISDIR), (path, stat.S_ISREG)):
            if not wanted(part.lstat().st_mode):
                raise UsageProblem(f"{part} is a link or no ordinary file: not here")
    except FileNotFoundError:
        pass  # what is missing is for whoever opens it to say
    except OSError as error:
        raise UsageProblem(f"cannot use {path}: {error.strerror}") from error
    return path


def private_folder(folder: Path) -> Path:
    """Make ``folder`` for this account alone (0700) where it is missing. Raises DocumentError."""
    try:
        missing = [part for part in (folder, *folder.parents) if not part.exists()]
        for part in reversed(missing):
            with suppress(FileExistsError):  # another session may be making it too
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
