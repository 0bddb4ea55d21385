"""What opens the program: plain ``netui`` and demo; and keys, which lists its keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import msgspec

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command


def open_or_print(session: Session, *, demo: bool = False) -> int:
    """Open the program; without a terminal on both ends print Today instead. Returns the exit code."""
    if session.json or not on_a_terminal():
        print_today(session)
        return 0
    # Before Textual is imported: these variables write files and import modules.
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    from netui.tui.app import run

    session.opens_screens = True
    while True:
        code, looks_round = run(
            session.network,
            session.clock,
            session.read_config,
            demo=demo,
            restricted=session.restricted,
            mouse=session.options.mouse,
        )
        if not looks_round:
            return code
        session.close()
        open_demo(session)


def open_demo(session: Session) -> int:
    """Open the program on a private copy of the demo network, thrown away at the end; the exit code."""
    from netui.network.demo import demo_folder, load_demo
    from netui.paths import shipped

    session.opens_screens = True  # what is wrong with the configuration is for the demo's own session to tell
    with demo_folder() as folder:
        copy = load_demo(shipped("demo.json"), folder, session.clock.now())
        shown = Session(output.tell, msgspec.structs.replace(session.options, document=str(copy)))
        try:
            return open_or_print(shown, demo=True)
        finally:
            shown.close()


def on_a_terminal() -> bool:
    """Whether both ends are a terminal that can show a screen."""
    dumb = os.environ.get("TERM", "dumb") in ("dumb", "")
    return not dumb and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def print_today(session: Session) -> None:
    """Today as plain text, or its reminders as JSON."""
    from netui.cli.due import due_shape, today_lines

    session.only_looks = True
    today = session.picture.today(session.now)
    output.show(
        session.json,
        lambda: due_shape(session, today.rows, today.now.today),
        lambda: today_lines(session, today),
    )


@command("demo", short_help="Open the program on a demo network.")
@pass_session
def demo(session: Session) -> int:
    """Open the program on a private copy of the demo network, thrown away at the end."""
    return open_demo(session)


@command("keys", short_help="The keys of the program and what they do.")
@pass_session
def keys(session: Session) -> None:
    """The keys of the program as they are set, what they do, and the id by which each can be changed.

    netui config keys.ID KEY changes one: netui config keys.log v.
    """
    from netui.tui.keymap import keymap_of

    keymap = keymap_of(session.config.keys)
    for problem in keymap.problems:
        output.tell(f"netui: {problem}")
    found = keymap.table()
    output.show(
        session.json,
        lambda: {
            "keys": [{"key": key, "id": name, "description": description} for key, name, description in found]
        },
        lambda: _key_lines(found),
    )


def _key_lines(found: list[tuple[str, str, str]]) -> Iterator[str]:
    from netui.cli.layout import table

    return table(found)
