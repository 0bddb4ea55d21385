"""Whose name words are: an index of every form in which a contact may be named (rules.md, section 9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from typing import Final

from netui.domain.line.ordinary import ORDINARY_WORDS, SMALL_WORDS
from netui.domain.line.scripts import may_stand_in_run
from netui.domain.line.spans import ABBREVIATIONS, accented_keys_of, fold, keys_of, word_set
from netui.domain.line.words import CHANNELS, KINDS, NAMING_VERBS, TRIGGERS
from netui.domain.records import Contact

LONGEST_NAME: Final = 16
"""Words of a name that are looked at; a longer one is found whole by a command, not in a line (choice)."""

TITLES = ABBREVIATIONS - {"jr", "sr", "st", "mt"} | {
    "sir",
    "dame",
    "lord",
    "lady",
    "professor",
    "doctor",
    "madame",
}
SUFFIXES = word_set("jr sr ii iii iv esq phd dphil md mba msc bsc llm llb cpa cfa pmp mph frs obe mbe cbe")
AFTER_A_COMMA = word_set("ma ba jd rn pe ms bs edd dds dvm meng beng ceng")
"""What stands behind a name too, but may be a name itself where no comma is before it: ``Yo-Yo Ma``."""
PARTICLES = word_set("van von de der den del della di da dos du la le el al bin ibn ter ten af av zu zur")
"""Words before a last name that belong to it: ``van Rossum``."""

_VOCABULARY: Final = (
    ORDINARY_WORDS | NAMING_VERBS | frozenset(CHANNELS) | frozenset(KINDS) | frozenset(TRIGGERS)
)
"""Ordinary words, and those that the language itself reads: ``Help Desk`` makes no person of ``for help``."""

_MARKED: Final = re.compile(r"(?P<name>[^()]*)\((?P<mark>[^()]+)\)\s*")
_CALLED: Final = re.compile(r"""\s*["“„«](?P<called>[^"“”„«»]+)["“”»]\s*""")
"""A nickname within a name, in quotes: María "Mari" García, as address books and LinkedIn have it."""
_ID_LENGTH: Final = 18
"""Digits of an id, at most."""
_UNWORDED: Final = "\0"
"""Begins the key of a name without words (an emoji, say), or with too many."""


class NameForm(IntEnum):
    """In which form a contact is named, the strongest first."""

    WHOLE = 0
    NICKNAME = 1
    FIRST = 2
    INITIAL = 3
    """First name and last initial: ``Grace H``."""
    LEADING = 4
    """Leading parts of the name, or the first and the last."""
    LAST = 5
    WORD = 6
    """The first word of an organisation's name: only where it is said to be a name."""


