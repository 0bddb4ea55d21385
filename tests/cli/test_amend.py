"""amend and delete."""

from __future__ import annotations

from typing import Any

from tests.cli.conftest import Run

NEXT_WEEK = "2026-11-30T10:00+00:00[Europe/London]"


def timeline(run: Run, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("show", name, "--json").json["timeline"]
    return found


def test_an_interaction_is_read_anew_as_of_its_own_day(run: Run) -> None:
    line = 'yesterday: coffee with @"Ada Lovelace", got advice, promised the paper by friday'
    entry = run("log", line, "--json").json["interaction"]["id"]
    told = run(
        "amend",
        str(entry),
        "yesterday: lunch with Ada and @Grace, gave feedback, promised the paper by friday; promised a chart",
        "--json",
        now=NEXT_WEEK,
    ).json["amended"]
    assert (told["id"], told["day"], told["channel"]) == (entry, "2026-11-22", "in_person")
    assert told["contacts"] == ["Ada Lovelace", "Grace"]
    (amended,) = timeline(run, "ada")
    assert [(each["direction"], each["kind"]) for each in amended["exchanges"]] == [("given", "feedback")]
    follow_ups = run("show", "ada", "--json").json["follow_ups"]
    assert [(each["text"], each["due"]) for each in follow_ups] == [
        ("the paper", "2026-11-27"),
        ("a chart", None),
    ]
    assert [day["late"] for day in run("streak", "--json").json["days"] if day["count"]] == [False]
    run("undo")
    assert timeline(run, "ada")[0]["text"] == line
    assert [each["text"] for each in run("show", "ada", "--json").json["follow_ups"]] == ["the paper"]


def test_without_a_day_the_entry_keeps_its_own(run: Run) -> None:
    entry = run("log", 'yesterday: coffee with @"Ada Lovelace"', "--json").json["interaction"]["id"]
    run("amend", str(entry), "lunch with Ada", now=NEXT_WEEK)
    assert [(each["day"], each["text"]) for each in timeline(run, "ada")] == [
        ("2026-11-22", "lunch with Ada")
    ]


def test_introductions_opportunities_and_promises_follow_the_line(run: Run) -> None:
    run("log", 'met @"Ada Lovelace" and @"Grace Hopper"')
    line = 'introduced Ada to Grace, opportunity:"A chair"'
    entry = run("log", line, "--json").json["interaction"]["id"]
    run("amend", str(entry), f"{line} #again")
    checked = run("check", "--json").json["records"]
    assert (checked["introductions"], checked["opportunities"]) == (1, 1)
    run("amend", str(entry), "sat with Ada and Grace")
    checked = run("check", "--json").json["records"]
    assert (checked["introductions"], checked["opportunities"]) == (0, 0)


def test_notes_promises_and_plans(run: Run) -> None:
    run("log", 'met @"Ada Lovelace"')
    run("note", "Ada plays the harp")
    run("promise", "Ada the paper by friday")
    run("plan", "coffee with Ada on 2026-12-01")
    shown = run("show", "ada", "--json").json
    by_kind = {each["kind"]: str(each["id"]) for each in shown["follow_ups"]}
    run("amend", str(shown["notes"][0]["id"]), "Ada plays the piano")
    run("amend", by_kind["promise"], "Ada the chart by thursday", now=NEXT_WEEK)
    run("amend", by_kind["meeting"], "lunch with Ada on 2026-12-02")
    shown = run("show", "ada", "--json").json
    assert [note["text"] for note in shown["notes"]] == ["Ada plays the piano"]
    told = {each["kind"]: (each["text"], each["due"]) for each in shown["follow_ups"]}
    assert told["promise"] == ("Ada the chart", "2026-12-03")
    assert told["meeting"][1] == "2026-12-02"
    assert "lunch" in told["meeting"][0]


def test_what_cannot_be_amended(run: Run) -> None:
    entry = str(run("log", 'met @"Ada Lovelace"', "--json").json["interaction"]["id"])
    assert "no such entry" in run("amend", "12345", "met Ada", code=1).err
    assert (
        "log it by itself, and delete this"
        in run("amend", entry, "plan coffee with Ada tomorrow", code=1).err
    )
    run("amend", entry, " ", code=2)
    run("amend", entry, "2026-02-30: met Ada", code=2)
    assert [each["text"] for each in timeline(run, "ada")] == ['met @"Ada Lovelace"']


def test_delete_and_undo(run: Run) -> None:
    told = run("log", 'met @"Ada Lovelace", promised the paper', "--json").json
    entry = told["interaction"]["id"]
    assert run("delete", str(entry), "--json").json["deleted"] == {"id": entry}
    assert timeline(run, "ada") == []
    assert run("show", "ada", "--json").json["follow_ups"] == []
    assert run("check", "--json").json["ok"]
    assert "no such entry" in run("delete", str(entry), code=1).err
    run("undo")
    assert [each["id"] for each in timeline(run, "ada")] == [entry]
