"""Parallel workshops of conferences in the world of the tests, and searches without a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from builders import partnership as made
from sightline.work.training import operations
from sightline.work.training.models import Event, Workshop

if TYPE_CHECKING:
    from builders.world import World


def workshop(event: Event, title: str, places: int = 1, time: str = "Morning") -> Workshop:
    """One workshop of an event."""
    return operations.add_workshop(
        event=event, time=time, title=title, places=places, by=made.BY, now=timezone.now()
    )


def confer(world: World) -> None:
    """A workshop at each event that somebody chose, and one that nobody did; words looked for in
    vain, three times, so that the office reads them."""
    from builders.world import canary

    now = timezone.now()
    for which, whose in (("ours", world.partnership), ("theirs", world.other)):
        event = world.training[f"event {which}"]
        chosen = workshop(event, canary(f"workshop {which}"), places=5)
        world.training[f"workshop {which}"] = workshop(event, f"Spare {which}", time="Noon")
        operations.choose_workshops(
            booking=world.training[f"booking one {which}"], workshops=[chosen], by=made.BY, now=now
        )
        for number in range(3):
            operations.count_search(
                partnership_id=whose.pk, typed=f"Kittens {which}", searcher=f"{number}",
                by=made.BY, now=now,
            )  # fmt: skip
