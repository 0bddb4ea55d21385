"""The statements of what netui is for, each shown on the demo network."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.ranking import REACHING_OUT
from netui.domain.records import RECORDS
from netui.network import Network
from netui.network.checking import problems
from netui.network.demo import FOLDER_PREFIX, demo_folder, load_demo
from netui.network.gatherings import shares_of
from netui.network.measures import measures_of
from netui.network.opportunities import newest_first, story_of
from netui.network.picture import Picture, compute
from netui.network.ways import ways_of
from tests.conftest import INSTANT, ZONE

DATA = Path(__file__).parents[2] / "data" / "demo.json"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    clock = Clock(ZONE, INSTANT)
    network = Network.open(load_demo(DATA, tmp_path_factory.mktemp("demo"), clock.now()), clock.instant)
    yield network
    network.close()


@pytest.fixture(scope="module")
def now(demo: Network) -> Now:
    return demo.now(Clock(ZONE, INSTANT).now)


@pytest.fixture(scope="module")
def picture(demo: Network, now: Now) -> Picture:
    return compute(demo, now)


def test_nothing_in_it_refers_to_what_is_not_there(demo: Network) -> None:
    assert list(problems(demo)) == []


def test_1_today_says_what_to_do(picture: Picture, now: Now) -> None:
    today = picture.today(now).reminders
    assert sum(row.reminder.kind in REACHING_OUT for row in today) == 3
    assert {"promise", "meeting", "date", "chosen", "event_follow_up", "cadence"} <= {
        row.reminder.kind for row in today
    }
    assert all(row.reminder.reason for row in today)


def test_every_kind_of_reminder_with_its_evidence(demo: Network, picture: Picture, now: Now) -> None:
    reminders = [each for row in picture.today(now).rows for each in (row.reminder, *row.behind)]
    kinds = {reminder.kind for reminder in reminders}
    assert kinds == {
        "promise", "meeting", "date", "chosen", "event_follow_up", "cadence", "owe", "expected", "meet",
        "thanks", "introduce", "goal", "routine", "reconnect", "begin",
    }  # fmt: skip
    known = {each for table in RECORDS for each in demo.store.table(table)}
    for reminder in reminders:
        assert reminder.evidence, reminder
        assert known.issuperset(reminder.evidence)


def test_2_goals_with_pace(picture: Picture, now: Now) -> None:
    assert {standing.state for _, _, standing in picture.running_goals(now)} == {"ahead", "behind"}


def test_5_opportunities_lead_back_to_people(demo: Network) -> None:
    stories = [story_of(demo, each) for each in newest_first(demo)]
    assert [[demo.contacts[step.contact].name for step in path] for path in stories[0].paths] == [
        ["Mary Somerville", "Laura Bassi"]
    ]


def test_7_the_active_share_is_what_counts(picture: Picture) -> None:
    measures = measures_of(picture)
    assert 0.4 < (measures.active_share or 0) < 1
    assert measures.only_names == 4
    assert measures.dormant == 1
    assert (measures.introductions_made, measures.introductions_met) == (1, 1)


def test_9_channels_are_looked_at(picture: Picture) -> None:
    told = {standing.marks[0].kind for standing in picture.standings.values() if standing.marks}
    assert {"asks_only", "one_sided_remote", "text_only", "remote_only"} <= told
    assert all(mark.fact and mark.advice for each in picture.standings.values() for mark in each.marks)


def test_10_events_are_one_small_piece(demo: Network, now: Now) -> None:
    shares = shares_of(demo, now.today)
    assert 0 < (shares.of_activity or 0) < 0.1
    assert (shares.met, shares.followed_up, shares.within_48_hours) == (5, 3, 1)


def test_11_every_estimate_shows_how_sure_it_is(picture: Picture) -> None:
    for standing in picture.standings.values():
        if standing.balance is not None:
            low, high = standing.balance.interval
            assert low < standing.balance.mean < high
    assert {"too_little", "owe", "unclear"} <= picture.verdicts().keys()


def test_there_are_ways_of_each_kind_to_give(demo: Network, picture: Picture, now: Now) -> None:
    assert {way.kind for way in ways_of(picture, demo, now)} == {"promise", "thanks", "owe", "introduce"}


def test_what_a_killed_session_left_is_removed_by_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    others = tmp_path / "others"
    for folder in (others, tmp_path / f"{FOLDER_PREFIX}left", tmp_path / "no-demo"):
        folder.mkdir()
        (folder / "network.json").write_text("{}")
    (tmp_path / f"{FOLDER_PREFIX}link").symlink_to(others)
    (tmp_path / f"{FOLDER_PREFIX}file").write_text("")
    with demo_folder() as lives:
        assert not (tmp_path / f"{FOLDER_PREFIX}left").exists()
        with demo_folder() as second:
            assert lives.is_dir()
            assert second.is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["others", "no-demo", f"{FOLDER_PREFIX}link", f"{FOLDER_PREFIX}file"]
    )
    assert (others / "network.json").exists()


def test_a_folder_taken_for_left_behind_while_it_is_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made: list[str] = []
    mkdtemp = tempfile.mkdtemp

    def swept(prefix: str) -> str:
        folder = mkdtemp(prefix=prefix)
        if not made:
            Path(folder).rmdir()
        made.append(folder)
        return folder

    monkeypatch.setattr("tempfile.mkdtemp", swept)
    with demo_folder() as folder:
        assert [str(folder)] == made[1:]
        assert folder.is_dir()
