"""What the shell is offered while a command is typed: names of contacts, and words of short lists.

Whatever goes wrong, nothing is offered: a shell that waits is no place for a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from netui.cli.context import Session

if TYPE_CHECKING:
    from click.shell_completion import ShellComplete

Offer = Callable[[click.Context, click.Parameter, str], list[str]]

VARIABLE = "_NETUI_COMPLETE"
"""What a shell sets when it asks; click's own convention."""

SHELLS = ("bash", "zsh", "fish")

_BASH = """\
_netui_completion() {
    local word=${COMP_WORDS[COMP_CWORD]} type value
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                # Within quotation marks a name stands as it is; else what is in it is escaped.
                [[ $word == [\\"\\']* ]] || printf -v value %q "$value"
                COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
        _NETUI_COMPLETE=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F _netui_completion netui
"""
"""Click's own leaves the spaces of a name unescaped."""

_FISH = """\
function _netui_completion
    for completion in (COMP_WORDS=(commandline -cp) COMP_CWORD=(commandline -t) \\
            _NETUI_COMPLETE=fish_complete netui 2>/dev/null)
        set -l offered (string split --max 1 , $completion)
        switch $offered[1]
            case dir
                __fish_complete_directories $offered[2]
            case file
                __fish_complete_path $offered[2]
            case plain
                echo $offered[2]
        end
    end
end
complete --no-files --command netui --arguments "(_netui_completion)"
"""
"""Click's own cuts a name at its first comma."""


def script(shell: str) -> str:
    """What a shell is to read so that it completes ``netui``."""
    from click.shell_completion import ZshComplete

    if shell == "zsh":
        asked: ShellComplete = ZshComplete(click.Command("netui"), {}, "netui", VARIABLE)
        return asked.source()
    return {"bash": _BASH, "fish": _FISH}[shell]


def contact_names(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Names in which a word begins with what was typed."""
    wanted = incomplete.casefold()
    return sorted(
        name
        for name in _names(ctx)
        if name.isprintable() and (name.casefold().startswith(wanted) or f" {wanted}" in name.casefold())
    )


def names_in_text(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """As :func:`contact_names` for a word of a line that could be a name: with a capital letter or ``@``."""
    if incomplete.startswith("@"):
        return [f"@{name}" for name in contact_names(ctx, param, incomplete[1:]) if " " not in name]
    return contact_names(ctx, param, incomplete) if incomplete[:1].isupper() else []


def words(offered: Callable[[], Iterable[str]]) -> Offer:
    """Those of a short list that begin with what was typed."""

    def offer(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        try:
            return [word for word in offered() if word.startswith(incomplete)]
        except Exception:
            return []

    return offer


def _names(ctx: click.Context) -> list[str]:
    found = ctx.find_object(Session)
    session = Session(lambda message: None, found.options if found is not None else None)
    session.only_looks = True
    try:
        return [contact.name for contact in session.open(create=False).contacts.values()]
    except Exception:
        return []
