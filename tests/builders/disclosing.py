"""Requests for what is held of a case: answered and sent here, and one next door (security 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from sightline.work.reviews.operations import disclosing as operations

if TYPE_CHECKING:
    from builders.world import World


def disclose(world: World) -> None:
    """Asked and prepared by the caseworker of each; ours is checked by the notifier and sent."""
    from builders.world import NOW, canary

    day = timezone.localdate(NOW)
    for which, worker in (("ours", "business_manager"), ("theirs", "stranger")):
        incident, by = world.works[f"case {which}"], world.actor(worker)
        made = operations.record_disclosure_request(
            incident=incident, kind="subject-access", who=f"Adult B {canary(f'asks {which}')}",
            wanted=f"All of it {canary(f'wanted {which}')}", received_on=day, by=by, now=NOW,
        )  # fmt: skip
        answer = operations.prepare_disclosure(
            incident=incident, number=made.pk, disclosed=f"Own words {canary(f'given {which}')}",
            withheld=f"Another's words {canary(f'kept back {which}')}",
            why_withheld=f"They are about another person. {canary(f'exempt {which}')}",
            by=by, now=NOW,
        )  # fmt: skip
        world.works[f"disclosure {which}"] = made
        world.works[f"disclosure answer {which}"] = answer
    ours = world.works["case ours"]
    operations.check_disclosure(
        incident=ours, answer=world.works["disclosure answer ours"].pk, is_agreed=True,
        words=f"I read each page of it. {canary('second check')}", by=world.actor("notifier"),
        now=NOW,
    )  # fmt: skip
    operations.send_disclosure(
        incident=ours, number=world.works["disclosure ours"].pk, sent_on=day,
        by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip
