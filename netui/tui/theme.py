"""Colours and glyphs: few, each with one meaning, and every colour doubled by a glyph or a word.

Give and take are the blue and the orange of Okabe and Ito (2008), which people with any colour vision tell
apart; in each theme they are lightened or darkened, hue kept, until they can be read on its background.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual.color import Color
from textual.theme import Theme

GIVE = "#0072b2"
TAKE = "#e69f00"
PRACTICE = "#009e73"
ATTENTION = "#cc79a7"

DARK = Theme(
    name="netui-dark",
    dark=True,
    primary="#4fa6de",
    secondary="#e69f00",
    accent="#4fa6de",
    warning="#d98fb5",
    error="#d98fb5",
    success="#3dbf96",
    foreground="#dcdad5",
    background="#16181b",
    surface="#1c1f23",
    panel="#24282d",
    variables={
        "give": "#4fa6de",
        "take": "#e69f00",
        "practice": "#3dbf96",
        "practice-4": "#4bd0a6",
        "practice-3": "#3dbf96",
        "practice-2": "#3dbf96",
        "practice-1": "#46b894",
        "attention": "#d98fb5",
        "calm": "#9a9c9b",
        "calm-style": "none",
        "faint": "#565a5e",
        "faint-style": "none",
        "row-cursor": "#2b3036",
        "row-cursor-style": "bold",
        "border": "#565a5e",
        "border-blurred": "#3a3e43",
        "block-cursor-background": "#2b3036",
        "block-cursor-foreground": "#dcdad5",
        "input-cursor-background": "#dcdad5",
        "input-cursor-foreground": "#16181b",
        "input-selection-background": "#3a4651",
        "scrollbar": "#3a3e43",
        "scrollbar-hover": "#565a5e",
        "scrollbar-active": "#7d8185",
        "scrollbar-background": "#16181b",
        "scrollbar-background-hover": "#16181b",
        "scrollbar-background-active": "#16181b",
        "scrollbar-corner-color": "#16181b",
        "footer-key-foreground": "#dcdad5",
    },
)

LIGHT = Theme(
    name="netui-light",
    dark=False,
    primary="#00639c",
    secondary="#8a5f00",
    accent="#00639c",
    warning="#9c3f73",
    error="#9c3f73",
    success="#00734f",
    foreground="#23262a",
    background="#faf9f6",
    surface="#f1efea",
    panel="#e8e6e0",
    variables={
        "give": "#00639c",
        "take": "#8a5f00",
        "practice": "#00734f",
        "practice-4": "#00734f",
        "practice-3": "#00734f",
        "practice-2": "#11795a",
        "practice-1": "#237f62",
        "attention": "#9c3f73",
        "calm": "#5f6366",
        "calm-style": "none",
        "faint": "#a9a9a4",
        "faint-style": "none",
        "row-cursor": "#e4e7ea",
        "row-cursor-style": "bold",
        "border": "#a9a9a4",
        "border-blurred": "#d3d1cb",
        "block-cursor-background": "#e4e7ea",
        "block-cursor-foreground": "#23262a",
        "input-cursor-background": "#23262a",
        "input-cursor-foreground": "#faf9f6",
        "input-selection-background": "#c9dbe8",
        "scrollbar": "#d3d1cb",
        "scrollbar-hover": "#a9a9a4",
        "scrollbar-active": "#84857f",
        "scrollbar-background": "#faf9f6",
        "scrollbar-background-hover": "#faf9f6",
        "scrollbar-background-active": "#faf9f6",
        "scrollbar-corner-color": "#faf9f6",
        "footer-key-foreground": "#23262a",
    },
)


def _high_contrast(name: str, own: Theme, paper: str, panel: str, ink: str, **colours: str) -> Theme:
    """A theme like ``own`` in which all that is read stands out from ``paper`` and ``panel`` by 7 to 1."""
    variables = own.variables | {
        **{key: colours["practice"] for key in own.variables if key.startswith("practice")},
        **{key: colours[key] for key in ("give", "take", "attention", "calm", "faint")},
        "row-cursor": panel,
        "row-cursor-style": "bold",
        "border": ink,
        "border-blurred": colours["faint"],
        "block-cursor-background": ink,
        "block-cursor-foreground": paper,
        "input-cursor-background": ink,
        "input-cursor-foreground": paper,
        "input-selection-background": panel,
        "scrollbar": colours["faint"],
        "scrollbar-hover": ink,
        "scrollbar-active": ink,
        "scrollbar-background": paper,
        "scrollbar-background-hover": paper,
        "scrollbar-background-active": paper,
        "scrollbar-corner-color": paper,
        "footer-key-foreground": ink,
    }
    return Theme(
        name=name,
        dark=own.dark,
        primary=colours["give"],
        secondary=colours["take"],
        accent=colours["give"],
        warning=colours["attention"],
        error=colours["attention"],
        success=colours["practice"],
        foreground=ink,
        background=paper,
        surface=paper,
        panel=panel,
        variables=variables,
    )


CONTRAST = _high_contrast(
    "netui-contrast",
    DARK,
    paper="#000000",
    panel="#262626",
    ink="#ffffff",
    give="#7cc8ff",
    take="#ffb82e",
    practice="#4be0ae",
    attention="#ffa3d2",
    calm="#dcdcdc",
    faint="#bcbcbc",
)
CONTRAST_LIGHT = _high_contrast(
    "netui-contrast-light",
    LIGHT,
    paper="#ffffff",
    panel="#e4e4e4",
    ink="#000000",
    give="#00406e",
    take="#553900",
    practice="#00482f",
    attention="#701c4b",
    calm="#2c2c2c",
    faint="#404040",
)
"""Black on white and white on black: the enhanced contrast of WCAG 2.2 (1.4.6), for signs and borders too."""

THEMES = (DARK, LIGHT, CONTRAST, CONTRAST_LIGHT)
"""The themes of netui's own."""
OTHER_LIGHT = {
    DARK.name: LIGHT.name,
    LIGHT.name: DARK.name,
    CONTRAST.name: CONTRAST_LIGHT.name,
    CONTRAST_LIGHT.name: CONTRAST.name,
}
"""Of each theme of netui's own the one that is light where it is dark, and the other way round."""

