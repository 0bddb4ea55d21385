"""Several contacts at once, each one change; and who belongs where."""

from __future__ import annotations

from datetime import date

import pytest

from netui.domain.days import Now
from netui.domain.records import Contact, Membership
from netui.errors import NetuiError
from netui.network import Network, several
from netui.network.contacts import new_contact, rewrite_contact
from netui.network.memberships import (
    add_membership,
    change_membership,
    memberships_of,
    people_of,
    remove_membership,
)


@pytest.fixture
def three(network: Network, now: Now) -> tuple[int, ...]:
    """Three people."""
    with network.change("three") as change:
        return tuple(
            change.insert(Contact(name=name, added=now.today, tags=tags))
            for name, tags in (("Ada", ("Maths",)), ("Emmy", ()), ("Alan", ("engines",)))
        )


def test_a_tag_is_given_to_those_who_have_it_not_and_undone_by_one(
    network: Network, three: tuple[int, ...]
) -> None:
    before = dict(network.contacts)
    assert several.tag_all(network, three, "#maths") == 2
    assert [network.contacts[each].tags for each in three] == [("Maths",), ("maths",), ("engines", "maths")]
    network.undo()
    assert dict(network.contacts) == before
    assert several.tag_all(network, three, "-#maths") == 1
    assert network.contacts[three[0]].tags == ()


def test_circle_cadence_archive_and_mute_of_several(network: Network, three: tuple[int, ...]) -> None:
    assert several.circle_all(network, three, "inner") == 3
    assert several.cadence_all(network, three[:2], 14) == 2
    assert several.archive_all(network, three) == 3
    assert several.mute_all(network, three[1:]) == 2
    alan = network.contacts[three[2]]
    assert (alan.circle, alan.cadence, alan.archived, alan.muted) == ("inner", None, True, True)
    for _ in range(4):
        network.undo()
    assert all(network.contacts[each].circle is None for each in three)


def test_what_holds_already_is_no_change(network: Network, three: tuple[int, ...]) -> None:
    several.circle_all(network, three, "inner")
    with pytest.raises(NetuiError, match="holds already"):
        several.circle_all(network, three, "inner")
    with pytest.raises(NetuiError, match="a tag needs"):
        several.tag_all(network, three, " -# ")
    assert network.undo().label == "circle inner: 3 contacts"


def test_people_of_an_organisation_over_time(network: Network, now: Now, three: tuple[int, ...]) -> None:
    ada, emmy, alan = three

    def belongs(role: str, since: int | None, until: int | None) -> Membership:
        return Membership(
            organisation=0, role=role,
            since=date(since, 1, 1) if since else None, until=date(until, 12, 31) if until else None,
        )  # fmt: skip

    add_membership(network, ada, "Royal Society", belongs("fellow", 2019, None), now)
    add_membership(network, emmy, "royal society", belongs("chair", 2010, 2015), now)
    add_membership(network, alan, "Royal Society", belongs("", None, None), now)
    (house,) = (each for each, contact in network.contacts.items() if contact.kind == "organisation")
    assert [each.person for each in people_of(network, house, now.today)] == [ada, alan, emmy]
    change_membership(network, emmy, 0, "Royal Society", belongs("president", 2020, None), now)
    assert [each.person for each in people_of(network, house, now.today)] == [emmy, ada, alan]
    add_membership(network, emmy, "Göttingen", belongs("", 2001, 2019), now)
    assert [each.place for each in memberships_of(network, emmy, now.today)] == [0, 1]
    remove_membership(network, emmy, 0)
    assert people_of(network, house, now.today)[-1].person == alan
    with pytest.raises(NetuiError, match="cannot end"):
        add_membership(network, ada, "Royal Society", belongs("", 2020, 2010), now)
    with pytest.raises(NetuiError, match="belongs to none"):
        add_membership(network, house, "Another", belongs("", None, None), now)
    assert not any(contact.name == "Another" for contact in network.contacts.values())


def test_rewriting_sets_only_what_differs(network: Network, three: tuple[int, ...]) -> None:
    ada = three[0]
    before = network.contacts[ada]
    # Another session changes another field meanwhile: it stays.
    with network.change("elsewhere") as change:
        change.update(Contact.table, ada, place="London")
    after = Contact(**{**{f: getattr(before, f) for f in before.__struct_fields__}, "name": "Ada King"})
    assert rewrite_contact(network, ada, before, after)
    assert (network.contacts[ada].name, network.contacts[ada].place) == ("Ada King", "London")
    assert not rewrite_contact(network, ada, after, after)
    circle = Contact(name="Ada King", added=before.added, introduced_by=(ada,))
    with pytest.raises(NetuiError):
        rewrite_contact(network, ada, after, circle)


def test_a_new_contact_belongs_to_an_organisation_made_for_it(network: Network, now: Now) -> None:
    ada = new_contact(network, Contact(name="Ada", added=now.today), now, organisation="IBM", role="fellow")
    (membership,) = network.contacts[ada].organisations
    assert network.contacts[membership.organisation].name == "IBM"
    assert membership.role == "fellow"
    with pytest.raises(NetuiError, match="a role needs"):
        new_contact(network, Contact(name="Emmy", added=now.today), now, role="chair")
    network.undo()
    assert not network.contacts
