"""What happens when the same thing is done twice at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction

from builders.world import NOW, World, build
from clients import Visitor, surroundings
from sightline.foundation.drafts.models import Draft
from sightline.foundation.trail.models import TrailEvent
from sightline.work.governance import operations
from sightline.work.governance.models import Meeting
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import AgencySummary


@pytest.fixture
def committed_world(own_database: str, tmp_path: Path):  # type: ignore[no-untyped-def]
    """The world, really committed, in a database of its own."""
    with surroundings(tmp_path):
        with transaction.atomic():
            world = build()
        yield world


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do these at the same moment, each on a connection of its own."""
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait(10)
        try:
            answers[number] = act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_a_form_posted_twice_at_once_changes_things_once(committed_world: World) -> None:
    world = committed_world

    def plan(persona: str, key: str) -> Callable[[], int]:
        data = {
            "form_key": key, "body": "cdop", "venue": "Room 1",
            "on-day": "3", "on-month": "3", "on-year": "2031",
        }  # fmt: skip
        token = world.tokens[persona]
        return lambda: Visitor(token=token).ask("post", "/meetings/plan", data).status_code

    at_once(plan("business_manager", "a" * 32), plan("business_manager", "a" * 32))
    assert Meeting.objects.filter(body__key="cdop").count() == 1


def test_of_two_people_who_save_one_form_at_once_the_second_is_shown_both_texts(
    committed_world: World,
) -> None:
    world = committed_world
    with transaction.atomic():
        meeting = operations.plan_meeting(
            body=world.partnership.body_set.get(key="cdop"),
            on=NOW.date() + timedelta(days=60),
            starts_at=time(10),
            ends_at=time(12),
            venue="Town Hall",
            by=world.actor("business_unit"),
            now=NOW,
        )
    address = f"/meetings/{meeting.record.reference}/move"
    people = ("business_unit", "business_manager")
    visitors = {each: Visitor(token=world.tokens[each]) for each in people}
    page = visitors["business_unit"].get(address)
    stood = page.split('name="stood" value="')[1].split('"')[0]

    def move(persona: str, venue: str) -> Callable[[], int]:
        on = meeting.on
        data = {
            "on-day": str(on.day), "on-month": str(on.month), "on-year": str(on.year),
            "starts_at": "10am", "ends_at": "midday", "venue": venue, "reason": "Taken",
            "form_key": venue * 4, "stood": stood, "draft_of": address, "draft_page": address,
        }  # fmt: skip
        return lambda: visitors[persona].ask("post", address, data).status_code

    answers = at_once(move(people[0], "Library"), move(people[1], "Chapel"))
    assert sorted(answers) == [200, 302]
    kept = {"Library", "Chapel"} - {Meeting.objects.get(pk=meeting.pk).venue}
    assert [draft.typed["venue"] for draft in Draft.objects.all()] == [list(kept)]


def test_an_answer_that_two_release_at_once_is_released_once(committed_world: World) -> None:
    world = committed_world
    request = world.works["request draft"]
    with transaction.atomic():
        reviews.submit_summary(
            request=request, is_nil=False, by=world.actor("agency_lead"), now=NOW
        )
    token = world.tokens["business_manager"]
    address = f"/agency-requests/{request.record.reference}"

    def releases() -> Callable[[], int]:
        visitor = Visitor(token=token)
        return lambda: visitor.ask("post", f"{address}/release", {}).status_code

    assert at_once(releases(), releases()) == [302, 302]
    assert AgencySummary.objects.get(request=request).released_at is not None
    lines = TrailEvent.objects.filter(about=request.record.reference, code="summary_released")
    assert lines.count() == 1
