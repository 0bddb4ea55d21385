"""Content lines, the syntax that vCard and iCalendar share: ``GROUP.NAME;PARAM=value:VALUE``, folded.

After RFC 6350 section 3, RFC 5545 section 3.1, RFC 6868 (``^'`` in parameters) and vCard 2.1
(quoted-printable, bare parameters). An own reader, since it has to survive the files that there are: vobject
0.9 gives up the rest of a file at the first line that it cannot read, which lost one of five cards of an
Android export and the whole of an iPhone's; icalendar 7 holds the whole file and takes 0.7 ms an event, 15 s
for 20,000. Both are used in the tests, to read what is written here.
"""

from __future__ import annotations

import codecs
import io
import quopri
import re
from collections.abc import Iterator, Mapping
from uuid import NAMESPACE_URL, uuid5

import msgspec

from netui.exchange.encodings import decoded
from netui.exchange.formats import Source

FIELD_LIMIT = 1 << 20
"""Bytes of one field (1 MiB); a longer one is left out, and said so."""

MOST_LINES = 4_000_000
"""Lines of a file as it stands, and half as many unfolded, after which the rest is left out (choice): a file
of 64 MiB has so many where they have 16 bytes each, and the 150,000 records that an import takes at most have
some 13 lines each."""

FOLD_AT = 75
"""Octets of a written line, its end not counted (RFC 6350 section 3.2)."""

