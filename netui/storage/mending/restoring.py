"""A backup put over a document that cannot be opened; all that is there is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from netui.errors import DocumentError
from netui.storage import schema
from netui.storage.backups import Backups
from netui.storage.files import explained, resolved
from netui.storage.layout import parse
from netui.storage.lines import Body, Position, beginning, encode_line
from netui.storage.mending.chain import Way
from netui.storage.mending.diagnosis import Diagnosis, diagnose
from netui.storage.mending.mend import Outcome, free_folder, held, lines_with_stand_ins, sweep_all, write
from netui.storage.mending.survey import content, survey
from netui.storage.schema import newer
from netui.storage.staging import Staging


def restore_over(
    path: Path, name: str, *, instant: Callable[[], datetime], account: str, session: str
) -> tuple[Path, int]:
    """Let the document at ``path`` hold what the backup ``name`` (or a path) does, and keep what was there.

    Every line that can be read stays in the history, with one more that says so: it cannot be undone, since
    there is nothing to go back to. Returns the folder with what was kept, and how many records there are now.
    Raises NotFoundError, LockedError, DocumentError: nothing has then happened.
    """
    path = resolved(path)
    with held(path, instant, account, session):
        with explained("mend", path):
            Staging(path).finish()
            sweep_all(path)
        source = Backups(path).find(name)
        data = content(source)
        if data is None:
            raise DocumentError(f"{source.name} is gone (in {source.parent})")
        bookkeeping, model, _ = parse(source, data)
        if error := newer(bookkeeping.schema, source):
            raise error
        diagnosis = diagnose(survey(path, locked=True))
        if any(each.kind == "document-newer" for each in diagnosis.findings):
            raise DocumentError(diagnosis.findings[-1].values["why"] or f"{path.name} is of a newer netui")
        document_id = diagnosis.document_id or bookkeeping.document
        last = Body(
            schema=schema.SCHEMA,
            number=0,
            at=instant().astimezone(UTC),
            session=session,
            account=account.encode(errors="replace").decode(),
            label=f"restore: {source.name}",
            forgotten=True,
            records=[],
            previous="",
        )
        history, at = _past(diagnosis, document_id, bookkeeping.checkpoint.position, last)
        model.note_id(diagnosis.last_id)
        diagnosis.findings = []  # nothing else is moved
        kept = free_folder(path)
        write(diagnosis, Outcome(model, document_id, at, history))
    return kept, sum(len(model.table(table)) for table in model.names())


def _past(
    diagnosis: Diagnosis, document_id: str, backup: Position, last: Body
) -> tuple[list[bytes], Position]:
    """All lines that lead to the highest place known, with the one that says that the backup was put back."""
    chain = diagnosis.chain
    ends = [*chain.tips(), *([diagnosis.main] if diagnosis.main else []), backup]
    end = max(ends, default=beginning(document_id))
    way = chain.way(None, end) if end in chain else Way(end, False)
    history = list(lines_with_stand_ins(way, {}, last))
    line, at = encode_line(
        Body(
            schema=last.schema,
            number=end.number + 1,
            at=last.at,
            session=last.session,
            account=last.account,
            label=last.label,
            forgotten=True,
            records=[],
            previous=end.hash,
        )
    )
    return [*history, line], at
