"""done, snooze, rest, and what they answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Run

LATER = "2026-12-23T10:00+00:00[Europe/London]"
"""A Wednesday, a month after the tests' usual moment."""


def reminders(run: Run, now: str = LATER) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("due", "--json", now=now).json["reminders"]
    return found


@pytest.fixture
def ada(run: Run) -> str:
    """Ada, whom one wants to be in touch with every 30 days; the id of the reminder."""
    run("log", 'coffee with @"Ada Lovelace"')
    run("edit", "ada", "--cadence", "30")
    (reminder,) = reminders(run)
    assert reminder["kind"] == "cadence"
    return str(reminder["id"])


def test_reaching_out_is_answered_by_a_line(run: Run, ada: str) -> None:
    refused = run("done", ada, code=2, now=LATER)
    assert "say what you did" in refused.err
    told = run("done", ada, "call, gave advice", "--json", now=LATER).json
    assert told["saved"]
    assert [(c["name"], c["role"]) for c in told["contacts"]] == [("Ada Lovelace", "took_part")]
    assert told["interaction"]["channel"] == "phone"
    assert told["exchanges"][0]["contacts"] == ["Ada Lovelace"]
    assert reminders(run) == []


def test_the_contact_is_named_after_the_day(run: Run, ada: str) -> None:
    told = run("done", ada, "yesterday: call, gave advice", "--json", now=LATER).json
    assert told["interaction"]["day"] == "2026-12-22"
    assert [c["name"] for c in told["contacts"]] == ["Ada Lovelace"]


def test_a_line_that_names_the_contact_is_taken_as_it_is(run: Run, ada: str) -> None:
    told = run("done", ada, "lunch", "with", "Ada", "--json", now=LATER).json
    assert told["interaction"]["text"] == "lunch with Ada"


def test_a_reminder_is_found_by_its_beginning_and_by_name(run: Run, ada: str) -> None:
    run("snooze", ada[:9], "tomorrow", now=LATER)
    assert reminders(run) == []
    run("undo", now=LATER)
    assert "hidden until Thu 24 Dec (tomorrow)" in run("snooze", "ada", "tomorrow", now=LATER).out


def test_of_several_reminders_the_line_says_which_is_done(run: Run, ada: str) -> None:
    run("log", "call with Ada, got big advice, promised the notes by 2026-12-20")
    kinds = [each["kind"] for each in reminders(run)]
    assert kinds == ["promise", "cadence", "owe", "thanks"]
    refused = run("snooze", "ada", "tomorrow", "--json", code=3, now=LATER).json
    assert "write more of the id" in refused["error"]["message"]
    (ambiguity,) = refused["ambiguous"]
    assert ambiguity["matched"] == "ada"
    assert [each["id"].partition(":")[0] for each in ambiguity["candidates"]] == kinds
    assert ambiguity["candidates"][0]["name"] == "the notes, by Sunday 20 December"
    assert run("done", "ada", now=LATER).out.startswith("done: Ada Lovelace, the notes")
    run("done", "ada", "thanked her, gave feedback:3", now=LATER)
    assert reminders(run) == []


def test_whoever_rests_is_hidden_until_the_next_cadence(run: Run) -> None:
    run("add", "Ada Lovelace", "--cadence", "10", now="2026-11-13T10:00+00:00[Europe/London]")
    told = run("snooze", "ada", "tomorrow", now=LATER).out
    assert told.startswith("hidden until Sat 2 Jan 2027 (in 10 days): ")


def test_a_goal_that_is_behind_is_answered_by_a_line(run: Run) -> None:
    run("log", 'note: @"Ada Lovelace" plays the harp')
    run("goal", "new", "conversations", "7")
    tomorrow = "2026-11-24T10:00+00:00[Europe/London]"
    assert "say what you did" in run("done", "goal", code=2, now=tomorrow).err
    assert (
        run("done", "goal", "call with Ada", "--json", now=tomorrow).json["interaction"]["channel"] == "phone"
    )
    assert run("due", now=tomorrow).out == "Nothing today.\n"


def test_what_cannot_be_found_or_fits_several(run: Run, ada: str) -> None:
    run("add", "Grace Hopper", "--cadence", "5")
    assert "there is no reminder" in run("done", "promise:9", "x", code=1, now=LATER).err
    assert "write more of the id" in run("done", "cadence:", "x", code=3, now=LATER).err
    assert "there is no reminder" in run("snooze", "", "tomorrow", code=1, now=LATER).err


def test_a_name_that_two_share_needs_a_choice(run: Run) -> None:
    run("add", "Grace Hopper", "--cadence", "5")
    run("add", "Grace Kelly", "--cadence", "5")
    told = run("snooze", "grace", "tomorrow", "--json", code=3, now=LATER).json
    assert {each["name"] for each in told["ambiguous"][0]["candidates"]} == {"Grace Hopper", "Grace Kelly"}


