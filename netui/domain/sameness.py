"""Whether two contacts are one: what somebody can be known by, and how near two names are (formats.md).

Sure are the same e-mail, the same phone, the same profile, and the same name in the same organisation. Names
that are merely near are told with a score and left to the person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import unquote

from netui.domain.line.names import PARTICLES, SUFFIXES, TITLES
from netui.domain.line.spans import fold, keys_of

TOKEN_BITS = 52
"""Of a token, which stays below 2^53, so that readers of JSON keep it whole."""

SHORTEST_PHONE = 7
"""Digits of a number that tells whose it is (choice): an extension is no phone."""
COUNTRY_DIGITS = 3
"""Digits of a country's code at most."""

_PHONE_END = re.compile(r"(?:ext\.?|x|;|,|#|p|w)\s*\d*.*$", re.IGNORECASE)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://(?:[^/@]*@)?", re.IGNORECASE)
_PROFILES: Mapping[str, re.Pattern[str]] = {
    site: re.compile(path)
    for site, path in {
        "linkedin.com": r"(?:in|pub)/[^/]+",
        "xing.com": r"profile/[^/]+",
        "github.com": r"[^/]+$",
        "gitlab.com": r"[^/]+$",
        "twitter.com": r"[^/]+$",
        "x.com": r"[^/]+$",
        "facebook.com": r"[^/]+$",
        "instagram.com": r"[^/]+$",
        "orcid.org": r"[\d-]{15,}x?$",
    }.items()
}
"""Sites whose addresses of this shape are one person's. A firm's own site is many people's (choice)."""

EXACT, SWAPPED, MIDDLE, INITIAL, SPELLING = 1.0, 0.97, 0.92, 0.88, 0.85
"""How sure a pair of names is to be one person (choices): the same; in another order; with a middle name;
with an initial for a name; but for one letter."""
SHARED_PHONE = 0.6
"""How sure two are to be one whose names are not near, and who have a phone to themselves (choice)."""

SPELT_WITH = 4
"""Letters of a name from which one of them may differ (choice)."""


def token(*parts: str) -> int:
    """A number that stands for some text, and from which the text cannot be had back.

    Not proof against somebody who tries all names there are; it keeps what was imported out of plain sight.
    """
    digest = blake2b("\0".join(parts).encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - TOKEN_BITS)


def email_key(email: str) -> str:
    """An e-mail as it is compared: case aside. Empty for what is none."""
    bare = email.strip().removeprefix("mailto:").casefold()
    return bare if "@" in bare.strip("@") else ""


def phone_key(phone: str) -> str:
    """A phone number as it is compared: its digits, with a plus where the country is said.

    Empty for what is too short to tell whose it is.
    """
    text = phone.strip()
    text = _PHONE_END.sub("", text) if not text[:1].isalpha() else text
    digits = "".join(str(int(sign)) for sign in text.replace("(0)", "") if sign.isdecimal())
    if digits.startswith("00"):
        digits, plus = digits[2:], "+"
    else:
        plus = "+" if text.lstrip("(\u202a\u202d\u200e ").startswith("+") else ""
    if not plus:
        digits = digits.lstrip("0")
    return plus + digits if len(digits) >= SHORTEST_PHONE else ""


def same_phone(one: str, other: str) -> bool:
    """Whether two keys are one number: the same, or one without its country and the other with it."""
    if one == other:
        return bool(one)
    if not one or not other or one.startswith("+") == other.startswith("+"):
        return False
    whole, part = (one, other) if one.startswith("+") else (other, one)
    return whole.endswith(part) and 1 <= len(whole) - 1 - len(part) <= COUNTRY_DIGITS


@lru_cache(maxsize=1 << 10)
def profile_key(url: str) -> str:
    """A person's address on a site of profiles, as it is compared; empty for any other address."""
    bare = unquote(_SCHEME.sub("", url.strip())).casefold().partition("?")[0].partition("#")[0].rstrip("/")
    host, _, path = bare.partition("/")
    labels = host.split(".")
    site = ".".join(labels[-2:])
    shape = _PROFILES.get(site)
    found = shape.match(path) if shape is not None and len(labels) <= 3 else None
    return f"{'twitter.com' if site == 'x.com' else site}/{found[0]}" if found else ""


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name, case, accents, titles and suffixes aside; ``Hopper, Grace`` in the usual order."""
    before, comma, after = name.partition(",")
    if comma and after.strip() and fold(after.strip(" .")) not in SUFFIXES:
        name = f"{after} {before}"
    parts = keys_of(name)
    bare = tuple(part for part in parts if part not in TITLES and part not in SUFFIXES)
    return bare or tuple(parts) or (fold(name.strip()),)


def name_key(name: str) -> str:
    """A name as it is compared: case and spacing aside. Accents and order count."""
    return " ".join(name.casefold().split())


def nearness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How sure two names, by their :func:`name_parts`, are to be one person's; 0 where they are not near."""
    if one == other:
        return EXACT
    if len(one) == len(other) == 2:
        return _nearness_of_two_words(one, other)
    if len(one) < 2 or len(other) < 2:
        return SPELLING if len(one) == len(other) == 1 and _spelt_alike(one[0], other[0]) else 0.0
    return SWAPPED if sorted(one) == sorted(other) else _nearness_in_order(one, other)


