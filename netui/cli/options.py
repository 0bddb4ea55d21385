"""The options that are the same everywhere, and the command class that takes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from netui.cli import output
from netui.cli.completing import contact_names, names_in_text
from netui.cli.context import Session

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def shared_options() -> list[click.Option]:
    """The options that stand before a command's name or after it; what is said last counts."""
    return [
        _option("--document", metavar="PATH", help="Another document (or $NETUI_DOCUMENT)."),
        _option("--json", is_flag=True, help="One JSON object on standard output."),
        _option(
            "--now", metavar="INSTANT", help="Another moment, such as 2026-11-23T10:00+00:00[Europe/London]."
        ),
        _option("--zone", metavar="NAME", help="Another time zone, such as Europe/London."),
        _option("--mouse", is_flag=True, help="Listen to the mouse over SSH, too."),
        _option("--restricted", is_flag=True, help="Restricted use, for a forced command over SSH."),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help="Print the version and leave.",
        ),
    ]


def _option(name: str, **settings: Any) -> click.Option:
    return click.Option([name], expose_value=False, callback=_remember, **settings)


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    session = ctx.find_object(Session)
    if session is not None and param.name is not None and value not in (None, False):
        setattr(session.options, param.name, value)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from netui import __version__

        output.say([f"netui {__version__}"])
        ctx.exit()


class Group(click.Group):
    """A command that has commands of its own, and says which one may have been meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant. Raises UsageError where there is none of that name."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            from netui.domain.nearest import did_you_mean, nearest

            near = did_you_mean(nearest(name, self.list_commands(ctx)))
            raise click.UsageError(f"there is no command “{name}”{near}", ctx)
        return super().resolve_command(ctx, args)


class Command(click.Command):
    """A command that takes the shared options too, and lists them apart in its help."""

    def __init__(self, *args: Any, only_looks: bool = False, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._only_looks = only_looks
        self.context_settings = {**SETTINGS, **self.context_settings}
        self.params.extend(shared_options())

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; its session knows whether it only looks."""
        ctx.ensure_object(Session).only_looks = self._only_looks
        return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command's own options first."""
        write_options(self, ctx, formatter)


class Commands(Group):
    """A command with commands of its own; without one of them, it does what its function does."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"invoke_without_command": True, **settings})
        self.context_settings = {**SETTINGS, **self.context_settings}
        self.params.extend(shared_options())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands of its own, then the options."""
        self.format_commands(ctx, formatter)
        write_options(self, ctx, formatter)


def commands(name: str, **settings: Any) -> Callable[[Callable[..., Any]], Commands]:
    """Make a function a command that has commands of its own."""
    return click.group(name, cls=Commands, **settings)


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write a command's own options, then those that are the same everywhere."""
    shared = {option.name for option in shared_options()} | {"help"}
    for heading, everywhere in (("Options", False), ("Everywhere", True)):
        records = [
            record
            for param in command.get_params(ctx)
            if (param.name in shared) == everywhere and (record := param.get_help_record(ctx)) is not None
        ]
        if records:
            with formatter.section(heading):
                formatter.write_dl(records)


def command(name: str, **settings: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command of this name; ``only_looks`` says that it changes nothing."""
    return click.command(name, cls=Command, **settings)


def text_argument(name: str = "text", *, required: bool = True) -> Callable[[Callable[..., Any]], Any]:
    """An argument of any number of words, as in ``netui log coffee with Ada``."""
    word = f"{name.upper()}…"
    metavar = word if required else f"[{word}]"
    return click.argument(name, nargs=-1, required=required, metavar=metavar, shell_complete=names_in_text)


def name_argument(name: str = "name", *, required: bool = True) -> Callable[[Callable[..., Any]], Any]:
    """A contact's name, which the shell can complete."""
    word = name.upper() if required else f"[{name.upper()}]"
    return click.argument(name, required=required, metavar=word, shell_complete=contact_names)
