"""Links as they are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.network.links import readable


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://www.linkedin.com/in/zo%C3%AB-m%C3%BCller", "https://www.linkedin.com/in/zoë-müller"),
        ("https://example.org/%e6%97%a5%E6%9C%AC?q=a%20b%2Fc", "https://example.org/日本?q=a%20b%2Fc"),
        ("https://example.org/%C3", "https://example.org/%C3"),
        ("https://example.org/100%", "https://example.org/100%"),
        ("https://example.org/%E2%80%AE%C3%A9%1B%5D", "https://example.org/%E2%80%AEé%1B%5D"),
        ("https://example.org/%C2%A0%C2%9B", "https://example.org/%C2%A0%C2%9B"),
    ],
)
def test_letters_are_shown_and_nothing_else(url: str, read: str) -> None:
    assert readable(url) == read


@given(st.text())
def test_what_is_not_encoded_stays(text: str) -> None:
    url = text.replace("%", "")
    assert readable(url) == url
