"""What will be due on a day to come, told today."""

from __future__ import annotations

import pytest

from tests.cli.conftest import LATER, STORY, Run

SATURDAY = "2026-11-28T10:00+00:00[Europe/London]"


@pytest.mark.parametrize("day", [["in", "5", "days"], ["2026-11-28"], ["saturday"]])
def test_a_day_to_come_has_what_that_day_itself_will_have(run: Run, day: list[str]) -> None:
    run("log", STORY)
    then = run("due", *day, "--json", "--all").json
    assert then == run("due", "--json", now=SATURDAY).json
    assert then["today"] == "2026-11-28"
    assert [reminder["kind"] for reminder in then["reminders"]] == ["promise"]
    assert run("due", "--json").json["reminders"] == []


def test_it_is_said_which_day_is_told_of(run: Run) -> None:
    run("log", STORY)
    day, row, *_ = run("due", "saturday").out.splitlines()
    assert day == "Sat 28 Nov (in 5 days), if nothing is logged before:"
    assert row.startswith("Ada Lovelace")
    assert "send the paper" in row
    assert run("due", "saturday", "--all").out.splitlines()[1].startswith("then ")
    assert run("due", "saturday", "--why").out.startswith(f"{day}\nAda Lovelace")
    assert run("due", "tomorrow", "--short").out == "Nothing on Tue 24 Nov.\n"
    assert run("due", "saturday", "--short").out.startswith("1 on Sat 28 Nov: Ada Lovelace")
    assert run("due", "saturday", "--exit-code", code=10).out
    assert run("due", "today").out == run("due").out


def test_the_rest_of_a_day_is_asked_for_by_it(run: Run) -> None:
    for name in ("Ada Lovelace", "Grace Hopper", "Emmy Noether", "Sophie Germain"):
        run("add", name, "--cadence", "5")
    assert run("due", now=LATER).out.splitlines()[-1] == "1 more: netui due --all"
    assert run("due", "2027-01-23").out.splitlines()[-1] == "1 more: netui due 2027-01-23 --all"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("yesterday", "2026-11-22 has gone by: what was due then depends on what was logged since"),
        ("9999-12-31", "9999-12-31 is too far ahead"),
        ("soon", "“soon” is not a day such as 2026-12-01, tomorrow, friday, next week or 3d"),
        ("2027-02-30", "30 February 2027 does not exist"),
    ],
)
def test_what_is_no_day_to_come_is_refused(run: Run, day: str, said: str) -> None:
    assert run("due", day, code=2).err == f"netui: {said}\n"
    assert run("due", day, "--json", code=2).json["error"] == {"code": 2, "message": said}


def test_a_day_for_now_is_sent_to_due(run: Run) -> None:
    assert run("due", "--now", "2026-11-27", code=2).err == (
        "netui: --now '2026-11-27' is not an instant such as 2026-11-27T10:00; "
        "“netui due 2026-11-27” says what will be due then\n"
    )
