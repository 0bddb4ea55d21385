"""Contact: the brief on one page, then all that happened, then how one came to know them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Literal, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from netui.domain.days import short_day
from netui.domain.records import Contact, FollowUp, Interaction, Note
from netui.network import answers
from netui.network.brief import Brief, brief_of
from netui.network.memberships import remove_membership
from netui.network.told import record_of, told_of
from netui.tui.ask import ChooseScreen
from netui.tui.base_screen import NOTHING_HERE, NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.brief_lines import brief_lines
from netui.tui.contact_pages import COLUMNS, ContactPages
from netui.tui.forgetting import ask_to_forget
from netui.tui.text import clean, clip
from netui.tui.widgets.ground import Across
from netui.tui.widgets.line_list import Key, Keyed, LineList, Rows
from netui.tui.widgets.painting import Span
from netui.tui.widgets.summary import Line, Summary

Page = Literal["brief", "people", "timeline", "how you know them"]

PERSON_PAGES: tuple[Page, ...] = ("brief", "timeline", "how you know them")
HOUSE_PAGES: tuple[Page, ...] = ("brief", "people", "timeline", "how you know them")

ONLY_OPEN = "no promise, meeting or introduction is under the cursor"

ASIDE_FROM = 110
"""Columns from which another page stands beside the one that is chosen."""

WORDS_NAMED = 28
"""Cells of an entry's words that name it where it is to go (choice: the message stays one line)."""

FRAME = 4
"""Rows that title, keys and the brief's margins take."""

EMPTY: dict[Page, str] = {
    "brief": "Nothing is logged yet. {log} logs a conversation, {take_note} takes a note.",
    "people": "Nobody is known to belong here. {belongs} adds somebody.",
    "timeline": "Nothing is logged yet. {log} logs a conversation, {take_note} takes a note.",
    "how you know them": (
        "Nothing is known of that yet. {edit_contact} says who introduced them, {belongs} where they belong."
    ),
}


