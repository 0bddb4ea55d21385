"""Moving in and out whole: exact into an empty document, nobody twice into one that holds somebody."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.records import RECORDS
from netui.errors import NetuiError
from netui.exchange import netui_json
from netui.exchange.formats import Source
from netui.network import Network, exporting
from netui.network.checking import problems
from netui.network.demo import load_demo
from netui.paths import shipped
from tests.conftest import log_line
from tests.exchange.conftest import Bring

ADA = {"name": "Ada", "added": "2026-01-01"}
NOTE = {"text": "kept", "day": "2026-01-01", "logged_at": "2026-01-01T00:00:00Z", "zone": "UTC"}

Exported = Callable[[Network], bytes]


@pytest.fixture
def demo(tmp_path: Path, clock: Clock) -> Network:
    folder = tmp_path / "demo"
    folder.mkdir()
    return Network.open(load_demo(shipped("demo.json"), folder, clock.now()), clock.instant)


@pytest.fixture
def exported(now: Now) -> Exported:
    def export(network: Network) -> bytes:
        (file,) = netui_json.write(exporting.document(network), now)
        return file.content

    return export


def held(network: Network) -> dict[str, dict[int, Any]]:
    return {name: dict(network.store.table(name)) for name in RECORDS}


def test_the_whole_demo_moves_into_an_empty_document_exactly(
    demo: Network, network: Network, bring: Bring, exported: Exported
) -> None:
    content = exported(demo)
    plan = bring(content)
    assert held(network) == held(demo)
    assert exported(network) == content
    assert (plan.counts.added, plan.counts.merged) == (len(demo.contacts), 0)
    assert not bring(content).anything
    network.undo()
    assert not any(held(network).values())
    demo.close()


def test_the_document_itself_and_its_backups_read_as_well(
    demo: Network, network: Network, bring: Bring
) -> None:
    demo.close(fold=True)
    before = demo.store.path.read_bytes()
    bring(before)
    assert len(network.contacts) == len(json.loads(before)["contacts"])
    assert demo.store.path.read_bytes() == before


def test_fields_of_a_newer_netui_are_kept(network: Network, bring: Bring, exported: Exported) -> None:
    content = {"contacts": {"4096": {"name": "Ada", "added": "2026-01-01", "shoe_size": [38, {"x": 1}]}}}
    bring(json.dumps(content).encode())
    assert json.loads(exported(network))["contacts"] == content["contacts"]


def test_whoever_is_here_under_another_id_is_joined(
    network: Network, bring: Bring, exported: Exported, now: Now, tmp_path: Path, clock: Clock
) -> None:
    other = Network.open(tmp_path / "other.json", clock.instant)
    log_line(other, '3 days ago: lunch with @"Ada Lovelace" and @"Bob Ray", promised the book', now)
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    (ada,) = network.contacts
    plan = bring(exported(other))
    assert (plan.counts.added, plan.counts.interactions, plan.counts.follow_ups) == (1, 1, 1)
    assert sorted(contact.name for contact in network.contacts.values()) == ["Ada Lovelace", "Bob Ray"]
    assert sum(ada in record.took_part for record in network.interactions.values()) == 2
    assert list(problems(network)) == []
    assert not bring(exported(other)).anything
    other.close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"contacts": {"x": {"name": "A", "added": "2026-01-01"}}}, "no id"),
        ({"contacts": {"9007199254740991": {"name": "A", "added": "2026-01-01"}}}, "none that netui gives"),
        ({"contacts": {"0": {"name": "A", "added": "2026-01-01"}}}, "none that netui gives"),
        ({"contacts": {"5": {"name": 7, "added": "2026-01-01"}}}, "Expected `str`"),
        ({"contacts": {"5": {"added": "2026-01-01"}}}, "missing required field `name`"),
        ({"contacts": {"5": {"name": "x" * (1 << 20) + "x", "added": "2026-01-01"}}}, "longer than"),
        ({"contacts": {"5": []}}, "Expected"),
        (
            {"introductions": {"5": {"introducer": 0, "between": [7, 8], "day": "2026-01-01"}}},
            "not in the file",
        ),
    ],
)
def test_a_record_that_does_not_fit_is_skipped_with_its_reason(
    network: Network, now: Now, bring: Bring, content: dict[str, Any], reason: str
) -> None:
    from netui.exchange.files import reading
    from netui.network.importing import Import, gather
    from tests.exchange.conftest import exhaust

    good = {"notes": {"44": NOTE}}
    source = Source(json.dumps({**good, **content}).encode(), now)
    found, brought = reading(source)
    importing = Import(network, now)
    exhaust(gather(found.name, found.title, brought, importing, source))
    exhaust(importing.planning())
    importing.save()
    (gathered,) = importing.files
    (skipped,) = (*gathered.skipped, *gathered.refused)
    assert reason in skipped.reason
    assert [note.text for note in network.notes.values()] == ["kept"]
    assert not network.contacts


def test_names_of_nobody_are_left_out(network: Network, bring: Bring) -> None:
    content = {
        "contacts": {"5": {**ADA, "introduced_by": [99], "organisations": [{"organisation": 98}]}},
        "notes": {"6": {**NOTE, "contacts": [5, 99]}},
    }
    bring(json.dumps(content).encode())
    assert list(problems(network)) == []
    assert network.notes[6].contacts == (5,)


def test_controls_do_not_come_in(network: Network, bring: Bring) -> None:
    content = {"contacts": {"5": {"name": "Ada\x1b]0;x\x07 L", "added": "2026-01-01"}}}
    bring(json.dumps(content).encode())
    assert network.contacts[5].name == "Ada]0;x L"


def test_what_is_no_document(now: Now) -> None:
    for content in (b'{"contacts":{"5":{', b"[1,2]", b'{"contacts":' + b"[" * 100_000, b'{"contacts": 7}'):
        with pytest.raises(NetuiError):
            list(netui_json.read(Source(content, now)))


def test_a_document_of_a_newer_format_is_told(network: Network, bring: Bring) -> None:
    plan = bring(b'{"contacts":{"5":{"name":"A","added":"2026-01-01"}},"profile":{"2":{"schema":99}}}')
    assert not plan.anything
    assert not network.contacts


def test_depth() -> None:
    assert not netui_json.too_deep(b"[" * 64 + b"]" * 64)
    assert netui_json.too_deep(b"[" * 65 + b"]" * 65)
    assert not netui_json.too_deep(b'{"a":"' + b"[" * 200 + b'"}')
    assert not netui_json.too_deep(b"[" + b"[]," * 100 + b"1]")