@pytest.mark.parametrize(
    ("day", "until"),
    [
        ("2027-01-15", "2027-01-15"),
        ("tomorrow", "2026-12-24"),
        ("friday", "2026-12-25"),
        ("next week", "2026-12-28"),
        ("in 3 days", "2026-12-26"),
        ("3d", "2026-12-26"),
        ("2w", "2027-01-06"),
    ],
)
def test_days_to_snooze_until(run: Run, ada: str, day: str, until: str) -> None:
    told = run("snooze", ada, *day.split(), "--json", now=LATER).json
    assert told["snoozed"] == {"id": ada, "until": until}
    assert reminders(run) == []
    assert ada in [each["id"] for each in reminders(run, f"{until}T10:00+00:00[Europe/London]")]


@pytest.mark.parametrize(
    ("day", "code"), [("today", 1), ("2026-12-01", 1), ("whenever", 2), ("2027-02-30", 2)]
)
def test_days_that_cannot_be_snoozed_until(run: Run, ada: str, day: str, code: int) -> None:
    run("snooze", ada, day, code=code, now=LATER)
    assert len(reminders(run)) == 1


def test_a_promise_is_done_without_a_line(run: Run) -> None:
    run("log", 'met @"Ada Lovelace"')
    run("promise", "Ada a book by friday")
    (reminder,) = reminders(run, "2026-11-27T10:00+00:00[Europe/London]")
    friday = "2026-11-27T10:00+00:00[Europe/London]"
    assert run("done", reminder["id"], "sent it", code=2, now=friday).err.startswith(
        "netui: this one is done"
    )
    assert run("done", reminder["id"], now=friday).out.startswith("done: Ada Lovelace")
    assert reminders(run, friday) == []
    assert run("balance", "--json", now=friday).json["overall"]["given"] == 1.0


def test_due_says_it_in_one_line_and_by_its_code(run: Run) -> None:
    assert run("due", "--exit-code").out == "Nothing today.\n"
    assert run("due", "--short").out == "Nothing today.\n"
    for name in ("Ada Lovelace", "Grace Hopper", "Emmy Noether", "Sophie Germain"):
        run("add", name, "--cadence", "5")
    assert run("due", "--exit-code", code=10, now=LATER).out
    short = run("due", "--short", now=LATER).out
    assert short.startswith("3 today: ")
    assert short.endswith(" +1\n")
    text = run("due", now=LATER).out.splitlines()
    assert len(text) == 4
    assert text[-1] == "1 more: netui due --all"
    everything = run("due", "--all", now=LATER).out
    assert all(each["id"] in everything for each in reminders(run))
    limited = run("due", "--limit", "1", now=LATER).out.splitlines()
    assert limited[1:] == ["3 more: netui due --all"]
    assert len(run("due", "--limit", "1", "--json", now=LATER).json["reminders"]) == 1


def test_today_is_printed_where_there_is_no_terminal(run: Run) -> None:
    assert "netui log" in run().out
    run("log", 'coffee with @"Ada Lovelace", promised the chart by friday')
    told = run().out
    assert "Nothing today." in told
    assert "Coming up" in told
    assert "this week  1 of 3 days" in told
    assert run("--json").json.keys() == {"version", "today", "reminders"}


def test_rest(run: Run) -> None:
    assert run("rest").out == "No rest is planned.\n"
    told = run("rest", "2026-11-24", "2026-11-26", "--json").json["rest"]
    assert (told["from"], told["to"], told["marked"]) == ("2026-11-24", "2026-11-26", "2026-11-23")
    assert run("streak", "--json").json["week"]["needed"] == 2
    assert run("rest", "tomorrow").out == "rest: Tue 24 Nov (tomorrow)\n"
    assert run("rest").out == "2026-11-24 to 2026-11-24\n2026-11-24 to 2026-11-26\n"
    assert [each["to"] for each in run("rest", "--json").json["rests"]] == ["2026-11-24", "2026-11-26"]
    assert "has passed" in run("rest", "2026-11-20", "2026-11-26", code=1).err
    assert "before it begins" in run("rest", "2026-11-26", "2026-11-25", code=2).err


def test_nobody_is_here_yet_also_late_in_the_week(run: Run) -> None:
    friday = "2026-11-27T10:00+00:00[Europe/London]"
    assert "netui log" in run(now=friday).out


def test_a_second_promise_to_the_same_person_is_not_hidden(run: Run) -> None:
    run("add", "Ada")
    run("promise", "send Ada the paper by tomorrow")
    run("promise", "call Ada by tomorrow")
    assert run("due").out == "Ada  send Ada the paper, by tomorrow (and 1 more)\n"
    assert "call Ada, by tomorrow" in run("due", "--all").out


def test_a_plan_without_a_day_names_none(run: Run) -> None:
    assert run("plan", "coffee with @Ada").out.startswith("planned: no day said\n")
    assert run("plan", "coffee with Ada tomorrow").out.startswith("planned: Tue 24 Nov (tomorrow)\n")
