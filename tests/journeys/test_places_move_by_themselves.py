"""What training does by itself (R8.2): the waiting list moves and an offer is taken, all are
told of an event that is cancelled, and the last place of a workshop goes to one person."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from journeys.conftest import Arrival
from journeys.site import Site, start_command
from journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
A_DATE = (  # of which the manager need not be asked, where nobody waits
    "SELECT e.reference FROM training_event e JOIN training_course c ON c.id = e.course_id "
    "JOIN training_eventplaces p ON p.event_id = e.id WHERE e.state = 'open' AND p.waiting = 0 "
    "AND e.is_consent_needed = %s AND (c.kind = 'conference') = %s AND p.taken < p.places "
    "ORDER BY e.starts_at DESC OFFSET %s LIMIT 1"
)
IS_FULL = (
    "UPDATE training_eventplaces SET places = taken WHERE event_id = "
    "(SELECT id FROM training_event WHERE reference = %s) RETURNING places"
)
STATE_OF = "SELECT state FROM training_booking WHERE id = %s"
TOLD = (
    "SELECT count(*) FROM outbox_message WHERE notice = 'training_event_cancelled' "
    "AND facts->>'course' = %s"
)
HAD_PLACES = (
    "SELECT count(*) FROM training_booking WHERE ended_reason = 'The event was cancelled' "
    "AND event_id = (SELECT id FROM training_event WHERE reference = %s)"
)


def date_of(site: Site, *, consent: bool = False, conference: bool = False, later: int = 0) -> str:
    """The reference of a date that is open, with room."""
    ((reference,),) = site.ask(A_DATE, consent, conference, later)
    return str(reference)


def asks_for(learner: Visitor, reference: str, button: str) -> int:
    """Ask for a place, up to the questions; gives the booking's number."""
    learner.goes_to(f"/training/events/{reference}").presses(button)
    if learner.page.get_by_label("Which agency do you work for?").count():
        learner.page.get_by_label("Which agency do you work for?").select_option(index=1)
        learner.presses("Continue")
    learner.enters("Your role", "Health visitor").ticks("Agreed in supervision or appraisal")
    return int(learner.path.rpartition("/")[2])


@contextmanager
def worker_of(site: Site) -> Iterator[None]:
    """The worker of the site, which does what has fallen due."""
    worker = start_command({**site.environment, "SIGHTLINE_ROLE": "worker"}, "work")
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=30)


def until(site: Site, statement: str, *values: object, is_so: object) -> None:
    """Wait until the database says so."""
    deadline = time.monotonic() + 90
    while site.ask(statement, *values) != [(is_so,)]:
        assert time.monotonic() < deadline, f"still {site.ask(statement, *values)}"
        time.sleep(0.5)


def test_a_place_given_up_is_offered_to_who_waits_and_taken(signed_in: Arrival, site: Site) -> None:
    reference = date_of(site)
    lead = signed_in("agency.lead", phone=True)
    lead.goes_to(f"/training/events/{reference}").follows("Book several people")
    lead.enters(
        "People, one a line: name, email address, role", "Person Zero, zero@example.org, Nurse"
    )
    lead.presses("Book them").page.get_by_text("1 booked.").wait_for()
    assert site.ask(IS_FULL, reference)
    learner = signed_in("practitioner", phone=True)
    learner.goes_to(f"/training/events/{reference}").sees("Full, waiting list")
    number = asks_for(learner, reference, "Join the waiting list")
    learner.presses("Save my answers").sees("on the waiting list")
    lead.goes_to("/training/team?q=Person+Zero").follows("Person Zero", within="main")
    lead.follows("Give up this place").is_at("Give up a place")
    lead.sees("The place goes to somebody who waits").presses("Give up the place")
    with worker_of(site):
        until(site, STATE_OF, number, is_so="offered")
    learner.goes_to("/training/bookings").sees("Place offered")
    learner.goes_to(f"/training/bookings/{number}").sees("A place is free for you until")
    learner.presses("Take the place").sees("Booked", "How to join")


def test_everybody_is_told_of_an_event_that_the_office_cancels(
    signed_in: Arrival, somebody: Arrival, site: Site
) -> None:
    reference = date_of(site, later=1)
    learner = signed_in("practitioner", phone=True)
    number = asks_for(learner, reference, "Book a place")
    course = re.sub("^Your booking: ", "", learner.main.page.locator("h1").inner_text())
    learner.presses("Book the place").sees("How to join")
    ((before,),) = site.ask(TOLD, course)
    office = signed_in("training.coordinator", phone=True)
    office.goes_to(f"/programme/events/{reference}").follows("Cancel it")
    office.enters("Reason", "ill").presses("Cancel the event").sees("Say why, in a few words.")
    office.enters("Reason", "The trainer is ill").presses("Cancel the event")
    office.sees("Cancelled: The trainer is ill")
    ((had,),) = site.ask(HAD_PLACES, reference)
    assert int(str(had)) >= 1
    with worker_of(site):
        until(site, TOLD, course, is_so=int(str(before)) + int(str(had)))
    learner.goes_to(f"/training/bookings/{number}").sees("The event was cancelled")
    anybody = somebody(phone=True)
    anybody.goes_to(f"/training/events/{reference}")
    anybody.sees("This event is cancelled: The trainer is ill").does_not_see("Sign in to book")


def test_the_last_place_of_a_workshop_goes_to_one_person(signed_in: Arrival, site: Site) -> None:
    reference = date_of(site, conference=True)
    office = signed_in("training.coordinator", phone=True)
    office.goes_to(f"/programme/events/{reference}").follows("Parallel workshops")
    for title, places in (("Hearing children", "1"), ("Working with fathers", "20")):
        office.enters("When does it run?", "Morning").enters("Title", title)
        office.enters("Places", places).presses("Add the workshop").sees(title)
    first = signed_in("practitioner", phone=True)
    asks_for(first, reference, "Book a place")
    first.presses("Book the place").sees("There is a problem").ticks("Hearing children")
    first.presses("Book the place").sees("Your workshops", "Morning: Hearing children")
    second = signed_in("school.lead", phone=True)
    asks_for(second, reference, "Book a place")
    second.does_not_see("Hearing children").ticks("Working with fathers")
    second.presses("Book the place").sees("Morning: Working with fathers")
    office.goes_to(f"/programme/events/{reference}/workshops").sees("Somebody chose it")
