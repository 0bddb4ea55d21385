"""What the palette finds beside the commands: contacts, pages, settings and themes.

Names are text, never markup: they reach the palette as content, and are cleaned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from netui.papers import TOPICS
from netui.tui.text import clip

if TYPE_CHECKING:
    from netui.tui.app import NetuiApp

CONTACTS_FOUND = 12
"""Contacts that are offered at most (choice): more letters find the others."""

NAME_WIDTH, HOUSE_WIDTH = 40, 28
"""Cells that a name and an organisation take at most."""

NEAR = 0.1
"""How well a contact fits who is only called something like it: after all that holds what is typed."""

AFTER_COMMANDS = 0.5
"""How much less pages, settings and themes count than commands and people of the same fit (choice)."""

Found = tuple[str, Callable[[], object], str]
"""What is offered, what it does, and a word about it."""


class FoundInThePalette(Provider):
    """Finds contacts by name, and pages, settings and themes by what they are called."""

    @property
    def _netui(self) -> NetuiApp:
        return cast("NetuiApp", self.app)

    async def search(self, query: str) -> Hits:
        """What fits to what was typed."""
        matcher = self.matcher(query)
        for hit in self._contacts(query, matcher):
            yield hit
        # Whole words alone: what merely holds the letters, in their order, is noise among so many themes.
        words = query.casefold().split()
        for name, act, about in self._others():
            if all(word in name.casefold() for word in words):
                yield Hit(
                    matcher.match(name) * AFTER_COMMANDS, matcher.highlight(name), act, text=name, help=about
                )

    def _contacts(self, query: str, matcher: Matcher) -> Iterator[Hit]:
        netui = self._netui
        shown = netui.listing.shown(query, "name")
        for contact in shown.contacts[:CONTACTS_FOUND]:
            standing = netui.picture.standings[contact]
            name = clip(standing.name, NAME_WIDTH)
            score = NEAR if shown.near else max(NEAR, matcher.match(name))
            house = clip(standing.organisation or "", HOUSE_WIDTH)
            beside = Content.styled(f"  {house}", "dim") if house else Content("")
            yield Hit(score, Content(name) + beside, partial(netui.open_contact, contact), text=name)

    def _others(self) -> Iterator[Found]:
        from netui.settings import SETTINGS  # late: the palette is seldom opened

        netui = self._netui
        for topic, about in TOPICS.items():
            yield f"Help: {topic}", partial(netui.open_page, topic), about
        for setting in SETTINGS:
            words = setting.key.replace("_", " ")
            yield f"Settings: {words}", partial(netui.open_setting, setting.key), setting.about
        for theme in sorted(netui.available_themes):
            yield f"Theme: {theme}", partial(self._try_theme, theme), "until netui ends; settings keep one"

    def _try_theme(self, theme: str) -> None:
        self._netui.theme = theme
