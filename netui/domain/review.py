"""The weekly review: five steps, each of which can be skipped, taken up again where it was left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from netui.domain.days import week_of, when_words
from netui.domain.facts import ContactFacts
from netui.domain.ranking import Reminder
from netui.domain.reaching import reach
from netui.domain.records import Review, ReviewStep

STEPS: tuple[ReviewStep, ...] = ("unlogged", "promises", "next", "balance", "moment")
"""In their order; it ends on the good moment."""

STEP_WORDS: dict[ReviewStep, str] = {
    "unlogged": "What went unlogged",
    "promises": "Promises",
    "next": "Who next week",
    "balance": "The balance",
    "moment": "One good moment",
}

MOST_NEXT = 3
"""Contacts named for the next week at most."""

LOOKS_BACK_FOR = 3
"""Days of a new week on which a review still looks back on the week before (choice)."""

_WEEK = 7


def reviewed_week(today: date, week_start: int = 1) -> date:
    """The first day of the week that a review begun today looks back on.

    In the first three days of a week that is the week before, so that a review on Monday is no empty one.
    """
    week = week_of(today, week_start)
    return week - timedelta(days=_WEEK) if (today - week).days < LOOKS_BACK_FOR else week


def next_week(review: Review) -> tuple[date, date]:
    """The first and the last day of the week for which the review named contacts."""
    return review.week + timedelta(days=_WEEK), review.week + timedelta(days=2 * _WEEK - 1)


def step_of(review: Review | None) -> ReviewStep | None:
    """The step that comes next; None when all are behind one."""
    taken = review.taken if review is not None else ()
    return next((step for step in STEPS if step not in taken), None)


def with_step(review: Review, step: ReviewStep, today: date, *, skipped: bool = False) -> Review:
    """The review with a step behind it; finished with the last one. A skipped step can be taken later."""
    taken = tuple(each for each in STEPS if each == step or each in review.taken)
    passed_over = tuple(
        each for each in STEPS if (each in review.skipped and each != step) or (skipped and each == step)
    )
    finished = review.finished or (today if len(taken) == len(STEPS) else None)
    return msgspec.structs.replace(review, taken=taken, skipped=passed_over, finished=finished)


def chosen_for(reviews: Mapping[int, Review], today: date) -> dict[int, int]:
    """The contacts named for the week of ``today``, each with the review that named it."""
    found: dict[int, int] = {}
    for review_id, review in reviews.items():
        first, last = next_week(review)
        if first <= today <= last:
            found.update(dict.fromkeys(review.next[:MOST_NEXT], review_id))
    return found


def chosen_reminder(facts: ContactFacts, review_id: int, review: Review, today: date) -> Reminder | None:
    """Somebody named for this week, until there was a word in it."""
    first, _ = next_week(review)
    last = facts.touch.last_contact
    if facts.contact.archived or facts.contact.muted or (last is not None and last >= first):
        return None
    spoke = f"; last spoke {when_words(last, today)}" if last is not None else ""
    return reach(
        facts,
        "chosen",
        first,
        first,
        f"you named them for this week{spoke}",
        (review_id, *facts.last_contact_ids),
        today,
    )
