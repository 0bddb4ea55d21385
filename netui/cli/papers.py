"""What explains netui: help prints its pages, completion what a shell is to read."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from netui.cli import output
from netui.cli.completing import SHELLS, script, words
from netui.cli.context import Session, pass_session
from netui.cli.options import command
from netui.papers import TOPICS

WIDTH = 80
"""Columns where the terminal does not say."""


@command("help", short_help="Read a page: the line, the rules, your data and more.")
@click.argument("topic", required=False, metavar="[TOPIC]", shell_complete=words(lambda: TOPICS))
@pass_session
def help_page(session: Session, topic: str | None) -> None:
    """Read a page about TOPIC; without one, say which pages there are."""
    from netui.papers import page

    if topic is None:
        output.show(
            session.json,
            lambda: {"topics": [{"topic": name, "about": about} for name, about in TOPICS.items()]},
            _topic_lines,
        )
        return
    text = page(session.typed(topic).strip().lower())
    output.show(session.json, lambda: {"topic": topic, "text": text}, lambda: _page_lines(text))


def _topic_lines() -> Iterator[str]:
    from netui.cli.layout import table

    yield from table(TOPICS.items())
    yield ""
    yield "netui help TOPIC prints a page (long ones: netui help TOPIC | less); f1 shows them in the program."
    yield "netui --help lists the commands, netui COMMAND --help explains one."


def _page_lines(text: str) -> Iterator[str]:
    from shutil import get_terminal_size

    from netui.papers import lines_of

    width = get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
    return (line.text for line in lines_of(text, width))


@command("completion", short_help="What a shell reads to complete netui's words.")
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
@pass_session
def completion(session: Session, shell: str) -> None:
    """What bash, zsh or fish is to read so that it completes commands, options and the names of contacts.

    \b
    bash, in ~/.bashrc:  eval "$(netui completion bash)"
    zsh, in ~/.zshrc:    eval "$(netui completion zsh)"
    fish:                netui completion fish > ~/.config/fish/completions/netui.fish
    """
    text = script(shell)
    output.show(session.json, lambda: {"shell": shell, "script": text}, text.splitlines)
