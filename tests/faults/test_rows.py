"""Every row in few rounds; ``python -m tests.faults`` tries them in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.processes import Skipped
from tests.faults.rows import ROWS, Row


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.fault)
def test_row(row: Row, tmp_path: Path) -> None:
    folder = tmp_path / "row"
    folder.mkdir()
    try:
        assert row.run(folder, row.quick)
    except Skipped as reason:
        pytest.skip(str(reason))