class ContactScreen(NetuiScreen):
    """One contact."""

    NAME = "contact"
    HELP = (
        "The brief before meeting: who they are, when you last spoke, how the balance stands, what is open "
        "both ways, what you could give and the last talks. Further pages hold all that happened and how you "
        "came to know them, of an organisation also its people."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("contact")

    def __init__(self, contact: int) -> None:
        super().__init__()
        self._contact = contact
        self._page: Page = "brief"
        self._places: dict[Page, Key | None] = {}
        """What the cursor stood on when a page was left."""
        self._brief: Brief | None = None
        """As it was drawn up for the picture that is shown."""

    def body(self) -> ComposeResult:
        """The brief, and the list of the page."""
        glyphs = self.netui.glyphs
        yield Summary(glyphs, id="brief")
        with Across(id="beside"):
            yield LineList(COLUMNS, glyphs=glyphs, id="rows")
            aside = LineList(COLUMNS, glyphs=glyphs, id="aside")
            aside.can_focus = False
            yield aside

    def home(self) -> Widget:
        """The list."""
        return self._rows

    @property
    def _rows(self) -> LineList:
        return self.query_one("#rows", LineList)

    @property
    def _aside(self) -> LineList:
        return self.query_one("#aside", LineList)

    # --- showing -------------------------------------------------------------------------------------------

    @property
    def _pages(self) -> tuple[Page, ...]:
        contact = self.network.contacts.get(self._contact)
        return HOUSE_PAGES if contact is not None and contact.kind == "organisation" else PERSON_PAGES

    def show(self) -> None:
        """Draw the contact as it is now."""
        self._brief = None
        self._show_page()

    def _show_page(self) -> None:
        summary = self.query_one("#brief", Summary)
        if self._contact not in self.network.contacts:
            self._rows.show(Rows(), empty=self.worded("This contact is no longer here. {back} goes back."))
            self._aside.display = False
            summary.show([])
            return
        if self._brief is None:
            self._brief = brief_of(self.network, self._contact, self.netui.now())
        brief = self._brief
        pages = ContactPages(self.netui, brief)
        if self._page not in self._pages:
            self._page = "brief"
        rows: Iterable[Keyed]
        if self._page == "brief":
            lines, rows = pages.brief(self.size.height - FRAME)
        else:
            lines = self._above(brief)
            rows = {"people": pages.people, "timeline": pages.timeline}.get(self._page, pages.ties)()
        summary.show(lines)
        self._rows.show(Rows(rows), empty=self.worded(EMPTY[self._page]))
        self._show_aside(pages)

    def _show_aside(self, pages: ContactPages) -> None:
        """Beside the page, where there is room: how one came to know them; beside that, what happened."""
        happened = self._page == "how you know them"
        rows = Rows(pages.aside(happened) if self.size.width >= ASIDE_FROM else ())
        self._aside.display = len(rows) > 0
        self._aside.show(rows)

    def _above(self, brief: Brief) -> list[Line]:
        """Over the further pages: who it is, and which page."""
        lines = brief_lines(self.network, brief, self.netui.glyphs, whole=False)
        chosen = [Span(f" {name} ", "here" if name == self._page else "calm") for name in self._pages]
        return [*lines[:2], Line("", chosen)]

    def on_resize(self, event: events.Resize) -> None:
        """A taller screen has room for more of the brief."""
        if self.netui.computed:
            self._show_page()

    # --- going about ---------------------------------------------------------------------------------------

    def logged_about(self) -> int | None:
        """This contact."""
        return self._contact if self._contact in self.network.contacts else None

    def _under_cursor(self) -> tuple[str, Any]:
        return _meant(self._rows.key)

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Show an entry in whole; open what has a screen of its own."""
        message.stop()
        kind, about = _meant(message.key)
        if kind == "way":
            self.netui.open_reason(about)
        elif kind == "meet":
            self.action_introduce()
        elif kind == "introduction":
            self._became(about)
        elif kind == "belonging":
            self._open_belonging(*about)
        elif kind == "tie":
            self.netui.open_contact(about[1])
        elif kind:
            self.netui.open_record(about, besides=self._contact)

    def _open_belonging(self, person: int, place: int) -> None:
        """Of an organisation's people the person, of a person's organisations the organisation."""
        here = person == self._contact
        organisations = self.network.contacts[person].organisations
        self.netui.open_contact(organisations[place].organisation if here else person)

    def action_next_page(self) -> None:
        """The brief, all that happened, how one came to know them."""
        self._turn(1)

    def action_page_before(self) -> None:
        """The page before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._places[self._page] = self._rows.key
        pages = self._pages
        self._page = pages[(pages.index(self._page) + step) % len(pages)]
        self._show_page()
        place = self._places.get(self._page)
        if place is None or not self._rows.select(place):
            self._rows.action_first()

    def action_copy(self) -> None:
        """Copy an address of the contact."""
        from netui.tui.copying import copy_address

        if self.logged_about() is not None:
            copy_address(self, self._contact)

    def why_not(self, command: str) -> str:
        """What is under the cursor may be what the key is for."""
        if command == "done" and self._under_cursor()[0] not in ("follow_up", "introduction"):
            return ONLY_OPEN
        if command == "edit" and self.logged_about() is None:
            return NOTHING_HERE
        return super().why_not(command)

    # --- doing ---------------------------------------------------------------------------------------------

    def action_introduce(self) -> None:
        """Introduce them to whoever is under the cursor, or to somebody to be chosen."""
        kind, about = self._under_cursor()
        if kind != "meet":
            super().action_introduce()
            return
        from netui.tui.introducing import introduce_two

        introduce_two(self, (self._contact, cast(int, about)))

    def action_done(self) -> None:
        """The follow-up under the cursor is done; of an introduction, what became of it."""
        kind, about = self._under_cursor()
        if kind == "follow_up":
            self.follow_up_done(about)
        elif kind == "introduction":
            self._became(about)

    def _became(self, introduction: int) -> None:
        from netui.tui.goal_forms import became_form

        became_form(self, introduction)

    def action_belongs(self) -> None:
        """Say where a person belongs; of an organisation, who belongs to it."""
        from netui.tui.membership_form import member_form, membership_form

        if self.logged_about() is None:
            return
        if self.network.contacts[self._contact].kind == "organisation":
            member_form(self, self._contact)
        else:
            membership_form(self, self._contact)

    # --- changing ------------------------------------------------------------------------------------------

    async def action_edit(self) -> None:
        """Change what is under the cursor: a line, a membership; else the contact itself."""
        kind, about = self._under_cursor()
        if kind in ("entry", "follow_up"):
            await self.edit_line(about)
        elif kind == "belonging":
            from netui.tui.membership_form import membership_form

            membership_form(self, *about)
        elif kind == "introduction":
            self._became(about)
        else:
            self.action_edit_contact()

    def action_edit_contact(self) -> None:
        """Change the contact itself."""
        from netui.tui.contact_forms import edit_contact_form

        if self.logged_about() is not None:
            edit_contact_form(self, self._contact)

    def action_merge(self) -> None:
        """Make one contact of this one and another."""
        from netui.tui.merging import merge_with_somebody

        if self.logged_about() is not None:
            merge_with_somebody(self, self._contact)

    def action_delete(self) -> None:
        """Ask what is to go, and how: the entry under the cursor, or the contact itself."""
        if self._contact not in self.network.contacts:
            return
        kind, about = self._under_cursor()
        entry = self._entry_key()
        name = self.network.contacts[self._contact].name
        question, words = "What is to go?", self._entry_words(entry)
        choices = {"c": f"forget {name} for good"}
        if entry is not None:
            question = f"{question} The entry is “{words}”"
            choices = {
                "d": "delete the entry; u brings it back",
                "f": "forget the entry for good, from history and backups too",
                **choices,
            }
        elif kind == "belonging":
            choices = {"d": "take it out: they never belonged there; u brings it back", **choices}

        def answered(choice: str | None) -> None:
            if choice == "d" and entry is not None:
                self.attempt(
                    lambda: answers.delete(self.network, entry[1]), f"deleted “{words}”; u brings it back"
                )
            elif choice == "d":
                self.attempt(lambda: remove_membership(self.network, *about), "taken out; u brings it back")
            elif choice == "f" and entry is not None:
                ask_to_forget(self.netui, entry)
            elif choice == "c":
                ask_to_forget(self.netui, (Contact.table, self._contact))

        self.app.push_screen(ChooseScreen(question, choices), answered)

    def _entry_words(self, entry: tuple[str, int] | None) -> str:
        """Day and first words of an entry; empty of none."""
        record = record_of(self.network, entry[1]) if entry is not None else None
        if record is None:
            return ""
        day, _, words = told_of(self.network, record)
        shown = clip(clean(words), WORDS_NAMED, self.netui.glyphs.ellipsis)
        return f"{short_day(day, self.netui.now().today)}: {shown}" if day is not None else shown

    def _entry_key(self) -> tuple[str, int] | None:
        """Table and id of the entry or the follow-up under the cursor."""
        kind, about = self._under_cursor()
        if kind not in ("entry", "follow_up"):
            return None
        record_id = cast(int, about)
        if kind == "follow_up":
            return FollowUp.table, record_id
        return Note.table if record_id in self.network.notes else Interaction.table, record_id

    def action_archive(self) -> None:
        """Put the contact away, or take it out again."""
        if self._contact not in self.network.contacts:
            return
        archived = self.network.contacts[self._contact].archived
        self.attempt(
            lambda: answers.archive(self.network, self._contact, archived=not archived),
            "back among the others" if archived else "archived; u takes it back",
        )


def _meant(key: Key | None) -> tuple[str, Any]:
    """What a row is, and what it is about: an id; of a belonging, the person and its place."""
    return cast("tuple[str, Any]", key) if isinstance(key, tuple) else ("", 0)
