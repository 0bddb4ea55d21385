"""The quick log: the log bar that reads along in the network, asks who is meant, and saves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netui.domain.line.alternatives import NAMED, NEW, Alternative, alternatives, as_it_is
from netui.domain.line.changes import Change, Meant, changed_to
from netui.domain.line.printed import with_new
from netui.domain.line.reading import Piece, Reading
from netui.errors import NetuiError
from netui.network.amending import amend
from netui.network.guards import Thought, named_nobody, thoughts_on
from netui.network.lines import read_line
from netui.network.lookup import told_apart
from netui.network.reopening import Reopened, reopened
from netui.network.reopening_follow_ups import reopened_follow_up
from netui.tui.completions import completions, earlier_lines
from netui.tui.line_so_far import LineSoFar
from netui.tui.row_contact import RowContact, row_contact_of
from netui.tui.text import clip
from netui.tui.widgets.key_line import KeyLine
from netui.tui.widgets.log_bar import LogBar

if TYPE_CHECKING:
    from netui.tui.base_screen import NetuiScreen


MEND = ": {undo}, {log}, up, ctrl+n add them"
"""Keys by which a line that named nobody is taken back and logged with a new contact."""

NAME_SAID = 24
"""Cells of a name in what is said of a line that names nobody (choice)."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """The line of an entry that is being changed, as far as one had come."""

    number: int
    """The entry's id."""
    opened: Reopened
    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where one stands to change a piece, as all was on arrival."""

    reading: Reading
    piece: Piece
    offered: tuple[Alternative, ...]
    """What it can be."""
    changes: tuple[Change, ...]
    """Of the line that was read."""
    shift: int
    """How far what is typed stood behind the beginning of that line."""


class QuickLog(LogBar):
    """A log bar on a screen of the program."""

    DEFAULT_CSS = """
    QuickLog { height: auto; }
    """

    def __init__(self, screen: NetuiScreen) -> None:
        super().__init__(screen.netui.glyphs)
        self._shown_on = screen
        self._reading: Reading | None = None
        self._line = LineSoFar()
        self._standing: _Standing | None = None
        self._asked: tuple[int, tuple[int, ...]] | None = None
        """The place of a name that could mean several, and whom, while that is asked."""
        self._entry: _Entry | None = None
        """The entry whose line is being changed; None for a new line."""
        self._left: _Entry | None = None
        """An entry's line that was left without saving."""
        self._given = ""
        """What stood in the bar when it was opened, other than an unfinished line."""
        self._begun_with = ""
        """What the key that opened it begins a line with; empty: a line of any kind."""
        self._anew = False
        """Whether it was opened with anything but an unfinished line."""
        self._asked_about = ""
        """The line that was asked about before it is saved, as it then stood."""
        self._back = 0
        """How many lines back one has gone; 0: the line being typed."""
        self._earlier: list[str] = []
        self._draft = ""
        """The line being typed, while one looks at earlier ones."""

    def begin(self, text: str | None = None) -> None:
        """Open with what was left unfinished of such a line, else with ``text``, else about the screen's
        contact.

        What another key has begun is another line: it waits among the earlier ones.
        Of a line that begins with the contact's name the name stands before the input.
        """
        if self.is_open:
            return
        screen = self._shown_on
        contact = screen.logged_about()
        self._begun_with = text or ""
        waits = screen.netui.unfinished_with != self._begun_with or self._is_of_another(contact)
        unfinished = "" if waits else screen.netui.unfinished
        self._anew = not unfinished
        line = unfinished or text or screen.log_prefix()
        changes = screen.netui.unfinished_changes if unfinished else ()
        if contact is not None and self._anew and line.startswith(prefix := screen.log_prefix()):
            changes = (Change(0, prefix.removesuffix(": "), "contact", Meant(contact)),)
        row = self._begun_about(line, changes)
        if row is not None:
            row, changes = row.without_prefix(changes)
            line = line.removeprefix(row.prefix)
        self._given = line if self._anew else ""
        self._entry = None
        self._open_with(LineSoFar(line, changes, row))

    def _begun_about(self, line: str, changes: tuple[Change, ...]) -> RowContact | None:
        """Whom a line is begun about, if that is somebody on record."""
        contact = _meant_first(changes)
        record = self._shown_on.network.contacts.get(contact) if contact is not None else None
        return row_contact_of(line, changes, record.name, contact) if contact and record else None

    def reopen(self, number: int) -> None:
        """Open with the line of an entry, to be changed. Raises NetuiError where it has none.

        What was typed of it and not saved comes back.
        """
        if self.is_open:
            return
        opened = self._line_of(number)
        left = self._left if self._left is not None and self._left.number == number else None
        self._entry = left or _Entry(number, opened, opened.text, opened.changes)
        self._given = opened.text
        line = LineSoFar(self._entry.text, self._entry.changes)
        self._open_with(line, opened.day if left is None else None)

    def _line_of(self, number: int) -> Reopened:
        network, now = self._shown_on.network, self._shown_on.netui.now()
        order = self._shown_on.netui.config.date_order
        if (follow_up := network.follow_ups.get(number)) is not None:
            return reopened_follow_up(network, follow_up, now, day_order=order)
        entry = network.interactions.get(number) or network.notes[number]
        return reopened(network, entry, now, day_order=order)

    def _open_with(self, line: LineSoFar, selected: tuple[int, int] | None = None) -> None:
        self._line, self._back, self._asked_about = line, 0, ""
        self.open(line.typed, selected, line.row.name if line.row is not None else "")

    def _is_of_another(self, contact: int | None) -> bool:
        """Whether the unfinished line was begun with somebody else than ``contact`` named: it waits for them,
        and among the earlier lines."""
        begun = _meant_first(self._shown_on.netui.unfinished_changes)
        return contact is not None and begun not in (None, contact)

    # --- reading along -------------------------------------------------------------------------------------

    def on_log_bar_typed(self, message: LogBar.Typed) -> None:
        """Read the line as it stands, and offer what the word at the cursor could be."""
        message.stop()
        self._asked = self._standing = None
        self._read(message.text)
        begun = message.text.strip() and self._is_begun(message.text)
        self._shown_on.netui.typing = self._line.whole if begun else None
        wanted = message.wanted
        self.show_completions(completions(self._shown_on.network, wanted) if wanted is not None else [])

    def _read(self, text: str) -> None:
        line = self._line
        line.retype(text)
        self._reading, problem = None, None
        if text.strip() or line.row is not None:
            try:
                self._reading = line.understood(self._read_whole)
            except NetuiError as error:
                problem = error.message
        thoughts = "; ".join(one.words for one in self._thoughts())
        self.show_reading(
            line.told(self._reading),
            problem,
            thoughts,
            happened=not self._is_promise(),
            counts=line.is_with_row(self._reading),
        )

    def _read_whole(
        self, text: str, changes: tuple[Change, ...], choices: Mapping[int, int] | None = None, /
    ) -> Reading:
        """A line as it is read now; an entry's line as it was read when it was logged. Raises NetuiError."""
        screen, entry = self._shown_on, self._entry
        note = entry is not None and entry.number in screen.network.notes
        return read_line(
            screen.network,
            text,
            screen.netui.now() if entry is None else entry.opened.then,
            form="note" if note else None,
            day_order=screen.netui.config.date_order,
            choices=choices,
            changes=changes,
        )

    def _thoughts(self) -> list[Thought]:
        """What the line gives to think; an entry's line was thought of when it was logged."""
        screen = self._shown_on
        if self._reading is None or self._entry is not None:
            return []
        thoughts = thoughts_on(screen.network, screen.netui.picture, self._reading, screen.netui.now())
        name = self._line.in_doubt
        doubt = [Thought(f"is it with {name.matched}? ctrl+n says so", asks=True)] if name else []
        return [*doubt, *thoughts]

    def _is_promise(self) -> bool:
        """Whether the line is a promise's own, which says nothing of how one met."""
        follow_up = self._shown_on.network.follow_ups.get(self._entry.number) if self._entry else None
        return follow_up is not None and follow_up.kind != "meeting"

    def _keys_changed(self) -> None:
        """Show the keys of the line, and those of the screen again when it is left."""
        self._shown_on.query_one(KeyLine).show(self._shown_on.keys_now())

    # --- pieces --------------------------------------------------------------------------------------------

    def on_log_bar_on_piece(self, message: LogBar.OnPiece) -> None:
        """Offer what the piece can be."""
        message.stop()
        if self._reading is None or not self.on_piece:
            return
        offered = alternatives(self._reading, message.piece, self._who)
        line = self._line
        self._standing = _Standing(self._reading, message.piece, offered, line.whole[1], line.shift)
        here = as_it_is(self._reading, message.piece, offered)
        self.show_choices("", [one.label for one in offered], here)

    def on_log_bar_changed(self, message: LogBar.Changed) -> None:
        """Read the piece as the alternative that the person stands on."""
        message.stop()
        if self._standing is None:
            return
        line, standing = self._line, self._standing
        piece, value = standing.piece, standing.offered[message.index].value
        named = value in (NEW, NAMED)
        if line.is_row(piece, standing.reading):
            place = line.change_row(piece, value)
            self._read(line.typed)
        else:
            before = standing.changes
            after = before if named else changed_to(before, standing.reading, piece, value)
            line.take(after, shift=standing.shift)
            self._read(line.typed)
            place = piece.start + line.shift - standing.shift
        if self.on_piece:
            self.stand_on(place)
        if named and message.taken:
            self._make_name(place)
        elif message.taken:
            self._standing = None
            self.leave_piece()
            if value is None and piece.kind == "new_contact":
                self._unmark(standing.reading.text[piece.start : piece.end])

    def on_log_bar_let_go(self, message: LogBar.LetGo) -> None:
        """It is not with whom the bar was opened about."""
        message.stop()
        self._line.let_go()
        self._read(self._line.typed)

    def on_log_bar_new_contact(self, message: LogBar.NewContact) -> None:
        """Make a contact of the first name that is nobody's."""
        message.stop()
        if self._reading is not None and self._reading.unknown:
            self._make_name(self._reading.unknown[0].start)
        else:
            self.say("Every name in the line is somebody's; @ before a name makes a new contact.")

    def _make_name(self, start: int) -> None:
        """Have the words at ``start`` read as a name: somebody's on record, else a new contact's."""
        self.leave_piece()
        reading = self._reading
        unknown = next((one for one in reading.unknown if one.start == start), None) if reading else None
        if reading is not None and unknown is not None:
            self.write(with_new(reading, unknown)[self._line.shift :])

    def _unmark(self, marked: str) -> None:
        """Take the ``@`` and quotes from words that are prose after all, as they were before ``ctrl+n``."""
        if not (marked.startswith('@"') and marked.endswith('"')):
            return
        line, words = self._line, marked[2:-1]
        places = [one.start for one in line.changes if one.words == marked and one.value is None]
        for place in sorted(places, reverse=True):
            line.retype(f"{line.typed[:place]}{words}{line.typed[place + len(marked) :]}")
            line.take((*line.changes, Change(place, words, "unknown", None)), shift=0)
        self.write(line.typed)

    # --- earlier lines, help -------------------------------------------------------------------------------

    def on_log_bar_earlier(self, message: LogBar.Earlier) -> None:
        """Bring an earlier line, or the one being typed back."""
        message.stop()
        if self._back == 0:
            self._draft = self.text
            netui = self._shown_on.netui
            waiting = (
                [netui.unfinished]
                if netui.unfinished.strip() not in ("", self._line.whole[0].strip())
                else []
            )
            self._earlier = earlier_lines(self._shown_on.network, [*netui.logged_lines, *waiting])
        lines = self._earlier
        back = min(max(0, self._back - message.step), len(lines))
        if back != self._back:
            self._back = back
            self.write(lines[back - 1] if back else self._draft)

    def on_log_bar_help(self, message: LogBar.Help) -> None:
        """Show what can be said in a line, with examples."""
        message.stop()
        self._shown_on.netui.help_with_the_line()

    # --- saving --------------------------------------------------------------------------------------------

    def on_log_bar_submitted(self, message: LogBar.Submitted) -> None:
        """Save the line; on disk before anything says so. A true tie is asked about first."""
        message.stop()
        self._read(message.text)
        reading, screen = self._reading, self._shown_on
        if not message.text.strip() and not self._line.changes:
            self.say("Say what happened first; esc leaves.")
            return
        if reading is None:
            return
        if reading.ties:
            self._ask(reading)
            return
        asks = [one.words for one in self._thoughts() if one.asks]
        if self._entry is None and (nobody := named_nobody(reading)):
            asks.append(nobody)
        if asks and self._asked_about != reading.text:
            self._asked_about = reading.text
            self.show_reading(reading, None, f"{'; '.join(asks)}: enter again logs it so")
            return
        try:
            said = self._save(reading)
        except NetuiError as error:
            self.show_reading(reading, f"not saved: {error.message}")
            return
        screen.netui.typing = None
        self.close()
        screen.set_focus(screen.home())
        screen.netui.tell(said)

    def _save(self, reading: Reading) -> str:
        """Save the line, or change the entry whose line it is; what to say of it. Raises NetuiError."""
        screen = self._shown_on
        if self._entry is not None:
            order, number = screen.netui.config.date_order, self._entry.number
            now = screen.netui.now()
            amend(screen.network, number, reading.text, now, day_order=order, changes=self._line.changes)
            self._entry = self._left = None
            return "changed; u takes it back"
        screen.save_line(reading)
        screen.netui.logged_lines.append(reading.text)
        if not self._anew:
            screen.netui.unfinished, screen.netui.unfinished_changes = "", ()
            screen.netui.unfinished_with = ""
        mend = screen.worded(MEND) if reading.unknown and not reading.contacts else ""
        return f"{saved_words(reading)}{mend}"

    def _is_begun(self, text: str) -> bool:
        """Whether anything is typed but what the bar was opened with."""
        return not self._anew or text.strip() != self._given.strip()

    def _ask(self, reading: Reading) -> None:
        tie = reading.ties[0]
        self._asked = (tie.start, tie.candidates)
        self.show_choices(f"Which {tie.matched}?", [self._who(candidate) for candidate in tie.candidates])

    def _who(self, contact: int) -> str:
        """A contact's name and organisation, and what tells it from others of the very same name."""
        screen = self._shown_on
        return told_apart(screen.network, contact, screen.netui.now().today)

    def on_log_bar_chosen(self, message: LogBar.Chosen) -> None:
        """One of the people that a name could mean was chosen."""
        message.stop()
        if self._asked is not None:
            start, candidates = self._asked
            self._asked = None
            if self._reading is not None:
                tie = next(tie for tie in self._reading.ties if tie.start == start)
                piece = Piece(tie.start, tie.end, "contact", tie.matched)
                chosen = Meant(candidates[message.index])
                changes = changed_to(self._line.whole[1], self._reading, piece, chosen)
                self._line.take(changes, shift=self._line.shift)
            self._read(message.text)

    def on_log_bar_left(self, message: LogBar.Left) -> None:
        """Keep what was typed for the next time."""
        message.stop()
        screen = self._shown_on
        screen.netui.typing = None
        if self._entry is not None:
            self._left = replace(self._entry, text=message.text, changes=self._line.changes)
            self._entry = None
        elif self._is_begun(message.text):
            netui = screen.netui
            line, changes = self._line.whole if message.text.strip() else ("", ())
            if self._is_other_line(line):
                netui.logged_lines.append(netui.unfinished)
            netui.unfinished, netui.unfinished_changes = line, changes
            netui.unfinished_with = self._begun_with
        screen.set_focus(screen.home())

    def _is_other_line(self, text: str) -> bool:
        """Whether the unfinished line is another one, that ``text`` would push out."""
        netui = self._shown_on.netui
        return self._anew and netui.unfinished.strip() not in ("", text.strip())


def _meant_first(changes: tuple[Change, ...]) -> int | None:
    """Whom the first words of a line were said to mean."""
    values = (one.value for one in changes if one.start == 0)
    return next((value.contact for value in values if isinstance(value, Meant)), None)


def saved_words(reading: Reading) -> str:
    """What a saved line became, in a few words."""
    who = ", ".join(contact.name for contact in reading.contacts) or "nobody named"
    what = {"interaction": "logged", "plan": "planned", "note": "noted"}[reading.form]
    if not reading.contacts and reading.unknown:
        name = clip(reading.unknown[0].matched, NAME_SAID)
        return f"{what}, but nobody is called {name}"
    new = sum(contact.new for contact in reading.contacts)
    return f"{what}: {who}" + (f" ({new} new)" if new else "")
