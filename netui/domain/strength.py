"""Strength of the routine, which grows with practice and decays gently (rules.md, section 2).

After the published scoring of Loop Habit Tracker: an exponential smoothing of how much of the routine was
kept, slower for a routine of fewer days. Here a planned rest is as if the day were not there: it leaves the
strength as it is, and the window over which the routine is judged reaches back over it.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator

SMOOTHING = 13
"""Days in which the strength of a daily routine halves when nothing is done."""

Flag = bool | None
"""A day: active, not active, or (None) rest."""


def step(strength: float, share: float, num: int, den: int) -> float:
    """The strength after one more day, with ``share`` (0 to 1) of ``num`` active days per ``den`` kept."""
    keep = _decay(num, den)
    return strength * keep + share * (1 - keep)


def strengths(days: Iterable[tuple[int, int, Flag]]) -> Iterator[float]:
    """The strength on each day, from 0 on; a day is given as ``num``, ``den`` (of then) and its flag."""
    strength = 0.0
    # Active days among the first k days that were not rest.
    active = [0]
    decays: dict[tuple[int, int], tuple[float, int, int]] = {}
    for num, den, flag in days:
        if flag is not None:
            known = decays.get((num, den))
            if known is None:
                known = decays[num, den] = (_decay(num, den), *_window(num, den))
            keep, wanted, window = known
            active.append(active[-1] + flag)
            kept = active[-1] - active[max(0, len(active) - 1 - window)]
            strength = strength * keep + min(1.0, kept / wanted) * (1 - keep)
        yield strength


def strength_of(num: int, den: int, days: Iterable[Flag]) -> float:
    """The strength after ``days``, from the first active one on, with ``num`` active days per ``den``."""
    return last_of(strengths((num, den, flag) for flag in days))


def last_of(curve: Iterable[float]) -> float:
    """The last of some strengths; 0 where there is none."""
    return next(iter(deque(curve, maxlen=1)), 0.0)


def _decay(num: int, den: int) -> float:
    return float(0.5 ** (math.sqrt(min(1.0, num / den)) / SMOOTHING))


def _window(num: int, den: int) -> tuple[int, int]:
    """Active days wanted, and the number of days among which they are looked for.

    Every day (7 per 7) is judged day by day; anything less over twice the stretch, so that the same number of
    days may fall differently from week to week.
    """
    return (1, 1) if num >= den else (2 * num, 2 * den)
