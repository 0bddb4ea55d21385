"""The form of a line and its day, at its beginning or its end (rules.md, section 9: day, plan, note)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from netui.domain.line.dates import DayReader, DayWords, time_in
from netui.domain.line.details import Span
from netui.domain.line.reading import Form
from netui.domain.line.spans import fold, trimmed, word_set
from netui.domain.line.todo import TO_DO
from netui.domain.line.words import CHANNELS, NAMING_VERBS
from netui.errors import LineError

_FORM: Final = re.compile(r"(?P<form>plan(?=\s*:)|plan(?=\s|$)|note(?=\s*:))\s*:?\s*", re.IGNORECASE)
_NAMED: Final = re.compile(
    r'(?P<name>@"[^"\n]{1,200}"|\*\*[^*\n]{1,200}\*\*|@?[^\W\d_][^:;,"@*\n]{0,60}?)[ \t]*:[ \t]*(?=\S)'
)
_ON: Final = re.compile(r"on[ \t]+", re.IGNORECASE)
_AFTER_DAY: Final = re.compile(r"[ \t]*(?P<mark>[:,])?[ \t]*")
_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_LAST_WORDS: Final = re.compile(r"(?<![\w'-])[\w/-]")
_PROMISING: Final = re.compile(r"(?<![\w'-])(?:promised|expecting|owes?)(?![\w'-])", re.IGNORECASE)

_DAY_LENGTH: Final = 48
"""Characters that the words of a day at the end may take (choice)."""

_BARE_AT_END_NOT_AFTER: Final = word_set(
    "about of from since until till by before after than for as re regarding what like with and or to"
)
"""``since yesterday`` is prose."""

_BIRTHDAY: Final = re.compile(
    r"(?<![\w'-])(?:birthday|b-?day|born)(?:[ \t]+(?:is|was))?[ \t]*[:,]?[ \t]*(?:on)?[ \t]*\Z", re.IGNORECASE
)
"""The day behind ``her birthday is on`` is hers, and not the line's."""
_DOING: Final = word_set(
    """
    coffee lunch dinner breakfast brunch drinks tea beer walk visit meet meeting call phone zoom teams video
    chat email message text conference meetup panel summit
    """
)
_HAD: Final = re.compile(r"(?<![\w'-])(?:\w+'d|had)(?![\w'-])", re.IGNORECASE)
_WILL: Final = word_set("will shall should")
_SAID: Final = word_set(
    """
    about who she he they that which because since before after until for if when while but re regarding said
    told met saw talked spoke got gave was were had has is will would moved went left came heard sent wrote
    """
)
"""Beside these a day to come at the end may be something else's: ``coffee with Ada, who flies tomorrow``."""
_SPOKEN: Final = word_set("about re regarding who that which what because when where while since how")
"""After these a week or month at the end may be something else's: ``about what we did last week``."""


_PART_ENDS: Final = re.compile(r"[,;.!?:\n](?!\w)|[ \t][-–—](?=[ \t])")
_MOST_PARTS: Final = 8
"""Parts of a line at whose end its day is looked for (choice)."""

_MEETING: Final = (
    _DOING
    | frozenset(CHANNELS)
    | NAMING_VERBS
    | word_set("ran bumped caught spoke talked chatted party picnic barbecue wedding birthday")
)
_ELSEWHERE: Final = word_set(
    """
    about who which because since until if when while but re regarding is are was has will would can
    wants needs plans going leaving flies comes starts promised expecting
    """
)
"""Beside these the day at the end of a part may be something else's."""


_MEAL: Final = r"(?:(?:a|an|some)[ \t]+)?(?:coffee|lunch|dinner|breakfast|brunch|drinks|tea|beer|walk)"
_ANNOUNCING: Final = re.compile(
    r"(?:(?:i am|i['’]m|we are|we['’]re)[ \t]+)?"
    r"(?:seeing|(?:meet|meeting|visiting)(?=[ \t]+(?![ \t]|(?:with|about|at|on|in|for|of|re|notes?|was)\b))"
    rf"|catching[ \t]+up[ \t]+with|(?:having|going[ \t]+for)[ \t]+{_MEAL}[ \t]+with"
    r"|going[ \t]+to[ \t]+(?:see|meet|visit|have))(?=[ \t])"
    r"|(?:(?:i|we)[ \t]+will|i['’]ll|we['’]ll|(?-i:will))[ \t]+(?:see|meet|visit|have)(?=[ \t])",
    re.IGNORECASE,
)
"""What one says of a meeting to come, at the beginning: ``seeing Ada``, ``having lunch with Ada``."""
_CLAUSE_END: Final = re.compile(
    r"[;!?\n]|\.(?=\s|$)|,(?!\s{0,9}\S{1,20}(?:[ \t]\S{1,20}){0,2}\s{0,9}(?:[;.!?]|$))"
)
"""A comma only where more follows than may be a day: ``seeing Ada, on friday``."""
_MOST_WORDS: Final = 24
"""Words of an announcement that are looked at for its day (choice)."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The form, the day and where the prose stands."""

    form: Form
    forced: bool
    """The form was given with the line and not read from it."""
    day: DayWords | None
    form_words: Span | None
    day_words: Span | None
    """The day's words with their colon, comma or ``on``."""
    prose_start: int


