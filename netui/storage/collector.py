"""Work that makes many objects and no garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
