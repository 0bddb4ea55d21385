"""Bringing people in: import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command
from netui.domain.days import counted
from netui.errors import NetuiError, UsageProblem

if TYPE_CHECKING:
    from netui.network.importing import Gathered, Import, Plan

SHOWN = 10
"""Skipped records and possible duplicates that are told as text; ``--json`` has all (choice)."""


@command("import", short_help="Bring people in from files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--format", "format_name", metavar="NAME", help="The format, where it is not to be found out.")
@click.option(
    "--map", "mapped", metavar="COLUMN=FIELD", multiple=True, help="Of a CSV: what a column is; see below."
)
@click.option(
    "--since", metavar="DAY", help="Of a calendar: meetings from this day on; a year back unless said."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--max-size", type=click.IntRange(1), metavar="MIB", help="Of a file; 64 unless said.")
@pass_session
def import_files(
    session: Session,
    files: tuple[str, ...],
    format_name: str | None,
    mapped: tuple[str, ...],
    since: str | None,
    dry_run: bool,
    max_size: int | None,
) -> None:
    """Bring in contacts, what happened with them, and meetings to confirm; - is standard input.

    LinkedIn, Google and Outlook exports, vCards, calendars, friends.md, Monica, netui's own JSON and any CSV
    are known by their content. Nobody is made twice: who is here already is given what the file adds, and
    what you typed stays. It is one change, which netui undo takes back. A calendar's meetings wait to be
    confirmed: those of the last year, or since the day that --since says.

    COLUMN=FIELD says what a column of a CSV is: name, first name, last name, email, phone, url, organisation,
    role, tag, note, birthday, and others; ignore leaves it out.
    """
    from netui.storage import collector_off

    click.get_current_context().with_resource(collector_off())
    # Whoever says what a column is has a table, whatever its header looks like.
    wanted = format_name or ("csv" if mapped else None)
    first = session.day(since) if since is not None else None
    importing = _gathered(session, files, wanted, _columns(mapped), first, max_size)
    with output.Progress("weighing") as progress:
        for part in importing.planning():
            progress.at(part)
    plan = importing.plan
    if not dry_run:
        with output.Progress("taking it in") as progress:
            for part in importing.saving():
                progress.at(part)
        plan = importing.plan
    output.show(
        session.json,
        lambda: import_shape(importing, files, plan, saved=not dry_run),
        lambda: import_lines(importing, files, plan, saved=not dry_run),
    )


def _columns(mapped: tuple[str, ...]) -> dict[str, str]:
    columns = {}
    for each in mapped:
        column, equals, field = each.rpartition("=")
        if not equals or not column.strip():
            raise UsageProblem(f"--map wants COLUMN=FIELD, not “{each}”")
        columns[column.strip()] = field.strip().casefold()
    return columns


def _gathered(
    session: Session,
    files: tuple[str, ...],
    format_name: str | None,
    columns: Mapping[str, str],
    since: date | None,
    max_size: int | None,
) -> Import:
    """What the files hold. Raises NetuiError, with the file's name, where one cannot be read."""
    from netui.exchange.files import LARGEST, MIB, read_bytes, reading
    from netui.exchange.formats import Source, UnknownFormatError, usual_since
    from netui.network.importing import MOST_CONTACTS, MOST_RECORDS, Import, gather
    from netui.paths import exchange_path

    now = session.now
    since = since or usual_since(now)
    most = MOST_CONTACTS if max_size is None else MOST_RECORDS
    importing = Import(session.network, now)
    for path in files:
        where = exchange_path(path, restricted=session.restricted)
        content = read_bytes(where, LARGEST if max_size is None else max_size * MIB)
        source = Source(content, now, columns=columns, own=session.config.own, since=since)
        try:
            found, brought = reading(source, format_name)
            with output.Progress(f"reading {path}") as progress:
                for _ in gather(found.name, found.title, brought, importing, source, most):
                    progress.at(source.done)
            importing.files[-1].refuse_nothing()
        except UsageProblem:
            raise
        except UnknownFormatError as error:
            hint = "--format names one, --map COLUMN=FIELD what a table's columns are"
            raise NetuiError(f"{path}: {error.message}; {hint}") from error
        except NetuiError as error:
            raise NetuiError(f"{path}: {error.message}") from error
    return importing


def import_shape(importing: Import, files: tuple[str, ...], plan: Plan, *, saved: bool) -> dict[str, Any]:
    """The object of ``import --json``."""
    counts, gathered = plan.counts, importing.files
    shape: dict[str, Any] = {
        "saved": saved,
        "format": ", ".join(dict.fromkeys(each.format for each in gathered)),
        "read": sum(each.read for each in gathered),
        "added": counts.added,
        "merged": counts.merged,
        "unchanged": counts.unchanged,
        "skipped": [
            {"record": skipped.record, "reason": skipped.reason, **({"file": path} if len(files) > 1 else {})}
            for path, each in zip(files, gathered, strict=True)
            for skipped in (*each.skipped, *each.refused)
        ],
        "interactions": counts.interactions,
        "drafts": counts.drafts,
        "earlier": sum(each.earlier for each in gathered),
        "possible_duplicates": [
            [plan.names[pair.one], plan.names[pair.other], round(pair.score, 2)] for pair in plan.pairs
        ],
        "notes": counts.notes,
        "follow_ups": counts.follow_ups,
        "organisations": counts.organisations,
        "others": counts.others,
        "dropped": _dropped(gathered),
    }
    columns = {column: field for each in gathered for column, field in each.columns.items()}
    return shape | ({"columns": columns} if columns else {})


def import_lines(importing: Import, files: tuple[str, ...], plan: Plan, *, saved: bool) -> Iterator[str]:
    """What an import did, or would do."""
    from netui.network.importing import done_in_words

    gathered = importing.files
    for path, each in zip(files, gathered, strict=True):
        yield f"{path}: {each.title or each.format}, {counted(each.read, 'record')}"
        if each.columns:
            read_as = "; ".join(f"{column} is {field}" for column, field in each.columns.items())
            yield f"  columns: {read_as}"
    yield f"{'' if saved else 'would be '}{done_in_words(plan)}"
    if earlier := sum(each.earlier for each in gathered):
        yield f"left: {counted(earlier, 'older meeting')}; --since DAY asks for them, too"
    for what, number in _dropped(gathered).items():
        yield f"left out: {counted(number, what)}"
    skipped = [
        (path, each)
        for path, file in zip(files, gathered, strict=True)
        for each in (*file.skipped, *file.refused)
    ]
    for path, record in skipped[:SHOWN]:
        yield f"skipped: record {record.record}{f' of {path}' if len(files) > 1 else ''}, {record.reason}"
    if len(skipped) > SHOWN:
        yield f"skipped: {len(skipped) - SHOWN} more, which --json lists"
    for pair in plan.pairs[:SHOWN]:
        # Two of the very same name are told apart by their ids, which there are once they are saved.
        merge = f"netui merge {pair.other} {pair.one}" if saved else "netui merge"
        yield f"the same? {plan.names[pair.one]} and {plan.names[pair.other]}, {pair.score:.0%}: {merge}"
    if len(plan.pairs) > SHOWN:
        yield f"the same? {len(plan.pairs) - SHOWN} more pairs, which --json lists"
    if saved and plan.anything:
        yield "netui undo takes it all back"


def _dropped(gathered: list[Gathered]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in gathered:
        for what, number in each.dropped.items():
            found[what] = found.get(what, 0) + number
    return found
