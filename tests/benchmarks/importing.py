"""What an import costs: LinkedIn's 30,000 rows into an empty and into the large document (bars.md).

Run with ``python -m tests.benchmarks.importing``. It prints seconds, rows a second and memory, and asserts
nothing. Each import is a process of its own, as the command is.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROWS = 30_000
HOUSES = 8_000
ROUNDS = 3
SEED = 20261123

_SYLLABLES = (
    "ka", "lo", "mi", "ren", "ta", "shu", "vel", "dor", "an", "bre", "ci", "fen", "gus", "hal", "jo", "kri",
    "lan", "mor", "nia", "pet", "qui", "ros", "sel", "tor", "wen",
)  # fmt: skip
_MAKE_LARGE = (
    "import sys; from pathlib import Path; from tests.benchmarks.large import make_large; "
    "make_large(Path(sys.argv[1]))"
)
_HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def make_connections(path: Path, rows: int = ROWS) -> None:
    """Write an export of LinkedIn's with so many rows; the same every time."""
    chance = random.Random(SEED)

    def word() -> str:
        return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3)))).capitalize()

    houses = [f"{word()} {chance.choice(('Works', 'Labs', 'House'))}" for _ in range(HOUSES)]
    with path.open("w", encoding="utf-8") as file:
        file.write(f'Notes:\n"Some e-mail addresses are missing."\n\n{_HEADER}')
        for number in range(rows):
            first, last = word(), word()
            email = f"{first}.{last}.{number}@example.org".lower() if chance.random() < 0.2 else ""
            day = f"{chance.randrange(1, 29):02} Mar {chance.randrange(2005, 2027)}"
            url = f"https://www.linkedin.com/in/{first}-{last}-{number:x}"
            file.write(f"{first},{last},{url},{email},{chance.choice(houses)},Engineer,{day}\n")


def timed_import(document: Path, file: Path) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and MB at most, of one ``netui import`` as a whole process."""
    command = [sys.executable, "-m", "netui", "--document", str(document), "import", str(file), "--json"]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        file, large = Path(folder) / "Connections.csv", Path(folder) / "large" / "network.json"
        make_connections(file)
        # In a process of its own: what it has held would count for those that are started from here.
        subprocess.run([sys.executable, "-c", _MAKE_LARGE, str(large)], check=True)
        print(f"{f'LinkedIn, {ROWS} rows':34}{'seconds':>9}{'processor':>11}{'rows/s':>9}{'MB':>7}")
        for name, begins_with in (("an empty document", None), ("the large document", large)):
            for again in ("", ", once more"):
                found = []
                for round_ in range(ROUNDS):
                    document = Path(folder) / f"{round_}-{name.split()[1]}" / "network.json"
                    if not again:
                        shutil.rmtree(document.parent, ignore_errors=True)
                        document.parent.mkdir()
                        if begins_with is not None:
                            shutil.copy(begins_with, document)
                    found.append(timed_import(document, file))
                seconds, processor, memory = (median(each) for each in zip(*found, strict=True))
                figures = f"{seconds:9.1f}{processor:11.1f}{ROWS / seconds:9.0f}{memory:7.0f}"
                print(f"{f'into {name}{again}':34}{figures}")


if __name__ == "__main__":
    main()
