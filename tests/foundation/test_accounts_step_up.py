"""Before something grave a person proves again who they are; it counts for ten minutes."""

from __future__ import annotations

import time

import pytest

from foundation.accounts_people import PASSWORD, Browser, code_of, joined, with_code_app
from sightline.foundation.accounts import sessions

pytestmark = pytest.mark.usefixtures("committed")


def an_hour_later(browser: Browser) -> None:
    """Make every proof in this session an hour old, as time would."""
    store = sessions.SessionStore(browser.token)
    store[sessions.METHODS] = [{**one, "at": one["at"] - 3600} for one in store[sessions.METHODS]]
    store.save()


def has_stepped_up(browser: Browser) -> bool:
    return bool(browser.get("/who").json()["stepped_up"])


def test_signing_in_counts_for_ten_minutes() -> None:
    browser = Browser()
    browser.sign_in(joined())
    assert has_stepped_up(browser)
    an_hour_later(browser)
    assert not has_stepped_up(browser)


def test_the_password_confirms_and_leads_back() -> None:
    browser = Browser()
    browser.sign_in(joined())
    an_hour_later(browser)
    page = browser.get("/account/confirm/?next=/papers")
    assert b"Confirm that it is you" in page.content
    wrong = browser.post("/account/confirm/", password="wrong guess 1", next="/papers")
    assert b"not right" in wrong.content
    assert not has_stepped_up(browser)
    right = browser.post("/account/confirm/", password=PASSWORD, next="/papers")
    assert right["Location"] == "/papers"
    assert has_stepped_up(browser)


def test_a_code_confirms_too() -> None:
    began = time.time() // 30  # its code, and the next one, are used up
    person, app = with_code_app()
    browser = Browser()
    browser.sign_in(person)
    browser.post("/account/sign-in/code/", code=code_of(app))
    an_hour_later(browser)
    assert b"Use a code" in browser.get("/account/confirm/?next=/who").content
    unused = code_of(app, -1 if time.time() // 30 == began else 1)
    answer = browser.post("/account/confirm/code/", code=unused, next="/who")
    assert answer["Location"] == "/who", answer.content.decode()
    assert has_stepped_up(browser)


def test_confirming_leads_to_no_other_site() -> None:
    browser = Browser()
    browser.sign_in(joined())
    answer = browser.post("/account/confirm/", password=PASSWORD, next="https://example.com/")
    assert "example.com" not in answer["Location"]


def test_wrong_passwords_at_the_confirmation_count_as_guesses() -> None:
    person, browser = joined(), Browser()
    browser.sign_in(person)
    for _ in range(10):
        browser.post("/account/confirm/", password="wrong guess 1")
    assert b"tried too often" in browser.post("/account/confirm/", password=PASSWORD).content


def test_changing_the_second_factor_asks_for_it() -> None:
    browser = Browser()
    browser.sign_in(joined())
    browser.add_code_app()
    an_hour_later(browser)
    for path in ("codes/remove/", "passkeys/add/", "recovery-codes/new/", "recovery-codes/"):
        answer = browser.get(f"/account/second-factor/{path}")
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/account/confirm/"), path


@pytest.mark.parametrize("path", ["", "second-factor/", "sessions/", "password/", "confirm/"])
def test_own_pages_are_for_those_signed_in(path: str) -> None:
    answer = Browser().get(f"/account/{path}")
    assert answer["Location"].startswith("/account/sign-in/?next=")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "second-factor/",
        "second-factor/codes/",
        "second-factor/passkeys/add/",
        "sessions/",
        "password/",
        "confirm/",
        "logout/",
    ],
)
def test_every_own_page_opens_with_one_heading_and_its_title(path: str) -> None:
    browser = Browser()
    browser.sign_in(joined())
    page = browser.get(f"/account/{path}").content.decode()
    assert page.count("<h1") == 1
    heading = page.split('<h1 class="govuk-heading-xl">')[1].split("</h1>")[0].strip()
    assert f"<title>{heading} – " in page


@pytest.mark.parametrize("path", ["sign-in/", "password/forgotten/", "link/", "not-invited/"])
def test_every_page_before_signing_in_opens(path: str) -> None:
    page = Browser().get(f"/account/{path}").content.decode()
    assert page.count("<h1") == 1
