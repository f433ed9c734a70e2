"""Docs that are written from declarations say what the declarations say today."""

from __future__ import annotations

import pytest

from sightline.web import describing


@pytest.mark.parametrize("name", sorted(describing.PAGES))
def test_a_generated_page_is_current(name: str) -> None:
    path = describing.FOLDER / name
    assert path.is_file(), f"{name} is missing: run make docs"
    assert path.read_text(encoding="utf-8") == describing.PAGES[name](), (
        f"{name} is out of date: run make docs"
    )


def test_no_page_is_left_over() -> None:
    assert {path.name for path in describing.FOLDER.iterdir()} == set(describing.PAGES)


def test_permissions_page_names_what_a_permission_allows_and_who_holds_it() -> None:
    page = describing.permissions_page()
    assert "| `governance.plan_meetings` | Plan, move and cancel meetings |" in page
    assert "business-manager, business-unit |" in page
