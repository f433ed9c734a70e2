"""A review of which nothing is published, and what is answered to that (R6.5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from builders.publishing import begun, decided
from builders.reviewing import Stands
from sightline.work.reviews.operations import commenting, publishing

if TYPE_CHECKING:
    from builders.world import World


def withhold(world: World) -> None:
    """One more case of ours: the justification is answered, and the answer considered."""
    from builders.world import NOW, canary

    at, by = NOW - timedelta(days=10), world.actor("business_manager")
    incident, day = begun(world, at), timezone.localdate(at)
    world.works["case withheld"] = incident
    world.works["people withheld"] = Stands(incident.identities)
    given = decided(
        world, day, "withheld", reasons=f"It would find the child. {canary('withheld why')}"
    )
    publishing.decide_publication(incident=incident, given=given, by=by, now=at)
    made = commenting.record_comment(
        incident=incident, sender="panel", received_on=day,
        words=f"We ask you to think again. {canary('withheld comment')}", by=by, now=at,
    )  # fmt: skip
    world.works["comment withheld"] = made
    commenting.consider_comment(
        comment=made, words=f"It stays: the child would be found. {canary('withheld regard')}",
        considered_on=day, by=by, now=at,
    )  # fmt: skip
