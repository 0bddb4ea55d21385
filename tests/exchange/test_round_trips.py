"""What goes out and comes in again into an empty document, field by field (formats.md, last paragraph).

The whole demo network is taken out and moved into another document. What a format cannot say is stated here,
and nothing else may be missing. netui's own JSON is exact: see ``test_netui_json.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.plain import PlainContact
from netui.exchange.formats import Source, all_formats, format_named
from netui.network import Network
from netui.network.demo import load_demo
from netui.network.exporting import outgoing
from netui.network.importing import Import, gather
from netui.paths import shipped
from tests.exchange.conftest import exhaust

FIELDS = (
    "kind", "nicknames", "organisations", "emails", "phones", "urls", "place", "addresses", "tags", "circle",
    "cadence", "needs", "offers", "dates", "introduced_by", "connected", "archived", "notes",
)  # fmt: skip
"""All fields of a contact but the name, by which the two are found, and the key, which is the document's."""

LOST = {
    "vcard": (),
    "vcard3": (),
    "csv": (),
    # A list of friends has no word for these.
    "friends": (
        "organisations", "emails", "phones", "urls", "addresses", "circle", "cadence", "needs", "offers",
        "dates", "introduced_by", "connected", "archived",
    ),
}  # fmt: skip


@pytest.fixture
def demo(tmp_path: Path, clock: Clock, now: Now) -> Iterator[Network]:
    """The demo network, with what it has nobody for."""
    folder = tmp_path / "demo"
    folder.mkdir()
    network = Network.open(load_demo(shipped("demo.json"), folder, clock.now()), clock.instant)
    with network.change("what the demo has not") as change:
        ada = next(each for each, contact in network.contacts.items() if contact.name == "Ada Lovelace")
        fields = {"addresses": ("12 St James's Square, London",), "phones": ("+44 20 7946 0001",)}
        change.update(
            "contacts", ada, urls=("https://example.org/ada",), archived=True, connected=now.today, **fields
        )
    yield network
    network.close()


@pytest.mark.parametrize("name", sorted(LOST))
def test_the_whole_comes_back(name: str, demo: Network, network: Network, now: Now) -> None:
    book = outgoing(demo, now)
    found = format_named(name, all_formats())
    assert found.write is not None
    (file,) = found.write(book, now)
    importing = Import(network, now)
    source = Source(file.content, now)
    reader = format_named("vcard" if name == "vcard3" else name, all_formats())
    assert reader.read is not None
    exhaust(gather(reader.name, reader.title, reader.read(source), importing, source))
    importing.save()
    there = {each.name: each for each in outgoing(network, now).contacts}
    assert there.keys() == {each.name for each in book.contacts}
    lost = {
        field
        for field in FIELDS
        if any(_told(there[each.name], field) != _told(each, field) for each in book.contacts)
    }
    assert lost == set(LOST[name])


def _told(contact: PlainContact, field: str) -> Any:
    """A field without what is the document's own: ids, the order of dates, and tags of notes."""
    value = getattr(contact, field)
    match field:
        case "introduced_by":
            return {who.name for who in value}
        case "notes":
            return {(note.text, note.day) for note in value}
        case "dates":
            return set(value)
    return value
