"""The day of training and after (R8.2, R8.4): the office keeps the register on a phone, who came
holds a certificate that anybody can verify and answers a few questions, and the chair of a group
sees whether it worked."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import expect

from journeys.conftest import Arrival
from journeys.site import ROOT, Site, start_command
from journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COURSE = "Neglect: seeing the child's day"
IT_IS_OVER = (  # nobody waits weeks in a test: the event was this morning
    "UPDATE training_event SET starts_at = now() - interval '3 hours', "
    "ends_at = now() - interval '1 minute', closes_at = now() - interval '3 hours' "
    "WHERE reference = %s RETURNING id",
    "UPDATE training_eventsession SET starts_at = e.starts_at, ends_at = e.ends_at "
    "FROM training_event e WHERE e.id = event_id AND e.reference = %s RETURNING e.id",
)
ASKED_AFTER = (
    "SELECT count(*) FROM training_evaluation v JOIN training_booking b ON b.id = v.booking_id "
    "JOIN training_event e ON e.id = b.event_id WHERE v.stage = 'after' AND e.reference = %s"
)


def books(learner: Visitor) -> tuple[str, str]:
    """Book the first date of the course; gives the event's reference and the booking's path."""
    learner.goes_to("/training").follows(COURSE).is_at(COURSE)
    reference = learner.path.rpartition("/")[2]
    learner.presses("Book a place")
    if learner.page.get_by_label("Which agency do you work for?").count():
        learner.page.get_by_label("Which agency do you work for?").select_option(index=1)
        learner.presses("Continue")
    learner.enters("Your role", "Health visitor").ticks("Agreed in supervision or appraisal")
    learner.presses("Book the place").sees("How to join", "https://meet.example/invented")
    return reference, learner.path


@contextmanager
def worker_of(site: Site) -> Iterator[None]:
    """The worker of the site, which does what the timetable says."""
    worker = start_command({**site.environment, "SIGHTLINE_ROLE": "worker"}, "work")
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=30)


def code_of(visitor: Visitor) -> str:
    """The code on the certificate that the visitor downloads."""
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Download the certificate (PDF)").click()
    paper = pypdfium2.PdfDocument(download.value.path())
    words = "".join(page.get_textpage().get_text_range() for page in paper)
    return re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", words)[0]


def test_who_came_holds_a_certificate_answers_and_the_chair_sees_what_it_changed(
    signed_in: Arrival, somebody: Arrival, site: Site
) -> None:
    learner = signed_in("practitioner", phone=True)
    reference, booking = books(learner)
    for statement in IT_IS_OVER:
        assert len(site.ask(statement, reference)) == 1

    office = signed_in("training.coordinator", phone=True)
    office.goes_to(f"/programme/events/{reference}").follows("The register")
    office.presses("Record the event as held").page.get_by_text(
        "Enter how these attended first"
    ).wait_for()
    office.follows("Add somebody who came without a booking").enters("Name", "Walker In")
    office.enters("Email address", "walker.in@example.org")
    office.page.get_by_label("Agency").select_option(index=1)
    office.presses("Add them")
    answers = office.main.get_by_role("combobox")
    for place in range(answers.count()):
        answers.nth(place).select_option("Attended")
    answers.first.select_option("Did not come")
    office.presses("Save the register")
    expect(office.main.get_by_label(re.compile("Walker In"))).to_have_value("full")
    office.presses("Record the event as held").is_at(COURSE).sees("Held")

    code = code_of(learner.goes_to(booking))
    anybody = somebody(phone=True)
    anybody.goes_to("/training/certificate").enters("Code on the certificate", "7KQM-2XRD-9VTB")
    anybody.presses("Check it").sees("No certificate has this code")
    anybody.enters("Code on the certificate", code).presses("Check it")
    anybody.sees("This certificate is genuine.", COURSE)

    with worker_of(site):
        until = time.monotonic() + 60
        while site.ask(ASKED_AFTER, reference) == [(0,)]:
            assert time.monotonic() < until, "the worker asks nobody"
            time.sleep(0.5)
    learner.goes_to("/training/bookings").follows("Questions for you about training")
    learner.follows(COURSE).presses("Send my answers").sees("There is a problem")
    groups = learner.main.get_by_role("group")
    for place in range(groups.count()):
        groups.nth(place).get_by_role("radio").nth(3).check()
    learner.presses("Send my answers").is_at("Questions for you").sees("Answered")

    chair = signed_in("chair.practice", phone=True)
    chair.goes_to("/training").follows(COURSE).follows("All about this course")
    chair.follows("What this course changed").is_at("What it changed")
    chair.sees("Rated higher than before", "What can be concluded", "How many answered")
    chair.does_not_see("Walker In")


ASK = """import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from sightline.foundation.permissions import system_actor
from sightline.work.training import operations
operations.ask_evaluations(
    by=system_actor("The training office"), now=timezone.now() + timedelta(days={days})
)"""
MANAGERS_LINK = (
    "SELECT m.facts->>'link' FROM outbox_message m JOIN training_evaluation v "
    "ON m.key = 'training_ask_manager:' || v.id "
    "WHERE v.booking_id = %s AND v.stage = 'manager' AND m.to_email = %s"
)
ANSWERED = (
    "SELECT v.stage, v.person_id IS NULL FROM training_evaluation v "
    "JOIN training_booking b ON b.id = v.booking_id JOIN training_event e ON e.id = b.event_id "
    "WHERE e.reference = %s AND b.id = %s AND v.answered_at IS NOT NULL ORDER BY v.stage"
)
MANAGER = "lee.marsh@example.org"


def asks(site: Site, *, days: int) -> None:
    """What the worker does every hour, on a day so many days from now."""
    environment = {**site.environment, "SIGHTLINE_ROLE": "worker",
                   "DJANGO_SETTINGS_MODULE": "sightline.web.settings"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(days=days)],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def rates(visitor: Visitor, number: int) -> None:
    """Give every question the same number and send the answers."""
    groups = visitor.main.get_by_role("group")
    for place in range(groups.count()):
        groups.nth(place).get_by_role("radio").nth(number - 1).check()
    visitor.presses("Send my answers")


def test_three_months_later_the_manager_answers_by_a_link_and_the_chair_sees_both_sides(
    signed_in: Arrival, somebody: Arrival, site: Site
) -> None:
    learner = signed_in("practitioner", phone=True)
    learner.goes_to("/training").follows(COURSE).is_at(COURSE)
    reference = learner.path.rpartition("/")[2]
    learner.presses("Book a place")
    if learner.page.get_by_label("Which agency do you work for?").count():
        learner.page.get_by_label("Which agency do you work for?").select_option(index=1)
        learner.presses("Continue")
    learner.enters("Your role", "Health visitor").ticks("Agreed in supervision or appraisal")
    learner.enters("Your manager's work email address (optional)", MANAGER)
    learner.presses("Book the place").sees("How to join")
    booking = int(learner.path.rpartition("/")[2])
    for statement in IT_IS_OVER:
        assert len(site.ask(statement, reference)) == 1

    office = signed_in("training.coordinator", phone=True)
    office.goes_to(f"/programme/events/{reference}").follows("The register")
    answers = office.main.get_by_role("combobox")
    for place in range(answers.count()):
        answers.nth(place).select_option("Attended")
    office.presses("Save the register").presses("Record the event as held").sees("Held")

    asks(site, days=0)
    learner.goes_to("/training/bookings").follows("Questions for you about training")
    rates(learner.follows(COURSE), 4)
    learner.is_at("Questions for you").sees("Answered")
    assert site.ask(MANAGERS_LINK, booking, MANAGER) == []

    asks(site, days=93)
    ((link,),) = site.ask(MANAGERS_LINK, booking, MANAGER)
    manager = somebody(phone=True)
    manager.goes_to(urlsplit(str(link)).path).is_at(COURSE)
    manager.sees("As far as you have seen").presses("Send my answers").sees("There is a problem")
    manager.enters("Your name", "Lee Marsh")
    rates(manager, 3)
    manager.sees("These questions were answered on")
    manager.goes_to(urlsplit(str(link)).path).does_not_see("Send my answers")
    rates(learner.goes_to("/training/questions").follows(COURSE), 5)
    assert site.ask(ANSWERED, reference, booking) == [
        ("after", False), ("later", False), ("manager", True),
    ]  # fmt: skip

    chair = signed_in("chair.practice", phone=True)
    chair.goes_to("/training").follows(COURSE).follows("All about this course")
    chair.follows("What this course changed").is_at("What it changed")
    chair.sees("The person's own later answer, and their manager's", "How many answered")
    chair.does_not_see("Lee Marsh")
