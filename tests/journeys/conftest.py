"""What the journeys need: a browser, and a site made by the commands an installation is made by."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from journeys.site import ROOT, Site, copied, environment_of, run_command, served
from journeys.visitor import Visitor

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 720}


@pytest.fixture(scope="package")
def administrator(django_db_setup: None) -> Iterator[psycopg.Connection]:
    """A connection that may make databases."""
    from django.conf import settings

    ours = settings.DATABASES["default"]
    with psycopg.connect(
        dbname="postgres",
        host=ours["HOST"],
        port=ours["PORT"] or None,
        user=ours["USER"],
        password=ours["PASSWORD"] or None,
        autocommit=True,
    ) as connection:
        yield connection


@pytest.fixture(scope="package")
def demonstrated(
    administrator: psycopg.Connection,
    migrated_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The name of a database with Wakefield loaded and the demonstration in it; made once."""
    from django.conf import settings

    name = f"sightline_demonstrated_{os.getpid()}"
    with copied(name, migrated_template, administrator):
        environment = environment_of(name, settings.STATE_SETTINGS)
        environment["SIGHTLINE_FILES"] = str(tmp_path_factory.mktemp("files"))
        run_command(environment, "load", str(ROOT / "arrangements/wakefield-2019"), "--yes")
        run_command(environment, "demo")
        yield name


@pytest.fixture(scope="module")
def site(
    demonstrated: str,
    administrator: psycopg.Connection,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """A site for the journeys of one file: its own copy of the demonstration, two processes."""
    from django.conf import settings

    name = f"sightline_journey_{os.getpid()}"
    environment = environment_of(name, settings.STATE_SETTINGS)
    environment["SIGHTLINE_FILES"] = str(tmp_path_factory.mktemp("files"))
    environment["SIGHTLINE_STATIC"] = str(settings.STATIC_ROOT)
    with copied(name, demonstrated, administrator), served(environment) as address:
        yield Site(address, environment, name)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """The driver of browsers. While it lives, Django must not mind the loop it runs."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        yield driver
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, as set-up found or installed it."""
    path = os.environ.get("SIGHTLINE_BROWSER") or shutil.which("chromium")
    assert path, "The journeys need Chromium: set SIGHTLINE_BROWSER to its program."
    chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
    yield chromium
    chromium.close()


@pytest.fixture(scope="package")
def looked_over() -> set[tuple[object, ...]]:
    """Pages that axe-core has looked over in this run."""
    return set()


Arrival = Callable[..., Visitor]


@pytest.fixture
def somebody(
    browser: Browser, site: Site, looked_over: set[tuple[object, ...]]
) -> Iterator[Arrival]:
    """Somebody new at a browser of their own: `somebody()`, `somebody(phone=True)`."""
    contexts: list[BrowserContext] = []

    def arrives(*, phone: bool = False, script: bool = True) -> Visitor:
        context = browser.new_context(
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]
            locale="en-GB",
            timezone_id="Europe/London",
            java_script_enabled=script,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Visitor(context.new_page(), site.address, looked_over, script=script)

    yield arrives
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(somebody: Arrival) -> Arrival:
    """A persona of the demonstration: `signed_in("business.manager")`."""

    def arrives(persona: str, **how: bool) -> Visitor:
        visitor = somebody(**how)
        visitor.page.goto(f"{visitor.address}/demonstration")
        button = visitor.page.locator(f"form:has(input[value='{persona}']) button")
        button.click()
        visitor.page.wait_for_url("**/home")
        return visitor

    return arrives
