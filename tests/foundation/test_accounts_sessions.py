"""A session is known by the hash of its token alone, and ends when it should."""

from __future__ import annotations

import hashlib

import pytest
from django.db import ProgrammingError, connection, transaction

from foundation.accounts_people import (
    BUSINESS_MANAGER,
    PASSWORD,
    Browser,
    joined,
    sql,
    with_code_app,
)
from sightline.foundation.accounts import operations, sessions

pytestmark = pytest.mark.usefixtures("committed")


def shift(browser: Browser, column: str, interval: str) -> None:
    """Move one of a session's moments, as the passing of time would."""
    sql(
        f"UPDATE accounts_session SET {column} = {column} + %s::interval WHERE key_hash = %s",
        interval,
        hashlib.sha256(browser.token.encode()).hexdigest(),
        role="sightline_owner",
    )


def signed_in() -> Browser:
    browser = Browser()
    browser.sign_in(joined())
    assert browser.is_signed_in()
    return browser


def test_the_database_keeps_the_hash_of_the_token_and_nowhere_the_token() -> None:
    browser = signed_in()
    digest = hashlib.sha256(browser.token.encode()).hexdigest()
    rows = sql(
        "SELECT row_to_json(s)::text FROM accounts_session s WHERE key_hash = %s",
        digest,
        role="sightline_owner",
    )
    assert len(rows) == 1
    assert browser.token not in rows[0][0]
    tables = sql(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        " AND table_type = 'BASE TABLE'",
        role="sightline_owner",
    )
    for (table,) in tables:
        found = sql(
            f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s",
            f"%{browser.token}%",
            role="sightline_test",
        )
        assert found == [(0,)], table


def test_signing_in_takes_a_new_token() -> None:
    browser = Browser()
    browser.client.cookies["session"] = "a-token-that-somebody-else-chose-for-this-person"
    browser.sign_in(joined())
    assert browser.token != "a-token-that-somebody-else-chose-for-this-person"
    stranger = Browser()
    stranger.client.cookies["session"] = "a-token-that-somebody-else-chose-for-this-person"
    assert not stranger.is_signed_in()


def test_the_token_of_the_first_step_is_worth_nothing_after_the_second() -> None:
    person, app = with_code_app()
    from foundation.accounts_people import code_of

    browser = Browser()
    browser.sign_in(person)
    first_step = browser.token
    browser.post("/account/sign-in/code/", code=code_of(app))
    assert browser.is_signed_in()
    other = Browser()
    other.client.cookies["session"] = first_step
    assert not other.is_signed_in()
    assert sessions.begin(first_step)["session_hash"] is None


