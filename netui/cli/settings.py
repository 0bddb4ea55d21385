"""Where things are and what is set: config."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.completing import words
from netui.cli.context import Session, pass_session
from netui.cli.layout import labelled, table
from netui.cli.options import command
from netui.errors import NetuiError, UsageProblem

if TYPE_CHECKING:
    from netui.settings import Setting, Value


NOT_HERE = "under restricted use only the practice is set here, not the program"


def _keys() -> list[str]:
    from netui.settings import SETTINGS

    return [setting.key for setting in SETTINGS]


@command("config", short_help="Where things are and what is set; set something.")
@click.argument("key", required=False, metavar="[KEY]", shell_complete=words(_keys))
@click.argument("value", required=False, metavar="[VALUE]")
@click.option("--write", is_flag=True, help="Write a config.toml that says what can be set.")
@pass_session
def config(session: Session, key: str | None, value: str | None, write: bool) -> None:
    """Where things are and what is set; with KEY that one alone, with KEY and VALUE set it.

    The VALUE "default" takes a setting of the program back to what it is by itself. keys.ID is the key of a
    command, by its id in netui keys.
    """
    from netui.settings import change, find, write_template

    if write:
        if key is not None:
            raise UsageProblem("--write goes without a KEY")
        if session.restricted:
            raise NetuiError(NOT_HERE)
        write_template(_config_path())
        output.show(session.json, lambda: {"written": str(_config_path())}, lambda: [str(_config_path())])
        return

    if key is None:
        shown = list(_all(session))
        output.show(
            session.json,
            lambda: {"paths": _paths(session), "settings": [_shape(*each) for each in shown]},
            lambda: _lines(session, shown),
        )
        return
    setting = find(session.typed(key))
    if value is not None:
        if session.restricted and not setting.in_document:
            raise NetuiError(NOT_HERE)
        change(setting, session.typed(value), _config_path(), session.network, session.now)
        session.forget_config()
    found = _value(session, setting)
    output.show(session.json, lambda: {"setting": _shape(setting, found)}, lambda: [_one(found)])


def _config_path() -> Path:
    from netui.paths import config_path

    try:
        return config_path()
    except RuntimeError:
        raise NetuiError("this account has no home in which a configuration could be kept") from None


def _all(session: Session) -> Iterator[tuple[Setting, Value]]:
    from netui.settings import SETTINGS

    return ((setting, _value(session, setting)) for setting in SETTINGS)


def _value(session: Session, setting: Setting) -> Value:
    from netui.settings import Value, value_of

    found = value_of(setting, session.config, session.network, session.now)
    if setting.key == "zone" and not found.is_set:
        return Value(session.clock.zone, False, "as the system says, or --zone")
    return found


def _paths(session: Session) -> dict[str, str]:
    from netui.paths import config_path, state_folder

    document = session.network.store.path
    paths = {
        "document": document,
        "journal": document.with_suffix(".journal"),
        "history": document.with_suffix(".history"),
        "backups": session.network.store.backups.folder,
    }
    with suppress(RuntimeError):  # an account without a home
        paths |= {"configuration": config_path(), "state": state_folder()}
    return {name: str(path) for name, path in paths.items()}


def _shape(setting: Setting, value: Value) -> dict[str, Any]:
    return {
        "key": setting.key,
        "value": value.text,
        "set": value.is_set,
        "note": value.note,
        "about": setting.about,
        "choices": list(setting.choices),
        "kept": "document" if setting.in_document else "configuration",
    }


def _one(value: Value) -> str:
    return f"{value.text} ({value.note})" if value.note else value.text


def _lines(session: Session, shown: list[tuple[Setting, Value]]) -> Iterator[str]:
    yield "where things are"
    yield from labelled(_paths(session).items())
    for in_document, heading in ((True, "the practice, kept in the document"), (False, "the program")):
        yield ""
        yield heading
        yield from table(
            [
                (setting.key, _one(value) or "not set", setting.about)
                for setting, value in shown
                if setting.in_document == in_document
            ],
            indent="  ",
        )
