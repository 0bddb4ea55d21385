"""No line may crash the reading, and none may take work out of proportion to its length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netui.domain.line.reading import Reading
from netui.domain.line.spans import BLANK, fold, shadow_of, words_of
from netui.errors import LineError
from tests.line.reader import NAMES, Acquainted, persons, reading

TIED = persons(
    "Ada Lovelace",
    "Ada Byron",
    "Grace Hopper",
    "Grace Kelly",
    "Kat Ada",
    "René A",
    "Rene B",
    "李清照",
    "김민수",
    "สมชาย",
)

WORDS = (
    "Ada", "ada", "Ada's", "Grace", "grace h.", "Grace H", "Kat", "René", "Rene\u0301", "李清照", "김민수와",
    "คุยกับสมชายครับ", "will", "Will", "May", "Zed", "Bob Smith", "@Ada", "@Zed", '@"Ada Lovelace"',
    '@"New One"', "**Kat**", r"\Ada", "New", "yesterday", "today", "tomorrow", "friday", "fri:",
    "next tuesday", "last monday", "3 days ago",
    "a week ago", "20 nov", "Nov 20th, 2025", "2026-11-20", "2027-01-05", "20/11", "31/12", "note:",
    "plan", "plan:", "coffee", "call", "met", "zoom", "about", "re:", "with", "to", "from", "and", "&",
    ",", ";", ".", "...", "!", ":", "gave", "got", "asked", "for", "offered", "shared", "sent", "me",
    "advice", "big", "intro", "feedback:2", "gave:intro:3", "got:advice", "thanked", "introduced",
    "promised", "expecting", "they", "I", "by", "by friday", "by 31 dec", 'todo:"call Ada"', "due:friday",
    "#tag", "+x", "45min", "1h30", "for 45m", "at 3pm", "at 14:30", 'at "PyCon"', "in Paris", "place:Rome",
    "needs:x", "offers:y", 'opportunity:"Job"', "purpose:ask", "via:phone", "started:me", "called",
    "reached out", "ada@example.org", "https://example.org/Ada", "\n", "\t", "'", '"', "the", "paper", "🐙",
    "a\u0301", "\u200d", "x",
)  # fmt: skip

OPTIONS = st.fixed_dictionaries(
    {
        "form": st.sampled_from([None, "interaction", "plan", "note"]),
        "day_order": st.sampled_from(["dmy", "mdy"]),
        "choices": st.dictionaries(st.integers(0, 30), st.integers(1, 8), max_size=2),
    }
)


def _read(text: str, options: dict[str, object]) -> Reading | None:
    """A reading, checked; None where the line is refused."""
    acquaintance = Acquainted({frozenset((1, 3)): 2, frozenset((2, 4)): 2}, {1: 4, 2: 1})
    try:
        return reading(
            text,
            names=TIED,
            acquaintance=acquaintance,
            places=frozenset({"Paris", "New York"}),
            **options,  # type: ignore[arg-type]
        )
    except LineError:
        return None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), OPTIONS)
def test_any_text_is_read_or_refused(text: str, options: dict[str, object]) -> None:
    found = _read(text, options)
    assert found is None or found.form in ("interaction", "plan", "note")


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), st.sampled_from([" ", " ", "", "  "]), OPTIONS
)
def test_any_words_of_the_language_are_read_or_refused(
    words: list[str], between: str, options: dict[str, object]
) -> None:
    found = _read(between.join(words), options)
    if found is not None:
        took_part = {index for index, contact in enumerate(found.contacts) if contact.role == "took_part"}
        assert {index for exchange in found.exchanges for index in exchange.contacts} <= took_part
        assert found.form == "interaction" or not found.exchanges
        tied = {(tie.start, tie.end) for tie in found.ties}
        assert not tied & {(named.start, named.end) for named in found.named}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40))
def test_a_shadow_is_as_long_as_its_text_and_words_stand_where_they_say(text: str) -> None:
    shadow = shadow_of(text)
    assert len(shadow) == len(text)
    for word in words_of(text, shadow):
        assert word.start < word.stem_end + 3
        assert word.key == fold(text[word.start : word.end])
        assert BLANK not in text[word.start : word.end]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WORDS), st.integers(0, 3))
def test_what_surrounds_a_line_does_not_change_what_it_says(word: str, spaces: int) -> None:
    line = f"tea with Ada {word} home".strip()
    plain = _read(line, {"form": "interaction"})
    padded = _read(" " * spaces + line + " " * spaces, {"form": "interaction"})
    assert (plain is None) == (padded is None)
    if plain is not None and padded is not None:
        shift = spaces
        assert [contact.name for contact in plain.contacts] == [contact.name for contact in padded.contacts]
        assert [contact.start + shift for contact in plain.contacts] == [c.start for c in padded.contacts]
        assert (plain.channel, plain.day, plain.tags) == (padded.channel, padded.day, padded.tags)


MEBIBYTE = 1 << 20


@pytest.mark.parametrize(
    "unit",
    [
        "a", " ", "é", "\u0301", "李", ".", "a.", "a@", "@", '@"', "**", "'", "1", "1/", "#a", "+", "a-",
        "://", "Ada ", "Ada's ", "Ada, ", "tea with Ada and ", "gave Ada advice, ",
        "promised Ada a book by friday; ", "introduced Ada to @Zed ", 'todo:"x" due:friday ', "about Ada ",
        "@Zed needs:x ", "in Paris ", "by ", "; ", "friday ", "got advice from Ada to ", "Grace H. ",
        "45min ", "at 3pm ", '@"Ada By" and @Ada, ', '@"Zed By" and Zed, @Zed ', "gave advice and ",
        "gave advice to Ada and a link to Zed and ", "from Zed, Zed and ", "Zed Zed gave me ",
        "promised x by friday, got advice, ",
    ],
)  # fmt: skip
def test_huge_lines_are_read_in_good_time(unit: str) -> None:
    # 64 KiB in each of many shapes: anything worse than linear would hang here.
    line = "tea " + unit * ((MEBIBYTE >> 4) // len(unit)) + " end"
    found = reading(line, names=NAMES, places=frozenset({"Paris"}))
    assert found.prose[1] == len(line)


def test_many_newcomers_are_read_in_good_time() -> None:
    line = "tea with " + ", ".join(f'@"Zed{number} Omar" then Zed{number}' for number in range(4_000))
    found = reading(line)
    assert len(found.contacts) == 4_000
    assert len(found.named) == 8_000


def test_any_white_space_is_cut_off_what_is_planned() -> None:
    (meeting,) = reading("tea \x1f/x", form="plan").follow_ups
    assert meeting.text == "tea"


def test_a_mebibyte_of_names_is_read_whole() -> None:
    line = "tea with " + "Ada, @Zed and " * (MEBIBYTE // 14) + "Kat"
    found = reading(line)
    assert [contact.name for contact in found.contacts] == ["Ada Lovelace", "Zed", "Katherine Johnson"]
    assert len(found.named) == 2 * (MEBIBYTE // 14) + 1
