"""What happens when the same thing is done twice at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction

from builders.world import World, build
from clients import Visitor, surroundings
from sightline.work.governance.models import Meeting


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
