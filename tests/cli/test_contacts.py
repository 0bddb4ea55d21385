"""add, edit, archive, mute, list and show."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Run


def contact(run: Run, name: str) -> dict[str, Any]:
    found: dict[str, Any] = run("show", name, "--json").json["contact"]
    return found


def test_add_with_everything(run: Run) -> None:
    run("add", "Charles", "Babbage")
    options = (
        "--org Royal_Society --role Fellow --org Analytical_Society --nickname Countess "
        "--email ada@example.org --email a.l@example.com --phone +44_20_7946_0000 --tag maths --tag #engines "
        "--circle inner --cadence 14 --needs printer --offers programs --birthday 12-10 "
        "--introduced-by babbage --note plays_the_harp"
    )
    added = run("add", "Ada Lovelace", *(part.replace("_", " ") for part in options.split()), "--json").json[
        "contact"
    ]
    assert [(m["name"], m["role"]) for m in added["organisations"]] == [
        ("Royal Society", "Fellow"),
        ("Analytical Society", ""),
    ]
    assert added["nicknames"] == ["Countess"]
    assert added["emails"] == ["ada@example.org", "a.l@example.com"]
    assert added["phones"] == ["+44 20 7946 0000"]
    assert added["tags"] == ["maths", "engines"]
    assert (added["circle"], added["cadence"]) == ("inner", 14)
    assert (added["needs"], added["offers"]) == (["printer"], ["programs"])
    assert added["dates"] == [{"month": 12, "day": 10, "year": None, "label": "birthday"}]
    shown = run("show", "countess", "--json").json
    assert [each["name"] for each in shown["introduced_by"]] == ["Charles Babbage"]
    assert [note["text"] for note in shown["notes"]] == ["plays the harp"]
    text = run("show", "countess").out
    for words in (
        "Ada Lovelace · Fellow, Royal Society · Analytical Society · inner circle",
        "birthday 12-10",
    ):
        assert words in text
    assert run("undo").out == "undone: new contact: Ada Lovelace\n"
    assert [each["name"] for each in run("list", "--json").json["contacts"]] == ["Charles Babbage"]


def test_an_organisation_is_used_again(run: Run) -> None:
    run("add", "Royal Society", "--organisation", "--nickname", "RS")
    run("add", "Ada Lovelace", "--org", "royal society")
    run("add", "Mary Somerville", "--org", "RS", "--org", "New House", "--org", "new house")
    houses = [each for each in run("list", "--json").json["contacts"] if each["kind"] == "organisation"]
    assert sorted(house["name"] for house in houses) == ["New House", "Royal Society"]
    assert len(contact(run, "mary")["organisations"]) == 2


def test_somebody_of_that_name_is_here_already(run: Run) -> None:
    run("add", "Grace Hopper")
    assert "--anyway" in run("add", "grace hopper", code=1).err
    run("add", "Grace Hopper", "--anyway")
    assert len(run("list", "--json").json["contacts"]) == 2


def test_edit_adds_to_what_is_there_and_takes_away(run: Run) -> None:
    run(
        "add",
        "Ada Byron",
        "--tag",
        "poetry",
        "--org",
        "Royal Society",
        "--role",
        "Guest",
        "--circle",
        "outer",
    )
    run(
        "edit",
        "ada",
        "--name",
        "Ada Lovelace",
        "--tag",
        "maths",
        "--org",
        "Royal Society",
        "--role",
        "Fellow",
    )
    ada = contact(run, "ada lovelace")
    assert ada["tags"] == ["poetry", "maths"]
    assert [(m["name"], m["role"]) for m in ada["organisations"]] == [("Royal Society", "Fellow")]
    run("edit", "ada", "--role", "Patron", "--tag=-poetry", "--clear", "circle", "--cadence", "10")
    ada = contact(run, "ada")
    assert (ada["tags"], ada["circle"], ada["cadence"]) == (["maths"], None, 10)
    assert ada["organisations"][0]["role"] == "Patron"
    run("edit", "ada", "--clear", "cadence", "--birthday", "1815-12-10")
    assert contact(run, "ada")["cadence"] is None
    run("edit", "ada", "--birthday", "--12-11")
    assert contact(run, "ada")["dates"] == [{"month": 12, "day": 11, "year": None, "label": "birthday"}]
    run("edit", "ada", "--clear", "birthday", "--organisation")
    assert (contact(run, "ada")["dates"], contact(run, "ada")["kind"]) == ([], "organisation")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ([], 2, "say what to change"),
        (["--tag=-poetry"], 1, "no “poetry” to take away"),
        (["--role", "Fellow"], 1, "no organisation"),
        (["--introduced-by", "Nobody"], 1, "nobody here is called"),
        (["--introduced-by", "ada"], 1, "introduced by this contact"),
        (["--name", " "], 2, "needs a name"),
        (["--birthday", "1815-13-10"], 2, "not a birthday"),
        (["--birthday", "tomorrow"], 2, "not a birthday"),
        (["--birthday", "1-2-3-4"], 2, "not a birthday"),
        (["--role", "a", "--role", "b"], 2, "more roles"),
    ],
)
def test_an_edit_that_cannot_be_made_changes_nothing(
    run: Run, options: list[str], code: int, words: str
) -> None:
    run("add", "Ada Lovelace")
    before = contact(run, "ada")
    assert words in run("edit", "ada", *options, code=code).err
    assert contact(run, "ada") == before
    assert len(run("history", "--json").json["changes"]) == 1


def test_a_circle_of_introducers_is_refused(run: Run) -> None:
    run("add", "Ada Lovelace")
    run("add", "Grace Hopper", "--introduced-by", "ada")
    run("add", "Emmy Noether", "--introduced-by", "grace")
    assert "introduced by this contact" in run("edit", "ada", "--introduced-by", "emmy", code=1).err


def test_a_renamed_contact_keeps_what_was_typed(run: Run) -> None:
    run("log", 'coffee with @"Ada Byron" about poetry')
    run("edit", "ada", "--name", "Augusta King")
    shown = run("show", "augusta")
    assert "coffee with Augusta King about poetry" in shown.out
    assert (
        run("show", "augusta", "--json").json["timeline"][0]["text"]
        == 'coffee with @"Ada Byron" about poetry'
    )


def test_archive_and_mute(run: Run) -> None:
    run("add", "Ada Lovelace", "--cadence", "1")
    later = "2026-12-23T10:00+00:00[Europe/London]"
    assert len(run("due", "--json", now=later).json["reminders"]) == 1
    assert run("mute", "ada").out == "muted: Ada Lovelace\n"
    assert run("due", "--json", now=later).json["reminders"] == []
    assert "muted already" in run("mute", "ada", code=1).err
    run("mute", "ada", "--off")
    run("archive", "ada")
    assert run("due", "--json", now=later).json["reminders"] == []
    assert run("list").out == "1 archived: netui list --all\n"
    assert "archived" in run("list", "--all").out
    assert run("list", "--json").json["contacts"][0]["state"] == "archived"
    assert run("archive", "ada", "--off", "--json").json["contact"]["archived"] is False
    assert "is not archived" in run("archive", "ada", "--off", code=1).err


def test_what_wants_doing_comes_first(run: Run) -> None:
    for name, cadence in (("Ada Lovelace", "90"), ("Grace Hopper", "10"), ("Emmy Noether", "30")):
        run("add", name, "--cadence", cadence)
    later = "2026-12-03T10:00+00:00[Europe/London]"
    assert [each["name"] for each in run("list", "--json", now=later).json["contacts"]] == [
        "Grace Hopper",
        "Emmy Noether",
        "Ada Lovelace",
    ]
    assert run("list", now=later).out.splitlines()[0].startswith("Grace Hopper")


def test_the_query_sets_case_and_accents_aside(run: Run) -> None:
    run("add", "Émilie du Châtelet", "--nickname", "Pompon", "--org", "Cirey", "--tag", "physics")
    run("add", "Grace Hopper")
    for query in ("emilie", "CHATELET", "pompon", "cirey", "physics", "#phys"):
        names = [each["name"] for each in run("list", query, "--json").json["contacts"]]
        assert "Émilie du Châtelet" in names, query
        assert "Grace Hopper" not in names
    assert run("list", "hypatia").out == "Nobody here matches “hypatia”.\n"


def test_wide_signs_keep_the_columns_straight(run: Run) -> None:
    run("add", "王貞儀", "--org", "南京")
    run("add", "Ada Lovelace", "--org", "Royal Society")
    lines = {line.split()[0]: line for line in run("list").out.partition("\n\n")[0].splitlines()}
    assert lines["王貞儀"].index("南京") + len("王貞儀") == lines["Ada"].index("Royal")


def test_far_away_and_out_of_the_ledger(run: Run) -> None:
    run("log", 'call with @"Ada Lovelace", got advice')
    assert [each["name"] for each in run("balance", "--json").json["contacts"]] == ["Ada Lovelace"]
    run("edit", "ada", "--far", "--no-ledger")
    contact = run("show", "ada", "--json").json["contact"]
    assert (contact["far"], contact["in_ledger"]) == (True, False)
    assert run("balance", "--json").json["contacts"] == []
    run("edit", "ada", "--near", "--ledger")
    contact = run("show", "ada", "--json").json["contact"]
    assert (contact["far"], contact["in_ledger"]) == (False, True)
    assert [each["name"] for each in run("balance", "--json").json["contacts"]] == ["Ada Lovelace"]
    run("edit", "ada", code=2)
