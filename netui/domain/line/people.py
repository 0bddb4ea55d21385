"""Who is named in a text, and where (rules.md, section 9: person, organisation, ordinary words, new)."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from netui.domain.line.names import TITLES, NameForm, NameIndex, is_ordinary
from netui.domain.line.newcomers import NamesOfLine, newcomers_settled
from netui.domain.line.ordinary import MONTHS, WEEKDAYS
from netui.domain.line.prose import Doubt, Found, Prose, counted_up
from netui.domain.line.scripts import OF, UNSPACED
from netui.domain.line.spans import Word, gap_between, word_set

Span = tuple[int, int]

_MARK: Final = re.compile(
    rf"(?:(?<![\w@\\.])|(?<=[{UNSPACED}]))"
    r'(?:@"(?P<quoted>[^"\n]{1,200})"|\*\*(?!\s)(?P<starred>[^*\n]{1,200})(?<!\s)\*\*|(?P<at>@)(?=[^\W\d_]))'
)
_POSSESSIVE: Final = re.compile(rf"(?:'s|{OF})(?!\w)", re.IGNORECASE)
_BEFORE_A_MONTH = word_set(
    "in last next since until till by of this early late mid from every during before after"
)
_NAMES_LIKE_VERBS = word_set("ahmed alfred fleming jared mohamed muhammed saeed waheed wilfred xiaoming")
_BEGINNING_VERBS = word_set(
    "bought brought came caught did drove felt found had heard held kept left lost paid ran read sat sent "
    "spoke took taught texting thought went won"
)
"""Verbs that begin a sentence without ``I`` before them: ``Read Grace's thesis``."""
_LETTERS_THAT_ARE_WORDS = "aio"
_BESIDE = (" ", '" ', "** ")
"""Between two words of one name, or after the marks of a name."""
_GLUE = ("@", "#")
"""Before a word: it belongs to an address or a mark that was not understood."""
_BELONGS_BEFORE = ",;:?!)'–—-&"
"""Punctuation before which the stop of an initial belongs to the name."""


@dataclass(slots=True)
class _Match:
    """Words that name somebody."""

    last: int
    meant: dict[int, NameForm]
    owns: bool


@dataclass(slots=True)
class NameFinder:
    """Finds the names of one line; see :func:`find_names`."""

    prose: Prose
    names: NameIndex
    """Those on record; with newcomers beside them as soon as the line has some."""
    own: dict[int, list[Span]] = field(default_factory=dict)
    """Where each newcomer is marked as such, ascending."""
    found: list[Found] = field(default_factory=list)

    def marked(self) -> dict[int, Found | None]:
        """Names that are said to be names, by their first word; None for an ``@`` to be matched."""
        prose = self.prose
        marked: dict[int, Found | None] = {}
        for match in _MARK.finditer(prose.visible):
            if match["at"] is not None:
                first = prose.word_from(match.end())
                if first < len(prose.words) and prose.words[first].start == match.end():
                    marked[first] = None
                continue
            found = self._enclosed(match)
            if found is not None:
                marked[found.first] = found
        return marked

    def _enclosed(self, match: re.Match[str]) -> Found | None:
        prose = self.prose
        start, end = match.span("quoted" if match["quoted"] is not None else "starred")
        name = " ".join(prose.text[start:end].split())
        first, after = prose.word_from(start), prose.word_from(end)
        if first >= after or name != name.strip("*"):
            return None
        ending = _POSSESSIVE.match(prose.visible, match.end())
        owns = ending is not None
        if ending is not None and after < len(prose.words) and prose.words[after].end == ending.end():
            after += 1  # the ending of the possessive, a word of its own behind the marks
        meant = self.names.named(name)
        if self._is_new(meant, match.span()):
            meant = self._remember(name, match.span())
        return Found(
            match.start(), match.end(), first, after - 1, tuple(sorted(meant)), name, explicit=True,
            owns=owns, whole=_whole(meant),
        )  # fmt: skip

    def _is_new(self, meant: Mapping[int, NameForm], place: Span) -> bool:
        """Whether a marked name is one more newcomer's.

        It is where nobody has it, and where it could be several newcomers', or that of the one beside whom
        it is counted up.
        """
        if not meant:
            return True
        if max(meant) >= 0 or NameForm.WHOLE in meant.values():
            return False
        own = self.own[min(meant)]
        nearest = bisect_left(own, place)
        return len(meant) > 1 or any(
            counted_up(self.prose.text, min(one, place), max(one, place))
            for one in own[max(nearest - 1, 0) : nearest + 1]
        )

    def _remember(self, name: str, place: Span) -> dict[int, NameForm]:
        """Take ``name`` as a newcomer's, who is the same one as elsewhere in the line."""
        if not isinstance(self.names, NamesOfLine):
            self.names = NamesOfLine(self.names)
        newcomer = self.names.newcomer(name)
        insort(self.own.setdefault(newcomer, []), place)
        return {newcomer: NameForm.WHOLE}

    def at(self, first: int) -> Found:
        """The name after an ``@`` without quotes: the longest that is known, or one new word."""
        prose = self.prose
        match = self._longest(first, explicit=True)
        word = prose.words[first]
        start, end = word.start - 1, word.stem_end if word.stem else word.end
        place = start, prose.words[match.last].end if match is not None else end
        if match is not None and not self._is_new(match.meant, place):
            return self._found(start, first, match, explicit=True)
        last = first if match is not None else self._last_of_new(first)
        word = prose.words[last]
        end = word.stem_end if word.stem else word.end
        name = prose.text[prose.words[first].start : end]
        meant = self._remember(name, (start, end))
        return Found(
            start, end, first, last, tuple(meant), name, explicit=True, owns=bool(word.stem),
            whole=_whole(meant),
        )  # fmt: skip

    def _last_of_new(self, first: int) -> int:
        """The last word of a new name that begins with ``first``: of ``@Rosa Blume`` the last name."""
        prose = self.prose
        after = first + 1
        if (
            after >= len(prose.words)
            or prose.words[first].stem
            or not prose.text[prose.words[first].start].isupper()
        ):
            return first
        word = prose.words[after]
        written = prose.text[word.start : word.stem_end if word.stem else word.end]
        beside = prose.visible[prose.words[first].end : word.start] == " "
        stands = looks_like_name(written, word.stem or word.key) and (word.stem or word.key) not in WEEKDAYS
        known = self._longest(after, explicit=False) is not None
        return after if beside and stands and not known else first

    def plain(self, first: int) -> tuple[Found | None, int]:
        """A name without a mark that begins with the word ``first``, and the word to go on with."""
        prose = self.prose
        match = self._longest(first, explicit=False)
        if match is None:
            return None, first + 1
        start, end = prose.words[first].start, prose.words[match.last].end
        if prose.visible[start - 1 : start] == "\\":
            return None, match.last + 1
        if prose.visible[start - 1 : start] in _GLUE or prose.visible[end : end + 1] == "@":
            return None, first + 1
        if match.last == first and not self._single_stands(first, match):
            self._doubt(first, match)
            return None, first + 1
        return self._found(start, first, match, explicit=False), match.last + 1

    def _doubt(self, first: int, match: _Match) -> None:
        """Remember an ordinary word that is somebody's name, and none here since it is an ordinary one."""
        word = self.prose.words[first]
        key = word.stem if match.owns and word.stem else word.key
        known = tuple(sorted(contact for contact in match.meant if contact >= 0))
        if known and is_ordinary(key) and not self._name_before(first) and not self._name_after(first):
            forms = set(match.meant.values())
            self.prose.doubts[first] = Doubt(
                known, bool(forms & {NameForm.WHOLE, NameForm.NICKNAME, NameForm.FIRST})
            )

    def _found(self, start: int, first: int, match: _Match, *, explicit: bool) -> Found:
        prose = self.prose
        word = prose.words[match.last]
        end, owns = (word.stem_end if match.owns else word.end), match.owns
        if match.last > first and len(word.key) == 1 and _stop_belongs(prose, match.last):
            end += 1
            owns = prose.visible[end : end + 2].lower() == "'s"
        return Found(
            start, end, first, match.last, tuple(sorted(match.meant)), prose.text[start:end],
            explicit=explicit, owns=owns, whole=_whole(match.meant),
        )  # fmt: skip

    def _longest(self, first: int, *, explicit: bool) -> _Match | None:
        """The longest run of words from ``first`` on that is a name."""
        best: _Match | None = None
        for last, key, owns in self._runs(first):
            match = self._named(first, last, key, owns, explicit=explicit)
            if match is not None:
                best = match
        return best

    def _runs(self, first: int) -> Iterator[tuple[int, str, bool]]:
        """Runs of words that may be a name, from the shortest: last word, folded key, whether possessive."""
        words, visible = self.prose.words, self.prose.visible
        start = words[first]
        reach = self.names.reach(start.key)
        if not reach and not start.stem:
            return
        key = ""
        for last in range(first, min(first + max(reach, 1), len(words))):
            word = words[last]
            if last > first:
                gap = gap_between(visible, words[last - 1], word)
                if gap is None or _ends_in_apostrophe(words[last - 1]):
                    return
                key = f"{key} {gap}"
            if word.stem:
                yield last, key + word.stem, True
            key += word.key
            yield last, key, _ends_in_apostrophe(word)

    def _named(self, first: int, last: int, key: str, owns: bool, *, explicit: bool) -> _Match | None:
        if not self.names.forms(key):
            return None
        prose = self.prose
        word = prose.words[last]
        written = prose.text[prose.words[first].start : word.stem_end if owns else word.end]
        meant = self.names.meant(key, written, explicit=explicit)
        newcomer = [one for one, form in meant.items() if one < 0 and form is NameForm.WHOLE]
        if newcomer:
            return _Match(last, {newcomer[0]: NameForm.WHOLE}, owns)
        if last > first and not explicit:
            meant = {one: form for one, form in meant.items() if self._form_stands(first, last, one, form)}
        return _Match(last, meant, owns) if meant else None

    def _form_stands(self, first: int, last: int, contact: int, form: NameForm) -> bool:
        """Whether several words, said by nothing to be a name, are read as that form of a contact's name."""
        if form is NameForm.INITIAL:
            return _initial_stands(self.prose, last)
        if form is not NameForm.LEADING or self.names.contact(contact).kind == "person":
            return True
        return self._leading_words_stand(first, last)

    def _leading_words_stand(self, first: int, last: int) -> bool:
        """Whether leading words of an organisation's name mean it.

        Not where they are ordinary words in lower case (``open source``), and not where the name goes on
        otherwise (``the Royal Society of Arts``).
        """
        prose, words = self.prose, self.prose.words
        run = words[first : last + 1]
        if prose.text[run[0].start : run[-1].end].islower() and all(is_ordinary(word.key) for word in run):
            return False
        after = words[last + 1 : last + 3]
        goes_on = len(after) == 2 and after[0].key in ("of", "for")
        return not (goes_on and not prose.stop(last + 1) and prose.text[after[1].start].isupper())

    def _single_stands(self, first: int, match: _Match) -> bool:
        """Whether one word alone, said by nothing to be a name, is read as one."""
        prose = self.prose
        word = prose.words[first]
        key = word.stem if match.owns and word.stem else word.key
        if len(key) == 1 and key.isascii():
            return False
        if is_ordinary(key) and not self._ordinary_stands(first, key):
            return False
        forms = set(match.meant.values())
        if forms == {NameForm.LAST} and self._name_before(first):
            return False
        return match.owns or NameForm.WHOLE in forms or not self._name_after(first)

    def _ordinary_stands(self, first: int, key: str) -> bool:
        """An ordinary word is a name when capitalised, and not where any word would be."""
        prose = self.prose
        if not prose.text[prose.words[first].start].isupper() or self._begins_sentence(first):
            return False
        if self._name_before(first):
            return False
        if key in MONTHS:
            before = prose.words[first - 1].key if first else ""
            after = prose.words[first + 1].key if first + 1 < len(prose.words) else ""
            return not (before in _BEFORE_A_MONTH or before[:1].isdigit() or after[:1].isdigit())
        return True

    def _begins_sentence(self, first: int) -> bool:
        """Whether the word is the line's first or follows a full stop; a colon or semicolon is none."""
        prose = self.prose
        if prose.stop(first) != ".":
            return False
        start = prose.words[first].start
        return first > 0 or not any(char.isalnum() for char in prose.text[:start])

    def _name_after(self, first: int) -> bool:
        """Whether a capitalised word follows that makes it the name of somebody else (``Grace Kelly``)."""
        prose, after = self.prose, first + 1
        if (
            after >= len(prose.words)
            or prose.visible[prose.words[first].end : prose.words[after].start] != " "
        ):
            return False
        word = prose.words[after]
        written = prose.text[word.start : word.end]
        if not looks_like_name(written, word.stem or word.key):
            return len(written) == 1 and written.isupper() and word.key not in _LETTERS_THAT_ARE_WORDS
        return not (self.names.reach(word.key) or self.names.reach(word.stem))

    def _name_before(self, first: int) -> bool:
        """Whether a capitalised word stands before that makes it somebody else's name (``Bob Turing``)."""
        prose, before = self.prose, first - 1
        if before < 0 or prose.visible[prose.words[before].end : prose.words[first].start] not in _BESIDE:
            return False
        word = prose.words[before]
        written = prose.text[word.start : word.end]
        if word.key in TITLES or word.stem or (prose.stop(before) == "." and _looks_like_verb(word.key)):
            return False
        return looks_like_name(written, word.key)


