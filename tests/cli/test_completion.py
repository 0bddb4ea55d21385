"""Completion in real shells: commands, options, short lists and the names of contacts."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from netui.cli.completing import SHELLS
from tests.cli.conftest import Run
from tests.terminal import Terminal, path_with_netui

NAMES = ("Ada Lovelace", "Émilie du Châtelet", "Smith, Jones & Co", "$(id) `id` 'x' \"y\"")


@pytest.fixture
def environment(run: Run, path: Path, tmp_path: Path) -> dict[str, str]:
    """A shell's, with netui on the path and contacts whose names are hard to type."""
    for name in NAMES:
        run("add", name)
    return {
        "PATH": path_with_netui(tmp_path),
        "NETUI_DOCUMENT": str(path),
        "LC_ALL": "C.UTF-8",
        "HOME": str(tmp_path),
        "PS1": "$ ",
        "TERM": "xterm",
    }


@pytest.fixture
def sourced(run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The script of the shell that the test is marked with."""
    script = tmp_path / "completion"
    script.write_text(run("completion", request.param).out)
    return script


def needs(shell: str) -> None:
    """Skip where the shell is not installed."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


def in_shell(environment: dict[str, str], *command: str) -> list[str]:
    """The lines that a shell prints."""
    told = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stderr == ""
    return told.stdout.splitlines()


def bash_offers(environment: dict[str, str], script: Path, *typed: str) -> list[str]:
    """What bash is offered after the words that are ``typed``, as they stand on its line."""
    words = " ".join(shlex.quote(word) for word in typed)
    ask = (
        f"source {script}; COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; _netui_completion netui; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    return [line for line in in_shell(environment, "bash", "--norc", "-c", ask) if line]


@pytest.mark.parametrize("sourced", ["bash"], indirect=True)
def test_bash_is_offered_words(environment: dict[str, str], sourced: Path) -> None:
    for typed, offered in (
        (("netui", "hel"), ["help"]),
        (("netui", "due", "--sh"), ["--short"]),
        (("netui", "help", "ru"), ["rules"]),
        (("netui", "config", "week"), ["week_start"]),
        (("netui", "export", "vc"), ["vcard", "vcard3"]),
        (("netui", "event", "m"), ["met"]),
        (("netui", "add", "x", "--circle", "in"), ["inner"]),
        (("netui", "show", "nobody"), []),
    ):
        assert bash_offers(environment, sourced, *typed) == offered


@pytest.mark.parametrize("sourced", ["bash"], indirect=True)
def test_bash_is_offered_names_that_it_can_read_again(environment: dict[str, str], sourced: Path) -> None:
    """Unquoted they are escaped, within quotation marks they stand as they are."""
    for command in (
        ("show",),
        ("introduce", "Ada\\ Lovelace"),
        ("log", "coffee", "with"),
        ("review", "--next"),
    ):
        assert bash_offers(environment, sourced, "netui", *command, "A") == ["Ada\\ Lovelace"]
        assert bash_offers(environment, sourced, "netui", *command, "Ada\\ Lo") == ["Ada\\ Lovelace"]
    assert bash_offers(environment, sourced, "netui", "show", '"Sm') == ["Smith, Jones & Co"]
    every = bash_offers(environment, sourced, "netui", "show", "")
    read_again = in_shell(environment, "bash", "--norc", "-c", f'printf "%s\\n" {" ".join(every)}')
    assert sorted(read_again) == sorted(NAMES)


@pytest.mark.parametrize("sourced", ["bash"], indirect=True)
def test_in_a_line_only_what_could_be_a_name_is_offered(environment: dict[str, str], sourced: Path) -> None:
    assert bash_offers(environment, sourced, "netui", "log", "a") == []
    assert bash_offers(environment, sourced, "netui", "log", "") == []


@pytest.mark.parametrize(
    ("shell", "begin"),
    [
        ("bash", "bash --norc --noprofile"),
        ("zsh", "zsh -f"),
    ],
)
def test_tab_in_a_terminal(shell: str, begin: str, environment: dict[str, str]) -> None:
    needs(shell)
    with Terminal(shlex.split(begin), environment=environment) as terminal:
        if shell == "zsh":
            terminal.send("autoload -Uz compinit && compinit -u -D; PS1='$ '\r")
        terminal.send(f'eval "$(netui completion {shell})"; echo rea""dy\r')
        terminal.until_shown("ready")
        terminal.send("netui show Ada\t")
        terminal.until_shown("Ada\\ Lovelace")
        terminal.send("\r")
        terminal.until_shown("never yet")


@pytest.mark.parametrize("sourced", ["fish"], indirect=True)
def test_fish(environment: dict[str, str], sourced: Path) -> None:
    needs("fish")

    def offers(line: str) -> list[str]:
        return in_shell(environment, "fish", "--no-config", "-c", f"source {sourced}; complete -C '{line}'")

    assert offers("netui help ru") == ["rules"]
    assert offers("netui show Ada") == ["Ada Lovelace"]
    assert offers("netui show Smi") == ["Smith, Jones & Co"]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_script_is_one_object_too(run: Run, shell: str) -> None:
    told = run("completion", shell, "--json").json
    assert (told["shell"], told["script"]) == (shell, run("completion", shell).out)


def test_a_shell_there_is_none_of(run: Run) -> None:
    assert run("completion", "tcsh", code=2).out == ""
