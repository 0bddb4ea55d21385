"""The formats there are: each is told by its content, read by a generator, and written as bytes.

A format is one module of this package with a :class:`Format` in ``FORMAT``. Modules and what they need are
imported when a file is read or written, and not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib import import_module
from typing import Literal, NamedTuple

from netui.domain.days import Now
from netui.domain.nearest import did_you_mean, nearest
from netui.domain.plain import Brought, Outgoing
from netui.errors import NetuiError, UsageProblem
from netui.exchange.encodings import decoded

MODULES: tuple[str, ...] = (
    "vcard", "icalendar", "monica", "netui_json", "friends", "linkedin", "google", "outlook", "markdown",
    "csv_table",
)  # fmt: skip
"""The modules of this package that hold a format, in the order in which content is tried on them: what is
sure by its first bytes first, any table with a header last."""

MEETINGS_FOR = timedelta(days=365)
"""How far back a calendar's meetings are asked about, unless told otherwise (choice): ten years of them are
more than anybody confirms."""

HEAD = 65_536
"""Code points of a text that tell its format (choice)."""


@dataclass(slots=True)
class Source:
    """A file on its way in: its bytes, what is said about it, and how far it has been read."""

    content: bytes
    now: Now
    columns: Mapping[str, str] = field(default_factory=dict)
    """Of a table: what the person says that a column is, by its header (``--map COLUMN=FIELD``)."""
    own: frozenset[str] = frozenset()
    """One's own e-mail addresses, in lower case."""
    since: date | None = None
    """Of a calendar: meetings before this day are left, and counted; None for no such day."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What the reader took a table's columns for, to be shown; set by it."""
    earlier: int = 0
    """Meetings of a calendar before ``since``; set by the reader."""
    done: float = 0.0
    """The part that has been read, 0 to 1. A reader keeps it up, so that progress can be shown."""
    _text: str | None = None

    @property
    def text(self) -> str:
        """The whole as text, without a byte order mark; line ends as they are."""
        if self._text is None:
            self._text = decoded(self.content)
        return self._text

    @property
    def head(self) -> str:
        """The beginning of the text."""
        return decoded(self.content[: 4 * HEAD], cut=True)[:HEAD] if self._text is None else self.text[:HEAD]

    def beginning(self) -> Source:
        """The file as if its head were all of it."""
        return replace(self, content=b"", _text=self.head)


class UnknownFormatError(NetuiError):
    """What a file holds is of no format that netui reads."""


def usual_since(now: Now) -> date:
    """The day from which a calendar's meetings are asked about where nobody says another."""
    return now.today - MEETINGS_FOR


class File(NamedTuple):
    """A file on its way out."""

    name: str
    """Within a folder, plain and unique; empty where the format is one file."""
    content: bytes


Sniffer = Callable[[Source], bool]
"""Whether the content is of the format. Looks at ``source.head``; never raises."""

Reader = Callable[[Source], Iterator[Brought]]
"""Yields what is in the file, and for each record that it cannot read a reason. Raises NetuiError only where
the whole cannot be read; a broken record is :class:`netui.domain.plain.Skipped`. Fetches and follows nothing.
It is stopped by not being asked for more."""

Writer = Callable[[Outgoing, Now], Iterable[File]]
"""The files of an export, one or (for a folder) one a contact. The same records make the same bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the name that ``--format`` and ``netui export`` take."""

    name: str
    title: str
    """For people: ``vCard 4.0``."""
    sniff: Sniffer | None = None
    read: Reader | None = None
    """None where it only goes out; ``sniff`` and ``read`` go together."""
    write: Writer | None = None
    """None where it only comes in."""
    write_folder: Writer | None = None
    """One file a contact, where the format can."""
    wants: Literal["plain", "records", "page"] = "plain"
    """What it writes: plain records, the records of the document as they are, or a page to read."""
    tells_who_is_due: bool = False
    """It writes :attr:`netui.domain.plain.Outgoing.due`, which takes computing."""
    aliases: tuple[str, ...] = ()
    """Other names that people have for it."""
    suffix: str = ""
    """Of its files' names, with the dot."""


def all_formats() -> list[Format]:
    """Every format, in the order in which content is tried on them. A module may hold several."""
    found: list[Format] = []
    for name in MODULES:
        module = import_module(f"netui.exchange.{name}")
        found += getattr(module, "FORMATS", None) or [module.FORMAT]
    return found


def format_named(name: str, formats: Iterable[Format]) -> Format:
    """The format of that name. Raises UsageProblem, which lists those there are."""
    formats = list(formats)
    for each in formats:
        if name.casefold() in (each.name, *each.aliases):
            return each
    names = [each.name for each in formats]
    near = did_you_mean(nearest(name, names)) or f"; there are {', '.join(names)}"
    raise UsageProblem(f"there is no format “{name}”{near}")


def format_of(source: Source) -> Format:
    """The format of a file, by its content. Raises UnknownFormatError where it is none that netui reads."""
    for each in all_formats():
        if each.sniff is not None and each.read is not None and each.sniff(source):
            return each
    raise UnknownFormatError("this is no format that netui reads")
