"""The fixtures of the commands: the papers are tried as people would try them."""

from tests.cli.conftest import run

__all__ = ["run"]
