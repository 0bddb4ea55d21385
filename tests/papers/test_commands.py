"""Every command that the README and the pages name is run, and exits as they say."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from netui.cli.main import command_names
from netui.cli.options import shared_options
from tests.papers.generated import all_commands, own_options, usage
from tests.papers.scratch import Scratch, pages

IN_THEIR_PLACE = {
    "NAME": "Ada Lovelace", "OTHER": "Charles Babbage", "FILE": "vcard-gmail-list.vcf", "TOPIC": "line",
    "COMMAND": "log", "INSTANT": "2026-11-23T10:00Z", "PATH": "other.json",
    "EVENT": "eclipse",
}  # fmt: skip
"""What is put where the papers have a word in capitals."""

OTHERWISE = {
    ("log",): (2, "it wants a line"),
    ("due", "--exit-code"): (10, "there is something"),
    ("done",): (2, "it wants to know what"),
    ("snooze",): (2, "it wants to know what"),
    ("edit",): (2, "it wants to know whom"),
    ("event", "met"): (2, "it wants to know which event"),
    ("forget", "NAME"): (1, "it asks, and nobody is there to answer"),
    ("forget",): (2, "it wants to know whom"),
    ("amend",): (2, "it wants an id and a line"),
    ("merge", "NAME", "NAME"): (1, "nobody is merged with themselves"),
    ("restore", "NAME"): (1, "a name that backup --list shows is to be given"),
    ("drafts", "confirm", "ID"): (2, "an id that drafts shows is to be given"),
    ("undo", "12"): (1, "there are not twelve changes yet"),
    ("undo",): (1, "nothing was changed yet"),
}
"""Commands that the papers name in passing and that do not end with 0 as they stand there, and why."""


def commands_in(line: str) -> Iterator[tuple[list[str], int]]:
    """The commands of netui's in a line of the shell, each with the exit code that a comment says."""
    said = re.search(r"# exits (\d+)", line)
    lexer = shlex.shlex(line, posix=True, punctuation_chars=";|&")
    lexer.whitespace_split, lexer.commenters = True, "#"
    words: list[str] = []
    for word in [*lexer, ";"]:
        if set(word) <= set(";|&"):
            if words[:1] == ["netui"]:
                yield words[1:], int(said[1]) if said else 0
            words = []
        else:
            words.append(word)


def blocks() -> Iterator[tuple[str, list[str]]]:
    """The blocks of the shell in the papers, one document for each."""
    for name, text in pages():
        for number, block in enumerate(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)):
            lines = [line for line in block.splitlines() if line.startswith("netui")]
            if lines:
                yield f"{name}-{number}", lines


def in_passing() -> set[tuple[str, ...]]:
    """The commands that stand in the prose."""
    found = set()
    for _, text in pages():
        prose = re.sub(r"```.*?```|<!-- generated.*?<!-- end -->", "", text, flags=re.DOTALL)
        for code in re.findall(r"`(netui(?: [^`]*)?)`", prose):
            found.add(tuple(shlex.split(code)[1:]))
    return found


@pytest.mark.parametrize(
    ("name", "lines"), blocks(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_block_of_commands(name: str, lines: list[str], tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    for line in lines:
        for arguments, code in commands_in(line):
            given = [IN_THEIR_PLACE.get(word, word) for word in arguments]
            told = scratch.run(*given)
            assert told.code == code, (line, told)


@pytest.mark.parametrize("arguments", sorted(in_passing()), ids=" ".join)
def test_a_command_in_passing(arguments: tuple[str, ...], tmp_path: Path) -> None:
    code, _ = OTHERWISE.get(arguments, (0, ""))
    told = Scratch(tmp_path).run(*(IN_THEIR_PLACE.get(word, word) for word in arguments))
    assert told.code == code, told
    assert told.out or told.err


def test_nothing_is_excused_that_is_not_named() -> None:
    assert set(OTHERWISE) <= in_passing()


def test_every_option_that_is_named_is_one() -> None:
    options = {name for option in shared_options() for name in option.opts}
    for _, command in all_commands():
        for option in own_options(command):
            options |= {*option.opts, *option.secondary_opts}
    options |= {"--help", "-h"}
    for name, text in pages():
        for code in re.findall(r"`([^`\n]*)`", text):
            if code.startswith(("--", "netui")):
                for option in re.findall(r"(?<![\w-])--?[a-z][\w-]*", code):
                    assert option in options, (name, code)


def test_every_command_and_option_is_in_the_help_of_the_page() -> None:
    """The page of commands is written from them; this looks at the words themselves."""
    text = dict(pages())["commands"]
    for words, command in all_commands():
        assert f"`netui {usage(words, command)}`" in text
        for option in own_options(command):
            assert option.opts[-1] in text
    assert set(command_names()) <= {words.partition(" ")[0] for words, _ in all_commands()}
