"""The table of the benchmarks: which of several runs counts, and how it comes into a paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.table import Row, markdown, put_between, worst


def test_a_bar_is_met_where_all_of_it_is() -> None:
    assert Row("a key", 20, "ms", 2.5, most=30, most_ratio=3).met
    assert not Row("a key", 20, "ms", 3.5, most=30, most_ratio=3).met
    assert not Row("a key", 31, "ms", 2.5, most=30, most_ratio=3).met
    assert Row("an insert", 9, "ms", 2000, least_ratio=1000).met
    assert not Row("an insert", 9, "ms", 900, least_ratio=1000).met
    assert Row("sent", 0, "B", most=0).met
    assert not Row("sent", 1, "B", most=0).met
    assert Row("an append", 1, "ms").met is None


def test_of_several_runs_the_one_nearest_to_its_bar_counts() -> None:
    first = [Row("a key", 20, "ms", 2.0, most=30, most_ratio=3), Row("an append", 1, "ms")]
    second = [Row("a key", 10, "ms", 3.5, most=30, most_ratio=3), Row("an append", 2, "ms")]
    assert worst([first, second]) == second
    faster = [Row("an insert", 9, "ms", 900, least_ratio=1000)]
    assert worst([[Row("an insert", 9, "ms", 2000, least_ratio=1000)], faster]) == faster


def test_the_table_holds_what_has_a_bar() -> None:
    rows = [
        Row("a key", 20.123, "ms", 3.5, most=30, most_ratio=3),
        Row("memory", 190, "MB", most=260),
        Row("an append", 1, "ms"),
    ]
    assert markdown(rows).splitlines()[2:] == [
        "| a key | 20.12 ms | 3.50 × | ≤ 3 ×, ≤ 30 ms | not met |",
        "| memory | 190 MB |  | ≤ 260 MB |  |",
    ]


def test_the_table_stands_between_its_marks(tmp_path: Path) -> None:
    paper = tmp_path / "README.md"
    paper.write_text("before\n<!-- a -->\nold\n<!-- b -->\nafter\n", encoding="utf-8")
    for _ in range(2):
        put_between(paper, "<!-- a -->", "<!-- b -->", "new\nlines")
        assert paper.read_text(encoding="utf-8") == "before\n<!-- a -->\nnew\nlines\n<!-- b -->\nafter\n"
    with pytest.raises(ValueError, match="no place"):
        put_between(paper, "<!-- c -->", "<!-- b -->", "new")


def test_a_figure_at_its_bar_meets_it() -> None:
    assert Row("untouched", 100 * (1.23 - 1.17) / 20, "%", most=0.3).met
