"""Write what comes from the code into the pages: ``python -m tests.papers``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.papers.generated import written_anew
from tests.papers.scratch import PAGES


def main() -> None:
    """Each page anew, without touching the account's own documents."""
    with tempfile.TemporaryDirectory(prefix="netui-papers-") as home:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ[name] = str(Path(home) / name)
        os.environ["TZ"] = "Europe/London"
        for path in sorted(PAGES.glob("*.md")):
            folder = Path(home) / path.stem
            folder.mkdir()
            before = path.read_text()
            after = written_anew(before, folder)
            if after != before:
                path.write_text(after)
                sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
