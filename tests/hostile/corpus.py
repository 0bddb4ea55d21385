"""Strings that want to do harm at a terminal, in markup or in a layout; all invented here.

Each comes by itself, in the middle of a name and in a sentence, since what is harmless alone may not be so
between letters. Of very long ones there are few: they go through everything as well, and take their time.
"""

from __future__ import annotations

from collections.abc import Iterator

MARKUP = (
    "[/]", "[/x]", "Bob [/] x", "[bold]loud", "[ ] open", "[@click=app.bell]press[/]",
    "[link=file:///etc/passwd]x[/link]",
    "[red on red]gone[/]", "[$primary]x", "[b][i][u]", "[[x]]", "\\[x]", "[not closed", "closed only]",
    "[@click='quit']q[/]",
    "[reverse]r[/reverse]", "{x} %s $HOME `id`", "<b>&amp;</b>", "${jndi:x}", "%n%n%n",
)  # fmt: skip

ESCAPES = (
    "\x1b]0;title\x07", "\x1b]2;title\x1b\\", "\x1b]52;c;cm0gLXJm\x07", "\x1b[2J", "\x1b[H", "\x1b[31m",
    "\x1b[?1049l",
    "\x1b[6n", "\x1bP$q\"p\x1b\\", "\x1b_apc\x1b\\", "\x1b^pm\x1b\\", "\x1bc", "\x1b[8;1;1t",
    "\x1b]8;;http://x\x07x\x1b]8;;\x07",
    "\x1b]1337;File=:AA\x07", "\x1b[>4;2m", "\x1b[20l", "\x1b(0", "\x1b[1;1H\x1b[K",
    "\x1b]4;0;rgb:ff/ff/ff\x07",
    "\x9b2J", "\x9b31m", "\x9d0;title\x9c", "\x90q\x9c", "\x8f", "\x85", "\x0e", "\x0f", "\x07",
    "\x08\x08\x08",
    "\x7f", "\x00", "\x1a", "\x04", "\x0b\x0c", "\r", "\n", "\t", "\x1b", "\x9b",
)  # fmt: skip

INVISIBLE = (
    "\u202e", "\u202d", "\u202a\u202c", "\u2066\u2069", "\u2067", "\u200e", "\u200f", "\u061c", "\u200b",
    "\u200c",
    "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u2028", "\u2029", "\U000e0001",
    "\U000e0041\U000e007f", "\ufff9\ufffb",
)  # fmt: skip

LETTERS = (
    "شهرزاد", "שלום", "नमस्ते", "ไทยไทย", "山田太郎", "김민수", "ﾊﾝｶｸ", "👩\u200d🔬", "🏳\ufe0f\u200d🌈", "👍🏽",
    "e\u0301", "a" + "\u0301" * 60, "\u0301first", "Z̷͖̕a̵lgo", "ﬀ ﬁ", "Ⅷ", "ｆｕｌｌ", "ß ẞ", "İı", "\ufdfd",
    "𒐫", "\U0001f1e6\U0001f1e7", "\ue000", "\ufffe", "\U0010ffff", "\ud800", "\udfff", "\udcff", "a\udc80b",
    "\ufffd",
)  # fmt: skip

SHELL_AND_PATHS = (
    "../../etc/passwd", "~/.ssh/authorized_keys", "; rm -rf ~", "$(id)", "`id`", "| cat", "--help", "-h",
    "--document=x",
    "=1+1", "+1", "-1", "@SUM(1)", "%00", "'; DROP TABLE x", "\\", "\\\\", '"', '""', "'",
)  # fmt: skip

LONG = (
    "x" * 200_000, "山" * 50_000, "[b]" * 20_000, "\x1b[31m" * 20_000, "a" + "\u0301" * 100_000,
    "#tag " * 10_000,
    "word " * 40_000, "\u202e" * 50_000, '@"' * 20_000, "Ada " * 20_000,
)  # fmt: skip


def _placed(text: str) -> Iterator[str]:
    yield text
    yield f"Ada {text} Lovelace"
    yield f"Ada{text}"


SHORT = tuple(
    dict.fromkeys(
        placed
        for text in (*MARKUP, *ESCAPES, *INVISIBLE, *LETTERS, *SHELL_AND_PATHS)
        for placed in _placed(text)
    )
)
CORPUS = SHORT + LONG

FORBIDDEN = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        "\x1b]0;title", "\x1b]2;title", "\x1b]52;", "\x1bP$q", "\x1b_apc", "\x1b^pm", "\x1bc",
        "\x1b[8;1;1t", "\x1b]8;;http",
        "\x1b]1337", "\x1b(0", "\x1b]4;0", "\x9b", "\x9d", "\x90", "\x8f", "\x85", "\x0e", "\x0f", "\x07",
        "\x00", "\x7f",
        "\u202e", "\u202d", "\u202a", "\u2066", "\u2067", "\u200e", "\u200f", "\u061c", "\u200b", "\u2060",
        "\ufeff",
        "\u2028", "\u2029", "\U000e0001", "\U000e0041", "\ufff9",
    )
)  # fmt: skip
"""Bytes that the program itself never sends: where they arrive at a terminal, they came from the corpus."""
