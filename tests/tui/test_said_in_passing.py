"""What is said in passing: over the title line, where it covers no row that one is reading."""

from __future__ import annotations

import pytest

from netui.clock import Clock
from netui.config import Config
from netui.domain.days import Now
from netui.network import Network
from netui.tui.app import NetuiApp
from tests.conftest import log_line
from tests.tui.conftest import seen, settled, told


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("screen", ["1", "2", "3", "4", "5"])
async def test_what_is_said_covers_the_title_line_alone(
    network: Network, now: Now, clock: Clock, screen: str, size: tuple[int, int]
) -> None:
    log_line(network, '40 days ago: coffee with @"Ada Lovelace", got advice', now)
    app = NetuiApp(network, clock, Config())
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(app, pilot)
        await pilot.press(screen)
        await settled(app, pilot)
        before = seen(app).splitlines()
        for number in range(4):  # one after the other, none below the one before
            app.tell(f"said the {number}th time, and a little longer than most of what is said")
            await settled(app, pilot)
            after = seen(app).splitlines()
            assert f"said the {number}th time" in after[0]
            assert after[1:] == before[1:]


async def test_what_was_undone_says_how_it_is_done_again(network: Network, now: Now, clock: Clock) -> None:
    log_line(network, f'coffee with @"Ada Lovelace" {"and on " * 20}', now)
    app = NetuiApp(network, clock, Config())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(app, pilot)
        await pilot.press("u")
        await settled(app, pilot)
        (said,) = told(app)
        assert said.startswith("undone: log: coffee with")
        assert said.endswith("; ctrl+r does it again")
        assert said in seen(app).splitlines()[0]
        await pilot.press("ctrl+r")
        await settled(app, pilot)
        (said,) = told(app)
        assert said.startswith("done again: log: coffee with")
        assert said.endswith("; u takes it back")
    assert len(network.interactions) == 1