def find_names(prose: Prose, names: NameIndex, taken: range = range(0)) -> list[Found]:
    """Every place where somebody is named, ascending; ``taken`` words are something else (a place)."""
    finder = NameFinder(prose, names)
    marked = finder.marked()
    for first in sorted(first for first, found in marked.items() if found is None):
        # An ``@`` first makes its name known, so that it is found wherever it stands in the line.
        finder.at(first)
    index = 0
    while index < len(prose.words):
        if index in marked:
            found = marked[index] or finder.at(index)
            finder.found.append(found)
            index = found.last + 1
        elif index in taken:
            index += 1
        else:
            plain, index = finder.plain(index)
            if plain is not None:
                finder.found.append(plain)
    if isinstance(finder.names, NamesOfLine):
        return newcomers_settled(prose.text, finder.found, finder.names)
    return finder.found


def _ends_in_apostrophe(word: Word) -> bool:
    """Whether the word is a possessive like ``James'``."""
    return bool(word.stem) and word.stem_end == word.end


def looks_like_name(written: str, key: str) -> bool:
    """Whether a word is capitalised as a name is, and is no word of English that one may capitalise."""
    if len(written) < 2 or not written[0].isupper() or written.isupper() or _has_digit(written):
        return False
    return not is_ordinary(key) and not key.startswith("i'")


