"""Joining: a link that works once, a password, a second factor, and back again with both."""

from __future__ import annotations

import re
import time

import pyotp
import pytest

from journeys.conftest import Arrival
from journeys.site import Site
from journeys.visitor import Visitor

pytestmark = pytest.mark.browser

EMAIL = "wren@journeys.example"
PASSWORD = "brisk otter maple 41"


def test_somebody_joins_by_link_and_comes_back_with_password_and_code(
    site: Site, somebody: Arrival
) -> None:
    printed = site.command("invite", "--name", "Wren Example", "--email", EMAIL)
    link = re.search(r"https?://[^/]+(/account/join/\S+)", printed)
    assert link is not None, printed

    newcomer = somebody().goes_to(link[1]).is_at("Join as Wren Example")
    newcomer.enters("Password", "password").enters("Password again", "password").presses("Join")
    newcomer.sees("There is a problem")
    newcomer.enters("Password", PASSWORD).enters("Password again", PASSWORD).presses("Join")
    app = _sets_up_a_code_app(newcomer)
    kept = newcomer.is_at("Recovery codes").main.locator("code").all_inner_texts()
    assert len(kept) == len(set(kept)) >= 8

    stranger = somebody()
    stranger.expects_refusal = True
    stranger.goes_to(link[1]).does_not_see("Choose a password")

    newcomer.expects_refusal = True  # no place is theirs yet
    newcomer.presses("Sign out").goes_to("/account/sign-in/")
    _gives_the_password(newcomer)
    newcomer.enters("Code", "000000").presses("Sign in").is_at("Enter your code")
    newcomer.enters("Code", _fresh(app)).presses("Sign in")
    newcomer.is_at("You do not hold a seat at the moment")

    newcomer.goes_to("/account/confirm/").is_at("Confirm that it is you")
    newcomer.goes_to("/account/").sees(EMAIL)

    _a_recovery_code_opens_once(somebody, kept[0])


def _sets_up_a_code_app(newcomer: Visitor) -> pyotp.TOTP:
    newcomer.is_at("Set up a second way").follows("Set up a code app").is_at("Set up a code app")
    app = pyotp.TOTP(newcomer.main.locator("code").inner_text())
    newcomer.page.locator("main input[name=code]").fill(app.now())
    newcomer.presses("Set up")
    return app


def _gives_the_password(person: Visitor) -> None:
    person.enters("Email address", EMAIL).enters("Password", PASSWORD).presses("Sign in")
    person.is_at("Enter your code")


def _fresh(app: pyotp.TOTP) -> str:
    """A code that was not used yet: one counts once only, so wait for the next."""
    time.sleep(30 - time.time() % 30 + 0.5)
    return app.now()


def _a_recovery_code_opens_once(somebody: Arrival, code: str) -> None:
    for opens in (True, False):
        person = somebody().goes_to("/account/sign-in/")
        person.expects_refusal = True
        _gives_the_password(person)
        person.enters("Code", code).presses("Sign in")
        person.is_at("You do not hold a seat" if opens else "Enter your code")