def opening_of(
    shadow: str, days: Callable[[bool], DayReader], form: Form | None, is_name: Callable[[int, int], bool]
) -> Opening:
    """What stands before the prose: ``plan``, ``note:``, a day, in either order.

    All of it may stand behind a name with a colon, as the log begins from a contact's row; ``is_name`` says
    whether a stretch is one. ``days`` makes a reader that leans to the future, or not. Raises LineError for
    an impossible day.
    """
    start = len(shadow) - len(shadow.lstrip())
    opening = _opening_from(shadow, days, form, start)
    if opening.form_words is not None or opening.day_words is not None:
        return opening
    named = _NAMED.match(shadow, start)
    if named is None or not is_name(named.start("name"), named.end("name")):
        return opening
    behind = _opening_from(shadow, days, form, named.end())
    return opening if behind.form_words is None and behind.day_words is None else behind


def _opening_from(shadow: str, days: Callable[[bool], DayReader], form: Form | None, start: int) -> Opening:
    opening = _with_form(shadow, Opening(form or "interaction", form is not None, None, None, None, start))
    if opening.form == "note":
        return opening
    opening = _with_day(shadow, opening, days(opening.form == "plan"))
    if opening.day is None or opening.form_words is not None or not _ends_with_colon(shadow, opening):
        return opening
    later = _with_form(shadow, opening)
    if later.form == "plan" and later.form != opening.form:
        again = days(True).day_at(shadow, opening.day.start, sure=True)
        return replace(later, day=again or opening.day)
    return later


def _with_form(shadow: str, opening: Opening) -> Opening:
    match = _FORM.match(shadow, opening.prose_start)
    if match is None:
        return opening
    said: Form = "plan" if match["form"].lower() == "plan" else "note"
    if opening.forced and said != opening.form:
        return opening
    return replace(opening, form=said, form_words=(match.start(), match.end()), prose_start=match.end())


def _ends_with_colon(shadow: str, opening: Opening) -> bool:
    return opening.day_words is not None and shadow[opening.day_words[1] - 1] == ":"


def _with_day(shadow: str, opening: Opening, days: DayReader) -> Opening:
    """The opening with the day that comes first, or next after the time of day (``at 3pm, yesterday:``)."""
    found = _with_first_day(shadow, opening, days)
    if found.day is not None:
        return found
    hours = time_in(shadow)
    if hours is None or hours[0] != opening.prose_start:
        return opening
    after = _AFTER_DAY.match(shadow, hours[1])
    assert after is not None
    later = _with_first_day(shadow, replace(opening, prose_start=after.end()), days)
    return replace(later, prose_start=opening.prose_start) if _ends_with_colon(shadow, later) else opening


def _with_first_day(shadow: str, opening: Opening, days: DayReader) -> Opening:
    start = opening.prose_start
    on = _ON.match(shadow, start)
    place = on.end() if on is not None else start
    words = _colon_day(shadow, place, days) or days.day_at(shadow, place)
    if words is None or (on is not None and words.shape not in ("weekday", "date")):
        return opening
    after = _AFTER_DAY.match(shadow, words.end)
    assert after is not None
    mark = after["mark"]
    if mark is None and after.end() == words.end < len(shadow) and not shadow[words.end].isspace():
        return opening
    if not _fits(words, opening, colon=mark == ":"):
        return opening
    end = after.end("mark") if mark is not None else words.end
    form: Form = "plan" if words.lean == "future" else opening.form
    return replace(opening, form=form, day=words, day_words=(start, end), prose_start=after.end())


