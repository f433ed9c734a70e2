"""For each table that the web process writes: for whom the database lets a row of the world be
added, and be changed.

A row that stands is offered again: who may add it is refused because it is there already, who may
not by the policy. Each row is tried; one that somebody may write is enough for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction

from builders.world import PERSONAS, World
from house.test_every_table_is_guarded import OTHERWISE as UNGUARDED
from house.test_every_table_is_guarded import tables_of_ours
from sightline.foundation.accounts import sessions
from web.roles import STAFF
from web.rooms import WRITES
from web.test_policy_and_database_give_the_same_rows import as_web

EVERYONE = (*PERSONAS, "colleague", "notifier")
MOST = 60  # rows of a table that are tried

# A policy of writing that no row of the world is tried against, and where it is.
OTHERWISE = {
    "accounts_person": "below: everybody may, which only a test of nobody else could turn",
    "files_storedfile": "test_policies_of_writing: a file is stored by its uploader",
    "outbox_message": "test_policies_of_writing: a message is queued, and read by nobody",
    "reviews_personcorrected": "test_reviews_identities_are_masked: while it is revealed alone",
    "trail_postedform": "test_the_same_post_twice_at_once",
}

Stored = tuple[str, str]  # the row as JSON, and its key


def answers(sql: str, values: list[object]) -> str:
    """`done`, `nothing`, or why the database refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return "done" if cursor.rowcount else "nothing"
    except DatabaseError as refusal:
        return str(getattr(refusal.__cause__, "sqlstate", ""))


def may_add(table: str, row: Stored) -> bool:
    sql = f'INSERT INTO "{table}" SELECT * FROM jsonb_populate_record(NULL::"{table}", %s)'
    return answers(sql, [row[0]]) in ("done", "23505", "P0001")  # added, there already, by a rule


def may_change(table: str, key: str, row: Stored) -> bool:
    sql = f'UPDATE "{table}" SET "{key}" = "{key}" WHERE "{key}"::text = %s'
    return answers(sql, [row[1]]) == "done"


def stored(table: str) -> tuple[str, list[Stored]]:
    """The name of a table's key, and its rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT a.attname FROM pg_index i JOIN pg_attribute a
               ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
               WHERE i.indisprimary AND i.indrelid = %s::regclass""",
            [table],
        )
        (key,) = cursor.fetchone()
        cursor.execute(
            f'SELECT to_jsonb(t)::text, t."{key}"::text FROM "{table}" t ORDER BY 2 LIMIT {MOST}'
        )
        return key, cursor.fetchall()


@pytest.fixture
def with_a_draft(world: World) -> Iterator[None]:
    """A draft of the colleague's and nobody else's, for as long as a test lasts."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM drafts_draft")
            cursor.execute(
                """INSERT INTO drafts_draft (person_id, address, page, typed, saved_at)
                   VALUES (%s, '/x', 'x', '{}', now())""",
                [world.people["colleague"].pk],
            )
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", sorted(WRITES))
@pytest.mark.usefixtures("with_a_draft")
def test_rows_are_written_by_those_who_may(world: World, table: str) -> None:
    key, rows = stored(table)
    assert rows, "an empty table proves nothing"
    add, change = set(), set()
    for persona in EVERYONE:
        with as_web(world.tokens.get(persona, "")):
            if any(may_add(table, row) for row in rows):
                add.add(persona)
            if any(may_change(table, key, row) for row in rows):
                change.add(persona)
    assert (add, change) == tuple(set(who) for who in WRITES[table])


def test_every_table_that_is_written_is_in_the_tables_of_the_rooms() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT tablename FROM pg_policies
               WHERE 'sightline_web' = ANY(roles) AND cmd IN ('INSERT', 'UPDATE')
                 AND coalesce(with_check, qual) <> 'false'"""
        )
        written = {table for (table,) in cursor.fetchall()}
    assert written - set(WRITES) - set(OTHERWISE) == set()


# What the functions of the owner may write, each of them once


@pytest.mark.usefixtures("with_a_draft")
def test_a_draft_is_discarded_by_its_person_alone(world: World) -> None:
    for persona, gone in (("business_manager", "nothing"), ("colleague", "done")):
        with as_web(world.tokens[persona]):
            assert answers("DELETE FROM drafts_draft", []) == gone


def test_what_was_typed_is_rescued_and_rescued_again(world: World) -> None:
    rescue = "SELECT sightline_draft_rescue(%s, '/y', 'y', '{}')"
    with as_web(""), connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(rescue, [world.tokens["colleague"]])
            assert cursor.fetchone() == (True,)


