"""event, introduce, opportunity, goal, ways, review, and the brief in one screen."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run

LATER = "2026-11-27T10:00+00:00[Europe/London]"
NEXT_WEEK = "2026-12-01T10:00+00:00[Europe/London]"


def test_ways(run: Run) -> None:
    assert run("ways").out.startswith("Nothing comes to mind")
    run("add", "Mary Somerville", "--needs", "translator")
    run("add", "Émilie du Châtelet", "--offers", "Translator")
    run("log", 'call with @"Ada Lovelace", got a big lead, got big advice, promised the notes by friday')
    told = run("ways", "--json", now=LATER).json
    assert told.keys() == {"version", "ways"}
    assert [way["kind"] for way in told["ways"]] == ["promise", "thanks", "owe", "introduce"]
    for way in told["ways"]:
        assert way.keys() == {"kind", "contacts", "reason"}
        assert way["contacts"][0].keys() == {"id", "name"}
    assert [contact["name"] for contact in told["ways"][3]["contacts"]] == [
        "Mary Somerville", "Émilie du Châtelet",
    ]  # fmt: skip
    text = run("ways", now=LATER).out
    assert "Who should meet\n  Mary Somerville and Émilie du Châtelet" in text
    assert [way["kind"] for way in run("ways", "mary", "--json").json["ways"]] == ["introduce"]
    assert len(run("ways", "--limit", "2", "--json", now=LATER).json["ways"]) == 2


def test_an_event_from_making_to_followed_up(run: Run) -> None:
    made = run("event", "new", "Engines and Looms", "--day", "yesterday", "--place", "Leeds", "--json").json[
        "event"
    ]
    assert (made["day"], made["place"], made["met"]) == ("2026-11-22", "Leeds", [])
    met = run("event", "met", "engines", '@"Ada Lovelace", @"Emil Berg", got advice from Ada', "--json").json[
        "event"
    ]
    assert [person["name"] for person in met["met"]] == ["Ada Lovelace", "Emil Berg"]
    kinds = [each["kind"] for each in run("due", "--json").json["reminders"]]
    assert kinds == ["event_follow_up", "event_follow_up"]
    run("log", "message to Emil")
    (event,) = run("event", "--json").json["events"]
    assert [(person["name"], person["days"]) for person in event["met"]] == [
        ("Ada Lovelace", None),
        ("Emil Berg", 1),
    ]
    shares = run("event", "--json").json["shares"]
    assert (shares["of_activity"], shares["of_met"], shares["within_48_hours"]) == (0.5, 0.5, 1)
    text = run("event", "show", "engines").out
    assert text.index("still open") < text.index("followed up after 1 day")
    assert "Of 2 met there, 1 was followed up, 1 within 48 hours." in run("event").out
    run("event", "change", "engines", "--name", "Looms", "--leave-out", "ada")
    assert len(run("event", "show", "looms", "--json").json["event"]["met"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["event", "new", " "], 2, "needs a name"),
        (["event", "new", "X", "--day", "2026-02-30"], 2, "does not exist"),
        (["event", "new", "X", "--day", "2026-11-20", "--until", "2026-11-19"], 1, "cannot end"),
        (["event", "show", "nothing"], 1, "there is no event"),
        (["event", "met", "nothing", "Ada"], 1, "there is no event"),
        (["event", "nothing"], 2, "--help"),
        (["introduce", "ada"], 2, "name two"),
        (["introduce", "ada", "ada"], 1, "takes two"),
        (["introduce", "me", "ada"], 1, "none of them"),
        (["introduce", "ada", "emmy", "--became", "met"], 1, "no introduction"),
        (["introduce", "ada", "emmy", "--day", "tomorrow"], 1, "still to come"),
        (["opportunity", "new", "X", "--via", "nobody"], 1, "nobody here"),
        (["opportunity", "show", "nothing"], 1, "no opportunity"),
        (["opportunity", "change", "nothing"], 1, "no opportunity"),
        (["goal", "new", "wealth", "3"], 2, "--help"),
        (["goal", "new", "gives", "0"], 2, "--help"),
        (["goal", "new", "tag", "3"], 1, "names a tag"),
        (["goal", "new", "gives", "3", "--until", "tomorrow", "--weeks", "3"], 2, "either"),
        (["goal", "end", "gives"], 1, "there is no goal"),
        (["goal", "presets", "--stage", "retired"], 2, "the stages are"),
        (["review", "--next", "nobody"], 1, "nobody here"),
        (["ways", "nobody"], 1, "nobody here"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    run: Run, arguments: list[str], code: int, words: str
) -> None:
    run("log", 'met @"Ada Lovelace" and @"Emmy Noether"')
    before = run("history", "--json").json
    failed = run(*arguments, code=code)
    assert words in failed.err
    assert failed.err.count("\n") == 1
    assert failed.out == ""
    error = run(*arguments, "--json", code=code).json["error"]
    assert error["code"] == code
    assert run("history", "--json").json == before


def test_introductions_and_what_became_of_them(run: Run) -> None:
    run("add", "Ada Lovelace", "--needs", "reviewer")
    run("add", "Emmy Noether", "--offers", "reviewer")
    assert run("introduce").out.startswith("No introductions yet")
    made = run("introduce", "ada", "emmy", "--proposed", "--json").json["introduction"]
    assert (made["state"], made["introducer"], made["became"]) == ("proposed", {"id": 0, "name": "me"}, None)
    assert run("show", "ada", "--json").json["timeline"] == []
    assert run("ways").out.startswith("Nothing")  # it is on record
    run("introduce", "emmy", "ada", "--became", "made", now=LATER)
    (logged,) = run("show", "ada", "--json").json["timeline"]
    assert (logged["day"], logged["text"]) == ("2026-11-27", "introduced Ada Lovelace to Emmy Noether")
    assert [each["kind"] for each in logged["exchanges"]] == ["introduction"]
    run("introduce", "ada", "emmy", "--became", "fruitful", "--note", "a paper together", now=NEXT_WEEK)
    (known,) = run("introduce", "--json").json["introductions"]
    assert (known["state"], known["became"], known["note"]) == ("fruitful", "2026-12-01", "a paper together")
    assert "something came of it" in run("introduce").out


def test_how_one_came_to_know_somebody_is_drawn_as_a_tree(run: Run) -> None:
    run("event", "new", "The Fair", "--day", "2025-03-01")
    run("event", "met", "fair", '@"Mary Somerville"')
    run("add", "Ada Lovelace")
    run("add", "Emmy Noether")
    run("introduce", "me", "ada", "--by", "mary", "--day", "2026-03-14")
    run("introduce", "me", "emmy", "--by", "ada")
    assert "circle" in run("introduce", "me", "mary", "--by", "emmy", code=1).err
    brief = run("show", "emmy").out
    assert "introduced by  Mary Somerville → Ada Lovelace (introduced you, Mar), Nov\n" in brief
    tree = run("show", "emmy", "--all").out
    assert (
        "How you came to know them\n"
        "  └ introduced by Ada Lovelace, Nov\n"
        "    └ introduced by Mary Somerville, Mar\n"
        "      └ met at The Fair, Sat 1 Mar 2025\n"
    ) in tree
    assert [each["name"] for each in run("show", "emmy", "--json").json["introduced_by"]] == ["Ada Lovelace"]


def test_an_opportunity_with_the_path_that_led_to_it(run: Run) -> None:
    run("add", "Mary Somerville")
    run("add", "Ada Lovelace")
    run("introduce", "me", "ada", "--by", "mary", "--day", "2026-03-14")
    assert run("opportunities").out.startswith("None yet")
    run("opportunity", "new", "The fellowship", "--via", "ada", "--kind", "job")
    text = run("opportunities").out
    assert "Mary Somerville → Ada Lovelace (introduced you, Mar) → The fellowship" in text
    (told,) = run("opportunities", "--json").json["opportunities"]
    assert [[step["name"] for step in path] for path in told["paths"]] == [
        ["Mary Somerville", "Ada Lovelace"]
    ]
    assert told["paths"][0][1]["introduced"] == "2026-03-14"
    happened = run("opportunity", "happened", "fellowship", "--json").json["opportunity"]
    assert happened["state"] == "happened"
    run("opportunity", "change", "the", "--title", "A chair", "--not-via", "ada", "--story", "by letter")
    shown = run("opportunity", "show", "a chair", "--json").json["opportunity"]
    assert (shown["via"], shown["story"], shown["ended"]) == ([], "by letter", "2026-11-23")
    assert run("opportunity").out == run("opportunities").out


def test_goals(run: Run) -> None:
    assert run("goals").out.startswith("No goal is running")
    run("goal", "new", "conversations", "7", "--weeks", "4", "--why", "to be known")
    run("log", 'call with @"Ada Lovelace"')
    told = run("goals", "--json", now="2026-11-26T10:00+00:00[Europe/London]").json
    assert told.keys() == {"version", "goals"}
    (goal,) = told["goals"]
    assert goal.keys() == {
        "id", "measure", "weekly", "from", "until", "done", "planned", "buffer_days", "state",
    }  # fmt: skip
    assert (goal["from"], goal["until"], goal["done"], goal["planned"]) == (
        "2026-11-23",
        "2026-12-20",
        1,
        3.0,
    )
    assert (goal["buffer_days"], goal["state"]) == (-2.0, "behind")
    assert "in its first week" in run("goals", now="2026-11-26T10:00+00:00[Europe/London]").out
    assert "6 days behind" in run("goals", now="2026-11-30T10:00+00:00[Europe/London]").out
    assert "No goal guarantees any of it." in run("goals").out
    easier = run("goal", "change", "conversations", "3", "--json").json["goal"]
    assert easier["paces"] == [{"from": "2026-11-23", "weekly": 7}, {"from": "2026-11-30", "weekly": 3}]
    assert "from Mon 30 Nov" in run("goal", "change", "conversations", "2").out
    later = "2026-11-30T10:00+00:00[Europe/London]"
    assert run("goals").out.startswith("2 conversations a week (7 until Monday 30 November): ")
    assert run("goals", now=later).out.startswith("2 conversations a week: ")
    ended = run("goal", "end", "conversations", "two became friends").out
    assert ended.startswith("ended: 2 conversations a week: ended, 1 done\n")
    assert "planned by now" not in ended
    assert "behind" not in ended
    assert run("goals", "--json").json["goals"] == []
    assert "two became friends" in run("goal", "list").out
    run("goal", "new", "in-person", "1")
    assert run("goal", "show", "in-person", "--json").json["goal"]["measure"] == "in_person"


@pytest.mark.parametrize(
    ("make", "ask", "told"),
    [
        (("goal", "new", "gives"), ("goal", "end", "gives"), "1 give a week"),
        (("event", "new", "The Meetup"), ("event", "show", "meetup"), "The Meetup, 2026-11-23"),
        (("opportunity", "new", "A chair"), ("opportunity", "happened", "chair"), "A chair"),
    ],
)
def test_of_several_a_choice_is_needed_and_nothing_changed(
    run: Run, make: tuple[str, ...], ask: tuple[str, ...], told: str
) -> None:
    for number in ("1", "2"):
        run(*make, *((number,) if make[0] == "goal" else ()))
    refused = run(*ask, "--json", code=3).json
    (ambiguity,) = refused["ambiguous"]
    assert ambiguity["matched"] == ask[-1]
    assert ambiguity["candidates"][0]["name"] == told
    for candidate in ambiguity["candidates"]:
        assert f"{candidate['id']} ({candidate['name']})" in refused["error"]["message"]
    assert len(run("history", "--json").json["changes"]) == 2


def test_a_goal_made_easier_says_what_is_missing_and_not_days_of_the_easier_pace(run: Run) -> None:
    run("goal", "new", "conversations", "7", now="2026-11-02T10:00+00:00[Europe/London]")
    run("goal", "change", "conversations", "1", now="2026-11-16T10:00+00:00[Europe/London]")
    (goal,) = run("goals", "--json").json["goals"]
    assert (goal["weekly"], goal["planned"], goal["buffer_days"], goal["state"]) == (
        1,
        21.0,
        -147.0,
        "behind",
    )
    assert run("goals").out.startswith("1 conversation a week: 21 behind\n")
    assert "21 behind with 1 conversation a week: 0 done, 21 planned" in run("due").out


def test_goals_to_begin_with(run: Run) -> None:
    assert "conversations" in run("goal", "presets", "--stage", "student").out
    run("goal", "presets", "--take")
    assert len(run("goals", "--json").json["goals"]) == 3


def test_the_review_as_text_and_who_heads_the_next_week(run: Run) -> None:
    run("log", 'friday: call with @"Ada Lovelace", gave big advice, 45min')
    run("log", 'saturday: coffee with @"Emmy Noether", promised the notes by tomorrow')
    text = run("review").out
    for step in (
        "1 What went unlogged",
        "2 Promises",
        "3 Who next week",
        "4 The balance",
        "5 One good moment",
    ):
        assert step in text
    assert "45 minutes noted" in text
    assert "a milestone: the first line logged" in text
    assert "Fri: call with Ada Lovelace, gave big advice" in text
    assert run("review", "--json").json["step"] == "unlogged"
    told = run("review", "--next", "emmy", "--moment", "Ada's laugh", "--done", "--json", now=LATER).json
    assert (told["finished"], told["step"]) == ("2026-11-27", None)
    assert [each["name"] for each in told["next"]["chosen"]] == ["Emmy Noether"]
    reminders = run("due", "--json", now=NEXT_WEEK).json["reminders"]
    assert [(each["kind"], each["today"]) for each in reminders] == [("promise", True), ("chosen", False)]
    assert run("review", now=LATER).out.count("milestone") == 0
    assert "Ada's laugh" in run("review", now=LATER).out


def test_the_third_snooze_in_a_row_offers_something_else(run: Run) -> None:
    run("add", "Ada Lovelace", "--cadence", "7")
    day = "2026-12-{:02}"
    for number in range(1, 4):
        snoozed = run("snooze", "ada", "tomorrow", now=f"{day.format(number)}T10:00+00:00[UTC]")
    assert "3 times in a row; perhaps netui edit “Ada Lovelace” --cadence 14" in snoozed.err
    assert "netui mute “Ada Lovelace”" in snoozed.err


def test_a_birthday_to_come_is_told_whoever_has_their_turn_today(run: Run) -> None:
    for number in range(5):
        run("log", f'{200 + number} days ago: coffee with @"Person Number{number}"')
        run("edit", f"Person Number{number}", "--cadence", "90")  # by hand: no id spreads it
    run("edit", "Person Number0", "--birthday", "11-27")
    told = run("due").out.splitlines()
    named = [line.partition("  ")[0] for line in told]
    assert named[:2] == ["Person Number4", "Person Number3"]
    assert named.index("Person Number0") == 3
    assert told[3].endswith("birthday on Friday 27 November (and 1 more)")
    assert told[4] == "1 more: netui due --all"


def test_the_brief_fits_one_screen(run: Run) -> None:
    long = "a very long thing that goes on and on " * 5
    options = [f"--nickname={name}" for name in ("Lady L", "Countess")]
    for option in ("email", "phone", "tag", "needs", "offers"):
        options += [f"--{option}={long}{number}" for number in range(6)]
    run("add", "Ada Lovelace", "--birthday", "12-10", "--org", "Royal Society", *options)
    for number in range(8):
        run(
            "log",
            f'coffee with Ada and @"Person {number}", {long}, promised {long} by 2026-12-{number + 1:02}',
        )
        run("note", f"Ada {long}")
    lines = run("show", "ada").out.splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
    for heading in ("Open (4 more)", "Notes (6 more)", "Last talks"):
        assert heading in lines
    assert len(run("show", "ada", "--all").out.splitlines()) > 40


def test_the_balance_of_one_rests_on_what_was_exchanged(run: Run) -> None:
    run("log", 'yesterday: call with @"Ada Lovelace", got big advice')
    run("log", "coffee with Ada, sent a book")
    told = run("balance", "ada").out
    assert "Mon 23 Nov  gave      resource   in person  coffee with Ada, sent a book" in told
    assert "Sun 22 Nov  received  advice x3  phone" in told
    rests_on = run("balance", "ada", "--why", "--json").json["rests_on"]
    assert [(each["day"], each["direction"], each["kind"], each["weight"]) for each in rests_on] == [
        ("2026-11-23", "given", "resource", 1),
        ("2026-11-22", "received", "advice", 3),
    ]
    assert "rests_on" not in run("balance", "ada", "--json").json
    assert run("balance", "--why", "--json").json["rests_on"] == rests_on


def test_the_lists_beside_the_balance(run: Run) -> None:
    run("log", 'call with @"Ada Lovelace", got advice, asked for feedback')
    run("log", 'lunch with @"Emmy Noether", offered time')
    assert "phone      1 interaction  gave 0  received 1" in run("balance", "--channels").out
    channels = run("balance", "--channels", "--json").json["channels"]
    assert [(each["channel"], each["interactions"], each["entries"]) for each in channels] == [
        ("in_person", 1, 0),
        ("phone", 1, 1),
    ]
    told = run("balance", "--open").out
    assert told == (
        "You asked for, and wait\n  Ada Lovelace  feedback  Mon 23 Nov (today)\n"
        "You offered, not given yet\n  Emmy Noether  time  Mon 23 Nov (today)\n"
    )
    months = run("balance", "--months", "--json").json["months"]
    assert len(months) == 12
    assert months[-1] == {"first": "2026-11-01", "given": 0, "received": 1}
    assert run("balance", "--months").out.endswith("Nov 2026  gave 0  received 1\n")
    assert run("balance", "ada", "--open", code=2).out == ""


def test_who_is_left_out_of_the_ledger_is_named(run: Run) -> None:
    run("log", 'call with @"Ada Lovelace", got advice')
    run("edit", "ada", "--no-ledger")
    assert "Left out of the ledger: Ada Lovelace" in run("balance").out


def test_what_a_day_holds(run: Run) -> None:
    run("log", 'yesterday: call with @"Ada Lovelace", 45min')
    run("rest", "2026-11-25")
    assert run("streak", "--day", "yesterday").out == (
        "Sun 22 Nov (yesterday)\n  Ada Lovelace  45 min  call with Ada Lovelace, 45min\n"
    )
    assert run("streak", "--day", "2026-11-20").out.splitlines()[1:] == [
        "  nothing logged",
        "else in that week",
        "  Sun 22 Nov (yesterday)  Ada Lovelace  45 min  call with Ada Lovelace, 45min",
    ]
    assert run("streak", "--day", "2026-11-13").out.endswith("nothing logged\n")
    (other,) = run("streak", "--day", "2026-11-20", "--json").json["else_in_week"]
    assert other["minutes"] == 45
    told = run("streak", "--day", "yesterday", "--json").json
    assert (told["day"], told["rest"], len(told["interactions"])) == ("2026-11-22", False, 1)
    assert run("streak", "--day", "2026-11-25", "--json").json["rest"] is True


def test_the_streak_tells_minutes_weekdays_and_months(run: Run) -> None:
    run("log", 'yesterday: call with @"Ada Lovelace", 45min, gave advice')
    told = run("streak").out
    assert "minutes        45 in 7 days" in told
    assert "Sun 1 days in 52 weeks" in told
    assert "Nov 2026  1       1       0    45       1" in told
    assert run("streak", "--months").out.splitlines()[-1].startswith("Nov 2026  1")
    more = run("streak", "--months", "--json").json
    assert more["minutes"] == 45
    assert {each["weekday"]: each["active_days"] for each in more["weekdays"]}["Sun"] == 1
    assert more["months"][0]["given"] == 1


def test_why_a_reminder_is_there(run: Run) -> None:
    run("log", 'yesterday: coffee with @"Ada Lovelace", promised send the paper by today')
    told = run("due", "--why").out
    assert told == (
        "Ada Lovelace\n  send the paper, by today\n"
        "    Mon 23 Nov  you promised  send the paper, by Mon 23 Nov 2026\n"
    )
    assert run("due", "--why", now="2026-01-01T10:00Z").out == "Nothing today.\n"


def test_today_as_text_has_ways_to_give(run: Run) -> None:
    run("add", "Mary Somerville", "--offers", "reviewer")
    for name in ("Ada Lovelace", "Emmy Noether", "Alan Turing", "Sophie Germain", "Maria Agnesi"):
        run("add", name, "--needs", "reviewer")
    told = run().out
    assert "Ways to give (" not in told.partition("Ways to give")[0]
    below = told.partition("\nWays to give\n")[2].partition("\n\n")[0].splitlines()
    assert len(below) == 2  # three stand above, and what a row says already is not said again
    assert all("looks for reviewer, and Mary Somerville offers it" in line for line in below)


def test_the_people_of_an_organisation(run: Run) -> None:
    run("add", "Ada Lovelace", "--org", "Analytical Engines", "--role", "programmer")
    assert "people       Ada Lovelace" in run("show", "analytical").out
    assert "People\n  Ada Lovelace  programmer" in run("show", "analytical", "--all").out
    (person,) = run("show", "analytical", "--all", "--json").json["people"]
    assert (person["name"], person["role"], person["until"]) == ("Ada Lovelace", "programmer", None)
    assert "Belongs to\n  Analytical Engines  programmer" in run("show", "ada", "--all").out
