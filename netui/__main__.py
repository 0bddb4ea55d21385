"""``python -m netui`` and the ``netui`` script."""

from __future__ import annotations

import gc
import sys

# What is loaded and read at the start is no garbage, and the collector would look through all of it again and
# again: a tenth of the time until the first screen. It is on again with the command, or with that screen.
gc.disable()

from netui.cli.main import main  # noqa: E402

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
