"""The tables of the docs are those the simulation gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.detecting import tables

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.slow
def test_the_tables_of_the_docs_are_those_of_the_simulation() -> None:
    pages = "\n".join(path.read_text() for path in DOCS.rglob("*.md"))
    assert [table for table in tables() if table not in pages] == []
