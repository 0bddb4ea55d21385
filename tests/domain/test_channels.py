"""The marks that channels leave on a relationship (rules.md, section 5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.channels import FACE_TO_FACE, LABELS, LIVE, RICHNESS, Mark, marks_of
from netui.domain.ledger import Balance, Verdict
from netui.domain.records import Channel, Direction, Exchange, Interaction, Owner, Purpose

TODAY = date(2026, 11, 23)


def interaction(
    ago: int,
    channel: Channel | None = "message",
    *,
    purpose: Purpose = "relationship",
    started: Owner | None = None,
    exchange: Direction | None = None,
) -> Interaction:
    day = TODAY - timedelta(days=ago)
    return Interaction(
        text="a talk",
        day=day,
        logged_at=datetime(2026, 11, 23, tzinfo=UTC),
        logged_on=day,
        zone="UTC",
        took_part=(1,),
        channel=channel,
        purpose=purpose,
        started=started,
        exchanges=(Exchange(direction=exchange, kind="advice", contacts=(1,)),) if exchange else (),
    )


def kinds(interactions: list[Interaction], balance: Balance | None = None, *, far: bool = False) -> list[str]:
    return [mark.kind for mark in marks(*interactions, balance=balance, far=far)]


def marks(*interactions: Interaction, balance: Balance | None = None, far: bool = False) -> tuple[Mark, ...]:
    """The marks of these, in whatever order they are given."""
    return marks_of(sorted(interactions, key=lambda record: record.day), balance, TODAY, far=far)


def balance(verdict: Verdict, gave: float = 1.0) -> Balance:
    return Balance(gave, 5.0, 6, 6.0, verdict)


def test_the_order_of_richness() -> None:
    ordered = sorted(RICHNESS, key=lambda channel: -RICHNESS[channel])
    assert ordered[:2] == ["in_person", "event"]
    assert set(ordered[2:4]) == {"video", "phone"}
    assert RICHNESS["video"] == RICHNESS["phone"]
    assert ordered[4:] == ["message", "social"]
    assert FACE_TO_FACE < LIVE < set(RICHNESS)


def test_below_five_of_known_channel_nothing_is_said() -> None:
    known = [interaction(ago) for ago in range(4)]
    assert kinds(known) == []
    assert kinds([*known, interaction(5, None)]) == []
    assert kinds([*known, interaction(5)]) == ["text_only", "remote_only"]


def test_text_only_is_nothing_live_in_180_days() -> None:
    messages = [interaction(ago) for ago in range(5)]
    assert kinds([*messages, interaction(180, "phone")]) == ["text_only", "remote_only"]
    assert kinds([*messages, interaction(179, "phone")]) == ["remote_only"]
    assert kinds([*messages, interaction(200, "in_person")]) == ["text_only"]


def test_remote_only_is_nothing_face_to_face_in_365_days() -> None:
    calls = [interaction(ago, "video") for ago in range(5)]
    assert kinds(calls) == ["remote_only"]
    assert kinds([*calls, interaction(365, "in_person")]) == ["remote_only"]
    assert kinds([*calls, interaction(364, "in_person")]) == []
    assert kinds([*calls, interaction(300, "event")]) == []


def test_who_has_gone_quiet_since_meeting_is_not_remote() -> None:
    assert kinds([interaction(ago, "in_person") for ago in range(400, 410)]) == []


def test_text_of_long_ago_is_still_only_text() -> None:
    assert kinds([interaction(ago) for ago in range(400, 410)]) == ["text_only", "remote_only"]


@pytest.mark.parametrize("verdict", ["owe", "mostly_giving"])
def test_remote_and_one_sided_by_the_ledger(verdict: Verdict) -> None:
    calls = [interaction(ago, "phone") for ago in range(5)]
    assert kinds(calls, balance(verdict)) == ["one_sided_remote", "remote_only"]
    assert kinds(calls, balance("balanced")) == ["remote_only"]
    assert kinds([*calls, interaction(3, "in_person")], balance(verdict)) == []


@pytest.mark.parametrize("owner", ["me", "them"])
def test_remote_and_one_sided_by_who_begins(owner: Owner) -> None:
    calls = [interaction(ago, "phone", started=owner) for ago in range(5)]
    assert kinds(calls) == ["one_sided_remote", "remote_only"]
    both = [*calls[:3], *(interaction(ago, "phone", started="both") for ago in range(3))]
    assert kinds(both) == ["remote_only"]


def asks(number: int, others: int) -> list[Interaction]:
    asked = [interaction(ago, "in_person", purpose="ask") for ago in range(number)]
    return asked + [interaction(ago, "in_person") for ago in range(others)]


def test_asks_only_is_three_quarters_asked_and_nothing_given() -> None:
    assert kinds(asks(6, 2)) == ["asks_only"]
    assert kinds(asks(5, 2)) == []
    assert kinds([interaction(ago, "in_person", purpose="sale") for ago in range(5)]) == ["asks_only"]
    assert kinds(asks(6, 2), balance("unclear", gave=0.0)) == ["asks_only"]
    assert kinds(asks(6, 2), balance("unclear", gave=0.1)) == []
    assert kinds([*asks(6, 1), interaction(1, "in_person", exchange="given")]) == []


def test_asks_of_more_than_180_days_ago_say_nothing() -> None:
    old = [interaction(ago, "in_person", purpose="ask") for ago in range(180, 190)]
    assert kinds(old) == []


def events(*agos: int) -> list[Interaction]:
    return [interaction(ago, "event") for ago in agos]


def test_events_only_is_mostly_events_and_few_followed_up() -> None:
    assert kinds(events(10, 20, 30, 40, 50)) == ["events_only"]
    followed = [interaction(ago - 7, "message") for ago in (20, 30, 40)]
    assert kinds(events(10, 20, 30, 40, 50) + followed) == []
    too_late = [interaction(ago - 8, "phone") for ago in (20, 40, 60)]
    assert kinds(events(20, 40, 60, 80, 85) + too_late) == ["events_only"]


def test_events_are_a_share_of_the_last_90_days() -> None:
    assert kinds(events(95, 100, 105, 110, 115)) == []
    calls = [interaction(ago, "phone") for ago in (60, 61, 62, 63)]
    assert kinds(events(10, 20, 30, 40, 50) + calls) == []


def test_an_event_that_may_still_be_followed_up_says_nothing() -> None:
    assert kinds(events(1, 2, 3, 4, 5)) == []


def test_the_evidence_is_a_sentence_with_a_suggestion() -> None:
    calls = [interaction(ago, "phone") for ago in range(5)]
    (remote,) = marks(*calls, interaction(400, "in_person"))
    assert remote.evidence == "not met in 400 days, 5 interactions since: a meeting would do it good"
    (remote,) = marks(*calls)
    assert remote.evidence == "5 interactions, never met: a meeting would do it good"
    text, *_ = marks(*(interaction(ago) for ago in range(5)))
    assert text.evidence == ("5 interactions, never spoken: a meeting would do it good, or at least a call")
    lopsided, _ = marks(*calls, balance=balance("owe"))
    assert (
        lopsided.evidence == "5 interactions, never met, more received than given: a meeting would do it good"
    )
    assert lopsided.label == "one-sided and remote"


def test_who_is_far_away_is_to_be_talked_to() -> None:
    messages = [interaction(ago) for ago in range(5)]
    assert all("call" in mark.evidence for mark in marks(*messages, far=True))
    assert not any("meeting" in mark.evidence for mark in marks(*messages, far=True))


@given(
    st.lists(
        st.tuples(
            st.integers(0, 500),
            st.sampled_from([*RICHNESS, None]),
            st.sampled_from(["relationship", "ask", "sale"]),
            st.sampled_from(["me", "them", "both", None]),
        ),
        max_size=25,
    )
)
def test_marks_are_in_order_and_say_what_the_rules_say(
    rows: list[tuple[int, Channel | None, Purpose, Owner | None]],
) -> None:
    records = [interaction(ago, channel, purpose=purpose, started=who) for ago, channel, purpose, who in rows]
    told = marks(*records)
    places = [list(LABELS).index(mark.kind) for mark in told]
    assert places == sorted(set(places))
    found = {mark.kind for mark in told}
    assert "one_sided_remote" not in found or "remote_only" in found
    # Read off the rules, row by row.
    known = [row for row in rows if row[1] is not None]
    live = [ago for ago, channel, *_ in known if channel in LIVE]
    met = [ago for ago, channel, *_ in known if channel in FACE_TO_FACE]
    enough = len(known) >= 5
    assert ("text_only" in found) == (enough and quiet_since(live, known, 180))
    assert ("remote_only" in found) == (enough and quiet_since(met, known, 365))
    recent = [purpose for ago, _, purpose, _ in rows if ago < 180]
    asks = sum(purpose != "relationship" for purpose in recent)
    assert ("asks_only" in found) == (enough and asks > 0 and 4 * asks >= 3 * len(recent))


def quiet_since(
    agos: list[int], known: list[tuple[int, Channel | None, Purpose, Owner | None]], days: int
) -> bool:
    """Nothing of a kind for so long, though something else came since."""
    last = min(agos, default=None)
    return last is None or (last >= days and any(ago < last for ago, *_ in known))
