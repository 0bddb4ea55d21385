"""What a command works with: the options that are the same everywhere, the clock, the network."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import click
import msgspec

from netui.errors import DocumentError, LockedError, UsageProblem

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from netui.clock import Clock
    from netui.config import Config, Read
    from netui.domain.days import Now
    from netui.domain.line.reading import Form, Reading
    from netui.network import Network
    from netui.network.picture import Picture

YEARS = range(1900, 9000)
"""Years that ``--now`` may lie in: what the rules look back and ahead to is then in the calendar (choice)."""


class Options(msgspec.Struct):
    """The options that every command takes, before its name or after it."""

    document: str | None = None
    json: bool = False
    now: str | None = None
    zone: str | None = None
    restricted: bool = False
    mouse: bool = False


class Session:
    """One run of a command. What it does not ask for is neither read nor imported."""

    def __init__(self, tell: Callable[[str], None], options: Options | None = None) -> None:
        self.options = options or Options()
        self.only_looks = False
        """Whether the command changes nothing: then it needs no lock."""
        self.opens_screens = False
        """Whether the screens are opened, which tell themselves what is wrong with the configuration."""
        self._tell = tell
        self._network: Network | None = None

    @property
    def json(self) -> bool:
        """Whether one JSON object is wanted in place of text."""
        return self.options.json

    @cached_property
    def read_config(self) -> Read:
        """The configuration and what cannot be used of it; without a home, the site's alone."""
        from netui.config import read_config
        from netui.paths import SITE_CONFIG, config_path

        try:
            path = config_path()
        except RuntimeError:
            return read_config(SITE_CONFIG)
        return read_config(SITE_CONFIG, path)

    @cached_property
    def config(self) -> Config:
        """The configuration; what cannot be used of it is told once, here or on the screens."""
        if self.read_config.problems and not self.opens_screens:
            self._tell(self.read_config.message)
        return self.read_config.config

    def forget_config(self) -> None:
        """Read the configuration anew when it is next asked for, and the clock that rests on it."""
        for name in ("read_config", "config", "clock"):
            self.__dict__.pop(name, None)

    @cached_property
    def clock(self) -> Clock:
        """The clock, in the zone that was asked for, configured or found. Raises UsageProblem."""
        from netui.clock import make_clock

        if self.options.zone == "":
            raise UsageProblem("--zone wants a name such as Europe/London")
        try:
            clock = make_clock(self.options.now, self.options.zone, self.config.zone)
        except OverflowError:
            clock = None
        if clock is None or (clock.stands_still and clock.instant().year not in YEARS):
            raise UsageProblem(f"--now is to lie in the years {YEARS[0]} to {YEARS[-1]}")
        return clock

    @cached_property
    def path(self) -> Path:
        """Where the document is. Raises UsageProblem for a path that leads nowhere."""
        from netui.paths import document_path

        if self.options.document == "":
            raise UsageProblem("--document wants a path")
        try:
            return document_path(self.options.document)
        except RuntimeError:  # no home, or a ~ that no account stands behind
            raise UsageProblem("no home is found for the document; give a whole path by --document") from None

    @property
    def now(self) -> Now:
        """What it is now by the person's rollover hour and week."""
        return self.network.now(self.clock.now)

    @property
    def network(self) -> Network:
        """The network; the document is opened when first asked for, and made where there is none."""
        if self._network is None:
            self._network = self.open()
        return self._network

    def open(self, *, create: bool = True) -> Network:
        """Open the document, which from then on is this session's. Raises DocumentError and its kinds.

        Where a command only looks, one that another session has locked is looked at all the same.
        """
        from netui.network import Network

        try:
            self._network = Network.open(self.path, self.clock.instant, create=create)
        except LockedError as error:
            if not self.only_looks:
                raise
            self._network = Network.open(self.path, self.clock.instant, create=create, to_look=True)
            self._tell(f"only looked at, since it is {error.message}")
        return self._network

    @property
    def restricted(self) -> bool:
        """Whether this is a restricted use: see :mod:`netui.cli.restricted`."""
        return self.options.restricted

    @cached_property
    def picture(self) -> Picture:
        """The whole picture as of now, computed to the end."""
        return self.picture_at(self.now)

    def picture_at(self, now: Now) -> Picture:
        """The picture as it is at another moment, if nothing is logged until then."""
        from netui.network.picture import compute

        return compute(
            self.network,
            now,
            capacity=self.config.capacity,
            leap_day_in_march=self.config.leap_day == "1 march",
            tell=self._tell,
        )

    def typed(self, text: str) -> str:
        """``text`` without control characters and broken characters; a word is said where it held any."""
        from netui.network.incoming import without_controls

        kept, changed = without_controls(text)
        if changed:
            self._tell("control characters and broken characters were left out")
        return kept

    def read(self, text: str, form: Form | None = None) -> Reading:
        """Understand a line. Raises LineError; ChoiceNeeded where a name could mean several contacts."""
        from netui.network.lines import read_line
        from netui.network.logging import refuse_ties

        reading = read_line(self.network, text, self.now, form=form, day_order=self.config.date_order)
        refuse_ties(self.network, reading)
        return reading

    def day_to_come(self, text: str) -> date:
        """The day that ``text`` says, looking ahead. Raises LineError where it says none that exists."""
        from netui.network.lines import day_to_come

        return day_to_come(self.typed(text), self.now, day_order=self.config.date_order)

    def moment_to_come(self, text: str) -> Now:
        """This time of day on the day to come that ``text`` says. Raises LineError, UsageProblem."""
        from netui.domain.days import on_day

        now, day = self.now, self.day_to_come(text)
        if day < now.today:
            raise UsageProblem(f"{day} has gone by: what was due then depends on what was logged since")
        if day.year not in YEARS:
            raise UsageProblem(f"{day} is too far ahead")
        return on_day(now, day)

    def day(self, text: str) -> date:
        """The day that ``text`` says, looking back where it could be either. Raises LineError."""
        from netui.network.days import day_said

        return day_said(self.typed(text), self.now, day_order=self.config.date_order)

    def close(self) -> None:
        """Fold what was changed where that is not felt. It is on disk already, so a failure is but told."""
        if self._network is None:
            return
        if remark := self._network.store.remark:
            self._tell(remark)
        try:
            self._network.close()
        except DocumentError as error:
            self._tell(f"everything is saved, but the journal could not be folded: {error.message}")
        self._network = None


pass_session = click.make_pass_decorator(Session)
"""Gives a command its :class:`Session`."""
