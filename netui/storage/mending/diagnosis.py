"""What is wrong with a document's files, and the one history that they hold between them.

First the chain of all lines that can be read is laid out; then it is seen where in it the document is, where
its journal ends, and what does not lie on the way between. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from netui.errors import DamagedError
from netui.storage.lines import Position, beginning
from netui.storage.mending.chain import LOST_AT_MOST, Chain, Way, before
from netui.storage.mending.copies import copy_findings
from netui.storage.mending.findings import Finding, Kind
from netui.storage.mending.identity import identify
from netui.storage.mending.joining import Branch, branches_of, clashes
from netui.storage.mending.lines_file import LinesFile
from netui.storage.mending.rebuilding import Base, rebuilt, replay
from netui.storage.mending.survey import HISTORY_SUFFIX, JOURNAL_SUFFIX, Survey

BLOCKING = {
    Kind.DOCUMENT_NEWER,
    Kind.DOCUMENT_OTHER,
    Kind.DOCUMENT_OLDER,
    Kind.LINE_MISFIT,
    Kind.FORK_UNKNOWN,
    Kind.FORK_FORGOTTEN,
    Kind.FORK_CLASH,
}
"""Where one of these is found, nothing else is mended: it is not known which records are the right ones."""

BY_ITSELF = {Kind.LEFT_OVER, Kind.HALF_DONE}
"""What the next session to open the document sees to in any case."""


@dataclass(slots=True)
class Diagnosis:
    """What was found, and what mending begins from."""

    survey: Survey
    findings: list[Finding] = field(default_factory=list)
    document_id: str = ""
    chain: Chain = field(default_factory=Chain)
    base: Base | None = None
    """The records at :attr:`main`, the lines of the journal done to them; None where nothing proves them."""
    main: Position | None = None
    """The end of the history that the document has."""
    past: Way | None = None
    """The lines that lead there."""
    branches: list[Branch] = field(default_factory=list)
    """What else was done from some place of that history on."""
    last_id: int = 0

    @property
    def is_mendable(self) -> bool:
        """Whether anything but what :data:`BY_ITSELF` holds can be mended."""
        return self.base is not None and any(
            each.safe and each.kind not in BY_ITSELF for each in self.findings
        )


def diagnose(survey: Survey) -> Diagnosis:
    """Find what is wrong. Raises DocumentError where a backup cannot be read just now."""
    return _Diagnosing(survey).done()


class _Diagnosing:
    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._result = Diagnosis(survey)
        self._place: Position | None = None
        """Where in the chain the document says that it is."""
        self._journal: LinesFile | None = survey.journal
        """The journal, if it is this document's."""

    def done(self) -> Diagnosis:
        survey, result = self._survey, self._result
        if survey.staged:
            self._find(Kind.HALF_DONE, survey.path.with_suffix(".staged"), due=survey.staged == "due")
            if survey.staged == "due":
                return result  # the files go together again when that is done
        for path in survey.left:
            self._find(Kind.LEFT_OVER, path)
        if survey.document.state == "newer":
            self._find(Kind.DOCUMENT_NEWER, survey.path, safe=False, why=survey.document.why)
            return result
        if self._identify():
            self._look_at_lines()
            result.main = self._main()
            self._look_at_document()
            self._look_at_journal()
            self._look_at_past()
            self._look_beside()
        if result.base is None or any(each.kind in BLOCKING for each in result.findings):
            result.base = None
            result.findings = [replace(f, safe=f.safe and f.kind in BY_ITSELF) for f in result.findings]
        return result

    def _find(
        self, kind: Kind, path: Path, *, safe: bool = True, line: int | None = None, **values: object
    ) -> None:
        self._result.findings.append(Finding(kind, path, safe, line, values))

    def _identify(self) -> bool:
        """Find out which document it is; False where it is not the one whose files lie beside it."""
        result, path = self._result, self._survey.path
        found = identify(self._survey)
        self._survey.document, self._journal, self._place = found.document, found.journal, found.place
        result.document_id, result.chain, result.last_id = found.document_id, found.chain, found.last_id
        if found.odd == Kind.DOCUMENT_OTHER:
            self._find(Kind.DOCUMENT_OTHER, path, safe=False)
            return False
        if found.odd == Kind.JOURNAL_OTHER:
            self._find(Kind.JOURNAL_OTHER, path.with_suffix(JOURNAL_SUFFIX))
        return True

    # --- the lines -------------------------------------------------------------------------------------

    def _look_at_lines(self) -> None:
        for file in (self._journal, self._survey.history):
            if file is None:
                continue
            for found in file.good:
                if found.mended:
                    self._find(Kind.LINE_FLIPPED, file.path, line=found.place, label=found.line.body.label)
            for broken in file.broken:
                self._find(Kind.LINE_BROKEN, file.path, line=broken.place, label=broken.label, why=broken.why)
            if file.torn:
                self._find(Kind.TORN, file.path, bytes=len(file.torn))

    def _main(self) -> Position | None:
        chain, place, tip = self._result.chain, self._place, self._tip
        if place is None:
            return tip
        if tip is not None and chain.way(place, tip).reached:
            return tip
        ends = [end for end in chain.tips() if chain.way(place, end).reached]
        return max(ends, default=place)

    @property
    def _tip(self) -> Position | None:
        """Where the journal ends."""
        journal = self._journal
        if journal is None:
            return None
        if journal.good:
            return journal.good[-1].line.position
        return journal.header.position if journal.header else None

    # --- the document ----------------------------------------------------------------------------------

    def _look_at_document(self) -> None:
        document, result = self._survey.document, self._result
        if document.flipped:
            self._find(Kind.DOCUMENT_FLIPPED, document.path)
        if document.is_usable and document.model is not None and self._place is not None:
            self._begin_from(Base(document.model, self._place))
        elif document.state == "bare" and document.model is not None and self._fits_its_journal():
            assert self._journal is not None
            assert self._journal.header is not None
            self._find(Kind.DOCUMENT_BARE, document.path)
            self._begin_from(Base(document.model, self._journal.header.position))
        elif document.state == "misfits":
            for each in document.misfits:
                self._find(
                    Kind.DOCUMENT_MISFIT,
                    document.path,
                    safe=False,
                    table=each.table,
                    key=each.key,
                    why=each.why,
                    nearest=self._nearest(),
                )
        else:
            self._rebuild()
        if result.base is not None:
            result.base.model.note_id(result.last_id)

    def _fits_its_journal(self) -> bool:
        """Whether what the document holds can only be what it held where its journal begins."""
        journal, history = self._journal, self._survey.history
        if journal is None or journal.header is None or journal.header_why is not None:
            return False
        return (
            history is None or not history.good or (history.good[-1].line.position == journal.header.position)
        )

    def _rebuild(self) -> None:
        document, result, journal = self._survey.document, self._result, self._journal
        if journal is not None and journal.header is not None and result.main is not None:
            result.base = rebuilt(
                self._survey.backups, result.chain, result.document_id, result.main, document.bookkeeping
            )
        kind = Kind.DOCUMENT_GONE if document.state == "missing" else Kind.DOCUMENT_DAMAGED
        self._find(
            kind,
            document.path,
            safe=result.base is not None,
            why=document.why,
            source=result.base.source if result.base else None,
            nearest=self._nearest(),
        )

    def _nearest(self) -> str | None:
        """The newest backup that can be read, by name."""
        return next((each.path.stem for each in self._survey.backups if each.is_usable), None)

    def _begin_from(self, base: Base) -> None:
        """Bring the records to the end of their history."""
        result = self._result
        main = result.main if result.main is not None else base.at
        result.main = main
        way = result.chain.way(base.at, main)
        if any(number <= self._covered for number in way.lost):
            self._find(
                Kind.DOCUMENT_OLDER,
                self._survey.path,
                safe=False,
                numbers=list(way.lost),
                document=self._survey.path,
                nearest=self._nearest(),
            )
            return
        foreign = self._survey.document.state != "whole"
        try:
            replay(base.model, way.lines, lost=way.lost, by_fields=foreign)
        except DamagedError as error:
            path = self._survey.path.with_suffix(JOURNAL_SUFFIX)
            self._find(Kind.LINE_MISFIT, path, safe=False, why=str(error), nearest=self._nearest())
            return
        result.base = Base(base.model, main, base.source)

    @property
    def _covered(self) -> int:
        """Up to which number no line is the journal's: one of those that is lost was not lost in it."""
        journal = self._journal
        if journal is None:
            return 1 << 60
        if journal.header is None:
            return 0 if journal.broken else 1 << 60
        return journal.header.number

    # --- the journal -----------------------------------------------------------------------------------

    def _look_at_journal(self) -> None:
        path, journal = self._survey.path.with_suffix(JOURNAL_SUFFIX), self._survey.journal
        if journal is None:
            if self._survey.history is not None:
                self._find(Kind.JOURNAL_GONE, path)
            return
        if journal.header_why is not None:
            self._find(
                Kind.JOURNAL_HEADER, path, line=1, why=journal.header_why, readable=journal.header is not None
            )
        header, place, main = (
            (self._journal.header if self._journal else None),
            self._place,
            self._result.main,
        )
        if header is None or place is None or main is None or self._result.base is None:
            return
        lines = {found.line.position for found in journal.good}
        if place == header.position or place in lines or place.number == header.number == 0:
            return
        tip = self._tip
        if tip == main:
            self._find(Kind.DOCUMENT_BEHIND, self._survey.path, number=place.number, last=main.number)
        elif tip in self._ancestry():
            self._find(Kind.JOURNAL_BEHIND, path, number=tip.number if tip else 0, last=main.number)
        elif journal.good or header.position in self._result.chain:
            return  # a branch, which is seen when one looks at what else there is
        elif place.number < header.number:
            self._find(
                Kind.DOCUMENT_OLDER,
                self._survey.path,
                safe=False,
                numbers=range(place.number + 1, header.number + 1),
                document=self._survey.path,
                nearest=self._nearest(),
            )
        else:
            self._find(
                Kind.FORK_UNKNOWN,
                path,
                safe=False,
                there=0,
                after=header.number,
                has_journal=True,
                document=self._survey.path,
                nearest=self._nearest(),
            )

    # --- what led there, and what else there is ---------------------------------------------------------

    def _ancestry(self) -> set[Position]:
        past = self._result.past
        if past is None:
            assert self._result.main is not None
            past = self._result.past = self._result.chain.way(None, self._result.main)
        places = {found.line.position for found in past.lines} | {before(found.line) for found in past.lines}
        return places | {past.start} | ({self._result.main} if self._result.main else set())

    def _look_at_past(self) -> None:
        result = self._result
        if result.main is None:
            return
        known = self._ancestry()
        assert result.past is not None
        if result.past.lost:
            self._find(
                Kind.GAP,
                self._survey.path.with_suffix(HISTORY_SUFFIX),
                safe=len(result.past.lost) <= LOST_AT_MOST,
                numbers=list(result.past.lost),
            )
        branches = branches_of(result.chain, result.past, known)
        history = self._survey.history
        kept = {found.line.position for found in (history.good if history else ())}
        for branch in branches:
            of_this_document = branch.end in kept and self._begins_with_it(branch)
            if self._has_in_journal(branch.end) or branch.ancestor is not None or of_this_document:
                self._find_fork(branch)
            elif branch.end in kept and history is not None:
                self._find(Kind.LINES_STRAY, history.path, count=len(branch.lines), last=branch.end.number)

    def _has_in_journal(self, place: Position) -> bool:
        """Whether the journal holds the line that leads to a place, or goes on from there."""
        lines = self._journal.good if self._journal else ()
        return place == self._tip or any(found.line.position == place for found in lines)

    def _begins_with_it(self, branch: Branch) -> bool:
        """Whether a branch that parts at no place that is known goes back to this document's beginning."""
        return before(branch.lines[0].line) == beginning(self._result.document_id)

    def _find_fork(self, branch: Branch) -> None:
        result = self._result
        assert result.past is not None
        path = self._source_of(branch)
        there = [found.line.body for found in branch.lines]
        values: dict[str, object] = {
            "there": len(there),
            "there_from": there[0].at,
            "there_to": there[-1].at,
            "there_labels": [body.label for body in there],
        }
        if branch.ancestor is None:
            values |= {
                "has_journal": self._has_in_journal(branch.end),
                "document": self._survey.path,
                "nearest": self._nearest(),
            }
            result.findings.append(Finding(Kind.FORK_UNKNOWN, path, False, None, values))
            return
        here = [found.line.body for found in branch.beside]
        values |= {
            "ancestor": branch.ancestor.number,
            "here": len(here),
            "here_labels": [body.label for body in here],
        }
        if any(body.forgotten for body in here):
            result.findings.append(Finding(Kind.FORK_FORGOTTEN, path, False, None, values))
            return
        if clash := next(clashes(branch), None):
            values |= {"table": clash[0], "id": clash[1]}
            result.findings.append(Finding(Kind.FORK_CLASH, path, False, None, values))
            return
        result.branches.append(branch)
        result.findings.append(Finding(Kind.FORK, path, True, None, values))

    def _source_of(self, branch: Branch) -> Path:
        """The file in which a branch's last line stands."""
        files = (self._journal, *(copy.lines for copy in self._survey.copies), self._survey.history)
        return next(
            file.path
            for file in files
            if file is not None and any(found.line.position == branch.end for found in file.good)
        )

    # --- what lies beside ------------------------------------------------------------------------------

    def _look_beside(self) -> None:
        result = self._result
        known = self._ancestry() if result.main is not None else set()
        for branch in result.branches:
            known |= {found.line.position for found in branch.lines}
        result.findings += copy_findings(
            self._survey.copies, result.document_id, known, self._survey.document.model
        )
        for backup in self._survey.backups:
            if backup.flipped:
                self._find(Kind.BACKUP_FLIPPED, backup.path)
            elif not backup.is_usable and backup.state != "newer":
                self._find(
                    Kind.BACKUP_UNREADABLE, backup.path, safe=backup.state != "missing", why=backup.why
                )
