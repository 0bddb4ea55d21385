"""Making and changing contacts: add, edit, archive, mute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, get_args

import click

from netui.cli import output
from netui.cli.completing import contact_names
from netui.cli.context import Session, pass_session
from netui.cli.options import command, name_argument
from netui.domain.cadence import LONGEST
from netui.domain.records import Circle
from netui.errors import NetuiError, UsageProblem

if TYPE_CHECKING:
    from netui.network.contacts import Fields

CLEARED = {"cadence": "cadence", "circle": "circle", "birthday": "birthday"}
"""What ``edit --clear`` takes away, by the word typed."""

Function = Callable[..., Any]


def _field_options(function: Function) -> Function:
    """The options that add and edit have in common; those that may be repeated add up."""
    repeated: dict[str, Any] = {"multiple": True}
    options = (
        click.option(
            "--org",
            metavar="NAME",
            help="Belongs to it; made where it is missing.",
            shell_complete=contact_names,
            **repeated,
        ),
        click.option(
            "--role", metavar="ROLE", help="In the organisation, in the order of --org.", **repeated
        ),
        click.option("--nickname", metavar="NAME", **repeated),
        click.option("--email", metavar="ADDRESS", **repeated),
        click.option("--phone", metavar="NUMBER", **repeated),
        click.option("--tag", metavar="TAG", **repeated),
        click.option("--circle", type=click.Choice(get_args(Circle)), help="How near; gives the cadence."),
        click.option(
            "--cadence", type=click.IntRange(1, LONGEST), metavar="DAYS", help="How often to be in touch."
        ),
        click.option("--needs", metavar="WHAT", help="What they look for.", **repeated),
        click.option("--offers", metavar="WHAT", help="What they can give.", **repeated),
        click.option("--birthday", metavar="DATE", help="YYYY-MM-DD, or MM-DD where the year is not known."),
        click.option(
            "--introduced-by",
            metavar="NAME",
            help="Who introduced them.",
            shell_complete=contact_names,
            **repeated,
        ),
        click.option("--note", metavar="TEXT", help="Something worth knowing.", **repeated),
        click.option("--organisation", is_flag=True, help="It is an organisation, not a person."),
        click.option("--far/--near", default=None, help="Too far away to meet, or within reach."),
        click.option(
            "--ledger/--no-ledger",
            default=None,
            help="Whether give and take are counted: not for family, say.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@command("add", short_help="A new contact.")
@click.argument("name", nargs=-1, required=True, metavar="NAME…")
@_field_options
@click.option("--anyway", is_flag=True, help="Also when somebody of that very name is here.")
@pass_session
def add(session: Session, /, name: tuple[str, ...], anyway: bool, **given: Any) -> None:
    """A new contact."""
    from netui.network.contacts import add_contact

    contact = add_contact(
        session.network, _name(session, " ".join(name)), _fields(session, given), session.now, anyway=anyway
    )
    _tell_of(session, contact, "added")


@command("edit", short_help="Change a contact.")
@name_argument()
@click.option("--name", "new_name", metavar="NAME", help="Another name; what was logged keeps its words.")
@_field_options
@click.option(
    "--clear", multiple=True, type=click.Choice(tuple(CLEARED)), help="Take away what was set by hand."
)
@pass_session
def edit(session: Session, /, name: str, new_name: str | None, clear: tuple[str, ...], **given: Any) -> None:
    """Change a contact. Options that may be repeated add to what is there; --tag=-TAG takes one away."""
    from netui.network.contacts import edit_contact
    from netui.network.lookup import find_contact

    contact = find_contact(session.network, name)
    fields = _fields(session, given)
    renamed = _name(session, new_name) if new_name is not None else None
    if renamed is None and not clear and not fields.anything:
        raise UsageProblem("say what to change; “netui edit --help” lists what there is")
    edit_contact(session.network, contact, fields, session.now, name=renamed, clear=clear)
    _tell_of(session, contact, "changed")


def _name(session: Session, text: str) -> str:
    name = " ".join(session.typed(text).split())
    if not name:
        raise UsageProblem("a contact needs a name")
    return name


def _fields(session: Session, given: Mapping[str, Any]) -> Fields:
    """What the options say, cleaned of what no record may hold."""
    from netui.domain.written import read_birthday
    from netui.network.contacts import Fields
    from netui.network.lookup import find_contact

    def values(option: str) -> tuple[str, ...]:
        typed = (session.typed(value).strip() for value in given[option])
        return tuple(value for value in typed if value)

    if len(given["role"]) > max(1, len(given["org"])):
        raise UsageProblem("there are more roles than organisations")
    return Fields(
        organisations=values("org"),
        roles=tuple(session.typed(role).strip() for role in given["role"]),
        nicknames=values("nickname"),
        emails=values("email"),
        phones=values("phone"),
        tags=tuple(tag.removeprefix("#") for tag in values("tag")),
        needs=values("needs"),
        offers=values("offers"),
        circle=given["circle"],
        cadence=given["cadence"],
        birthday=read_birthday(given["birthday"]) if given["birthday"] is not None else None,
        introduced_by=tuple(
            find_contact(session.network, name) for name in given["introduced_by"] if not name.startswith("-")
        ),
        not_introduced_by=tuple(
            find_contact(session.network, name[1:]) for name in given["introduced_by"] if name.startswith("-")
        ),
        notes=values("note"),
        is_organisation=given["organisation"],
        far=given["far"],
        in_ledger=given["ledger"],
    )


@command("archive", short_help="Put a contact away.")
@name_argument()
@click.option("--off", is_flag=True, help="Take the contact out of the archive again.")
@pass_session
def archive(session: Session, name: str, off: bool) -> None:
    """Put a contact away: no reminders, and only listed when asked for. Nothing is lost."""
    from netui.network import answers
    from netui.network.lookup import find_contact

    contact = find_contact(session.network, name)
    _refuse_same(session, contact, "archived", wanted=not off)
    answers.archive(session.network, contact, archived=not off)
    _tell_of(session, contact, "no longer archived" if off else "archived")


@command("mute", short_help="Have no more reminders to reach out to a contact.")
@name_argument()
@click.option("--off", is_flag=True, help="Be reminded again.")
@pass_session
def mute(session: Session, name: str, off: bool) -> None:
    """Have no more reminders to reach out to a contact."""
    from netui.network import answers
    from netui.network.lookup import find_contact

    contact = find_contact(session.network, name)
    _refuse_same(session, contact, "muted", wanted=not off)
    answers.mute(session.network, contact, muted=not off)
    _tell_of(session, contact, "no longer muted" if off else "muted")


def _refuse_same(session: Session, contact: int, field: str, *, wanted: bool) -> None:
    known = session.network.contacts[contact]
    if getattr(known, field) == wanted:
        raise NetuiError(f"{known.name} is {field} already" if wanted else f"{known.name} is not {field}")


def _tell_of(session: Session, contact: int, word: str) -> None:
    from netui.cli.shapes import contact_shape

    known = session.network.contacts[contact]
    output.show(
        session.json,
        lambda: {"contact": contact_shape(session.network, contact, known)},
        lambda: [f"{word}: {known.name}"],
    )