def _colon_day(shadow: str, place: int, days: DayReader) -> DayWords | None:
    """A day that a colon follows, its time between: short names too, and numbers must be a day."""
    end = days.extent(shadow, place)
    if end == place:
        return None
    behind = shadow[end : end + _DAY_LENGTH].lstrip(" \t")
    hours = time_in(behind, 0)
    if hours is not None and hours[0] == 0:
        behind = behind[hours[1] :].lstrip(" \t")
    if behind[:1] != ":":
        return None
    return days.day_at(shadow, place, sure=True)


def _fits(words: DayWords, opening: Opening, *, colon: bool) -> bool:
    """Whether the day can be that of a line of this form."""
    if opening.form == "plan":
        return words.lean != "past" or words.shape == "date"
    if words.lean == "future":
        return not opening.forced and (colon or words.shape != "week")
    return True


def closing_of(visible: str, opening: Opening, days: Callable[[bool], DayReader]) -> Opening:
    """The day at the end of the first clause or of the line, if its beginning says none.

    ``visible``: the shadow with what is no prose blank. Raises LineError for an impossible day.
    """
    if opening.day is not None or opening.form == "note":
        return opening
    announced = _announced(visible, opening, days)
    if announced is not None:
        return announced
    semicolon = visible.find(";", opening.prose_start)
    ends = (len(visible),) if semicolon < 0 else (semicolon, len(visible))
    for end in ends:
        clause = visible.rfind(";", opening.prose_start, end) + 1 or opening.prose_start
        promise = _PROMISING.search(visible, clause, end) or TO_DO.search(visible, clause, end)
        found = _day_before(visible, opening, days, clause, end, promised=promise is not None)
        if found is not None and not _is_of_earlier(visible, clause, found, opening):
            words, start = found
            form: Form = "plan" if words.lean == "future" else opening.form
            return replace(opening, form=form, day=words, day_words=(start, words.end))
    first = _with_day_of_first_part(visible, opening, days)
    if first.day is None and opening.form == "plan":
        return _day_within(visible, opening, days) or first
    return first


def _announced(visible: str, opening: Opening, days: Callable[[bool], DayReader]) -> Opening | None:
    """The plan that a line announces: ``seeing Ada on friday``, ``going to see Ada next tuesday``."""
    if opening.forced or opening.form != "interaction":
        return None
    announcing = _ANNOUNCING.match(visible, opening.prose_start)
    return None if announcing is None else _day_within(visible, opening, days, announcing.end())


def _day_within(
    visible: str, opening: Opening, days: Callable[[bool], DayReader], start: int | None = None
) -> Opening | None:
    """A plan on the only day that its first clause says, wherever in it, where nothing else may have the day.

    ``start``: where what is planned begins, behind the words that announce it. None where that is not plain.
    """
    begin = opening.prose_start if start is None else start
    clause = _CLAUSE_END.search(visible, begin)
    end = clause.start() if clause is not None else len(visible)
    reader = days(True)
    for match in islice(_LAST_WORDS.finditer(visible, begin, end), _MOST_WORDS):
        words = _read_at_end(visible, match.start(), reader, led=False)
        if words is None or words.end > end:
            continue
        place, leader = _leader(visible, begin, match.start())
        before = _keys(visible[begin:place])
        if before and before[-1] in ("by", "until", "till", "since", "from", "before", "after", "for"):
            return None
        if words.lean in ("past", "present") or _SAID.intersection(before):
            return None
        if leader == "on" and words.shape not in ("weekday", "date"):
            return None
        if any(key.endswith("ed") for key in before) or _SAID.intersection(_keys(visible[words.end : end])):
            return None
        return replace(opening, form="plan", day=words, day_words=(place, words.end))
    return None


def _is_of_earlier(visible: str, clause: int, found: tuple[DayWords, int], opening: Opening) -> bool:
    """Whether a further clause tells of something before the line's: ``; he'd sent his book yesterday``."""
    if clause == opening.prose_start or opening.form == "plan":
        return False
    words, start = found
    return words.shape == "span" or _HAD.search(visible, clause, start) is not None


