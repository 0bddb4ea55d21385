"""The numbers that the page about the rules names are those of the code."""

from __future__ import annotations

import pytest

from netui.domain import (
    cadence,
    channels,
    days,
    events,
    goals,
    introductions,
    ledger,
    ranking,
    reminders,
    requests,
    routine,
    strength,
    suggestions,
)
from netui.domain.reaching import THANKS_AFTER
from netui.network.answers import SNOOZES_BEFORE_OFFER
from netui.network.known import WORTH_THANKS
from netui.papers import page

ORDINALS = {3: "third", 4: "fourth"}
WORDS = {2: "two", 3: "three", 4: "four", 6: "six"}

PHRASES = (
    f"Until {days.DEFAULT_ROLLOVER_HOUR:02}:00 it is still yesterday",
    f"(`routine`, {routine.DEFAULT_ROUTINE} unless set;",
    f"logged at most {routine.COUNTED_WITHIN} days later",
    f"all logged {WORDS[routine.LATE_AFTER]} days later or more is drawn hollow",
    f"every {ORDINALS[routine.SPARE_EVERY]} met week of the running streak, "
    f"{WORDS[routine.SPARE_MOST]} are held at most",
    f"at half after {strength.SMOOTHING} days, one of 3 days a week after 20",
    f"said from {routine.BURSTS_LEAST_WEEKS} weeks of records on",
    f"once the year has {routine.QUARTILES_FROM} active days",
    f"median of the last {cadence.GAPS_LOOKED_AT} gaps between contact days, where there are "
    f"{cadence.GAPS_NEEDED} and within {cadence.INFERRED_FROM} to {cadence.INFERRED_TO}",
    ", ".join(f"{circle} {number}" for circle, number in cadence.CIRCLE_CADENCES.items()),
    f"else {cadence.DEFAULT_CADENCE}.",
    f"soon from {cadence.SOON}, due from {cadence.DUE:.0f}, overdue from {cadence.OVERDUE}, resting from "
    f"{cadence.RESTING:.0f}",
    f"{WORDS[suggestions.BEGIN_A_WEEK]} a week are suggested to begin with",
    f"less than {ledger.LEAST_WEIGHT:.0f} in all, or less than {ledger.LEAST_FRESH_WEIGHT:.0f} after fading",
    f"the share is below {ledger.OWING_BELOW}, and {ledger.OWING_WEIGHT:.0f} or more is logged",
    f"the share is above {ledger.GIVING_ABOVE}, and {ledger.GIVING_WEIGHT:.0f} or more is logged",
    f"the brackets lie within {ledger.BALANCED_FROM} and {ledger.BALANCED_TO:.2f}",
    f"below {ledger.LEANS_TO_RECEIVING_BELOW}, above {ledger.LEANS_TO_GIVING_ABOVE:.2f}",
    f"below {ledger.LEAST_INITIATIONS} such lines nothing is said",
    f"from {channels.LEAST_INTERACTIONS} interactions of known channel on",
    f"in {channels.ASKS_DAYS} days were asks or sales",
    f"by video or phone in {channels.TEXT_ONLY_DAYS} days",
    f"nothing in person or at an event in {channels.REMOTE_ONLY_DAYS} days",
    f"{100 * channels.EVENTS_SHARE:.0f} % or more at events in {channels.EVENTS_DAYS} days, and under half "
    f"followed up within {channels.FOLLOWED_UP_WITHIN} days",
    f"stand on Today, {ranking.CAPACITY} unless set",
    f"After the {ORDINALS[SNOOZES_BEFORE_OFFER]} snooze in a row",
    f"{reminders.PROMISE_AHEAD} days before its day; without a day, "
    f"{reminders.WITHOUT_A_DAY} days after it was made",
    f"{reminders.DATE_AHEAD} days before to {reminders.DATE_AFTER} days after",
    f"after {ranking.EVENT_LATE_AFTER} days it ranks last",
    f"what they promised, {reminders.EXPECTED_AFTER} days past its day",
    f"something of weight {WORTH_THANKS} or 3 received, and neither thanks nor a give since, from the "
    f"{THANKS_AFTER}rd day",
    f"below 0 behind, over {goals.AHEAD_FROM:.0f} ahead",
    f"easier in {goals.EASIER_AFTER} days",
    f"back to you, {WORDS[introductions.DEPTH]} steps at most",
    f"with urgency up to {suggestions.ACTIVE_UP_TO}",
)


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_number_of_the_page_is_that_of_the_code(phrase: str) -> None:
    assert phrase in " ".join(page("rules").replace("**", "").split())


def test_the_words_that_hold_numbers_too() -> None:
    """Half with each year, four times in five, three quarters, three years, and 90 days."""
    assert ledger.HALF_LIFE == 365
    assert ledger.SURE == 0.8
    assert channels.ASKS_SHARE == 0.75
    assert suggestions.DORMANT_DAYS == 3 * 365
    assert suggestions.MEET_EVERY_WEEKS * 7 >= 90
    assert (events.SHARES_DAYS, requests.OPEN_FOR) == (90, 365)


@pytest.mark.parametrize(
    "source",
    [
        "Loop Habit Tracker",
        "FSRS",
        "Levin, Walter & Murnighan",
        "Jøsang & Ismail (2002)",
        "Daft & Lengel (1986)",
    ],
)
def test_each_source_is_named(source: str) -> None:
    assert source in " ".join(page("rules").split())
