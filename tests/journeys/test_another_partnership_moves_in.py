"""The same program for another partnership: one command, and every public page is theirs."""

from __future__ import annotations

import pytest

from journeys.conftest import Arrival
from journeys.site import ROOT, Site

pytestmark = pytest.mark.browser


def test_another_file_makes_the_pages_another_partnerships(site: Site, somebody: Arrival) -> None:
    printed = site.command("load", str(ROOT / "tests/registers/partnership/riverside"), "--yes")
    assert "Saltmarsh and Fenwick" in printed
    reader = somebody().goes_to("/").is_at("Saltmarsh and Fenwick Safeguarding Children Alliance")
    reader.sees("No child in Saltmarsh or Fenwick waits for help.")
    for path in ("/arrangements", "/structure", "/partners", "/raise-a-concern"):
        reader.goes_to(path).does_not_see("Wakefield")
    reader.goes_to("/structure").sees("Safeguarding partners, with equal standing")
    partners = reader.main.locator("a[href^='/partners/']")
    assert len({one.get_attribute("href") for one in partners.all()}) == 4
