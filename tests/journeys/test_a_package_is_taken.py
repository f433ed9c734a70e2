"""A package of e-learning (R8.3): sent by the office, taken in a real browser at an address of its
own, gone on with where one was, and counted (docs/decisions/016)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from builders.packaging import FILES_12, FILES_2004, zipped
from journeys.conftest import Arrival
from journeys.site import Site, copied, environment_of, free_port, served
from journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def site(
    demonstrated: str,
    administrator: psycopg.Connection,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """A site that is reached by two names: packages run at the other."""
    from django.conf import settings

    name = f"sightline_packages_{os.getpid()}"
    port = free_port()
    environment = environment_of(name, settings.STATE_SETTINGS)
    environment["SIGHTLINE_FILES"] = str(tmp_path_factory.mktemp("files"))
    environment["SIGHTLINE_STATIC"] = str(settings.STATIC_ROOT)
    environment["SIGHTLINE_ADDRESS"] = f"http://127.0.0.1:{port}"
    environment["SIGHTLINE_PACKAGES_ADDRESS"] = f"http://localhost:{port}"
    with (
        copied(name, demonstrated, administrator),
        served(environment, port=port) as address,
    ):
        yield Site(address, environment, name)


def begins(visitor: Visitor) -> None:
    """The button of the page before a module, whichever it is."""
    visitor.page.locator("main button[type=submit]").first.click()
    visitor.page.wait_for_url("**/package")


@pytest.mark.parametrize(
    "topic, files", [("neglect", FILES_12), ("physical abuse", FILES_2004)], ids=["1.2", "2004"]
)
def test_a_package_keeps_where_one_was_and_tells_who_passed(
    signed_in: Arrival, site: Site, tmp_path: Path, topic: str, files: dict[str, str]
) -> None:
    sent = tmp_path / "neglect.zip"
    sent.write_bytes(zipped(dict(files)))
    found = site.ask(
        "SELECT reference FROM training_course WHERE title = %s", f"E-learning: {topic} (example)"
    )
    course = f"/training/courses/{found[0][0]}"
    office = signed_in("training.coordinator")
    office.goes_to(course).follows("Write what it teaches").presses("Begin the next version")
    office.follows("Send a package of another maker instead")
    office.page.set_input_files("input[type=file]", str(sent))
    office.presses("Send it").sees("Neglect, by a maker").presses("Publish version 2")

    learner = signed_in("practitioner", phone=True)
    learner.goes_to(course).presses("Take this course")
    if learner.page.get_by_label("Your role").count():
        learner.enters("Your role", "Health visitor")
        agency = learner.page.get_by_label("Which agency do you work for?")
        if agency.count():
            agency.select_option(index=1)
    begins(learner)
    inside = learner.page.frame_locator("iframe.app-package").frame_locator("iframe")
    inside.locator("#was").get_by_text("Was at with").wait_for()
    with learner.page.expect_response("**/report") as answered:
        inside.locator("#on").click()
    assert answered.value.json() == {"is_finished": False}

    learner.goes_to(course).presses("Take this course")
    begins(learner)
    inside.locator("#was").get_by_text("Was at two with kept=1").wait_for()
    frame = next(one for one in learner.page.frames if one.url.endswith("go/index.html"))
    assert urlsplit(frame.url).hostname in ("localhost", "127.0.0.1")
    assert frame.evaluate("document.cookie") == ""  # nobody is signed in there
    reached = "try { window.top.document.title; 'reached' } catch { 'kept apart' }"
    assert frame.evaluate(reached) == "kept apart"
    inside.locator("#done").click()
    learner.page.wait_for_url("**/training/tries/*")
    learner.is_at("You have passed").sees("85 of 100", "The completion is recorded")
    learner.goes_to("/training/bookings").sees("E-learning you completed")
