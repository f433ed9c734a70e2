"""The trail keeps every line, in order, whoever asks."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sightline.foundation.permissions import system_actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record
from sightline.foundation.trail.queries import verify_chain

something = Event("something_done", "Did {what}", ("what",))
pytestmark = pytest.mark.django_db


def three_lines() -> None:
    for what in ("one", "two", "three"):
        record(
            something, by=system_actor("a test"), now=timezone.now(), partnership_id=7, what=what
        )


@pytest.mark.parametrize("role", ["sightline_web", "sightline_worker", "sightline_owner"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_trailevent SET actor = 'somebody else'",
        "DELETE FROM trail_trailevent",
        "TRUNCATE trail_trailevent",
    ],
)
def test_no_role_can_change_a_line(as_role, role: str, statement: str) -> None:
    three_lines()
    with (
        as_role(role),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
        if role == "sightline_owner" and cursor.rowcount == 0:
            raise DatabaseError("row security leaves the owner nothing to change")


def test_lines_of_one_partnership_follow_from_one_another() -> None:
    three_lines()
    verdicts = {verdict.chain: verdict for verdict in verify_chain()}
    assert verdicts[7].links == 3
    assert verdicts[7].broken_at is None


def test_a_line_rewritten_behind_the_database_is_found(without_triggers) -> None:
    three_lines()
    with without_triggers("trail_trailevent"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE trail_trailevent SET facts = '{\"what\": \"TWO\"}' WHERE facts->>'what' = 'two'"
        )
        assert cursor.rowcount == 1
    verdicts = {verdict.chain: verdict for verdict in verify_chain()}
    assert verdicts[7].broken_at is not None


def test_a_line_cut_from_the_end_is_found(without_triggers) -> None:
    three_lines()
    with without_triggers("trail_trailevent"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trail_trailevent WHERE facts->>'what' = 'three'")
        assert cursor.rowcount == 1
    verdicts = {verdict.chain: verdict for verdict in verify_chain()}
    assert verdicts[7].broken_at is not None
