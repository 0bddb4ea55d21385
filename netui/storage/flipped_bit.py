"""Where in some bytes a single bit has flipped, by the trace that it leaves in their CRC-32."""

from __future__ import annotations

from functools import cache

SEARCHED_BYTES = 1 << 20
"""So many bytes are searched for a flipped bit at most (choice).

Among so many bits, a checksum of 32 points by chance at one that makes a larger damage look whole in one of
500 cases."""

_POLYNOMIAL = 0xEDB88320
"""Of CRC-32 as zlib has it."""


def flipped_bit(trace: int, size: int) -> tuple[int, int] | None:
    """The byte, and the bit in it, whose flip leaves ``trace`` in the checksum of ``size`` bytes.

    ``trace`` is the checksum that the bytes have, xor the one that they should have. None where no single
    flip leaves it.
    """
    table, back = _table(), _back()
    single = {table[1 << bit]: 1 << bit for bit in range(8)}
    for place in range(size - 1, -1, -1):
        if trace in single:
            return place, single[trace]
        top = back[trace >> 24]
        trace = ((trace ^ table[top]) << 8 & 0xFFFFFFFF) | top
    return None


@cache
def _table() -> tuple[int, ...]:
    rows = []
    for byte in range(256):
        row = byte
        for _ in range(8):
            row = row >> 1 ^ (_POLYNOMIAL if row & 1 else 0)
        rows.append(row)
    return tuple(rows)


@cache
def _back() -> tuple[int, ...]:
    """By the highest byte of a checksum, the lowest byte of what it was one zero byte before."""
    found = [0] * 256
    for row, value in enumerate(_table()):
        found[value >> 24] = row
    return tuple(found)
