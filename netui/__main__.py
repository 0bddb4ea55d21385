"""``python -m netui`` and the ``netui`` script."""

from __future__ import annotations

import sys

from netui.cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
