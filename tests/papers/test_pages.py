"""The pages: one for each topic, as the code has it, readable on a narrow terminal and without colour."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from netui.domain.channels import LABELS
from netui.domain.goals import MEASURE_WORDS
from netui.domain.ledger import Verdict
from netui.domain.ranking import ReminderKind
from netui.domain.records import RECORDS
from netui.exchange.formats import all_formats
from netui.network.query import STATES
from netui.papers import MOST_WIDE, TOPICS, lines_of, page
from netui.storage.beside import ASIDE, OWN
from tests.cli.conftest import Run
from tests.papers.generated import written_anew
from tests.papers.scratch import PAGES, ROOT, pages


def test_each_topic_has_a_page_and_each_page_is_a_topic() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_what_comes_from_the_code_is_as_the_code_has_it(topic: str, tmp_path: Path) -> None:
    """Commands, options, keys, settings, JSON fields and what is understood of each line: both ways."""
    assert page(topic) == written_anew(page(topic), tmp_path), "python -m tests.papers writes it anew"


def column(topic: str, heading: str, place: int = 0) -> set[str]:
    """What stands in a column of the first table after ``heading``."""
    _, _, after = page(topic).partition(heading)
    rows = re.search(r"\n\|[^\n]*\n\|[-| ]+\n((?:\|[^\n]*\n)+)", after)
    assert rows is not None
    cells = (row.split(" | ")[place].strip("| ") for row in rows[1].splitlines())
    return {name.strip("` ") for cell in cells for name in cell.split(", ")}


def test_the_rules_name_each_verdict_mark_reminder_and_measure() -> None:
    verdicts = {"too_little": "too little logged", "owe": "you owe", "mostly_giving": "mostly giving"}
    assert column("rules", "## The ledger") == {verdicts.get(each, each) for each in get_args(Verdict)}
    assert column("rules", "## Channels") == set(LABELS.values())
    assert column("rules", "## Reminders") == set(get_args(ReminderKind))
    assert column("rules", "## Goals") == set(MEASURE_WORDS)


def test_the_document_names_each_table_and_file() -> None:
    text = " ".join(page("document").split())
    found = re.search(r"speaks of: ([^.]+)\.", text)
    assert found is not None
    assert set(re.split(r", | and ", found[1])) == set(RECORDS)
    files = column("document", "## Where it is")
    for ending in OWN:
        assert files & {f"network{ending}", f"network{ending}/"}, ending
    for word in ASIDE:
        assert f"network{word}…" in files


def test_the_filter_takes_the_words_that_are_named() -> None:
    assert column("keys", "## The filter") == set(STATES)


def test_each_format_is_named() -> None:
    assert column("import", "## What can be read") == {each.name for each in all_formats() if each.read}
    assert column("import", "## Out") == {each.name for each in all_formats() if each.write}


@pytest.mark.parametrize("topic", TOPICS)
def test_as_plain_text(topic: str, run: Run) -> None:
    """On 80 columns nothing but code is wider, and no mark of Markdown is left."""
    told = run("help", topic).out
    code = re.findall(r"```\w*\n(.*?)```", page(topic), re.DOTALL)
    verbatim = {line.strip() for block in code for line in block.splitlines()}
    for line in told.splitlines():
        assert len(line) <= 80 or line.strip() in verbatim or " " not in line.strip(), line
        if line.strip() not in verbatim:
            assert "`" not in line
            assert not line.startswith(("# ", "## ", "|", "<!--"))
    assert run("help", topic, "--json").json == {"version": 1, "topic": topic, "text": page(topic)}


@pytest.mark.parametrize("width", [30, 50, 80, 200])
def test_nothing_is_lost_at_any_width(width: int) -> None:
    for topic in TOPICS:
        lines = lines_of(page(topic), width)
        told = " ".join(line.text for line in lines)
        for word in re.findall(r"[A-Za-z]{4,}", re.sub(r"<!--.*?-->|\]\([^)]*\)|```\w*", "", page(topic))):
            assert word in told, (topic, word)
        assert any(line.kind == "heading" for line in lines)
    assert max(len(line.text) for line in lines_of("word " * 100, width)) <= min(width, MOST_WIDE)


def test_the_topics_are_listed(run: Run) -> None:
    told = run("help").out
    for topic, about in TOPICS.items():
        assert re.search(rf"^{topic} +{re.escape(about)}$", told, re.MULTILINE)
    assert "--help" in told
    assert [each["topic"] for each in run("help", "--json").json["topics"]] == list(TOPICS)


def test_a_page_there_is_not(run: Run) -> None:
    assert "there are line, rules" in run("help", "everything", code=1).err


def test_prose_is_no_wider_than_the_readme() -> None:
    for name, text in pages():
        code = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
        for line in (text if name == "README" else code).splitlines():
            assert len(line) <= 120 or line.startswith("|"), (name, line)


def test_the_readme_links_to_each_page_and_every_link_leads_somewhere() -> None:
    for name, text in pages():
        folder = ROOT if name == "README" else PAGES
        for target in re.findall(r"\]\(([^)#]+)", text):
            assert target.startswith("https://") or (folder / target).exists(), (name, target)
    readme = (ROOT / "README.md").read_text()
    for topic in TOPICS:
        assert f"](netui/pages/{topic}.md)" in readme
