"""The local review of our case, for the world of the tests: each free text with a word of its own.
`world.works` names each by what it stands for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from builders.deciding import decided, purposes_answered, recommended
from builders.reviewing import caseworker, facts, notified
from sightline.registers.actions.models import Recommendation
from sightline.registers.partnership.models import Body
from sightline.registers.records import operations as records
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries as reviews_queries
from sightline.work.reviews.models import (
    FamilyPlan,
    Finding,
    Incident,
    InformationRequest,
    LocalReview,
    Proceeding,
    ReviewDraft,
    Reviewer,
)
from sightline.work.reviews.rules.local_review import Appointed, Terms
from sightline.work.reviews.rules.local_review_agencies import Answer, Asking
from sightline.work.reviews.rules.local_review_drafts import Drafted
from sightline.work.reviews.rules.local_review_findings import Found, Learnt
from sightline.work.reviews.rules.local_review_people import Planned, Told

if TYPE_CHECKING:
    from builders.world import World


def terms(today: date, mark: str = "", **more: Any) -> Terms:
    """Terms of reference over the last two years, with two key questions."""
    known = {
        "from_on": today - timedelta(days=730), "to_on": today - timedelta(days=30),
        "questions": f"How was the child heard? {mark}\n\nHow was knowledge shared?\n",
        "agencies": ("Police", "Health"), "agreed_by": f"The Executive {mark}", "agreed_on": today,
    }  # fmt: skip
    return Terms(**{**known, **more})


def appointed(today: date, mark: str = "", **more: Any) -> Appointed:
    """A reviewer from outside the area."""
    known = {
        "name": f"Sam Invented {mark}", "organisation": f"Independent {mark}",
        "competence": f"Has led nine reviews of this kind. {mark}",
        "conflict": f"Asked, and has never worked in this area. {mark}",
        "reasons": f"Knows work with families of babies. {mark}",
        "appointed_by": f"The three partners {mark}", "appointed_on": today,
    }  # fmt: skip
    return Appointed(**{**known, **more})


def decided_to_initiate(world: World, at: datetime) -> Incident:
    """Another case of ours, from its notification to the Executive's decision, all on one day."""
    by, manager = world.actor("notifier"), world.actor("business_manager")
    incident = reviews.record_incident(facts=facts(at - timedelta(hours=3)), by=by, now=at)
    notified(incident, by, at)
    caseworker(incident, world.seat("business_manager"), by, at)
    rapid = reviews.begin_rapid_review(incident=incident, by=manager, now=at)
    purposes_answered(world, rapid, at)
    reviews.recommend_review(review=rapid, given=recommended(at.date()), by=manager, now=at)
    given = decided(world.partnership, at.date())
    reviews.record_review_decision(incident=incident, given=given, by=manager, now=at)
    return incident


def initiated(world: World, at: datetime) -> LocalReview:
    """Such a case with its local review begun."""
    incident = decided_to_initiate(world, at)
    return reviews.begin_local_review(incident=incident, by=world.actor("business_manager"), now=at)


def review_locally(world: World) -> None:
    """The local review of our case, with something of everything."""
    from builders.world import NOW, canary

    manager = world.actor("business_manager")
    review = reviews.begin_local_review(incident=world.works["case ours"], by=manager, now=NOW)
    world.works["local ours"] = review
    records.grant_sight(
        record=review.record, person_id=world.people["group_chair"].pk,
        reason=f"Sits on the panel {canary('grant local')}", ends_at=NOW + timedelta(days=30),
        by=manager, now=NOW,
    )  # fmt: skip
    _terms(world, review)
    _agencies(world, review)
    _people(world, review)
    _drafts(world, review)
    _findings(world, review)


