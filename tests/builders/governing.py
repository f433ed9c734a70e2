"""What is beside the meetings in governance, for the world of the tests: made by the operations,
each free text with a word of its own. `world.works` names each by what it stands for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from builders import partnership as made
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
    world.works["dispute ours"] = disputed(
        world, "lead_partner", executive, subject=canary("subject ours dispute")
    )
    world.works["task_group ours"] = grouped(world, "group_chair", practice, word="ours group")
    meeting = governance.plan_meeting(
        body=world.partnership.body_set.get(key="masc"),
        on=NOW.date() + timedelta(days=40),
        starts_at=None,
        ends_at=None,
        venue="",
        by=made.BY,
        now=NOW,
    )
    pack = governance.write_pack(
        meeting=meeting,
        words=f"We will talk about waiting. {canary('words ours pack')}",
        by=world.actor("business_manager"),
        now=NOW,
    )
    world.works["forum_pack ours"], world.works["forum_meeting ours"] = pack, meeting
    office = world.actor("business_manager")
    governance.record_theme(
        pack=pack,
        kind="theme",
        who="parent",
        words=f"We wait too long {canary('theme ours pack')}",
        by=office,
        now=NOW,
    )
    governance.send_pack(
        pack=pack, name="Sam", email="sam@example.org", who="parent", by=office, now=NOW
    )
    report = governance.begin_report(body=practice, by=world.actor("group_chair"), now=NOW)
    world.works["report ours"] = governance.write_report(
        report=report,
        words=f"We looked at two reviews {canary('words ours report')}",
        asks=f"More time for audits {canary('asks ours report')}",
        by=world.actor("group_chair"),
        now=NOW,
    )
    # other numbers than ours: what is told apart by reference alone would hide in equal ones
    for prefix in ("REQ", "DIS", "TFG"):
        ReferenceCount.objects.create(
            partnership=world.other, prefix=prefix, year=NOW.year, last=900
        )
    board = world.other.body_set.get(key="board")
    world.works["dispute theirs"] = disputed(
        world, "stranger", board, subject=canary("subject theirs dispute")
    )
    world.works["task_group theirs"] = grouped(world, "stranger", board, word="theirs group")
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


def disputed(world: World, persona: str, body: Body, **said: Any) -> Any:
    """A dispute that a persona raises and refers for mediation."""
    from builders.world import NOW

    words = {
        "subject": "Who pays for the business unit",
        "reasons": "Health and the council differ about the shares for next year.",
        "options": "Thirds, as now; or shares by headcount, which the council favours.",
        "parties": "Health and the council",
    }
    made = governance.raise_dispute(
        body=body, by=world.actor(persona), now=NOW, **{**words, **said}
    )
    governance.refer_dispute(
        dispute=made,
        to="mediation",
        settle_by_on=NOW.date() + timedelta(days=20),
        by=world.actor(persona),
        now=NOW,
    )
    return made


def grouped(world: World, persona: str, body: Body, word: str = "", **said: Any) -> Any:
    """A task and finish group that a persona sets up, led by the agency lead."""
    from builders.world import NOW, canary

    mark = canary(f"words {word}") if word else ""
    facts = {
        "name": f"Neglect toolkit {mark}",
        "purpose": f"Write a neglect toolkit that practitioners will use. {mark}",
        "lead": world.people["stranger" if persona == "stranger" else "agency_lead"],
        "members": "Ann Example, School nursing",
        "ends_on": NOW.date() + timedelta(days=60),
    }
    return governance.set_up_task_group(
        body=body, by=world.actor(persona), now=NOW, **{**facts, **said}
    )