def _with_day_of_first_part(visible: str, opening: Opening, days: Callable[[bool], DayReader]) -> Opening:
    """The day that ends what a line begins with: ``Lunch with Ada yesterday, got advice``.

    Only where what precedes it tells of a meeting and of nothing else: in ``Ada flies home on friday, we
    talked about it`` the day is hers.
    """
    start = opening.prose_start
    for mark in islice(_PART_ENDS.finditer(visible, start), _MOST_PARTS):
        part = _keys(visible[start : mark.start()])
        found = (
            None
            if _ELSEWHERE.intersection(part)
            else _day_before(visible, opening, days, start, mark.start(), promised=False)
        )
        if found is not None and (
            opening.form == "plan" or found[0].lean == "future" or _MEETING.intersection(part)
        ):
            words, begin = found
            form: Form = "plan" if words.lean == "future" else opening.form
            return replace(opening, form=form, day=words, day_words=(begin, words.end))
        if mark[0] != ",":
            start = mark.end()
    return opening


def _day_before(
    visible: str,
    opening: Opening,
    days: Callable[[bool], DayReader],
    clause: int,
    end: int,
    *,
    promised: bool,
) -> tuple[DayWords, int] | None:
    """The day whose words end the clause, and where they begin with their comma or ``on``."""
    _, last = trimmed(visible, clause, end)
    reader = days(opening.form == "plan")
    for match in _LAST_WORDS.finditer(visible, max(clause, last - _DAY_LENGTH), last):
        if not _is_end(visible, reader.extent(visible, match.start()), last):
            continue
        start, leader = _leader(visible, clause, match.start())
        words = _read_at_end(visible, match.start(), reader, led=bool(leader))
        if words is None or not _is_end(visible, words.end, last):
            continue
        words = replace(words, end=last)
        if words.shape == "date" and _BIRTHDAY.search(visible, clause, start):
            return None
        if promised and words.lean != "past":
            return None
        if words.lean == "future" and opening.forced and opening.form != "plan":
            return None
        if _stands_at_end(visible, opening, words, clause, start, leader):
            return words, start
    return None


def _is_end(visible: str, end: int, last: int) -> bool:
    """Whether words that end at ``end`` end the clause; the stop of ``20 nov.`` may be the sentence's too."""
    return end == last or (end == last + 1 and visible[last] == ".")


def _read_at_end(visible: str, start: int, reader: DayReader, *, led: bool) -> DayWords | None:
    """The day at ``start``. Without a comma or ``on`` an impossible one (``we scored 11/20``) is prose."""
    try:
        return reader.day_at(visible, start)
    except LineError:
        if led:
            raise
        return None


def _leader(visible: str, clause: int, start: int) -> tuple[int, str]:
    """Where the day's words begin with their comma or ``on``, and which of the two it is."""
    before = visible[clause:start]
    bare = before.rstrip(" \t\u00a0")
    if bare.endswith(","):
        return clause + len(bare) - 1, ","
    if bare[-2:].lower() == "on" and not bare[-3:-2].strip(" \t,"):
        kept = bare[:-2].rstrip(" \t\u00a0")
        return clause + (len(kept) - 1 if kept.endswith(",") else len(bare) - 2), "on"
    return start, ""


def _stands_at_end(
    visible: str, opening: Opening, words: DayWords, clause: int, start: int, leader: str
) -> bool:
    """Whether a day that ends a clause is the line's, and not prose."""
    plan = opening.form == "plan"
    if words.lean == "past" and plan and words.shape != "date":
        return False
    if words.shape == "week" and not plan:
        return _announces(visible[opening.prose_start : start], _keys(visible[clause:start]))
    if not plan and words.lean in ("present", "either") and _looks_ahead(visible[clause:start]):
        return False
    if leader == "on" and words.shape not in ("weekday", "date"):
        return False
    if leader:
        return True
    before = _keys(visible[clause:start])
    if before and before[-1] in _BARE_AT_END_NOT_AFTER - ({"for"} if plan else set()):
        return False
    if words.shape == "relative" and words.lean != "future":
        return True
    if words.shape == "span":
        return not _SPOKEN.intersection(before)
    return plan or (words.lean == "future" and _announces(visible[opening.prose_start : start], before))


def _looks_ahead(stretch: str) -> bool:
    """Whether the last part of a clause speaks of what is to come: ``, will call again on friday``."""
    part = re.split(r"[,.!?\n]", stretch.rstrip(", "))[-1]
    # As written: ``Will`` is a name.
    return any(word in _WILL or word.endswith("'ll") for word in _WORD.findall(part))


def _announces(prose: str, keys: Sequence[str]) -> bool:
    """Whether the words before a day to come say nothing but what one will do: ``lunch with Ada``."""
    if not keys or keys[0] not in _DOING or any(mark in prose for mark in ",;.!?\n"):
        return False
    return not any(key in _SAID or key.endswith("ed") for key in keys)


def _keys(stretch: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(stretch)]
