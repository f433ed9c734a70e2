"""A passkey is set up and signs in by itself, in a real browser with a virtual authenticator."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from playwright.sync_api import Page, sync_playwright

from foundation.accounts_people import PASSWORD, joined
from sightline.foundation.accounts.models import Person

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]


@pytest.fixture
def page(serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    # playwright keeps an event loop in this thread; Django asks not to be used beside one
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    address = serve()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        context = browser.new_context(base_url=address)
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        devtools.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        yield page
        connection.close()  # beside the loop it is another than the fixtures close
        browser.close()


def sign_in_with_password(page: Page, person: Person) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_set_up_then_signs_in_alone_and_confirms(page: Page) -> None:
    person = joined()
    sign_in_with_password(page, person)
    page.goto("/account/second-factor/passkeys/add/")
    page.get_by_label("Name of this passkey").fill("Laptop")
    page.get_by_role("button", name="Add passkey").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.locator("main code").count() == 10
    kinds = Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True)
    assert sorted(kinds) == ["recovery_codes", "webauthn"]

    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "/account/sign-in" not in url)
    page.goto("/who")
    assert person.name in page.content()
    assert "second-factor" not in page.goto("/papers").url  # type: ignore[union-attr]

    page.goto("/account/confirm/passkey/?next=/who")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/who")


def test_a_passkey_serves_as_the_step_after_the_password(page: Page) -> None:
    person = joined()
    sign_in_with_password(page, person)
    page.goto("/account/second-factor/passkeys/add/")
    page.get_by_role("button", name="Add passkey").click()
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()
    sign_in_with_password(page, person)
    page.wait_for_url("**/account/sign-in/code/")
    assert page.goto("/who").url.endswith("/account/sign-in/code/")  # type: ignore[union-attr]
    page.goto("/account/sign-in/code/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/account/sign-in" not in url)
    page.goto("/who")
    assert person.name in page.content()