class NameIndex:
    """All names of all contacts; kept up by each change in O(names of that contact)."""

    def __init__(self) -> None:
        self._forms: dict[str, dict[int, NameForm]] = {}
        self._reach: dict[str, int] = {}
        self._unspaced: dict[str, dict[str, int]] = {}
        """Words of names that may stand in a longer word, by their first character: how many have each."""
        self._contacts: dict[int, Contact] = {}

    def add(self, contact_id: int, contact: Contact) -> None:
        """A contact came. Its id must not be in the index."""
        self._contacts[contact_id] = contact
        for parts, form in _forms_of(contact, keys_of):
            forms = self._forms.setdefault(" ".join(parts), {})
            forms[contact_id] = min(form, forms.get(contact_id, form))
            for part in parts:
                if may_stand_in_run(part):
                    words = self._unspaced.setdefault(part[0], {})
                    words[part] = words.get(part, 0) + 1
            first = parts[0]
            if self._reach.get(first, 0) < len(parts):
                self._reach[first] = len(parts)

    def remove(self, contact_id: int, contact: Contact) -> None:
        """A contact, as it was when it came, went."""
        self._contacts.pop(contact_id, None)
        for parts, _ in _forms_of(contact, keys_of):
            for part in filter(may_stand_in_run, parts):
                words = self._unspaced[part[0]]
                words[part] -= 1
                if not words[part]:
                    del words[part]
            key = " ".join(parts)
            forms = self._forms.get(key)
            if forms is not None:
                forms.pop(contact_id, None)
                if not forms:
                    del self._forms[key]

    def contact(self, contact_id: int) -> Contact:
        """The contact with that id. Raises KeyError when there is none."""
        return self._contacts[contact_id]

    def reach(self, first: str) -> int:
        """Words, at most, of the names that begin with the folded word ``first``; 0 when none does."""
        return self._reach.get(first, 0)

    def ends_in_run(self, key: str, start: int) -> list[int]:
        """Where words of names end that stand at ``start`` of a longer word, the longest first."""
        words = self._unspaced.get(key[start], ())
        return sorted((start + len(word) for word in words if key.startswith(word, start)), reverse=True)

    def forms(self, key: str) -> Mapping[int, NameForm]:
        """Contacts by how ``key`` (folded words, joined by spaces) names them."""
        return self._forms.get(key, {})

    def meant(self, key: str, written: str, *, explicit: bool = False) -> dict[int, NameForm]:
        """The contacts that ``written``, folded to ``key``, can mean in a line, by the form of the name.

        A last name counts where one contact has it and nobody is named so otherwise; ``explicit`` (``@``)
        lets shared last names and an organisation's first word count too. Where somebody's name agrees with
        the accents as written, only those count.
        """
        forms = self.forms(key)
        if not forms:
            return {}
        meant = {contact: form for contact, form in forms.items() if form < NameForm.LAST}
        if not meant:
            meant = {contact: form for contact, form in forms.items() if form is NameForm.LAST}
            if len(meant) > 1 and not explicit:
                return {}
        if not meant and explicit:
            meant = dict(forms)
        return self._accented(meant, written) if len(meant) > 1 else meant

    def named(self, words: str) -> dict[int, NameForm]:
        """The contacts that ``words``, said to be a name, can mean."""
        parts = keys_of(words)
        found = self.meant(" ".join(parts), words, explicit=True) if parts else {}
        return found or dict(self.forms(_unworded(words))) or self._marked(words)

    def _marked(self, words: str) -> dict[int, NameForm]:
        """Those of a name whom what follows it in brackets tells apart: ``Ada Lovelace (Royal Society)``.

        An organisation, nickname, e-mail, place, tag, or the id, which needs no name before it.
        """
        said = _MARKED.fullmatch(words)
        if said is None:
            return {}
        mark = fold(said["mark"]).strip().removeprefix("#")
        if not said["name"].strip():
            known = mark.isdecimal() and len(mark) <= _ID_LENGTH and self._known_as(int(mark)) is not None
            return {int(mark): NameForm.WHOLE} if known else {}
        found = self.named(said["name"])
        return {contact: form for contact, form in found.items() if mark in self._marks(contact)}

    def _known_as(self, contact_id: int) -> Contact | None:
        try:
            return self.contact(contact_id)
        except KeyError:
            return None

    def _marks(self, contact_id: int) -> set[str]:
        """What a contact is known by beside the name, folded."""
        contact = self.contact(contact_id)
        houses = (self._known_as(membership.organisation) for membership in contact.organisations)
        organisations = [
            name for house in houses if house is not None for name in (house.name, *house.nicknames)
        ]
        told = (*contact.nicknames, *contact.emails, *contact.tags, contact.place, *organisations)
        return {str(contact_id), *(fold(mark).strip() for mark in told if mark)}

    def lookup(self, words: str) -> list[int]:
        """Contacts that ``words``, typed as a command's NAME, could mean.

        The whole name first (alone when one contact has it), then nickname, first name, first name and
        initial, leading parts, last name; within a form by id. Case and accents aside, but where a name
        agrees with the accents as typed, only such names. [] when it is nobody's.
        """
        found = self.named(words)
        whole = [contact for contact, form in found.items() if form is NameForm.WHOLE]
        if len(whole) == 1:
            return whole
        return sorted(found, key=lambda contact: (found[contact], contact))

    def _accented(self, meant: dict[int, NameForm], written: str) -> dict[int, NameForm]:
        """Those whose name agrees with the accents of ``written``, if there are any; else all."""
        if written.isascii() and all(_is_ascii(self.contact(contact)) for contact in meant):
            return meant
        parts = accented_keys_of(written)
        agreeing = {
            contact: form
            for contact, form in meant.items()
            if any(parts == own for own, _ in _forms_of(self.contact(contact), accented_keys_of))
        }
        return agreeing or meant


