"""What a request works out about who asks is kept for it under a seal that nobody else can make."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError, connection, transaction

from builders.world import World

BEGIN = "SELECT person_id, keys FROM sightline_request_begin(%s, %s)"
WHO = """SELECT sightline_person(), sightline_keys(), sightline_partnerships(),
         sightline_granted(), sightline_conflicted()"""


def one(statement: str, *values: object) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return tuple(cursor.fetchone())


@contextmanager
def as_the_web_process() -> Iterator[None]:
    with transaction.atomic():
        before = one("SELECT current_user")[0]
        one("SELECT set_config('role', 'sightline_web', true)")
        yield
        one("SELECT set_config('role', %s, true)", before)
        transaction.set_rollback(True)


def set_kept(value: object) -> None:
    one("SELECT set_config('sightline.kept', %s, true)", value)


def kept() -> str:
    return str(one("SELECT current_setting('sightline.kept', true)")[0])


@pytest.mark.parametrize("persona", ["business_manager", "lead_partner", "group_chair", "stranger"])
def test_what_is_kept_is_what_would_be_answered_without_it(scene: World, persona: str) -> None:
    token = scene.tokens[persona]
    with as_the_web_process():
        one(BEGIN, token, True)
        assert kept()
        with_it = one(WHO)
        set_kept("")
        assert with_it == one(WHO)
        assert with_it[0] == scene.people[persona].pk
        assert with_it[2]  # everybody here is staff of one partnership


def test_somebody_who_only_looks_on_has_no_keys_but_the_publics(scene: World) -> None:
    with as_the_web_process():
        person, keys = one(BEGIN, "", True)
        assert (person, keys) == (None, ["public"])
        assert one(WHO) == (None, ["public"], [], [], [])


def test_before_the_second_factor_nothing_is_kept_of_a_person(scene: World) -> None:
    with as_the_web_process():
        person, keys = one(BEGIN, scene.tokens["without_second_factor"], True)
        assert person == scene.people["without_second_factor"].pk
        assert keys == ["public"]
        assert one("SELECT sightline_person()") == (None,)


def test_whoever_writes_is_asked_each_time(scene: World) -> None:
    with as_the_web_process():
        one(BEGIN, scene.tokens["business_manager"], False)
        assert kept() == ""
        assert one("SELECT sightline_person()") == (scene.people["business_manager"].pk,)


def test_an_answer_that_somebody_else_wrote_counts_for_nothing(scene: World) -> None:
    """An injected statement may write the setting; without the seal it is as if it were empty."""
    practitioner, manager = scene.people["practitioner"].pk, scene.people["business_manager"].pk
    with as_the_web_process():
        one(BEGIN, scene.tokens["practitioner"], True)
        mine, true_answer = kept(), one(WHO)
        assert f"\x1f{practitioner}\x1f" in mine
        forged = mine.replace(f"\x1f{practitioner}\x1f", f"\x1f{manager}\x1f")
        for text in (forged, "0" * 64 + mine[64:], mine[64:], "x", mine + "\x1f{1,2,3}"):
            set_kept(text)
            assert one(WHO) == true_answer, text


def test_what_was_kept_for_one_token_says_nothing_of_another(scene: World) -> None:
    with as_the_web_process():
        one(BEGIN, scene.tokens["business_manager"], True)
        of_manager = kept()
        one(BEGIN, scene.tokens["practitioner"], True)
        set_kept(of_manager)
        assert one("SELECT sightline_person()") == (scene.people["practitioner"].pk,)


def test_a_seat_that_ends_ends_sight_within_the_second(scene: World) -> None:
    token, seat = scene.tokens["group_member"], scene.seat("group_member")
    with transaction.atomic():
        one(BEGIN, token, True)
        assert f"seat:{seat.pk}" in one("SELECT sightline_keys()")[0]  # type: ignore[operator]
        type(seat).objects.filter(pk=seat.pk).update(ended_at=seat.starts_at, ended_by="The office")
        time.sleep(1.1)
        assert f"seat:{seat.pk}" not in one("SELECT sightline_keys()")[0]  # type: ignore[operator]
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ["sightline_web", "sightline_worker"])
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT secret FROM accounts_seal",
        "UPDATE accounts_seal SET secret = 'mine'",
        "SELECT sightline_sealed('anything')",
        "SELECT sightline_kept(2)",
    ],
)
def test_no_process_can_make_a_seal(scene: World, role: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        one("SELECT set_config('role', %s, true)", role)
        one(statement)


def test_what_a_session_kept_says_nothing_to_a_feed(scene: World) -> None:
    """A feed opened beside a live session is its own person's, or nobody's."""
    with as_the_web_process():
        one(BEGIN, scene.tokens["business_manager"], True)
        assert one("SELECT sightline_person()") == (scene.people["business_manager"].pk,)
        one("SELECT count(*) FROM sightline_feed_begin('a secret that opens nothing')")
        assert one("SELECT sightline_person()") == (None,)
        assert one("SELECT sightline_keys()") == (["public"],)
