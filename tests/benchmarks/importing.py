"""What an import costs: LinkedIn's 30,000 rows into an empty and into the large document (bars.md), and other
large files into the large one: cards with photographs, Outlook's table in UTF-16, a calendar of ten years.

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
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from tests.benchmarks.table import report

ROWS = 30_000
HOUSES = 8_000
ROUNDS = 1
"""The whole table is measured several times (``--runs``): once each will do."""
SEED = 20261123

_SYLLABLES = (
    "ka", "lo", "mi", "ren", "ta", "shu", "vel", "dor", "an", "bre", "ci", "fen", "gus", "hal", "jo", "kri",
    "lan", "mor", "nia", "pet", "qui", "ros", "sel", "tor", "wen",
)  # fmt: skip
MAKE_LARGE = (
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


def make_cards(path: Path, megabytes: int = 50) -> None:
    """Write vCards with photographs, as a phone has them, until there are so many megabytes."""
    chance = random.Random(SEED)
    with path.open("wb") as file:
        number = 0
        while file.tell() < megabytes << 20:
            number += 1
            photo = b64encode(chance.randbytes(chance.choice((5_000, 20_000, 60_000)))).decode()
            lines = "\r\n ".join(photo[at : at + 74] for at in range(0, len(photo), 74))
            file.write(
                f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Doe;Jo{number};;;\r\nFN:Jo{number} Doe\r\n"
                f"EMAIL:jo{number}@example.org\r\nTEL:+4420{number:08}\r\nORG:House {number % 300};\r\n"
                f"PHOTO;ENCODING=b;TYPE=JPEG:{lines}\r\nEND:VCARD\r\n".encode()
            )


def make_outlook(path: Path, rows: int = ROWS) -> None:
    """Write a table of the desktop program's columns, in UTF-16 with its mark."""
    sample = Path(__file__).parents[2] / "data" / "samples" / "outlook-desktop.csv"
    header = sample.read_text(encoding="utf-8").splitlines()[0]
    place = {name: column for column, name in enumerate(header.split(","))}
    lines = [header]
    for number in range(rows):
        cells = [""] * len(place)
        cells[place["First Name"]], cells[place["Last Name"]] = f"Zoë{number % 500}", f"Nu{number // 500}"
        cells[place["Company"]], cells[place["Birthday"]] = f"House {number % 500}", "0/0/00"
        cells[place["E-mail Address"]] = f"zoe{number}@example.org"
        lines.append(",".join(cells))
    path.write_bytes("\r\n".join(lines).encode("utf-16"))


def make_calendar(path: Path, years: int = 10) -> None:
    """Write eight meetings each working day until now, and fifty that repeat daily all the time."""
    begin = datetime.now(UTC) - timedelta(days=365 * years)

    def event(number: int, at: datetime, rule: str = "") -> str:
        guests = "".join(f"ATTENDEE:mailto:jo{(number * 7 + k) % 900}@example.org\n" for k in range(2))
        return f"BEGIN:VEVENT\nUID:{number}\nDTSTART:{at:%Y%m%dT%H%M%SZ}\n{rule}{guests}END:VEVENT\n"

    days = [begin + timedelta(days=day) for day in range(365 * years)]
    times = [day + timedelta(hours=hour) for day in days if day.weekday() < 5 for hour in range(8)]
    with path.open("w", encoding="utf-8") as file:
        file.write("BEGIN:VCALENDAR\nVERSION:2.0\n")
        file.writelines(event(number, at) for number, at in enumerate(times))
        file.writelines(event(-number, begin, "RRULE:FREQ=DAILY\n") for number in range(1, 51))
        file.write("END:VCALENDAR\n")


OTHERS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "50 MB of cards with photographs": ("cards.vcf", make_cards),
    f"Outlook in UTF-16, {ROWS} rows": ("outlook.csv", make_outlook),
    "a calendar of ten years": ("years.ics", make_calendar),
}


def timed_import(document: Path, file: Path) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and MB at most, of one ``netui import`` as a whole process."""
    command = [sys.executable, "-m", "netui", "--document", str(document), "import", str(file), "--json"]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _told(what: str, found: list[tuple[float, float, float]], most: float | None = None) -> None:
    seconds, processor, memory = (median(each) for each in zip(*found, strict=True))
    report(what, seconds, "s", most=most)
    report(f"{what}: processor", processor, "s")
    report(f"{what}: memory", memory, "MB", most=300)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        file, large = Path(folder) / "Connections.csv", Path(folder) / "large" / "network.json"
        make_connections(file)
        # In a process of its own: what it has held would count for those that are started from here.
        subprocess.run([sys.executable, "-c", MAKE_LARGE, str(large)], check=True)
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
                _told(f"LinkedIn, {ROWS} rows into {name}{again}", found, most=10 if begins_with else None)
        for name, (file_name, make) in OTHERS.items():
            file = Path(folder) / file_name
            make(file)
            document = Path(folder) / f"for {file_name}" / "network.json"
            document.parent.mkdir()
            shutil.copy(large, document)
            _told(name, [timed_import(document, file)])


if __name__ == "__main__":
    main()
