"""What is beside the meetings in governance, for the world of the tests: made by the operations,
each free text with a word of its own. `world.works` names each by what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sightline.registers.partnership.models import Body
from sightline.registers.records.models import ReferenceCount
from sightline.work.governance import operations as governance

if TYPE_CHECKING:
    from builders.world import World


def govern(world: World) -> None:
    """A request here and one next door."""
    from builders.world import NOW, canary

    executive = world.partnership.body_set.get(key="executive")
    practice = world.partnership.body_set.get(key="practice-group")
    world.works["request ours"] = asked(
        world,
        "group_chair",
        executive,
        for_body=practice,
        subject=canary("subject ours"),
        words=f"Waiting times have doubled {canary('words ours')}",
    )
    # other numbers than ours: what is told apart by reference alone would hide in equal ones
    for prefix in ("REQ",):
        ReferenceCount.objects.create(
            partnership=world.other, prefix=prefix, year=NOW.year, last=900
        )
    world.works["request theirs"] = asked(
        world,
        "stranger",
        world.other.body_set.get(key="board"),
        subject=canary("subject theirs"),
        words=f"Waiting times have doubled {canary('words theirs')}",
    )


def asked(world: World, persona: str, body: Body, kind: str = "concern", **said: Any) -> Any:
    """A request by a persona."""
    from builders.world import NOW

    words = {
        "subject": "Waiting times",
        "words": "They have doubled since spring, and nobody has a plan.",
    }
    return governance.make_request(
        body=body, kind=kind, by=world.actor(persona), now=NOW, **{**words, **said}
    )
