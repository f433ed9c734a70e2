"""An organisation vouches for its staff; only somebody invited gets in, by that address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured
from playwright.sync_api import sync_playwright

from foundation.accounts_people import invited, joined, new_address, with_code_app
from sightline.foundation.accounts.models import Person
from sightline.foundation.trail.models import TrailEvent
from sightline.web import settings_accounts

CHROMIUM = Path("/usr/bin/chromium")


class Employee:
    """Somebody at work, with a browser and an account at their organisation."""

    def __init__(self, site: str, provider: str, **claims: object) -> None:
        self.site, self.provider = site, provider
        self.subject = str(claims.get("email"))
        self.browser = requests.Session()
        answer = requests.put(f"{provider}/users/{self.subject}", json=claims, timeout=10)
        assert answer.ok, answer.text

    def sign_in(self) -> requests.Response:
        door = self.browser.get(f"{self.site}/account/sign-in/", timeout=10)
        assert "Sign in with Ouseshire Council" in door.text
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', door.text)[1]  # type: ignore[index]
        leaving = self.browser.post(
            f"{self.site}/account/single-sign-on/council/",
            data={"csrfmiddlewaretoken": token},
            timeout=10,
        )
        assert leaving.url.startswith(self.site)  # a redirect would be stopped by form-action
        at_work = self.browser.get(leaving.headers["Refresh"].removeprefix("0;url="), timeout=10)
        assert at_work.url.startswith(self.provider), at_work.url
        return self.browser.post(
            at_work.url, data={"sub": self.subject, "action": "authorize"}, timeout=20
        )

    def is_signed_in(self) -> bool:
        asked = self.browser.get(f"{self.site}/who", allow_redirects=False, timeout=10)
        return asked.status_code == 200


@pytest.fixture
def site(serve: Callable[..., str], provider: str) -> str:
    council = {
        "id": "council",
        "name": "Ouseshire Council",
        "client_id": "sightline",
        "secret": "a secret of the test",
        "server_url": provider,
        "domains": ["example.org"],
    }
    return serve(SIGHTLINE_SINGLE_SIGN_ON=json.dumps([council]))


def test_an_invited_person_gets_in_and_is_led_to_the_second_factor(
    site: str, provider: str
) -> None:
    person, _ = invited()
    employee = Employee(site, provider, email=person.email, email_verified=True)
    employee.sign_in()
    assert employee.is_signed_in()
    papers = employee.browser.get(f"{site}/papers", allow_redirects=False, timeout=10)
    assert papers.headers["Location"] == "/account/second-factor/"
    told = TrailEvent.objects.filter(person_id=person.pk).values_list("code", flat=True)
    assert {"accounts.sign_on_linked", "accounts.signed_in"} <= set(told)


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email_verified": False}, "the provider has not verified the address"),
        ({"email_verified": True, "domain": "elsewhere.example"}, "not the provider's domain"),
        ({"email_verified": True, "unknown": True}, "nobody invited them"),
        ({"email_verified": True, "shut": True}, "the account is shut"),
    ],
)
def test_nobody_else_gets_in(site: str, provider: str, claims: dict[str, object], why: str) -> None:
    email = new_address()
    if domain := claims.get("domain"):
        email = email.replace("example.org", str(domain))
    if not claims.get("unknown"):
        invited(email)
    if claims.get("shut"):
        Person.objects.filter(email=email).update(is_active=False)
    people = Person.objects.count()
    employee = Employee(site, provider, email=email, email_verified=claims["email_verified"])
    answer = employee.sign_in()
    assert answer.url == f"{site}/account/not-invited/", why
    assert not employee.is_signed_in()
    assert Person.objects.count() == people


def test_a_person_with_a_code_app_is_asked_for_the_code_after_single_sign_on(
    site: str, provider: str
) -> None:
    person, _ = with_code_app()
    employee = Employee(site, provider, email=person.email, email_verified=True)
    answer = employee.sign_in()
    assert answer.url == f"{site}/account/sign-in/code/"
    assert not employee.is_signed_in()


def test_the_second_time_the_link_holds_even_if_the_address_at_work_changes(
    site: str, provider: str
) -> None:
    person = joined()
    Employee(site, provider, email=person.email, email_verified=True).sign_in()
    again = Employee(site, provider, email=person.email, email_verified=True)
    requests.put(
        f"{provider}/users/{again.subject}",
        json={"email": new_address(), "email_verified": True},
        timeout=10,
    )
    again.sign_in()
    assert again.is_signed_in()


@pytest.mark.browser
def test_a_browser_follows_under_the_content_security_policy(site: str, provider: str) -> None:
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium")
    person, _ = invited()
    Employee(site, provider, email=person.email, email_verified=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{site}/account/sign-in/")
        page.get_by_role("button", name="Sign in with Ouseshire Council").click()
        page.wait_for_url(f"{provider}/**")
        browser.close()


def test_an_organisation_that_cannot_be_reached_is_told_in_words(
    serve: Callable[..., str],
) -> None:
    council = {
        "id": "council",
        "name": "Ouseshire Council",
        "client_id": "sightline",
        "secret": "a secret of the test",
        "server_url": "http://localhost:9",  # nothing answers there
        "domains": ["example.org"],
    }
    site = serve(SIGHTLINE_SINGLE_SIGN_ON=json.dumps([council]))
    browser = requests.Session()
    door = browser.get(f"{site}/account/sign-in/", timeout=10).text
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', door)[1]  # type: ignore[index]
    answer = browser.post(
        f"{site}/account/single-sign-on/council/",
        data={"csrfmiddlewaretoken": token},
        timeout=20,
    )
    assert (answer.status_code, answer.url) == (502, f"{site}/account/sign-on-failed/")


@pytest.mark.parametrize(
    "setting", ["{", "{}", '[{"id": "council"}]', '["council"]', '[{"id": 1, "colour": 2}]']
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(
    setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_SINGLE_SIGN_ON", setting)
    with pytest.raises(ImproperlyConfigured, match="SIGHTLINE_SINGLE_SIGN_ON"):
        settings_accounts._providers()
