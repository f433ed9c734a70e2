"""A practitioner takes a module of e-learning on a phone (R8.3): begins, is called away, goes on
where they were, does not pass, reads why, passes, and holds a certificate. Without script too."""

from __future__ import annotations

import pytest

from journeys.conftest import Arrival
from journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def begins(visitor: Visitor, topic: str) -> None:
    """From the catalogue to the first page of an example."""
    visitor.goes_to("/training?kind=e-learning").follows(f"E-learning: {topic} (example)")
    visitor.presses("Take this course")
    if visitor.page.get_by_label("Which agency do you work for?").count():
        visitor.page.get_by_label("Which agency do you work for?").select_option(index=1)
    if visitor.page.get_by_label("Your role").count():
        visitor.enters("Your role", "Health visitor")
    visitor.presses("Begin").sees("page 1 of 3")


def reads_on(visitor: Visitor, *, pages: int) -> None:
    """Press the button under each page."""
    for _ in range(pages - 1):
        visitor.presses("Continue")
    visitor.presses("Go to the questions").is_at("Questions")


def answers(visitor: Visitor, *chosen: str) -> None:
    """Tick what is chosen, and send it."""
    for words in chosen:
        visitor.page.get_by_label(words, exact=True).check()
    visitor.presses("Send my answers")


RIGHT = (
    "Missed health appointments, time after time", "A child who is often hungry",
    "A young child left to look after a baby", "A child depends on somebody to bring them",
    "False", "That you cannot promise it, and whom you will tell",
)  # fmt: skip


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_from_the_catalogue_to_the_certificate(signed_in: Arrival, script: bool) -> None:
    learner = signed_in("practitioner" if script else "agency.lead", phone=True, script=script)
    begins(learner, "neglect")
    learner.presses("Continue").sees("page 2 of 3")
    learner.goes_to("/training/bookings").follows("Go on with E-learning: neglect (example)")
    learner.sees("You have read 1 of 3 pages").presses("Go on where you were")
    learner.sees("page 2 of 3")
    reads_on(learner, pages=2)
    learner.presses("Send my answers").sees("There is a problem", "Question 1: select an answer")
    answers(learner, "A family with little money", "It is shorter", "True", "That you promise")
    learner.is_at("Not passed this time").sees("0 of 100", "Little money alone is not neglect")
    learner.follows("try again").presses("Take it again")
    reads_on(learner, pages=3)
    answers(learner, *RIGHT)
    learner.is_at("You have passed").sees("100 of 100", "The completion is recorded")
    learner.goes_to("/training/bookings").sees("E-learning you completed")
    with learner.page.expect_download() as paper:
        learner.page.get_by_role("link", name="Download (PDF)").first.click()
    assert paper.value.suggested_filename.endswith(".pdf")
