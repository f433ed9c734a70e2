"""Writes by an injected statement: what the web process may not write even with a live session."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders.world import NOW, World
from sightline.foundation.accounts import sessions
from sightline.foundation.accounts.queries import hash_of
from sightline.registers.records.models import Grant, Record
from web.rooms import WRITES
from web.test_policy_and_database_give_the_same_rows import as_web


def changed(token: str, sql: str, *values: object) -> int:
    """How many rows a statement changed; -1 where the database refused it. Its values come one by
    one, or by name in one mapping."""
    given = values[0] if values and isinstance(values[0], dict) else values
    with as_web(token):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, given)
                return cursor.rowcount
        except DatabaseError:
            return -1


@pytest.fixture
def token_of(world: World):  # type: ignore[no-untyped-def]
    return lambda persona: world.tokens[persona]


SEAT = """INSERT INTO partnership_seat
          (partnership_id, place_id, person_id, starts_at, appointed_by,
          ended_by, reason) VALUES (%s, %s, %s, now(), 'Self', '', '')"""


@pytest.mark.parametrize("persona, may", [("practitioner", False), ("lead_partner", False),
                                          ("group_chair", False), ("stranger", False),
                                          ("business_manager", True)])  # fmt: skip
def test_seats_are_given_and_ended_by_those_who_appoint(
    world: World, token_of, persona: str, may: bool
) -> None:
    place = world.partnership.place_set.get(key="executive-co-opted").pk
    given = changed(token_of(persona), SEAT, world.partnership.pk, place, world.people[persona].pk)
    ended = changed(
        token_of(persona),
        "UPDATE partnership_seat SET ended_at = now(), ended_by = 'x' WHERE id = %s",
        world.seat("colleague").pk,
    )
    assert (given > 0, ended > 0) == (may, may)


GRANT = """INSERT INTO records_grant
           (record_id, person_id, reason, starts_at, ends_at, granted_by_id)
           VALUES (%s, %s, 'because', now(), now() + interval '1 day', %s)"""


@pytest.mark.parametrize("persona, may", [("group_member", False), ("lead_partner", False),
                                          ("business_manager", True)])  # fmt: skip
def test_sight_is_given_by_those_who_may(world: World, token_of, persona: str, may: bool) -> None:
    to, by = world.people["agency_lead"].pk, world.people[persona].pk
    assert (changed(token_of(persona), GRANT, world.record("held").pk, to, by) > 0) == may


def test_nobody_gives_sight_to_themselves_or_in_anothers_name(world: World, token_of) -> None:
    manager, chair = world.people["business_manager"].pk, world.people["group_chair"].pk
    record = world.record("held").pk
    assert changed(token_of("business_manager"), GRANT, record, manager, manager) == -1
    assert changed(token_of("business_manager"), GRANT, record, manager, chair) == -1


def test_nobody_gives_sight_of_what_they_do_not_see(world: World, token_of) -> None:
    to, by = world.people["agency_lead"].pk, world.people["business_manager"].pk
    assert changed(token_of("business_manager"), GRANT, world.record("identified").pk, to, by) == -1


def test_who_was_given_sight_does_not_lengthen_it(world: World, token_of) -> None:
    grant = world.grants["lead_partner"].pk
    longer = "UPDATE records_grant SET ends_at = ends_at + interval '1 year' WHERE id = %s"
    assert changed(token_of("lead_partner"), longer, grant) == 0
    assert changed(token_of("business_manager"), longer, grant) == 1


CONFLICT = """INSERT INTO records_conflict (record_id, person_id, nature, how, found_at, found_by)
              VALUES (%s, %s, 'x', %s, now(), 'x')"""


def test_nobody_hides_a_record_from_somebody_else(world: World, token_of) -> None:
    record, chair = world.record("held").pk, world.people["group_chair"].pk
    mine = world.people["group_member"].pk
    token = token_of("group_member")
    assert changed(token, CONFLICT, record, chair, "detected") == -1
    assert changed(token, CONFLICT, record, chair, "declared") == -1
    assert changed(token, CONFLICT, record, mine, "declared") == 1
    assert changed(token_of("business_manager"), CONFLICT, record, chair, "detected") == 1


def test_an_interest_is_not_taken_back_by_the_web_process(world: World, token_of) -> None:
    away = "UPDATE records_conflict SET ended_at = now()"
    assert changed(token_of("group_chair"), away) == 0
    assert changed(token_of("business_manager"), away) == 0


@pytest.mark.parametrize("persona, count", [("group_member", 0), ("scrutineer", 0), ("stranger", 0),
                                            ("business_unit", 1)])  # fmt: skip
def test_meetings_and_who_came_are_changed_by_the_unit(
    world: World, token_of, persona: str, count: int
) -> None:
    held = world.meetings["held"]
    token = token_of(persona)
    for sql in (
        "UPDATE governance_meeting SET venue = 'x' WHERE id = %s",
        "UPDATE governance_attendance SET how = 'absent' WHERE id = "
        "(SELECT min(id) FROM governance_attendance WHERE meeting_id = %s)",
        "UPDATE governance_reportreceived SET source_name = 'x' WHERE meeting_id = %s",
    ):
        assert changed(token, sql, held.pk) == count, sql


ATTENDANCE = """INSERT INTO governance_attendance (meeting_id, record_id, place_id, how, name,
                deputy_name) VALUES (%s, %s, %s, 'vacant', '', '')"""


def test_a_line_of_a_meeting_carries_the_meetings_own_record(world: World, token_of) -> None:
    held, public = world.meetings["held"], world.record("public").pk
    place = world.partnership.place_set.get(key="practice-group-chair").pk
    unit = token_of("business_unit")
    assert changed(unit, ATTENDANCE, held.pk, public, place) == -1
    assert changed(token_of("practitioner"), ATTENDANCE, held.pk, held.record_id, place) == -1
    assert changed(unit, ATTENDANCE, held.pk, held.record_id, place) == 1


@pytest.mark.parametrize("persona, may", [("agency_lead", False), ("practitioner", False),
                                          ("stranger", False), ("business_unit", True)])  # fmt: skip  # noqa: E501
def test_evidence_is_entered_by_those_who_may(
    world: World, token_of, persona: str, may: bool
) -> None:
    entered = """INSERT INTO duties_fulfilment (partnership_id, kind, "on", body_key, source_key,
                 document_key, topic, place_key, is_attested, words, link, entered_at,
                 entered_by, late_reason, withdrawn_reason)
                 VALUES (%s, 'attested', '2020-01-01', '', '', '', '', '', false, '', '',
                 now(), 'x', '', '')"""
    assert (changed(token_of(persona), entered, world.partnership.pk) > 0) == may


@pytest.mark.parametrize("table", ["duties_duty", "partnership_place", "partnership_body",
                                   "partnership_agency", "partnership_arrangementversion",
                                   "partnership_partnership", "trail_trailevent", "trail_head",
                                   "outbox_message", "duties_reminder"])  # fmt: skip
def test_what_only_commands_and_the_worker_change(world: World, token_of, table: str) -> None:
    column = {"trail_head": "last_id", "outbox_message": "attempts", "trail_trailevent": "code",
              "duties_reminder": "occasion", "partnership_arrangementversion": "number",
              "duties_duty": "promise"}.get(table, "name")  # fmt: skip
    sql = f"UPDATE {table} SET {column} = {column}"
    assert changed(token_of("business_manager"), sql) in (0, -1)


def test_a_record_is_not_moved_out_of_its_partnership_nor_seen_by_writing(
    world: World, token_of
) -> None:
    held = world.record("held").pk
    token = token_of("business_manager")
    away = "UPDATE records_record SET partnership_id = %s WHERE id = %s"
    assert changed(token, away, world.other.pk, held) == -1
    blind = "UPDATE records_record SET title = 'x' WHERE id = %s"
    assert changed(token, blind, world.record("identified").pk) == 0
    assert changed(token_of("young_person"), blind, world.record("public").pk) == 0


def test_a_record_is_not_opened_by_hand(world: World, token_of) -> None:
    held, manager = world.record("held").pk, token_of("business_manager")
    hold = "UPDATE records_record SET marking = %s, held_from = %s WHERE id = %s"
    assert changed(manager, hold, "restricted", "internal", held) == 1
    assert changed(manager, hold, "public", "internal", held) == -1
    assert changed(manager, hold, "restricted", "public", held) == -1
    assert changed(token_of("business_unit"), hold, "restricted", "internal", held) == -1


PERSON = """INSERT INTO accounts_person (email, name, password, is_active, is_invented)
            VALUES ('new@x.example', 'x', '!', true, false)"""
LINK = """INSERT INTO accounts_invitation (token_hash, purpose, person_id, invited_by_id,
          invited_at, expires_at)
          VALUES (repeat('a', 64), %s, %s, NULL, now(), now() + interval '1 hour')"""


@pytest.mark.parametrize("persona, may", [("", False), ("practitioner", False),
                                          ("lead_partner", False), ("business_manager", True),
                                          ("system_administrator", True)])  # fmt: skip
def test_people_are_made_and_moved_by_who_manages_accounts(
    world: World, token_of, persona: str, may: bool
) -> None:
    token, chair = token_of(persona) if persona else "", world.people["group_chair"].pk
    done = 1 if may else -1
    assert changed(token, PERSON) == done
    assert changed(token, LINK, "join", chair) == done
    for what in ("email = 'mine@x.example'", "name = 'x'", "is_active = false"):
        assert changed(token, f"UPDATE accounts_person SET {what} WHERE id = %s", chair) == done


def test_a_link_to_sign_in_is_for_who_has_no_password(world: World) -> None:
    chair = world.people["group_chair"]
    with transaction.atomic():
        type(chair).objects.filter(pk=chair.pk).update(password="argon2$x")
        assert changed("", LINK, "sign-in", chair.pk) == -1
        type(chair).objects.filter(pk=chair.pk).update(password="!x")
        assert changed("", LINK, "sign-in", chair.pk) == 1
        transaction.set_rollback(True)


def test_no_process_of_the_web_writes_a_password(world: World, token_of) -> None:
    chair = world.people["group_chair"].pk
    for persona in ("", "group_chair", "business_manager", "system_administrator"):
        token = token_of(persona) if persona else ""
        write = "UPDATE accounts_person SET password = 'argon2$mine' WHERE id = %s"
        assert changed(token, write, chair) == -1
    with_one = PERSON.replace("'!'", "'argon2$mine'")
    assert changed(token_of("business_manager"), with_one) == -1


def test_a_link_to_choose_a_password_is_for_who_has_one_and_for_an_hour(world: World) -> None:
    chair = world.people["group_chair"]
    longer = LINK.replace("1 hour", "61 minutes")
    with transaction.atomic():
        type(chair).objects.filter(pk=chair.pk).update(password="!x")
        assert changed("", LINK, "password", chair.pk) == -1
        type(chair).objects.filter(pk=chair.pk).update(password="argon2$x")
        assert changed("", longer, "password", chair.pk) == -1
        assert changed("", LINK, "password", chair.pk) == 1
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("purpose", "more", "is_set"),
    [
        ("password", "", True),
        ("join", "", True),
        ("sign-in", "", False),
        ("password", "used_at = now() - interval '1 minute'", False),
        ("password", "withdrawn_at = now() - interval '1 minute'", False),
        ("password", "expires_at = now() - interval '1 second'", False),
    ],
)
def test_a_link_sets_the_password_of_its_own_account_once_and_in_time(
    world: World, purpose: str, more: str, is_set: bool
) -> None:
    chair, other = world.people["group_chair"], world.people["scrutineer"]
    with transaction.atomic(), connection.cursor() as cursor:
        before = type(other).objects.get(pk=other.pk).password
        cursor.execute(
            "INSERT INTO accounts_invitation (token_hash, purpose, person_id, invited_at,"
            " expires_at) VALUES (%s, %s, %s, now() - interval '30 minutes',"
            " now() + interval '30 minutes')",
            [hash_of("the link"), purpose, chair.pk],
        )
        if more:
            cursor.execute(f"UPDATE accounts_invitation SET {more} WHERE token_hash = %s",
                           [hash_of("the link")])  # fmt: skip
        said = [_by_link(cursor, purpose, token) for token in ("another", "the link", "the link")]
        assert said == [None, chair.pk if is_set else None, None]
        kept = type(chair).objects.get(pk=chair.pk).password
        assert (kept == "argon2$chosen") == is_set
        assert type(other).objects.get(pk=other.pk).password == before
        transaction.set_rollback(True)


def test_a_link_of_somebody_shut_out_or_for_another_purpose_sets_nothing(world: World) -> None:
    chair = world.people["group_chair"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LINK.replace("repeat('a', 64)", "%s"),
                       [hash_of("the link"), "password", chair.pk])  # fmt: skip
        assert _by_link(cursor, "join", "the link") is None
        type(chair).objects.filter(pk=chair.pk).update(is_active=False)
        assert _by_link(cursor, "password", "the link") is None
        transaction.set_rollback(True)


def _by_link(cursor, purpose: str, token: str):
    cursor.execute("SELECT sightline_password_by_link(%s, %s, 'argon2$chosen')", [token, purpose])
    return cursor.fetchone()[0]


def test_ones_own_password_is_set_by_who_has_just_said_who_they_are(world: World) -> None:
    chair = world.people["group_chair"]
    with transaction.atomic(), connection.cursor() as cursor:
        token = sessions.start(chair.pk, second_factor=True)
        steps = ((None, False), ("11 minutes", False), ("9 minutes", True))
        for ago, is_set in steps:
            moment = f"now() - interval '{ago}'" if ago else "NULL"
            cursor.execute(
                f"SELECT sightline_session_save(%s, '', %s, true, {moment},"
                " '30 minutes', '12 hours', '', '')",
                [token, chair.pk],
            )
            cursor.execute("SELECT set_config('sightline.token', %s, true)", [token])
            cursor.execute("SELECT sightline_own_password('argon2$me')")
            assert cursor.fetchone()[0] is is_set
            kept = type(chair).objects.get(pk=chair.pk).password
            assert (kept == "argon2$me") == is_set
        cursor.execute("SELECT set_config('sightline.token', '', true)")
        cursor.execute("SELECT sightline_own_password('argon2$me')")
        assert cursor.fetchone()[0] is False
        transaction.set_rollback(True)


def test_a_link_is_used_up_and_never_turned_into_another(world: World) -> None:
    chair = world.people["group_chair"].pk
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LINK, ["join", chair])
        mine = " WHERE token_hash = repeat('a', 64)"
        other = world.people["practitioner"].pk
        for what in (f"person_id = {other}", "token_hash = repeat('b', 64)",
                     "expires_at = now() + interval '9 years'"):  # fmt: skip
            assert changed("", f"UPDATE accounts_invitation SET {what}{mine}") == -1, what
        assert changed("", f"UPDATE accounts_invitation SET used_at = now(){mine}") == 1
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE accounts_invitation SET used_at = now(){mine}")
        assert changed("", f"UPDATE accounts_invitation SET used_at = NULL{mine}") == -1
        transaction.set_rollback(True)


# Written by people, and kept by no trigger: no process holds the right to delete from them.
KEPT_BY_RIGHTS = {
    "accounts_invitation",
    "accounts_person",
    "duties_runningclock",
    "partnership_contradictiondecision",
    "partnership_oneoffday",
    "performance_framework",
    "performance_progress",
    "records_link",
}
GOES = {"drafts_draft"}  # when its form is sent


def protected() -> list[str]:
    ours = {"files_storedfile", "outbox_message", "performance_clearance", "performance_figure",
            "performance_series", "reviews_safetyhit"}  # fmt: skip
    return sorted(ours | set(WRITES) - KEPT_BY_RIGHTS - GOES)


@pytest.mark.parametrize("role", ["sightline_web", "sightline_worker"])
def test_no_process_may_delete_work(world: World, role: str) -> None:
    with connection.cursor() as cursor:
        for table in (*protected(), *KEPT_BY_RIGHTS):
            cursor.execute("SELECT has_table_privilege(%s, %s, 'DELETE, TRUNCATE')", [role, table])
            assert cursor.fetchone() == (False,), table


@pytest.mark.parametrize("what", ["DELETE FROM", "TRUNCATE"])
@pytest.mark.parametrize("table", protected())
def test_nothing_is_deleted_or_emptied_even_by_the_owner(
    world: World, table: str, what: str
) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE sightline_owner")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"CREATE POLICY hole ON {table} TO sightline_owner USING (true)")
        with (
            pytest.raises(DatabaseError, match=f"{table} (are never deleted|is append-only)"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{what} {table}{' CASCADE' if what == 'TRUNCATE' else ''}")
        transaction.set_rollback(True)


def test_the_words_of_a_record_follow_its_title(world: World) -> None:
    with transaction.atomic():
        record = world.record("held")
        Record.objects.filter(pk=record.pk).update(title="Quokkas in the garden")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT words @@ sightline_own_query(partnership_id, 'quokka') "
                "FROM records_record WHERE id = %s",
                [record.pk],
            )
            assert cursor.fetchone() == (True,)
        transaction.set_rollback(True)


def test_a_grant_ends_after_it_starts(world: World) -> None:
    grant = world.grants["lead_partner"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(ends_at=NOW - timedelta(days=99))


@pytest.mark.parametrize(
    "persona, may",
    [("group_chair", False), ("stranger", False), ("lead_partner", True)],
)
def test_a_duty_is_set_aside_by_those_who_may(
    world: World, token_of, persona: str, may: bool
) -> None:
    made = """INSERT INTO duties_dispensation (partnership_id, duty_id, starts_on, ends_on, reason,
              decided_by, decided_on, entered_at, entered_by)
              SELECT partnership_id, duty_id, starts_on, ends_on, 'x', 'x', decided_on, now(), 'x'
              FROM duties_dispensation WHERE partnership_id = %s LIMIT 1"""
    back = "UPDATE duties_dispensation SET withdrawn_at = now() WHERE partnership_id = %s"
    number = world.partnership.pk
    token = token_of(persona)
    assert (changed(token, made, number) > 0, changed(token, back, number) > 0) == (may, may)


@pytest.mark.parametrize("persona, may", [("agency_lead", False), ("business_manager", True)])
def test_an_entry_is_withdrawn_by_those_who_may(
    world: World, token_of, persona: str, may: bool
) -> None:
    assert world.entry is not None
    away = "UPDATE duties_fulfilment SET withdrawn_at = now() WHERE id = %s"
    assert (changed(token_of(persona), away, world.entry.pk) > 0) == may
