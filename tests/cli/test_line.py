"""What the commands that take a line say beside what they understood, on standard error."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


def told(run: Run, *line: str) -> list[str]:
    return run("log", *line, "--dry-run").err.splitlines()


def test_a_word_that_may_be_a_name_is_pointed_out(run: Run) -> None:
    run("add", "Rich Holt")
    assert told(run, "Rich says the grant came through") == [
        "Rich may be Rich Holt, and was left a word: write @Rich for the name",
        "this line names nobody",
    ]
    shape = run("log", "Rich says the grant came through", "--dry-run", "--json").json
    assert shape["unknown"] == [{"matched": "Rich", "start": 0, "end": 4}]
    assert told(run, "@Rich says the grant came through") == []


def test_a_key_that_cannot_be_read_is_said(run: Run) -> None:
    told = run("log", "via:pigeon with @Ada", "--dry-run")
    assert (
        "“via:pigeon” stays prose: via: takes in-person, event, video, phone, message or social" in told.err
    )
    assert "stays prose" not in run("log", "via:phone with @Ada", "--dry-run").err


def test_of_several_none_is_named(run: Run) -> None:
    run("add", "Rich Holt")
    run("add", "Rich Poor")
    assert told(run, "Rich says hello to @Zed")[1:] == [
        "Rich may be a name, and was left a word: write @Rich for the name"
    ]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("coffee tomorrow at 10 with @Ada", "tomorrow"),
        ("Coffee Tomorrow with @Ada, got advice", "Tomorrow"),
        ("tue called @Ada", "tue"),
        ("next week lunch with @Ada", "next week"),
        ("dinner with @Ada 20/11", "20/11"),
        ("tea with @Ada last friday", "last friday"),
        ("tea with @Ada two weeks ago was nice", "two weeks ago"),
        ("tea with @Ada 20 nov, then home", "20 nov"),
    ],
)
def test_a_day_that_stays_prose_is_said(run: Run, line: str, word: str) -> None:
    assert told(run, line)[1:] == [f"“{word}” stays prose; “{word}:” at the beginning makes it the day"]
    assert run("log", line, "--dry-run", "--json").json["interaction"]["day"] == "2026-11-23"


def test_so_is_one_in_a_plan_or_a_promise(run: Run) -> None:
    assert told(run, "plan: tea tomorrow with @Ada")[1:] == []
    assert told(run, "plan: tea with @Ada, who said that tomorrow is free")[1:] == [
        "“tomorrow” stays prose; “tomorrow:” at the beginning makes it the day"
    ]
    for line in ("promised @Ada notes for the talk tomorrow", "promised @Ada a call tomorrow or so"):
        assert told(run, line)[1:] == [
            "“tomorrow” stays prose; “by tomorrow” makes it the day of what was promised"
        ]
    assert told(run, "promised @Ada a call tomorrow, got advice")[1:] == []


def test_what_several_could_be_meant_by_is_said(run: Run) -> None:
    assert told(run, "tea with @Ada and @Kat, gave her advice")[1:] == [
        "“advice” stays prose: “her” or “him” could be several; write the name"
    ]
    assert told(run, "tea with @Ada and @Kat, promised to send her the slides")[1:] == [
        "“her” could be several, so the promise is kept for all of them; write the name"
    ]
    for line in (
        "tea with @Ada, gave her advice",
        "tea with @Ada, promised her the slides",
        "tea with @Ada and @Kat, promised @Kat her slides",
    ):
        assert told(run, line)[1:] == []


def test_what_one_owes_is_promised_as_it_is_said(run: Run) -> None:
    for words in ("owe @Ada a reply by friday", "I owe @Ada a reply by friday"):
        (promised,) = run("promise", words, "--dry-run", "--json").json["follow_ups"]
        assert promised["text"] == "@Ada a reply"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "I'll call @Ada tomorrow",
            "“I'll … tomorrow” stays prose; “promised … by tomorrow” makes it a promise",
        ),
        (
            "tea with @Ada, will send her the notes by friday",
            "“will … friday” stays prose; “promised … by friday” makes it a promise",
        ),
        (
            "tea with @Ada, she'll send me the notes next week",
            "“she'll … next week” stays prose; “expecting … by next week” makes it expected of them",
        ),
        ('tea with @"Will Young", the notes are due by friday', ""),
    ],
)
def test_what_will_be_done_by_a_day_is_said_to_be_no_promise(run: Run, line: str, said: str) -> None:
    assert told(run, line)[1:] == ([said] if said else [])


@pytest.mark.parametrize(
    "line",
    [
        "yesterday: coffee with @Ada",
        "talked with @Ada about sunday",
        "promised @Ada a call by friday",
        "note: @Ada flies tomorrow",
        "plan: tea with @Ada tomorrow",
        "@Ada promised the notes by next friday",
    ],
)
def test_other_days_are_no_news(run: Run, line: str) -> None:
    assert told(run, line) == ["new here: Ada"]


def test_a_line_says_which_of_two_namesakes_is_meant(run: Run) -> None:
    run("add", "Ada Lovelace", "--org", "Royal Society")
    run("add", "Sam Lee")
    run("log", 'note: @"New One" is new')
    run("add", "Ada Lovelace", "--anyway")
    refused = run("log", "coffee with Ada Lovelace", code=3)
    ids = [one["id"] for one in run("list", "ada", "--json").json["contacts"]]
    assert f"could be Ada Lovelace (Royal Society), Ada Lovelace ({ids[1]}): write which" in refused.err
    for mark, wanted in (("royal society", ids[0]), (str(ids[1]), ids[1])):
        line = f'coffee with @"Ada Lovelace ({mark})"'
        shape = run("log", line, "--json").json
        assert [one["id"] for one in shape["contacts"]] == [wanted]
        assert shape["interaction"]["text"] == line
        assert "coffee with Ada Lovelace\n" in run("show", str(wanted), "--all").out


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("didn't manage to meet @Ada", "didn't manage to meet"),
        ("I couldn’t reach @Ada by phone", "couldn’t reach"),
        ("@Ada cancelled our call", "cancelled"),
        ("@Ada didn't reply", "didn't reply"),
        ("no answer from @Ada", "no answer from"),
        ("lunch with @Ada was postponed, again", "postponed"),
        ("@Ada forgot to come", "forgot to come"),
    ],
)
def test_what_did_not_happen_is_asked_about(run: Run, line: str, word: str) -> None:
    assert told(run, line)[1:] == [
        f"“{word}”: this counts as having been in touch; “note:” at the beginning counts nothing"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "coffee with @Ada, she couldn't stop laughing",
        "note: @Ada cancelled our call",
        "@Ada promised a list of what was cancelled",
        "coffee with @Ada about a cancellation",
    ],
)
def test_what_happened_all_the_same_is_no_news(run: Run, line: str) -> None:
    assert told(run, line)[1:] == []


def test_who_has_a_nickname_in_quotes_is_found_without_it(run: Run) -> None:
    run("add", 'María "Mari" García')
    for line in ("call with María García", "coffee with Mari", 'tea with @"María García"'):
        (contact,) = run("log", line, "--json").json["contacts"]
        assert (contact["name"], contact["new"]) == ('María "Mari" García', False)
