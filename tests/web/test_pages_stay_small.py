"""Pages stay small, and cost the same after eight years as after one.

What a page asks of the database and what it sends is counted, not timed: the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import transaction

from bench.looking import look
from bench.pages import pages
from bench.volumes import fill
from builders.partnership import loaded

pytestmark = pytest.mark.django_db

BYTES = 60_000  # P4: any list of fifty
HEAVY = {
    "performance.data_set": 140_000,  # R9.1: two hundred sparklines on one page
    "reviews.cases": 70_000,  # a hundred cases
}
AIM = 40_000
STATEMENTS = {  # P5: a list 8, a meeting 14, an overview 12
    "governance.meeting": 14,
    "governance.forward_plan": 12,
    "line_of_sight.duties": 12,
    "web.home": 12,
    "duties.duty": 12,
    "partnership.body": 12,
    "partnership.agency": 12,
    "planning.plan": 12,
    "planning.risk": 12,
    "reviews.case": 12,
    "reviews.rapid_review": 12,
    "performance.indicator": 16,  # chart, versions, places, words, questions, small counts
}
LIST = 8
BUFFERS = 1.3  # the growth rule of a page of one record or of the first page of a list
FEW = 60  # buffers that a deeper index or a fuller page may add, whatever the page
DEEPER = {  # rows looked up one by one, each through indexes that are a level deeper
    "governance.meetings": 1.6,
    "governance.meeting": 1.6,
    "governance.forward_plan": 1.6,
    "partnership.body": 1.6,
    "planning.risks": 1.6,
    "actions.actions": 1.8,  # a group's share lies on more pages
    "performance.data_set": 1.6,
    "performance.indicator": 1.6,
    "reviews.cases": 2.8,  # four hundred sheets are counted: a small table is read as it lies
    "reviews.rapid_review": 1.6,
    "training.bookings": 2.0,  # counted up to ten thousand
}
SEARCH = ("web.search.rare", "web.search.common", "web.search.two_words")
"""Grows with what it finds, up to a thousand of one's own, and never with what others file."""


@pytest.fixture
def measured(as_role: Callable[[str], AbstractContextManager[None]]) -> dict[str, Any]:
    """Every page of the bench at one year, at eight years of two partnerships, and at one year
    beside three others."""
    loaded()
    found: dict[str, Any] = {}
    for name, partnerships, years in (("small", 1, 1), ("large", 2, 8), ("crowded", 4, 1)):
        with _undone():
            readers = fill(partnerships, years, documents=200, events=1000, bookings=2000 * years)
            with as_role("sightline_web"):
                found[name] = {
                    page.name: look(page, readers.cookie if page.signed_in else "")
                    for page in pages(readers.meeting)
                }
    return found


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_pages_stay_small(measured: dict[str, Any]) -> None:
    """Bytes, statements and buffers of every page of the bench, at both sizes."""
    small, large = measured["small"], measured["large"]
    too_heavy = {
        name: one["bytes"] for name, one in large.items() if one["bytes"] > HEAVY.get(name, BYTES)
    }
    assert too_heavy == {}
    assert large["line_of_sight.duties"]["bytes"] <= AIM
    assert large["governance.meetings"]["bytes"] <= AIM
    assert {
        name: one["statements"]
        for name, one in large.items()
        if one["statements"] > STATEMENTS.get(name, LIST)
    } == {}
    assert {name: one["statements"] for name, one in small.items()} == {
        name: one["statements"] for name, one in large.items()
    }
    grown = {
        name: (small[name]["buffers"], one["buffers"])
        for name, one in large.items()
        if name not in SEARCH
        and one["buffers"] > small[name]["buffers"] * DEEPER.get(name, BUFFERS) + FEW
    }
    assert grown == {}
    for bigger, allowed in (("crowded", 1.6), ("large", 8)):  # eight times of one's own
        assert {
            name: (bigger, small[name]["buffers"], one["buffers"])
            for name, one in measured[bigger].items()
            if name in SEARCH and one["buffers"] > small[name]["buffers"] * allowed + FEW
        } == {}
