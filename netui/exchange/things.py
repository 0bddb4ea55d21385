"""Objects of a JSON export that may hold anything: a value is asked for, and is there or is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from netui.exchange.cells import joined
from netui.exchange.dates import day_in
from netui.exchange.netui_json import too_deep


class Thing:
    """A JSON object, with what is in its ``properties`` at hand."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        properties = raw.get("properties")
        self._properties: Mapping[str, Any] = properties if isinstance(properties, dict) else {}

    def __getitem__(self, name: str) -> Any:
        return self._properties.get(name, self._raw.get(name))

    def text(self, name: str) -> str:
        """A value on one line; empty where there is none or it is no text."""
        value = self[name]
        return joined((str(value),)) if isinstance(value, str | int | float) and value is not True else ""

    def day(self, name: str) -> date | None:
        """The day of an instant or a date."""
        return day_in(self.text(name))

    def inner(self, name: str) -> Thing:
        """An object within it; an empty one where there is none."""
        value = self[name]
        return Thing(value if isinstance(value, dict) else {})

    def many(self, name: str) -> Iterator[Thing]:
        """The objects of a list within it."""
        value = self[name]
        return (
            (Thing(each) for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())
        )

    def texts(self, name: str) -> list[str]:
        """The texts of a list within it."""
        value = self[name]
        found = value if isinstance(value, list) else []
        return [joined((each,)) for each in found if isinstance(each, str) and each.strip()]

    def collections(self) -> Iterator[tuple[str, list[Any]]]:
        """Type and values of each collection below ``data``."""
        data = self._raw.get("data")
        for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
            if isinstance(each, dict) and isinstance(each.get("values"), list):
                yield str(each.get("type", "")), each["values"]

    def all(self, kind: str) -> Iterator[Thing]:
        """The objects of one type below ``data``."""
        for type_, values in self.collections():
            if type_ == kind:
                yield from (Thing(each) for each in values if isinstance(each, dict))


NOTHING = Thing({})


def thing_in(raw: msgspec.Raw) -> Thing | None:
    """An object of a file; None for what is none, or is nested too deep."""
    if too_deep(bytes(raw)):
        return None
    try:
        return Thing(msgspec.json.decode(raw, type=dict[str, Any]))
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