LEGIBLE = 4.5
"""The contrast that text is to have at least (WCAG 2.2, 1.4.3)."""

_ANSI = {
    "give": "ansi_blue",
    "take": "ansi_yellow",
    "practice": "ansi_green",
    "practice-4": "ansi_green",
    "practice-3": "ansi_green",
    "practice-2": "ansi_green",
    "practice-1": "ansi_green",
    "attention": "ansi_magenta",
    "calm": "ansi_default",
    "calm-style": "dim",
    "faint": "ansi_default",
    "faint-style": "dim",
    "row-cursor": "ansi_default",
    "row-cursor-style": "bold",
}
_OWN = ("give", "take", "practice", "attention", "calm", "faint", "row-cursor")


def theme_defaults(theme: Theme) -> dict[str, str]:
    """The variables of netui's stylesheets for any theme, for ``App.get_theme_variable_defaults``.

    Textual's own themes do not know ``$give`` and its like: a theme that follows the terminal gets its
    colours, the others those of :data:`DARK` or :data:`LIGHT`, with calm and faint mixed from their own, and
    each as light or dark as it takes to be read.
    """
    if theme.ansi:
        return dict(_ANSI)
    own = theme if theme in THEMES else DARK if theme.dark else LIGHT
    mine = {name: value for name, value in own.variables.items() if name.startswith(_OWN)}
    if own is not theme:
        colours = theme.to_color_system().generate()
        ink, paper = Color.parse(colours["foreground"]), Color.parse(colours["background"])
        cursor = ink.blend(paper, 0.88)
        papers = (paper, Color.parse(colours["surface"]), Color.parse(colours["panel"]), cursor)
        mine = {
            name: _legible(Color.parse(value), papers).hex if value.startswith("#") else value
            for name, value in mine.items()
        } | {
            "calm": _legible(ink.blend(paper, 0.35), papers).hex,
            "faint": ink.blend(paper, 0.65).hex,
            "row-cursor": cursor.hex,
        }
    return mine