def _nearness_of_two_words(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The same of two names of two words each, in whatever order. They share a word, or are not near."""
    (first, last), (other_first, other_last) = one, other
    if first == other_last and last == other_first:
        return SWAPPED
    found = 0.0
    if last == other_last:
        found = _nearness_of_words(first, other_first)
    if first == other_last:
        found = max(found, _nearness_of_words(last, other_first))
    if last == other_first:
        found = max(found, _nearness_of_words(first, other_last))
    if first == other_first and not found and len(first) > 1:
        # An initial does not stand for the last of a name that is in the usual order.
        found = SPELLING if _spelt_alike(last, other_last) else 0.0
    return found


def _nearness_of_words(one: str, other: str) -> float:
    """How sure two names are that differ in these words alone."""
    if _initial_of(one, other):
        return INITIAL
    return SPELLING if _spelt_alike(one, other) else 0.0


def _nearness_in_order(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if one[-1] != other[-1]:
        spelt = one[:-1] == other[:-1] and _spelt_alike(one[-1], other[-1])
        return SPELLING if spelt and len(one[0]) > 1 else 0.0
    first, second = one[0], other[0]
    if first == second:
        middle, others = one[1:-1], other[1:-1]
        if not middle or not others:
            return MIDDLE
        alike = len(middle) == len(others) and all(map(_initial_of, middle, others))
        return INITIAL if alike else 0.0
    if _initial_of(first, second):
        return INITIAL
    return SPELLING if one[1:] == other[1:] and _spelt_alike(first, second) else 0.0


def _initial_of(one: str, other: str) -> bool:
    """Whether one of two words is but the first letter of the other."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return len(short) == 1 and long.startswith(short)


def _spelt_alike(one: str, other: str) -> bool:
    """Whether one letter more, less, other or swapped with its neighbour makes two words the same."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < SPELT_WITH or len(long) - len(short) > 1:
        return False
    half = (len(short) - 1) // 2
    start = half if short[:half] == long[:half] else 0
    if not start and short[-half:] != long[-half:]:
        return False  # one change leaves one half as it is: most pairs are no further looked at
    while start < len(short) and short[start] == long[start]:
        start += 1
    if start == len(short):
        return True
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = (
        short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    )
    return swapped or short[start + 1 :] == long[start + 1 :]


def spellings(word: str) -> Iterator[str]:
    """A word, and what is left of it without any one letter: two that are spelt alike have one in common."""
    yield word
    if len(word) >= SPELT_WITH:
        for place in range(len(word)):
            yield word[:place] + word[place + 1 :]


def neighbourhoods(parts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Where to look for near names, and the word of this name by which it differs from others there.

    Names that are near live in at least one place together. There their words are the same, one is the
    other's initial, or they are spelt alike; or both names have the same words in another order, three of
    them or more.
    """
    if len(parts) == 1:
        yield f"1 {parts[0][:2]}", parts[0]
        return
    first, last = parts[0], parts[-1]
    yield f"{first[:1]} {last}", first
    yield f"{last[:1]} {first}", last


def contradict(
    one: tuple[Collection[str], ...],
    other: tuple[Collection[str], ...],
    names: tuple[Collection[tuple[str, ...]], Collection[tuple[str, ...]]],
    *,
    by_phone: bool = False,
) -> bool:
    """Whether two who share an e-mail or a phone are plainly two: a family's phone, a firm's address.

    ``one`` and ``other`` are their e-mails, phones and profiles as compared; ``names`` each one's names, by
    their :func:`name_parts`. They are two where no word of their names is shared and they differ in another
    of the three. ``by_phone``: it is but a phone that they share, and a family name in common does not count.
    """
    first, second = names
    if any(_alike(mine, theirs, by_phone) for mine in first for theirs in second):
        return False
    return differ(one, other)


def _alike(one: tuple[str, ...], other: tuple[str, ...], by_phone: bool) -> bool:
    """Whether two names may be one person's: they share a word, and by phone more than the last of both."""
    shared = (set(one) & set(other)) - PARTICLES
    if not shared or not by_phone or len(one) == 1 or len(other) == 1:
        return bool(shared)
    return shared != {one[-1]} or one[-1] != other[-1] or nearness(one, other) > 0


def differ(one: tuple[Collection[str], ...], other: tuple[Collection[str], ...]) -> bool:
    """Whether both have e-mails, or phones, or profiles (as compared, in this order), and none in common.

    A phone without its country is in common with the same one that has it.
    """
    emails, phones, profiles = zip(one, other, strict=True)
    if any(mine and theirs and not set(mine) & set(theirs) for mine, theirs in (emails, profiles)):
        return True
    mine, theirs = phones
    return bool(mine and theirs) and not any(same_phone(phone, each) for phone in mine for each in theirs)


def different_profiles(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two have different profiles on one site, and none in common: these are two people."""
    mine, theirs = set(one), set(other)
    sites = {each.partition("/")[0] for each in mine} & {each.partition("/")[0] for each in theirs}
    return bool(sites) and not mine & theirs
