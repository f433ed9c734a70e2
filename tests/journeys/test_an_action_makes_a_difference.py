"""A recommendation is followed from its entry to the group's word that practice changed (R0.4)."""

from __future__ import annotations

from datetime import date

import pytest

from journeys.conftest import Arrival
from journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def types_today(visitor: Visitor, name: str) -> None:
    """Fill the three boxes of a date with today."""
    today = date.today()
    for part in ("day", "month", "year"):
        visitor.page.locator(f"#field-{name}-{part}").fill(str(getattr(today, part)))


def test_from_a_recommendation_to_a_difference(signed_in: Arrival) -> None:
    office = signed_in("business.manager")
    office.follows("Actions").sees("Nothing waits for you").follows("Recommendations")
    office.page.get_by_role("button", name="Enter a recommendation").click()
    office.enters("What is recommended?", "Ask every child what they wish to happen.")
    office.enters("What should be different for children?", "Children say they were asked.")
    office.page.get_by_label("Where does it come from?").select_option("audit")
    office.page.get_by_label("Which group follows it?").select_option("practice-group")
    office.page.get_by_label("Or to whom?").fill("All agencies")
    office.presses("Enter the recommendation").sees("Nobody has answered yet")
    office.follows("Answer it")
    office.page.get_by_label("Accepted", exact=True).check()
    office.presses("Record the answer").sees("No action yet").follows("Enter an action for it")
    office.enters("What is to be done?", "Change the form for referrals")
    office.page.get_by_label("What kind of action is it?").select_option("procedure")
    office.page.get_by_label("For which agency?").select_option(index=1)
    types_today(office, "due_on")
    office.presses("Enter the action").sees("Not begun").follows("Complete it")
    office.enters("What changed?", "The form asks the child, in every agency.")
    office.presses("Record it as complete").sees("has not said yet")
    address = office.page.url.removeprefix(office.address)
    chair = signed_in("chair.practice")
    chair.goes_to(address).follows("Record what the group found")
    chair.page.get_by_label("It made a difference").check()
    chair.enters("What did the group say?", "The group is content with it.")
    chair.presses("Record what the group found").sees("Nothing on record shows a change yet")
    chair.goes_to(address).follows("Add what shows a difference")
    chair.page.get_by_label("Re-audit or dip sample").check()
    chair.page.get_by_label("Practice has changed").check()
    chair.enters("What was seen?", "Nineteen of twenty records show the child's wish.")
    types_today(chair, "seen_on")
    chair.presses("Add it").follows("Record what the group found")
    chair.page.get_by_label("It made a difference").check()
    chair.enters("What did the group say?", "The group read the re-audit and agrees.")
    chair.presses("Record what the group found").sees("Made a difference")
