"""The whole table: ``python -m tests.benchmarks [--huge] [--runs 3] [--readme]``. Asserts nothing about time.

``--huge`` adds 30,000 contacts with 300,000 interactions. Of several runs the worst figure of each row
counts. ``--readme`` writes the table into README.md.
"""

from __future__ import annotations

import argparse
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.benchmarks.parts import PARTS, measured
from tests.benchmarks.table import Row, markdown, put_between, summary, worst

README = Path(__file__).parents[2] / "README.md"


def run(*, huge: bool) -> list[Row]:
    """One whole run. Each part is a process of its own: what one has held in memory would count for the
    processes that the next one starts."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as parts:
        return [row for part in PARTS for row in parts.submit(measured, part, huge).result()]


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="The whole table.")
    arguments.add_argument("--huge", action="store_true", help="measure 30,000 contacts, too")
    arguments.add_argument("--runs", type=int, default=1, help="how often; the worst of each row counts")
    arguments.add_argument("--readme", action="store_true", help="write the table into README.md")
    given = arguments.parse_args()
    rows = worst([run(huge=given.huge) for _ in range(given.runs)])
    if given.runs > 1:
        print(f"\nThe worst of {given.runs} runs:", *rows, sep="\n")
    summary(rows)
    if given.readme:
        put_between(README, "<!-- figures -->", "<!-- end of figures -->", markdown(rows))


if __name__ == "__main__":
    main()
