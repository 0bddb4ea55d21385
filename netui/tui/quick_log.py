"""The quick log: the log bar that reads along in the network, asks who is meant, and saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netui.domain.line.reading import Reading
from netui.errors import NetuiError
from netui.network.lines import read_line
from netui.tui.widgets.log_bar import LogBar

if TYPE_CHECKING:
    from netui.tui.base_screen import NetuiScreen

COMPLETIONS = 6
"""Names that are offered after ``@`` at most (choice)."""


class QuickLog(LogBar):
    """A log bar on a screen of the program."""

    DEFAULT_CSS = """
    QuickLog { height: auto; }
    """

    def __init__(self, screen: NetuiScreen) -> None:
        super().__init__(screen.netui.glyphs)
        self._shown_on = screen
        self._reading: Reading | None = None
        self._meant: dict[int, int] = {}
        """Contacts that the person chose, by where their names begin."""
        self._asked: tuple[int, tuple[int, ...]] | None = None
        """The place of a name that could mean several, and whom, while that is asked."""

    def begin(self, text: str | None = None) -> None:
        """Open with ``text``, else with what was left unfinished, else with the screen's contact named."""
        if self.is_open:
            return
        screen = self._shown_on
        unfinished = text or screen.netui.unfinished
        contact = screen.logged_about()
        self._meant = {0: contact} if contact is not None and not unfinished else {}
        self.open(unfinished or screen.log_prefix())

    # --- reading along -------------------------------------------------------------------------------------

    def on_log_bar_typed(self, message: LogBar.Typed) -> None:
        """Read the line as it stands, and offer names after an ``@``."""
        message.stop()
        self._asked = None
        self._read(message.text)
        self.show_completions(self._names_like(message.at_word) if message.at_word is not None else [])

    def _read(self, text: str) -> None:
        self._reading, problem = None, None
        screen = self._shown_on
        if text.strip():
            try:
                self._reading = read_line(
                    screen.network,
                    text,
                    screen.netui.now(),
                    day_order=screen.netui.config.date_order,
                    choices=self._meant,
                )
            except NetuiError as error:
                problem = error.message
        self.show_reading(self._reading, problem)

    def _names_like(self, word: str) -> list[str]:
        wanted = word.casefold()
        contacts = self._shown_on.network.contacts.values()
        names = (contact.name for contact in contacts if not contact.archived)
        found = [name for name in names if wanted in name.casefold()]
        found.sort(key=lambda name: (not name.casefold().startswith(wanted), len(name), name))
        return found[:COMPLETIONS]

    # --- saving --------------------------------------------------------------------------------------------

    def on_log_bar_submitted(self, message: LogBar.Submitted) -> None:
        """Save the line; on disk before anything says so. A true tie is asked about first."""
        message.stop()
        self._read(message.text)
        reading, screen = self._reading, self._shown_on
        if reading is None:
            if not message.text.strip():
                self.say("Say what happened first; esc leaves.")
            return
        if reading.ties:
            self._ask(reading)
            return
        try:
            screen.save_line(reading)
        except NetuiError as error:
            self.show_reading(reading, f"not saved: {error.message}")
            return
        screen.netui.unfinished = ""
        self.close()
        screen.home().focus()
        screen.netui.tell(saved_words(reading))

    def _ask(self, reading: Reading) -> None:
        tie = reading.ties[0]
        self._asked = (tie.start, tie.candidates)
        self.show_choices(f"Which {tie.matched}?", [self._who(candidate) for candidate in tie.candidates])

    def _who(self, contact: int) -> str:
        standing = self._shown_on.netui.picture.standings.get(contact)
        name = self._shown_on.network.contacts[contact].name
        return f"{name}, {standing.organisation}" if standing and standing.organisation else name

    def on_log_bar_chosen(self, message: LogBar.Chosen) -> None:
        """One of the people that a name could mean was chosen."""
        message.stop()
        if self._asked is not None:
            start, candidates = self._asked
            self._meant[start] = candidates[message.index]
            self._asked = None
            self._read(message.text)

    def on_log_bar_left(self, message: LogBar.Left) -> None:
        """Keep what was typed for the next time."""
        message.stop()
        screen = self._shown_on
        untouched = message.text.strip() == screen.log_prefix().strip()
        screen.netui.unfinished = "" if untouched else message.text
        screen.home().focus()


def saved_words(reading: Reading) -> str:
    """What a saved line became, in a few words."""
    who = ", ".join(contact.name for contact in reading.contacts) or "nobody named"
    what = {"interaction": "logged", "plan": "planned", "note": "noted"}[reading.form]
    new = sum(contact.new for contact in reading.contacts)
    return f"{what}: {who}" + (f" ({new} new)" if new else "")
