"""Reading one line: what it says about a day, who was there, and what was given, received and promised.

The work is done in steps, each in a module of its own: the opening (form and day), details (tags, keys,
addresses), the prose as words, names, promises, exchanges, and who is meant where a name could mean several.
:func:`read` puts them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from netui.domain.days import Now
from netui.domain.line.circumstances import place_in
from netui.domain.line.dates import DayOrder, DayReader, time_in
from netui.domain.line.details import Details, Key, Span, details_in, minutes_in
from netui.domain.line.doubtful import doubts_in
from netui.domain.line.names import NameIndex
from netui.domain.line.opening import Opening, closing_of, opening_of
from netui.domain.line.people import find_names
from netui.domain.line.promises import Promised, promised_to, promises_in, todos_in
from netui.domain.line.prose import Prose, name_words, prose_of
from netui.domain.line.reading import Form, Reading
from netui.domain.line.sense import Line, make_sense
from netui.domain.line.spans import BLANK, blanked, keys_of, shadow_of, trimmed
from netui.domain.line.ties import Acquaintance
from netui.domain.line.unknown import strangers_in
from netui.domain.line.words import CHANNEL_NAMES, EXPLICIT_KINDS, TRIGGERS
from netui.domain.records import Role
from netui.errors import LineError

__all__ = ["Acquaintance", "DayOrder", "read"]

_NO_WORDS: Final = " \t\r\n,;:.!-–—" + BLANK
"""What says nothing by itself."""


def read(
    text: str,
    *,
    now: Now,
    names: NameIndex,
    acquaintance: Acquaintance,
    form: Form | None = None,
    day_order: DayOrder = "dmy",
    choices: Mapping[int, int] | None = None,
    roles: Mapping[int, Role] | None = None,
    plain: Iterable[Span] = (),
    places: frozenset[str] = frozenset(),
) -> Reading:
    """Understand ``text``. Every position in the answer counts code points of ``text`` as it is.

    ``form`` forces a form (``netui note``). ``choices``: start of a name → contact chosen by the person,
    which beats every rule; ``roles``: start of a name → what the contact did. ``plain``: stretches that are
    nothing but prose, as the person said. ``places``: the places on record. Raises LineError for a blank
    line, for one that says nothing but a day, for a plan or a note that says nothing, and for a day that does
    not exist. What cannot be read with
    certainty stays prose.
    """
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise LineError("there is nothing in the line")
    whole = shadow_of(text)
    by_hand = _apart([span for span in plain if span[0] < span[1]])
    shadow = blanked(whole, by_hand)

    def days(future: bool) -> DayReader:
        return DayReader(now.today, now.week_start, day_order, future)

    def is_name(start: int, end: int) -> bool:
        words = text[start:end]
        return words[:1] in ("@", "*") or bool(names.meant(" ".join(keys_of(words)), words))

    opening = opening_of(shadow, days, form, is_name)
    details = _understood(details_in(text, shadow))
    visible = _visible(text, shadow, opening, details, names)
    hours = time_in(visible, opening.day_words[1] if opening.day_words is not None else None)
    timeless = _without_times(visible, hours)
    closing = closing_of(timeless, opening, days)
    if closing.day_words is not None and opening.day is None:
        visible = blanked(visible, [closing.day_words])
    prose = prose_of(text, visible, names.ends_in_run)
    place = place_in(prose, places) if closing.form != "note" else None
    name_words(prose, find_names(prose, names, place[1] if place is not None else range(0)))
    prose.doubts = doubts_in(prose)
    prose.strangers = strangers_in(prose)
    promises = _promises(prose, days(True), details, closing)
    to = _promised_to(prose, details, closing) if hours is None else range(0)
    told = _with_again(timeless, whole, by_hand)
    line = Line(
        prose=prose,
        details=details,
        opening=closing,
        timeless=told,
        said=_with_again(visible, whole, by_hand),
        span=_prose_span(told, closing),
        promises=tuple(promises),
        promised_to=tuple(dict.fromkeys(prose.owner[word] for word in to)),
        now=now,
        hours=hours,
        place=place,
    )
    _refuse_empty(line)
    return make_sense(line, names, acquaintance, choices or {}, roles or {})


def _understood(details: Details) -> Details:
    """The details without keys whose value means nothing: those stay prose."""
    details.keys = [key for key in details.keys if _means_something(key)]
    return details


def _means_something(key: Key) -> bool:
    value = key.value.lower()
    if key.key in TRIGGERS:
        kind, _, weight = value.partition(":")
        return kind in EXPLICIT_KINDS and weight in ("", "1", "2", "3")
    if key.key == "via":
        return value in CHANNEL_NAMES
    if key.key == "purpose":
        return value in ("relationship", "ask", "sale")
    if key.key == "started":
        return value in ("me", "them", "both")
    return True


def _visible(text: str, shadow: str, opening: Opening, details: Details, names: NameIndex) -> str:
    """The shadow with blanks for what is no prose; the text of a ``todo:`` is a clause of its own."""
    spans: list[Span] = [(tag.start, tag.end) for tag in details.tags]
    spans += [(event.start, event.end) for event in details.events]
    spans += [
        (start, end) for start, end in details.links if not names.forms(" ".join(keys_of(text[start:end])))
    ]
    clauses: list[int] = []
    for key in details.keys:
        if key.key == "todo":
            spans += [(key.start + 1, key.value_start), (key.value_end, key.end)]
            clauses += [key.start, *([key.end - 1] if key.quoted else [])]
        else:
            spans.append((key.start, key.end))
    spans += [span for span in (opening.form_words, opening.day_words) if span is not None]
    first = opening.prose_start
    visible = list(blanked(shadow, _apart(spans)))
    for place in clauses:
        if place >= first:
            visible[place] = ";"
    return "".join(visible)


def _with_again(visible: str, whole: str, spans: list[Span]) -> str:
    """``visible`` with the words in the spans, which are prose after all."""
    for start, end in spans:
        visible = visible[:start] + whole[start:end] + visible[end:]
    return visible


def _apart(spans: list[Span]) -> list[Span]:
    """The spans ascending, without those that begin in another."""
    apart: list[Span] = []
    for span in sorted(spans):
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return apart


def _without_times(visible: str, hours: tuple[int, int, object] | None) -> str:
    """``visible`` without the time of day and the minutes, after which a day may end the line."""
    spans: list[Span] = [] if hours is None else [(hours[0], hours[1])]
    minutes = minutes_in(visible)
    if minutes is not None:
        spans.append((minutes[0], minutes[1]))
    return blanked(visible, _apart(spans))


def _promises(prose: Prose, days: DayReader, details: Details, opening: Opening) -> list[Promised]:
    """The promises of the line, with their words noted as promised; a note promises only by ``todo:``."""
    due = [key for key in details.keys if key.key == "due"]
    promises = todos_in(details.keys, days)
    if opening.form != "note":
        promises = sorted([*promises, *promises_in(prose, days, due)], key=lambda promise: promise.start)
    for promise in promises:
        for index in range(prose.word_from(promise.begin), prose.word_from(promise.until)):
            prose.promised[index] = True
    return promises


def _promised_to(prose: Prose, details: Details, opening: Opening) -> range:
    """The words of the names to whom all that the line says is promised, noted as promised with it."""
    told = details.events or any(key.key not in ("todo", "due") for key in details.keys)
    if told or opening.form != "interaction" or opening.day is not None:
        return range(0)
    words = promised_to(prose, prose.word_from(opening.prose_start))
    for word in words:
        prose.promised[word] = True
    return words


def _prose_span(visible: str, opening: Opening) -> Span:
    """Where the prose stands: without the form, and without the day unless more prose follows it."""
    start, end = opening.prose_start, len(visible)
    words = opening.day_words
    if words is not None and words[0] >= start:
        after = trimmed(visible, words[1], end)
        if after[0] == after[1]:
            end = words[0]
    stretch = visible[start:end]
    end = start + len(stretch.rstrip())
    return (start + len(stretch) - len(stretch.lstrip()), end) if end > start else (start, start)


def _refuse_empty(line: Line) -> None:
    start, end = line.span
    stretch = line.prose.text[start:end]
    if line.opening.form == "interaction":
        day = line.opening.day_words
        spans = [span for span in (day, line.hours and line.hours[:2]) if span is not None]
        if day is None or blanked(line.prose.text, _apart(spans)).strip(_NO_WORDS):
            return
        raise LineError("say what happened on that day")
    if not stretch.strip(_NO_WORDS):
        raise LineError("say what is planned" if line.opening.form == "plan" else "say what is to be noted")
