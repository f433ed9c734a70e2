"""A group's chair escalates a concern, the office answers, and the chair sees what came of it."""

from __future__ import annotations

import pytest

from journeys.conftest import Arrival

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_chair_escalates_a_concern_and_sees_what_came_of_it(signed_in: Arrival) -> None:
    chair = signed_in("chair.practice")
    chair.follows("The partnership").follows("Requests")
    chair.page.get_by_role("button", name="Ask a body").click()
    chair.page.get_by_label("Discuss a concern").check()
    chair.enters("What is it about?", "Waiting times for therapy")
    chair.enters("What do you ask, and why?", "Children wait a year. We cannot change that alone.")
    chair.presses("Send the request").sees("Your request is made").sees("None yet.")
    address = chair.page.url.removeprefix(chair.address)
    office = signed_in("business.manager")
    office.goes_to(address).follows("Answer it")
    office.page.get_by_label("Accept it").check()
    office.page.get_by_label("At which meeting?").select_option(index=1)
    office.enters("Answer to the asker", "Yes. Please come for the item.")
    office.presses("Give the answer").follows("Record what came of it")
    office.enters("What came of it?", "The commissioners will be asked for a plan.")
    office.presses("Record it")
    chair.goes_to(address).sees("The commissioners will be asked for a plan.").sees("Dealt with")


def test_a_person_subscribes_to_their_dates_on_a_phone(signed_in: Arrival) -> None:
    lead = signed_in("lead.police", phone=True)
    lead.goes_to("/diary").sees("Subscribing is not downloading")
    lead.presses("Make my private address").sees("This address is shown this one time")
    address = lead.page.locator("code.app-address").inner_text()
    answer = lead.page.request.get(lead.address + "/diary" + address.split("/diary")[1])
    assert answer.ok
    assert answer.text().startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" in answer.text()
