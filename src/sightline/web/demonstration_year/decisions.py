"""What the partnership decided about its arrangements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sightline.registers.partnership import operations as partnership_operations
from sightline.web.demonstration_year.world import World


def build(world: World) -> Iterator[str]:
    """Decide the first contradiction that the source leaves open."""
    about = next(iter(world.arrangement.contradictions), None)
    if about is None or about.decision:
        return
    day = world.arrangement.starts_on + timedelta(days=14)
    partnership_operations.decide_contradiction(
        partnership=world.partnership,
        arrangement=world.arrangement,
        contradiction_key=about.id,
        reading_key=about.readings[0].id,
        decided_on=day,
        decided_by="the Executive (demonstration)",
        reason="The main text is the later and fuller statement (invented for the demonstration).",
        by=world.by,
        now=world.at(day),
    )
    yield f"The contradiction “{about.id}” decided"
