"""Making and changing contacts and who belongs where, each as a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from netui.domain import written
from netui.domain.records import Circle, Contact, YearlyDate
from netui.domain.written import read_values, values_written
from netui.errors import NetuiError
from netui.network.contacts import is_here, new_contact, rewrite_contact
from netui.network.lookup import find_contact
from netui.network.shown import names_of
from netui.tui.form import Field, FormScreen

if TYPE_CHECKING:
    from netui.network import Network
    from netui.tui.base_screen import NetuiScreen

KEPT = "kept; u takes it back"

NO_CIRCLE = "none"
"""The word for being in no circle."""


@dataclass(frozen=True, slots=True)
class _Line:
    """How a field of a contact stands in the form, and what is meant by what is typed there."""

    label: str
    written: Callable[[Network, Contact], str]
    read: Callable[[Network, Contact, str], dict[str, Any]]
    """The fields that the text sets; raises NetuiError."""
    hint: str = ""
    one_of: tuple[str, ...] = ()
    known: Callable[[Network], Sequence[str]] | None = None

    def field(self, network: Network, contact: Contact) -> Field:
        """The field of the form."""
        return Field(
            self.label,
            self.written(network, contact),
            self.hint,
            check=lambda text: self.read(network, contact, text),
            one_of=self.one_of,
            known=self.known(network) if self.known is not None else (),
        )


def _values(name: str, label: str, hint: str = "", **more: Any) -> _Line:
    """A field with several values, commas between them."""
    return _Line(
        label,
        lambda _, contact: values_written(getattr(contact, name)),
        lambda _, __, text: {name: read_values(text)},
        hint,
        **more,
    )


def _either(name: str, label: str, off: str, on: str) -> _Line:
    """A field that holds or does not."""
    return _Line(
        label,
        lambda _, contact: on if getattr(contact, name) else off,
        lambda _, __, text: {name: text == on},
        one_of=(off, on),
    )


def _read_name(network: Network, contact: Contact, text: str) -> dict[str, Any]:
    if not text:
        raise NetuiError("a contact needs a name")
    return {"name": " ".join(text.split())}


def _read_emails(network: Network, contact: Contact, text: str) -> dict[str, Any]:
    emails = read_values(text)
    for email in emails:
        if "@" not in email.strip("@") or " " in email:
            raise NetuiError(f"“{email}” is no address such as ada@example.org")
    return {"emails": emails}


def _read_phones(network: Network, contact: Contact, text: str) -> dict[str, Any]:
    phones = read_values(text)
    for phone in phones:
        if not any(character.isdigit() for character in phone):
            raise NetuiError(f"“{phone}” holds no digit")
    return {"phones": phones}


def _birthday(contact: Contact) -> YearlyDate | None:
    return next((each for each in contact.dates if each.label == "birthday"), None)


def _read_birthday(network: Network, contact: Contact, text: str) -> dict[str, Any]:
    others = tuple(each for each in contact.dates if each.label != "birthday")
    return {"dates": (written.read_birthday(text), *others) if text else others}


def _read_introducers(network: Network, contact: Contact, text: str) -> dict[str, Any]:
    found = (find_contact(network, name) for name in read_values(text))
    return {"introduced_by": tuple(dict.fromkeys(found))}


def names(network: Network) -> list[str]:
    """The names of all contacts but archived ones."""
    return [contact.name for contact in network.contacts.values() if not contact.archived]


def organisations(network: Network) -> list[str]:
    """The names of all organisations."""
    return [contact.name for contact in network.contacts.values() if contact.kind == "organisation"]


_LINES: tuple[_Line, ...] = (
    _Line("Name", lambda _, contact: contact.name, _read_name, "the full name"),
    _Line(
        "It is a",
        lambda _, contact: contact.kind,
        lambda _, __, text: {"kind": text},
        one_of=("person", "organisation"),
    ),
    _values("nicknames", "Nicknames", "as you write of them"),
    _Line(
        "E-mail", lambda _, contact: values_written(contact.emails), _read_emails, "commas between several"
    ),
    _Line("Phone", lambda _, contact: values_written(contact.phones), _read_phones),
    _values("urls", "Links"),
    _Line(
        "Place",
        lambda _, contact: contact.place,
        lambda _, __, text: {"place": text},
        known=lambda network: sorted(network.places()),
    ),
    _Line(
        "Tags",
        lambda _, contact: values_written(contact.tags),
        lambda _, __, text: {"tags": tuple(filter(None, (tag.lstrip("#") for tag in read_values(text))))},
        "commas between several",
        known=lambda network: sorted(network.tags()),
    ),
    _Line(
        "Circle",
        lambda _, contact: contact.circle or NO_CIRCLE,
        lambda _, __, text: {"circle": None if text == NO_CIRCLE else text},
        one_of=(NO_CIRCLE, *get_args(Circle)),
    ),
    _Line(
        "In touch every",
        lambda _, contact: written.cadence_written(contact.cadence),
        lambda _, __, text: {"cadence": written.read_cadence(text)},
        "30 days, 2 weeks; else by habit and circle",
    ),
    _values("needs", "Needs", "what they look for"),
    _values("offers", "Offers", "what they can give"),
    _Line(
        "Birthday",
        lambda _, contact: written.yearly_written(_birthday(contact)),
        _read_birthday,
        "1815-12-10, or 12-10",
    ),
    _Line(
        "Introduced by",
        lambda network, contact: values_written(names_of(network, contact.introduced_by)),
        _read_introducers,
        "names",
        known=names,
    ),
    _either("far", "To meet", "within reach", "too far"),
    _Line(
        "Give and take",
        lambda _, contact: "counts" if contact.in_ledger else "left out",
        lambda _, __, text: {"in_ledger": text == "counts"},
        one_of=("counts", "left out"),
    ),
    _either("muted", "Reminders", "yes", "muted"),
)

FIELDS = tuple(line.label for line in _LINES)
"""The labels of the form, in order."""


def _as_typed(network: Network, before: Contact, values: Sequence[str]) -> Contact:
    """``before`` with what was typed; a line left as it was is not read, so that nothing is lost by it."""
    after = before
    for line, value in zip(_LINES, values, strict=True):
        if value != line.written(network, before).strip():
            after = msgspec.structs.replace(after, **line.read(network, before, value))
    return after


# --- a contact ---------------------------------------------------------------------------------------------


def edit_contact_form(screen: NetuiScreen, contact: int) -> None:
    """Ask for other values of a contact."""
    network = screen.network
    before = network.contacts[contact]

    def keep(values: list[str]) -> None:
        rewrite_contact(network, contact, before, _as_typed(network, before, values))

    fields = [line.field(network, before) for line in _LINES]
    screen.app.push_screen(
        FormScreen(f"Change {before.name}", fields, keep),
        lambda kept: screen.netui.tell(KEPT) if kept else None,
    )


def new_contact_form(screen: NetuiScreen, opened: Callable[[int], None], *, organisation: str = "") -> None:
    """Ask for a new contact and keep it; ``opened`` is called with its id."""
    network, now = screen.network, screen.netui.now()
    blank = Contact(name="", added=now.today)
    made: list[int] = []
    asked: set[str] = set()

    def keep(values: list[str]) -> None:
        name, kind, house, role, *others = values
        wanted = _as_typed(network, blank, (name, kind, *others))
        if is_here(network, wanted.name) and wanted.name not in asked:
            asked.add(wanted.name)
            raise NetuiError(f"{wanted.name} is here already; enter again adds another one of that name")
        made.append(new_contact(network, wanted, now, organisation=house, role=role))

    fields = [line.field(network, blank) for line in _LINES]
    fields[2:2] = [
        Field("Organisation", organisation, "where they are now", known=organisations(network)),
        Field("Role", "", "what they do there"),
    ]
    screen.app.push_screen(
        FormScreen("A new contact", fields, keep), lambda kept: opened(made[-1]) if kept else None
    )
