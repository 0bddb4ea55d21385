"""Files that are cut, flipped, emptied, or another's: refused saying where, or opened; never overwritten."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tinydb import TinyDB

from netui.errors import DamagedError, DocumentError
from tests.storage.helpers import labels, open_store, texts, write_note

FOLDED = ["one", "two"]
JOURNALLED = ["three", "four"]
SUFFIXES = (".json", ".journal", ".history")


def make(path: Path) -> None:
    """A document of two notes and its history, and two more notes in the journal."""
    store = open_store(path)
    for text in FOLDED:
        write_note(store, text)
    store.fold()
    for text in JOURNALLED:
        write_note(store, text)
    store.close()


@dataclass
class Tally:
    """How the damaged files were met."""

    opened: int = 0
    refused: int = 0
    reasons: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return f"{self.opened} opened with what was written before, {self.refused} refused saying where"


def meet(path: Path, damaged: Path, tally: Tally) -> None:
    """Open a damaged document: what is found was written, in order, or one line says where the damage is."""
    content = damaged.read_bytes()
    everything = [*FOLDED, *JOURNALLED]
    try:
        store = open_store(path)
    except DocumentError as error:
        tally.refused += 1
        said(error, path)
    else:
        tally.opened += 1
        try:
            found = texts(store)
            assert found == everything[: len(found)], found
            assert len(found) >= len(FOLDED), found
            if damaged.suffix == ".history":
                assert found == everything
            look_back(store, path)
        finally:
            store.close()
    assert damaged.read_bytes() == content, f"{damaged.name} was written to"


def look_back(store: object, path: Path) -> None:
    """The changes can be read, as far as they go, or the damage in them is named."""
    past = [f"note: {text}" for text in (*FOLDED, *JOURNALLED)][::-1]
    try:
        found = labels(store)  # type: ignore[arg-type]
    except DamagedError as error:
        said(error, path)
    else:
        rest = iter(past)
        assert all(label in rest for label in found), found


def said(error: DocumentError, path: Path) -> None:
    """The reason is one line, and names the file."""
    message = str(error)
    assert "\n" not in message, message
    assert path.stem in message, message


def truncations(folder: Path, rounds: int) -> str:
    """Each of the three files cut at every byte, or at ``rounds`` of them spread over all."""
    path = folder / "network.json"
    make(path)
    whole = {suffix: path.with_suffix(suffix).read_bytes() for suffix in SUFFIXES}
    cuts = [(suffix, cut) for suffix, data in whole.items() for cut in range(len(data))]
    step = max(1, len(cuts) // rounds)
    tally = Tally()
    for suffix, cut in cuts[::step]:
        damaged = path.with_suffix(suffix)
        damaged.write_bytes(whole[suffix][:cut])
        meet(path, damaged, tally)
        damaged.write_bytes(whole[suffix])
    assert tally.opened
    assert tally.refused
    return f"{len(cuts[::step])} of {len(cuts)} offsets: {tally}"


def flips(folder: Path, rounds: int) -> str:
    """Single bits flipped, anywhere in the three files."""
    path = folder / "network.json"
    make(path)
    whole = {suffix: path.with_suffix(suffix).read_bytes() for suffix in SUFFIXES}
    bits = [(suffix, bit) for suffix, data in whole.items() for bit in range(8 * len(data))]
    tally = Tally()
    for suffix, bit in random.Random(11).sample(bits, rounds):
        flipped = bytearray(whole[suffix])
        flipped[bit // 8] ^= 1 << bit % 8
        damaged = path.with_suffix(suffix)
        damaged.write_bytes(flipped)
        meet(path, damaged, tally)
        damaged.write_bytes(whole[suffix])
    assert tally.opened
    assert tally.refused
    return f"{rounds} bits: {tally}"


def rubbish(chance: random.Random) -> Iterator[bytes]:
    """What a file may be found to hold that netui never wrote."""
    yield from (b"", b"\n", b"\0" * 4096, b"{}", b"[]", b"null", b'"text"', b"{" * 100_000, b"\xef\xbb\xbf{}")
    yield from (b"%PDF-1.7\n", b"SQLite format 3\0", b"PK\x03\x04", b"<!doctype html>", b"<<<<<<< HEAD\n")
    yield json.dumps({"_default": {"1": {"text": "stock"}}}).encode()
    yield json.dumps({"profile": {"2": {"schema": 1, "document": "x"}}}).encode()
    yield json.dumps({"journal": 1, "document": "x", "number": 0}).encode() + b"\n"
    while True:
        yield chance.randbytes(chance.randrange(1, 600))


def foreign(folder: Path, rounds: int) -> str:
    """Each of the three files replaced by what netui did not write, or removed."""
    path = folder / "network.json"
    make(path)
    whole = {suffix: path.with_suffix(suffix).read_bytes() for suffix in SUFFIXES}
    tally = Tally()
    for suffix in SUFFIXES:
        damaged = path.with_suffix(suffix)
        for _, content in zip(range(rounds), rubbish(random.Random(3)), strict=False):
            damaged.write_bytes(content)
            meet(path, damaged, tally)
            damaged.write_bytes(whole[suffix])
    assert tally.refused >= 2 * rounds  # no document or journal of these opens
    with TinyDB(folder / "stock.json") as stock:
        stock.insert({"text": "stock"})
    before = (folder / "stock.json").read_bytes()
    for _ in range(2):
        try:
            open_store(folder / "stock.json")
        except DamagedError as error:
            said(error, folder / "stock.json")
        else:
            raise AssertionError("a document of stock TinyDB was taken for one of netui's")
    assert (folder / "stock.json").read_bytes() == before
    shutil.rmtree(folder)
    return f"{3 * rounds} files: {tally}"
