"""The live reading of a line, as labelled pieces."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from netui.domain.line.reading import Piece, PieceKind, Reading
from netui.domain.line.words import CHANNEL_LABELS
from netui.tui.text import clean, clip
from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.painting import Painted, Span, Tone, fit_spans, span_width

READING_LINES = 2

PROMISE_SHOWN = 36
"""Cells of what is promised that the reading repeats at most (choice)."""

_PIECE_WORDS: dict[PieceKind, tuple[str, Tone]] = {
    "day": ("", "plain"),
    "time": ("", "plain"),
    "form": ("", "plain"),
    "contact": ("with", "strong"),
    "new_contact": ("new", "practice"),
    "unknown": ("who is", "attention"),
    "doubt": ("", "attention"),
    "channel": ("", "plain"),
    "exchange": ("", "plain"),
    "promise": ("", "plain"),
    "tag": ("", "plain"),
    "minutes": ("", "plain"),
    "place": ("in", "plain"),
    "event": ("event", "plain"),
    "introduction": ("introduction", "plain"),
    "about": ("about", "plain"),
    "opportunity": ("opportunity", "practice"),
    "purpose": ("purpose", "plain"),
    "started": ("", "plain"),
    "plain": ("prose", "calm"),
    "left_out": ("not", "calm"),
}

HOW = "how not said"
"""Stands where the channel would."""

CURES: dict[PieceKind, str] = {"unknown": ", ctrl+n adds them", "doubt": ", ctrl+n says so"}
"""What makes a name of the first words that may be one."""

BRINGS_BACK = ", tab brings them in"
"""What brings somebody in who is left out."""

_SIDES: dict[str, Tone] = {"gave": "give", "given": "give", "received": "take", "got": "take"}
"""Of an exchange, by the first word of its label."""


class ReadingLines(Painted):
    """The pieces of a reading, on two lines at most."""

    DEFAULT_CSS = f"""
    ReadingLines {{ width: 1fr; height: {READING_LINES}; }}
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._pieces: list[list[Span]] = []
        self._problem: str | None = None
        self._thought = ""
        self._said = ""
        self._at = 0

    def show(
        self,
        pieces: list[list[Span]],
        problem: str | None = None,
        said: str = "",
        at: int | None = None,
        thought: str = "",
    ) -> None:
        """Show pieces, with a problem or a thought on the last line; or something said in their place.

        ``at``: the index of the piece that is being changed.
        """
        if at is not None and at < len(pieces):
            text = "".join(span.text for span in pieces[at])
            pieces = [*pieces[:at], [Span(f"{self._glyphs.cursor}{text}", "here")], *pieces[at + 1 :]]
        shown = (pieces, problem, thought, said)
        if shown != (self._pieces, self._problem, self._thought, self._said):
            self._pieces, self._problem, self._thought, self._said = shown
            self._at = at or 0
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        lines = self._lines(max(0, width - 2))
        if y >= len(lines):
            return self.blank_line(width)
        return self.strip_of([Span(" "), *fit_spans(lines[y], width - 2, self._glyphs.ellipsis)], width)

    def _lines(self, width: int) -> list[list[Span]]:
        if self._said:
            return [[Span(self._said)]]
        room = READING_LINES - (1 if self._problem or self._thought else 0)
        lines = wrap_around(self._pieces, self._at, width, room, self._glyphs)
        if self._problem:
            lines.append([Span(f"{self._glyphs.problem} {self._problem}", "attention")])
        elif self._thought:
            lines.append([Span(self._thought, "practice")])
        return lines


def told_pieces(reading: Reading, *, happened: bool = True) -> list[Piece]:
    """The pieces that are told, each once: what needs a choice first, last a channel that is unsaid.

    Of what is only promised (``happened`` false) no channel is awaited.
    """
    asking = {tie.matched: tie for tie in reversed(reading.ties)}  # the words' first place
    ties = [
        Piece(tie.start, tie.end, "contact", f"which {tie.matched}? {len(tie.candidates)} could be meant")
        for tie in sorted(asking.values(), key=lambda tie: tie.start)
    ]
    asked = {(tie.start, f"{tie.matched}?") for tie in reading.ties}
    told: dict[tuple[PieceKind, str], Piece] = {}
    for piece in reading.pieces:
        if (piece.start, piece.label) not in asked:
            told.setdefault((piece.kind, _label(piece, reading)), piece)
    asks_first = sorted(told.values(), key=lambda piece: piece.kind not in CURES)
    end = len(reading.text)
    unsaid = [Piece(end, end, "channel", CHANNEL_LABELS[reading.channel] if reading.channel else HOW)]
    met = any(contact.role == "took_part" for contact in reading.contacts) and reading.form != "note"
    return [*ties, *asks_first, *(unsaid if happened and met and not _says_how(reading) else [])]


def _says_how(reading: Reading) -> bool:
    """Whether a piece tells the channel, or the event that gives it."""
    said = {piece.kind for piece in reading.pieces}
    return "channel" in said or (reading.channel == "event" and "event" in said)


def pieces_of(
    reading: Reading, glyphs: Glyphs = UNICODE, told: Sequence[Piece] | None = None
) -> list[list[Span]]:
    """The :func:`told_pieces` as spans, each with a word for its kind; or those ``told``."""
    ties = len({tie.matched for tie in reading.ties})
    spoken_of = {contact.name for contact in reading.contacts if contact.role == "mentioned"}
    spans = []
    first = reading.unknown[0].start if reading.unknown else None
    for index, piece in enumerate(told_pieces(reading) if told is None else told):
        label = _label(piece, reading, glyphs)
        if index < ties:
            spans.append([Span(f"{glyphs.unknown} {label}", "attention")])
        elif piece.kind == "contact" and piece.label in spoken_of and reading.form != "note":
            spans.append([Span("of ", "calm"), Span(label)])
        else:
            cure = [Span(CURES[piece.kind], "calm")] if piece.kind in CURES and piece.start == first else []
            spans.append([*_piece_spans(piece.kind, label, glyphs), *cure])
    return spans


def _label(piece: Piece, reading: Reading, glyphs: Glyphs = UNICODE) -> str:
    """What the piece says; of a promise also what is promised, which stands after its word in the line."""
    if piece.kind == "tag":
        return f"#{clean(piece.label)}"
    if piece.kind != "promise":
        return clean(piece.label)
    texts = [one.text for one in reading.follow_ups if one.place == piece.start]
    word, space, day = piece.label.partition(" ")
    what = f": {clip(texts[0], PROMISE_SHOWN, glyphs.ellipsis)}" if texts else ""
    return clean(f"{word}{what}{space}{day}")


def _piece_spans(kind: PieceKind, label: str, glyphs: Glyphs) -> list[Span]:
    word, tone = _PIECE_WORDS[kind]
    if kind == "unknown":
        return [Span(f"{glyphs.unknown} {word} {label}", tone)]
    if kind == "doubt":
        return [Span(f"{glyphs.unknown} {label}", tone)]
    if kind == "left_out":
        return [Span(f"{word} ", "calm"), Span(label), Span(BRINGS_BACK, "calm")]
    if kind == "new_contact":
        return [Span(f"{glyphs.new} {word} ", "calm"), Span(label, tone)]
    if label == HOW:
        return [Span(label, "calm")]
    if kind == "exchange":
        return [Span(label, _side(label))]
    return [Span(f"{word} ", "calm"), Span(label, tone)] if word not in ("", label) else [Span(label, tone)]


def _side(label: str) -> Tone:
    first = label.partition(" ")[0].casefold()
    return _SIDES.get(first, "plain")


def wrap_around(
    pieces: Sequence[list[Span]], at: int, width: int, lines: int, glyphs: Glyphs = UNICODE
) -> list[list[Span]]:
    """As :func:`wrap_pieces`, without the first pieces where the one ``at`` that index would not be seen."""
    first = 0
    while first < at and not _fits(pieces[first : at + 1], width, lines, glyphs, more=at + 1 < len(pieces)):
        first += 1
    before = [[Span(f"{first}+", "calm")]] if first else []
    return wrap_pieces([*before, *pieces[first:]], width, lines, glyphs)


def _fits(pieces: Sequence[list[Span]], width: int, lines: int, glyphs: Glyphs, *, more: bool) -> bool:
    wrapped = wrap_pieces([[Span("99+")], *pieces, *([[Span("+99")]] if more else [])], width, lines, glyphs)
    return not any(span.text.startswith("  +") for line in wrapped for span in line)


def wrap_pieces(
    pieces: Sequence[list[Span]], width: int, lines: int, glyphs: Glyphs = UNICODE
) -> list[list[Span]]:
    """The pieces on at most ``lines`` lines of ``width`` cells, none cut in two where that can be helped.

    What is left over is counted.
    """
    between = Span(f" {glyphs.between} ", "faint")
    wrapped: list[list[Span]] = [[]]
    for index, piece in enumerate(pieces):
        current = wrapped[-1]
        more = len(pieces) - index - 1
        needed = span_width([*current, *([between] if current else []), *piece])
        last = len(wrapped) == lines
        reserved = len(f"  +{more}") if last and more else 0
        if current and needed + reserved > width:
            if last:
                current.append(Span(f"  +{more + 1}", "calm"))
                break
            wrapped.append([])
            current = wrapped[-1]
        if current:
            current.append(between)
        current += piece
    return wrapped if pieces else []
