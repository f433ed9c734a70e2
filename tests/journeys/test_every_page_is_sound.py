"""Every page that links lead to, at a desk and on a phone: valid, accessible, not too wide.

Validity is judged by our own strict reader (page_inspection): tags that do not close where they
opened, attributes and ids given twice, labels and references that lead nowhere. A checker of the
standard's makers needs Java and 31 MB; it is for a release, not for every run.
"""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

import page_inspection
from journeys.conftest import Arrival
from journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EACH = 2  # pages looked at of one kind: two meetings show what all meetings show
LEAVE_OUT = ("/static/", "/demonstration/", "/account/logout")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("persona", ["business.manager", "young.person"])
def test_every_page_that_links_lead_to_is_sound(
    signed_in: Arrival, persona: str, phone: bool
) -> None:
    reader = signed_in(persona, phone=phone)
    seen: dict[str, int] = {}
    waiting, met = ["/home", "/"], {"/home", "/"}
    faults: list[str] = []
    while waiting:
        path = waiting.pop(0)
        route = _route(path)
        if route is None or seen.get(route, 0) >= EACH:
            continue
        seen[route] = seen.get(route, 0) + 1
        source = reader.page.context.request.get(reader.address + path)
        if not source.headers["content-type"].startswith("text/html"):
            continue
        try:
            assert source.ok, f"answers {source.status}"
            page_inspection.inspect(SimpleNamespace(content=source.body()))
            reader.goes_to(path)
        except AssertionError as fault:
            faults.append(f"{path}: {fault}")
        fresh = [link for link in _links(reader) if link not in met]
        met.update(fresh)
        waiting += fresh
    assert not faults, "\n".join(faults)
    assert len(seen) >= (40 if persona == "business.manager" else 8), sorted(seen)


def _route(path: str) -> str | None:
    if path.startswith(LEAVE_OUT):
        return None
    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return None


def _links(reader: Visitor) -> list[str]:
    found = reader.page.evaluate(
        "[...document.querySelectorAll('a[href^=\"/\"]')].map((one) => one.getAttribute('href'))"
    )
    return list(dict.fromkeys(str(href).split("#")[0] for href in found))
