"""The walker finds what it is there to find."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from netui.errors import DocumentError
from tests.faults.walk import Act, walked


def prepare(path: Path) -> Path:
    path.write_text("old")
    return path


def read(path: Path) -> str:
    return path.read_text()


def goes_on(path: Path) -> None:
    assert path.exists()


def explained(act: Callable[[Path], None]) -> Callable[[Path], None]:
    def done(path: Path) -> None:
        try:
            act(path)
        except OSError as error:
            raise DocumentError("it could not be written") from error

    return done


def write(path: Path, text: bytes, flags: int = 0) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o600)
    try:
        os.write(descriptor, text)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def in_place(path: Path) -> None:
    write(path, b"new", os.O_TRUNC)


def beside(path: Path) -> None:
    temporary = path.with_name(".new.tmp")
    write(temporary, b"new", os.O_TRUNC)
    temporary.replace(path)


def beside_and_left(path: Path) -> None:
    temporary = path.with_name(f".{os.urandom(4).hex()}.tmp")
    write(temporary, b"new")
    temporary.replace(path)


def silent(path: Path) -> None:
    try:
        beside(path)
    except OSError:
        path.with_name(".new.tmp").unlink(missing_ok=True)


def two_lines(path: Path) -> None:
    try:
        beside(path)
    except OSError as error:
        path.with_name(".new.tmp").unlink(missing_ok=True)
        raise DocumentError("it failed\n  in two lines") from error


@pytest.mark.parametrize(
    ("act", "found"),
    [
        (explained(in_place), r"in place, call 0 \(open\): killed in it"),
        (in_place, r"OSError"),
        (explained(beside_and_left), "are left lying about"),
        (silent, r"call 0 \(open\): EIO: old"),
        (two_lines, "it failed"),
    ],
)
def test_what_is_done_badly_is_found(tmp_path: Path, act: Callable[[Path], None], found: str) -> None:
    with pytest.raises(AssertionError, match=found):
        walked(Act("in place", prepare, act, state_of=read, goes_on=goes_on), tmp_path / "walk")


def test_what_is_done_well_is_walked(tmp_path: Path) -> None:
    def tidy(path: Path) -> None:
        path.with_name(".new.tmp").unlink(missing_ok=True)

    def well(path: Path) -> None:
        try:
            beside(path)
        except OSError as error:
            with suppress(OSError):
                tidy(path)
            raise DocumentError("it could not be written") from error

    walk = walked(Act("beside", prepare, well, state_of=read, goes_on=tidy), tmp_path / "walk")
    assert walk.calls == ["open", "write", "fsync", "replace"]
    assert (walk.old, walk.new) == ("old", "new")
    assert walk.rounds == 4 * 7 + 1
    assert walk.refused >= 4 * 5
