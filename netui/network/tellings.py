"""What is about to be done, in words for the question that is asked first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from netui.domain.days import counted
from netui.domain.records import RECORDS, Contact
from netui.network.logging import shorten

if TYPE_CHECKING:
    from netui.network.forgetting import Plan

FILES_SHOWN = 3
"""Files that are named before they are removed (choice); the others are counted, and named afterwards."""

WORDS: Mapping[str, tuple[str, str]] = {
    "contacts": ("contact", "contacts"),
    "interactions": ("interaction", "interactions"),
    "notes": ("note", "notes"),
    "follow_ups": ("follow-up", "follow-ups"),
    "introductions": ("introduction", "introductions"),
    "events": ("event", "events"),
    "opportunities": ("opportunity", "opportunities"),
    "goals": ("goal", "goals"),
    "rests": ("rest", "rests"),
    "dismissals": ("answer to a reminder", "answers to reminders"),
    "milestones": ("milestone", "milestones"),
    "reviews": ("weekly review", "weekly reviews"),
    "drafts": ("meeting to confirm", "meetings to confirm"),
    "sources": ("record of where something came from", "records of where things came from"),
    "profile": ("profile", "profiles"),
}
"""One and several records of each table, for people."""


def records_in_words(ids: Mapping[str, Collection[int]]) -> str:
    """Records by table: "1 contact, 3 interactions and 1 note"."""
    return counts_in_words({table: len(found) for table, found in ids.items()})


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Numbers of records by table, in words."""
    parts = [
        counted(counts[table], *WORDS.get(table, (f"record of {table}", f"records of {table}")))
        for table in (*RECORDS, *(name for name in counts if name not in RECORDS))
        if counts.get(table)
    ]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def what_goes(plan: Plan) -> str:
    """What forgetting would take away, in one sentence without its stop."""
    table = plan.key[0]
    others = {name: [each for each in ids if (name, each) != plan.key] for name, ids in plan.gone.items()}
    with_it = records_in_words(others)
    said = f"“{shorten(plan.name)}” goes for good, from history and backups too"
    if with_it:
        said += f", and with it {with_it}"
    if plan.lessened:
        name = ", where “someone” stands in its place" if table == Contact.table else ""
        said += f"; less is left of {records_in_words(plan.lessened)}{name}"
    if plan.files:
        names = [path.name for path in plan.files[:FILES_SHOWN]]
        more = len(plan.files) - len(names)
        files = f"{', '.join(names)} and {more} more" if more else ", ".join(names)
        said += f"; {counted(len(plan.files), 'file')} beside it that may hold it will be removed: {files}"
    if plan.left_over:
        said += f"; {counted(len(plan.left_over), 'record')} will still say it in words"
    return said
