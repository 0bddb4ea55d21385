"""Texts as they stand beside a contact's name."""

from __future__ import annotations

import pytest

from netui.domain.days import Now
from netui.network import Network
from netui.network.shown import spoken_of
from tests.conftest import log_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("coffee with Ada Lovelace, the grant", "coffee, the grant"),
        ("yesterday: coffee with Ada: the grant", "coffee: the grant"),
        ('lunch with @"Ada Lovelace"', "lunch"),
        ("coffee with Ada and Emmy, the grant", "coffee with Ada and Emmy, the grant"),
        ("emailed Ada about the grant", "emailed Ada about the grant"),
        ("call with Emmy, met Ada after", "call with Emmy, met Ada after"),
        ("sat with Ada's sister and Ada", "sat with Ada's sister and Ada"),
    ],
)
def test_what_was_spoken_of_leaves_the_name_out(network: Network, now: Now, text: str, shown: str) -> None:
    ada, _ = log_line(network, 'met @"Ada Lovelace" and @"Emmy Noether"', now).contacts
    saved = log_line(network, text, now)
    assert saved.interaction is not None
    assert spoken_of(network, network.interactions[saved.interaction], ada) == shown


def test_whoever_is_called_otherwise_now_is_left_out_too(network: Network, now: Now) -> None:
    saved = log_line(network, 'coffee with @"Ada Byron", the grant', now)
    (ada,) = saved.contacts
    with network.change("married") as change:
        change.update("contacts", ada, name="Ada [/] (King)")
    assert saved.interaction is not None
    assert spoken_of(network, network.interactions[saved.interaction], ada) == "coffee, the grant"
