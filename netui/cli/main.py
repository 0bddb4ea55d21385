"""The ``netui`` command: finds the command that is meant, runs it, and says in one line what went wrong."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from netui.cli import output
from netui.cli.context import Session
from netui.cli.options import SETTINGS, Group, shared_options, write_options
from netui.cli.restricted import confined, is_restricted
from netui.errors import ChoiceNeeded, NetuiError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

FAULT = 70
"""Exit code after a fault of netui itself (EX_SOFTWARE of sysexits)."""

_SAID = re.compile(r"'(?P<value>.*)' is not", re.DOTALL)
"""What a value that is none of several was."""

COMMANDS: dict[str, dict[str, str]] = {
    "Write": {
        "log": "line:log",
        "note": "line:note",
        "promise": "line:promise",
        "plan": "line:plan",
        "amend": "amend:amend",
        "delete": "amend:delete",
    },
    "Look": {
        "due": "due:due",
        "list": "contacts:list_contacts",
        "show": "contacts:show",
        "balance": "practice:balance",
        "streak": "streak:streak",
        "ways": "ways:ways",
        "goals": "goals:goals",
        "opportunities": "opportunities:opportunities",
        "review": "review:review",
    },
    "Keep": {
        "event": "events:event",
        "introduce": "introductions:introduce",
        "opportunity": "opportunities:opportunity",
        "goal": "goals:goal",
    },
    "Contacts": {
        "add": "edit:add",
        "edit": "edit:edit",
        "archive": "edit:archive",
        "mute": "edit:mute",
        "forget": "forget:forget",
        "merge": "merge:merge",
    },
    "In and out": {
        "import": "importing:import_files",
        "export": "exporting:export",
        "drafts": "drafts:drafts",
    },
    "Answer": {"done": "answer:done", "snooze": "answer:snooze", "rest": "streak:rest"},
    "Look after": {
        "undo": "past:undo",
        "redo": "past:redo",
        "history": "past:history",
        "backup": "copies:backup",
        "restore": "copies:restore",
        "check": "check:check",
    },
    "The program": {
        "demo": "program:demo",
        "keys": "program:keys",
        "config": "settings:config",
        "help": "papers:help_page",
        "completion": "papers:completion",
    },
}
"""Every command by the heading it stands under in the help, with its module here and its name there."""


def command_names() -> list[str]:
    """All names, in the order of the help."""
    return [name for names in COMMANDS.values() for name in names]


class Netui(Group):
    """The group of all commands; each is imported when it is used."""

    def __init__(self) -> None:
        super().__init__(
            "netui",
            callback=_without_command,
            invoke_without_command=True,
            params=list(shared_options()),
            context_settings=SETTINGS,
            subcommand_metavar="[COMMAND]…",
            help="Networking as a practice. Without a command: the program, or Today as text where there is "
            "no terminal.",
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help."""
        return command_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        for names in COMMANDS.values():
            if cmd_name in names:
                module, _, attribute = names[cmd_name].partition(":")
                found: click.Command = getattr(import_module(f"netui.cli.{module}"), attribute)
                gc.enable()  # off since the process began: see __main__
                return found
        return None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by heading, then the options."""
        for heading, names in COMMANDS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(heading):
                formatter.write_dl(
                    [
                        (name, command.get_short_help_str(72))
                        for name, command in commands
                        if command is not None
                    ]
                )
        write_options(self, ctx, formatter)


@click.pass_context
def _without_command(ctx: click.Context) -> int | None:
    if ctx.invoked_subcommand is not None:
        return None
    from netui.cli.program import open_or_print

    return open_or_print(ctx.ensure_object(Session))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run netui with ``arguments`` (the process's own if None); returns the exit code.

    Whatever a person or a script gets wrong is one line on standard error, or with ``--json`` one object on
    standard output, and never a traceback.
    """
    arguments = [_utf8(word) for word in sys.argv[1:]] if arguments is None else list(arguments)
    output.prepare_streams()
    session = Session(output.tell)
    try:
        if is_restricted(_options_of(arguments)):
            session.options.restricted = True
            arguments = confined(arguments, command_names())
        return _run(arguments, session)
    except click.ClickException as error:
        return _report(arguments, error.exit_code, _usage_message(error))
    except ChoiceNeeded as error:
        return _report(arguments, error.exit_code, error.message, ambiguous=_ambiguous(error))
    except output.OutputError as error:
        # Never as JSON: what could not take the answer takes no error either.
        return _report((), error.exit_code, error.message)
    except NetuiError as error:
        return _report(arguments, error.exit_code, error.message)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except OSError as error:
        return _report(
            arguments, 1, f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
        )
    except Exception as error:
        return _report(arguments, FAULT, _fault_message(error))


def _utf8(word: str) -> str:
    """An argument as UTF-8, where a locale without it has left bytes undecoded."""
    if word.isascii() or not any("\udc80" <= character <= "\udcff" for character in word):
        return word
    return os.fsencode(word).decode("utf-8", "surrogateescape")


def _run(arguments: Sequence[str], session: Session) -> int:
    try:
        code: Any = Netui().main(list(arguments), prog_name="netui", standalone_mode=False, obj=session)
    finally:
        session.close()
    return code if isinstance(code, int) else 0


def _report(arguments: Sequence[str], code: int, message: str, **more: Any) -> int:
    message = output.clean(message)
    if "--json" in _options_of(arguments):
        with suppress(output.OutputError):
            output.answer({"error": {"code": code, "message": message}, **more})
            return code
    output.tell(f"netui: {message}")
    return code


def _options_of(arguments: Sequence[str]) -> Sequence[str]:
    """The arguments that may be options: those before ``--``."""
    return arguments[: arguments.index("--")] if "--" in arguments else arguments


def _usage_message(error: click.ClickException) -> str:
    """What was used wrongly, what may have been meant, and where to look."""
    from netui.domain.nearest import did_you_mean

    message = error.message if isinstance(error, click.NoSuchOption) else error.format_message()
    message = message.strip().replace("\n", " ").rstrip(".")
    context = getattr(error, "ctx", None)
    message += "" if message.endswith("?") else did_you_mean(_meant(error, context))
    command = context.command_path if context is not None else "netui"
    return f"{message}{'' if message.endswith('?') else ';'} “{command} --help” says how"


def _meant(error: click.ClickException, context: click.Context | None) -> list[str]:
    """Of the options, or of the values of one, those that come near what was said."""
    from netui.domain.nearest import nearest

    if isinstance(error, click.NoSuchOption) and context is not None:
        options = [name for param in context.command.get_params(context) for name in param.opts]
        return nearest(error.option_name, options)
    if isinstance(error, click.BadParameter) and error.param is not None:
        said = _SAID.match(error.message)
        choices = error.param.type.choices if isinstance(error.param.type, click.Choice) else ()
        return nearest(said["value"], map(str, choices)) if said is not None else []
    return []


def _ambiguous(error: ChoiceNeeded) -> list[dict[str, Any]]:
    return [
        {
            "matched": ambiguity.matched,
            "candidates": [
                {"id": candidate.id, "name": candidate.name} for candidate in ambiguity.candidates
            ],
        }
        for ambiguity in error.ambiguities
    ]


def _fault_message(error: Exception) -> str:
    """Where netui broke, without any value: values here are private notes."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename.rpartition('/netui/')[2]}:{frame.lineno}"
    return f"a fault of netui's own: {type(error).__name__} at {place}; what it acknowledged is on disk"
