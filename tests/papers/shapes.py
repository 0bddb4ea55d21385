"""The fields of the objects that commands print with ``--json``, seen by having each command print them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.papers.scratch import Scratch

BY_NAME = {
    ("show", "channels"): "channel",
    ("check", "records"): "table",
    ("config", "paths"): "name",
    ("forget", "forgotten", "records"): "table",
    ("forget", "forgotten", "lessened"): "table",
    ("merge", "merged", "moved"): "table",
    ("import", "dropped"): "what",
}
"""Objects whose keys are no fields: what their keys are."""

WIDTH = 92
"""Columns of a block."""

ADA, MARY = "Ada Lovelace", "Mary Somerville"


def invocations(scratch: Scratch) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each command in ways that between them show all of its fields; run in this order."""
    yield "due", ("due",)
    yield "list", ("list", "--all")
    yield "show", ("show", ADA)
    yield "show", ("show", "Laura Bassi")
    yield "show", ("show", "Hypatia")
    yield "show", ("show", "Royal Society")
    yield "show --all", ("show", "Royal Society", "--all")
    yield "balance", ("balance",)
    yield "balance --why", ("balance", ADA, "--why")
    for part in ("--channels", "--open", "--months"):
        yield f"balance {part}", ("balance", part)
    yield "streak", ("streak",)
    yield "streak --months", ("streak", "--months")
    yield "streak --day", ("streak", "--day", "2026-11-19")
    yield "ways", ("ways",)
    yield "goals", ("goals",)
    yield "opportunities", ("opportunities",)
    yield "event", ("event",)
    yield "event show", ("event", "show", "engines")
    yield "goal", ("goal",)
    yield "goal list", ("goal", "list")
    yield "goal show", ("goal", "show", "gives")
    yield "goal presets", ("goal", "presets")
    yield "opportunity", ("opportunity",)
    yield "opportunity show", ("opportunity", "show", "school")
    yield "introduce", ("introduce",)
    everything = (
        'yesterday: @"Wilhelmina Fleming" introduced me to @"Annie Cannon" at "The Observatory" at 14:30, '
        '45min, got advice, promised a letter by friday #stars place:"Harvard" '
        'opportunity:"A post"; met Hypathia'
    )
    yield "log", ("log", everything)
    yield "log", ("log", "plan: coffee with Hypatia tomorrow")
    yield "log", ("log", "note: Hypatia reads Apollonius")
    yield "note", ("note", "Hypatia reads Apollonius")
    yield "plan", ("plan", "coffee with Hypatia next tuesday")
    yield "promise", ("promise", "Hypatia the commentary by friday")
    yield "show", ("show", "Annie Cannon")
    yield "show", ("show", "Hypatia")
    yield "review", ("review",)
    yield "review", ("review", "--next", "Hypatia", "--moment", "a walk", "--done")
    entry = str(scratch.json("log", "coffee with Hypatia")["interaction"]["id"])
    yield "amend", ("amend", entry, "lunch with Hypatia")
    yield "delete", ("delete", entry)
    reminders = scratch.json("due")["reminders"]
    by_kind = {each["kind"]: each["id"] for each in reminders}
    yield "snooze", ("snooze", by_kind["cadence"], "2026-12-01")
    yield "done", ("done", by_kind["promise"])
    yield "done", ("done", by_kind["date"])
    yield "done", ("done", by_kind["event_follow_up"], "call with Maria Agnesi")
    yield "rest", ("rest", "2026-12-24", "2026-12-26")
    yield "rest", ("rest",)
    yield "add", ("add", "Cecilia Payne", "--org", "The Observatory", "--role", "astronomer")
    yield "edit", ("edit", "Cecilia Payne", "--tag", "stars")
    yield "mute", ("mute", "Cecilia Payne")
    yield "archive", ("archive", "Cecilia Payne")
    yield "event new", ("event", "new", "The Transit", "--day", "2026-11-20")
    yield "event change", ("event", "change", "transit", "--place", "Leeds")
    yield "event met", ("event", "met", "transit", "Hypatia")
    yield "introduce", ("introduce", "Hypatia", MARY)
    yield "opportunity new", ("opportunity", "new", "A chair", "--via", "Hypatia")
    yield "opportunity change", ("opportunity", "change", "chair", "--story", "it was told of at lunch")
    yield "opportunity happened", ("opportunity", "happened", "chair")
    yield "opportunity passed", ("opportunity", "passed", "chair")
    yield "goal new", ("goal", "new", "interactions", "2", "--weeks", "4")
    yield "goal change", ("goal", "change", "interactions", "3")
    yield "goal end", ("goal", "end", "interactions", "it is a habit now")
    yield "goal list", ("goal", "list")
    yield "import", ("import", "Connections.csv", "--dry-run")
    yield "import", ("import", "vcard-gmail-list.vcf")
    yield "import", ("import", "google-invite.ics")
    yield "import", ("import", "monica.json")
    yield "drafts", ("drafts",)
    drafts = [str(each["id"]) for each in scratch.json("drafts")["drafts"]]
    yield "drafts confirm", ("drafts", "confirm", drafts[0])
    yield "drafts drop", ("drafts", "drop", "all")
    yield "export", ("export", "vcard")
    yield "export", ("export", "csv", "-o", "people-again.csv")
    yield "merge", ("merge", "Annie Cannon", "Cecilia Payne")
    yield "backup", ("backup",)
    yield "backup", ("backup", "--list")
    backup = scratch.json("backup", "--list")["backups"][0]["name"]
    yield "restore", ("restore", backup)
    yield "undo", ("undo",)
    yield "redo", ("redo",)
    yield "history", ("history",)
    yield "check", ("check",)
    yield "check", ("check", "--mend")
    yield "forget", ("forget", "Annie Cannon", "--yes")
    yield "keys", ("keys",)
    yield "config", ("config",)
    yield "config", ("config", "routine", "4")
    yield "help", ("help",)
    yield "help", ("help", "line")
    yield "completion", ("completion", "bash")
    yield "demo", ("demo",)
    journal = scratch.document.with_name("network.sync-conflict-20261123-100000-ABCDEFG.json")
    journal.write_bytes(scratch.document.read_bytes())
    yield "check", ("check",)


