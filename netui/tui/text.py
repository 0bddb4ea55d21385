"""Text on its way to the terminal: one line, no hidden bytes, exactly as wide as it must be.

What a person typed or a file brought is kept to the letter in the document. It is cleaned here, each time it
is shown: :func:`clean` makes one harmless line of it, :func:`fit` and :func:`right` give it an exact width in
terminal cells. :class:`SafeFilter` is the net under all of this: whatever a widget draws, no control, escape
or direction mark leaves the program inside a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from unicodedata import category

from rich.cells import cell_len, get_character_cell_size, set_cell_size, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from netui.domain.days import counted

MARKS_IN_A_ROW = 4
"""Combining marks, variation selectors and joiners shown on one character at most (choice)."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that cannot be shown: a control, an escape, half of a surrogate pair."""

ELLIPSIS = "…"

DAYS_UNTIL_MONTHS = 60
"""Days from which a stretch of time is told in months (choice)."""

DAYS_UNTIL_YEARS = 730
"""Days from which a stretch of time is told in years (choice)."""

_JOINERS = "\u200c\u200d"
_ZWJ = "\u200d"

# Letters of which every one is shown as it is and is neither mark, joiner nor control.
_PLAIN = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u0559\u05d0-\u05ea\u0621-\u064a"
    "\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u259f]*"
)
# Scripts in which a joiner shapes letters: Arabic to Tibetan, Mongolian and their like.
_SHAPED_SCRIPTS = re.compile("[\u0600-\u0fff\u1000-\u109f\u1780-\u18af\u1a20-\u1aaf\u1b00-\u1bff]")
_EMOJI_MARKS = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")


@cache
def _plain_of_east_asia() -> re.Pattern[str]:
    """The same with the letters of East Asia. Made late: so large a class takes milliseconds."""
    letters = "\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
    return re.compile(f"{_PLAIN.pattern.removesuffix(']*')}{letters}]*")


