"""friends.md: the sample as it reads, and what goes out comes in again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.days import Now, now_at
from netui.domain.plain import (
    Outgoing,
    PlainContact,
    PlainInteraction,
    PlainMention,
    PlainNote,
    Skipped,
    Who,
)
from netui.errors import NetuiError
from netui.exchange import friends
from netui.exchange.formats import Source
from tests.exchange.conftest import Read

GRACE, GEORGE, MARIE = (
    Who(name=name) for name in ("Grace Hopper", "George Washington Carver", "Marie Curie")
)


def test_the_sample_arrives_whole(read: Read) -> None:
    assert read("friends.md") == (
        "friends",
        [
            PlainContact(name="George Washington Carver"),
            PlainContact(
                name="Grace Hopper",
                nicknames=("The Admiral", "Amazing Grace"),
                place="Paris",
                tags=("navy", "science"),
            ),
            PlainContact(name="Marie Curie", place="Atlantis", tags=("science",)),
            PlainInteraction(
                text="**Grace Hopper** and I went to _Martha's Vineyard_. "
                "George had to cancel at the last minute.",
                day=date(2018, 11, 1),
                took_part=(GRACE,),
                mentions=(PlainMention(who=GRACE, start=0, end=16),),
                place="Martha's Vineyard",
            ),
            PlainInteraction(
                text="Got lunch with **Grace Hopper** and **George Washington Carver**. @food",
                day=date(2018, 1, 4),
                took_part=(GRACE, GEORGE),
                mentions=(
                    PlainMention(who=GRACE, start=15, end=31),
                    PlainMention(who=GEORGE, start=36, end=64),
                ),
                tags=("food",),
            ),
            PlainInteraction(
                text="Celebrated the new year in _Paris_ with **Marie Curie**. @partying",
                day=date(2017, 12, 31),
                took_part=(MARIE,),
                mentions=(PlainMention(who=MARIE, start=40, end=55),),
                place="Paris",
                tags=("partying",),
            ),
            PlainInteraction(
                text="Talked to **George Washington Carver** on the phone for an hour.",
                day=date(2017, 11, 15),
                took_part=(GEORGE,),
                mentions=(PlainMention(who=GEORGE, start=10, end=38),),
            ),
            PlainNote(
                text="**Grace Hopper** found out she's getting a big Naval Academy building named after her. "
                "@navy",
                day=date(2018, 6, 15),
                who=(GRACE,),
                mentions=(PlainMention(who=GRACE, start=0, end=16),),
                tags=("navy",),
            ),
            PlainNote(
                text="**Marie Curie** just got accepted into a PhD program in _Paris_. @school",
                day=date(2017, 6, 6),
                who=(MARIE,),
                mentions=(PlainMention(who=MARIE, start=0, end=15),),
                tags=("school",),
            ),
        ],
    )


def test_what_is_no_entry_is_skipped_with_its_reason(read: Read) -> None:
    text = (
        "### Activities:\n- 2018-02-30: **Ada** fell\n- once upon a time\nno dash\n"
        "### Friends:\n- \n- @tag\n- Ada\n### Locations:\n- Nowhere\n- Nowhere else\n"
    )
    _, brought = read(text)
    assert [each for each in brought if not isinstance(each, PlainContact)] == [
        Skipped(record=4, reason="no entry: one begins with “- ”"),
        Skipped(record=1, reason="2018-02-30 is no day"),
        Skipped(record=2, reason="no day"),
        Skipped(record=3, reason="no entry: one begins with “- ”"),
        Skipped(record=7, reason="a place where nobody is"),
        Skipped(record=8, reason="a place where nobody is"),
    ]
    assert [each.name for each in brought if isinstance(each, PlainContact)] == ["@tag", "Ada"]


def test_another_text_is_none(read: Read) -> None:
    with pytest.raises(NetuiError, match="headings"):
        read("dear diary\n", "friends")


def test_names_of_netui_are_marked_and_what_is_not_in_the_words_is_added(now: Now) -> None:
    ada = PlainContact(name="Ada (the) Lovelace", key="1", kind="person", tags=("first programmer",))
    house = PlainContact(name="Royal Society", key="2", kind="organisation")
    interaction = PlainInteraction(
        text="coffee with Ada\nat ten",
        day=date(2026, 11, 20),
        took_part=(Who(name="Ada (the) Lovelace", key="1"), Who(key="2")),
        mentions=(PlainMention(who=Who(key="1"), start=12, end=15),),
        place="Kew",
        tags=("work",),
    )
    (file,) = friends.write(Outgoing(contacts=(ada, house), interactions=(interaction,)), now)
    assert file.content.decode().splitlines() == [
        "### Activities:",
        "- 2026-11-20: coffee with **Ada the Lovelace** at ten (**Royal Society**) _Kew_ @work",
        "",
        "### Notes:",
        "",
        "### Friends:",
        "- Ada the Lovelace @first-programmer",
        "- Royal Society @organisation",
        "",
        "### Locations:",
    ]


def test_an_organisation_comes_back_as_one(now: Now) -> None:
    house = PlainContact(name="Royal Society", kind="organisation", tags=("science",))
    assert _back(Outgoing(contacts=(house,)), now) == [house]


NOW = now_at(datetime(2026, 11, 23, 10, tzinfo=UTC), "UTC")

_WORDS = ("Ada", "de", "é", "O'Neill", "St.", "李小龍", "a_b", "x:y", "-", "3", "9,5", "[sic")
_names = st.lists(st.sampled_from(_WORDS[:-1]), min_size=1, max_size=3).map(" ".join)
_tags = st.sampled_from(("food", "first-draft", "a:b", "é", "2x"))


@st.composite
def _contacts(draw: st.DrawFn) -> PlainContact:
    name = draw(_names)
    return PlainContact(
        name=name,
        nicknames=tuple(dict.fromkeys(draw(st.lists(_names, max_size=3)))),
        place=draw(st.just("") | _names),
        tags=tuple(dict.fromkeys(draw(st.lists(_tags, max_size=3)))),
    )


@st.composite
def _interactions(draw: st.DrawFn) -> PlainInteraction:
    """As friends.md itself would have it."""
    text, mentions = draw(st.sampled_from(_WORDS)), []
    for name in draw(st.lists(_names, max_size=3, unique=True)):
        text += " "
        who = Who(name=name)
        mentions.append(PlainMention(who=who, start=len(text), end=len(text) + len(name) + 4))
        text += f"**{name}** {draw(_names)}"
    tags = tuple(dict.fromkeys(draw(st.lists(_tags, max_size=2))))
    text = " ".join((text, *(f"@{tag}" for tag in tags)))
    return PlainInteraction(
        text=text,
        day=draw(st.dates(date(1900, 1, 1), date(2100, 1, 1))),
        took_part=tuple(mention.who for mention in mentions),
        mentions=tuple(mentions),
        tags=tags,
    )


@given(contacts=st.lists(_contacts(), max_size=4), interactions=st.lists(_interactions(), max_size=4))
def test_what_goes_out_comes_in_again(
    contacts: list[PlainContact], interactions: list[PlainInteraction]
) -> None:
    brought = _back(Outgoing(contacts=contacts, interactions=interactions), NOW)
    assert sorted(map(repr, brought)) == sorted(map(repr, [*contacts, *interactions]))


def _back(outgoing: Outgoing, now: Now) -> list[object]:
    (file,) = friends.write(outgoing, now)
    return list(friends.read(Source(file.content, now)))
