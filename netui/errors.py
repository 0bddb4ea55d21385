"""What can go wrong, in one line for a person and one exit code for a script.

Every error that a user may meet is a :class:`NetuiError`. Its text is one plain sentence that says what is
wrong and, where there is one, what to do. Nothing has been changed when one is raised.
"""

from __future__ import annotations

import msgspec


class NetuiError(Exception):
    """Something could not be done; nothing was changed. Exit code 1."""

    exit_code = 1

    @property
    def message(self) -> str:
        """The one-line reason."""
        return str(self)


class UsageProblem(NetuiError):
    """A command used wrongly. Exit code 2."""

    exit_code = 2


class LineError(UsageProblem):
    """A line that cannot be read: empty, or with a day that does not exist. Exit code 2."""


class NotFoundError(NetuiError):
    """A contact, reminder or record that must exist and does not."""


class DocumentError(NetuiError):
    """The document, its journal or its folder cannot be read or written."""


class DamagedError(DocumentError):
    """The document or journal holds what netui did not write; nothing is overwritten."""


class LockedError(DocumentError):
    """Another session holds the document's lock for longer than the time-out."""


class Candidate(msgspec.Struct, frozen=True):
    """One of several contacts that a name could mean."""

    id: int | str
    """Of a contact; where words could mean several records or reminders, of one of these."""
    name: str
    """Of a record the words that tell it, of a reminder its reason."""
    exact: str = ""
    """Words that name this contact alone, where its name is another's too."""


class Ambiguity(msgspec.Struct, frozen=True):
    """A name as it was written, and the contacts that it could mean."""

    matched: str
    candidates: tuple[Candidate, ...]


class ChoiceNeeded(NetuiError):
    """Words could mean several contacts, or (``by_id``) records. Exit code 3; the candidates are listed."""

    exit_code = 3

    def __init__(self, ambiguities: tuple[Ambiguity, ...], *, by_id: str = "") -> None:
        self.ambiguities = ambiguities
        first = ambiguities[0]
        if by_id:
            told = ", ".join(f"{candidate.id} ({candidate.name})" for candidate in first.candidates)
            super().__init__(f"“{first.matched}” could be {told}: {by_id}")
            return
        names = [candidate.name for candidate in first.candidates]
        if len({name.casefold() for name in names}) < len(names):
            # Namesakes: no more of the name would tell them apart.
            names = [candidate.exact or candidate.name for candidate in first.candidates]
            listed, advice = ", ".join(names), f'write which, as in @"{names[0]}"'
        else:
            listed = ", ".join(names)
            advice = 'write more of the name, or @"Full Name"'
        super().__init__(f"“{first.matched}” could be {listed}: {advice}")
