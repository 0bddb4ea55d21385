"""The corpus through add, log and import, and out of every command: letters at most, never an escape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from netui.domain.days import Now
from netui.network import Network
from netui.network.incoming import without_controls
from tests.cli.conftest import COMMANDS, LATER, Result, Run, is_quiet, run
from tests.hostile.corpus import CORPUS, LONG, SHORT
from tests.hostile.records import fill

__all__ = ["run"]  # the fixture

BATCH = 40


def batches() -> list[tuple[str, ...]]:
    """The short ones, some at a time."""
    return [SHORT[place : place + BATCH] for place in range(0, len(SHORT), BATCH)]


def assert_quiet(result: Result, what: object) -> None:
    """Nothing that went to a terminal moves, hides or turns anything there, and a fault is one line."""
    assert is_quiet(result.out), what
    assert is_quiet(result.err), what
    assert "Traceback" not in result.err, what
    assert result.code in (0, 1, 2, 3), what


def words(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each text as it is given, and as it is kept."""
    for text in texts:
        yield text, without_controls(text)[0]


@pytest.mark.parametrize("texts", batches(), ids=lambda texts: ascii(texts[0])[:20])
def test_added_in_every_field(run: Run, texts: tuple[str, ...]) -> None:
    fields = ("--org", "--role", "--nickname", "--email", "--phone", "--tag", "--needs", "--offers", "--note")
    kept = []
    for text, stored in words(texts):
        given = [f"{field}=x{text}" for field in fields]
        added = run("add", "--json", *given, "--", f"N {text}", code=None)
        assert_quiet(added, text)
        if added.code == 0:
            kept.append(" ".join(f"N {stored}".split()))
        assert_quiet(run("add", "--", text, code=None), text)
        assert_quiet(run("show", "--", f"N {text}", code=None), text)
    names = {" ".join(each["name"].split()) for each in run("list", "--all", "--json").json["contacts"]}
    assert len(kept) > BATCH // 4
    assert set(kept) <= names


@pytest.mark.parametrize("texts", batches(), ids=lambda texts: ascii(texts[0])[:20])
def test_logged_in_every_way(run: Run, texts: tuple[str, ...]) -> None:
    run("add", "Grace Hopper")
    for text, stored in words(texts):
        for line in (
            f'coffee with @"Grace Hopper" {text}', f"{text}", f'met @"{text}" at "{text}" #{text}',
            f"note: Grace {text}", f"plan: tea with Grace tomorrow; promised {text} by friday",
            f"gave Grace advice:{text}",
        ):  # fmt: skip
            logged = run("log", "--json", "--", line, code=None)
            assert_quiet(logged, line)
            assert_quiet(run("log", "--dry-run", "--", line, code=None), line)
            if line.startswith("coffee") and logged.code == 0 and logged.json["interaction"]:
                kept = logged.json["interaction"]["text"]
                assert kept.split() == f'coffee with @"Grace Hopper" {stored}'.split()
    for command in COMMANDS:
        assert_quiet(run(*command, now=LATER, code=None), command)


def test_in_a_document_that_another_program_wrote(run: Run, network: Network, now: Now) -> None:
    ids = fill(network, CORPUS, now)
    network.close()
    for command in COMMANDS:
        assert_quiet(run(*command, now=LATER, code=None), command)
    for each in ids[::5]:
        assert_quiet(run("show", str(each)), each)
    listed = run("list", "--all", "--json").json["contacts"]
    assert len(listed) >= 2 * len(ids)


@pytest.mark.parametrize("text", LONG, ids=lambda text: ascii(text[:8]))
def test_very_long_ones(run: Run, text: str) -> None:
    assert_quiet(run("add", "--", text, code=None), text[:20])
    assert_quiet(run("add", "Ada Lovelace", f"--note={text}", code=None), text[:20])
    assert_quiet(run("log", "--", f"coffee with Ada {text}", code=None), text[:20])
    for command in COMMANDS:
        result = run(*command, now=LATER, code=None)
        assert_quiet(result, command)
        if "--all" not in command:
            assert max(map(len, [*result.out.splitlines(), ""])) < 500, command


def files_with(texts: list[str]) -> Iterator[tuple[str, str]]:
    """A file of each kind with every text in every field of it."""
    rows = (",".join(quoted(cell) for cell in (f"N {text}", text, text, text)) for text in texts)
    yield "people.csv", "\r\n".join(("Name,E-mail 1 - Value,Organization Name,Notes", *rows))
    fields = ("ORG", "NOTE", "TITLE", "EMAIL", "CATEGORIES", "NICKNAME", "TEL", "ADR", "RELATED", "X-OTHER")
    cards = (
        "\r\n".join(("BEGIN:VCARD", "VERSION:4.0", f"FN:N {text}", *(f"{field}:{text}" for field in fields)))
        for text in texts
    )
    yield "people.vcf", "".join(f"{card}\r\nEND:VCARD\r\n" for card in cards)
    people = "".join(f"- N {text} (a.k.a. {text}) [{text}] @{text}\n" for text in texts)
    entries = "".join(
        f"- 2026-01-04: Lunch with **N {text}** in _{text}_. @{text} {text}\n" for text in texts
    )
    yield "friends.md", f"### Activities:\n{entries}\n### Notes:\n\n### Friends:\n{people}\n### Locations:\n"
    meetings = (
        f"BEGIN:VEVENT\r\nUID:{place}\r\nDTSTART:20261101T100000Z\r\nSUMMARY:{text}\r\nLOCATION:{text}\r\n"
        f'ATTENDEE;CN="{text}":mailto:a{place}@example.org\r\nEND:VEVENT\r\n'
        for place, text in enumerate(texts)
    )
    yield "meetings.ics", f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(meetings)}END:VCALENDAR\r\n"


def quoted(cell: str) -> str:
    """A cell of a CSV file that may hold anything."""
    return '"' + cell.replace('"', '""') + '"'


def test_imported_from_every_kind_of_file(run: Run, tmp_path: Path) -> None:
    for name, content in files_with(list(SHORT)):
        (tmp_path / name).write_bytes(content.encode("utf-8", "surrogatepass"))
        assert_quiet(run("import", str(tmp_path / name), "--dry-run", code=None), name)
        imported = run("import", str(tmp_path / name), "--json")
        assert_quiet(imported, name)
        assert imported.json["added"] + imported.json["merged"] + imported.json["drafts"] > 100, name
        for command in COMMANDS:
            assert_quiet(run(*command, now=LATER, code=None), command)


def test_imported_from_a_document_of_its_own_kind(
    run: Run, network: Network, now: Now, tmp_path: Path
) -> None:
    fill(network, CORPUS, now)
    network.close()
    file, other = str(tmp_path / "all.json"), str(tmp_path / "other.json")
    run("export", "json", "-o", file)
    assert_quiet(run("import", file, "--document", other, "--json"), file)
    for command in COMMANDS:
        assert_quiet(run(*command, "--document", other, now=LATER, code=None), command)
    told = [
        run("list", "--all", "--json", "--document", path).json for path in (other, str(network.store.path))
    ]
    names = [sorted(each["name"] for each in listed["contacts"]) for listed in told]
    assert names[0] == [without_controls(name)[0] for name in names[0]]
    assert len(names[0]) == len(names[1])
