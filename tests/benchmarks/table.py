"""The rows of the benchmarks: what was measured, what beside it, the bar, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

WIDTH = 84
ROUNDING = 1e-9
"""What is left of a sum of decimals."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. A bar that is None is none."""

    what: str
    value: float
    unit: str
    ratio: float | None = None
    """To what was measured beside it."""
    most: float | None = None
    """What the value may be at most."""
    most_ratio: float | None = None
    least_ratio: float | None = None

    @property
    def strain(self) -> float | None:
        """The part of its bar that it takes up, of the tightest one; beyond 1 that is not met. None where
        there is no bar."""
        parts = []
        if self.most is not None:
            parts.append(self.value / self.most if self.most else 1.0 + self.value)
        if self.ratio is not None and self.most_ratio is not None:
            parts.append(self.ratio / self.most_ratio)
        if self.ratio is not None and self.least_ratio is not None:
            parts.append(self.least_ratio / self.ratio)
        return max(parts, default=None)

    @property
    def met(self) -> bool | None:
        """Whether every bar is met; None where there is none."""
        return None if self.strain is None else self.strain <= 1 + ROUNDING

    def bars(self) -> Iterator[str]:
        """The bars in words."""
        if self.most_ratio is not None:
            yield f"≤ {self.most_ratio:g} ×"
        if self.least_ratio is not None:
            yield f"≥ {self.least_ratio:g} ×"
        if self.most is not None:
            yield f"≤ {self.most:g} {self.unit}"

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        met = {True: "met", False: "NOT MET", None: ""}[self.met]
        bars = ", ".join(self.bars())
        return f"{self.what:<{WIDTH}}{self.value:>11.3f} {self.unit:<3}{ratio:>12}  {bars:<18}{met}".rstrip()


ROWS: list[Row] = []
"""All that was measured in this run."""


def report(
    what: str,
    value: float,
    unit: str = "ms",
    *,
    ratio: float | None = None,
    most: float | None = None,
    most_ratio: float | None = None,
    least_ratio: float | None = None,
) -> None:
    """Print a row and keep it for the summary."""
    row = Row(what, value, unit, ratio, most, most_ratio, least_ratio)
    ROWS.append(row)
    print(row, flush=True)


def worst(runs: Sequence[Sequence[Row]]) -> list[Row]:
    """Of each row of several runs the one that comes nearest to its bar, or else has the largest figure."""
    by_name = [{row.what: row for row in rows} for rows in runs]
    return [
        max((rows[what] for rows in by_name if what in rows), key=lambda row: (row.strain or 0.0, row.value))
        for what in by_name[0]
    ]


def markdown(rows: Sequence[Row]) -> str:
    """The rows that have a bar, as a table."""
    lines = ["| what | figure | ratio | bar | |", "|---|--:|--:|---|---|"]
    for row in rows:
        if row.met is not None:
            ratio = "" if row.ratio is None else f"{row.ratio:,.2f} ×"
            met = "" if row.met else "not met"
            cells = (row.what, f"{row.value:,.4g} {row.unit}", ratio, ", ".join(row.bars()), met)
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def put_between(path: Path, begin: str, end: str, text: str) -> None:
    """Put ``text`` in the place of what stands between two lines of a file. Raises ValueError where they are
    not there."""
    before, _, rest = path.read_text(encoding="utf-8").partition(f"{begin}\n")
    former, found, after = rest.partition(f"{end}\n")
    if not found:
        raise ValueError(f"{path} has no place for the table between {begin} and {end}")
    if former != text:
        path.write_text(f"{before}{begin}\n{text}\n{end}\n{after}", encoding="utf-8")


def summary(rows: Sequence[Row]) -> None:
    """How many bars are met, and which are not."""
    judged = [row for row in rows if row.met is not None]
    missed = [row for row in judged if not row.met]
    print(
        f"\n{len(judged) - len(missed)} of {len(judged)} bars are met"
        + (", but for these:" if missed else "")
    )
    for row in missed:
        print(row)
