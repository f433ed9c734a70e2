"""The group's recommendation, the Executive's decisions and a delay, for the world of the tests and
for tests of their own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sightline.registers.partnership.models import Partnership, Place, Seat
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import RapidReview
from sightline.work.reviews.rules.deciding import Decided, Delayed, Held, Judged, Recommended

if TYPE_CHECKING:
    from builders.world import World

CRITERIA = ("improvements", "recurrent-themes", "working-together", "panel-considered")
"""As SI 2018/789 regulation 11 has them, in its order."""
WHY = "Two agencies each knew a part of it. "
PURPOSES = ("facts", "immediate-action", "improvement", "next-steps")


def judged(word: str = "", **other: Judged) -> dict[str, Judged]:
    """Each criterion as met, but for what is said otherwise."""
    found = {key: Judged("met", f"{WHY}{word}") for key in CRITERIA}
    return {**found, **{key.replace("_", "-"): one for key, one in other.items()}}


def places(whose: Partnership) -> list[Place]:
    """The places of the lead partners, in order."""
    rows = Place.objects.filter(partnership=whose, is_lead_partner=True, ends_on=None)
    return list(rows.order_by("pk"))


def recommended(on: date, word: str = "", **more: Any) -> Recommended:
    """A recommendation of a local review."""
    known = {
        "criteria": judged(word), "outcome": "local-review", "reasons": f"{WHY}{word}",
        "agreed_on": on,
    }  # fmt: skip
    return Recommended(**{**known, **more})


def decided(whose: Partnership, on: date, **more: Any) -> Decided:
    """A decision to initiate a local review, which each partner holds too."""
    known = {
        "criteria": judged(),
        "positions": {one.pk: Held("local-review", f"Agrees. {WHY}") for one in places(whose)},
        "outcome": "local-review", "reasons": WHY, "dissent": "", "panel_view": "",
        "decided_on": on,
    }  # fmt: skip
    return Decided(**{**known, **more})


def delayed(on: date, until: date, **more: Any) -> Delayed:
    """A delay for an inquest."""
    known = {
        "ground": "inquest", "reason": "The inquest is listed for the autumn.",
        "evidence": "Letter of the coroner", "approved_on": on, "until_on": until, "told": {},
    }  # fmt: skip
    return Delayed(**{**known, **more})


def approver(whose: Partnership) -> Seat:
    """A live seat of a lead partner."""
    found = Seat.objects.filter(partnership=whose, place__is_lead_partner=True, ended_at=None)
    return found.order_by("pk")[0]


def purposes_answered(world: World, review: RapidReview, now: Any) -> None:
    """The four purposes of a rapid review, answered."""
    for purpose in PURPOSES:
        if not review.answers.filter(purpose=purpose).exists():
            reviews.answer_purpose(
                review=review, purpose=purpose, words="As the agencies tell it.",
                by=world.actor("business_manager"), now=now,
            )  # fmt: skip


def decide(world: World) -> None:
    """Our case: recommended; decided one way and, anew, the other; delayed once."""
    from builders.world import NOW, canary

    manager, today = world.actor("business_manager"), NOW.date()
    review, incident = world.works["review ours"], world.works["case ours"]
    purposes_answered(world, review, NOW)
    given = recommended(
        today, criteria=judged(canary("recommended criterion")),
        reasons=f"{WHY}{canary('recommended reasons')}",
    )  # fmt: skip
    reviews.recommend_review(review=review, given=given, by=manager, now=NOW)
    first, *others = places(world.partnership)
    held = {one.pk: Held("no-review", f"No. {canary('position')}") for one in others}
    none = decided(
        world.partnership, today, outcome="no-review", criteria=judged(canary("decided criterion")),
        reasons=f"{WHY}{canary('decided reasons')}", panel_view=canary("panel view"),
        dissent=f"Health holds that it is needed. {canary('dissent')}",
        positions={first.pk: Held("local-review", f"Yes. {canary('position')}"), **held},
    )  # fmt: skip
    reviews.record_review_decision(incident=incident, given=none, by=manager, now=NOW)
    anew = decided(
        world.partnership, today,
        changed_because=f"The Panel asks to think again. {canary('changed because')}",
    )  # fmt: skip
    made = reviews.record_review_decision(incident=incident, given=anew, by=manager, now=NOW)
    reviews.record_telling_of_decision(
        decision=made, recipient="panel", told_on=today, by=manager, now=NOW
    )
    later = delayed(
        today, made.due_on + timedelta(days=60), told={"panel": today},
        reason=f"The inquest is listed for then. {canary('delay reason')}",
        evidence=f"Letter of the coroner {canary('delay evidence')}",
    )  # fmt: skip
    world.works["delay ours"] = reviews.record_delay(
        incident=incident, given=later, approver=approver(world.partnership), by=manager, now=NOW
    )
