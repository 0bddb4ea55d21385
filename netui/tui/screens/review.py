"""Weekly review: two minutes in five steps; each can be skipped, and it is taken up where it was left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from netui.domain.days import counted, day_words, short_day
from netui.domain.records import FollowUp, ReviewStep
from netui.domain.review import MOST_NEXT, STEP_WORDS, STEPS
from netui.domain.routine import COUNTED_WITHIN
from netui.network.reviewing import Looked, look, take
from netui.network.shown import NOBODY, names_of, shown_interaction, with_names
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.event_lines import share_lines
from netui.tui.text import joined
from netui.tui.widgets.line_list import Key, Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.meter import meter_line
from netui.tui.widgets.painting import Cell, Column, Span, Tone
from netui.tui.widgets.summary import Line, Summary

COLUMNS = (Column(22, flex=1, most=32), Column(30, flex=3), Column(16))
"""Whom, what, and when."""
COLUMNS_OF_OWING = (Column(22, flex=1, most=32), Column(22, flex=3), Column(24))
"""Whom, what they need, and what was received and given."""

QUESTIONS: dict[ReviewStep, tuple[str, str]] = {
    "unlogged": ("Did anything go unlogged?", "enter logs for that day; {done}: the meeting took place"),
    "promises": (
        "What did you say you would do?",
        "{done} keeps one, and logs it; {edit} gives it another day",
    ),
    "next": ("Whom do you want a word with next week?", "{choose} names up to three; they head Today"),
    "balance": ("How does it stand between you and the others?", "there is nothing to do here but to look"),
    "moment": ("What was one good moment of the week?", "{choose} marks it; {edit} tells it in your words"),
}
"""What each step asks, and its keys."""

FINISHED = "Looked back on. {back} goes back, {next_step} goes through it again."


class ReviewScreen(NetuiScreen):
    """The review of the week."""

    NAME = "review"
    HELP = (
        "Two minutes once a week: what went unlogged, promises, who next week, the balance, one good moment; "
        "it is taken up again where it was left. Those named for next week head Today until there was a word "
        "with them."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("review")

    def __init__(self) -> None:
        super().__init__()
        self._looked: tuple[int, Looked] | None = None
        """By the number of the picture it was looked at with."""
        self._step: ReviewStep | None = None
        """The step that is shown; None once it is finished, or before anything is computed."""
        self._rows_of: ReviewStep | None = None
        """The step whose rows stand on the screen: those of another begin with the cursor on the first."""
        self._begun = False
        self._chosen: list[int] = []
        """Contacts named for next week, until the step is kept."""
        self._more: list[int] = []
        """Contacts named who were not put forward."""
        self._moment: int | None = None
        self._words = ""
        self._milestones: tuple[str, ...] = ()
        """Told in this review: once it is finished they are noticed and come no more."""

    def body(self) -> ComposeResult:
        """How far it has come, what the step asks, and its rows."""
        yield Summary(self.netui.glyphs, id="overall")
        yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw the step as the records stand now."""
        listed = self.query_one("#rows", LineList)
        if not self.netui.computed:
            listed.show(Rows(), empty="Looking through your week…")
            return
        looked = self._look()
        if not self._begun:
            self._begin(looked)
        self.query_one("#overall", Summary).show(list(self._above(looked)))
        listed.show(Rows(self._listed(looked)), empty="", anew=self._step != self._rows_of)
        self._rows_of = self._step

    def _look(self) -> Looked:
        """The review of this moment; looked at anew only where the picture or the review has changed."""
        if self._looked is None or self._looked[0] != self.netui.picture_number:
            looked = look(self.network, self.netui.picture, self.netui.now())
            self._looked = (self.netui.picture_number, looked)
        return self._looked[1]

    def _begin(self, looked: Looked) -> None:
        """Take it up where it was left."""
        self._begun = True
        self._step = looked.step
        self._chosen = list(looked.review.next)
        self._moment, self._words = looked.review.moment, looked.review.words
        self._milestones = tuple(each.words for each in looked.milestones)

    def _above(self, looked: Looked) -> Iterator[Line]:
        today = self.netui.now().today
        last = looked.week + timedelta(days=6)
        days = f"{short_day(looked.week, today)} to {short_day(last, today)}"
        yield Line("Review", [Span("The week ", "strong"), Span(days)])
        yield Line("", list(self._progress(looked)))
        if self._step is None:
            yield Line("", [Span(self.worded(FINISHED), "calm")])
            return
        question, keys = QUESTIONS[self._step]
        yield Line("", [Span(question)])
        yield Line("", [Span(self.worded(keys), "calm")])

    def _progress(self, looked: Looked) -> Iterator[Span]:
        """The steps: where one is, what is behind one, what was left out."""
        glyphs = self.netui.glyphs
        for number, step in enumerate(STEPS, start=1):
            tone: Tone = "calm"
            mark = str(number)
            if step == self._step:
                tone = "here"
            elif step in looked.review.skipped:
                mark = glyphs.meter_line
            elif step in looked.review.taken:
                mark, tone = glyphs.met, "practice"
            text = f" {mark} {STEP_WORDS[step]} " if step == self._step else f" {mark} "
            yield Span(text, tone)

    def _listed(self, looked: Looked) -> Iterator[Keyed]:
        steps: dict[ReviewStep, Callable[[Looked], Iterator[Keyed]]] = {
            "unlogged": self._unlogged,
            "promises": self._promises,
            "next": self._next,
            "balance": self._balance,
            "moment": self._moments,
        }
        if self._step is None:
            return self._finished(looked)
        return steps[self._step](looked)

    # --- the steps -----------------------------------------------------------------------------------------

    def _unlogged(self, looked: Looked) -> Iterator[Keyed]:
        today = self.netui.now().today
        unlogged = looked.unlogged
        if unlogged.meetings:
            yield heading("Planned, and not confirmed")
            yield from (self._follow_up(each, record) for each, record in unlogged.meetings)
            yield blank()
        if unlogged.empty_days:
            yield heading("Nothing logged on")
            for day in unlogged.empty_days:
                words = day_words(day, today)
                late = (
                    ""
                    if (today - day).days <= COUNTED_WITHIN
                    else "counts for the relationship, not the streak"
                )
                cells = (Cell(f"{words[:1].upper()}{words[1:]}", "strong"), Cell(late, "calm"))
                yield ("day", day.toordinal()), Row(cells)
        if not unlogged.meetings and not unlogged.empty_days:
            so_far = " so far" if today < looked.week + timedelta(days=6) else ""
            yield from _calm(f"Something is logged on every day of the week{so_far}.")

    def _promises(self, looked: Looked) -> Iterator[Keyed]:
        promises = looked.promises
        if promises.kept:
            yield heading("Kept this week", counted(len(promises.kept), "promise"))
            for each, record in promises.kept:
                yield None, self._follow_up(each, record)[1]
            yield blank()
        for title, items in (("Still open", promises.open), ("Expected of others", promises.expected)):
            if items:
                yield heading(title, str(len(items)))
                yield from (self._follow_up(each, record) for each, record in items)
                yield blank()
        if not (promises.kept or promises.open or promises.expected):
            yield from _calm("Nothing is promised, either way.")

    def _follow_up(self, record_id: int, record: FollowUp) -> Keyed:
        today = self.netui.now().today
        word = "for" if record.kind == "meeting" else "by"
        due = f"{word} {short_day(record.due, today)}" if record.due is not None else ""
        late = record.due is not None and record.due < today and record.done is None
        cells = (
            Cell(", ".join(names_of(self.network, record.contacts)) or NOBODY, "strong"),
            Cell(with_names(self.network, record.text, record.mentions)),
            Cell(due, "attention" if late else "calm"),
        )
        return ("follow_up", record_id), Row(cells)

    def _next(self, looked: Looked) -> Iterator[Keyed]:
        reasons = {
            row.reminder.contacts[0]: row.reminder.reason
            for row in self.netui.today.rows
            if row.reminder.contacts
        }
        # Naming somebody moves no row: those who were not put forward stand below.
        offered = dict.fromkeys((*looked.candidates, *self._more, *self._chosen))
        yield heading(
            "Next week",
            self.worded(f"{len(self._chosen)} of {MOST_NEXT} named, {{somebody}} names somebody else"),
        )
        known = [each for each in offered if each in self.network.contacts]
        for contact in known:
            named = contact in self._chosen
            mark = self.netui.glyphs.met if named else " "
            cells = (
                Cell(mark, "practice"),
                Cell(self.network.contacts[contact].name, "strong"),
                Cell(reasons.get(contact, ""), "calm"),
            )
            yield (
                ("contact", contact),
                Row(cells, (Column(1), Column(22, flex=1, most=32), Column(30, flex=3))),
            )
        if not known:
            yield from _calm(self.worded("Nobody is waiting. {somebody} names somebody all the same."))

    def _balance(self, looked: Looked) -> Iterator[Keyed]:
        week, glyphs = looked.balance, self.netui.glyphs
        yield _told("Overall", lambda width: meter_line(week.overall, width, glyphs))
        yield _told(
            "This week", [Span(f"gave {week.given}", "give"), Span(f"   received {week.received}", "take")]
        )
        yield _told("Work", [Span(week.work)])
        yield _told("Came of it", [Span(week.came or "nothing yet that is kept; that takes time", "calm")])
        for row in share_lines(week.events):
            yield _told(row.label, row.content)
        owing = [each for each in week.owing if each in self.network.contacts]
        if owing:
            yield blank()
            yield heading("You could give here")
            for contact in owing:
                standing = self.netui.picture.standings.get(contact)
                needs = ", ".join(self.network.contacts[contact].needs)
                balance = standing.balance if standing is not None else None
                told = (
                    f"received {balance.received_entries}, gave {balance.given_entries}"
                    if balance is not None
                    else ""
                )
                cells = (
                    Cell(self.network.contacts[contact].name, "strong"),
                    Cell(f"needs {needs}" if needs else ""),
                    Cell(told, "calm"),
                )
                yield ("contact", contact), Row(cells, COLUMNS_OF_OWING)

    def _moments(self, looked: Looked) -> Iterator[Keyed]:
        for words in self._milestones:
            yield line(Span(f"{self.netui.glyphs.met} ", "practice"), Span(words), indent=1)
        if self._milestones:
            yield blank()
        if self._words:
            yield heading("In your words")
            yield ("words", 0), Row((Cell(self._words, "strong"),), (Column(flex=1),))
            yield blank()
        if looked.moments:
            yield heading("Of this week")
        for record_id, record in looked.moments:
            mark = self.netui.glyphs.met if record_id == self._moment else " "
            day = short_day(record.day, self.netui.now().today)
            cells = (Cell(mark, "practice"), Cell(day, "calm"), Cell(shown_interaction(self.network, record)))
            yield ("moment", record_id), Row(cells, (Column(1), Column(11), Column(30, flex=1)))
        if not looked.moments and not self._words:
            yield from _calm("A quiet week, and that is fine. e tells a moment that is not logged.")

    def _finished(self, looked: Looked) -> Iterator[Keyed]:
        review = looked.review
        yield blank()
        names = names_of(self.network, review.next)
        if names:
            first = day_words(looked.week + timedelta(days=7), self.netui.now().today)
            head = "head" if len(names) > 1 else "heads"
            yield line(Span(f"From {first} on {joined(names)} {head} Today."), indent=3)
        moment = self.network.interactions.get(review.moment) if review.moment is not None else None
        told = review.words or (shown_interaction(self.network, moment) if moment is not None else "")
        if told:
            yield blank()
            yield line(Span("One good moment: ", "calm"), Span(told), indent=3)
        for words in self._milestones:
            yield blank()
            yield line(Span(f"{self.netui.glyphs.met} {words}", "practice"), indent=3)
        if not names and not told and not self._milestones:
            yield line(Span("That was the week.", "calm"), indent=3)

    # --- keys ----------------------------------------------------------------------------------------------

    def _under_cursor(self) -> tuple[str, int]:
        return _meant(self.query_one("#rows", LineList).key)

    def logged_about(self) -> int | None:
        """The contact under the cursor, or of the follow-up."""
        kind, about = self._under_cursor()
        follow_up = self.network.follow_ups.get(about) if kind == "follow_up" else None
        contact = about if kind == "contact" else next(iter(follow_up.contacts), None) if follow_up else None
        return contact if contact in self.network.contacts else None

    async def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Log for a day; open a contact or a record."""
        message.stop()
        kind, about = _meant(message.key)
        if kind == "day":
            day = self.netui.now().today.fromordinal(about)
            await self.open_log(f"{day.isoformat()}: ")
        elif kind == "contact":
            self.netui.open_contact(about)
        elif kind in ("follow_up", "moment"):
            self.netui.open_record(about)
        elif kind == "words":
            self._ask_words()

    def why_not(self, command: str) -> str:
        """Each step has keys of its own."""
        kind, _ = self._under_cursor()
        if command == "choose" and kind not in ("contact", "moment"):
            return "nothing to choose is under the cursor"
        if command == "somebody" and self._step != "next":
            return "that is for the step of whom next"
        if command == "done" and kind != "follow_up":
            return "no promise is under the cursor"
        if command == "edit" and self._step != "moment" and kind != "follow_up":
            return "no promise is under the cursor"
        if command == "step_before" and self._step == STEPS[0]:
            return "this is the first step"
        return super().why_not(command)

    def action_next_step(self) -> None:
        """Keep the step and go on."""
        self._take(skipped=False)

    def action_skip_step(self) -> None:
        """Leave the step out and go on."""
        self._take(skipped=True)

    def _take(self, *, skipped: bool) -> None:
        step = self._step
        if step is None:
            self._step = None if skipped or not self._begun else STEPS[0]
            self.show()
            return
        moment = step == "moment" and not skipped

        def keep() -> None:
            take(
                self.network,
                self.netui.picture,
                step,
                self.netui.now(),
                next=self._chosen if step == "next" and not skipped else None,
                moment=self._moment if moment else None,
                words=self._words if moment else None,
                skipped=skipped,
            )

        if self.attempt(keep):
            place = STEPS.index(step) + 1
            self._looked = None
            self._step = STEPS[place] if place < len(STEPS) else None
            self.show()

    def action_step_before(self) -> None:
        """Go back a step."""
        if self._step != STEPS[0]:
            place = len(STEPS) if self._step is None else STEPS.index(self._step)
            self._step = STEPS[place - 1]
            self.show()

    def action_choose(self) -> None:
        """Name the contact for next week, or the moment, or not."""
        kind, about = self._under_cursor()
        if kind == "contact" and self._step == "next":
            self._name_contact(about)
        elif kind == "moment":
            self._moment = None if self._moment == about else about
            self.show()

    def _name_contact(self, contact: int) -> None:
        if contact in self._chosen:
            self._chosen.remove(contact)
        elif len(self._chosen) >= MOST_NEXT:
            self.netui.tell(self.worded(f"{MOST_NEXT} are enough; {{choose}} on one of them takes it back"))
        else:
            self._chosen.append(contact)
        self.show()

    def action_somebody(self) -> None:
        """Name somebody who was not put forward."""
        from netui.tui.choose import PickScreen

        def picked(contact: int | None) -> None:
            if contact is not None and contact not in self._chosen:
                self._more.append(contact)
                self._name_contact(contact)

        self.app.push_screen(PickScreen("Whom next week?", {}, without=frozenset(self._chosen)), picked)

    def action_done(self) -> None:
        """The follow-up under the cursor is done."""
        kind, about = self._under_cursor()
        if kind == "follow_up":
            self.follow_up_done(about)

    async def action_edit(self) -> None:
        """Open a follow-up's line; tell the good moment in one's own words."""
        kind, about = self._under_cursor()
        if self._step == "moment":
            self._ask_words()
        elif kind == "follow_up":
            await self.edit_line(about)

    def _ask_words(self) -> None:
        from netui.tui.ask import AskScreen

        def answered(words: str | None) -> None:
            if words is not None:
                self._words = words
                self.show()

        self.app.push_screen(AskScreen("One good moment of the week", self._words), answered)


def _meant(key: Key | None) -> tuple[str, int]:
    return cast("tuple[str, int]", key) if isinstance(key, tuple) else ("", 0)


def _calm(text: str) -> Iterator[Keyed]:
    yield blank()
    yield line(Span(text, "calm"), indent=3)


def _told(label: str, content: object) -> Keyed:
    cells = (Cell(label, "calm"), Cell(content))  # type: ignore[arg-type]
    return None, Row(cells, (Column(11), Column(30, flex=1)))