def _terms(world: World, review: LocalReview) -> None:
    from builders.world import NOW, canary

    manager, today = world.actor("business_manager"), NOW.date()
    reviews.set_terms(review=review, given=terms(today, canary("local terms")), by=manager, now=NOW)
    why = f"The school asks for a longer time. {canary('local terms changed')}"
    reviews.set_terms(review=review, given=terms(today, changed_because=why), by=manager, now=NOW)
    for mark in (canary("local reviewer"), ""):
        world.works["reviewer ours"] = reviews.appoint_reviewer(
            review=review, given=appointed(today, mark), by=manager, now=NOW
        )
    ended: Reviewer = Reviewer.objects.filter(review=review).order_by("pk")[0]
    reviews.end_reviewer(
        reviewer=ended, ended_on=today, reason=f"They fell ill. {canary('local reviewer ended')}",
        by=manager, now=NOW,
    )  # fmt: skip
    made: Proceeding = reviews.record_proceeding(
        review=review, kind="criminal", what=f"Trial of Adult B {canary('local proceeding')}",
        status="expected", effect=f"Adult B is not spoken to before. {canary('local effect')}",
        reviewed_on=today, by=manager, now=NOW,
    )  # fmt: skip
    world.works["proceeding ours"] = made


def asking(today: date, mark: str = "", **more: Any) -> Asking:
    """A request for a report within four weeks."""
    known = {
        "words": f"It is about Robin Invented, of Mill Lane. {mark}", "basis": "other",
        "basis_words": f"The agreement of the partners {mark}", "asked_on": today,
        "due_on": today + timedelta(days=28),
    }  # fmt: skip
    return Asking(**{**known, **more})


