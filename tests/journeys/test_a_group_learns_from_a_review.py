"""A learning review, from what was asked to what a group does with it (R6.7); and one begun under
the former Board, with its twelve months (R0.5). Nobody else finds a trace of one about a child."""

from __future__ import annotations

import re

import pytest

from journeys.conftest import Arrival
from journeys.visitor import Visitor

pytestmark = pytest.mark.browser
SAID = "The nurse rang twice, was answered, and came the same day."
POLICE = re.compile("Police")


def _begins(office: Visitor) -> str:
    office.goes_to("/cases").follows("Learning reviews", within="main")
    office.is_at("Learning reviews").follows("Begin a learning review")
    office.ticks("Review of good practice").ticks("Yes")
    office.picks("Which group begins it?", "Child Safeguarding Practice Group")
    office.enters("Who asked for it?", "The group").enters_day("When?", "2026-03-02")
    office.enters("Why is it held?", SAID).ticks(POLICE)
    office.enters("Who leads it?", "A named nurse")
    office.enters("How is it done?", "A morning with the practitioners").presses("Begin it")
    office.is_at("Before you open this review")
    office.enters("Why do you need to see this case?", "I run this review")
    office.presses("Open the review").is_at("Learning review")
    return office.path


def test_good_practice_is_passed_to_the_group_that_teaches(signed_in: Arrival) -> None:
    office = signed_in("business.manager")
    review = _begins(office)
    office.follows("Record a finding").presses("Record it").sees("There is a problem")
    office.ticks("What worked well").enters("What was found, and why did it come about?", SAID)
    office.enters("What shows it?", "Her notes, and what the mother said")
    office.picks("Under which theme?", "Agencies working together").presses("Record it")
    office.sees("Finding 1", SAID).follows("Pass learning to a group")
    office.picks("To which group?", "Learning and Development Group")
    office.enters("Heading", "Ringing a second time")
    office.enters("What was learnt?", "Ring a second time before you write a letter.")
    office.presses("Pass it on").is_at("Ringing a second time").sees("Waits for the group")
    passed = office.path
    office.goes_to(review).follows("Complete the review")
    office.enters_day("When was it completed?", "2026-03-03").enters("What was learnt?", SAID)
    office.presses("Record it").sees("Completed on 3 March 2026", "Ringing a second time")
    office.is_not_offered("Record a finding")
    office.goes_to(passed).presses("Record what the group does")
    office.enters("What does the group do with it?", "It goes into the course for new nurses.")
    office.presses("Record it").sees("Answered", "It goes into the course for new nurses.")

    # the partner reads what was passed on, and finds nothing of where it comes from
    partner = signed_in("lead.police", phone=True)
    partner.goes_to("/learning-reviews").sees("Ringing a second time", "No learning reviews")
    partner.does_not_see("LRN-")
    partner.goes_to(passed).does_not_see("LRN-")
    partner.expects_refusal = True
    partner.goes_to(review).is_at("Page not found")


def test_the_former_board_has_twelve_months(signed_in: Arrival) -> None:
    office = signed_in("business.manager", phone=True).goes_to("/learning-reviews")
    office.follows("Enter a review begun under the former Board")
    office.ticks("Serious case review")
    office.enters("Under which rules was it begun?", "Working Together 2015")
    office.enters_day("When did it begin?", "2019-05-31").enters("Why is it held?", SAID)
    office.ticks(POLICE).enters("Who leads it?", "An independent author")
    office.enters("How is it done?", "Reports of each agency").presses("Enter it")
    office.enters("Why do you need to see this case?", "I run this review")
    office.presses("Open the review").sees("30 September 2019", "Wednesday 30 September 2020")
    office.sees("Overdue")
    office.goes_to("/learning-reviews").sees("Serious case review", "30 September 2020")