def _looks_like_verb(key: str) -> bool:
    """Whether a word that begins a sentence is likely a verb: ``Pinged Turing``, not ``Fred Turing``."""
    if key in _BEGINNING_VERBS:
        return True
    return len(key) > 4 and key.endswith(("ed", "ing")) and key not in _NAMES_LIKE_VERBS


def _has_digit(written: str) -> bool:
    return any(char.isdigit() for char in written)


def _initial_stands(prose: Prose, last: int) -> bool:
    """Whether a single letter after a first name may be an initial: ``a``, ``i`` and ``I`` are words."""
    word = prose.words[last]
    key = word.stem or word.key
    if key not in _LETTERS_THAT_ARE_WORDS:
        return True
    written = prose.text[word.start]
    if key == "i":
        return written.isupper() and _stop_belongs(prose, last)
    return written.isupper()


def _stop_belongs(prose: Prose, last: int) -> bool:
    """Whether a full stop after an initial belongs to the name.

    It does before punctuation or a lower-case word; not at the end of a sentence, and not in an ellipsis.
    """
    visible, end = prose.visible, prose.words[last].end
    if visible[end : end + 1] != "." or visible[end + 1 : end + 2] in (".", "…"):
        return False
    if visible[end + 1 : end + 2] in _BELONGS_BEFORE and end + 1 < len(visible):
        return True
    after = last + 1
    if after >= len(prose.words):
        return False
    gap = visible[end + 1 : prose.words[after].start]
    return gap.isspace() and "\n" not in gap and prose.text[prose.words[after].start].islower()


def _whole(meant: dict[int, NameForm]) -> int | None:
    whole = [contact for contact, form in meant.items() if form is NameForm.WHOLE]
    return whole[0] if len(whole) == 1 else None
