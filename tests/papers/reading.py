"""What netui understands of the lines in the papers, by the command that people try it with."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from netui.cli.context import Options, Session
from netui.cli.line import understood
from netui.domain.line.reading import Reading
from netui.network.contacts import Fields, add_contact
from netui.network.logging import save
from tests.papers.scratch import NOW

ROSTER: dict[str, Fields] = {
    "Ada Lovelace": Fields(),
    "Grace Hopper": Fields(nicknames=("Amazing Grace",)),
    "Emmy Noether": Fields(),
    "Alan Turing": Fields(),
    "Katherine Johnson": Fields(nicknames=("Kat",)),
    "Mary Somerville": Fields(),
    "Royal Society": Fields(is_organisation=True),
}
"""Who is known in the examples."""

INDENT = "    "


@contextmanager
def known() -> Iterator[Session]:
    """A document in which those of the examples are known."""
    with tempfile.TemporaryDirectory(prefix="netui-papers-") as folder:
        session = Session(print, Options(document=str(Path(folder) / "network.json"), now=NOW))
        for name, fields in ROSTER.items():
            add_contact(session.network, name, fields, session.now)
        save(session.network, session.read('2026-01-05: lunch with Ada place:"Turin"'), session.now)
        yield session
        session.close()


@cache
def reading_of(line: str) -> Reading:
    """A line as it is read where those of :data:`ROSTER` are known. Raises LineError, ChoiceNeeded."""
    with known() as session:
        return session.read(line)


def readings(block: str) -> str:
    """Lines of a page, each with what is understood of it below."""
    told = []
    with known() as session:
        for line in block.splitlines():
            if line and not line.startswith(INDENT):
                told += [line, f"{INDENT}{_words(session, line)}"]
    return "".join(f"{line}\n" for line in told)


def _words(session: Session, line: str) -> str:
    first, *pieces = understood(session, session.read(line), None)
    day = first.partition(": ")[2]
    return "; ".join([day.replace(" (today)", ""), *(" ".join(piece.split()) for piece in pieces)])
