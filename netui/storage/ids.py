"""Ids: integers that never repeat, also not on two machines (model.md, "Records")."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from netui.errors import DocumentError

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
RANDOM_BITS = 12
ID_LIMIT = 1 << 53
"""Ids stay below it, so that every reader of JSON keeps them whole."""

_MILLISECOND = timedelta(milliseconds=1)


def next_id(instant: datetime, highest: int) -> int:
    """A new id: milliseconds since 2020 and 12 random bits, above ``highest`` whatever the clock says.

    ``instant`` is aware; ``highest`` is the highest id ever used. Raises DocumentError when none are left.
    """
    milliseconds = (instant - EPOCH) // _MILLISECOND
    random_bits = int.from_bytes(os.urandom(2), "big") & ((1 << RANDOM_BITS) - 1)
    candidate = max(highest + 1, (milliseconds << RANDOM_BITS) | random_bits, 1)
    if candidate >= ID_LIMIT:
        raise DocumentError("the document has used up its ids: a record in it has an id near 2^53")
    return candidate


def highest_id(instant: datetime, ahead: timedelta = timedelta(days=366)) -> int:
    """The highest id that netui can have given anywhere by ``instant``, clocks that go ahead allowed for."""
    return min(((instant - EPOCH + ahead) // _MILLISECOND) << RANDOM_BITS, ID_LIMIT - 1)
