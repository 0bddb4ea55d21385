"""The rows of the benchmarks: what was measured, what beside it, the bar, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

WIDTH = 60


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
    def met(self) -> bool | None:
        """Whether every bar is met; None where there is none."""
        held = []
        if self.most is not None:
            held.append(self.value <= self.most)
        if self.ratio is not None and self.most_ratio is not None:
            held.append(self.ratio <= self.most_ratio)
        if self.ratio is not None and self.least_ratio is not None:
            held.append(self.ratio >= self.least_ratio)
        return all(held) if held else None

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


def summary() -> None:
    """How many bars are met, and which are not."""
    judged = [row for row in ROWS if row.met is not None]
    missed = [row for row in judged if not row.met]
    print(
        f"\n{len(judged) - len(missed)} of {len(judged)} bars are met"
        + (", but for these:" if missed else "")
    )
    for row in missed:
        print(row)