def asked_for_information(
    world: World, review: LocalReview, persona: str, today: date, mark: str = ""
) -> InformationRequest:
    """A request to the agency that a persona sits for."""
    from builders.world import NOW

    return reviews.ask_for_information(
        review=review, author=world.seat(persona), given=asking(today, mark),
        by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip


def _agencies(world: World, review: LocalReview) -> None:
    """One agency is asked, chased and given more time; another has answered."""
    from builders.world import NOW, canary

    manager, today = world.actor("business_manager"), NOW.date()
    for persona, word in (("agency_lead", "open"), ("lead_partner", "shut")):
        request = asked_for_information(
            world, review, persona, today, canary(f"information asked {word}")
        )
        reviews.chase_information(
            request=request, how="telephone", chased_on=today,
            words=f"They call back {canary(f'information chased {word}')}", by=manager, now=NOW,
        )  # fmt: skip
        reviews.extend_information(
            request=request, until_on=today + timedelta(days=40),
            reason=f"Records on paper {canary(f'information extended {word}')}",
            by=manager, now=NOW,
        )  # fmt: skip
        world.works[f"information {word}"] = request
    answer = Answer("answered", f"We knew Child A. {canary('information answered')}", today)
    reviews.answer_information(
        request=world.works["information shut"], given=answer, by=world.actor("lead_partner"),
        now=NOW,
    )  # fmt: skip


def planned(mark: str = "", **more: Any) -> Planned:
    """How somebody of the family is to be spoken to."""
    known = {"speaker": f"The family worker {mark}", "way": "visit",
             "words": f"At home, with an interpreter, after the funeral. {mark}"}  # fmt: skip
    return Planned(**{**known, **more})


def told(today: date, mark: str = "", **more: Any) -> Told:
    """An event with practitioners of two agencies."""
    known = {
        "held_on": today, "about": f"A morning on the family {mark}",
        "came": "Police: 3\n\nHealth visiting: 12\n", "learnt": f"Nobody knew who led. {mark}",
    }  # fmt: skip
    return Told(**{**known, **more})


def family_planned(world: World, review: LocalReview, mark: str = "") -> FamilyPlan:
    """The child's case has somebody who is planned for."""
    (person,) = list(reviews_queries.family_to_choose(review).values())[:1]
    from builders.world import NOW

    return reviews.plan_family(
        review=review, person=person, given=planned(mark), by=world.actor("business_manager"),
        now=NOW,
    )  # fmt: skip


def _people(world: World, review: LocalReview) -> None:
    from builders.world import NOW, canary

    manager, today = world.actor("business_manager"), NOW.date()
    plan = family_planned(world, review, canary("local family"))
    world.works["family ours"] = plan
    for step in ("offered", "took-part", "draft-told", "draft-view"):
        reviews.record_family_step(
            plan=plan, step=step, happened_on=today,
            words=f"Nobody rang us back. {canary('local voice')}", by=manager, now=NOW,
        )  # fmt: skip
    reviews.record_practitioner_event(
        review=review, given=told(today, canary("local practitioners")), by=manager, now=NOW
    )


def drafted(today: date, mark: str = "", **more: Any) -> Drafted:
    """A draft by the reviewer."""
    known = {"drafted_on": today, "author": f"Sam Invented {mark}",
             "changed": f"The second half is new. {mark}"}  # fmt: skip
    return Drafted(**{**known, **more})


def draft_filed(
    world: World, review: LocalReview, today: date, mark: str = "", **more: Any
) -> ReviewDraft:
    """A draft, with a file whose name says too much."""
    from builders.world import NOW

    upload = SimpleUploadedFile("robin-invented.txt", f"The report. {mark}".encode())
    return reviews.file_draft(
        review=review, given=drafted(today, mark, **more), upload=upload,
        by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip


def _drafts(world: World, review: LocalReview) -> None:
    from builders.world import NOW, canary

    manager, today = world.actor("business_manager"), NOW.date()
    for _ in range(2):
        draft = draft_filed(world, review, today, canary("local draft"))
    check = reviews.ask_about_draft(
        draft=draft, agency="Police", asked_on=today, due_on=today + timedelta(days=14),
        by=manager, now=NOW,
    )  # fmt: skip
    reviews.record_accuracy(
        check=check, outcome="corrections", who=f"The lead {canary('local accuracy')}",
        answered_on=today, by=manager, now=NOW,
    )  # fmt: skip
    reviews.settle_correction(
        check=check, wanted=f"The day of the visit is wrong. {canary('local correction')}",
        is_accepted=False, reason=f"Two records agree on it. {canary('local correction refused')}",
        by=manager, now=NOW,
    )  # fmt: skip
    world.works["draft ours"], world.works["accuracy ours"] = draft, check


def found(mark: str = "", **more: Any) -> Found:
    """A finding on information."""
    known = {
        "words": f"Each agency held a part, and nobody put them together. {mark}",
        "evidence": f"Chronology, and both agencies’ reports {mark}", "theme": "sharing",
    }  # fmt: skip
    return Found(**{**known, **more})


def learnt(today: date, mark: str = "", **more: Any) -> Learnt:
    """What was acted on at once."""
    known = {
        "words": f"Missed visits were told to nobody. {mark}",
        "done": f"A missed visit is rung through. {mark}", "acted_on": today,
        "told": f"All health visitors {mark}",
    }  # fmt: skip
    return Learnt(**{**known, **more})


def recommended_from(world: World, finding: Finding, mark: str = "") -> Recommendation:
    """A recommendation to all agencies, which the Executive follows."""
    from builders.world import NOW

    body = Body.objects.get(partnership=world.partnership, kind="executive")
    return reviews.recommend_from_finding(
        finding=finding, body=body, wording=f"Agencies ring each other about missed visits. {mark}",
        hoped_for="Children are seen sooner.", to_whom="All agencies", to_agency=None,
        by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip


def _findings(world: World, review: LocalReview) -> None:
    """Findings, learning, and the end: nothing is added afterwards."""
    from builders.world import NOW, canary

    manager, today = world.actor("business_manager"), NOW.date()
    finding = reviews.record_finding(
        review=review, given=found(canary("local finding")), by=manager, now=NOW
    )
    recommended_from(world, finding)
    reviews.record_interim_learning(
        review=review, given=learnt(today, canary("local learning")), by=manager, now=NOW
    )
    reviews.complete_local_review(
        review=review, draft=world.works["draft ours"], completed_on=today, by=manager, now=NOW
    )
