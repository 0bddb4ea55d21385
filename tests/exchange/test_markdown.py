"""Pages as Markdown: nobody's name is a link, a heading or HTML."""

from __future__ import annotations

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.plain import Outgoing
from netui.exchange import markdown
from netui.network import Network, pages
from netui.network.picture import compute
from tests.conftest import Log


def written(page: Outgoing, now: Now) -> str:
    (file,) = markdown.write(page, now)
    return file.content.decode()


def test_the_brief_of_one_contact(network: Network, log: Log, now: Now) -> None:
    log('yesterday: coffee with @"Ada Lovelace", got advice, promised the *paper* by friday')
    log("note: Ada plays the harp")
    (ada,) = network.contacts
    text = written(Outgoing(page=pages.brief_page(network, ada, now)), now)
    assert text.startswith("# Ada Lovelace\n\n- **last spoke**: 2026-11-22\n")
    for line in (
        "- **balance**: gave 0, received 1: too little logged",
        "## Open\n\n- promised: the \\*paper\\*, by 2026-11-27",
        "## Notes\n\n- 2026-11-23: Ada plays the harp",
        "## Timeline\n\n- 2026-11-22: coffee with Ada Lovelace, got advice, promised the ",
    ):
        assert line in text


def test_the_review_of_a_week(network: Network, log: Log, now: Now, clock: Clock) -> None:
    log('friday: lunch with @"Ada Lovelace", gave advice')
    log("promised Ada the book")
    picture = compute(network, now, tell=lambda message: None)
    text = written(Outgoing(page=pages.review_page(network, picture, now)), now)
    assert text.startswith("# The week Mon 16 Nov 2026 to Sun 22 Nov 2026\n")
    for heading in ("What went unlogged", "Promises", "Who next week", "A good moment"):
        assert f"\n## {heading}\n" in text
    assert "still open: Ada Lovelace: promised: Ada the book" in text or "still open" in text


def test_marks_are_text() -> None:
    assert markdown.plain("[x](http://e) <b> *a* _b_ `c` # d | e\n- f") == (
        "\\[x\\](http://e) \\<b\\> \\*a\\* \\_b\\_ \\`c\\` \\# d \\| e - f"
    )
    assert markdown.plain("- not a list") == "\\- not a list"
    assert markdown.plain("1. not one") == "1\\. not one"
