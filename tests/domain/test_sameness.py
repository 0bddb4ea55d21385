"""What somebody can be known by, and how near two names are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.sameness import (
    contradict,
    different_profiles,
    email_key,
    name_parts,
    nearness,
    neighbourhoods,
    phone_key,
    profile_key,
    same_phone,
    token,
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+44 20 7946 0000", "0044 (20) 7946-0000", True),
        ("+44 20 7946 0000", "020 7946 0000", True),
        ("+44 (0)20 7946 0000", "+442079460000", True),
        ("(555) 123-4567", "+1 555 123 4567", True),
        ("\u202a+41 44 123 45 67\u202c", "+41441234567", True),
        ("+41 44 123 45 67 ext. 12", "+41 44 123 45 67", True),
        ("٠٢٠ ٧٩٤٦ ٠٠٠٠", "020 7946 0000", True),
        ("+44 20 7946 0000", "+45 20 7946 0000", False),
        ("020 7946 0000", "020 7946 0001", False),
        ("123", "123", False),
        ("", "", False),
        ("call me", "call me", False),
        ("1234567", "+441234567", True),
        ("1234567", "+49301234567", False),
    ],
)
def test_phones(one: str, other: str, same: bool) -> None:
    assert same_phone(phone_key(one), phone_key(other)) is same
    assert same_phone(phone_key(other), phone_key(one)) is same


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.linkedin.com/in/ada-example", "linkedin.com/in/ada-example"),
        ("http://uk.linkedin.com/in/Ada-Example/?trk=x#top", "linkedin.com/in/ada-example"),
        ("linkedin.com/in/m%C3%A1ria-example", "linkedin.com/in/mária-example"),
        ("https://www.linkedin.com/company/acme", ""),
        ("https://github.com/ada", "github.com/ada"),
        ("https://github.com/ada/engine", ""),
        ("https://x.com/ada", "twitter.com/ada"),
        ("https://acme.example", ""),
        ("https://evil.linkedin.com.example.org/in/ada", ""),
        ("", ""),
    ],
)
def test_profiles(url: str, key: str) -> None:
    assert profile_key(url) == key


def test_emails() -> None:
    assert email_key(" Ada@Example.ORG ") == email_key("mailto:ada@example.org") == "ada@example.org"
    assert email_key("nobody") == email_key("@") == ""


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Grace Hopper", "grace  HOPPER", 1.0),
        ("Zoë Müller", "Zoe Muller", 1.0),
        ("Hopper, Grace", "Grace Hopper", 1.0),
        ("Dr. Grace Hopper PhD", "Grace Hopper", 1.0),
        ("Hopper Grace", "Grace Hopper", 0.97),
        ("Grace Brewster Hopper", "Grace Hopper", 0.92),
        ("Grace B. Hopper", "Grace Brewster Hopper", 0.88),
        ("G. Hopper", "Grace Hopper", 0.88),
        ("Hopper G", "Grace Hopper", 0.88),
        ("Grace Hoper", "Grace Hopper", 0.85),
        ("Jonh Turing", "John Turing", 0.85),
        ("Grace Hopper", "Grace Kelly", 0.0),
        ("Ann Lee", "Ann Leo", 0.0),
        ("Grace A. Hopper", "Grace B. Hopper", 0.0),
        ("Ada", "Ida", 0.0),
        ("J. S. Bach", "C. P. E. Bach", 0.0),
        ("山田 太郎", "山田 太郎", 1.0),
    ],
)
def test_near_names(one: str, other: str, score: float) -> None:
    first, second = name_parts(one), name_parts(other)
    assert nearness(first, second) == nearness(second, first) == score
    if score:
        assert dict(neighbourhoods(first)).keys() & dict(neighbourhoods(second)).keys()


@given(st.text(), st.text())
def test_any_two_names_can_be_compared(one: str, other: str) -> None:
    first, second = name_parts(one), name_parts(other)
    assert nearness(first, second) == nearness(second, first)
    assert nearness(first, first) == 1.0
    assert list(neighbourhoods(first))
    phone_key(one)
    profile_key(one)


def test_a_family_shares_a_phone_and_is_two() -> None:
    anna: tuple[list[str], ...] = (["anna@example.org"], ["+44123456789"], [])
    bert: tuple[list[str], ...] = (["bert@example.org"], ["+44123456789"], [])
    smith = ("anna", "smith")
    assert contradict(anna, bert, ([smith], [("bert", "jones")]))
    assert not contradict(anna, bert, ([smith], [("bert", "smith")]))
    assert contradict(anna, bert, ([smith], [("bert", "smith")]), by_phone=True)
    near = [("a", "smith"), ("smith",), ("anna",), ("smith", "anna"), ("anna", "jones"), ("anne", "smith")]
    for one in near:
        assert not contradict(anna, bert, ([smith], [one]), by_phone=True), one
    assert not contradict(anna, bert, ([smith], [("bert", "smith"), ("anna",)]), by_phone=True)
    assert not contradict(anna, ([], ["+44123456789"], []), ([smith], [("mum",)]))
    # The phone that they share does not tell them apart, with its country or without.
    assert not contradict(anna, ([], ["123456789"], []), ([smith], [("mum",)]))
    assert contradict(anna, (["x@example.org"], ["123456789"], []), ([smith], [("mum",)]))


def test_two_profiles_on_one_site_are_two_people() -> None:
    assert different_profiles(["linkedin.com/in/a"], ["linkedin.com/in/b"])
    assert not different_profiles(["linkedin.com/in/a"], ["github.com/b"])
    assert not different_profiles(["linkedin.com/in/a", "linkedin.com/in/b"], ["linkedin.com/in/b"])


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_a_token_is_a_number_that_json_keeps(parts: list[str]) -> None:
    assert 0 <= token(*parts) < 1 << 53
    assert token(*parts) == token(*parts)
    assert token(*parts) != token(*parts, "")
