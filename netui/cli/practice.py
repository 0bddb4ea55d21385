"""The balance as text: balance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command, name_argument
from netui.errors import UsageProblem

if TYPE_CHECKING:
    from netui.domain.ledger import Balance
    from netui.network.evidence import Figure
    from netui.network.standing import Standing


@command("balance", only_looks=True, short_help="What was given and received.")
@name_argument(required=False)
@click.option(
    "--channels", "part", flag_value="channels", help="By channel; and with whom that is worth a thought."
)
@click.option("--open", "part", flag_value="open", help="What was asked or offered and has not happened.")
@click.option("--months", "part", flag_value="months", help="Twelve months of given and received.")
@click.option("--why", is_flag=True, help="What it rests on, also overall: each thing given or received.")
@pass_session
def balance(session: Session, name: str | None, part: str | None, why: bool) -> None:
    """What was given and received: overall, and with each person and organisation, or with one.

    With NAME also what that rests on; in JSON with --why.
    """
    if part is not None:
        _show_part(session, part, name, why=why)
        return
    from netui.cli.ledger import entry_shapes
    from netui.cli.shapes import balance_shape
    from netui.network.evidence import OVERALL, Figure
    from netui.network.listing import order_key

    standings = sorted(_wanted(session, name), key=order_key("balance"))
    figure = (
        Figure("contact", standings[0].id) if name is not None and standings else OVERALL if why else None
    )
    overall = session.picture.balance(session.now)
    people = [standing for standing in standings if standing.contact.kind == "person"]
    houses = [standing for standing in standings if standing.contact.kind == "organisation"]
    output.show(
        session.json,
        lambda: {
            "overall": balance_shape(overall),
            "contacts": [
                {"id": standing.id, "name": standing.name, "kind": standing.contact.kind, **_ledger(standing)}
                for standing in people
            ],
            "organisations": [
                {"id": standing.id, "name": standing.name, **_ledger(standing)} for standing in houses
            ],
            **({"rests_on": entry_shapes(session, figure)} if why and figure is not None else {}),
        },
        lambda: _balance_lines(session, overall, people, houses, figure),
    )


def _show_part(session: Session, part: str, name: str | None, *, why: bool) -> None:
    from netui.cli import ledger

    if name is not None or why:
        raise UsageProblem(f"--{part} is of all; netui balance NAME is of one")
    parts = {
        "channels": (ledger.channels_shape, ledger.channel_lines),
        "open": (ledger.open_shape, ledger.open_lines),
        "months": (ledger.months_shape, ledger.month_lines),
    }
    shape, lines = parts[part]
    output.show(session.json, lambda: shape(session), lambda: lines(session))


def _wanted(session: Session, name: str | None) -> list[Standing]:
    """Those in the ledger with whom anything was exchanged; or the one that was asked for."""
    from netui.network.lookup import find_contact

    standings = session.picture.standings
    if name is None:
        return [found for found in standings.values() if found.balance is not None and found.balance.entries]
    one = standings[find_contact(session.network, name)]
    if one.balance is None and not session.json:
        output.tell(f"{one.name} is taken out of the ledger")
    return [one] if one.balance is not None else []


def _ledger(standing: Standing) -> dict[str, Any]:
    from netui.cli.shapes import balance_shape

    assert standing.balance is not None
    return balance_shape(standing.balance)


def _balance_lines(
    session: Session, overall: Balance, people: list[Standing], houses: list[Standing], figure: Figure | None
) -> Iterator[str]:
    from netui.cli.layout import table
    from netui.cli.ledger import entry_lines

    rows = [("Overall", *balance_cells(overall))]
    for heading, standings in (("People", people), ("Organisations", houses)):
        if standings:
            rows += [("",) * len(rows[0]), (heading, *("",) * (len(rows[0]) - 1))]
            rows += [
                (f"  {standing.name}", *balance_cells(standing.balance))
                for standing in standings
                if standing.balance is not None
            ]
    yield from table(rows)
    yield from _left_out(session, figure)
    if figure is not None:
        yield ""
        yield from entry_lines(session, figure)


def _left_out(session: Session, figure: Figure | None) -> Iterator[str]:
    """Those who were taken out of the ledger, by name."""
    from netui.cli.layout import LINE_WIDTH, clip

    names = sorted(each.name for each in session.picture.standings.values() if each.balance is None)
    if names and (figure is None or figure.kind == "overall"):
        yield ""
        yield f"Left out of the ledger: {clip(', '.join(names), LINE_WIDTH)}"


def balance_cells(balance: Balance) -> tuple[str, ...]:
    """A balance in columns: how often given and received, the meter, the verdict and how sure it is."""
    low, high = balance.interval
    return (
        f"gave {balance.given_entries}",
        f"received {balance.received_entries}",
        meter(balance.mean, low, high) if balance.entries else "",
        f"{verdict(balance)}{_how_sure(balance)}",
    )


def _how_sure(balance: Balance) -> str:
    from netui.domain.ledger import percent_sure

    percent = percent_sure(balance)
    return f", {percent}% sure" if percent is not None else ""


def balance_words(balance: Balance) -> str:
    """A balance in one line."""
    return f"gave {balance.given_entries}, received {balance.received_entries}: {verdict(balance)}"


def verdict(balance: Balance) -> str:
    """The verdict in words."""
    from netui.domain.ledger import verdict_words

    return verdict_words(balance)


def meter(mean: float, low: float, high: float, width: int = 13) -> str:
    """The share of giving, 0 (all received) to 1 (all given): its mean, and the 80 % interval in brackets."""
    track = ["-"] * width
    first, middle, last = (round(share * (width - 1)) for share in (low, mean, high))
    track[width // 2] = "+"
    track[first : last + 1] = "=" * (last + 1 - first)
    track[first], track[last], track[middle] = "[", "]", "o"
    return f"take |{''.join(track)}| give"
