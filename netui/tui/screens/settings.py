"""Settings: what can be set, what it is, and changing it with one key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from netui.config import read_config
from netui.errors import NetuiError
from netui.paths import SITE_CONFIG, config_path
from netui.settings import KEYS, SETTINGS, Setting, change, find, value_of
from netui.tui.ask import AskScreen
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.choose import ChoiceScreen
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.painting import Cell, Column, Span

COLUMNS = (Column(13), Column(22), Column(30, flex=1, drop=1))
"""What can be set, what it is, what that means."""

FROM_THE_NEXT_START = frozenset({"zone", "glyphs", "mouse", "capacity", "leap_day", "idle_minutes"})
"""Settings that count when the program starts."""


class SettingsScreen(NetuiScreen):
    """All that a person can set, the practice first."""

    NAME = "settings"
    HELP = (
        "What you can set: the practice is kept in your document and undone like any change, the program in "
        "config.toml. enter changes the setting under the cursor; netui config does the same from the shell."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("settings")

    def body(self) -> ComposeResult:
        """The list."""
        yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")

    def show(self) -> None:
        """Draw every setting as it is now."""
        self.query_one("#rows", LineList).show(Rows(self._listed()))

    def _listed(self) -> Iterator[Keyed]:
        yield blank()
        yield heading("The practice")
        yield from (self._row(each) for each in SETTINGS if each.in_document)
        yield blank()
        yield heading("The program")
        yield from (self._row(each) for each in SETTINGS if not each.in_document)
        if self.netui.problems:
            yield blank()
            yield heading("Cannot be used of the configuration")
            yield from (line(Span(each), indent=3) for each in self.netui.problems)
        yield blank()
        yield line(Span(f"The document is {self.network.store.path}", "calm"), indent=3)
        yield line(Span(f"The program's settings are in {config_path()}", "calm"), indent=3)

    def _row(self, setting: Setting) -> Keyed:
        value = value_of(setting, self.netui.config, self.network, self.netui.now())
        text = value.text or (self.netui.clock.zone if setting.key == "zone" else "not set")
        note = f"; {value.note}" if value.note else ""
        cells = (
            Cell(_words(setting)),
            Cell(f"{text}{note}", "strong" if value.is_set else "plain"),
            Cell(setting.about, "calm"),
        )
        return setting.key, Row(cells)

    # --- keys ----------------------------------------------------------------------------------------------

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Ask what it is to be."""
        message.stop()
        setting = find(str(message.key))
        if self.netui.restricted and not setting.in_document:
            self.netui.tell("under restricted use only the practice is set here", problem=True)
            return
        if setting.key == KEYS:
            self._ask_which_key()
            return
        self._ask(setting)

    def _ask(self, setting: Setting) -> None:
        question = f"{_words(setting)}: {setting.about}"
        choices = setting.choices or self._themes(setting)
        text = value_of(setting, self.netui.config, self.network, self.netui.now()).text
        if choices:
            at = choices.index(text) if text in choices else 0
            self.app.push_screen(
                ChoiceScreen(question, [(choice, "") for choice in choices], self.netui.glyphs, at=at),
                lambda index: None if index is None else self._keep(setting, choices[index]),
            )
            return
        self.app.push_screen(
            AskScreen(question, text, setting.hint),
            lambda typed: None if typed is None else self._keep(setting, typed),
        )

    def _ask_which_key(self) -> None:
        """Ask which key is to be another one, then which."""
        table = self.netui.keymap.table()
        self.app.push_screen(
            ChoiceScreen(
                "Which key is to be another one?",
                [(f"{keys}  {command}", does) for keys, command, does in table],
                self.netui.glyphs,
            ),
            lambda index: None if index is None else self._ask(find(f"{KEYS}.{table[index][1]}")),
        )

    def _themes(self, setting: Setting) -> tuple[str, ...]:
        return tuple(sorted(self.app.available_themes)) if setting.key == "theme" else ()

    def _keep(self, setting: Setting, text: str) -> None:
        try:
            change(setting, text, config_path(), self.network, self.netui.now())
            read = read_config(SITE_CONFIG, config_path())
        except NetuiError as error:
            self.netui.tell(error.message, problem=True)
            return
        self.netui.configure(read)
        self.show()
        if setting.key in FROM_THE_NEXT_START:
            self.netui.tell(f"{_words(setting)}: from the next start on")


def _words(setting: Setting) -> str:
    return setting.key.replace("_", " ")
