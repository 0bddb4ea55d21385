"""The words that say how one met, what was given and what was asked (rules.md, section 9)."""

from __future__ import annotations

import re
from typing import Final

from netui.domain.line.spans import fold, word_set
from netui.domain.records import Channel, Direction, ExchangeKind

CHANNEL_PHRASES: Final[dict[tuple[str, str], Channel]] = {
    ("conference", "call"): "phone",
    ("phone", "call"): "phone",
    ("voice", "message"): "message",
    ("text", "message"): "message",
    ("linkedin", "message"): "message",
    ("linkedin", "messages"): "message",
    ("linkedin", "messaged"): "message",
    ("linkedin", "dm"): "message",
    ("linkedin", "chat"): "message",
    ("twitter", "dm"): "message",
    ("google", "meet"): "video",
    ("video", "call"): "video",
    ("video", "chat"): "video",
    ("video", "conference"): "video",
    ("zoom", "call"): "video",
    ("teams", "call"): "video",
}
"""The longer forms, which come before any single word."""

_CHANNEL_WORDS: Final[dict[Channel, str]] = {
    "in_person": "coffee coffees lunch lunched lunches dinner dinners breakfast brunch drinks walk walks "
    "walked met visit visits visited",
    "video": "zoom zoomed teams video",
    "phone": "call calls called phone phoned rang",
    "message": "email emails emailed e-mail e-mails e-mailed wrote message messages messaged text texts "
    "texted chat chats chatted letter letters dm dms dmed",
    "social": "linkedin tweet tweets tweeted liked commented posted",
    "event": "conference conferences meetup meetups panel panels summit summits",
}
CHANNELS: Final[dict[str, Channel]] = {
    word: channel for channel, words in _CHANNEL_WORDS.items() for word in words.split()
}
"""Single words by channel; the first in the text counts."""

CHANNEL_NAMES: Final[dict[str, Channel]] = {
    "in_person": "in_person",
    "in-person": "in_person",
    "in person": "in_person",
    "event": "event",
    "video": "video",
    "phone": "phone",
    "message": "message",
    "social": "social",
    **CHANNELS,
}
"""What ``via:`` takes."""

CHANNEL_LABELS: Final[dict[Channel, str]] = {
    "in_person": "in person",
    "event": "event",
    "video": "video",
    "phone": "phone",
    "message": "message",
    "social": "social",
}

_KIND_WORDS: Final[dict[ExchangeKind, str]] = {
    "introduction": "introduction introductions intro intros",
    "advice": "advice tip tips",
    "referral": "referral referrals ref refs reference references contact contacts",
    "feedback": "feedback review reviews",
    "time": "time",
    "resource": "resource resources link links book books paper papers file files",
    "encouragement": "encouragement support",
    "opportunity": "opportunity opportunities lead leads",
    "thanks": "thanks",
    "other": "help",
}
KINDS: Final[dict[str, ExchangeKind]] = {
    word: kind for kind, words in _KIND_WORDS.items() for word in words.split()
}
"""Words of prose by kind."""

EXPLICIT_KINDS: Final[dict[str, ExchangeKind]] = {**KINDS, "other": "other"}
"""What ``gave:`` and its like take. In prose ``other`` is hardly ever the kind (``the other day``)."""

TRIGGERS: Final[dict[str, Direction]] = {
    "gave": "given",
    "shared": "given",
    "sent": "given",
    "got": "received",
    "received": "received",
    "asked": "asked",
    "offered": "offered",
}
WINDOW: Final = 4
"""Words between the verb and the kind, at most; a name counts as one."""

WEIGHTS: Final = {"small": 1, "big": 3}

NOT_BETWEEN = word_set(
    """
    about re regarding no any without zero hardly if whether when that which who because but promised
    expecting thanked introduced is was were has had for of's out up through into ready
    """
)
"""Between a verb and a kind these make it something else: ``got no feedback``, ``got ready for feedback``."""

NO_TIME_AFTER = word_set(
    "in on this last next first second third same every the hard good great tough rough long short"
)
"""``got there in time`` and ``gave him a hard time`` give nothing."""

COMPOUND = word_set(
    """
    club clubs deal deals store shop shop's request requests form forms ticket tickets sheet zone line lines
    off out trail group groups team server system time manager table launch clip role engineer developer
    designer author singer towel towels
    """
)
"""A kind before one of these is part of another thing: ``support ticket``, ``book club``, ``lead time``."""

NAMING_VERBS = word_set(
    """
    met saw called emailed phoned texted messaged visited rang thanked asked introduced invited gave told
    joined emailing calling meeting visiting helped pinged
    """
)
"""Verbs that a name may follow at once."""

_NO_CONTACT_AFTER: Final = word_set(
    "in into out eye no my your make made keep lose losing lost stay to or and will i'll would can"
)
"""``got in contact`` and ``to contact Ada`` hand nobody on; ``my contacts`` are rather addresses."""

_NO_CONTACT_BEFORE: Final = word_set(
    "detail details info information lens lenses point page card cards data number us me him her them"
)
"""A contact before one of these is an address, or part of another thing."""

_PROMISE_VERBS: Final[dict[str, ExchangeKind]] = {
    "introduce": "introduction",
    "thank": "thanks",
    "refer": "referral",
}
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def is_kind_at(keys: list[str], index: int) -> bool:
    """Whether the word at ``index`` of folded words is a kind, and not part of another expression."""
    if keys[index] not in KINDS:
        return False
    before = keys[index - 1] if index else ""
    after = keys[index + 1] if index + 1 < len(keys) else ""
    if after in COMPOUND:
        return False
    if keys[index] in ("contact", "contacts"):
        is_verb = not before and keys[index] == "contact"
        return not is_verb and before not in _NO_CONTACT_AFTER and after not in _NO_CONTACT_BEFORE
    return keys[index] != "time" or before not in NO_TIME_AFTER


def exchange_kind_in(text: str) -> ExchangeKind | None:
    """The kind of exchange that a promise will be when it is kept: of its first word that is one, if any.

    ``send the paper`` is a resource, ``introduce Ada to Kat`` an introduction.
    """
    keys = [fold(word) for word in _WORD.findall(text)]
    for index, key in enumerate(keys):
        if is_kind_at(keys, index):
            return KINDS[key]
        if key in _PROMISE_VERBS:
            return _PROMISE_VERBS[key]
    return None
