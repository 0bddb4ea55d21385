"""What a person does about a reminder, by one key each, on every screen that shows one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from netui.domain.days import day_words, short_day
from netui.domain.ranking import Reminder
from netui.network import answers
from netui.network.answers import Offer
from netui.tui.base_screen import DONE_AND_LOGGED, NOTHING_HERE, NetuiScreen

FOLLOW_UPS = frozenset[str]({"promise", "meeting", "expected"})
"""Kinds that are about a follow-up: done by one key, and moved to another day."""

LOGGED = answers.LOGGED_KINDS | {"routine", "goal"}
"""Kinds that are answered by logging a line."""

ONLY_LINES = "only what was promised or planned has a line to change"

DAY_HINT = "a day: tomorrow, friday, in 10 days, 2026-12-24"


class AnsweringScreen(NetuiScreen):
    """A screen with a reminder under its cursor."""

    def reminder(self) -> Reminder | None:
        """The reminder that the keys answer."""
        raise NotImplementedError

    def answered(self) -> None:
        """Called when the reminder has been answered."""

    def logged_about(self) -> int | None:
        """The contact of the reminder."""
        reminder = self.reminder()
        contact = reminder.contacts[0] if reminder is not None and reminder.contacts else None
        return contact if contact in self.network.contacts else None

    async def action_done(self) -> None:
        """Answer the reminder: what is logged opens the log bar, the rest is done at once."""
        reminder = self.reminder()
        if reminder is None:
            return
        if reminder.kind in LOGGED:
            await self.open_log()
        elif self.attempt(
            lambda: answers.done(self.network, reminder, self.netui.now()),
            DONE_AND_LOGGED if reminder.kind in FOLLOW_UPS else "done, u takes it back",
        ):
            self.answered()

    def action_skip(self) -> None:
        """Hide the reminder until tomorrow."""
        reminder, now = self.reminder(), self.netui.now()
        if reminder is None:
            return
        said = self._hidden(reminder, now.today + timedelta(days=1))
        if self.attempt(lambda: answers.skip(self.network, reminder, now), said):
            self.answered()

    def _hidden(self, reminder: Reminder, until: date) -> str:
        """Until when a reminder is hidden, in words."""
        now = self.netui.now()
        back = answers.back_on(self.network, reminder, until, now)
        return f"hidden until {day_words(back, now.today)}"

    def why_not(self, command: str) -> str:
        """Without a reminder under the cursor there is nothing to answer."""
        reminder = self.reminder()
        if command in ("done", "snooze", "skip", "edit") and reminder is None:
            return NOTHING_HERE
        if command == "edit" and reminder is not None and reminder.kind not in FOLLOW_UPS:
            return ONLY_LINES
        return super().why_not(command)

    # --- another day ---------------------------------------------------------------------------------------

    def action_snooze(self) -> None:
        """Ask for a day and hide the reminder until then."""
        reminder = self.reminder()
        if reminder is not None:
            self._ask_day("Hide until", "next week", lambda day: self._snooze(reminder, day))

    def _snooze(self, reminder: Reminder, until: date) -> None:
        said = self._hidden(reminder, until)
        offer = answers.snooze(self.network, reminder, until, self.netui.now())
        self.netui.tell(said)
        self.answered()
        if offer is not None:
            self.call_later(self._offer, offer, reminder)

    async def action_edit(self) -> None:
        """Open the line of a promise or a meeting, to change what it says or its day."""
        reminder = self.reminder()
        if reminder is not None and reminder.kind in FOLLOW_UPS:
            await self.edit_line(reminder.evidence[0])

    def _ask_day(self, question: str, text: str, act: Callable[[date], object]) -> None:
        from netui.tui.ask import AskScreen

        def answered(typed: str | None) -> None:
            if typed is not None:
                self.attempt(lambda: act(self._day(typed)))

        self.app.push_screen(AskScreen(question, text, DAY_HINT), answered)

    def _day(self, typed: str) -> date:
        from netui.network.lines import day_to_come  # late: the language is not needed to start

        return day_to_come(typed, self.netui.now(), day_order=self.netui.config.date_order)

    def _offer(self, offer: Offer, reminder: Reminder) -> None:
        """What could be done about a reminder that was put off again and again."""
        from netui.tui.choose import Choice, ChoiceScreen

        network, name = self.network, self.network.contacts[offer.contact].name
        until = short_day(offer.rest_until, self.netui.now().today)
        offered: list[tuple[Choice, Callable[[], object]]] = [
            (
                ("let it rest", f"until {until}"),
                lambda: answers.snooze(network, reminder, offer.rest_until, self.netui.now()),
            ),
        ]
        if offer.mute:
            offered.append(
                (
                    ("no more reminders", self.worded("{mute} brings them back")),
                    lambda: answers.mute(network, offer.contact),
                )
            )
        if offer.cadence is not None:
            cadence = offer.cadence
            longer = (f"every {cadence} days", "a longer time between two words")
            offered.insert(0, (longer, lambda: answers.lengthen(network, offer.contact, cadence)))

        def chosen(index: int | None) -> None:
            if index is not None:
                self.attempt(offered[index][1], f"{offered[index][0][0]}; u takes it back")

        question = f"{name}: put off {offer.times} times in a row. Something else?"
        self.app.push_screen(
            ChoiceScreen(question, [choice for choice, _ in offered], self.netui.glyphs), chosen
        )

    # --- introducing ---------------------------------------------------------------------------------------

    def action_introduce(self) -> None:
        """Make the introduction that the reminder is about, or introduce its contact to somebody."""
        reminder = self.reminder()
        if reminder is None or reminder.kind != "introduce" or len(reminder.contacts) < 2:
            super().action_introduce()
            return
        from netui.tui.introducing import introduce_two

        introduce_two(self, (reminder.contacts[0], reminder.contacts[1]), reminder.reason)
