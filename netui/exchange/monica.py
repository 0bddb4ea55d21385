"""Monica's JSON export: people with all that hangs on them, and the activities that they share.

Records are in collections, ``{"count": …, "type": "contact", "values": […]}``, below ``account.data`` and
below each contact's ``data``; they name each other by UUID. What netui has no field for is kept in the words
of a note. Photographs and documents are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from netui.domain.plain import (
    Brought,
    Dropped,
    PlainContact,
    PlainFollowUp,
    PlainInteraction,
    PlainNote,
    Skipped,
    Who,
)
from netui.domain.records import YearlyDate
from netui.errors import NetuiError
from netui.exchange.cells import joined, membership, notes, role_note
from netui.exchange.formats import Format, Source
from netui.exchange.things import NOTHING, Thing, thing_in

_BEGINNING = re.compile(r'\s*\{\s*"(?:version|app_version)"\s*:')
_ACCOUNT = re.compile(r'"account"\s*:\s*\{')
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_BINARY = {"photo": "photograph", "document": "document"}
_GIFTS = {"idea": "gift idea", "offered": "gift given", "received": "gift received"}
_YEARLY = frozenset({"year", "yearly"})
_ONCE = frozenset({"one_time", ""})


class _Collection(msgspec.Struct):
    type: str
    values: list[msgspec.Raw]


class _Account(msgspec.Struct):
    data: list[msgspec.Raw] | dict[str, msgspec.Raw] = []
    properties: msgspec.Raw = msgspec.Raw(b"{}")
    instance: msgspec.Raw = msgspec.Raw(b"{}")


class _Export(msgspec.Struct):
    account: _Account
    version: str = ""


def sniff(source: Source) -> bool:
    """Whether it begins as an export of Monica does."""
    head = source.head
    return bool(_BEGINNING.match(head) and _ACCOUNT.search(head))


def read(source: Source) -> Iterator[Brought]:
    """Contacts, then what they did. Raises NetuiError where it is no JSON of this shape."""
    try:
        export = msgspec.json.decode(source.content.removeprefix(b"\xef\xbb\xbf"), type=_Export)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise NetuiError(f"this is no export of Monica: {error}") from error
    yield from _Reading(source, export.account).all()


class _Reading:
    """One export on its way in."""

    def __init__(self, source: Source, account: _Account) -> None:
        self._source = source
        self._now = source.now
        self._number = 0
        self._found: dict[str, list[tuple[int, Thing | None, int]]] = {}
        for raw in account.data.values() if isinstance(account.data, dict) else account.data:
            self._take(raw)
        self._labels = {
            each.text("uuid"): (each.text("type").lower(), each.text("name"), each.text("protocol").lower())
            for each in (thing_in(account.instance) or NOTHING).many("contact_field_types")
        }
        self._journal = sum(1 for _ in (thing_in(account.properties) or NOTHING).many("journal_entries"))
        self._names = {each.text("uuid"): _name(each) for _, each, _ in self._of("contact") if each}
        self._took_part: dict[str, list[Who]] = {}
        self._relations: dict[str, list[str]] = {}

    def _take(self, raw: msgspec.Raw) -> None:
        """Take in a collection; of what is nested too deep nothing is looked at."""
        try:
            collection = msgspec.json.decode(raw, type=_Collection)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            self._number += 1
            self._found.setdefault("", []).append((self._number, None, len(bytes(raw))))
            return
        for value in collection.values:
            self._number += 1
            size = len(bytes(value))
            thing = None if collection.type in _BINARY else thing_in(value)
            self._found.setdefault(collection.type, []).append((self._number, thing, size))

    def _of(self, kind: str) -> list[tuple[int, Thing | None, int]]:
        return self._found.get(kind, [])

    def all(self) -> Iterator[Brought]:
        """Everything, in the order in which others name it."""
        self._relate()
        for number, each, _ in self._of("contact"):
            self._source.done = number / max(self._number, 1)
            yield from self._contact(number, each)
        for number, each, _ in self._of("activity"):
            yield self._activity(number, each)
        for kind, what in _BINARY.items():
            for number, _, size in self._of(kind):
                yield Dropped(record=number, what=what, size=size)
        for number, _, _ in self._of(""):
            yield Skipped(record=number, reason="a list that cannot be read")
        if self._journal:
            yield Skipped(record=self._number + 1, reason=f"{self._journal} journal entries, about nobody")

    # --- contacts ------------------------------------------------------------------------------------------

    def _relate(self) -> None:
        for _, each, _ in self._of("contact"):
            if each is not None:
                for kind, values in each.collections():
                    for value in values if kind == "activity" else ():
                        self._took_part.setdefault(str(value), []).append(self._who(each.text("uuid")))
        partial = {
            each.text("uuid"): each
            for _, each, _ in self._of("contact")
            if each and each["is_partial"] is True
        }
        for _, each, _ in self._of("relationship"):
            name = self._names.get(each.text("of_contact"), "") if each else ""
            if each is None or not name:
                continue
            birthday = partial.get(each.text("of_contact"), NOTHING).inner("birthdate").day("date")
            born = f", born {birthday}" if birthday else ""
            # As Monica's own page of a contact has it (people/relationship/_relationship.blade.php): there
            # the type says what the one that the relation is "of" is to the contact whose page it is.
            told = f"{each.text('type') or 'related'}: {name}{born}"
            self._relations.setdefault(each.text("contact_is"), []).append(told)

    def _contact(self, number: int, each: Thing | None) -> Iterator[Brought]:
        if each is None:
            yield Skipped(record=number, reason="it cannot be read")
            return
        name = _name(each)
        if not name:
            yield Skipped(record=number, reason="no name")
            return
        if each["is_partial"] is True:
            yield Skipped(record=number, reason="known only as somebody's relative: in a note there")
            return
        emails, phones, urls, others = self._fields(each)
        dates, told = self._dates(each)
        house, role = each.text("company"), each.text("job")
        cadence = each["stay_in_touch_frequency"]
        through = each.text("first_met_through")
        nickname = each.text("nickname")
        yield PlainContact(
            name=name,
            nicknames=(nickname,) if nickname and nickname != name else (),
            organisations=membership(house, role),
            emails=emails,
            phones=phones,
            urls=urls,
            place=next(filter(None, (address.text("city") for address in each.all("address"))), ""),
            addresses=tuple(dict.fromkeys(filter(None, map(_address, each.all("address"))))),
            tags=tuple(dict.fromkeys(each.texts("tags"))),
            cadence=cadence if isinstance(cadence, int) and 0 < cadence < 10_000 else None,
            dates=dates,
            introduced_by=(self._who(through),) if through in self._names else (),
            notes=(
                *self._notes(each),
                *notes(role_note(house, role), *others, *told, *self._relations.get(each.text("uuid"), ())),
            ),
            archived=each["is_active"] is False,
            key=each.text("uuid"),
        )
        yield from self._happened(number, each)

    def _who(self, uuid: str) -> Who:
        return Who(name=self._names.get(uuid, ""), key=uuid)

    def _fields(self, each: Thing) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], list[str]]:
        """E-mails, phones, addresses of pages, and what is none of them, in words."""
        found: dict[str, list[str]] = {"email": [], "phone": [], "url": [], "other": []}
        for entry in each.all("contact_field"):
            data = entry.text("data")
            kind, label, protocol = self._labels.get(entry.text("type"), ("", "", ""))
            if not data:
                continue
            if (
                kind == "email"
                or protocol == "mailto:"
                or (not kind and re.fullmatch(r"[^@\s]+@[^@\s]+", data))
            ):
                found["email"].append(data)
            elif kind == "phone" or protocol == "tel:":
                found["phone"].append(data)
            elif _ADDRESS.match(data):
                found["url"].append(data)
            else:
                found["other"].append(f"{label or 'known by'}: {data}")
        email, phone, url, other = ([*dict.fromkeys(values)] for values in found.values())
        return tuple(email), tuple(phone), tuple(url), other

    def _dates(self, each: Thing) -> tuple[tuple[YearlyDate, ...], list[str]]:
        """Yearly dates, and what is said of days otherwise, in words."""
        dates: list[YearlyDate] = []
        told: list[str] = []
        birth = each.inner("birthdate")
        born = birth.day("date")
        if born and birth["is_age_based"] is True:
            told.append(f"born about {born.year}")
        elif born:
            year = None if birth["is_year_unknown"] is True else born.year
            dates.append(YearlyDate(month=born.month, day=born.day, year=year))
        met, died = each.inner("first_met_date").day("date"), each.inner("deceased_date").day("date")
        if met:
            told.append(f"first met on {met}")
        if each["is_dead"] is True or died:
            told.append(f"died on {died}" if died else "has died")
        for reminder in each.all("reminder"):
            day, title = reminder.day("initial_date"), reminder.text("title")
            if day is None or not title or reminder["inactive"] is True:
                continue
            if reminder.text("frequency_type") in _YEARLY and reminder["frequency_number"] in (1, None, "1"):
                if (day.month, day.day) not in {(known.month, known.day) for known in dates}:
                    dates.append(YearlyDate(month=day.month, day=day.day, label=title.lower()))
            elif reminder.text("frequency_type") not in _ONCE:
                every = f"every {reminder.text('frequency_number')} {reminder.text('frequency_type')}"
                told.append(f"reminder {every} from {day}: {title}")
        return tuple(dict.fromkeys(dates)), told

    def _notes(self, each: Thing) -> Iterator[PlainNote]:
        for note in each.all("note"):
            if text := str(note["body"] or "").strip():
                yield PlainNote(text=text, day=note.day("created_at"), key=note.text("uuid"))
        for event in each.all("life_event"):
            if text := joined((event.text("name"), event.text("note")), ": "):
                yield PlainNote(text=text, day=event.day("happened_at"), key=event.text("uuid"))
        yield from notes(*map(_words, self._said(each)))

    def _said(self, each: Thing) -> Iterator[tuple[str, str]]:
        """What netui has no field for: a label and words."""
        yield "", str(each["description"] or "")
        yield "food", str(each["food_preferences"] or "")
        for pet in each.all("pet"):
            yield "pet", joined((pet.text("name"), pet.text("category")), ", ")
        for gift in each.all("gift"):
            label = _GIFTS.get(gift.text("status"), "gift")
            yield label, joined((gift.text("name"), gift.text("comment"), gift.text("url")), ", ")
        for debt in each.all("debt"):
            label = "I owe" if debt["in_debt"] is True else "owes me"
            yield label, joined((debt.text("amount"), debt.text("currency"), debt.text("reason")))

    # --- what happened, and what is to come ----------------------------------------------------------------

    def _happened(self, number: int, each: Thing) -> Iterator[Brought]:
        who = (self._who(each.text("uuid")),)
        for call in each.all("call"):
            if day := call.day("called_at"):
                text = str(call["content"] or "").strip() or f"Call with {who[0].name}"
                yield PlainInteraction(
                    text=text, day=day, took_part=who, channel="phone", key=call.text("uuid")
                )
            else:
                yield Skipped(record=number, reason="a call without a day")
        for talk in each.all("conversation"):
            day = talk.day("happened_at")
            messages = [message.text("content") for message in talk.many("messages")]
            through = self._labels.get(talk.text("contact_field_type"), ("", "", ""))[1]
            text = joined((through, joined(messages, " / ")), ": ") or f"Conversation with {who[0].name}"
            if day:
                yield PlainInteraction(
                    text=text, day=day, took_part=who, channel="message", key=talk.text("uuid")
                )
            else:
                yield Skipped(record=number, reason="a conversation without a day")
        yield from self._follow_ups(number, each, who)

    def _follow_ups(self, number: int, each: Thing, who: tuple[Who, ...]) -> Iterator[Brought]:
        for task in each.all("task"):
            text = joined((task.text("title"), task.text("description")), ": ")
            if task["completed"] in (True, 1):
                yield Skipped(record=number, reason="a task that is done")
            elif text:
                yield PlainFollowUp(
                    kind="promise", owner="me", text=text, who=who, made=task.day("created_at"),
                    key=task.text("uuid"),
                )  # fmt: skip
        for reminder in each.all("reminder"):
            day, title = reminder.day("initial_date"), reminder.text("title")
            if day is None or not title or reminder.text("frequency_type") not in _ONCE:
                continue
            if day < self._now.today or reminder["inactive"] is True:
                yield Skipped(record=number, reason="a reminder that is past")
                continue
            yield PlainFollowUp(
                kind="promise", owner="me", text=title, who=who, made=reminder.day("created_at"), due=day,
                key=reminder.text("uuid"),
            )  # fmt: skip

    def _activity(self, number: int, each: Thing | None) -> Brought:
        day = each.day("happened_at") if each else None
        if each is None or day is None:
            return Skipped(record=number, reason="no day" if each else "it cannot be read")
        who = tuple(dict.fromkeys(self._took_part.get(each.text("uuid"), ())))
        text = joined((each.text("summary"), each.text("description")), ": ")
        return PlainInteraction(text=text or "Activity", day=day, took_part=who, key=each.text("uuid"))


def _name(each: Thing) -> str:
    return joined(map(each.text, ("first_name", "middle_name", "last_name"))) or each.text("nickname")


def _address(each: Thing) -> str:
    return joined(map(each.text, ("street", "city", "province", "postal_code", "country")), ", ")


def _words(said: tuple[str, str]) -> str:
    label, words = said
    return f"{label}: {words}" if label and words.strip() else words


FORMAT = Format(name="monica", title="Monica", sniff=sniff, read=read)
