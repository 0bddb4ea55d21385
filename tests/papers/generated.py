"""What stands in the pages and comes from the code: tables between two marks, and readings below lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from netui.cli.main import COMMANDS, Netui
from netui.cli.options import shared_options
from netui.exchange.csv_table import FIELDS, IGNORED
from netui.settings import SETTINGS
from netui.tui.commands import COMMANDS as KEYS
from netui.tui.commands import EVERYWHERE, keys_table
from netui.tui.screens.help import LINE_KEYS
from tests.papers.reading import readings
from tests.papers.shapes import shapes

MARKED = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
LINES = re.compile(r"(```line\n)(.*?)(```)", re.DOTALL)


def written_anew(markdown: str, folder: Path) -> str:
    """A page with all of it as the code has it now. ``folder``: an empty one, to try commands in."""

    def table(found: re.Match[str]) -> str:
        return f"{found[1]}\n{TABLES[found[2]](folder)}\n\n{found[3]}"

    tabled = MARKED.sub(table, markdown)
    return LINES.sub(lambda found: f"{found[1]}{readings(found[2])}{found[3]}", tabled)


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in lines)


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _keys(_: Path) -> str:
    where = {command.id: command.screens for command in KEYS}
    return _table(
        ("key", "id", "does"),
        (
            (", ".join(map(_code, key.split(", "))), name, f"{does} {_screens(where[name])}")
            for key, name, does in keys_table()
        ),
    )


def _screens(screens: Sequence[str]) -> str:
    return "Everywhere." if EVERYWHERE in screens else f"On {', '.join(screens)}."


def _line_keys(_: Path) -> str:
    return _table(("key", "does"), ((_code(key), does) for key, does in LINE_KEYS))


def _settings(_: Path) -> str:
    parts = []
    for heading, in_document in (("The practice", True), ("The program", False)):
        rows = (
            (_code(setting.key), f"{setting.about}: {', '.join(setting.choices) or setting.hint}")
            for setting in SETTINGS
            if setting.in_document == in_document
        )
        parts.append(f"### {heading}\n\n{_table(('setting', 'is'), rows)}")
    return "\n\n".join(parts)


def _fields(_: Path) -> str:
    guessed = ((field, headers.replace("; ", ", ")) for field, headers in FIELDS.items())
    return _table(
        ("field", "headers by which it is guessed"), iter([*guessed, (IGNORED, "leaves the column out")])
    )


def all_commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it: "event", "event new"."""
    group = Netui()
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            for inner, one in command.commands.items():
                yield f"{name} {inner}", one


def own_options(command: click.Command) -> list[click.Option]:
    """The options that a command has for itself."""
    shared = {option.name for option in shared_options()}
    return [param for param in command.params if isinstance(param, click.Option) and param.name not in shared]


def usage(words: str, command: click.Command) -> str:
    """How a command is called: "snooze ID DAY…"."""
    arguments = [
        param.make_metavar(click.Context(command))
        for param in command.params
        if isinstance(param, click.Argument)
    ]
    return " ".join((words, *arguments))


def _options_words(command: click.Command) -> str:
    context = click.Context(command)
    told = []
    for option in own_options(command):
        record = option.get_help_record(context)
        assert record is not None
        names, about = (part.strip().rstrip(".") for part in record)
        told.append(f"{_code(names)}{f': {about}' if about else ''}")
    return f" {'; '.join(told)}." if told else ""


def _commands(_: Path) -> str:
    commands = dict(all_commands())
    parts = []
    for heading, names in COMMANDS.items():
        rows = [
            (
                _code(f"netui {usage(words, command)}"),
                command.get_short_help_str(200) + _options_words(command),
            )
            for words, command in commands.items()
            if words.partition(" ")[0] in names
        ]
        parts.append(f"### {heading}\n\n{_table(('command', 'does'), iter(rows))}")
    return "\n\n".join(parts)


def _everywhere(_: Path) -> str:
    context = click.Context(Netui())
    records = [option.get_help_record(context) for option in shared_options()]
    return _table(
        ("option", "does"), ((_code(record[0]), record[1]) for record in records if record is not None)
    )


TABLES: dict[str, Callable[[Path], str]] = {
    "keys": _keys,
    "line-keys": _line_keys,
    "settings": _settings,
    "fields": _fields,
    "commands": _commands,
    "everywhere": _everywhere,
    "json": shapes,
}

__all__ = ["EVERYWHERE", "TABLES", "all_commands", "own_options", "usage", "written_anew"]
