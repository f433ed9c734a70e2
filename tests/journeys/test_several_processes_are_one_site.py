"""Two web servers on one database are one site. That two workers fire each time of the timetable
once is shown in tests/foundation/test_jobs_outlive_their_worker.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from django.conf import settings

from journeys.site import HIDDEN, Site, served, signed_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def elsewhere(site: Site) -> Iterator[str]:
    """The address of a second web server, as on a second machine."""
    with served(site.environment, processes=1) as address:
        yield address


def test_a_session_begun_on_one_server_is_good_on_the_other(site: Site, elsewhere: str) -> None:
    browser = signed_in(site.address)
    here = browser.get(f"{site.address}/home", allow_redirects=False, timeout=20)
    there = browser.get(f"{elsewhere}/home", allow_redirects=False, timeout=20)
    assert (here.status_code, there.status_code) == (200, 200)


def test_signing_out_on_one_server_is_signing_out_of_the_other(site: Site, elsewhere: str) -> None:
    browser = signed_in(site.address)
    page = browser.get(f"{elsewhere}/home", timeout=20).text
    copied = requests.Session()
    copied.cookies.update(browser.cookies)  # the same token in other hands
    post = dict(HIDDEN.findall(page))
    browser.post(f"{elsewhere}/account/logout/", data=post, timeout=20)
    for address in (site.address, elsewhere):
        answer = copied.get(f"{address}/home", allow_redirects=False, timeout=20)
        assert answer.status_code == 302 and "sign-in" in answer.headers["Location"]


def test_guesses_are_counted_across_servers(site: Site, elsewhere: str) -> None:
    for number in range(settings.GUESSES_MOST):
        assert "tried too often" not in _guesses(elsewhere if number % 2 else site.address)
    for address in (site.address, elsewhere):
        assert "tried too often" in _guesses(address)


def _guesses(address: str) -> str:
    browser = requests.Session()
    path = f"{address}/account/sign-in/"
    hidden = dict(HIDDEN.findall(browser.get(path, timeout=20).text))
    post = {**hidden, "login": "nobody@example.org", "password": "not the right one"}
    return browser.post(path, data=post, allow_redirects=False, timeout=20).text