@pytest.mark.parametrize("role", ["sightline_web", "sightline_worker"])
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM accounts_session",
        "UPDATE accounts_session SET person_id = 1",
        "DELETE FROM accounts_session",
        "TRUNCATE accounts_session",
        "SELECT * FROM accounts_throttle",
        "DELETE FROM accounts_throttle",
        "SELECT * FROM sightline_live_session('x')",
    ],
)
def test_no_process_can_touch_the_sessions_or_the_guesses(role: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        sql(statement, role=role)


def test_naming_a_person_or_a_hash_instead_of_a_token_makes_nobody() -> None:
    browser = signed_in()
    browser.add_code_app()
    digest = hashlib.sha256(browser.token.encode()).hexdigest()
    person = sessions.begin(browser.token)["person_id"]
    forged = ["", "1", str(person), digest, digest[:16], f"person:{person}", "' OR true --"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE sightline_web")
        for value in forged:
            cursor.execute("SELECT set_config('sightline.token', %s, true)", [value])
            cursor.execute("SELECT sightline_person(), sightline_signed_in_person()")
            assert cursor.fetchone() == (None, None), value
        cursor.execute("SELECT set_config('sightline.token', %s, true)", [browser.token])
        cursor.execute("SELECT sightline_person()")
        assert cursor.fetchone() == (person,)


def test_who_it_was_is_forgotten_with_the_transaction() -> None:
    browser = signed_in()
    browser.add_code_app()
    with transaction.atomic():
        sessions.begin(browser.token)
        assert sql("SELECT sightline_person() IS NOT NULL") == [(True,)]
    assert sql("SELECT sightline_person(), current_setting('sightline.token', true)") == [
        (None, "")
    ]


@pytest.mark.parametrize(
    ("column", "interval"),
    [("expires_at", "-31 minutes"), ("ends_at", "-12 hours"), ("ended_at", "0")],
)
def test_an_idle_an_old_and_an_ended_session_open_nothing(column: str, interval: str) -> None:
    browser = signed_in()
    if column == "ended_at":
        sessions._call("sightline_session_end", browser.token)
    else:
        shift(browser, column, interval)
    assert not browser.is_signed_in()


def test_use_puts_off_the_idle_limit_but_never_the_end_of_the_day() -> None:
    browser = signed_in()
    shift(browser, "last_seen_at", "-20 minutes")
    shift(browser, "expires_at", "-20 minutes")
    assert browser.is_signed_in()
    left = (
        "SELECT round(extract(epoch FROM expires_at - now()) / 60), "
        "round(extract(epoch FROM ends_at - now()) / 3600) "
        "FROM accounts_session WHERE key_hash = %s"
    )
    digest = hashlib.sha256(browser.token.encode()).hexdigest()
    assert sql(left, digest, role="sightline_owner") == [(30, 12)]
    shift(browser, "ends_at", "-11 hours -50 minutes")
    shift(browser, "last_seen_at", "-2 minutes")
    assert browser.is_signed_in()
    assert sql(left, digest, role="sightline_owner") == [(10, 0)]


def test_a_session_that_ended_is_not_revived_by_a_request_still_running() -> None:
    browser = signed_in()
    store = sessions.SessionStore(browser.token)
    store["draft"] = "something"
    sessions._call("sightline_session_end", browser.token)
    from django.contrib.sessions.backends.base import UpdateError

    with pytest.raises(UpdateError):
        store.save()
    assert not browser.is_signed_in()


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie() -> None:
    browser = signed_in()
    thief = Browser()
    thief.client.cookies["session"] = browser.token
    assert thief.is_signed_in()
    assert browser.get("/account/logout/").status_code == 200  # asks; does nothing
    assert browser.is_signed_in()
    browser.post("/account/logout/")
    assert not thief.is_signed_in()


def test_own_sessions_are_listed_and_ended_one_by_one_or_all_but_this() -> None:
    person = joined()
    first, second, third = Browser(), Browser(), Browser()
    for browser in (first, second, third):
        browser.sign_in(person)
    page = first.get("/account/sessions/").content.decode()
    assert "3 browsers" in page
    assert page.count("This browser") == 1
    prefix = hashlib.sha256(second.token.encode()).hexdigest()[:16]
    first.post("/account/sessions/end/", session=prefix)
    assert [one.is_signed_in() for one in (first, second, third)] == [True, False, True]
    first.post("/account/sessions/end/")
    assert [one.is_signed_in() for one in (first, second, third)] == [True, False, False]


def test_nobody_can_end_somebody_elses_session() -> None:
    mine, theirs = signed_in(), signed_in()
    prefix = hashlib.sha256(theirs.token.encode()).hexdigest()[:16]
    mine.post("/account/sessions/end/", session=prefix)
    assert theirs.is_signed_in()


def test_a_person_who_is_shut_out_is_out_at_once() -> None:
    from django.utils import timezone

    person, browser = joined(), Browser()
    browser.sign_in(person)
    operations.shut_out(person=person, by=BUSINESS_MANAGER, now=timezone.now())
    assert not browser.is_signed_in()
    browser.sign_in(person)
    assert not browser.is_signed_in()
    operations.let_back_in(person=person, by=BUSINESS_MANAGER, now=timezone.now())
    browser.sign_in(person)
    assert browser.is_signed_in()


def test_a_new_password_ends_every_other_session() -> None:
    person = joined()
    here, elsewhere = Browser(), Browser()
    here.sign_in(person)
    elsewhere.sign_in(person)
    answer = here.post(
        "/account/password/",
        oldpassword=PASSWORD,
        password1="quiet harbour lantern 9",
        password2="quiet harbour lantern 9",
    )
    assert answer.status_code == 302, answer.content.decode()
    assert here.is_signed_in()
    assert not elsewhere.is_signed_in()


def test_an_open_page_reads_the_session_in_one_statement(
    django_assert_num_queries: object,
) -> None:
    browser = signed_in()
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as kept:
        assert browser.is_signed_in()
    asked = [one["sql"] for one in kept if "sightline_request" in one["sql"]]
    assert len(asked) == 1


def test_the_worker_clears_what_ended_long_ago_and_the_web_process_may_not() -> None:
    from datetime import timedelta

    from django.utils import timezone

    old, live = signed_in(), signed_in()
    for column in ("last_seen_at", "expires_at", "ends_at"):
        shift(old, column, "-60 days")
    assert sessions.clear(timezone.now() - timedelta(days=30)) >= 1
    assert live.is_signed_in()
    with pytest.raises(ProgrammingError, match="permission denied"):
        sql("SELECT sightline_sessions_clear(now())", role="sightline_web")