def _legible(colour: Color, papers: Sequence[Color]) -> Color:
    """The colour, lightened or darkened until it can be read on each of ``papers``."""
    towards = Color.parse("#ffffff" if papers[0].brightness < 0.5 else "#000000")
    for tenth in range(11):
        found = colour.blend(towards, tenth / 10)
        if all(contrast(found, paper) >= LEGIBLE for paper in papers):
            return found
    return towards


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


class Glyphs(msgspec.Struct, frozen=True):
    """The signs that stand beside the colours. Each is one cell wide unless said otherwise."""

    levels: tuple[str, str, str, str, str]
    """Of the calendar, 0 (nothing) to 4."""
    late: str
    """A day logged late, hollow."""
    rest: str
    today: str
    """After the day that is today."""
    cursor: str
    """Before the row under the cursor."""
    ellipsis: str
    """One or two cells."""
    both_ways: str
    """Between two who should meet; one to three cells."""
    rule: str
    meter_left: str
    meter_right: str
    meter_line: str
    meter_unsure: str
    """The line of a meter that has too little to go by."""
    meter_middle: str
    meter_low: str
    """The lower end of the interval."""
    meter_high: str
    meter_span: str
    """Within the interval."""
    meter_dot: str
    meter_hollow: str
    """The mean where the verdict is unclear."""
    bar: str
    """Of a cadence: the part that has passed."""
    bar_rest: str
    """The part to come."""
    bar_give: str
    bar_take: str
    axis: str
    spark: str
    """Levels of a sparkline, from the lowest up."""
    between: str
    """Between two pieces of one line."""
    new: str
    unknown: str
    problem: str
    met: str
    """A goal or a week that is met."""
    arrow: str
    """From one to whom they led to; one or two cells."""
    branch: str
    """Before who led to the one above."""
    mark: str
    """Where the plan stands on a pace line."""
    ordered: str
    """Behind the name of the column that a list is ordered by."""


UNICODE = Glyphs(
    levels=("·", "░", "▒", "▓", "█"),
    late="◌",
    rest="~",
    today="◂",
    cursor="▸",
    ellipsis="…",
    both_ways="⇄",
    rule="─",
    meter_left="├",
    meter_right="┤",
    meter_line="─",
    meter_unsure="┄",
    meter_middle="┼",
    meter_low="[",
    meter_high="]",
    meter_span="═",
    meter_dot="●",
    meter_hollow="○",
    bar="━",
    bar_rest="─",
    bar_give="█",
    bar_take="▒",
    axis="│",
    spark="▁▂▃▄▅▆▇█",
    between="·",
    new="+",
    unknown="?",
    problem="!",
    met="✓",
    arrow="→",
    branch="└",
    mark="┃",
    ordered="▾",
)

ASCII = Glyphs(
    levels=(".", "-", "+", "*", "#"),
    late="o",
    rest="~",
    today="<",
    cursor=">",
    ellipsis="..",
    both_ways="<->",
    rule="-",
    meter_left="|",
    meter_right="|",
    meter_line="-",
    meter_unsure=".",
    meter_middle="+",
    meter_low="[",
    meter_high="]",
    meter_span="=",
    meter_dot="*",
    meter_hollow="o",
    bar="=",
    bar_rest="-",
    bar_give="#",
    bar_take="=",
    axis="|",
    spark="_.-=*#",
    between="-",
    new="+",
    unknown="?",
    problem="!",
    met="x",
    arrow="->",
    branch="-",
    mark="|",
    ordered="v",
)


def glyphs_for(encoding: str | None, ascii_wanted: bool = False) -> Glyphs:
    """The glyphs for a terminal of ``encoding`` (a codec's name; None where it is unknown)."""
    unicode = (encoding or "").lower().replace("-", "").replace("_", "").startswith("utf")
    return UNICODE if unicode and not ascii_wanted else ASCII
