"""Learning made known in the world of the tests, with words of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from builders import partnership as made
from sightline.registers.partnership.models import Partnership
from sightline.registers.records.models import ReferenceCount
from sightline.work.training import operations
from sightline.work.training.models import Briefing

if TYPE_CHECKING:
    from builders.world import World

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven")


def written(partnership: Partnership, *recommendations: Any, **said: Any) -> Briefing:
    """A seven-minute briefing, as a draft with every part."""
    words = {
        "title": "Seeing the child's day",
        "audience": "Everybody who visits families",
        "kind": "briefing",
        "words": "",
        "address": "",
        "sections": [f"Part {number}" for number in range(1, 8)],
    }
    return operations.make_briefing(
        partnership_id=partnership.pk, recommendations=recommendations, **{**words, **said},
        by=made.BY, now=timezone.now(),
    )  # fmt: skip


def issued(partnership: Partnership, *recommendations: Any, **said: Any) -> Briefing:
    """A briefing that every member may read."""
    return operations.issue_briefing(
        briefing=written(partnership, *recommendations, **said), by=made.BY, now=timezone.now()
    )


def spread(world: World) -> None:
    """One issued and one draft in each partnership, read by somebody, with whom it reached."""
    from builders.world import canary

    now = timezone.now()
    ReferenceCount.objects.create(partnership=world.other, prefix="BRF", year=now.year, last=500)
    for which, whose, reader in (
        ("ours", world.partnership, "practitioner"),
        ("theirs", world.other, "stranger"),
    ):
        asked = world.works[f"recommendation {which}"]
        parts = [canary(f"part {number} {which}") for number in NUMBERS]
        one = issued(whose, asked, title=canary(f"briefing {which}"), sections=parts,
                     words=canary(f"learning {which}"))  # fmt: skip
        draft = written(whose, title=canary(f"briefing draft {which}"))
        operations.confirm_reading(
            briefing=one, said=canary(f"receipt {which}"), by=world.actor(reader), now=now
        )
        operations.record_reach(
            briefing=one, channel="reading", happened_on=now.date(),
            to_whom=canary(f"reached {which}"), reached=1, said=canary(f"said {which}"),
            recommendations=[asked], by=made.BY, now=now,
        )  # fmt: skip
        world.training |= {f"briefing {which}": one, f"briefing draft {which}": draft}
