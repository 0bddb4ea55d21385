"""Keys that come all at once, the half-typed line, leaving by oneself, and what is shut."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual import events
from textual.keys import Keys

from netui.clock import Clock
from netui.config import Config
from netui.network import Network
from netui.tui.app import NetuiApp
from netui.unfinished import Unfinished
from tests.tui.conftest import Driven, on, seen, settled

Start = Callable[..., AbstractAsyncContextManager[Driven]]


def burst(app: NetuiApp, text: str) -> None:
    """Keys that arrive in one piece, as over a slow link; a line break is enter."""
    for letter in text:
        if letter == "\n":
            app.post_message(events.Key(Keys.Enter.value, "\r"))
        else:
            app.post_message(events.Key(" " if letter == " " else letter, letter))


def files(folder: Path) -> set[Path]:
    """Every file in a folder."""
    return {path for path in folder.rglob("*") if path.is_file()}


def told(app: NetuiApp) -> str:
    """What was said in passing."""
    return "\n".join(notice.message for notice in app._notifications)


def lines(app: NetuiApp) -> list[str]:
    """What was logged."""
    return [record.text for record in app.network.interactions.values()]


async def test_keys_typed_while_the_bar_opens_arrive_in_it(start: Start) -> None:
    async with start() as (app, pilot):
        for number in range(2):  # the bar is made the first time, and only shown the next
            burst(app, f"lwrote a word {number}\n")
            await settled(app, pilot)
        assert lines(app) == ["wrote a word 0", "wrote a word 1"]


async def test_enter_waits_for_the_letters_before_it(start: Start) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await pilot.pause()
        burst(app, "lunch with nobody at all\n")
        await settled(app, pilot)
        assert lines(app) == ["lunch with nobody at all"]


async def test_keys_typed_while_the_filter_opens_arrive_in_it(
    start: Start, log: Callable[[str], object]
) -> None:
    log('coffee with @"Ada Lovelace" and @"Grace Hopper"')
    async with start() as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        app.post_message(events.Key("slash", "/"))
        burst(app, "grace")
        await settled(app, pilot)
        assert "Grace Hopper" in seen(app)
        assert "Ada Lovelace" not in seen(app)


async def test_keys_typed_while_a_form_opens_arrive_in_it(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        burst(app, "2nHedy Lamarr\n")
        await settled(app, pilot)
        assert [contact.name for contact in network.contacts.values()] == ["Hedy Lamarr"]


async def test_keys_typed_ahead_of_several_screens_each_arrive_where_they_were_meant(
    start: Start, log: Callable[[str], object]
) -> None:
    log('coffee with @"Ada Lovelace"')
    async with start() as (app, pilot):
        burst(app, "lfirst\nlsecond\nu4ltea\n")
        await settled(app, pilot)
        assert lines(app) == ['coffee with @"Ada Lovelace"', "first", "tea"]
        assert on(app) == "StreakScreen"


async def test_a_first_line_typed_before_the_questions_come_is_taken_whole(
    network: Network, clock: Clock
) -> None:
    app = NetuiApp(network, clock, Config(), welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        burst(app, "lunch")
        await settled(app, pilot)
        assert app.typing == ("unch", ())
        assert on(app) == "TodayScreen"


async def test_a_widget_that_never_answers_holds_the_keys_up_only_so_long(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netui.tui.keys_in_turn.WAITED", 0.01)
    async with start() as (app, pilot):
        await pilot.press("l")
        await settled(app, pilot)
        assert app.focused is not None
        call_later = app.focused.call_later

        def never_for_keys(callback: Callable[..., object], *arguments: object) -> bool:
            return callback.__name__ == "_follow" or call_later(callback, *arguments)

        monkeypatch.setattr(app.focused, "call_later", never_for_keys)
        burst(app, "tea")
        await settled(app, pilot)
        assert app.typing == ("tea", ())


async def test_the_half_typed_line_is_kept_as_it_is_typed(
    network: Network, clock: Clock, tmp_path: Path
) -> None:
    for text in ("", "met Ada "):
        app = NetuiApp(network, clock, Config(), kept=Unfinished(tmp_path, network.store.path))
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(app, pilot)
            assert ("l brings back" in told(app)) == bool(text)
            await pilot.press("l")
            await pilot.pause()
            assert app.typing == ((text, ()) if text else None)
            burst(app, "met Ada ")
            await settled(app, pilot)
            assert app.typing is not None
            assert app.typing[0] == text + "met Ada "
            app.keep_unfinished()
            (kept,) = (path for path in files(tmp_path) if path.name.startswith("unfinished-"))
            assert f'"{text}met Ada "' in kept.read_text()
            await pilot.press("escape")
            await pilot.pause()
            kept_typing: object = app.typing
            assert kept_typing is None
            assert app.unfinished == text + "met Ada "
        assert app._kept is not None
        app._kept.close()


async def test_what_the_bar_was_opened_with_is_nothing_half_typed(
    start: Start, log: Callable[[str], object]
) -> None:
    log('coffee with @"Ada Lovelace"')
    async with start() as (app, pilot):
        await pilot.press("2", "l")
        await settled(app, pilot)
        assert "Ada Lovelace" in seen(app)
        assert app.typing is None


@pytest.mark.parametrize(
    ("restricted", "minutes", "leaves"),
    [(True, None, True), (True, 0, False), (False, None, False), (False, 30, True)],
)
async def test_it_is_left_where_nobody_touches_it(
    network: Network, clock: Clock, restricted: bool, minutes: int | None, leaves: bool
) -> None:
    app = NetuiApp(network, clock, Config(idle_minutes=minutes), restricted=restricted)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        app._last_key -= 30 * 60 - 60
        app.leave_when_idle()
        assert not app._exit
        app._last_key -= 60
        await pilot.press("j")
        app.leave_when_idle()
        assert not app._exit
        app._last_key -= 30 * 60
        app.leave_when_idle()
        assert app._exit is leaves


@pytest.mark.parametrize("restricted", [True, False])
async def test_what_textual_could_do_is_shut(
    network: Network, clock: Clock, restricted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda *_: pytest.fail("a browser was opened"))
    monkeypatch.setattr("os.kill", lambda *_: pytest.fail("netui was suspended"))
    monkeypatch.setattr("netui.tui.lifecycle.a_shell_waits", lambda: restricted)
    before = files(tmp_path)
    app = NetuiApp(network, clock, Config(), restricted=restricted)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        offered = {command.title for command in app.get_system_commands(app.screen)}
        assert not {title for title in offered if "screenshot" in title.casefold()}
        for action in ("app.screenshot", "app.screenshot('x.svg', '.')"):
            await app.run_action(action)
        app.open_url("file:///etc/passwd")
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert "there is no shell here" in told(app)
        if restricted:
            await app.run_action("app.suspend_process")
    assert files(tmp_path) == before
