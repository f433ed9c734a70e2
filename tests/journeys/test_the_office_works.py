"""The business manager: work is recorded once, and the promises that rest on it follow."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from journeys.conftest import Arrival
from journeys.visitor import Visitor

pytestmark = pytest.mark.browser

FORUM = "practitioner-forum-meets"


def test_a_meeting_is_held_and_the_duty_changes_by_itself(signed_in: Arrival) -> None:
    office = signed_in("business.manager")
    before = _state_of(office, FORUM)
    reference = _plans(office, "Practitioner forum", date.today())
    office.sees("Not recorded yet").follows("Record who came")
    _somebody_sends_a_deputy_and_somebody_apologises(office)
    assert _state_of(office, FORUM) == before, "a meeting that is not recorded as held counts"
    office.goes_to(f"/meetings/{reference}").follows("Record that it was held")
    office.page.locator("input[type=radio]").first.check()
    office.presses("Record the meeting as held").sees("Held")
    after = _state_of(office, FORUM)
    assert after != before and reference in _evidence_of(office)

    office.goes_to(f"/meetings/{reference}").follows("Reopen the record")
    office.enters("Reason", "A name was wrong").presses("Reopen the record")
    assert _state_of(office, FORUM) == before
    assert reference not in _evidence_of(office)


def test_a_report_is_received_at_a_meeting(signed_in: Arrival) -> None:
    office = signed_in("business.manager")
    reference = _plans(office, "Safeguarding Partnership Executive", date.today())
    office.follows("Record a report received")
    source = office.page.locator("input[type=radio]").first
    name = office.page.locator(f"label[for='{source.get_attribute('id')}']").inner_text()
    source.check()
    office.presses("Record the report").sees("Reports received", name.strip())
    assert office.path == f"/meetings/{reference}"


def test_a_meeting_is_cancelled_with_its_reason(signed_in: Arrival) -> None:
    office = signed_in("business.manager")
    _plans(office, "Learning and Development Group", date.today() + timedelta(days=40))
    office.follows("Cancel it").presses("Cancel the meeting").sees("There is a problem")
    office.enters("Reason", "The building is shut").presses("Cancel the meeting")
    office.sees("Cancelled: The building is shut")


def test_somebody_is_appointed_given_a_deputy_and_ended(signed_in: Arrival) -> None:
    office = signed_in("business.manager").goes_to("/people").presses("Appoint somebody")
    office.page.get_by_label("Which place").select_option(index=1)
    _invites(office, "Nadia Example", "nadia@journeys.example", "Appoint")
    office.is_at("Nadia Example").follows("Name a deputy")
    _invites(office, "Piotr Example", "piotr@journeys.example", "Name the deputy")
    office.sees("Piotr Example deputises for Nadia Example")
    office.follows("End", within="table").enters("Why the seat ends", "Moved to another post")
    office.presses("Continue").presses("End the seat").sees("held before", "Moved to another post")


def test_the_chair_is_passed_on(signed_in: Arrival) -> None:
    office = signed_in("business.manager").goes_to("/bodies/executive").sees("Chair now")
    office.follows("Pass on the chair").presses("Continue").presses("Pass on the chair")
    office.is_at("Safeguarding Partnership Executive").sees(re.compile("chairs the"))


def test_whose_seat_ends_is_out_at_once(signed_in: Arrival) -> None:
    holder = signed_in("school.lead").goes_to("/line-of-sight").is_at("Line of sight")
    name = holder.page.locator(".app-header__person a").inner_text()
    office = signed_in("business.manager").goes_to(f"/people?words={name}")
    office.follows(name, within="main")
    while office.page.get_by_role("link", name=re.compile("^End")).count():
        office.follows("End", within="table").enters("Why the seat ends", "Left the school")
        office.presses("Continue").presses("End the seat")
    holder.expects_refusal = True
    holder.goes_to("/line-of-sight").is_at("You do not hold a seat at the moment")


def test_a_contradiction_is_decided_and_the_duty_follows(signed_in: Arrival) -> None:
    office = signed_in("business.manager")
    before = _arithmetic_of(office, "fully-operational")
    office.goes_to("/arrangements/contradictions/day-of-effect").sees("Undecided")
    assert "undecided" in before.lower()
    office.page.locator("input[name=reading]").nth(0).check()
    office.enters("Who decided", "The Executive").enters_day("When it was decided", "2020-01-15")
    office.enters("Why", "It is the day on the cover").presses("Continue")
    office.page.locator("main form button").first.click()
    office.sees("Decided", "Followed:")
    after = _arithmetic_of(office, "fully-operational")
    assert after != before and "undecided" not in after.lower()


def test_evidence_is_vouched_for_and_withdrawn(signed_in: Arrival) -> None:
    office = signed_in("business.manager")
    # whichever promise the demonstration leaves without evidence
    office.goes_to("/line-of-sight?state=not-evidenced&words=visiting+programme")
    office.follows("The Executive implements")
    duty = office.path.rsplit("/", 1)[1]
    before = _state_of(office, duty)
    office.follows("Enter evidence").presses("Enter it and vouch for it").sees("There is a problem")
    office.enters_day("When was it done?", (date.today() - timedelta(days=1)).isoformat())
    office.enters("What was done?", "Sixty children weighed three ways forward")
    office.presses("Enter it and vouch for it").sees("Attested", "three ways forward")
    assert _state_of(office, duty) != before
    office.follows("Withdraw", within=".app-timeline")
    office.enters("Why is it withdrawn?", "It was another forum").presses("Withdraw the entry")
    office.sees("Withdrawn entries", "It was another forum")
    assert _state_of(office, duty) == before


def _plans(office: Visitor, body: str, on: date) -> str:
    """Plan a meeting; gives its reference and leaves the office at its page."""
    office.goes_to("/meetings/plan").picks("Body", body).enters_day("Date", on.isoformat())
    office.page.get_by_label("Start time").fill("12:01am")
    office.presses("Plan the meeting")
    reference = office.path.rsplit("/", 1)[1]
    assert re.fullmatch(r"[A-Z]+-\d{4}-\d{3}", reference), office.path
    return reference


def _somebody_sends_a_deputy_and_somebody_apologises(office: Visitor) -> None:
    rows = office.page.locator("main form select")
    assert rows.count() >= 3
    rows.nth(0).select_option("deputy")
    office.presses("Save who came").sees("There is a problem")
    office.page.locator("input[name=deputy-0]").fill("Olu Standin")
    rows.nth(1).select_option("apologies")
    for number in range(2, rows.count()):
        rows.nth(number).select_option("attended")
    office.presses("Save who came").sees("Olu Standin", "Apologies", "Attended")


def _invites(office: Visitor, name: str, email: str, button: str) -> None:
    office.picks("Who", "Somebody new, invited by e-mail")
    office.enters("Their e-mail address", email).enters("Their name", name)
    office.presses("Continue").presses(button)


def _state_of(office: Visitor, duty: str) -> str:
    office.goes_to(f"/duties/{duty}")
    return office.main.locator(".app-state").first.inner_text()


def _arithmetic_of(office: Visitor, duty: str) -> str:
    office.goes_to(f"/duties/{duty}")
    return office.main.locator(".app-panel").first.inner_text()


def _evidence_of(office: Visitor) -> str:
    return " ".join(
        one.get_attribute("href") or "" for one in office.main.locator(".app-timeline a").all()
    )
