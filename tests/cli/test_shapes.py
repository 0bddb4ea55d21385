"""The objects that scripts rely on, key by key as the design has them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import STORY, Run

INTERACTION = {
    "id", "day", "time", "text", "channel", "minutes", "purpose", "started", "place", "event", "tags",
}  # fmt: skip
LEDGER = {"given", "received", "entries", "mean", "low", "high", "verdict"}
FOLLOW_UP = {"kind", "owner", "text", "due", "contacts"}
EXCHANGE = {"direction", "kind", "weight", "contacts"}
LOG = {
    "version", "saved", "interaction", "planned", "note", "contacts", "unknown", "exchanges", "follow_ups",
    "introductions", "opportunity",
}  # fmt: skip
DUE_MOMENT = "2026-11-26T10:00+00:00[Europe/London]"


def test_log(run: Run) -> None:
    told = run("log", STORY, "--json").json
    assert told.keys() == LOG
    assert told["version"] == 1
    assert told["interaction"].keys() == INTERACTION
    assert told["planned"] is None
    assert told["note"] is None
    assert told["opportunity"] is None
    for contact in told["contacts"]:
        assert contact.keys() == {"id", "name", "kind", "role", "matched", "start", "end", "new"}
    assert told["exchanges"][0].keys() == EXCHANGE
    assert told["follow_ups"][0].keys() == FOLLOW_UP


def test_log_dry_run_saves_nothing_and_has_no_new_ids(run: Run) -> None:
    told = run("log", "--dry-run", STORY, "--json").json
    assert told.keys() == LOG
    assert told["saved"] is False
    assert told["interaction"]["id"] is None
    assert [contact["id"] for contact in told["contacts"]] == [None, None]
    assert run("list", "--json").json["contacts"] == []
    saved = run("log", STORY, "--json").json
    again = run("log", "lunch with Ada", "--dry-run", "--json").json
    assert [contact["id"] for contact in again["contacts"]] == [saved["contacts"][0]["id"]]
    assert again["contacts"][0]["new"] is False


def test_log_of_everything_a_line_can_hold(run: Run) -> None:
    run("log", 'met @"Ada Lovelace" and @"Grace Hopper"')
    line = (
        'today: @"Ada Lovelace" introduced me to @"Emmy Noether" at "The Symposium", 45min at 14:30 #algebra '
        'place:"Erlangen" opportunity:"A chair" started:them'
    )
    told = run("log", line, "--json").json
    interaction = told["interaction"]
    assert (interaction["time"], interaction["minutes"], interaction["tags"]) == ("14:30", 45, ["algebra"])
    assert (interaction["place"], interaction["event"]) == ("Erlangen", "The Symposium")
    assert interaction["started"] == "them"
    assert told["opportunity"] == {"title": "A chair"}
    assert told["introductions"] == [{"introducer": "Ada Lovelace", "between": ["me", "Emmy Noether"]}]
    (entry,) = run("show", "emmy", "--json").json["timeline"]
    assert {key: entry[key] for key in INTERACTION} == interaction
    assert run("show", "emmy", "--json").json["introduced_by"][0]["name"] == "Ada Lovelace"


def test_log_says_who_is_unknown(run: Run) -> None:
    told = run("log", "coffee with Hypatia", "--json")
    (unknown,) = told.json["unknown"]
    assert unknown == {"matched": "Hypatia", "start": 12, "end": 19}
    assert "Hypatia" in told.err


def test_positions_count_code_points(run: Run) -> None:
    line = '🎉 coffee with @"Émilie du Châtelet"'
    (contact,) = run("log", line, "--json").json["contacts"]
    assert line[contact["start"] : contact["end"]] == contact["matched"] == '@"Émilie du Châtelet"'


def test_note(run: Run) -> None:
    told = run("note", '@"Ada Lovelace" plays the harp', "--json").json
    assert told.keys() == LOG
    assert told["interaction"] is None
    assert told["note"] == {"text": '@"Ada Lovelace" plays the harp'}
    (note,) = run("show", "ada", "--json").json["notes"]
    assert note["text"] == '@"Ada Lovelace" plays the harp'
    assert run("log", "note: Ada plays the harp", "--json").json["note"] == {"text": "Ada plays the harp"}


def test_plan(run: Run) -> None:
    run("log", 'met @"Ada Lovelace"')
    told = run("plan", "coffee with Ada tomorrow", "--json").json
    assert told["interaction"] is None
    assert told["planned"]["day"] == "2026-11-24"
    assert "coffee with Ada" in told["planned"]["text"]
    (meeting,) = told["follow_ups"]
    assert (meeting["kind"], meeting["owner"], meeting["due"]) == ("meeting", "both", "2026-11-24")


def test_promise_is_what_promised_does_in_a_line(run: Run) -> None:
    run("log", 'met @"Ada Lovelace"')
    told = run("promise", "Ada the paper by friday", "--json").json
    assert told["interaction"]["text"] == "promised Ada the paper by friday"
    (promise,) = told["follow_ups"]
    assert (promise["kind"], promise["owner"], promise["due"]) == ("promise", "me", "2026-11-27")
    again = run("promise", "promised Ada the chart", "--json").json
    assert again["interaction"]["text"] == "promised Ada the chart"


def test_due(run: Run) -> None:
    run("log", STORY)
    told = run("due", "--json", now=DUE_MOMENT).json
    assert told.keys() == {"version", "today", "reminders"}
    assert told["today"] == "2026-11-26"
    (reminder,) = told["reminders"]
    assert reminder.keys() == {
        "id", "kind", "contacts", "due", "urgency", "reason", "evidence", "today",
    }  # fmt: skip
    assert reminder["contacts"][0].keys() == {"id", "name"}
    assert all(isinstance(record, int) for record in reminder["evidence"])
    assert isinstance(reminder["urgency"], float)


def test_due_lists_the_reminders_behind_a_row_and_those_for_later(run: Run) -> None:
    for name in ("Ada Lovelace", "Grace Hopper", "Emmy Noether", "Mary Somerville", "Sophie Germain"):
        run("add", name, "--cadence", "7")
    run("log", "met Ada, promised the chart by 2026-11-24")
    later = "2027-03-01T10:00+00:00[Europe/London]"
    told = run("due", "--json", now=later).json["reminders"]
    kinds = [reminder["kind"] for reminder in told]
    assert kinds.count("cadence") == 5
    assert sum(reminder["today"] for reminder in told if reminder["kind"] == "cadence") <= 3
    ada = [reminder for reminder in told if reminder["contacts"][0]["name"] == "Ada Lovelace"]
    assert [reminder["kind"] for reminder in ada] == ["promise", "cadence"]
    assert [reminder["today"] for reminder in ada] == [True, False]
    assert (
        len(
            {
                reminder["contacts"][0]["id"]
                for reminder in run("due", "--json", "--limit", "2", now=later).json["reminders"]
            }
        )
        == 2
    )


def test_balance(run: Run) -> None:
    run("add", "Ada Lovelace", "--org", "Royal Society")
    run("log", "call with Ada, got big advice")
    told = run("balance", "--json").json
    assert told.keys() == {"version", "overall", "contacts", "organisations"}
    assert told["overall"].keys() == LEDGER
    (person,) = told["contacts"]
    assert person.keys() == {"id", "name", "kind", *LEDGER}
    assert (person["name"], person["kind"], person["received"]) == ("Ada Lovelace", "person", 3.0)
    (house,) = told["organisations"]
    assert house.keys() == {"id", "name", *LEDGER}
    assert (house["name"], house["entries"]) == ("Royal Society", 1)
    assert person["low"] < person["mean"] < person["high"]
    of_one = run("balance", "royal society", "--json").json
    assert (of_one["contacts"], of_one["organisations"], of_one["overall"]) == (
        [],
        told["organisations"],
        told["overall"],
    )


def test_balance_lists_only_those_with_whom_anything_was_exchanged(run: Run) -> None:
    run("log", 'coffee with @"Ada Lovelace", gave advice')
    run("log", 'coffee with @"Grace Hopper"')
    assert [each["name"] for each in run("balance", "--json").json["contacts"]] == ["Ada Lovelace"]
    (grace,) = run("balance", "grace", "--json").json["contacts"]
    assert (grace["entries"], grace["verdict"]) == (0, "too_little")


def test_streak(run: Run) -> None:
    run("log", STORY)
    told = run("streak", "--json").json
    assert told.keys() == {
        "version", "today", "routine", "week", "current", "longest", "days_in_a_row", "strength",
        "spare_rests", "days",
    }  # fmt: skip
    assert told["week"] == {"start": "2026-11-23", "active": 0, "needed": 3, "met": False}
    assert told["current"].keys() == {"weeks", "rested"}
    assert told["longest"].keys() == {"weeks"}
    assert 0 <= told["strength"] <= 1
    assert len(told["days"]) == 371
    assert (told["days"][0]["day"], told["days"][-1]["day"]) == ("2025-11-18", "2026-11-23")
    assert told["days"][-2] == {"day": "2026-11-22", "count": 1, "level": 1, "late": False, "rest": False}


def test_list(run: Run) -> None:
    run("add", "Ada Lovelace", "--org", "Royal Society", "--tag", "maths", "--circle", "close")
    told = run("list", "ada", "--json").json
    assert told.keys() == {"version", "contacts"}
    (ada,) = told["contacts"]
    assert ada == {
        "id": ada["id"],
        "name": "Ada Lovelace",
        "kind": "person",
        "organisation": "Royal Society",
        "tags": ["maths"],
        "circle": "close",
        "last_contact": None,
        "cadence": 30,
        "urgency": 0.0,
        "state": "active",
        "marks": [],
    }


def test_show(run: Run) -> None:
    run("add", "Ada Lovelace", "--org", "Royal Society", "--role", "Fellow", "--birthday", "1815-12-10")
    run("log", "coffee with Ada, got advice, promised the chart")
    told = run("show", "ada", "--json").json
    assert told.keys() == {
        "version", "contact", "timeline", "follow_ups", "balance", "channels", "introduced_by", "in_common",
        "notes",
    }  # fmt: skip
    contact = told["contact"]
    assert contact.keys() == {
        "id", "name", "added", "kind", "nicknames", "organisations", "emails", "phones", "urls", "place",
        "tags", "circle", "cadence", "needs", "offers", "dates", "introduced_by", "imported", "archived",
        "muted", "far", "in_ledger", "addresses", "connected",
    }  # fmt: skip
    (membership,) = contact["organisations"]
    assert membership == {
        "organisation": membership["organisation"],
        "name": "Royal Society",
        "role": "Fellow",
        "from": None,
        "until": None,
        "department": "",
    }
    assert contact["dates"] == [{"month": 12, "day": 10, "year": 1815, "label": "birthday"}]
    (entry,) = told["timeline"]
    assert entry.keys() == {*INTERACTION, "role", "contacts", "exchanges"}
    assert entry["exchanges"][0].keys() == EXCHANGE
    assert told["follow_ups"][0].keys() == {"id", *FOLLOW_UP}
    assert told["balance"].keys() == LEDGER


def test_undo_redo_history_check(run: Run) -> None:
    run("log", STORY)
    assert run("undo", "--json").json == {
        "version": 1,
        "undone": {"label": f"log: {STORY[:59]}…", "at": "2026-11-23T10:00:00Z"},
    }
    assert run("redo", "--json").json.keys() == {"version", "redone"}
    history = run("history", "--json").json
    assert [change["seq"] for change in history["changes"]] == [3, 2, 1]
    assert history["changes"][0].keys() == {"seq", "at", "session", "account", "label"}
    checked = run("check", "--json").json
    assert checked["ok"] is True
    assert checked["problems"] == []
    assert checked["records"]["contacts"] == 2
    assert checked.keys() == {"version", "ok", "problems", "records"}


@pytest.mark.parametrize(
    ("command", "code", "more"),
    [
        (["log", " "], 2, set()),
        (["log", "2026-02-30: coffee"], 2, set()),
        (["show", "Nobody"], 1, set()),
        (["list", "--limit"], 2, set()),
        (["log", "coffee with @Grace"], 3, {"ambiguous"}),
        (["show", "grace"], 3, {"ambiguous"}),
        (["undo", "too", "much"], 2, set()),
    ],
)
def test_errors(run: Run, command: list[str], code: int, more: set[str]) -> None:
    run("log", 'met @"Grace Hopper" and @"Grace Kelly"')
    told: dict[str, Any] = run(*command, "--json", code=code).json
    assert told.keys() == {"version", "error", *more}
    assert told["version"] == 1
    assert told["error"].keys() == {"code", "message"}
    assert told["error"]["code"] == code
    for ambiguity in told.get("ambiguous", ()):
        assert ambiguity.keys() == {"matched", "candidates"}
        assert {candidate["name"] for candidate in ambiguity["candidates"]} == {"Grace Hopper", "Grace Kelly"}
        assert all(isinstance(candidate["id"], int) for candidate in ambiguity["candidates"])
    assert len(run("history", "--json").json["changes"]) == 1
