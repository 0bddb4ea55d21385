"""Taking everything out again: export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.completing import contact_names, words
from netui.cli.context import Session, pass_session
from netui.cli.options import command
from netui.domain.days import counted
from netui.errors import NetuiError, UsageProblem

if TYPE_CHECKING:
    from pathlib import Path

    from netui.domain.plain import Outgoing
    from netui.exchange.formats import Format


def _formats() -> list[str]:
    from netui.exchange.formats import all_formats

    return [each.name for each in all_formats() if each.write is not None]


@command("export", short_help="Take everything out, in a format that others read.")
@click.argument("format_name", metavar="FORMAT", shell_complete=words(_formats))
@click.argument("name", required=False, metavar="[NAME]", shell_complete=contact_names)
@click.option(
    "-o", "--output", "path", metavar="PATH", help="A file; for vCards also a folder, with a card a file."
)
@pass_session
def export(session: Session, format_name: str, name: str | None, path: str | None) -> None:
    """Take everything out, or what is about NAME; on standard output unless -o says where.

    FORMAT is vcard (4.0), vcard3, csv, json (everything, for netui itself), ical (dates, promises and who is
    due), friends (friends.md) or markdown: the brief of NAME, or without a name the week's review.
    """
    from netui.exchange.formats import all_formats, format_named

    found = format_named(format_name, (each for each in all_formats() if each.write is not None))
    contact = _contact(session, name)
    outgoing = _outgoing(session, found, contact)
    if path is None:
        _to_standard_output(session, found, outgoing)
        return
    files, size = _to_files(session, found, outgoing, path)
    output.show(
        session.json,
        lambda: {"exported": {**_shape(found, outgoing), "path": path, "files": files, "bytes": size}},
        lambda: [f"written: {path}, {found.title}, {counted(files, 'file')}, {size:,} bytes"],
    )


def _contact(session: Session, name: str | None) -> int | None:
    from netui.network.lookup import find_contact

    return find_contact(session.network, name) if name is not None else None


def _outgoing(session: Session, found: Format, contact: int | None) -> Outgoing:
    from netui.domain.plain import Outgoing
    from netui.network import exporting, pages

    network, now = session.network, session.now
    if found.wants == "records":
        if contact is not None:
            raise UsageProblem(f"{found.name} is everything: leave the name out")
        return exporting.document(network)
    if found.wants == "page":
        if contact is not None:
            return Outgoing(page=pages.brief_page(network, contact, now))
        return Outgoing(page=pages.review_page(network, session.picture, now))
    picture = session.picture if found.tells_who_is_due else None
    return exporting.outgoing(network, now, contact=contact, picture=picture)


def _to_standard_output(session: Session, found: Format, outgoing: Outgoing) -> None:
    assert found.write is not None
    content = b"".join(file.content for file in found.write(outgoing, session.now))
    if session.json:
        output.answer({"exported": {**_shape(found, outgoing), "text": content.decode("utf-8", "replace")}})
    else:
        output.data(content)


def _to_files(session: Session, found: Format, outgoing: Outgoing, path: str) -> tuple[int, int]:
    from netui.exchange.files import write_files
    from netui.paths import exchange_folder, exchange_path, private_folder

    if session.restricted:
        private_folder(exchange_folder())
    target = exchange_path(path, restricted=session.restricted)
    write = found.write
    if not session.restricted:
        _refuse_own_files(session, target)
        if path.endswith("/") or target.is_dir():
            if found.write_folder is None:
                raise NetuiError(f"{path} is a folder, and {found.title} is one file: name a file")
            write = found.write_folder
    assert write is not None
    return write_files(target, write(outgoing, session.now))


def _refuse_own_files(session: Session, target: Path) -> None:
    """An export never takes the place of the document or of what belongs to it."""
    document = session.path.resolve()
    if target.resolve().with_suffix("") == document.with_suffix("") and target.suffix in (
        document.suffix, ".journal", ".history", ".lock", ".session",
    ):  # fmt: skip
        raise NetuiError(f"{target} is the document, or belongs to it: name another file")


def _shape(found: Format, outgoing: Outgoing) -> dict[str, Any]:
    counts: Iterable[tuple[str, int]] = (
        ("contacts", len(outgoing.contacts)),
        ("interactions", len(outgoing.interactions)),
        ("records", len(outgoing.records)),
    )
    return {"format": found.name, **{name: number for name, number in counts if number}}
