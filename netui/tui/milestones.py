"""Milestones, told in passing in the session in which they are passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netui.domain.milestones import Reached, to_tell
from netui.network import milestones

if TYPE_CHECKING:
    from netui.tui.app import NetuiApp

TOLD_AT_ONCE = 2
"""Milestones that are told at once at most (choice)."""


class MilestonesTold:
    """Tells of the milestones that the network of ``app`` passes from now on; not of those passed before."""

    def __init__(self, app: NetuiApp) -> None:
        self._app = app
        self._passed = self._passed_now()

    def tell_new(self) -> None:
        """Say beside what else was just said which milestone the changes of this session have passed."""
        app = self._app
        passed = self._passed_now()
        told = to_tell(passed - self._passed)
        self._passed |= passed  # taken back and done again, it is not news
        if told:
            said = [notification.message for notification in app._notifications]
            app.tell("; ".join((*said, *(each.words for each in told[:TOLD_AT_ONCE]))), long=True)

    def _passed_now(self) -> frozenset[Reached]:
        return frozenset(milestones.passed(self._app.network, self._app.picture, self._app.now()))
