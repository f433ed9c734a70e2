"""Which rows of cases the database lets be written and read, where nobody of the personas comes."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from builders.world import World
from sightline.work.reviews.models import (
    Identity,
    PublishedChange,
    PublishedReview,
    Release,
    SafetyCheck,
)
from web.test_policy_and_database_give_the_same_rows import as_web, rows

REVEAL = """INSERT INTO reviews_reveal (record_id, case_person_id, person_id, name, reason,
    revealed_at, ends_at) VALUES (%s, %s, %s, 'x', 'To tell the coroner', now(), now())"""
TAKE_BACK = """INSERT INTO reviews_withdrawal (incident_id, record_id, kind, reasons, decided_on,
    decided_by, entered_at, entered_by) VALUES (%s, %s, 'withdrawn', 'x', '2026-01-05', 'x', now(),
    'x')"""


@pytest.mark.parametrize(
    ("persona", "reads"), [("notifier", True), ("business_manager", True), ("group_chair", False)]
)
def test_an_identity_is_read_by_whoever_revealed_it(
    world: World, persona: str, reads: bool
) -> None:
    child = world.works["child ours"]
    person = world.people[persona].pk
    with as_web(world.tokens[persona]), connection.cursor() as cursor:
        if not reads:
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(REVEAL, [child.record_id, child.pk, person])
            assert rows(Identity) == set()
            return
        cursor.execute(REVEAL, [child.record_id, child.pk, person])
        assert Identity.objects.filter(case_person=child).exists()


@pytest.mark.parametrize(
    ("persona", "may"), [("notifier", True), ("business_manager", False), ("group_chair", False)]
)
def test_a_notification_is_taken_back_by_the_notifier(
    world: World, persona: str, may: bool
) -> None:
    incident = world.works["case ours"]
    done = True
    with as_web(world.tokens[persona]), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(TAKE_BACK, [incident.pk, incident.record_id])
        except DatabaseError:
            done = False
    assert done is may


def test_no_event_is_added_to_what_was_submitted_whoever_asks(world: World) -> None:
    """The worker, whom no row policy binds, is refused as well."""
    again = """INSERT INTO reviews_chronologyevent SELECT * FROM jsonb_populate_record(
        NULL::reviews_chronologyevent, (SELECT to_jsonb(e) || jsonb_build_object('id', 999999)
        FROM reviews_chronologyevent e WHERE e.summary_id = %s LIMIT 1))"""
    done, draft = world.works["request done"], world.works["request draft"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(again, [draft.pk])
        assert cursor.rowcount == 1
        transaction.set_rollback(True)
    with (
        pytest.raises(DatabaseError, match="sealed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(again, [done.pk])


@pytest.mark.parametrize(("is_urgent", "may"), [(True, True), (False, False)])
def test_a_published_review_stays_its_year_unless_it_makes_somebody_known(
    world: World, is_urgent: bool, may: bool
) -> None:
    release = Release.objects.get(decision__incident=world.works["case published"])
    done = True
    with transaction.atomic():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    """INSERT INTO reviews_takendown (record_id, release_id, is_urgent, reason,
                       taken_down_at, taken_down_by) VALUES (%s, %s, %s, 'x', now(), 'x')""",
                    [release.record_id, release.pk, is_urgent],
                )
        except DatabaseError:
            done = False
        transaction.set_rollback(True)
    assert done is may


def test_what_is_public_is_read_by_anybody_and_nothing_else(world: World) -> None:
    """Of the world's two, one was taken down after its time."""
    public = Release.objects.get(decision__incident=world.works["case published"]).slug
    with as_web(""):
        assert rows(PublishedReview) == {public}
        changes = set(PublishedChange.objects.values_list("review_id", flat=True))
    assert changes == {public}


@pytest.mark.parametrize(
    ("persona", "answer"),
    [("business_manager", "23505"), ("group_chair", "42501"), ("notifier", "42501")],
)
def test_a_safety_check_is_asked_for_by_who_publishes(
    world: World, persona: str, answer: str
) -> None:
    """For a text that has its check: who may ask is told so, who may not is refused before."""
    check = SafetyCheck.objects.filter(
        incident=world.works["case published"], text__isnull=False
    ).first()
    ask = """INSERT INTO reviews_safetycheck (record_id, incident_id, number, text_id, author_id,
        asked_at, asked_by, outcome, words)
        VALUES (%s, %s, 77, %s, %s, now(), 'x', 'waiting', '')"""
    told = ""
    with as_web(world.tokens[persona]), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                person = world.people[persona].pk
                cursor.execute(ask, [check.record_id, check.incident_id, check.text_id, person])
        except DatabaseError as refusal:
            told = str(getattr(refusal.__cause__, "sqlstate", ""))
    assert told == answer
