"""A page to read as Markdown: the brief of one contact, or a week's review. It only goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from netui.domain.days import Now
from netui.domain.plain import Outgoing, PlainPage
from netui.exchange.formats import File, Format

_MARKS = re.compile(r"([\\`*_\[\]<>#|~$]|(?<=^)[-+](?=\s)|(?<=^\d)[.)](?=\s))")


def write(outgoing: Outgoing, now: Now) -> Iterable[File]:
    """The page."""
    assert outgoing.page is not None
    yield File("", ("\n".join(_lines(outgoing.page)).rstrip() + "\n").encode("utf-8", "replace"))


def _lines(page: PlainPage) -> Iterator[str]:
    yield f"# {plain(page.title)}"
    yield ""
    for label, value in page.facts:
        yield f"- **{plain(label)}**: {plain(value)}"
    for heading, items in page.sections:
        yield ""
        yield f"## {plain(heading)}"
        yield ""
        for item in items:
            yield f"- {plain(item)}"


def plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line: nobody's name is a link, a heading or HTML."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


FORMAT = Format(name="markdown", title="Markdown", write=write, wants="page", aliases=("md",), suffix=".md")
