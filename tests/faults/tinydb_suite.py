"""TinyDB's own published suite, with netui's storage and table in place of TinyDB's.

    python -m tests.faults.tinydb_suite [SDIST]

``SDIST`` is TinyDB's source distribution, packed or unpacked; without it that of the installed version is
downloaded by ``pip``. The suite is unpacked to a temporary folder and run as it is, by a plug-in of pytest's
that exchanges two classes before the tests are collected: ``JSONStorage`` and ``Table``, wherever TinyDB
looks for them. The classes carry the names that TinyDB's have, for two tests compare representations. The
tests are TinyDB's (MIT licence) and no part of this project. Exits with pytest's exit code.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

PLUGIN = "tests.faults.tinydb_plugin"


def download(folder: Path) -> Path:
    """The source distribution of the installed TinyDB."""
    wanted = f"tinydb=={version('tinydb')}"
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", "tinydb"]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, "-d", folder, wanted], check=True)
    (found,) = folder.glob("tinydb-*.tar.gz")
    return found


def unpacked(sdist: Path, folder: Path) -> Path:
    """The folder of the unpacked distribution."""
    if sdist.is_dir():
        return sdist
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (found,) = (path for path in folder.iterdir() if (path / "tests").is_dir())
    return found


def run(sdist: Path | None) -> int:
    """Run the suite; pytest's exit code. What it counted is printed by it."""
    with tempfile.TemporaryDirectory(prefix="netui-tinydb-") as name:
        folder = Path(name)
        found = unpacked(sdist or download(folder), folder)
        command = [sys.executable, "-m", "pytest", "-q", "-p", PLUGIN, "-p", "no:cacheprovider"]
        options = ["-c", "/dev/null", f"--rootdir={found}", f"--basetemp={folder / 'run'}"]
        project = Path(__file__).parents[2]
        # The suite's folder is not on the path: the TinyDB that is tested is the installed one.
        return subprocess.run(
            [*command, *options, "--import-mode=importlib", found / "tests"], cwd=project, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None))
