"""The parts of the whole table, each measured in a process of its own."""

from __future__ import annotations

from tests.benchmarks import importing, program, sessions, stalls, storage
from tests.benchmarks.table import ROWS, Row

PARTS = ("storage", "program", "stalls", "sessions", "importing")


def measured(part: str, huge: bool) -> list[Row]:
    """The rows of a part, which prints them as they come."""
    match part:
        case "storage":
            storage.main(huge=huge)
        case "program":
            program.main(huge=huge)
        case "stalls":
            stalls.main()
        case "sessions":
            sessions.main()
        case _:
            importing.main()
    return ROWS
