"""Reading a history from its beginning, and changes picked out of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from netui.errors import DamagedError
from netui.storage import forgetting
from netui.storage.forgetting import lines_of, raw_lines
from tests.storage.helpers import labels, open_store, write_note


def test_lines_over_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [b"x" * length for length in (0, 1, 5, 0, 17, 3, 40, 2)]
    file = tmp_path / "lines"
    for tail in (b"", b"torn"):
        file.write_bytes(b"".join(line + b"\n" for line in lines) + tail)
        for block in range(1, 30):
            monkeypatch.setattr(forgetting, "READ_BYTES", block)
            assert list(raw_lines(file)) == lines
    assert list(raw_lines(tmp_path / "none")) == []


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "network.history"
    file.write_bytes(b"rubbish\n")
    with pytest.raises(DamagedError, match="line 1: it does not end in its checksum"):
        list(lines_of(file))


def test_changes_are_picked_from_history_and_journal_oldest_first(path: Path) -> None:
    store = open_store(path)
    for text in ("owl", "cat", "owls"):
        write_note(store, text)
    store.fold()
    for text in ("dog", "owlet"):
        write_note(store, text)
    found = [change.label for change in store.past_with(re.compile(rb"note: owl"))]
    assert found == ["note: owl", "note: owls", "note: owlet"]
    assert labels(store) == [f"note: {text}" for text in ("owlet", "dog", "owls", "cat", "owl")]
    journal = path.with_suffix(".journal")
    place = journal.read_bytes().index(b'"note: owlet"')
    with journal.open("r+b") as file:
        file.seek(place + 10)
        file.write(b"T")
    start = journal.read_bytes().rindex(b"\n", 0, place) + 1
    with pytest.raises(DamagedError, match=f"the line at byte {start}: its checksum is wrong"):
        list(store.past_with(re.compile(rb"note: owl")))
    store.close()
