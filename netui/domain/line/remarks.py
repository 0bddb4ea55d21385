"""What is to be said of a reading that may have been meant otherwise: in the log bar and by the command."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from netui.domain.line.dates import TOMORROW
from netui.domain.line.ordinary import MONTHS, WEEKDAYS
from netui.domain.line.reading import ReadFollowUp, Reading, Unknown

_NOT_AFTER = "".join(
    f"(?<!{word} )"
    for word in ("about", "for", "since", "until", "till", "by", "before", "after", "every", "last", "next")
)
"""Words before a day that is spoken of; and those that belong to the day."""
_MONTH = "(?:" + "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS) + ")"
_DAY_WORD: Final = re.compile(
    rf"(?<![\w'’/-]){_NOT_AFTER}"
    rf"(?P<day>yesterday|{TOMORROW}|last night|(?:(?:last|next) )?(?:{'|'.join(WEEKDAYS)})"
    r"|(?:an?|one|two|three|four|five|six|\d{1,2}) (?:day|week)s? ago"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?"
    r"|\d{4}-\d\d-\d\d|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])\Z"
    r"|(?<!\w)\A(?:mon|tues?|wed|thu|thurs?|fri|next week|next month))(?![\w'’-])",
    re.IGNORECASE,
)
"""A short weekday and a week only where the line begins so; a date in numbers only where it ends so."""
_DAY_TO_COME = rf"(?P<day>{TOMORROW}|next week|next month|(?:next )?(?:{'|'.join(WEEKDAYS)}))"
_DAY_OF_PROMISE: Final = re.compile(
    rf"(?<![\w'’-])(?:{_DAY_TO_COME}\Z|(?P<within>{TOMORROW})(?![\w'’-]))", re.I
)
_HER: Final = re.compile(r"(?<![\w'’-])(?:her|him)(?![\w'’-])", re.IGNORECASE)
_WILL: Final = re.compile(
    r"(?<![\w'’-])(?P<who>(?:\w+['’]ll|(?:\w+ )?[Ww]ill|(?:I|we) shall))(?= [a-z])[^,;.!?\n]{1,80}?"
    rf"(?<![\w'’-])(?:by |on )?{_DAY_TO_COME}(?![\w'’-])"
)
"""What somebody says they will do by a day: no promise by the rules, and nothing that happened."""
_DID_NOT_HAPPEN: Final = re.compile(
    r"(?<![\w'’-])(?:"
    r"(?:did(?:n['’]?t| not)|could(?:n['’]?t| not)|failed to|forgot to|unable to|never (?:got|managed) to)"
    r"(?: manage to| get to| end up| even)*"
    r" (?:meet|met|see|saw|call|reach|catch|talk|speak|visit|make it|show up|come|turn up|happen"
    r"|reply|answer|respond|write back|get back|pick up)\w*"
    r"|no (?:answer|reply|response) from"
    r"|cancell?ed|postponed|called off|rescheduled|(?:was )?a? ?no-show|stood (?:me|us) up"
    r")(?![\w'’-])",
    re.IGNORECASE,
)
"""Words after which a careful reader would ask whether anything happened at all."""
_DAY_EITHER_WAY: Final = re.compile(
    rf"(?:on\s+)?(?P<day>(?:{'|'.join(WEEKDAYS)}|mon|tues?|weds?|thu|thurs?|fri|sat|sun)\b.*"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\.?|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?)",
    re.IGNORECASE,
)
"""A weekday, or a date without its year: of the past, as the rules have it, where no plan is said."""
_ANNOUNCES: Final = re.compile(
    r"\A\s*(?:(?i:seeing|meeting|visiting|having|going to|catching up|calling)(?= (?!with|about|of))"
    r"|(?i:call|phone|ring|email|text|see|visit|meet|send|invite|ask|thank|remind)"
    r"(?= (?!with|to\b|from|about|at\b|on\b|by\b|and\b|re\b|in\b))"
    r"|(?i:write to|talk to|speak to|reply to)\b)"
    r"|(?<=\w )(?:turns|starts|leaves|flies|arrives|moves|marries|graduates|returns|launches|retires"
    r"|comes|opens)"
    r"(?![\w'’-])"
    r"|(?<=\w )(?:is|are) (?:getting|turning|leaving|coming|flying|moving|starting|visiting|going|having)"
    r"(?![\w'’-])"
)
"""What is said of things to come rather than of what happened: ``call Ada``, ``Ada turns 40``."""
_NO_DAY: Final = re.compile(
    rf"(?<![\w'’-])(?:by|before|until) (?:the )?(?:end of (?:the )?(?:\w+)|christmas|easter|new year"
    rf"|summer|winter|spring|autumn|{'|'.join(MONTHS)}|(?:{'|'.join(WEEKDAYS)})(?= or\b))(?![\w'’-])",
    re.IGNORECASE,
)
"""What sounds like a day by which something was promised, and is none that is read."""
_BIRTHDAY: Final = re.compile(
    r"(?<![\w'’-])(?:birthday|b-?day|born)(?: (?:is|was))?[:,]? *(?:on )?(?:the )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}"
    rf"|{'|'.join(WEEKDAYS)})(?![\w'’-])",
    re.IGNORECASE,
)
_HANDED_KINDS: Final = {
    "helped": "help", "lent": "resource", "gave": "resource", "sent": "resource", "recommended": "referral",
    "showed": "advice", "taught": "advice",
}  # fmt: skip
_HANDED: Final = re.compile(
    r"(?:(?:\A|(?<=[,;:.!?\n])|(?<=\band)|(?<=\bI)|(?<=\bwe))\s*(?P<verb>VERBS) "
    r"|(?P<who>(?<![\w'’-])(?:he|she|they))? (?P<verb_me>VERBS) (?P<me>me|us)(?![\w'’-]))".replace(
        "VERBS", "|".join(_HANDED_KINDS)
    ),
    re.IGNORECASE,
)
"""What is handed on to the name behind it, or to oneself by the name before it."""
_NOTHING_HANDED: Final = re.compile(
    r"(?<![\w'’-])(?:e-?mails?|messages?|texts?|cards?|letters?|dms?|notes?|repl(?:y|ies)|calls?|invoices?"
    r"|regards|greetings|wishes|flowers|lift|hug|ride|ring|shout|look|back)(?=\s|[,;.!?]|\Z)(?! template)",
    re.IGNORECASE,
)
"""What is sent or given and is no giving in the sense of the ledger."""
_PART_END: Final = re.compile(r"[,;.!?\n]")
_THANKS: Final = re.compile(
    r"(?<![\w'’-])(?:to say|said|saying|wrote|sent|emailed|with) (?:a )?(?:big )?"
    r"(?:thank[ -]you|thanks)(?![\w'’-])",
    re.IGNORECASE,
)
_OWES: Final = re.compile(r"(?:\A|[,;.] *)owes (?!me\b|us\b)", re.IGNORECASE)
_MOST_DAY_WORDS: Final = 8
"""Words for days that are looked at in one line (choice)."""


def doubt_words(unknown: Unknown) -> str:
    """Of a word that may be a name: ``Rich may be Rich Holt``."""
    return f"{unknown.matched} may be {unknown.name or 'a name'}"


def remarks_on(reading: Reading) -> tuple[str, ...]:
    """All that is to be said of a reading beside its names, the weightiest first."""
    said = (
        did_not_happen(reading),
        may_be_to_come(reading),
        whose_is_open(reading),
        day_of_a_promise_unread(reading),
        whose_debt(reading),
        handed_on_in_prose(reading),
        birthday_in_prose(reading) or day_left_in_prose(reading) or plan_without_a_day(reading),
    )
    return tuple(filter(None, said))


def may_be_to_come(reading: Reading) -> str:
    """Of a day read as one gone by, where the words may announce something."""
    if reading.form != "interaction" or reading.day_words is None:
        return ""
    day = reading.text[slice(*reading.day_words)].strip(" \t,:")
    bare = _DAY_EITHER_WAY.fullmatch(day)
    if bare is None or _ANNOUNCES.search(reading.text[slice(*reading.prose)]) is None:
        return ""
    words = f"“{bare['day']}” is taken for a day gone by: is this to come?"
    return f"{words} “plan:” at the beginning makes it a plan, “note:” counts nothing"


def whose_is_open(reading: Reading) -> str:
    """Of what was given, received or promised where ``her`` or ``him`` could mean several."""
    for follow_up in reading.follow_ups:
        her = _HER.search(follow_up.text) if len(follow_up.contacts) > 1 else None
        named = any(follow_up.start <= one.start < follow_up.end for one in reading.named)
        if her is not None and follow_up.kind != "meeting" and not named:
            return f"“{her[0]}” could be several, so the promise is kept for all of them; write the name"
    if not reading.nobodys:
        return ""
    kinds = ", ".join(f"“{kind}”" for kind in dict.fromkeys(reading.nobodys))
    stays = "stays" if len(set(reading.nobodys)) == 1 else "stay"
    return f"{kinds} {stays} prose: “her” or “him” could be several; write the name"


def day_left_in_prose(reading: Reading) -> str:
    """Of a word for a day that is not read as one: it may only be spoken of, but never in silence."""
    for follow_up in reading.follow_ups:
        said = _DAY_OF_PROMISE.search(follow_up.text) if follow_up.due is None else None
        if said is not None and follow_up.kind != "meeting":
            day = said["day"] or said["within"]
            return f"“{day}” stays prose; “by {day}” makes it the day of what was promised"
    taken = [_extent(reading.text, one) for one in reading.follow_ups if one.kind != "meeting"]
    taken += [(one.start, one.end) for one in reading.pieces]
    will = _will_by_a_day(reading, taken)
    if will or reading.form == "note" or reading.day_words is not None:
        return will
    for match in islice(_DAY_WORD.finditer(reading.text), _MOST_DAY_WORDS):
        if not any(start <= match.start("day") < end for start, end in taken):
            word = match["day"]
            return f"“{word}” stays prose; “{word}:” at the beginning makes it the day"
    return ""


def plan_without_a_day(reading: Reading) -> str:
    """Of a plan that says no day: when it comes up all the same."""
    if reading.form != "plan" or any(one.due is not None for one in reading.follow_ups):
        return ""
    return "no day said, so it comes up in a week; “on friday” at the end gives it a day"


def birthday_in_prose(reading: Reading) -> str:
    """Of a birthday said with its day, which is kept with the contact and not in a line."""
    if _BIRTHDAY.search(reading.text) is None:
        return ""
    return "a birthday stays prose: the contact's form keeps it, or netui edit NAME --birthday MM-DD"


def handed_on_in_prose(reading: Reading) -> str:
    """Of ``helped Ada`` or ``Ada lent me a book``, which no kind makes an exchange."""
    if reading.form != "interaction":
        return ""
    starts, ends = {one.start for one in reading.named}, {one.end for one in reading.named}
    taken = [(one.start, one.end) for one in reading.follow_ups]
    for match in islice(_HANDED.finditer(reading.text), _MOST_DAY_WORDS):
        verb, mine = (match["verb"] or match["verb_me"]).lower(), match["me"] is None
        if mine and match.end() not in starts:
            continue
        if not mine and match.start() not in ends and not match["who"]:
            continue
        stop = _PART_END.search(reading.text, match.end())
        end = stop.start() if stop is not None else len(reading.text)
        told = any(match.start() <= one.place < end for one in reading.exchanges)
        if told or any(start <= match.start() < behind for start, behind in taken):
            continue
        if verb in ("sent", "gave") and _NOTHING_HANDED.search(reading.text, match.end(), end):
            continue
        key, way = ("gave", "given") if mine else ("got", "received")
        return f"“{verb}” stays prose; “{key}:{_HANDED_KINDS[verb]}” counts it as {way}"
    if _THANKS.search(reading.text) and not any(one.kind == "thanks" for one in reading.exchanges):
        return "“thank you” stays prose; “got:thanks” counts it as received, “gave:thanks” as given"
    return ""


def day_of_a_promise_unread(reading: Reading) -> str:
    """Of ``by february`` and ``before christmas`` in a promise, which name no day."""
    for follow_up in reading.follow_ups:
        said = _NO_DAY.search(follow_up.text)
        if follow_up.kind != "meeting" and follow_up.due is None and said is not None:
            return f"“{said[0]}” is no day and stays prose; “by” and a day, as in “by 1 dec”, makes it due"
    return ""


def whose_debt(reading: Reading) -> str:
    """Of ``owes Ada a logo``, which does not say who owes it."""
    said = _OWES.search(reading.text[slice(*reading.prose)])
    if reading.form != "interaction" or said is None:
        return ""
    return "“owes” stays prose, since it does not say who; “owe …” makes it your promise"


def _extent(text: str, promise: ReadFollowUp) -> tuple[int, int]:
    """Where the text of a promise stands, with the day behind it that is its due one."""
    if promise.due is None:
        return promise.start, promise.end
    said = _DAY_WORD.search(text, promise.end)
    apart = said is None or text[promise.end : said.start()].strip(" ,\t") not in ("", "on")
    return promise.start, promise.end if said is None or apart else said.end()


def _will_by_a_day(reading: Reading, taken: Sequence[tuple[int, int]]) -> str:
    """Of ``I'll send it tomorrow``, which is prose: how it would be a promise."""
    if reading.form != "interaction":
        return ""
    for match in islice(_WILL.finditer(reading.text), _MOST_DAY_WORDS):
        said = (match.start("who"), match.start("day"))
        if any(start <= place < end for start, end in taken for place in said):
            continue
        mine = match["who"].lower().split("'")[0].split("’")[0].split()[0] in ("i", "we", "will")
        word, what = ("promised", "a promise") if mine else ("expecting", "expected of them")
        words = f"“{match['who']} … {match['day']}” stays prose"
        return f"{words}; “{word} … by {match['day']}” makes it {what}"
    return ""


def did_not_happen(reading: Reading) -> str:
    """Of words that something did not come about, in a line that counts as a conversation with somebody."""
    if reading.form != "interaction" or not any(one.role == "took_part" for one in reading.contacts):
        return ""
    promised = [(one.start, one.end) for one in reading.follow_ups]
    for match in islice(_DID_NOT_HAPPEN.finditer(reading.text), _MOST_DAY_WORDS):
        if not any(start <= match.start() < end for start, end in promised):
            return (
                f"“{match[0]}”: this counts as having been in touch; “note:” at the beginning counts nothing"
            )
    return ""