_BINARY_NAMES = frozenset({b"PHOTO", b"LOGO", b"SOUND", b"KEY"})
_SPECIAL = re.compile(rb"PHOTO|LOGO|SOUND|KEY|ENCODING=B|;BASE64|QUOTED-PRINTABLE")
"""What stands in the head of a line that is binary or quoted-printable; most lines have nothing of it."""
_BINARY_URI = re.compile(rb"\s*data:", re.IGNORECASE)
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)  # UTF-32's begins with UTF-16's
_WIDE = re.compile(rb"\x00[A-Z]\x00[A-Z]|[A-Z]\x00[A-Z]\x00", re.IGNORECASE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+")
_EDGE = re.compile(rb"\s*(?:BEGIN|END):[ \t]*[A-Z-]+\s*", re.IGNORECASE)
_LINE = re.compile(
    r"\s*(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL
)
_UNQUOTED_LINE = re.compile(r"\s*(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)((?:;[^:]*)?):(.*)", re.DOTALL)
_PARAMETER = re.compile(r";([^=;\"]*)(?:=((?:\"[^\"]*\"|[^;\"]+|\")*))?")
_PARAMETER_VALUE = re.compile(r"\"([^\"]*)\"|([^,]+)")
_CARETS = re.compile(r"\^([n'^])")
_CARET_MEANS = {"n": "\n", "'": '"', "^": "^"}
_TOKEN = re.compile(r"\\.|[^\\]+|\\", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"})


class TooManyLines(Exception):
    """A file has more than :data:`MOST_LINES`; what was read before stands."""

    def __str__(self) -> str:
        return "too many lines: the rest is left out"


class ContentLine(msgspec.Struct, frozen=True):
    """One unfolded line. Its value is still escaped; quoted-printable is decoded."""

    name: str
    """In capitals."""
    value: str
    params: Mapping[str, tuple[str, ...]]
    """By name in capitals. A bare parameter of vCard 2.1 is a ``TYPE``."""
    group: str = ""
    """In lower case: what ties ``item1.TEL`` to ``item1.X-ABLabel``."""
    left_out: str = ""
    """Why the value is empty although the file has one: ``binary`` or ``too long``."""
    size: int = 0
    """Bytes of the line in the file, where its value was left out."""

    def param(self, name: str) -> str:
        """The first value of a parameter, or nothing."""
        values = self.params.get(name)
        return values[0] if values else ""

    @property
    def types(self) -> frozenset[str]:
        """The ``TYPE``s in lower case, also those in one quoted list."""
        return frozenset(
            word.strip().lower() for value in self.params.get("TYPE", ()) for word in value.split(",")
        )

    @property
    def text(self) -> str:
        """The value without its escapes."""
        return unescaped(self.value)


_NO_PARAMS: Mapping[str, tuple[str, ...]] = {}


# --- reading -----------------------------------------------------------------------------------------------


def content_lines(source: Source) -> Iterator[ContentLine | None]:
    """The content lines of a file, one at a time; None for a line that is none.

    Binary values and fields over :data:`FIELD_LIMIT` come empty, with the reason in ``left_out``. Raises
    TooManyLines, and nothing else whatever the bytes are. Keeps up what has been read of the source.
    """
    for number, (raw, left_out, size) in enumerate(_unfolded(_physical(source))):
        if number >= MOST_LINES // 2:
            raise TooManyLines
        yield _parsed(raw, left_out, size)


def _physical(source: Source) -> Iterator[bytes]:
    """The lines as they stand in the file, without their ends, as UTF-8 or a kin of ASCII."""
    content = source.content
    if content.startswith(_WIDE_MARKS):
        content = source.text.encode("utf-8", "replace")
    elif _WIDE.match(content):  # without its mark
        order = "utf-16-be" if content[:1] == b"\x00" else "utf-16-le"
        content = content.decode(order, "replace").encode("utf-8", "replace")
    if b"\n" not in content[:FIELD_LIMIT] and b"\r" in content:
        content = content.replace(b"\r", b"\n")
    stream = io.BytesIO(content)
    whole = max(len(content), 1)
    for number, line in enumerate(stream):
        if number >= MOST_LINES:
            raise TooManyLines
        source.done = stream.tell() / whole
        yield line.removeprefix(codecs.BOM_UTF8).rstrip(b"\r\n")


def _unfolded(lines: Iterator[bytes]) -> Iterator[tuple[bytes, str, int]]:
    """Whole lines, and where their value was left out the reason and their size.

    A line goes on in the next one that begins with a space or a tab; in quoted-printable, after a ``=`` at
    its end; in base64, also where the next is nothing but base64 (some write it without the space).
    """
    gathered: _Gathered | None = None
    for line in lines:
        if gathered is not None and gathered.goes_on(line):
            continue
        if gathered is not None:
            yield gathered.whole()
            gathered = None
        if line.strip():
            gathered = _Gathered(line)
    if gathered is not None:
        yield gathered.whole()


class _Gathered:
    """A line that is being put together."""

    __slots__ = ("_binary", "_is_edge", "_line", "_may_be_binary", "_quoted_printable", "_size", "_soft")

    def __init__(self, line: bytes) -> None:
        self._line = bytearray(line)
        self._size = len(line)
        self._is_edge: bool | None = None
        """Whether it is the edge of a component; None before anybody asked."""
        self._may_be_binary = self._binary = self._quoted_printable = self._soft = False
        head = line[:1024].partition(b":")[0].upper()
        if _SPECIAL.search(head) is None:
            return
        self._may_be_binary = not _BINARY_NAMES.isdisjoint(head.replace(b".", b";").split(b";", 2)[:2])
        self._binary = (self._may_be_binary and b"VALUE=URI" not in head) or (
            b"ENCODING=B" in head or b";BASE64" in head
        )
        self._quoted_printable = b"QUOTED-PRINTABLE" in head
        self._soft = self._quoted_printable and line.endswith(b"=")
        """Whether it goes on in the next line, whatever that begins with."""

    def goes_on(self, line: bytes) -> bool:
        """Whether ``line`` belongs to it, and was added. The edge of a component stands by itself."""
        folded = line[:1] in (b" ", b"\t")
        if not (folded or self._soft or self._binary):
            return False
        if self._is_edge is None:
            self._is_edge = _EDGE.fullmatch(self._line) is not None
        if self._is_edge or _EDGE.fullmatch(line):
            return False
        if self._soft:
            if self._line.endswith(b"="):
                del self._line[-1:]
            self._soft = bool(line.strip()) and line.endswith(b"=")
            return bool(line.strip()) and self._add(line)  # else a soft break before nothing
        if folded:
            self._soft = self._quoted_printable and line.endswith(b"=")
            return self._add(line[1:])
        return _BASE64.fullmatch(line) is not None and self._add(line)

    def _add(self, part: bytes) -> bool:
        self._size += len(part)
        if not self._binary and self._size <= FIELD_LIMIT:
            self._line += part
        return True

    def whole(self) -> tuple[bytes, str, int]:
        """The line; where its value is left out, the line without it, the reason, and its size."""
        line = bytes(self._line)
        if not (self._may_be_binary or self._binary or self._size > FIELD_LIMIT):
            return line, "", 0
        head, _, value = line.partition(b":")
        binary = self._binary or (self._may_be_binary and _BINARY_URI.match(value) is not None)
        if binary or self._size > FIELD_LIMIT:
            return head[:FIELD_LIMIT] + b":", "binary" if binary else "too long", self._size
        return line, "", 0


def _parsed(raw: bytes, left_out: str, size: int) -> ContentLine | None:
    try:
        line = raw.decode()
    except UnicodeDecodeError:
        charset = re.search(rb"CHARSET=\"?([\w.:-]+)", raw[:1024], re.IGNORECASE)
        line = _in_charset(raw, charset[1].decode("ascii", "replace") if charset else "")
    match = _LINE.fullmatch(line) or _UNQUOTED_LINE.fullmatch(line)
    if match is None:
        return None
    group, name, written, value = match.groups()
    params = _params(written) if written else _NO_PARAMS
    if params and "QUOTED-PRINTABLE" in (each.upper() for each in params.get("ENCODING", ())):
        octets = quopri.decodestring(value.encode("utf-8", "replace"))
        value = _in_charset(octets, next(iter(params.get("CHARSET", ())), ""))
    return ContentLine(name.upper(), value, params, (group or "").lower(), left_out, size)


def _in_charset(octets: bytes, charset: str) -> str:
    """Text in the encoding that is named, else UTF-8, else Windows' western code page."""
    try:
        return octets.decode(charset, "replace") if charset else decoded(octets)
    except (LookupError, ValueError):  # a name that is none
        return decoded(octets)


def _params(written: str) -> Mapping[str, tuple[str, ...]]:
    params: dict[str, tuple[str, ...]] = {}
    for match in _PARAMETER.finditer(written):
        name, value = match[1].strip().upper(), match[2]
        if value is None:  # vCard 2.1: TEL;CELL;PREF:…
            name, value = ("ENCODING" if name in _BARE_ENCODINGS else "TYPE"), match[1].strip()
        if name and value:
            params[name] = (*params.get(name, ()), *_values(value))
    return params


def _values(written: str) -> Iterator[str]:
    for quoted, plain in _PARAMETER_VALUE.findall(written):
        yield _CARETS.sub(lambda match: _CARET_MEANS[match[1]], (quoted or plain).strip())


# --- values ------------------------------------------------------------------------------------------------


def unescaped(value: str) -> str:
    """``value`` with ``\\n`` as a line break and every other escaped character as itself."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def split_at(value: str, separator: str) -> list[str]:
    """The parts of an escaped value between separators that are not escaped; the parts unescaped.

    With ``;`` the components of a structured value (``N``, ``ADR``, ``ORG``), with ``,`` those of a list.
    """
    if "\\" not in value:
        return value.split(separator)
    parts: list[list[str]] = [[]]
    for token in _TOKEN.findall(value):
        if token[0] == "\\":
            parts[-1].append(unescaped(token))
        else:
            first, *others = token.split(separator)
            parts[-1].append(first)
            parts += [[other] for other in others]
    return ["".join(part) for part in parts]


# --- writing -----------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """``text`` as a value of vCard 3.0 and 4.0 and iCalendar."""
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def parameter(text: str) -> str:
    """``text`` as the value of a parameter, quoted where it must be (RFC 6868)."""
    text = text.replace("^", "^^").replace('"', "^'").replace("\r\n", "^n").replace("\n", "^n")
    return f'"{text}"' if any(sign in text for sign in ":;,") else text


def uid(*parts: str) -> str:
    """A UID (RFC 9562, version 5): the same for the same parts in every export, and safe as a file's name."""
    return str(uuid5(NAMESPACE_URL, ":".join(("netui", *parts))))


def folded(line: str) -> bytes:
    """``line`` as octets, ended, and folded without cutting a character in two."""
    octets = line.encode("utf-8", "replace")
    if len(octets) <= FOLD_AT:
        return octets + b"\r\n"
    pieces: list[bytes] = []
    start, room = 0, FOLD_AT
    while start < len(octets):
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, FOLD_AT - 1  # the space at its beginning counts
    return b"\r\n ".join(pieces) + b"\r\n"
