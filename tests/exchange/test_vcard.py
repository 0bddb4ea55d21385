"""vCard: the samples as they read, what phones and address books write, and what goes out comes in again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netui.domain.days import now_at
from netui.domain.plain import (
    Brought,
    Dropped,
    Outgoing,
    PlainContact,
    PlainMembership,
    PlainNote,
    Skipped,
    Who,
)
from netui.domain.records import YearlyDate
from netui.errors import NetuiError
from netui.exchange import vcard
from netui.exchange.content_lines import FIELD_LIMIT
from netui.exchange.formats import Source
from tests.exchange.conftest import SAMPLES, Read

NOW = now_at(datetime(2026, 11, 23, 10, tzinfo=UTC), "Europe/London")


def cards(*lines: str, version: str = "4.0") -> list[Brought]:
    """What one card of these lines is read as."""
    text = "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))
    return list(vcard.read(Source(text.encode(), NOW)))


def card(*lines: str, version: str = "4.0") -> PlainContact:
    """The contact of one card of these lines."""
    (contact,) = (each for each in cards(*lines, version=version) if isinstance(each, PlainContact))
    return contact


# --- the samples -------------------------------------------------------------------------------------------


def test_android(read: Read) -> None:
    name, brought = read("vcard-John_Doe_ANDROID.vcf")
    assert name == "vcard"
    assert brought[:3] == [
        PlainContact(name="john.doe@company.com", emails=("john.doe@company.com",)),
        PlainContact(name="jane.doe@company.com", emails=("jane.doe@company.com",)),
        PlainContact(name="Ñ Ñ Ñ Ñ Ñ", phones=("123456789",)),
    ]
    fourth = brought[3]
    assert isinstance(fourth, PlainContact)
    assert fourth.name == "Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ"
    assert fourth.phones == ("123456", "234567", "3456789", "45678901")
    assert [note.text.replace(" ", "") for note in fourth.notes] == [21 * "Ñ", 21 * "Ñ"]
    assert fourth.tags == ()  # Android's own list is no tag
    assert brought[4:6] == [
        PlainContact(
            name="Ñ Ñ Ñ Ñ",
            organisations=(PlainMembership(organisation=12 * "Ñ"),),
            emails=("bob@company.com", 14 * "Ñ"),
            phones=("123456",),
            urls=("www.company.com", "http://www.company.com"),
            notes=(PlainNote(text="fax: 123456"),),
        ),
        Dropped(record=5, what="photograph", size=1198),
    ]
    sixth = brought[6]
    assert isinstance(sixth, PlainContact)
    assert (sixth.name, sixth.emails, sixth.phones) == ("ÑÑÑÑ", ("henry@company.com",), ("55556666",))
    assert [set(each.organisation) for each in sixth.organisations] == [{"Ñ"}, {"Ñ", "\ufffd"}]
    assert len(brought) == 7


def test_gmail(read: Read) -> None:
    _, (contact,) = read("vcard-John_Doe_GMAIL.vcf")
    assert isinstance(contact, PlainContact)
    assert contact.notes[0].text.startswith(
        'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS'
    )
    assert contact.notes[0].text.endswith("POSSIBILITY OF SUCH DAMAGE.\nFavotire Color: Blue")
    assert contact == PlainContact(
        name="Mr. John Richter, James Doe Sr.",
        organisations=(PlainMembership(organisation="IBM", role="Money Counter"),),
        emails=("john.doe@ibm.com",),
        phones=("905-555-1234", "905-666-1234"),
        urls=("http://www.ibm.com",),
        addresses=(
            "Crescent moon drive, 555-asd, Nice Area, Albaney, New York 12345, United States of America",
        ),
        dates=(
            YearlyDate(month=3, day=22, year=1980),
            YearlyDate(month=3, day=1, year=1975, label="anniversary"),
        ),
        notes=(contact.notes[0], PlainNote(text="spouse: Jenny")),
    )


def test_iphone(read: Read) -> None:
    _, brought = read("vcard-John_Doe_IPHONE.vcf")
    assert brought == [
        PlainContact(
            name="Mr. John Richter James Doe Sr.",
            nicknames=("Johny",),
            organisations=(
                PlainMembership(organisation="IBM", role="Money Counter", department="Accounting"),
            ),
            emails=("john.doe@ibm.com",),
            phones=("905-555-1234", "905-666-1234", "905-777-1234"),
            urls=("http://www.ibm.com",),
            place="New York",
            addresses=(
                "Silicon Alley 5, New York, New York, 12345, United States of America",
                "Street4, Building 6, Floor 8, New York, 12345, USA",
            ),
            dates=(YearlyDate(month=6, day=6, year=2012),),
            notes=(
                PlainNote(text="fax: 905-888-1234"),
                PlainNote(text="fax: 905-999-1234"),
                PlainNote(text="pager: 905-111-1234"),
                PlainNote(text="assistant: 905-222-1234"),
            ),
        ),
        Dropped(record=1, what="photograph", size=43403),
    ]


def test_gmail_list(read: Read) -> None:
    _, brought = read("vcard-gmail-list.vcf")
    assert brought == [
        PlainContact(name="Arnold Smith", emails=("asmithk@gmail.com",)),
        PlainContact(name="Chris Beatle", emails=("chrisy55d@yahoo.com",)),
        PlainContact(name="Doug White", emails=("dwhite@gmail.com",)),
    ]


def test_outlook(read: Read) -> None:
    _, brought = read("vcard-outlook-2003.vcf")
    assert brought == [
        PlainContact(
            name="John Doe III",
            nicknames=("Joey",),
            organisations=(
                PlainMembership(
                    organisation="Company, The", role="The Job Title", department="TheDepartment"
                ),
            ),
            emails=("jdoe@hotmail.com",),
            phones=("BusinessPhone", "HomePhone", "MobilePhone"),
            urls=("http://web-page-address.com",),
            place="Austin",
            addresses=("TheOffice, 123 Main St, Austin, TX, 12345, United States of America",),
            dates=(YearlyDate(month=3, day=21, year=1980),),
            notes=(
                PlainNote(text="This is the note field!!\nSecond line\n\nThird line is empty"),
                PlainNote(text="TheProfession"),
                PlainNote(text="fax: BusinessFaxPhone"),
            ),
        ),
        Dropped(record=1, what="key", size=1146),
    ]


def test_the_example_of_rfc_6350(read: Read) -> None:
    _, brought = read("vcard-rfc6350-example.vcf")
    assert brought == [
        PlainContact(
            name="Simon Perreault",
            organisations=(PlainMembership(organisation="Viagenie"),),
            emails=("simon.perreault@viagenie.ca",),
            phones=("+1-418-656-9254 ext. 102", "+1-418-262-6501"),
            urls=("http://nomis80.org",),
            place="Quebec",
            addresses=("Suite D2-630, 2875 Laurier, Quebec, QC, G1V 2M2, Canada",),
            dates=(
                YearlyDate(month=2, day=3),
                YearlyDate(month=8, day=8, year=2009, label="anniversary"),
            ),
        )
    ]


# --- what occurs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "date_"),
    [
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-01-22", YearlyDate(month=1, day=22)),
        ("BDAY;X-APPLE-OMIT-YEAR=1700:1700-01-22", YearlyDate(month=1, day=22)),
        ("BDAY:--0122", YearlyDate(month=1, day=22)),
        ("BDAY:--01-22", YearlyDate(month=1, day=22)),
        ("BDAY:19530115T231000Z", YearlyDate(month=1, day=15, year=1953)),
        ("BDAY;VALUE=date-and-or-time:1996-04-15", YearlyDate(month=4, day=15, year=1996)),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2014-01-02;1;;;", None),
    ],
)
def test_birthdays(line: str, date_: YearlyDate | None) -> None:
    assert card("FN:Ada", line).dates == (
        (date_,) if date_ else (YearlyDate(month=1, day=2, year=2014, label="anniversary"),)
    )


@pytest.mark.parametrize("value", [";VALUE=text:circa 1800", ":1980", ":---22", ":2026-02-30"])
def test_a_birthday_that_is_no_day_is_kept_in_words(value: str) -> None:
    contact = card("FN:Ada", f"BDAY{value}")
    assert contact.dates == ()
    assert contact.notes == (PlainNote(text=f"birthday: {value.partition(':')[2]}"),)


def test_invisible_marks_around_numbers_go() -> None:
    assert card("FN:Ada", "TEL;TYPE=CELL:\u202a+44 20 7946 0001\u202c").phones == ("+44 20 7946 0001",)
    assert card("FN:Ada", "TEL;VALUE=uri:tel:+44%2020;phone-context=x").phones == ("+44 20",)


def test_organisations() -> None:
    assert card("FN:Acme", "KIND:org", "ORG:Acme").kind == "organisation"
    assert card("FN:Acme", "N:;;;;", "ORG:Acme;", version="3.0").kind == "organisation"
    assert card("FN:Acme Ltd", "N:;;;;", "X-ABShowAs:COMPANY", version="3.0").kind == "organisation"
    assert card("ORG:Acme;", "TEL:1").kind == "organisation"
    assert card("FN:Acme", "ORG:Acme").organisations == ()
    assert card("FN:Ada", "N:Ada;;;;", "ORG:Ada").kind == "person"


def test_memberships_and_titles_belong_together_by_group_or_order() -> None:
    grouped = card("FN:Ada", "a.ORG:One", "b.ORG:Two;Two's lab;", "b.TITLE:second", "TITLE:first")
    assert grouped.organisations == (
        PlainMembership(organisation="One", role="first"),
        PlainMembership(organisation="Two", role="second", department="Two's lab"),
    )
    alone = card("FN:Ada", "TITLE:Gardener", "ROLE:Botany")
    assert alone.organisations == ()
    assert [note.text for note in alone.notes] == ["Gardener", "Botany"]


def test_the_same_in_another_language_counts_once() -> None:
    contact = card(
        "FN;ALTID=1;LANGUAGE=en;PREF=2:Yamada",
        "FN;ALTID=1;LANGUAGE=jp;PREF=1:山田",
        "ORG;ALTID=1;LANGUAGE=fr:Société",
        "ORG;ALTID=1;LANGUAGE=en:Society",
    )
    assert (contact.name, contact.nicknames) == ("山田", ("Yamada",))
    assert contact.organisations == (PlainMembership(organisation="Société"),)


def test_profiles_relations_and_labels() -> None:
    contact = card(
        "FN:Ada",
        "X-SOCIALPROFILE;type=twitter:http://twitter.com/ada",
        "IMPP;TYPE=home:xmpp:ada@example.org",
        "SOCIALPROFILE;SERVICE-TYPE=Mastodon;VALUE=text:@ada",
        "item1.X-ABRELATEDNAMES:Byron",
        "item1.X-ABLabel:_$!<Father>!$_",
        "RELATED;TYPE=friend;VALUE=text:Mary",
        "RELATED;TYPE=friend:urn:uuid:1",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Countess;1;;",
        "CATEGORIES:maths,first\\, programmer,myContacts",
    )
    assert contact.urls == ("http://twitter.com/ada", "xmpp:ada@example.org")
    assert [note.text for note in contact.notes] == ["friend: Mary", "father: Byron", "Mastodon: @ada"]
    assert contact.nicknames == ("Countess",)
    assert contact.tags == ("maths", "first, programmer")


def test_names() -> None:
    assert card("N:Doe;John;Richter,James;Mr.;Sr.").name == "Mr. John Richter James Doe Sr."
    assert card("FN: ", "N:;;;;", "NICKNAME:Joe,Joey").name == "Joe"
    assert card("TEL:+44 1").name == "+44 1"
    assert cards("NOTE:nobody") == [Skipped(record=1, reason="no name")]
    assert cards("KIND:group", "FN:Friends") == [Skipped(record=1, reason="a group, not a contact")]


def test_a_card_within_a_card_is_left_out() -> None:
    contact = card("FN:Ada", "AGENT:", "BEGIN:VCARD", "FN:Her agent", "END:VCARD", "TEL:1", version="2.1")
    assert (contact.name, contact.phones) == ("Ada", ("1",))


def test_a_card_that_breaks_off_costs_itself_only() -> None:
    text = "BEGIN:VCARD\nFN:One\nBEGIN:VCARD\nFN:Two\nEND:VCARD\nBEGIN:VCARD\nFN:Three\n"
    assert list(vcard.read(Source(text.encode(), NOW))) == [
        Skipped(record=1, reason="the card breaks off"),
        PlainContact(name="Two"),
        Skipped(record=3, reason="the card breaks off"),
    ]


def test_a_note_that_is_too_long_is_left_out_and_told() -> None:
    long = "NOTE:" + "x" * 10 * FIELD_LIMIT
    assert cards("FN:Ada", long, "TEL:1") == [
        PlainContact(name="Ada", phones=("1",)),
        Dropped(record=1, what="note", size=len(long)),
    ]


def test_data_uris_are_dropped_and_addresses_of_pictures_not_fetched() -> None:
    assert cards(
        "FN:Ada", "PHOTO:data:image/jpeg;base64,AAAA", "PHOTO;VALUE=uri:https://example.org/a.jpg"
    ) == [
        PlainContact(name="Ada"),
        Dropped(record=1, what="photograph", size=33),
    ]


def test_what_is_no_card_says_so(read: Read) -> None:
    with pytest.raises(NetuiError, match="no vCard"):
        read("dear diary\n", "vcard")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_any_encoding_and_line_end(read: Read, encoding: str, end: str) -> None:
    text = end.join(("BEGIN:VCARD", "VERSION:3.0", "FN:Zoë 李", "END:VCARD", ""))
    assert read(text.encode(encoding)) == ("vcard", [PlainContact(name="Zoë 李")])


def test_undeclared_code_pages_and_declared_ones() -> None:
    for line in (b"FN:Zo\xeb", b"FN;CHARSET=ISO-8859-15:Zo\xeb", b"FN;CHARSET=nonsense:Zo\xeb"):
        content = b"BEGIN:VCARD\nVERSION:2.1\n" + line + b"\nEND:VCARD\n"
        assert list(vcard.read(Source(content, NOW))) == [PlainContact(name="Zoë")]


# --- out and in again --------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    (
        "Ada",
        "李",
        "é",
        "a,b",
        "a;b",
        "back\\slash",
        "\\n",
        "q\"t'",
        ":",
        "^n",
        "=C3=91",
        "🙂",
        "x" * 90,
        "ü" * 45,
    )
)
_text = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
_word = st.sampled_from(("a", "b,c", "d;e", "f\\g", "é"))


_Value = TypeVar("_Value")


def _several(values: st.SearchStrategy[_Value]) -> st.SearchStrategy[tuple[_Value, ...]]:
    return st.lists(values, max_size=3, unique=True).map(tuple)


_memberships = st.lists(
    st.builds(
        PlainMembership,
        organisation=st.sampled_from(("Acme, Inc.", "Royal; Society", "Ü")),
        role=st.just("") | _text,
        department=st.just("") | _word,
        since=st.none() | st.dates(),
        until=st.none() | st.dates(),
    ),
    max_size=3,
    unique=True,
).map(tuple)
_dates = st.lists(
    st.builds(
        lambda day, year, label: YearlyDate(month=day.month, day=day.day, year=year, label=label),
        st.dates(date(2000, 1, 1), date(2000, 12, 31)).filter(lambda day: (day.month, day.day) != (2, 29)),
        st.none() | st.integers(1900, 2100),
        st.sampled_from(("birthday", "anniversary", "name day", "a,b;c")),
    ),
    max_size=3,
    unique=True,
).map(tuple)
_notes = st.lists(
    st.builds(
        PlainNote,
        text=st.lists(_text, min_size=1, max_size=3).map("\n".join),
        day=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    ),
    max_size=3,
).map(tuple)


@st.composite
def _contacts(draw: st.DrawFn) -> PlainContact:
    """A contact as far as a card can say it: see :mod:`netui.exchange.vcard_writing`."""
    name = draw(_text)
    person = draw(st.booleans())
    return PlainContact(
        name=name,
        kind="person" if person else "organisation",
        nicknames=tuple(each for each in draw(_several(_text)) if each != name),
        organisations=draw(_memberships) if person else (),
        emails=draw(_several(st.sampled_from(("ada@example.org", "ünï@example.org", "o'x+y@z")))),
        phones=draw(_several(st.sampled_from(("+44 20 7946 0001", "(020) 1-2 ext. 3", "*#06#")))),
        urls=draw(_several(st.sampled_from(("https://x.org/?a=1,2;b", "www.y.org", "file:///etc/passwd")))),
        place=draw(st.just("") | st.sampled_from(("London", "St. John's; Kew", "北京"))),
        addresses=draw(_several(st.sampled_from(("1 Main St, Kew; W", "Weg 2, Köln", "\\x")))),
        tags=draw(_several(_word)),
        dates=draw(_dates),
        notes=draw(_notes),
        circle=draw(st.sampled_from((None, "inner", "close", "wider", "outer"))),
        cadence=draw(st.none() | st.integers(1, 3650)),
        needs=draw(_several(_text)),
        offers=draw(_several(_text)),
        introduced_by=draw(_several(st.builds(Who, name=_text, email=st.sampled_from(("", 'a"b@x.org'))))),
        connected=draw(st.none() | st.dates()),
        archived=draw(st.booleans()),
    )


@pytest.mark.parametrize("form", [0, 1], ids=["4.0", "3.0"])
@settings(max_examples=60, deadline=None)
@given(contacts=st.lists(_contacts(), max_size=3))
def test_what_goes_out_comes_in_again(form: int, contacts: list[PlainContact]) -> None:
    write, write_folder = vcard.FORMATS[form].write, vcard.FORMATS[form].write_folder
    assert write is not None
    assert write_folder is not None
    (file,) = write(Outgoing(contacts=contacts), NOW)
    if contacts:
        brought = list(vcard.read(Source(file.content, NOW)))
        assert [_without_key(each) for each in brought] == list(map(_by_label, contacts))
    assert all(len(line) <= 75 for line in file.content.split(b"\r\n"))
    assert b"".join(each.content for each in write_folder(Outgoing(contacts=contacts), NOW)) == file.content


def test_a_card_to_hand_on_says_nothing_of_how_near_one_is() -> None:
    ada = PlainContact(
        name="Ada",
        organisations=(PlainMembership(organisation="Engines", role="analyst", since=date(2020, 1, 1)),),
        circle="outer",
        needs=("money",),
        tags=("tedious",),
        notes=(PlainNote(text="talks too much"),),
        introduced_by=(Who(name="Mary"),),
        archived=True,
    )
    write = vcard.FORMATS[0].write
    assert write is not None
    (book,), (handed,) = (
        write(Outgoing(contacts=[ada], to_hand_on=hand_on), NOW) for hand_on in (False, True)
    )
    assert book.content.count(b"X-NETUI-") == 5
    for secret in (b"X-NETUI-", b"tedious", b"talks"):
        assert secret in book.content
        assert secret not in handed.content
    assert b"ORG:Engines\r\nitem1.TITLE:analyst" in handed.content


def test_hostile_properties_of_netuis_own_are_nothing() -> None:
    contact = card(
        "FN:Ada", "X-NETUI-CIRCLE:x", "X-NETUI-CADENCE:9999999", "X-NETUI-CADENCE:٣",
        "X-NETUI-CONNECTED:soon", "X-NETUI-FROM:2020-01-01", "ORG:Engines", "X-NETUI-ARCHIVED:perhaps",
    )  # fmt: skip
    assert (contact.circle, contact.cadence, contact.connected, contact.archived) == (None, None, None, False)
    assert contact.organisations == (PlainMembership(organisation="Engines"),)


def _without_key(each: Brought) -> PlainContact:
    assert isinstance(each, PlainContact)
    fields = {name: getattr(each, name) for name in each.__struct_fields__}
    assert fields.pop("key").startswith("urn:uuid:")
    return _by_label(PlainContact(**fields))


def _by_label(contact: PlainContact) -> PlainContact:
    """Of the dates only the order is lost: birthday and anniversary come first."""
    fields = {name: getattr(contact, name) for name in contact.__struct_fields__}
    fields["dates"] = tuple(sorted(contact.dates, key=repr))
    return PlainContact(**fields)


def test_the_files_of_a_folder_have_safe_names() -> None:
    names = ("../../etc/passwd", ".ssh", "a/b\0c", "", "x" * 5000)
    contacts = [PlainContact(name=name, key=name) for name in names]
    write_folder = vcard.FORMATS[0].write_folder
    assert write_folder is not None
    files = [file.name for file in write_folder(Outgoing(contacts=contacts), NOW)]
    assert len(set(files)) == len(names)
    assert all(len(name) == 40 and name.replace("-", "").removesuffix(".vcf").isalnum() for name in files)


def test_the_same_contact_makes_the_same_bytes() -> None:
    again = [vcard.FORMATS[0].write, vcard.FORMATS[0].write]
    outgoing = Outgoing(contacts=[PlainContact(name="Ada", key="7")])
    one, two = ([*write(outgoing, NOW)] for write in again if write is not None)
    assert one == two


def test_the_samples_are_read_in_one_go() -> None:
    """All cards of all samples in one file: nothing of one hangs on another."""
    files = sorted(SAMPLES.glob("vcard-*.vcf"))
    apart = [each for file in files for each in vcard.read(Source(file.read_bytes(), NOW))]
    joined = vcard.read(Source(b"\r\n".join(file.read_bytes() for file in files), NOW))
    assert [each for each in joined if isinstance(each, PlainContact)] == [
        each for each in apart if isinstance(each, PlainContact)
    ]