def seen(folder: Path) -> dict[str, list[Any]]:
    """What each command printed."""
    scratch, found = Scratch(folder), defaultdict(list)
    for name, arguments in invocations(scratch):
        told = scratch.json(*arguments)
        assert "error" not in told, (arguments, told)
        assert told.pop("version") == 1
        found[name].append(told)
    return dict(found)


def shapes(folder: Path) -> str:
    """The fields of every command; those that print the same stand together."""
    same: dict[str, list[str]] = defaultdict(list)
    for name, values in sorted(seen(folder).items()):
        same[_words((name,), values, "")].append(f"`netui {name}`")
    return "\n\n".join(f"{', '.join(names)}\n\n```text\n{words}\n```" for words, names in same.items())


def _words(path: tuple[str, ...], values: list[Any], indent: str) -> str:
    """What ``values``, seen at one place, look like: fields, lists, and whether there may be none."""
    objects = [value for value in values if isinstance(value, dict)]
    lists = [value for value in values if isinstance(value, list)]
    told = ""
    if objects and path in BY_NAME:
        of = _words((*path, "*"), [each for value in objects for each in value.values()], indent)
        told = f"{{{BY_NAME[path]}: {of}}}" if of else f"{{{BY_NAME[path]}}}"
    elif objects:
        told = _object(path, objects, indent)
    elif lists:
        told = f"[{_words((*path, '[]'), [each for value in lists for each in value], indent)}…]"
    return f"{told}|null" if None in values else told


def _object(path: tuple[str, ...], objects: list[dict[str, Any]], indent: str) -> str:
    inner = f"{indent}  "
    fields = []
    for name in dict.fromkeys(name for value in objects for name in value):
        told = _words((*path, name), [value[name] for value in objects if name in value], inner)
        bare = not told or told == "|null"
        fields.append(f"{name}{told}" if bare else f"{name}: {told}")
    if not any("\n" in field for field in fields) and len(
        together := f"{{{', '.join(fields)}}}"
    ) <= WIDTH - len(indent):
        return together
    lines = [inner]
    for place, field in enumerate(fields):
        more = f"{field}," if place < len(fields) - 1 else field
        if "\n" in field or "\n" in lines[-1] or len(lines[-1]) + len(more) > WIDTH:
            lines.append(inner)
        lines[-1] += more if lines[-1] == inner else f" {more}"
    return "\n".join(("{", *(line.rstrip() for line in lines if line.strip()), f"{indent}}}"))
