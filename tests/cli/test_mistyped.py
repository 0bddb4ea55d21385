"""What is said of a command, an option, a value, a page or a name that there is not: the nearest there is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.conftest import STORY, Run


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["lgo"], 2, "there is no command “lgo”; did you mean “log”? “netui --help” says how"),
        (["quagmire"], 2, "there is no command “quagmire”; “netui --help” says how"),
        (["goal", "nwe"], 2, "there is no command “nwe”; did you mean “new”? “netui goal --help” says how"),
        (["list", "--al"], 2, "No such option '--al'; did you mean “--all”? “netui list --help” says how"),
        (["list", "--quagmire"], 2, "No such option '--quagmire'; “netui list --help” says how"),
        (
            ["add", "Ada", "--circle", "clos"],
            2,
            "Invalid value for '--circle': 'clos' is not one of 'inner', 'close', 'wider', 'outer'; "
            "did you mean “close”? “netui add --help” says how",
        ),
        (["due", "--limit", "0"], 2, "Invalid value for '--limit': 0 is not in the range x>=1; "
         "“netui due --help” says how"),
        (["help", "lien"], 1, "there is no page “lien”; did you mean “line”?"),
        (["export", "vcrad"], 2, "there is no format “vcrad”; did you mean “vcard”?"),
        (["config", "zoen"], 1, "there is no setting “zoen”; did you mean “zone”?"),
        (["config", "keys.lgo", "v"], 1, "there is no key “lgo”; did you mean “log”?"),
        (
            ["config", "stage", "erly"],
            2,
            "stage is one of student, early, established, leading, founder, changing, returning; "
            "did you mean “early”?",
        ),
    ],
)  # fmt: skip
def test_a_word_that_there_is_not(run: Run, arguments: list[str], code: int, said: str) -> None:
    assert run(*arguments, code=code).err == f"netui: {said}\n"
    assert run(*arguments, "--json", code=code).json == {
        "version": 1,
        "error": {"code": code, "message": said},
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Adda", "; did you mean “Ada Lovelace”?"),
        ("Ada Lovelance", "; did you mean “Ada Lovelace”?"),
        ("hoper", "; did you mean “Grace Hopper”?"),
        ("Amazin", "; did you mean “Grace Hopper”?"),
        ("Zed", ""),
    ],
)
@pytest.mark.parametrize("command", ["show", "balance", "archive"])
def test_a_name_that_is_nobodys(run: Run, command: str, name: str, said: str) -> None:
    run("log", STORY)
    run("edit", "Grace Hopper", "--nickname", "Amazing Grace")
    message = f"nobody here is called “{name}”{said}"
    assert run(command, name, code=1).err == f"netui: {message}\n"
    error = run(command, name, "--json", code=1).json["error"]
    assert error == {"code": 1, "message": message}


def test_a_query_that_nobody_matches(run: Run) -> None:
    run("log", STORY)
    assert run("list", "adda").out == "Nobody here matches “adda”; did you mean “Ada Lovelace”?\n"
    assert run("list", "#x is:deu").out == "Nobody here matches “#x is:deu”; did you mean “#x is:due”?\n"
    assert run("list", "quagmire").out == "Nobody here matches “quagmire”.\n"
    assert len(run("list", "yesterday").out.splitlines()) == 2


def test_a_title_that_there_is_not(run: Run) -> None:
    run("event", "new", "The Eclipse Evening")
    run("opportunity", "new", "The summer school")
    assert run("event", "show", "Eclipsed", code=1).err == (
        "netui: there is no event “Eclipsed”; did you mean “The Eclipse Evening”?\n"
    )
    assert "there is no event “quagmire”; netui event lists" in run("event", "show", "quagmire", code=1).err
    assert run("opportunity", "happened", "sumer", code=1).err == (
        "netui: there is no opportunity “sumer”; did you mean “The summer school”?\n"
    )


def test_a_word_of_a_line_that_is_nobodys(run: Run) -> None:
    run("log", STORY)
    assert run("log", "coffee with Adda").err.splitlines()[0] == (
        "nobody here is called “Adda”; did you mean “Ada Lovelace”? write @ before the name of somebody new"
    )
    assert run("log", "coffee with Zed").err.splitlines()[0] == (
        "nobody here is called “Zed”: write @ before the name of somebody new"
    )


def test_namesakes_are_offered_with_what_tells_them_apart(run: Run) -> None:
    run("add", "Ada Lovelace", "--org", "Royal Society")
    run("add", "Ada Lovelace", "--org", "Engine Works", "--anyway")
    said = run("show", "Ada Lovelaec", code=1).err
    assert "“Ada Lovelace (Royal Society)” or “Ada Lovelace (Engine Works)”?" in said


def test_what_is_right_loads_nothing_to_measure_likeness() -> None:
    script = "import sys; from netui.cli.main import main; main(['help']); print('rapidfuzz' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
