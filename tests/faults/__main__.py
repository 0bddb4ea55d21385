"""``python -m tests.faults [WORD …]``: every row, or those that have a word in their name, at full counts."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.faults.processes import Skipped
from tests.faults.rows import ROWS, Row


def tried(row: Row) -> tuple[str, str]:
    """Whether it held, and what."""
    with tempfile.TemporaryDirectory(prefix="netui-faults-") as name:
        folder = Path(name) / "row"
        folder.mkdir()
        try:
            return "held", row.run(folder, row.full)
        except Skipped as reason:
            return "not tried", str(reason)
        except Exception:
            return "FAILED", traceback.format_exc()


def main(words: list[str]) -> int:
    """Print a line a row; 1 where one failed."""
    failed = 0
    for row in ROWS:
        if words and not any(word in row.fault for word in words):
            continue
        started = time.monotonic()
        verdict, what = tried(row)
        failed += verdict == "FAILED"
        print(f"{verdict:9}  {time.monotonic() - started:6.1f} s  {row.fault}\n    {what}", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