def test_a_link_to_a_pack_is_used_up(world: World) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                """UPDATE governance_forumlink SET token_hash = %s,
                   used_at = NULL, expires_at = now() + interval '1 day'
                   WHERE id = (SELECT min(id) FROM governance_forumlink)""",
                [sha256(b"secret").hexdigest()],
            )
        with as_web(""), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sightline_forum_open('secret')")
            assert cursor.fetchone() == (1,)
            cursor.execute("SELECT count(*) FROM sightline_forum_open('secret')")
            assert cursor.fetchone() == (0,)
        transaction.set_rollback(True)


def test_a_feed_is_known_to_its_person_alone(world: World) -> None:
    for persona in EVERYONE:
        with as_web(world.tokens.get(persona, "")), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM diary_feed")
            assert cursor.fetchone() == (int(persona == "colleague"),), persona


def test_an_emergency_access_is_ended_by_its_person(world: World) -> None:
    """Those of the world have ended: one that is open, as the second factor was given just now."""
    token = sessions.start(world.people["notifier"].pk, second_factor=True)
    record = world.record("identified")
    opens = """INSERT INTO records_emergencyaccess (record_id, partnership_id, reference, person_id,
        reason, starts_at, ends_at, review_by_on)
        VALUES (%s, %s, %s, %s, repeat('x', 30), now(), now(), now())"""
    ends = "UPDATE records_emergencyaccess SET ended_at = now() WHERE ended_at IS NULL"
    values = [record.pk, world.partnership.pk, record.reference, world.people["notifier"].pk]
    with as_web(world.tokens["business_manager"]):
        assert answers(opens, values) == "42501"  # not in somebody else's name
    with as_web(token):
        assert answers(opens, values) == "done"
        assert answers(opens, values) == "P0001"  # one at a time
        assert answers("UPDATE records_emergencyaccess SET reason = repeat('y', 30)", []) == "P0001"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT ends_at - starts_at FROM records_emergencyaccess WHERE ended_at IS NULL"
            )
            assert cursor.fetchall() == [(timedelta(minutes=60),)]
        assert answers(ends, []) == "done"


def counted(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        (rows,) = cursor.fetchone()
    return int(rows)


@pytest.mark.parametrize("table", ["records_emergencyaccess", "records_emergencyreview"])
def test_an_emergency_is_known_to_its_person_and_to_those_who_review(
    world: World, table: str
) -> None:
    """And to nobody who has an interest in the case, whatever they review."""
    all_of_it = counted(table)
    assert all_of_it
    for persona in EVERYONE:
        with as_web(world.tokens.get(persona, "")):
            knows = persona in ("business_manager", "notifier")
            assert counted(table) == (all_of_it if knows else 0), persona
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO records_conflict
                   (record_id, person_id, nature, how, found_at, found_by)
                   VALUES (%s, %s, 'x', 'detected', now(), 'x')""",
                [world.record("identified").pk, world.people["business_manager"].pk],
            )
        with as_web(world.tokens["business_manager"]):
            assert counted(table) == 0
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "table", ["performance_series", "performance_figure", "performance_clearance"]
)
def test_figures_are_for_the_staff_of_their_partnership(world: World, table: str) -> None:
    for persona in EVERYONE:
        with as_web(world.tokens.get(persona, "")):
            is_staff = persona in STAFF | {"colleague", "notifier"}
            if table == "performance_clearance":
                is_staff = is_staff and persona != "stranger"  # theirs are all open
            assert (counted(table) > 0) == is_staff, persona


def test_a_line_of_the_trail_is_linked_to_the_one_before(world: World) -> None:
    """The hash of a line holds the hash of the one before it in its partnership's chain."""
    last = """SELECT hash, previous_hash FROM trail_trailevent
              WHERE partnership_id = %s ORDER BY id DESC LIMIT 2"""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO trail_trailevent (partnership_id, at, kind, code, actor, about, facts,
               previous_hash, hash) VALUES (%s, now(), 'change', 'x', 'x', '', '{}', '', '')""",
            [world.partnership.pk],
        )
        cursor.execute(last, [world.partnership.pk])
        (new, before) = cursor.fetchall()
        assert len(new[0]) == 64
        assert new[1] == before[0]
        transaction.set_rollback(True)


def test_every_table_is_guarded_in_the_database_and_not_only_in_its_migration(world: World) -> None:
    """Also those that the web process may not touch, or all of which it may read."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
               AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity"""
        )
        forced = {name for (name,) in cursor.fetchall()}
    assert tables_of_ours() - set(UNGUARDED) - forced == set()
