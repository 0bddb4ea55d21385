"""Import: nobody twice, nothing that was typed overwritten, one change for the whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.plain import (
    Brought,
    Dropped,
    PlainContact,
    PlainFollowUp,
    PlainInteraction,
    PlainMeeting,
    PlainMembership,
    PlainMention,
    PlainNote,
    Skipped,
    Who,
)
from netui.domain.records import Contact, Membership, YearlyDate
from netui.network import Network
from netui.network.contacts import Fields, add_contact, edit_contact
from netui.network.drafts import open_drafts
from netui.network.importing import Import, Plan, gather
from netui.network.importing.gathering import LONGEST_FIELD, Gathered
from tests.conftest import Log
from tests.network.helpers import tables

Bring = Callable[..., Plan]


class _Source:
    fields: dict[str, str] = {}  # noqa: RUF012
    earlier = 0


@pytest.fixture
def bring(network: Network, now: Now) -> Bring:
    """Import records as a format brings them."""

    def bring_it(*brought: Brought, source: str = "linkedin", save: bool = True) -> Plan:
        importing = Import(network, now)
        for _ in gather(source, source, brought, importing, _Source()):
            pass
        for _ in importing.planning():
            pass
        return importing.save() if save else importing.plan

    return bring_it


def named(network: Network, name: str) -> Contact:
    (found,) = (contact for contact in network.contacts.values() if contact.name == name)
    return found


def id_of(network: Network, name: str) -> int:
    (found,) = (each for each, contact in network.contacts.items() if contact.name == name)
    return found


ADA = PlainContact(
    name="Ada Lovelace",
    emails=("ada@example.org",),
    organisations=(PlainMembership(organisation="Engines", role="Analyst"),),
    connected=date(2024, 3, 15),
    urls=("https://www.linkedin.com/in/ada",),
    key="linkedin.com/in/ada",
)


# --- the same person ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "brought",
    [
        PlainContact(name="Ada King", emails=("ADA@example.org",)),
        PlainContact(name="A. Lovelace", phones=("0044 20 7946 0000",)),
        PlainContact(name="Countess", phones=("020 7946 0000",)),
        PlainContact(name="Countess", urls=("http://linkedin.com/in/ada/",)),
        PlainContact(name="ada lovelace", organisations=(PlainMembership(organisation="ENGINES"),)),
    ],
    ids=["e-mail, married name", "phone", "phone without its country", "profile", "name and organisation"],
)
def test_who_is_here_is_not_made_twice(
    network: Network, now: Now, bring: Bring, brought: PlainContact
) -> None:
    fields = Fields(organisations=("Engines",), emails=("ada@example.org",), phones=("+44 20 7946 0000",))
    ada = add_contact(network, "Ada Lovelace", fields, now)
    with network.change("url") as change:
        change.update(Contact.table, ada, urls=("https://www.linkedin.com/in/ada",))
    people = len(network.contacts)
    plan = bring(brought)
    assert (plan.counts.added, len(network.contacts)) == (0, people)
    assert plan.counts.merged + plan.counts.unchanged == 1
    assert network.contacts[ada].name == "Ada Lovelace"
    assert network.contacts[ada].imported is False


def test_a_name_alone_is_not_enough_where_one_belongs_somewhere(
    network: Network, now: Now, bring: Bring
) -> None:
    add_contact(network, "Ada Lovelace", Fields(), now)
    plan = bring(ADA)
    assert (plan.counts.added, len(plan.pairs)) == (1, 1)
    pair = plan.pairs[0]
    assert (plan.names[pair.one], plan.names[pair.other], pair.score) == ("Ada Lovelace", "Ada Lovelace", 1.0)
    assert {pair.one, pair.other} <= network.contacts.keys()


@pytest.mark.parametrize(
    "name", ["Lovelace Ada", "A. Lovelace", "Áda Lovelace", "Ada K. Lovelace", "Ada Lovelase"]
)
def test_near_names_are_told_and_left_alone(network: Network, now: Now, bring: Bring, name: str) -> None:
    add_contact(network, "Ada Lovelace", Fields(emails=("a@example.org",)), now)
    before = named(network, "Ada Lovelace")
    plan = bring(PlainContact(name=name, emails=("other@example.org",)))
    assert plan.counts.added == 1
    assert [plan.names[pair.other] for pair in plan.pairs] == ["Ada Lovelace"]
    assert named(network, "Ada Lovelace") == before


def test_two_of_one_name_with_their_own_profiles_are_two(bring: Bring, network: Network) -> None:
    plan = bring(
        PlainContact(name="John Smith", urls=("https://linkedin.com/in/js1",), key="linkedin.com/in/js1"),
        PlainContact(name="John Smith", urls=("https://linkedin.com/in/js2",), key="linkedin.com/in/js2"),
    )
    assert (plan.counts.added, plan.pairs) == (2, [])


@pytest.mark.parametrize("bert", ["Bert Jones", "Bert Smith"])
@pytest.mark.parametrize("phone", ["+44 20 7946 0000", "020 7946 0000"])
def test_a_phone_of_a_family_makes_no_one_of_two(
    bring: Bring, network: Network, bert: str, phone: str
) -> None:
    plan = bring(
        PlainContact(name="Anna Smith", emails=("anna@example.org",), phones=("+44 20 7946 0000",)),
        PlainContact(name=bert, emails=("bert@example.org",), phones=(phone,)),
    )
    assert {contact.name for contact in network.contacts.values()} == {"Anna Smith", bert}
    assert [{plan.names[pair.one], plan.names[pair.other]} for pair in plan.pairs] == [{"Anna Smith", bert}]
    assert plan.pairs[0].score == 0.6


def test_a_phone_of_the_firm_itself_makes_nobody_like_it(network: Network, now: Now, bring: Bring) -> None:
    with network.change("a house") as change:
        phones = ("+44 20 7946 0000",)
        change.insert(Contact(name="Engines", added=now.today, kind="organisation", phones=phones))
    plan = bring(PlainContact(name="Anna Smith", phones=("+44 20 7946 0000",)))
    assert (plan.counts.added, plan.pairs) == (1, [])


def test_a_phone_of_a_firm_makes_nobody_alike(bring: Bring, network: Network) -> None:
    phone = "+44 20 7946 0000"
    plan = bring(
        PlainContact(name="Anna Smith", emails=("anna@example.org",), phones=(phone,)),
        PlainContact(name="Bert Jones", emails=("bert@example.org",), phones=(phone,)),
        PlainContact(name="Carl Brown", emails=("carl@example.org",), phones=(phone,)),
    )
    assert (plan.counts.added, plan.pairs) == (3, [])


def test_the_same_person_twice_in_one_file_is_one(bring: Bring, network: Network) -> None:
    plan = bring(
        PlainContact(name="Ada Lovelace", emails=("ada@example.org",), phones=("+44 20 7946 0000",)),
        PlainContact(name="Ada King", emails=("ada@example.org", "king@example.org")),
    )
    assert (plan.counts.added, plan.counts.merged) == (1, 1)
    ada = named(network, "Ada Lovelace")
    assert ada.emails == ("ada@example.org", "king@example.org")
    assert ada.nicknames == ("Ada King",)
    again = bring(
        PlainContact(name="Ada Lovelace", emails=("ada@example.org",), phones=("+44 20 7946 0000",)),
        PlainContact(name="Ada King", emails=("ada@example.org", "king@example.org")),
    )
    assert not again.anything


# --- nothing typed is overwritten --------------------------------------------------------------------------


def test_what_a_person_typed_stays(network: Network, now: Now, bring: Bring) -> None:
    typed = Fields(
        organisations=("Engines",), roles=("Countess of it",), emails=("ada@example.org",), circle="inner",
        cadence=14, birthday=YearlyDate(month=12, day=10, year=1815), tags=("maths",),
    )  # fmt: skip
    ada = add_contact(network, "Ada Lovelace", typed, now)
    before = network.contacts[ada]
    bring(
        PlainContact(
            name="Ada King",
            emails=("Ada@Example.org", "king@example.org"),
            organisations=(PlainMembership(organisation="Engines", role="Analyst", department="Programs"),),
            circle="outer",
            cadence=365,
            dates=(YearlyDate(month=1, day=1), YearlyDate(month=6, day=8, label="wedding")),
            tags=("MATHS", "poetry"),
            place="Turin",
            archived=True,
        )
    )
    after = network.contacts[ada]
    assert (after.name, after.circle, after.cadence, after.archived) == ("Ada Lovelace", "inner", 14, False)
    assert after.nicknames == ("Ada King",)
    assert after.emails == ("ada@example.org", "king@example.org")
    assert after.organisations == (
        Membership(
            organisation=before.organisations[0].organisation, role="Countess of it", department="Programs"
        ),
    )
    assert after.dates == (*before.dates, YearlyDate(month=6, day=8, label="wedding"))
    assert (after.tags, after.place) == (("maths", "poetry"), "Turin")


# --- a second import, and a later export -------------------------------------------------------------------


def test_a_second_import_adds_nothing(network: Network, bring: Bring) -> None:
    file: tuple[Brought, ...] = (
        ADA,
        PlainContact(name="Bob", notes=(PlainNote(text="a note\nof two lines"),)),
        PlainInteraction(text="lunch", day=date(2018, 1, 4), took_part=(Who(name="Bob"),)),
        PlainNote(text="both sing", who=(Who(name="Bob"), Who(name="Ada Lovelace"))),
        PlainFollowUp(kind="promise", owner="me", text="the book", who=(Who(name="Bob"),)),
        PlainMeeting(text="sync", day=date(2026, 11, 20), who=(Who(name="Bob"),), key="uid-1"),
    )
    first = bring(*file)
    assert first.anything
    before = tables(network)
    again = bring(*file)
    assert not again.anything
    assert (again.counts.added, again.counts.merged, again.counts.unchanged) == (0, 0, 2)
    assert tables(network) == before


def test_a_later_export_changes_what_changed_there(network: Network, bring: Bring, now: Now) -> None:
    bring(ADA)
    ada = id_of(network, "Ada Lovelace")
    bring(
        PlainContact(
            name="Ada King",
            emails=("king@example.org",),
            organisations=(PlainMembership(organisation="Looms", role="Director"),),
            connected=date(2024, 3, 15),
            urls=ADA.urls,
            key=ADA.key,
        )
    )
    after = network.contacts[ada]
    assert (after.name, after.nicknames, after.emails) == (
        "Ada King",
        ("Ada Lovelace",),
        ("king@example.org",),
    )
    engines, looms = id_of(network, "Engines"), id_of(network, "Looms")
    assert after.organisations == (
        Membership(organisation=engines, role="Analyst", until=now.today),
        Membership(organisation=looms, role="Director", since=now.today),
    )


def test_another_role_in_the_same_house_takes_the_place_of_the_former(network: Network, bring: Bring) -> None:
    import msgspec

    bring(ADA)
    role = PlainMembership(organisation="Engines", role="Director")
    bring(msgspec.structs.replace(ADA, organisations=(role,)))
    (membership,) = named(network, "Ada Lovelace").organisations
    assert (membership.role, membership.until) == ("Director", None)


def test_a_later_export_leaves_what_was_typed_here(network: Network, bring: Bring, now: Now) -> None:
    import msgspec

    bring(ADA)
    ada = id_of(network, "Ada Lovelace")
    edit_contact(
        network, ada, Fields(emails=("-ada@example.org", "own@example.org"), roles=("Poet",)), now, name="Ada"
    )
    later = msgspec.structs.replace(
        ADA, name="Ada King", organisations=(PlainMembership(organisation="Engines", role="Director"),)
    )
    bring(later)
    after = network.contacts[ada]
    assert after.name == "Ada"
    assert after.emails == ("own@example.org",), "what was taken away here is not brought back"
    assert [each.role for each in after.organisations] == ["Poet"]


def test_an_export_with_fewer_columns_takes_nothing_away(network: Network, bring: Bring) -> None:
    bring(ADA)
    before = named(network, "Ada Lovelace")
    plan = bring(PlainContact(name="Ada Lovelace", urls=ADA.urls, key=ADA.key))
    assert (named(network, "Ada Lovelace"), plan.anything) == (before, False)
    assert not bring(ADA).anything


def test_what_was_here_before_the_source_said_it_is_not_taken_by_the_source(
    network: Network, bring: Bring, now: Now
) -> None:
    import msgspec

    ada = add_contact(network, "Ada Lovelace", Fields(emails=("ada@example.org",)), now)
    bring(ADA)
    bring(msgspec.structs.replace(ADA, emails=("king@example.org",)))
    assert network.contacts[ada].emails == ("ada@example.org", "king@example.org")


def test_a_note_that_changed_there_changes_here(network: Network, bring: Bring) -> None:
    bring(PlainContact(name="Bob", emails=("b@example.org",), notes=(PlainNote(text="sings"),)))
    bring(PlainContact(name="Bob", emails=("b@example.org",), notes=(PlainNote(text="sings bass"),)))
    assert [note.text for note in network.notes.values()] == ["sings bass"]


def test_an_interaction_that_was_deleted_here_is_not_brought_back(network: Network, bring: Bring) -> None:
    from netui.network.answers import delete

    lunch = PlainInteraction(text="lunch", day=date(2018, 1, 4), took_part=(Who(name="Bob"),))
    bring(lunch)
    (interaction,) = network.interactions
    delete(network, interaction)
    bring(lunch)
    assert not network.interactions


def test_merging_by_hand_holds_for_the_next_import(network: Network, bring: Bring, now: Now) -> None:
    from netui.network.merging import merge

    ada = add_contact(network, "Ada Lovelace", Fields(), now)
    bring(ADA)
    (other,) = (
        each for each, contact in network.contacts.items() if contact.imported and contact.kind == "person"
    )
    merge(network, ada, other, now)
    before = dict(network.contacts)
    assert not bring(ADA).anything
    assert dict(network.contacts) == before


# --- one change --------------------------------------------------------------------------------------------


def test_one_undo_takes_all_of_it_back(network: Network, log: Log, bring: Bring) -> None:
    log('coffee with @"Bob"')
    before = tables(network)
    number = network.store.past
    bring(
        ADA,
        PlainContact(name="Bob", tags=("singer",), notes=(PlainNote(text="sings"),)),
        PlainMeeting(text="sync", day=date(2026, 11, 20), who=(Who(name="Bob"),), key="uid-1"),
    )
    assert tables(network) != before
    after = tables(network)
    network.undo()
    assert tables(network) == before
    network.redo()
    assert tables(network) == after
    assert number is not None


def test_planning_changes_nothing_and_can_be_left(network: Network, bring: Bring) -> None:
    plan = bring(ADA, save=False)
    assert plan.anything
    assert not network.contacts
    assert list(network.store.past()) == []


def test_what_others_write_meanwhile_is_weighed(network: Network, now: Now, path: Path, clock: Clock) -> None:
    importing = Import(network, now)
    for _ in gather(
        "csv", "CSV", [PlainContact(name="Ada", emails=("ada@example.org",))], importing, _Source()
    ):
        pass
    for _ in importing.planning():
        pass
    assert importing.plan.counts.added == 1
    other = Network.open(path, clock.instant)
    add_contact(other, "Ada Lovelace", Fields(emails=("ada@example.org",)), now)
    other.close()
    plan = importing.save()
    assert (plan.counts.added, plan.counts.merged) == (0, 1)
    assert [contact.name for contact in network.contacts.values()] == ["Ada Lovelace"]


# --- entries -----------------------------------------------------------------------------------------------


def test_interactions_notes_and_names_in_texts(network: Network, bring: Bring) -> None:
    text = "Lunch with **Bob** and **Eve**."
    bob, eve = Who(name="Bob"), Who(name="Eve")
    bring(
        PlainInteraction(
            text=text,
            day=date(2018, 1, 4),
            took_part=(bob, eve),
            mentions=(PlainMention(who=bob, start=11, end=18), PlainMention(who=eve, start=23, end=30)),
            tags=("food",),
        ),
        PlainContact(name="Bob", nicknames=("Bobby",)),
        source="friends",
    )
    (interaction,) = network.interactions.values()
    assert interaction.text == text
    assert [text[each.start : each.end] for each in interaction.mentions] == ["**Bob**", "**Eve**"]
    assert interaction.took_part == (id_of(network, "Bob"), id_of(network, "Eve"))
    assert interaction.logged_on == date(2026, 11, 23), "imported history is logged when it is imported"


def test_who_introduced_whom_but_no_circle(network: Network, bring: Bring) -> None:
    bring(
        PlainContact(name="Ada", introduced_by=(Who(name="Bob"),)),
        PlainContact(name="Bob", introduced_by=(Who(name="Ada"), Who(name="Nobody"))),
    )
    assert named(network, "Ada").introduced_by == (id_of(network, "Bob"),)
    assert named(network, "Bob").introduced_by == ()


def test_meetings_wait_and_match_people_by_address(network: Network, bring: Bring, now: Now) -> None:
    ada = add_contact(network, "Ada Lovelace", Fields(emails=("ada@example.org",)), now)
    meeting = PlainMeeting(
        text="sync",
        day=date(2026, 11, 20),
        who=(Who(name="A. L.", email="ADA@example.org"), Who(name="Bob Ray", email="bob@example.org")),
        key="uid-1",
    )
    assert bring(meeting).counts.drafts == 1
    ((_, draft),) = open_drafts(network)
    assert draft.contacts == (ada,)
    assert [(each.name, each.email) for each in draft.invited] == [("Bob Ray", "bob@example.org")]
    assert not network.interactions
    assert len(network.contacts) == 1


# --- what no record may hold -------------------------------------------------------------------------------


def test_controls_go_and_long_fields_are_refused() -> None:
    gathered = Gathered("vcard")
    bob = Who(name="Bob")
    for brought in (
        PlainContact(name="Ada\x1b]0;x\x07 \ud800Lovelace\n", tags=("a\tb", "\x00")),
        PlainContact(name="\x00\x1b"),
        PlainContact(name="Long", notes=(PlainNote(text="x" * (LONGEST_FIELD + 1)),)),
        PlainContact(name="Just", notes=(PlainNote(text="x" * LONGEST_FIELD),)),
        PlainInteraction(
            text="\x1b \x07with **Bob** \x00", day=date(2020, 1, 1),
            mentions=(PlainMention(who=bob, start=8, end=15),),
        ),
        PlainNote(text=" one\r\ntwo\u2028three\x1b "),
        Skipped(record=7, reason="no name"),
        Dropped(record=1, what="photograph"),
    ):  # fmt: skip
        gathered.take(brought)
    assert [each.name for each in gathered.contacts] == ["Ada]0;x Lovelace", "Just"]
    assert gathered.contacts[0].tags == ("a b",)
    assert [each.reason for each in gathered.skipped] == [
        "no name", "a field is longer than 1,048,576 characters", "no name",
    ]  # fmt: skip
    (interaction,) = gathered.interactions
    (mention,) = interaction.mentions
    assert interaction.text[mention.start : mention.end] == "**Bob**"
    assert gathered.notes[0].text == "one\ntwo\nthree"
    assert gathered.dropped == {"photograph": 1}
    assert gathered.read == 7
