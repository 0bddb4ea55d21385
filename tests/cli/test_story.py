"""One line logged, and every command tells the same story of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.cli.conftest import STORY, Run


def test_a_line_is_understood_and_saved(run: Run) -> None:
    told = run("log", STORY, "--json").json
    assert told["saved"]
    assert told["interaction"]["day"] == "2026-11-22"
    assert told["interaction"]["text"] == STORY
    assert told["interaction"]["channel"] == "in_person"
    assert [(c["name"], c["role"], c["new"]) for c in told["contacts"]] == [
        ("Ada Lovelace", "took_part", True),
        ("Grace Hopper", "took_part", True),
    ]
    for contact in told["contacts"]:
        assert STORY[contact["start"] : contact["end"]] == contact["matched"]
        assert isinstance(contact["id"], int)
    assert told["exchanges"] == [
        {"direction": "received", "kind": "advice", "weight": 1, "contacts": ["Ada Lovelace", "Grace Hopper"]}
    ]
    (promise,) = told["follow_ups"]
    assert (promise["kind"], promise["owner"], promise["text"], promise["due"]) == (
        "promise",
        "me",
        "send the paper",
        "2026-11-27",
    )


def test_every_command_tells_the_same_story(run: Run) -> None:
    told = run("log", STORY, "--json").json
    ada, grace = (contact["id"] for contact in told["contacts"])

    listed = run("list", "--json").json["contacts"]
    assert {(c["id"], c["name"], c["last_contact"]) for c in listed} == {
        (ada, "Ada Lovelace", "2026-11-22"),
        (grace, "Grace Hopper", "2026-11-22"),
    }
    shown = run("show", "ada", "--json").json
    assert shown["contact"]["id"] == ada
    assert [entry["id"] for entry in shown["timeline"]] == [told["interaction"]["id"]]
    assert shown["timeline"][0]["contacts"] == ["Ada Lovelace", "Grace Hopper"]
    assert [follow_up["text"] for follow_up in shown["follow_ups"]] == ["send the paper"]
    assert shown["channels"] == {"in_person": 1}
    assert [other["name"] for other in shown["in_common"]] == ["Grace Hopper"]

    balance = run("balance", "--json").json
    assert balance["overall"]["entries"] == 1
    assert balance["overall"]["received"] == pytest.approx(0.5 ** (1 / 365))
    assert {(c["id"], c["entries"], c["verdict"]) for c in balance["contacts"]} == {
        (ada, 1, "too_little"),
        (grace, 1, "too_little"),
    }
    streak = run("streak", "--json").json
    assert {day["day"] for day in streak["days"] if day["count"]} == {"2026-11-22"}
    assert streak["today"] == "2026-11-23"


def test_the_promise_is_due_when_its_day_comes_near(run: Run) -> None:
    run("log", STORY)
    assert run("due", "--json").json["reminders"] == []
    thursday = "2026-11-26T10:00+00:00[Europe/London]"
    (reminder,) = run("due", "--json", now=thursday).json["reminders"]
    assert (reminder["kind"], reminder["due"], reminder["today"]) == ("promise", "2026-11-27", True)
    assert "Ada Lovelace" in [contact["name"] for contact in reminder["contacts"]]
    done = run("done", reminder["id"], "--json", now=thursday).json["done"]
    assert done["kind"] == "promise"
    assert done["interaction"] is not None
    assert run("due", "--json", now=thursday).json["reminders"] == []


def test_stock_tinydb_reads_the_records(run: Run, path: Path) -> None:
    told = run("log", STORY, "--json").json
    with TinyDB(path) as database:
        contacts = {document.doc_id: document["name"] for document in database.table("contacts")}
        (interaction,) = database.table("interactions").all()
        (promise,) = database.table("follow_ups").all()
    assert contacts == {contact["id"]: contact["name"] for contact in told["contacts"]}
    assert interaction.doc_id == told["interaction"]["id"]
    assert interaction["text"] == STORY
    assert promise["due"] == "2026-11-27"


def test_undo_takes_it_all_back_and_redo_brings_it_again(run: Run) -> None:
    run("log", STORY)
    assert run("undo", "--json").json["undone"]["label"].startswith("log: yesterday: coffee")
    assert run("list", "--json").json["contacts"] == []
    assert run("due", "--all", "--json", now="2027-11-23T10:00+00:00[UTC]").json["reminders"] == []
    assert run("balance", "--json").json["overall"]["entries"] == 0
    assert run("redo", "--json").json["redone"]["label"].startswith("log: yesterday: coffee")
    assert len(run("list", "--json").json["contacts"]) == 2
    labels = [change["label"].partition(":")[0] for change in run("history", "--json").json["changes"]]
    assert labels == ["redo", "undo", "log"]


def test_the_text_tells_it_too(run: Run) -> None:
    logged = run("log", STORY)
    assert "logged: Sun 22 Nov (yesterday)" in logged.out
    assert "with      Ada Lovelace (new), Grace Hopper (new)" in logged.out
    assert "received  advice, from Ada Lovelace, Grace Hopper" in logged.out
    assert "promised  send the paper, by Fri 27 Nov (in 4 days)" in logged.out
    assert logged.err == "new here: Ada Lovelace, Grace Hopper\n"
    assert run("due").out == "Nothing today.\n"
    shown = run("show", "ada").out
    assert shown.startswith("Ada Lovelace\n")
    assert "you promised  Fri 27 Nov (in 4 days)  send the paper" in shown
    assert "gave 0, received 1: too little logged" in shown
    assert "coffee with Ada Lovelace and Grace Hopper, got advice" in shown
    assert "0 of 3 days" in run("streak").out
    assert "Ada Lovelace" in run("balance").out
