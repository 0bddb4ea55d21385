"""What was found, in words: one plain sentence each, and one that says what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from netui.storage.mending.findings import Finding, Kind

MEND = "netui check --mend"

LABELS_SHOWN = 3
"""Changes of either end of a fork that are named (choice)."""

ASIDE = "keeps the file as it is, and"


class Words(NamedTuple):
    """What is wrong, and what to do."""

    what: str
    mend: str


def words_of(finding: Finding) -> Words:
    """A finding in words."""
    return _WORDS[finding.kind](finding)


def where(finding: Finding) -> str:
    """The file, and the line in it."""
    return f"{finding.path}, line {finding.line}" if finding.line else str(finding.path)


def _plain(what: str, mend: str) -> Callable[[Finding], Words]:
    def said(finding: Finding) -> Words:
        return Words(what.format(**finding.values), mend if finding.safe else _unsafe(finding))

    return said


def _unsafe(finding: Finding) -> str:
    """What there is to do where nothing is mended by itself."""
    if "nearest" not in finding.values:
        return f"mend first what {MEND} leaves; then check again"
    return f"put a good copy back, or {_restore(finding)}"


def _restore(finding: Finding) -> str:
    nearest = finding.values["nearest"]
    if nearest is None:
        return "netui restore FILE with any copy that you have elsewhere; there is no backup that can be read"
    return f"netui restore {nearest}, which brings back what the newest good backup holds"


def _count(number: object, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _labels(labels: object) -> str:
    assert isinstance(labels, Sequence)
    shown = ", ".join(f"“{label}”" for label in labels[-LABELS_SHOWN:])
    return f"{shown} and {len(labels) - LABELS_SHOWN} before" if len(labels) > LABELS_SHOWN else shown


def _gone(finding: Finding) -> Words:
    return Words(
        "the document is gone, though its journal or history is there",
        _rebuild(finding),
    )


def _damaged(finding: Finding) -> Words:
    why = (
        str(finding.values["why"])
        .removeprefix(f"{finding.path.name} ")
        .removeprefix(f"{finding.path.name}, ")
    )
    why = f"it {why}" if why.startswith(("is ", "holds ", "says ")) else why
    return Words(f"the document cannot be opened: {why}", _rebuild(finding))


def _rebuild(finding: Finding) -> str:
    if not finding.safe:
        return (
            "nothing proves that backups and history hold everything: put a good copy back, or "
            f"{_restore(finding)}"
        )
    source = finding.values["source"]
    begun = f"the backup {source}" if source else "the first change on"
    return f"{MEND} rebuilds it from {begun}, by the history and the journal, to the last change"


def _misfit(finding: Finding) -> Words:
    values = finding.values
    record = f"{values['table']} {values['key']}".strip()
    return Words(
        f"another program has written {record} so that it does not fit: {values['why']}",
        f"put it right in an editor, or {_restore(finding)}",
    )


def _line_flipped(finding: Finding) -> Words:
    return Words(
        f"a bit of the change “{finding.values['label']}” has flipped; its checksum says which",
        f"{MEND} sets it right" if finding.safe else _unsafe(finding),
    )


def _line_broken(finding: Finding) -> Words:
    label = finding.values["label"]
    named = f" (it seems to say “{label}”)" if label else ""
    return Words(
        f"the line cannot be read{named}: {finding.values['why']}",
        f"{MEND} {ASIDE} goes on without the line, with every other change that can be read"
        if finding.safe
        else _unsafe(finding),
    )


def _fork(finding: Finding) -> Words:
    return Words(
        _two_ends(finding),
        f"{MEND} joins them: of two edits of one field the later one stays, the earlier one is in the history"
        if finding.safe
        else _unsafe(finding),
    )


def _two_ends(finding: Finding) -> str:
    values = finding.values
    here, there = values["here"], values["there"]
    other = f"{_count(there, 'change', 'changes')} ({_labels(values['there_labels'])}, {_span(finding)})"
    if not here:
        return f"another copy has {other} after change {values['ancestor']}"
    own = f"{_count(here, 'change', 'changes')} since ({_labels(values['here_labels'])})"
    return (
        f"the history divides after change {values['ancestor']}: the document has {own}, another copy {other}"
    )


def _span(finding: Finding) -> str:
    first, last = finding.values["there_from"], finding.values["there_to"]
    assert isinstance(first, datetime)
    assert isinstance(last, datetime)
    days = (f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}")
    return f"of {days[0]}" if days[0] == days[1] else f"of {days[0]} to {days[1]}"


def _fork_unknown(finding: Finding) -> Words:
    values = finding.values
    if values["there"]:
        changes = _count(values["there"], "change", "changes")
        told = f"{_labels(values['there_labels'])}, {_span(finding)}"
        what = f"{changes} can be read that do not follow from the document ({told})"
    else:
        what = f"it goes on from another change {values['after']} than the document's, and holds none itself"
    if not values["has_journal"]:
        return Words(
            what,
            "put the history back that the document belongs to, or move this one elsewhere and "
            f"{MEND} goes on without it",
        )
    document = values["document"]
    assert isinstance(document, Path)
    copies = " and ".join(f"{document.stem}.conflict-1{suffix}" for suffix in (".history", ".journal"))
    return Words(
        what,
        "put the document back that the journal belongs to; or, to join both, put the other history and "
        f"journal, from where this document was made, beside it as {copies}, and check again; or "
        f"{_go_on(finding)}, or {_restore(finding)}",
    )


def _go_on(finding: Finding) -> str:
    return f"netui restore {quote(str(finding.values['document']))} to go on with the one that is here"


def _fork_forgotten(finding: Finding) -> Words:
    return Words(
        f"{_two_ends(finding)}; something was forgotten for good since, which the other may still hold",
        "remove the other copy, or move it elsewhere and open it by --document; joining could bring back "
        "what was forgotten",
    )


def _fork_clash(finding: Finding) -> Words:
    values = finding.values
    return Words(
        f"{_two_ends(finding)}; each has made another record of {values['table']} with the id {values['id']}",
        "move the other copy elsewhere, open it by --document, and log here what is only there",
    )


def _older(finding: Finding) -> Words:
    return Words(
        f"the document is older than its journal, and changes {_numbers(finding)} are in neither",
        f"put the newer document back, or {_go_on(finding)}, or {_restore(finding)}",
    )


def _gap(finding: Finding) -> Words:
    return Words(
        f"changes of the history cannot be found any more, by number: {_numbers(finding)}",
        f"{MEND} says so in their place; they cannot be undone" if finding.safe else _unsafe(finding),
    )


def _numbers(finding: Finding) -> str:
    numbers = finding.values["numbers"]
    assert isinstance(numbers, Sequence)
    return in_ranges(numbers)


def _copy_unknown(finding: Finding) -> Words:
    values, path = finding.values, finding.path
    if "lines" in values:
        changes = _count(values["lines"], "change", "changes")
        what = f"a synchroniser's copy holds {changes} that could not be placed"
    elif "only" in values:
        only, other = (_count(values[name], "record", "records") for name in ("only", "other"))
        what = f"a synchroniser's copy holds {only} that the document has not, and {other} in another state"
    elif "journal" in values:
        what = "a synchroniser's copy of a journal begins at a place of the history that is not known here"
    else:
        what = "a synchroniser's copy was made at a place of the history that is not known here"
    missing = values["missing"]
    assert isinstance(missing, Sequence)
    by_hand = (
        "remove it if nothing in it is wanted"
        if "lines" in values or "journal" in values
        else f"look at it by netui list --document {quote(str(path))}, log what is missing, and remove it"
    )
    if not missing:
        return Words(what, by_hand)
    joined = f"put {' and '.join(missing)} beside it, from where it was made, and {MEND} joins both"
    return Words(what, f"{joined}; or {by_hand}")


def _newer(finding: Finding) -> Words:
    return Words(
        str(finding.values["why"]) or "it was written by a newer netui, and can be looked at, not changed",
        "upgrade netui",
    )


_WORDS: dict[Kind, Callable[[Finding], Words]] = {
    Kind.DOCUMENT_GONE: _gone,
    Kind.DOCUMENT_DAMAGED: _damaged,
    Kind.DOCUMENT_FLIPPED: _plain(
        "a bit of the document has flipped; its checksum says which", f"{MEND} sets it right"
    ),
    Kind.DOCUMENT_MISFIT: _misfit,
    Kind.DOCUMENT_BARE: _plain(
        "another program has taken netui's own record out of it (profile 2)", f"{MEND} writes it again"
    ),
    Kind.DOCUMENT_NEWER: _newer,
    Kind.DOCUMENT_OTHER: lambda finding: Words(
        "it is another document than the one whose journal and history lie beside it",
        f"put the right document in its place, or move this one's files elsewhere, or {MEND} after that",
    ),
    Kind.DOCUMENT_BEHIND: _plain(
        "the document is an older state of itself: it ends at change {number}, its history at {last}",
        f"{MEND} does the changes since; if the older state is wanted, restore it afterwards",
    ),
    Kind.DOCUMENT_OLDER: _older,
    Kind.JOURNAL_GONE: _plain(
        "the journal is gone; changes that only it held cannot be found here", f"{MEND} begins a new one"
    ),
    Kind.JOURNAL_HEADER: _plain(
        "its header cannot be read: {why}",
        f"{MEND} {ASIDE} begins a new one with every change that can be read",
    ),
    Kind.JOURNAL_OTHER: _plain("it is the journal of another document", f"{MEND} {ASIDE} begins a new one"),
    Kind.JOURNAL_BEHIND: _plain(
        "it is an old journal: it ends at change {number}, the document at {last}", f"{MEND} begins a new one"
    ),
    Kind.LINE_FLIPPED: _line_flipped,
    Kind.LINE_BROKEN: _line_broken,
    Kind.LINE_MISFIT: _plain("{why}", ""),
    Kind.LINES_STRAY: _plain(
        "the history holds {count} changes, up to number {last}, that do not belong to this document",
        f"{MEND} {ASIDE} takes them out",
    ),
    Kind.TORN: _plain(
        "it ends in {bytes} bytes of a line that was never finished, so the change was never acknowledged",
        f"{MEND} sets them aside, as the next change does too",
    ),
    Kind.GAP: _gap,
    Kind.FORK: _fork,
    Kind.FORK_UNKNOWN: _fork_unknown,
    Kind.FORK_FORGOTTEN: _fork_forgotten,
    Kind.FORK_CLASH: _fork_clash,
    Kind.COPY_KNOWN: _plain(
        "a synchroniser's copy; it holds nothing that the document has not, or is not joined to",
        f"{MEND} moves it away",
    ),
    Kind.COPY_UNKNOWN: _copy_unknown,
    Kind.COPY_UNREADABLE: lambda finding: Words(
        f"a synchroniser's copy that cannot be read: {finding.values['why']}",
        "remove it if nothing in it is wanted",
    ),
    Kind.BACKUP_UNREADABLE: _plain("a backup that cannot be read: {why}", f"{MEND} moves it away"),
    Kind.BACKUP_FLIPPED: _plain(
        "a bit of a backup has flipped; its checksum says which", f"{MEND} sets it right"
    ),
    Kind.LEFT_OVER: _plain(
        "left over from a session that was killed", f"{MEND} removes it, as the next session does"
    ),
    Kind.HALF_DONE: lambda finding: Words(
        "netui was stopped while it exchanged files, to forget something or to mend"
        if finding.values["due"]
        else "netui was stopped before it exchanged files; nothing was changed",
        f"{MEND} brings it to its end, as the next session does",
    ),
}


def in_ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers in words: "3, 5 to 7 and 9"."""
    parts = [f"{first}" if first == last else f"{first} to {last}" for first, last in _ranges(numbers)]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = number
        elif number != last + 1:
            yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last
