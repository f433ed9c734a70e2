"""Somebody types and is called away; two people change one meeting at the same time."""

from __future__ import annotations

import os
from datetime import date, timedelta

import pytest

from journeys.conftest import Arrival
from journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def _pictures(visitor: Visitor, name: str) -> None:
    if folder := os.environ.get("SIGHTLINE_PICTURES"):
        visitor.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def _plans(office: Visitor, days: int) -> str:
    """Plan a meeting and come to the form that moves it."""
    on = date.today() + timedelta(days=days)
    office.goes_to("/meetings/plan")
    office.page.get_by_label("Body").select_option(label="Practitioner forum")
    for part, value in (("day", on.day), ("month", on.month), ("year", on.year)):
        office.page.locator(f"[name=on-{part}]").fill(str(value))
    office.page.get_by_role("button", name="Plan the meeting", exact=True).click()
    office.page.wait_for_url("**/meetings/*-*")
    return f"{office.path}/move"


def test_what_is_typed_is_saved_by_itself_and_shown_beside_what_somebody_else_saved(
    signed_in: Arrival,
) -> None:
    office, other = signed_in("business.manager"), signed_in("business.manager", phone=True)
    form = _plans(office, 45)
    office.goes_to(form)
    other.goes_to(form).enters("Place (optional)", "Church hall")
    other.page.get_by_text("Draft saved at").wait_for()
    other.goes_to("/home").goes_to(form).sees("This is your draft")
    assert other.page.get_by_label("Place (optional)").input_value() == "Church hall"
    _pictures(other, "draft-phone")
    other.goes_to("/drafts").sees("Move meeting")
    _pictures(other, "drafts-phone")
    other.goes_to(form).enters("Why is it moved?", "The library is being painted")
    office.enters("Place (optional)", "Library").enters("Why is it moved?", "More room")
    office.presses("Move the meeting").sees("The meeting is moved.", "Library")
    other.presses("Move the meeting")
    other.sees("Somebody else saved this while you were writing", "Library")
    _pictures(other, "late-phone")
    other.page.set_viewport_size({"width": 1280, "height": 900})
    _pictures(other, "late-desk")
    other.presses("Move the meeting").sees("The meeting is moved.", "Church hall")
    other.goes_to("/drafts").sees("You have no drafts")


def test_without_script_a_button_keeps_the_draft(signed_in: Arrival) -> None:
    office = signed_in("business.manager", script=False)
    form = _plans(office, 46)
    office.goes_to(form).enters("Place (optional)", "Church hall").presses("Save draft")
    office.sees("Your draft is saved", "This is your draft")
    assert office.page.get_by_label("Place (optional)").input_value() == "Church hall"
    office.presses("Discard draft").sees("Your draft is discarded")
    assert office.page.get_by_label("Place (optional)").input_value() == ""
