"""Learning reviews for the world of the tests: one about a child, one that is not, one that was
begun under the former Board; and what was passed to a group. Each free text has its own word."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sightline.registers.partnership.models import Body
from sightline.registers.records import operations as records
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import Incident, LearningFinding, LearningReview, PassedLearning
from sightline.work.reviews.operations import learning_reviews as operations
from sightline.work.reviews.operations import passing
from sightline.work.reviews.rules.learning_reviews import Begun, BegunBefore, Ended, FoundHere

if TYPE_CHECKING:
    from builders.world import World

CHANGED_OVER = date(2019, 9, 30)
"""The day on which the arrangements of the tests take effect, as their file says."""


def body(world: World, key: str = "practice-group") -> Body:
    """A group of ours, by its key in the arrangements."""
    return Body.objects.get(partnership=world.partnership, key=key)


def begun(today: date, mark: str = "", **more: Any) -> Begun:
    """A reflective review about a child, of two agencies."""
    known = {
        "kind": "reflective", "is_about_child": True, "asked_by": f"The group {mark}",
        "asked_on": today, "why": f"A baby was kept safe against the odds. {mark}",
        "agencies": ("Police", "Health"), "lead": f"A named nurse {mark}",
        "method": f"A morning with the practitioners {mark}",
    }  # fmt: skip
    return Begun(**{**known, **more})


def begun_before(mark: str = "", **more: Any) -> BegunBefore:
    """A serious case review that began four months before the arrangements took effect."""
    known = {
        "kind": "serious-case", "guidance": f"Working Together 2015 {mark}",
        "began_on": date(2019, 5, 31), "why": f"Child B was gravely harmed at home. {mark}",
        "agencies": ("Police", "Health"), "lead": f"An independent author {mark}",
        "method": f"Reports of each agency {mark}",
    }  # fmt: skip
    return BegunBefore(**{**known, **more})


def found(mark: str = "", **more: Any) -> FoundHere:
    """A finding on what worked well."""
    known = {
        "shows": "well", "words": f"The nurse rang twice and was answered. {mark}",
        "evidence": f"Her notes, and what the mother said {mark}", "theme": "together",
    }  # fmt: skip
    return FoundHere(**{**known, **more})


def ended(today: date, mark: str = "", **more: Any) -> Ended:
    """A review that ends in time."""
    return Ended(**{"completed_on": today, "learnt": f"Ring twice, and say why. {mark}", **more})


def begins(
    world: World, at: datetime, mark: str = "", case: Incident | None = None, **more: Any
) -> LearningReview:
    """A learning review, begun by the business manager."""
    return operations.begin_learning_review(
        body=body(world), given=begun(at.date(), mark, **more), incident=case,
        by=world.actor("business_manager"), now=at,
    )  # fmt: skip


def finds(world: World, review: LearningReview, at: datetime, mark: str = "") -> LearningFinding:
    """A finding of a learning review."""
    return operations.record_learning_finding(
        review=review, given=found(mark), by=world.actor("business_manager"), now=at
    )


def passes(
    world: World, review: LearningReview, at: datetime, mark: str = "", to: str = "vulnerable-group"
) -> PassedLearning:
    """What a review taught, passed to a group."""
    return passing.pass_learning(
        source=review.record, body=body(world, to), title=f"Ringing twice {mark}",
        words=f"A second call was what kept a baby safe. {mark}",
        by=world.actor("business_manager"), now=at,
    )  # fmt: skip


def learn_from_reviews(world: World) -> None:
    """One that follows our case and is over, one that is open to its group, one of the former
    Board that goes on."""
    from builders.world import NOW, canary

    manager, today = world.actor("business_manager"), NOW.date()
    ours = begins(world, NOW, canary("lesson ours"), case=world.works["case ours"])
    world.works["lesson ours"] = ours
    records.grant_sight(
        record=ours.record, person_id=world.people["group_chair"].pk,
        reason=f"Takes part in it {canary('grant lesson')}", ends_at=NOW + timedelta(days=30),
        by=manager, now=NOW,
    )  # fmt: skip
    operations.record_learning_step(
        review=ours, words=f"The morning was held. {canary('lesson step')}", happened_on=today,
        by=manager, now=NOW,
    )  # fmt: skip
    finding = finds(world, ours, NOW, canary("lesson finding"))
    operations.recommend_from_learning(
        finding=finding, body=body(world, "executive"),
        wording="Health visitors ring a second time before they write.",
        hoped_for="Babies are seen sooner.", to_whom="All agencies", to_agency=None,
        by=manager, now=NOW,
    )  # fmt: skip
    world.works["passed ours"] = passes(world, ours, NOW, canary("passed learning"))
    passing.take_up_learning(
        passed=world.works["passed ours"], words=f"It goes into a course. {canary('taken up')}",
        decided_on=today, by=manager, now=NOW,
    )  # fmt: skip
    operations.end_learning_review(
        review=ours, given=ended(today, canary("lesson end")), by=manager, now=NOW
    )
    world.works["lesson open"] = begins(world, NOW, canary("lesson open"), is_about_child=False)
    finds(world, world.works["lesson open"], NOW)
    former = operations.begin_former_review(
        given=begun_before(canary("former ours")), by=manager, now=NOW
    )
    reviews.attest(record=former.record, reason="I run this review", by=manager, now=NOW)
    world.works["former ours"] = former
