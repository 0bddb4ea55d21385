"""Work that makes many objects and no garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

FEW = 64
"""Entries that are freed at a step."""


def set_aside() -> None:
    """Have the collector never look again at what there is now.

    What lives as long as the program would be looked through now and then, and the screens stand still
    meanwhile.
    """
    gc.freeze()


def collector_on() -> None:
    """The program has started, which it does without the collector (see ``__main__``): from here it works,
    and never looks at what there is now."""
    gc.freeze()
    gc.enable()


def emptying(large: dict[Any, Any] | list[Any]) -> Iterator[None]:
    """Empty what is used no more, some entries a step: to have it freed at once, with all that it alone
    holds, takes as long as no key may wait."""
    while large:
        for _ in range(min(FEW, len(large))):
            large.popitem() if isinstance(large, dict) else large.pop()
        yield


@contextmanager
def collector_off() -> Iterator[None]:
    """Without the garbage collector, which would look often, at everything there is, and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
