"""Searches of the catalogue that found no date (R8.1) propose dates; who looked is not kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from builders import partnership as made
from builders.training import on_offer, published
from builders.world import NOW
from clients import Visitor
from sightline.work.training import operations, queries
from sightline.work.training.models import MissedSearch
from sightline.work.training.rules.needing import search_words, searcher_mark


@pytest.mark.parametrize(
    "typed, words",
    [
        ("  Online   SAFETY ", "online safety"),
        ("safety, online", "online safety"),  # the same, however it is put
        ("fgm", "fgm"),
        ("ab", ""),  # too little to be told apart
        ("0161 496 0000", ""),  # figures are never kept
        ("children's rights", "children's rights"),
        ("x" * 61, ""),
        ("one two three four five six", ""),
    ],
)
def test_what_is_looked_for_is_counted_as_the_same(typed, words):
    assert search_words(typed) == words


def looked(scene, typed, times=1, days=0):
    for number in range(times):
        operations.count_search(
            partnership_id=scene.partnership.pk, typed=typed, searcher=f"{typed} {number}",
            by=made.BY, now=NOW - timedelta(days=days),
        )  # fmt: skip


def test_three_times_in_a_year_propose_a_date_or_a_course(scene):
    course = published(scene.partnership, "Safety online")
    looked(scene, "online safety", 2)
    looked(scene, "Safety online")
    looked(scene, "beekeeping", 4)
    looked(scene, "Mary Smith")  # one person's words are nobody else's to read
    looked(scene, "archery", 3, days=366)
    found = [one for one in queries.sought(scene.partnership.pk, NOW.date())
             if "kittens" not in one.words]  # fmt: skip
    assert [(one.words, one.times, one.reference) for one in found] == [
        ("beekeeping", 4, ""), ("online safety", 3, course.reference)
    ]  # fmt: skip


def test_the_catalogue_counts_what_it_has_no_date_for(scene):
    on_offer(published(scene.partnership, "Signs of neglect"))
    before = MissedSearch.objects.count()
    reader = Visitor()
    reader.get("/training?q=signs")  # found
    reader.get("/training")  # nothing was looked for
    assert MissedSearch.objects.count() == before
    assert "No dates match" in reader.get("/training?q=juggling")
    Client().get("/training?q=juggling")  # a browser whose look is not undone
    Client().get("/training?q=juggling")  # the same address, again
    assert MissedSearch.objects.count() == before + 1
    Client().get("/training?q=juggling", REMOTE_ADDR="203.0.113.7")
    assert MissedSearch.objects.count() == before + 2


def test_who_looks_is_told_apart_for_a_day_and_never_known():
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    one = searcher_mark("a secret", monday, "person 7")
    assert one == searcher_mark("a secret", monday, "person 7")
    others = [
        searcher_mark("a secret", tuesday, "person 7"),  # no two days are joined
        searcher_mark("a secret", monday, "person 8"),
        searcher_mark("another", monday, "person 7"),  # nobody tries all numbers without it
    ]
    assert one not in others and len(one) == 64


def test_the_office_reads_it_with_what_to_do(scene):
    course = published(scene.partnership, "Safety online")
    looked(scene, "online safety", 3)
    page = Visitor(scene.people["business_unit"]).get("/training/needs")
    assert "Looked for in vain" in page
    assert f"/programme/courses/{course.reference}/plan" in page
    assert "Looked for in vain" not in Visitor(scene.people["agency_lead"]).get("/training/needs")
