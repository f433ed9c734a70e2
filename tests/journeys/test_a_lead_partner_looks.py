"""A lead partner: every promise with its state, as at any day, and the evidence in three clicks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from journeys.conftest import Arrival
from journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def test_a_lead_partner_sees_every_duty_with_its_state(signed_in: Arrival) -> None:
    partner = signed_in("lead.police")
    partner.follows("Line of sight").is_at("Line of sight").sees("147 promises")
    figures = [int(text) for text in partner.page.locator(".app-counts__figure").all_inner_texts()]
    assert sum(figures) == 147
    shown = 0
    for _ in range(10):
        states = partner.main.locator("tbody .app-state").count()
        assert states == partner.main.locator("tbody tr").count(), "a duty without a state"
        shown += states
        if not partner.page.locator("a[rel=next]").count():
            break
        partner.follows("Next", within=".govuk-pagination")
    assert shown == 147


def test_a_lead_partner_filters_what_is_overdue(signed_in: Arrival) -> None:
    partner = signed_in("lead.police").goes_to("/line-of-sight")
    partner.picks("State", "Overdue").presses("Show")
    states = set(partner.main.locator("tbody .app-state").all_inner_texts())
    assert states == {"Overdue"}
    partner.follows("Clear filters").sees("of 147 duties")


def test_a_lead_partner_looks_as_at_a_day_that_is_past(signed_in: Arrival) -> None:
    partner = signed_in("lead.police").goes_to("/line-of-sight")
    partner.enters("As at another day", "2020-03-31").presses("Show that day")
    partner.sees("as at 31 March 2020")
    # neither a filter nor a link goes back to today
    partner.enters("Words of the promise", "fully operational").presses("Show")
    partner.sees("as at 31 March 2020")
    partner.follows("The partnership is fully operational", within="main")
    partner.sees("31 March 2020")


def test_evidence_is_three_clicks_from_home(signed_in: Arrival) -> None:
    partner = signed_in("lead.council").goes_to("/home")
    partner.follows("Line of sight")
    partner.follows("The Safeguarding Partnership Executive meets", within="main")
    partner.sees("Evidence that decides it")
    partner.follows("Executive", within=".app-timeline")
    assert re.fullmatch(r"/meetings/EXE-\d{4}-\d{3}", partner.path)
    partner.sees("Who came")


def test_the_line_of_sight_is_used_by_keyboard_alone(signed_in: Arrival) -> None:
    reader = signed_in("lead.health").goes_to("/home")
    reader.page.keyboard.press("Tab")
    _focus_is_seen_on(reader, "Skip to main content")
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "main-content"
    reader.goes_to("/home")
    _tabs_to(reader, "Line of sight")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/line-of-sight")
    _tabs_to(reader, "Any state")
    reader.page.keyboard.type("Overdue")
    _tabs_to(reader, "Show")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**state=overdue**")


def test_a_fault_in_a_form_takes_the_keyboard_to_its_box(signed_in: Arrival) -> None:
    office = signed_in("business.manager").goes_to("/meetings/plan").presses("Plan the meeting")
    summary = office.page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    office.page.keyboard.press("Tab")
    wanted = str(office.page.evaluate("document.activeElement.getAttribute('href')"))
    office.page.keyboard.press("Enter")
    assert f"#{office.page.evaluate('document.activeElement.id')}" == wanted
    assert office.page.title().startswith("Error: ")


def _tabs_to(reader: Visitor, words: str) -> None:
    """Press Tab until something with these words has the focus, visibly."""
    for _ in range(60):
        reader.page.keyboard.press("Tab")
        here = str(reader.page.evaluate("(document.activeElement.innerText || '').trim()"))
        if here.startswith(words):
            return _focus_is_seen_on(reader, words)
    raise AssertionError(f"“{words}” cannot be reached by keyboard")


def _focus_is_seen_on(reader: Visitor, words: str) -> None:
    look = """() => { const one = document.activeElement, style = getComputedStyle(one);
        const box = one.getBoundingClientRect();
        return [one.innerText.trim(), style.boxShadow, style.outlineStyle, style.outlineColor,
                box.width > 1 && box.height > 1]; }"""
    text, shadow, outline, colour, is_large = reader.page.evaluate(look)
    assert text.startswith(words) and is_large
    assert shadow != "none" or (outline != "none" and colour != "rgba(0, 0, 0, 0)"), text