# --- one harmless line -------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """``text`` as one line that is safe and honest to show.

    Line ends and tabs become a space. Controls, escapes and lone surrogates become ``�``; direction marks,
    tag characters and other invisible ones go. Joiners stay where a script or an emoji needs them, and a pile
    of combining marks is cut after :data:`MARKS_IN_A_ROW`. Takes time in proportion to the text: clip first
    what may be long, as :func:`fit` does.
    """
    if _PLAIN.fullmatch(text) or (max(text) > "\u3000" and _plain_of_east_asia().fullmatch(text)):
        return text
    shown: list[str] = []
    marks = 0
    for index, character in enumerate(text):
        kind = category(character)
        if kind in ("Mn", "Me") or character in _JOINERS:
            following = text[index + 1 : index + 2]
            if shown and marks < MARKS_IN_A_ROW and _may_follow(shown[-1], character, following):
                shown.append(character)
                marks += 1
            continue
        stand_in = _shown_as(character, kind)
        if stand_in:
            shown.append(stand_in)
            marks = 0
    return "".join(shown)


def typed(text: str) -> str:
    """``text`` as an input takes it: the letters to the letter, but line ends and tabs as spaces, and neither
    controls nor direction marks, tag characters or halves of surrogate pairs."""
    if text.isprintable():
        return text
    return "".join(_taken(character) for character in " ".join(text.splitlines()))


def _taken(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    kind = category(character)
    if kind in ("Cc", "Cs", "Cf"):
        return " " if character == "\t" else ""
    return character


def _shown_as(character: str, kind: str) -> str:
    if kind in ("Zs", "Zl", "Zp") or character in "\t\n\v\f\r\x85":
        return " "
    if kind in ("Cc", "Cs"):
        return REPLACEMENT
    return "" if kind == "Cf" else character


def _may_follow(before: str, mark: str, following: str) -> bool:
    """Whether a mark has something to stand on. A joiner needs on both sides what it can join: between other
    letters it does nothing but make terminals disagree about the width of a line."""
    if before == " ":
        return False
    if mark not in _JOINERS:
        return True
    if not following:
        return False
    if _SHAPED_SCRIPTS.match(before):
        return bool(_SHAPED_SCRIPTS.match(following))
    emoji = category(before) == "So" or bool(_EMOJI_MARKS.match(before))
    return mark == _ZWJ and emoji and category(following) == "So"


# --- an exact width ----------------------------------------------------------------------------------------


def width_of(text: str) -> int:
    """Cells that ``text`` takes in a terminal. The text must be clean."""
    return cell_len(text)


def clip(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """``text`` cleaned and, where it is wider than ``width`` cells, cut with an ellipsis. May be narrower.

    Only the beginning of a long text is ever looked at.
    """
    if width <= 0:
        return ""
    looked_at = 8 * width + 64
    line = clean(text[:looked_at])
    size = cell_len(line)
    if size <= width and len(text) <= looked_at:
        return line
    room = width - cell_len(ellipsis)
    if room < 0:
        return ellipsis[:width]
    return _head(line, room) + ellipsis


def fit(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """``text`` in exactly ``width`` cells: cleaned, cut with an ellipsis or filled up with spaces."""
    line = clip(text, width, ellipsis)
    return line + " " * (width - cell_len(line))


def right(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """As :func:`fit`, against the right edge."""
    line = clip(text, width, ellipsis)
    return " " * (width - cell_len(line)) + line


def _head(line: str, width: int) -> str:
    """The characters of ``line`` that fit into ``width`` cells; a joiner left over at the end goes too."""
    if line.isascii():
        return line[:width]
    spans, _ = split_graphemes(line)
    end = used = 0
    for _start, stop, cells in spans:
        if used + cells > width:
            break
        used += cells
        end = stop
    return line[:end].rstrip(_JOINERS)


# --- words for time and number -----------------------------------------------------------------------------


def days_ago(days: int) -> str:
    """How long ago, in words: "today", "yesterday", "46 days", "5 months", "2 years".

    ``days`` is a number of days, 0 or more; a coming day (below 0) is told as by :func:`days_ahead`.
    """
    if days < 0:
        return days_ahead(-days)
    if days < 2:
        return ("today", "yesterday")[days]
    return stretch(days)


def days_ahead(days: int) -> str:
    """How long until then, in words: "today", "tomorrow", "in 5 days", "in 2 months"."""
    if days < 2:
        return ("today", "tomorrow")[max(days, 0)]
    return f"in {stretch(days)}"


def stretch(days: int) -> str:
    """A number of days in the unit people would use: from two months on months, from two years on years.

    Weeks are not used: "13 days", "2 weeks", "16 days" under each other are hard to compare.
    """
    if days >= DAYS_UNTIL_YEARS:
        return counted(int(days / 365.25 + 0.01), "year")
    if days >= DAYS_UNTIL_MONTHS:
        return counted(max(2, round(days / 30.44)), "month")
    return counted(days, "day")


# --- the net under it all ----------------------------------------------------------------------------------

_STAND_INS = str.maketrans(
    {
        **dict.fromkeys("─━┄┅┈┉╌╍╴╶╸╺═‐‑‒–—―", "-"),
        **dict.fromkeys("│┃┆┇┊┋╎╏║▏▎▍▌▐▕▊▋▉", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋", "+"),
        **dict.fromkeys("█▓▀▄■▇▆▅", "#"),
        **dict.fromkeys("▒▃▂▁▔", "="),
        **dict.fromkeys("░·•∙…", "."),
        **dict.fromkeys("●◉", "*"),
        **dict.fromkeys("○◌◯", "o"),
        **dict.fromkeys("▸▶❯›»→", ">"),
        **dict.fromkeys("◂◀❮‹«", "<"),
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys("↑▲△", "^"),
        **dict.fromkeys("↓▼▽▾", "v"),
        **dict.fromkeys("✓✔", "x"),
    }
)


class SafeFilter(LineFilter):
    """Lets no control, escape or direction mark out in a text, whatever drew it, and no terminal link.

    A text keeps its width in cells, so that nothing after it moves. With ``encoding``, what the terminal
    cannot show is replaced too: lines and blocks by their nearest ASCII sign, letters by ``?``. Use one
    filter for the whole program, since Textual remembers what a filter made of a line.
    """

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = None if encoding.lower().replace("-", "") in ("utf8", "utf16", "utf32") else encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with their texts made safe; those without fault are handed on as they are."""
        if all(self._is_safe(segment) for segment in segments):
            return segments
        return [made for segment in segments if (made := self._safe(segment)).text]

    def _is_safe(self, segment: Segment) -> bool:
        text, style, control = segment
        if control or (style is not None and style.link):
            return False
        return text.isascii() and text.isprintable() if self._encoding else text.isprintable()

    def _safe(self, segment: Segment) -> Segment:
        text, style, _ = segment
        if style is not None and style.link:
            style = style.update_link(None)
        return Segment(_safe_text(text, self._encoding), style)


@lru_cache(maxsize=2048)
def _safe_text(text: str, encoding: str | None) -> str:
    width = cell_len(text)
    safe = "".join(_passed(character) for character in text)
    if encoding is not None:
        safe = _encodable(safe, encoding)
    return safe if cell_len(safe) == width else set_cell_size(safe, width)


def _passed(character: str) -> str:
    if character in _JOINERS or character.isprintable():
        return character
    kind = category(character)
    if kind in ("Co", "Cn"):
        return character
    return " " * get_character_cell_size(character)


def _encodable(text: str, encoding: str) -> str:
    """``text`` with a stand-in of the same width for each character that ``encoding`` does not have."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_stand_in(character, encoding) for character in text)
    return text


def _stand_in(character: str, encoding: str) -> str:
    for shown in (character, character.translate(_STAND_INS)):
        try:
            shown.encode(encoding)
        except UnicodeEncodeError:
            continue
        return shown
    return "?" * get_character_cell_size(character)


class NoColorFilter(LineFilter):
    """Takes every colour off, for ``NO_COLOR``: not even the terminal's default colours are asked for.

    Bold, reverse, underline and their like stay. Dim goes, since terminals draw it as a colour.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without colour."""
        return [Segment(text, _colourless(style), control) for text, style, control in segments]


_NOT_DIM = Style(dim=False)


@lru_cache(maxsize=1024)
def _colourless(style: Style | None) -> Style | None:
    return None if style is None else style.without_color + _NOT_DIM


def joined(words: Iterable[str], last: str = "and") -> str:
    """Words as a sentence lists them: "Ada, Grace and Emmy"."""
    *head, tail = list(words) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail
