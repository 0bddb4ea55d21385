"""What the line-drawing widgets share: spans of text with a tone, and the looks a theme gives to tones.

A widget here is handed plain data and draws lines of cells itself. Text is a plain string from beginning to
end: it is cleaned and cut to its width, never parsed as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

import msgspec
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from netui.tui.text import ELLIPSIS, clip, fit, width_of
from netui.tui.text import right as fit_right

if TYPE_CHECKING:
    from textual.css.styles import StylesBase

Tone = Literal[
    "plain", "strong", "heading", "calm", "faint", "give", "take", "attention", "here",
    "practice", "level-1", "level-2", "level-3", "level-4",
]  # fmt: skip
"""What a piece of text means; the theme says how that looks, in colour and without."""

TONES: tuple[Tone, ...] = (
    "strong", "heading", "calm", "faint", "give", "take", "attention", "here",
    "practice", "level-1", "level-2", "level-3", "level-4",
)  # fmt: skip


class Span(msgspec.Struct, frozen=True):
    """A stretch of text of one tone."""

    text: str
    tone: Tone = "plain"


Content = str | Sequence[Span] | Callable[[int], Sequence[Span]]
"""What fills a cell: a text, spans, or what makes spans for a width in cells (a meter, say)."""


class Cell(msgspec.Struct, frozen=True):
    """What stands in one column of a row."""

    content: Content = ""
    tone: Tone = "plain"
    """Of a plain text; spans have their own."""


class Column(msgspec.Struct, frozen=True):
    """How wide a column is. A flexible one shares what the others leave over."""

    width: int = 0
    """Cells; of a flexible column the least it gets before others are dropped."""
    flex: int = 0
    """Share of the room left over; 0 for a fixed width."""
    right: bool = False
    """Against the right edge, for numbers."""
    drop: int = 0
    """Left out when there is too little room, the highest first; 0 never."""
    most: int | None = None
    """Cells that a flexible column takes at most."""


GAP = 2
"""Empty cells between two columns (choice)."""


def widths_for(columns: Sequence[Column], width: int, gap: int = GAP) -> list[int]:
    """Cells for each column in a line of ``width``; 0 for those left out. Together with the gaps at most
    ``width``."""
    shown = list(range(len(columns)))
    while (room := _left_over(columns, shown, width, gap)) < 0:
        droppable = [index for index in shown if columns[index].drop]
        if not droppable:
            break
        shown.remove(max(droppable, key=lambda index: (columns[index].drop, index)))
    widths = [column.width if index in shown else 0 for index, column in enumerate(columns)]
    if room < 0:
        return _squeezed(widths, width, gap)
    _share(columns, shown, widths, room)
    return widths


def _left_over(columns: Sequence[Column], shown: Sequence[int], width: int, gap: int) -> int:
    return width - sum(columns[index].width for index in shown) - gap * max(0, len(shown) - 1)


def _share(columns: Sequence[Column], shown: Iterable[int], widths: list[int], room: int) -> None:
    """Hand ``room`` to the flexible columns by their shares; what one may not take goes to the others."""
    growing = [index for index in shown if columns[index].flex]
    while room > 0 and growing:
        shares = sum(columns[index].flex for index in growing)
        given = 0
        for index in tuple(growing):
            most = columns[index].most
            wanted = max(1, room * columns[index].flex // shares)
            more = min(wanted, room - given, wanted if most is None else max(0, most - widths[index]))
            widths[index] += more
            given += more
            if most is not None and widths[index] >= most:
                growing.remove(index)
        room -= given


def _squeezed(widths: list[int], width: int, gap: int) -> list[int]:
    """Cut from the right what does not fit."""
    squeezed: list[int] = []
    left = width
    for cells in widths:
        got = max(0, min(cells, left))
        squeezed.append(got)
        left -= got + (gap if got else 0)
    return squeezed


def fit_spans(spans: Iterable[Span], width: int, ellipsis: str = ELLIPSIS) -> list[Span]:
    """The spans in exactly ``width`` cells: cleaned, the last one that fits cut with an ellipsis."""
    fitted: list[Span] = []
    left = max(0, width)
    for span in spans:
        if left == 0:
            break
        text = clip(span.text, left, ellipsis)
        if text:
            fitted.append(Span(text, span.tone))
            left -= width_of(text)
    if left:
        fitted.append(Span(" " * left))
    return fitted


def span_width(spans: Iterable[Span]) -> int:
    """Cells that spans of clean text take together."""
    return sum(width_of(span.text) for span in spans)


def lay_out(
    cells: Sequence[Cell], columns: Sequence[Column], width: int, *, gap: int = GAP, ellipsis: str = ELLIPSIS
) -> list[Span]:
    """A row's cells in their columns, together exactly ``width`` cells."""
    spans: list[Span] = []
    used = 0
    for cell, column, cells_wide in zip(cells, columns, widths_for(columns, width, gap), strict=False):
        if not cells_wide:
            continue
        if used:
            spans.append(Span(" " * gap))
            used += gap
        spans += _fill(cell, column, cells_wide, ellipsis)
        used += cells_wide
    if used < width:
        spans.append(Span(" " * (width - used)))
    return spans


def _fill(cell: Cell, column: Column, width: int, ellipsis: str) -> list[Span]:
    content = cell.content
    if isinstance(content, str):
        fitter = fit_right if column.right else fit
        return [Span(fitter(content, width, ellipsis), cell.tone)]
    spans = content(width) if callable(content) else content
    fitted = fit_spans(spans, width, ellipsis)
    if column.right and fitted and fitted[-1].tone == "plain" and not fitted[-1].text.strip():
        fitted = [fitted[-1], *fitted[:-1]]
    return fitted


def _is_bare(styles: StylesBase) -> bool:
    """Whether nothing is drawn around a widget's content, or over it."""
    hatched = styles.has_rule("hatch") and styles.hatch != "none"
    shown_as_it_is = styles.text_opacity == styles.opacity == 1.0 and not styles.tint.a and not hatched
    return shown_as_it_is and not any(styles.gutter)


class Painted(Widget):
    """A widget that draws its own lines from spans. The theme's variables give the tones their looks."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"painted--{tone}" for tone in TONES}
    DEFAULT_CSS = """
    Painted {
        & > .painted--strong { text-style: bold; }
        & > .painted--heading { text-style: bold; }
        & > .painted--here { text-style: bold reverse; }
        & > .painted--calm { color: $calm; text-style: $calm-style; }
        & > .painted--faint { color: $faint; text-style: $faint-style; }
        & > .painted--give { color: $give; }
        & > .painted--take { color: $take; }
        & > .painted--attention { color: $attention; text-style: bold; }
        & > .painted--practice { color: $practice; }
        & > .painted--level-1 { color: $practice-1; }
        & > .painted--level-2 { color: $practice-2; }
        & > .painted--level-3 { color: $practice-3; }
        & > .painted--level-4 { color: $practice-4; }
    }
    """

    _base: Style | None = None
    """The widget's own style, found when it is painted: not for each line."""
    _looks: dict[tuple[Tone, Style | None], Style]
    """How a tone looks over it, and under another style; found once."""

    _finished: dict[int, Strip]
    """The lines as they were last painted, by their place."""
    _finished_width = -1

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines within ``crop``."""
        base = self.rich_style
        if base != self._base:
            self._base, self._looks, self._finished_width = base, {}, -1
        if _is_bare(self.styles):
            return self._own_lines(crop)
        return super().render_lines(crop)

    def _own_lines(self, crop: Region) -> list[Strip]:
        """What Textual makes of :meth:`render_line`, without making each line anew in order to put nothing
        around it: one that was drawn elsewhere before is then filtered and measured already."""
        width = self.region.width
        if width != self._finished_width:
            self._finished, self._finished_width = {}, width
        dirty, finished = self._styles_cache.is_dirty, self._finished
        wanted = [y for y in crop.line_range if dirty(y) or y not in finished]
        if wanted:
            base, height = self.base, self.content_region.height
            background, filters = self.background_colors[1], self.get_line_filters()
            for y in wanted:
                strip = self.render_line(y) if y < height else self.blank_line(width)
                strip = strip.adjust_cell_length(width, base)
                for each in filters:
                    strip = strip.apply_filter(each, background)
                finished[y] = strip
            self._styles_cache._dirty_lines.difference_update(wanted)
        strips = [finished[y] for y in crop.line_range]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _set_dirty(self, *regions: Region) -> None:
        """What was painted is no longer so. While the widget is hidden it has no size, and none of its lines
        would be found to be dirty when it is shown again."""
        super()._set_dirty(*regions)
        if not regions:
            self._finished_width = -1

    def notify_style_update(self) -> None:
        """Look at the styles again: the theme or what the widget is in has changed."""
        super().notify_style_update()
        self._base = None

    @property
    def base(self) -> Style:
        """The widget's own style."""
        return self._base or self.rich_style

    def look(self, tone: Tone, over: Style | None = None) -> Style:
        """How a tone looks, with ``over`` laid over it."""
        if self._base is None:
            self._base, self._looks = self.rich_style, {}
        look = self._looks.get((tone, over))
        if look is None:
            look = self._base
            if tone != "plain":
                look += self.get_component_rich_style(f"painted--{tone}", partial=True)
            if over is not None:
                look += over
            self._looks[tone, over] = look
        return look

    def strip_of(self, spans: Iterable[Span], width: int, *, over: Style | None = None) -> Strip:
        """A line of exactly ``width`` cells. The texts of the spans must be clean, as those of
        :func:`fit_spans` and :func:`lay_out` are. ``over`` is laid over every tone."""
        look = self.look
        segments = [Segment(span.text, look(span.tone, over)) for span in spans]
        return Strip(segments).simplify().adjust_cell_length(width, look("plain", over))

    def blank_line(self, width: int) -> Strip:
        """An empty line."""
        return Strip.blank(width, self.base)
