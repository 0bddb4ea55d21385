"""What the page about the shell says of tmux, cron and a login message, tried to the letter."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from netui.papers import page
from tests.terminal import Terminal, path_with_netui


def block(beginning: str) -> str:
    """The block of the page that begins with these words."""
    found = [
        each
        for each in re.findall(r"```text\n(.*?)```", page("shell"), re.DOTALL)
        if each.startswith(beginning)
    ]
    assert len(found) == 1
    return str(found[0])


@pytest.fixture
def environment(path: Path, tmp_path: Path) -> dict[str, str]:
    """One with netui on the path, and a document of its own."""
    return {
        "PATH": path_with_netui(tmp_path),
        "NETUI_DOCUMENT": str(path),
        "TMUX_TMPDIR": str(tmp_path),
    }


def promise_today(environment: dict[str, str]) -> None:
    """Have something due by the clock of the machine, which tmux and cron go by."""
    words = ["netui", "promise", 'the book to @"Ada Lovelace" by today']
    subprocess.run(words, env={**os.environ, **environment}, capture_output=True, check=True)


def test_the_status_line_of_tmux(environment: dict[str, str], tmp_path: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    promise_today(environment)
    settings = tmp_path / "tmux.conf"
    settings.write_text(block("set -g status-interval"))
    tmux = ["tmux", "-L", "papers", "-f", str(settings)]
    with Terminal([*tmux, "new", "sleep 60"], environment=environment, size=(120, 12)) as terminal:
        try:
            assert "1 today: Ada Lovelace" in terminal.until_shown("today: Ada").splitlines()[-1]
        finally:
            subprocess.run([*tmux, "kill-server"], env={**os.environ, **environment}, check=False)


def test_the_line_for_cron(environment: dict[str, str]) -> None:
    """It prints what there is, and nothing, which cron mails not, where there is nothing."""
    fields = block("0 8 * * 1-5").split(maxsplit=5)
    assert len(fields) == 6

    def mailed() -> str:
        done = subprocess.run(
            ["sh", "-c", fields[5]],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.stdout

    assert mailed() == ""
    promise_today(environment)
    assert "the book to" in mailed()


def test_the_login_message_is_that_of_the_page_about_ssh() -> None:
    assert block("[ -t 1 ]") in page("ssh")


def test_the_lines_for_completion_are_those_of_the_command() -> None:
    from netui.cli.papers import completion

    assert completion.help is not None
    for shell in ("bash", "zsh"):
        assert f'eval "$(netui completion {shell})"' in completion.help
        assert block(f'eval "$(netui completion {shell})"')
    assert block("netui completion fish").strip() in completion.help
