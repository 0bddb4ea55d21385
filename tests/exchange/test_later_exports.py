"""The same file again, and a later one of the same source: each format by its sample, changed by hand."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from netui.network import Network
from netui.network.importing import done_in_words
from tests.exchange.conftest import SAMPLES, Bring

NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.name != "README.md")
WITHOUT_ANYBODY = ("ics-alarm_google_future.ics", "ics-rfc_6868.ics")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_ANYBODY])
def test_a_second_import_adds_nothing_and_says_so(name: str, network: Network, bring: Bring) -> None:
    assert bring(name).anything
    before = dict(network.contacts), dict(network.interactions), dict(network.notes), dict(network.drafts)
    again = bring(name)
    assert not again.anything
    assert done_in_words(again).startswith("nothing new: ")
    assert before == (
        dict(network.contacts), dict(network.interactions), dict(network.notes), dict(network.drafts)
    )  # fmt: skip


class Later(NamedTuple):
    """What a source says later in place of what it said, and what comes of it."""

    sample: str
    was: str
    becomes: str
    name: str
    field: str
    before: object
    after: object


LATER = (
    Later("google-contacts-2024.csv", "z@example.org", "zm@example.org", "Zoë Müller", "emails",
          ("zoe@example.com", "z@example.org"), ("zoe@example.com", "zm@example.org")),
    Later("google-contacts-legacy.csv", "Clients ::: *", "Friends ::: *", "Ada Lovelace", "tags",
          ("Clients",), ("Friends",)),
    Later("google-as-outlook.csv", ",Engines,", ",Looms,", "Ada Lovelace", "houses",
          {("Engines", False)}, {("Engines", True), ("Looms", False)}),
    Later("outlook-com.csv", ",Engines,", ",Looms,", "Ada Lovelace", "houses",
          {("Engines", False)}, {("Engines", True), ("Looms", False)}),
    Later("outlook-desktop.csv", ",ada@example.com,SMTP,,,,", ",ada@example.com,SMTP,,al@example.com,SMTP,",
          "Ada Lovelace", "emails", ("ada@example.com",), ("ada@example.com", "al@example.com")),
    Later("linkedin-Connections.csv", "28 Sep 2026", "27 Sep 2026", "Ada Lovelace", "connected",
          "2026-09-28", "2026-09-27"),
    Later("vcard-rfc6350-example.vcf", "ADR;TYPE=work:;Suite D2-630;2875 Laurier;\r\n Quebec;QC;",
          "ADR;TYPE=work:;Suite D2-630;2875 Laurier;\r\n Montreal;QC;", "Simon Perreault", "place",
          "Quebec", "Montreal"),
    Later("vcard-outlook-2003.vcf", "BDAY:19800321", "BDAY:19800322", "John Doe III", "birthday",
          {(3, 21)}, {(3, 22)}),
    Later("friends.md", "[Atlantis] @science", "[Paris] @science", "Marie Curie", "place",
          "Atlantis", "Paris"),
)  # fmt: skip


@pytest.mark.parametrize("later", LATER, ids=lambda later: later.sample)
def test_a_later_one_changes_what_changed_there_and_nothing_typed_here(
    later: Later, network: Network, bring: Bring
) -> None:
    text = (SAMPLES / later.sample).read_bytes().decode("utf-8-sig")
    if later.was not in text:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    assert later.was in text
    bring(text.encode())
    contact_id = next(each for each, contact in network.contacts.items() if contact.name == later.name)
    assert said(network, contact_id, later.field) == later.before
    with network.change("typed by hand") as change:
        typed = network.contacts[contact_id]
        own = {"nicknames": (*typed.nicknames, "My own"), "phones": (*typed.phones, "555 0000")}
        change.update("contacts", contact_id, needs=("a reviewer",), circle="inner", **own)
    assert bring(text.replace(later.was, later.becomes).encode()).counts.merged == 1
    assert said(network, contact_id, later.field) == later.after
    contact = network.contacts[contact_id]
    assert "My own" in contact.nicknames
    assert "555 0000" in contact.phones
    assert (contact.needs, contact.circle) == (("a reviewer",), "inner")
    assert not bring(text.replace(later.was, later.becomes).encode()).anything


def said(network: Network, contact_id: int, field: str) -> object:
    """A field as this file writes it: memberships by the organisation and whether they have ended."""
    contact = network.contacts[contact_id]
    match field:
        case "houses":
            return {
                (network.contacts[each.organisation].name, each.until is not None)
                for each in contact.organisations
            }
        case "birthday":
            return {(each.month, each.day) for each in contact.dates}
        case "connected":
            return str(contact.connected)
    return getattr(contact, field)
