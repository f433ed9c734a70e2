"""A caseworker takes a local review from the decision to its end on its pages alone (R6.4), and an
agency answers on its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.local_reviewing import decided_to_initiate
from builders.world import NOW
from clients import Visitor
from sightline.registers.partnership.models import Body
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.models import CasePerson, LocalReview

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LATER = TODAY + timedelta(days=14)
SAID = "Each agency held a part, and nobody put them together."


def on(name: str, day: date) -> dict[str, str]:
    """A day as the three boxes of a form send it."""
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


@pytest.fixture
def visitor(scene):
    return Visitor(token=scene.tokens["business_manager"])


@pytest.fixture
def review(scene, visitor) -> LocalReview:
    """Begun with the button on the page of the decision; attested on the way."""
    incident = decided_to_initiate(scene, NOW)
    reviews.keep_identity(
        people=incident.identities, label="Child A", part="child", name="Robin Invented",
        by=scene.actor("notifier"), now=NOW,
    )  # fmt: skip
    reviews.attest(
        record=incident.record, reason="I run this review", by=scene.actor("business_manager"),
        now=NOW,
    )  # fmt: skip
    reference = incident.record.reference
    assert "Begin the local review" in visitor.get(f"/cases/{reference}/local-review")
    visitor.post(f"/cases/{reference}/local-review/begin", {}, status=302)
    return LocalReview.objects.select_related("record", "incident").get(incident=incident)


@pytest.fixture
def post(visitor, review):
    """Send a form of the review, which is kept and leads back."""

    def send(path: str, **data: Any) -> str:
        address = f"/local-reviews/{review.record.reference}{path}"
        visitor.get(address)
        return str(visitor.post(address, data, status=302))

    return send


def test_from_its_terms_to_its_end(scene, visitor, review, post):
    room = f"/local-reviews/{review.record.reference}"
    agency = next(iter(queries.agencies_to_choose(scene.partnership.pk).values())).name
    post("/terms", **on("from_on", TODAY - timedelta(days=700)), **on("to_on", TODAY),
         questions=SAID, agencies=[agency], agreed_by="The Executive",
         **on("agreed_on", TODAY))  # fmt: skip
    post("/reviewers", name="Sam Invented", organisation="Independent", competence=SAID,
         conflict=SAID, reasons=SAID, appointed_by="The partners",
         **on("appointed_on", TODAY))  # fmt: skip
    post("/proceedings", kind="inquest", what="The inquest", status="open", effect=SAID,
         **on("reviewed_on", TODAY))  # fmt: skip
    (inquest,) = queries.proceedings_of(review)
    post(f"/proceedings/{inquest.pk}", status="ended", effect=SAID, **on("reviewed_on", TODAY))
    (child,) = CasePerson.objects.filter(record=review.incident.identities_id)
    post("/family/plan", person=child.pk, speaker="The family worker", way="visit", words=SAID)
    (member,) = queries.family_of(review)
    post(f"/family/{member.plan.pk}", step="offered", words="", **on("happened_on", TODAY))
    post("/practitioners", about="A morning", came="Police: 3", learnt=SAID,
         **on("held_on", TODAY))  # fmt: skip
    post("/drafts/file", author="Sam Invented", changed="", **on("drafted_on", TODAY),
         upload=SimpleUploadedFile("robin.txt", b"The report"))  # fmt: skip
    post("/drafts/1/ask", agency=agency, **on("asked_on", TODAY), **on("due_on", LATER))
    assert "Record what they answer" in visitor.get(f"{room}/drafts")
    (check,) = queries.accuracy_checks_of(review)
    post(f"/accuracy/{check}", outcome="corrections", who="The lead", **on("answered_on", TODAY))
    post(f"/accuracy/{check}/correct", wanted="The day of the visit", is_accepted="no",
         reason="Two records agree")  # fmt: skip
    post("/findings/record", words=SAID, evidence=SAID, theme="sharing")
    executive = Body.objects.get(partnership=scene.partnership, kind="executive")
    post("/findings/1/recommend", wording="Agencies ring each other about missed visits.",
         hoped_for="Children are seen sooner.", body=executive.pk, to_agency="",
         to_whom="All agencies")  # fmt: skip
    post("/learning", words=SAID, done="A missed visit is rung through", told="Health visitors",
         **on("acted_on", TODAY))  # fmt: skip
    for page in ("", "/family", "/drafts", "/findings"):
        told = visitor.get(f"{room}{page}")
        assert "Complete the review" in told or page != "/findings"
    (draft,) = queries.drafts_of(review)
    post("/complete", draft=draft.pk, **on("completed_on", TODAY))
    told = visitor.get(f"{room}/findings")
    assert "with draft 1 as the final version" in told
    assert "Record a finding" not in told
    (reviewer,) = queries.reviewers_of(review)
    refused = visitor.post(
        f"{room}/reviewers/{reviewer.pk}/end", {"reason": SAID, **on("ended_on", TODAY)}
    )
    assert "This review is complete" in refused


def test_an_agency_is_asked_chased_given_time_and_answers(scene, visitor, review, post):
    seat = scene.seat("agency_lead")
    post("/agencies/ask", author=seat.pk, words=SAID, basis="s16h", basis_words="",
         **on("asked_on", TODAY), **on("due_on", LATER))  # fmt: skip
    request = review.requests.select_related("record").get()
    there = f"/information-requests/{request.record.reference}"
    visitor.post(f"{there}/chase", {"how": "telephone", "words": "", **on("chased_on", TODAY)},
                 status=302)  # fmt: skip
    longer = {"reason": "Their records are on paper", **on("until_on", LATER + timedelta(days=7))}
    visitor.post(f"{there}/extend", longer, status=302)
    agency = Visitor(token=scene.tokens["agency_lead"])
    assert "section 16H of the Children Act 2004" in agency.get(there)
    given = {"outcome": "answered", "words": SAID, **on("answered_on", TODAY)}
    agency.get(f"{there}/answer")
    agency.post(f"{there}/answer", given, status=302)
    assert SAID in visitor.get(there)
    assert "This was answered" in agency.post(f"{there}/answer", given)
