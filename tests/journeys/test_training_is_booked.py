"""Training is booked on a phone (R8.2): a practitioner with their manager's consent by a link, and
the lead of an agency six people at once, who swaps them all in one step."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from journeys.conftest import Arrival
from journeys.site import Site
from journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COURSE = "Safeguarding for those in occasional contact"
LINK = "SELECT facts->>'link' FROM outbox_message WHERE notice = 'training_consent' ORDER BY id"
PEOPLE = [f"Person {word}" for word in ("One", "Two", "Three", "Four", "Five", "Six")]


def finds(visitor: Visitor) -> Visitor:
    """From the catalogue to the first date of the course."""
    visitor.goes_to("/training").enters("Words in the title or description", "occasional")
    return visitor.presses("Find training").follows(COURSE).is_at(COURSE)


def test_a_practitioner_books_on_a_phone_and_the_manager_agrees_by_a_link(
    signed_in: Arrival, somebody: Arrival, site: Site
) -> None:
    learner = signed_in("practitioner", phone=True)
    finds(learner).sees("those who are booked get the address").presses("Book a place")
    if learner.page.get_by_label("Which agency do you work for?").count():
        learner.page.get_by_label("Which agency do you work for?").select_option(index=1)
        learner.presses("Continue")
    learner.sees("A place is held for you until").presses("Book the place")
    learner.sees("There is a problem").enters("Your role", "Health visitor")
    learner.ticks("Agreed in supervision or appraisal")
    learner.enters("Your manager's name (optional)", "Lee Marsh")
    learner.enters("Your manager's work email address (optional)", "lee.marsh@example.org")
    learner.presses("Book the place").sees("Lee Marsh is asked to agree")
    learner.does_not_see("Room 2, Invented House")
    ((link,),) = site.ask(LINK)
    manager = somebody(phone=True)
    manager.goes_to(urlsplit(str(link)).path).is_at("Agree to training").sees(COURSE)
    manager.ticks("Yes, they may attend").enters("Your name", "Lee Marsh")
    manager.presses("Send my answer").sees("You agreed.")
    here = learner.path
    learner.goes_to(here).sees("How to join", "Room 2, Invented House", "Lee Marsh answered on")


def test_the_lead_of_an_agency_books_six_people_and_swaps_them(signed_in: Arrival) -> None:
    lead = signed_in("agency.lead", phone=True)
    finds(lead).follows("Book several people")
    lines = [f"{name}, {name.replace(' ', '.').lower()}@example.org, Nurse" for name in PEOPLE]
    lead.enters("People, one a line: name, email address, role", "\n".join(lines))
    lead.presses("Book them").page.get_by_text("6 booked.").wait_for()
    lead.follows("Swap people who cannot come")
    for name in PEOPLE:
        lead.enters(f"Who comes instead of {name}?", f"{name} Instead")
        address = f"instead.{name.replace(' ', '.').lower()}@example.org"
        lead.enters(f"Email address of who comes instead of {name}", address)
    lead.presses("Swap them").page.get_by_text("6 changed. Everybody is told.").wait_for()
    lead.goes_to("/training/team?q=Instead").sees(*(f"{name} Instead" for name in PEOPLE))
    lead.goes_to("/training/team?q=Person+Six")
    given = lead.main.get_by_role("row", name="Given to a colleague")
    assert given.get_by_role("link", name="Person Six", exact=True).count() == 1
