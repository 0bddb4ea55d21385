"""Each sample of a CSV arrives whole: what is expected is read off the file."""

from __future__ import annotations

from datetime import date

from netui.domain.plain import PlainContact, PlainMembership, PlainNote, Skipped
from netui.domain.records import YearlyDate
from netui.network import Network
from tests.exchange.conftest import Bring, Read


def test_linkedin(read: Read) -> None:
    assert read("linkedin-Connections.csv") == (
        "linkedin",
        [
            PlainContact(
                name="Ada Lovelace",
                urls=("https://www.linkedin.com/in/ada-example",),
                emails=("ada@example.com",),
                organisations=(PlainMembership(organisation="Acme, Inc.", role="Engineering Manager"),),
                connected=date(2026, 9, 28),
                key="linkedin.com/in/ada-example",
            ),
            PlainContact(
                name='María "Mari" García',
                urls=("https://www.linkedin.com/in/m%C3%A1ria-example",),
                organisations=(PlainMembership(organisation="Globex"),),
                connected=date(2019, 2, 1),
                key="linkedin.com/in/mária-example",
            ),
            Skipped(record=3, reason="no name"),
        ],
    )


def test_google(read: Read) -> None:
    assert read("google-contacts-2024.csv") == (
        "google",
        [
            PlainContact(
                name="Zoë Müller",
                organisations=(PlainMembership(organisation="Acme GmbH", role="CTO"),),
                dates=(YearlyDate(month=1, day=22),),
                notes=(PlainNote(text="met at conf\nline two"),),
                tags=("coworkers",),
                emails=("zoe@example.com", "z@example.org"),
                phones=("+41 00 000 00 00", "+41 11 111 11 11"),
            )
        ],
    )


def test_google_older(read: Read) -> None:
    assert read("google-contacts-legacy.csv") == (
        "google-older",
        [
            PlainContact(
                name="Ada Lovelace",
                tags=("Clients",),
                emails=("ada@example.com",),
                organisations=(PlainMembership(organisation="Engines", role="Analyst"),),
            )
        ],
    )


def test_the_three_shapes_of_outlook(read: Read) -> None:
    engines = (PlainMembership(organisation="Engines"),)
    ada = PlainContact(name="Ada Lovelace", emails=("ada@example.com",), organisations=engines)
    assert read("google-as-outlook.csv") == ("outlook", [ada])
    assert read("outlook-com.csv") == ("outlook", [ada])
    assert read("outlook-desktop.csv") == (
        "outlook",
        [PlainContact(name="Ada Lovelace", emails=("ada@example.com",))],
    )


def test_connecting_is_no_conversation_and_makes_only_names(bring: Bring, network: Network) -> None:
    plan = bring("linkedin-Connections.csv")
    assert (plan.counts.added, plan.counts.organisations, plan.counts.interactions) == (2, 2, 0)
    assert not network.interactions
    assert all(contact.imported for contact in network.contacts.values())
    ada = next(contact for contact in network.contacts.values() if contact.name == "Ada Lovelace")
    assert ada.connected == date(2026, 9, 28)


def test_all_samples_of_one_person_are_one_contact(bring: Bring, network: Network) -> None:
    samples = (
        "linkedin-Connections.csv", "google-contacts-legacy.csv", "google-as-outlook.csv", "outlook-com.csv",
        "outlook-desktop.csv",
    )  # fmt: skip
    bring(*samples)
    found = [contact for contact in network.contacts.values() if contact.name == "Ada Lovelace"]
    assert len(found) == 1
    houses = [network.contacts[each.organisation].name for each in found[0].organisations]
    assert (found[0].tags, houses) == (("Clients",), ["Acme, Inc.", "Engines"])
