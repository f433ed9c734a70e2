"""Nobody gets past their own account pages without a second factor."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from foundation.accounts_people import Browser, code_of, joined, sql, with_code_app
from sightline.foundation.accounts import sessions
from sightline.foundation.accounts.models import Person
from sightline.foundation.trail.models import TrailEvent

pytestmark = pytest.mark.usefixtures("committed")


def test_a_password_alone_leads_to_the_set_up_page_and_nowhere_else() -> None:
    browser = Browser()
    browser.sign_in(joined())
    answer = browser.get("/papers")
    assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/")
    assert b"Set up a second way" in browser.get("/account/second-factor/").content


def test_a_code_app_counts_for_the_session_that_set_it_up() -> None:
    browser = Browser()
    browser.sign_in(joined())
    browser.add_code_app()
    assert "second-factor" not in browser.get("/papers").get("Location", "")


def test_a_session_without_second_factor_is_nobody_to_the_database() -> None:
    browser = Browser()
    browser.sign_in(joined())
    assert sessions.begin(browser.token)["person_id"] is not None
    asked = "SELECT sightline_person() FROM (SELECT set_config('sightline.token', %s, false)) s"
    assert sql(asked, browser.token) == [(None,)]
    browser.add_code_app()
    assert sql(asked, browser.token)[0][0] is not None


def test_the_code_is_asked_for_at_the_next_sign_in() -> None:
    person, app = with_code_app()
    browser = Browser()
    answer = browser.sign_in(person)
    assert answer["Location"] == "/account/sign-in/code/"
    assert not browser.is_signed_in()
    assert b"Enter your code" in browser.get("/account/sign-in/code/").content
    assert browser.post("/account/sign-in/code/", code="000000").status_code == 200
    assert not browser.is_signed_in()
    browser.post("/account/sign-in/code/", code=code_of(app))
    assert browser.is_signed_in()


def test_a_code_opens_the_account_once() -> None:
    person, app = with_code_app()
    code = code_of(app)
    first, second = Browser(), Browser()
    for browser in (first, second):
        browser.sign_in(person)
        browser.post("/account/sign-in/code/", code=code)
    assert first.is_signed_in()
    assert not second.is_signed_in()


def test_recovery_codes_are_shown_once_and_each_opens_the_account_once() -> None:
    person, browser = joined(), Browser()
    browser.sign_in(person)
    browser.add_code_app()
    shown = browser.get("/account/second-factor/recovery-codes/").content.decode()
    codes = re.findall(r"<code>([^<]+)</code>", shown)
    assert len(codes) == 10
    again = browser.get("/account/second-factor/recovery-codes/").content.decode()
    assert codes[0] not in again
    for expected in (True, False):
        other = Browser()
        other.sign_in(person)
        other.post("/account/sign-in/code/", code=codes[3])
        assert other.is_signed_in() is expected


def test_the_eleventh_wrong_code_in_five_minutes_is_refused_even_if_right() -> None:
    person, app = with_code_app()
    browser = Browser()
    browser.sign_in(person)
    for _ in range(10):
        assert b"not right" in browser.post("/account/sign-in/code/", code="000000").content
    answer = browser.post("/account/sign-in/code/", code=code_of(app))
    assert b"tried too often" in answer.content
    assert not browser.is_signed_in()


def test_secrets_of_code_apps_are_not_readable_in_the_database() -> None:
    person, app = with_code_app()
    for kept in Authenticator.objects.filter(user_id=person.pk):
        assert app.secret not in str(kept.data)


def test_removing_the_last_second_factor_closes_everything_but_setting_up_a_new_one() -> None:
    browser = Browser()
    browser.sign_in(joined())
    browser.add_code_app()
    assert b"Remove your code app" in browser.get("/account/second-factor/codes/remove/").content
    browser.post("/account/second-factor/codes/remove/")
    assert browser.get("/papers")["Location"] == "/account/second-factor/"


def test_the_trail_tells_of_the_code_app_and_of_wrong_codes() -> None:
    person, _ = with_code_app()
    browser = Browser()
    browser.sign_in(person)
    browser.post("/account/sign-in/code/", code="000000")
    told = TrailEvent.objects.filter(person_id=person.pk).values_list("code", flat=True)
    assert {"accounts.second_factor_added", "accounts.second_factor_failed"} <= set(told)


def test_only_invented_people_of_the_demonstration_need_no_code_app(settings: Any) -> None:
    real, invented = joined(), joined()
    Person.objects.filter(pk=invented.pk).update(is_invented=True)
    for demonstration, expected in ((False, [True, True]), (True, [True, False])):
        settings.DEMONSTRATION = demonstration
        led_to_set_up = []
        for person in (real, invented):
            browser = Browser()
            browser.sign_in(person)
            led_to_set_up.append("second-factor" in browser.get("/papers").get("Location", ""))
        assert led_to_set_up == expected


def test_a_session_begun_for_a_person_passes_or_lacks_the_second_factor_as_said() -> None:
    person = joined()
    for passed in (True, False):
        row = sessions.begin(sessions.start(person.pk, second_factor=passed))
        assert (row["person_id"], row["second_factor"]) == (person.pk, passed)
        assert sessions.needs_second_factor(row) is not passed