def without_called(name: str) -> str:
    """A name without the nicknames that stand in quotes within it; as it is where nothing else is there."""
    return _CALLED.sub(" ", name).strip() or name


def is_ordinary(key: str) -> bool:
    """Whether a folded word is an ordinary English word, a name only where something says so."""
    return key in _VOCABULARY


def _is_ascii(contact: Contact) -> bool:
    return contact.name.isascii() and all(nickname.isascii() for nickname in contact.nicknames)


def _unworded(name: str) -> str:
    return _UNWORDED + " ".join(fold(name).split())


def _forms_of(
    contact: Contact, parts_of: Callable[[str], tuple[str, ...]]
) -> Iterable[tuple[tuple[str, ...], NameForm]]:
    """Every form in which ``contact`` may be named, as the words to compare."""
    for nickname in contact.nicknames:
        parts = parts_of(nickname)
        if 0 < len(parts) <= LONGEST_NAME:
            yield parts, NameForm.NICKNAME
        else:
            yield (_unworded(nickname),), NameForm.NICKNAME
    parts = parts_of(contact.name)
    if not 0 < len(parts) <= LONGEST_NAME:
        yield (_unworded(contact.name),), NameForm.WHOLE
        return
    yield parts, NameForm.WHOLE
    bare = without_called(contact.name) if contact.kind == "person" else contact.name
    if bare != contact.name:
        for called in _CALLED.finditer(contact.name):
            yield from _form_of_words(parts_of(called["called"]), NameForm.NICKNAME)
        parts = parts_of(bare) or parts
        yield from _form_of_words(parts, NameForm.WHOLE)
    if any(part.startswith(",") for part in parts):
        yield tuple(part.removeprefix(",") for part in parts), NameForm.WHOLE
    if len(parts) > 1:
        yield from _organisation_forms(parts) if contact.kind == "organisation" else _person_forms(parts)


def _form_of_words(parts: tuple[str, ...], form: NameForm) -> Iterable[tuple[tuple[str, ...], NameForm]]:
    if parts:
        yield parts, form


def _is_suffix(part: str) -> bool:
    word = part.lstrip(",")
    return word in SUFFIXES or (word != part and word in AFTER_A_COMMA)


def _organisation_forms(parts: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], NameForm]]:
    for length in range(2, len(parts)):
        if parts[length - 1] not in SMALL_WORDS:
            yield parts[:length], NameForm.LEADING
    if parts[0] not in SMALL_WORDS:
        yield parts[:1], NameForm.WORD
    elif parts[0] == "the" and len(parts) > 2:
        yield parts[1:], NameForm.LEADING


def _person_forms(parts: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], NameForm]]:
    if parts[0] in TITLES:
        parts = parts[1:]
        yield parts, NameForm.LEADING
    yield parts[:1], NameForm.FIRST
    for length in range(2, len(parts)):
        yield parts[:length], NameForm.LEADING
    while len(parts) > 1 and _is_suffix(parts[-1]):
        parts = parts[:-1]
    if len(parts) == 1:
        return
    last = parts[-1]
    yield (parts[0], last), NameForm.LEADING
    if last[0].isalpha():
        for length in range(1, len(parts)):
            yield (*parts[:length], last[0]), NameForm.INITIAL
        yield (last,), NameForm.LAST
    begin = len(parts) - 1
    while begin > 1 and parts[begin - 1] in PARTICLES:
        begin -= 1
        yield parts[begin:], NameForm.LAST
