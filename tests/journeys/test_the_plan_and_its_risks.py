"""The business plan from draft to agreement, and a risk from a group to the Executive, in a
browser: the office writes, a chair raises, a lead partner reads on a phone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from journeys.conftest import Arrival

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RATED = {
    "likelihood_before": "4",
    "impact_before": "4",
    "likelihood_after": "3",
    "impact_after": "3",
    "likelihood_target": "2",
    "impact_target": "2",
}


def test_the_plan_of_next_year_is_copied_agreed_and_read_on_a_phone(signed_in: Arrival) -> None:
    office = signed_in("business.manager").goes_to("/plans")
    office.page.locator("main a[href*='/plans/PLN-']").first.click()
    office.follows("Copy it forward to the next year")
    for objective in office.page.locator("main input[name=carried]").all():
        objective.check()
    office.presses("Copy it forward").sees("Draft").follows("Record that it is agreed")
    office.enters("Where?", "The Executive, item 5").presses("Record it")
    office.sees("The plan is agreed.")
    where = office.page.url
    lead = signed_in("lead.health", phone=True)
    lead.goes_to(where.removeprefix(lead.address)).sees("Agreed", "The Executive, item 5")
    lead.does_not_see("Take back that it was agreed")


def test_a_risk_is_raised_read_answered_closed_and_opened_again(signed_in: Arrival) -> None:
    chair = signed_in("chair.practice").goes_to("/risks")
    chair.page.locator("main a[href='/risks/enter']").click()
    chair.enters("Name of the risk", "Too few trained chairs")
    chair.enters("What may cause it?", "Two of three trained chairs retire this year.")
    chair.enters("What may happen?", "Strategy meetings are held without a trained chair.")
    chair.enters("What would it lead to?", "Children wait longer for a decision.")
    for name, value in RATED.items():
        chair.page.locator(f"select[name={name}]").select_option(value)
    chair.enters("What does the rating rest on?", "As the group judged it in May.")
    chair.page.locator("select[name=owner]").select_option(index=1)
    chair.presses("Enter the risk").sees("Too few trained chairs", "First assessment")
    where = chair.page.url.removeprefix(chair.address)
    chair.follows("Raise it to the Executive")
    chair.page.locator("main textarea").first.fill("Only the partners can fill these posts.")
    chair.presses("Raise it")
    lead = signed_in("lead.police", phone=True)
    lead.goes_to(where).sees("Raised to the Executive", "Only the partners can fill these posts.")
    office = signed_in("business.manager").goes_to(where)
    office.follows("Record what the Executive said")
    office.page.locator("main textarea").first.fill("Each partner trains two chairs by spring.")
    office.presses("Record it")
    office.follows("Close it").page.locator("main textarea").first.fill("Six chairs are trained.")
    office.presses("Close it").sees("Closed: Six chairs are trained.").follows("Open it again")
    office.page.locator("main textarea").first.fill("Two of the six have left.")
    day = (date.today() + timedelta(days=60)).isoformat()
    office.enters_day("When is it looked at again?", day).presses("Open it again")
    office.sees("The risk is open again.")
