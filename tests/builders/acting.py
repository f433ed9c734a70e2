"""Recommendations and actions for the world of the tests, made by the operations, each free text
with a word of its own. They stand in `world.works`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.registers.actions import operations as actions
from sightline.registers.actions.models import Action, Recommendation
from sightline.registers.partnership.models import Body
from sightline.registers.records.models import Record, ReferenceCount

if TYPE_CHECKING:
    from builders.world import World


def act(world: World) -> None:
    """A recommendation and an action here and next door, and an action of a record in which the
    chair has an interest."""
    from builders.world import NOW, canary

    practice = world.partnership.body_set.get(key="practice-group")
    board = world.other.body_set.get(key="board")
    for prefix in ("REC", "ACT"):
        ReferenceCount.objects.create(
            partnership=world.other, prefix=prefix, year=NOW.year, last=900
        )
    for which, body, persona in (
        ("ours", practice, "business_manager"),
        ("theirs", board, "stranger"),
    ):
        source = _as_marked(world, "held" if which == "ours" else "theirs")
        asked = _thread(world, f"recommendation {which}", body, persona, source)
        owner = world.people["agency_lead"].pk if which == "ours" else None
        source = _as_marked(world, "identified" if which == "ours" else "theirs")
        _told(world, f"action {which}", body, persona, source=source, recommendation=asked,
              owner_id=owner, owner_name="" if owner else "The council")  # fmt: skip
    _told(world, "action conflicted", practice, "business_manager",
          source=_as_marked(world, "conflicted"), owner_name="Somebody")  # fmt: skip
    world.works["import ours"] = actions.receive_import(
        partnership_id=world.partnership.pk,
        upload=SimpleUploadedFile(
            "actions.csv",
            f"Action,Owner,Due\nAsk each school {canary('line import')},Sam,1/3/2027\n".encode(),
        ),
        usual_body=practice,
        by=world.actor("business_manager"),
        now=NOW,
    )


def _as_marked(world: World, name: str) -> Record:
    """The record as it stands, with the marking it was given since."""
    return Record.objects.get(pk=world.record(name).pk)


def _thread(world: World, name: str, body: Body, persona: str, source: Any) -> Recommendation:
    from builders.world import NOW, canary

    by = world.actor(persona)
    asked = recommended(world, persona, body, source=source, wording=canary(f"wording {name}"),
                        hoped_for=canary(f"hoped {name}"))  # fmt: skip
    actions.answer_recommendation(
        recommendation=asked, response="in-part", reason=canary(f"reason {name}"), by=by, now=NOW
    )
    actions.disseminate(
        recommendation=asked, how="briefing", happened_on=NOW.date(),
        to_whom=canary(f"spread {name}"), reached=40, by=by, now=NOW,
    )  # fmt: skip
    actions.add_proof(
        record=asked.record, kind="data", shows="none", words=canary(f"shown {name}"),
        seen_on=NOW.date(), by=by, now=NOW,
    )  # fmt: skip
    world.works[name] = asked
    return asked


def _told(world: World, name: str, body: Body, persona: str, **given: Any) -> None:
    from builders.world import NOW, canary

    by, today = world.actor(persona), NOW.date()
    act = acted(world, persona, body, what=canary(f"what {name}"), detail=canary(f"detail {name}"),
                steps=[canary(f"step {name}")], **given)  # fmt: skip
    actions.re_date(
        action=act, due_on=today + timedelta(days=50), reason=canary(f"moved {name}"), by=by,
        now=NOW,
    )  # fmt: skip
    if name != "action ours":
        actions.record_progress(
            action=act, words=canary(f"note {name}"), blocked_by=canary(f"blocked {name}"), by=by,
            now=NOW,
        )  # fmt: skip
    else:
        actions.record_progress(action=act, words=canary(f"note {name}"), by=by, now=NOW)
        actions.complete_action(
            action=act, completed_on=today, what_changed=canary(f"changed {name}"), by=by, now=NOW
        )
        actions.add_proof(
            record=act.record, kind="visit", shows="change", words=canary(f"proof {name}"),
            seen_on=today, by=by, now=NOW,
        )  # fmt: skip
        actions.verify_difference(
            action=act, is_different=True, verified_on=today, verdict=canary(f"verdict {name}"),
            by=world.actor("group_chair"), now=NOW,
        )  # fmt: skip
    actions.file_evidence(
        action=act, title=canary(f"filed {name}"), by=by, now=NOW,
        upload=SimpleUploadedFile(f"{canary(f'file {name}')}.txt", b"Agreed", "text/plain"),
    )  # fmt: skip
    world.works[name] = act


def recommended(world: World, persona: str, body: Body, **given: Any) -> Recommendation:
    """A recommendation that a persona enters."""
    from builders.world import NOW

    said = {
        "wording": "Ask each child what they wish to happen.",
        "hoped_for": "Children say that they were asked.",
        "origin": "audit",
        "to_whom": "All agencies",
    }
    return actions.make_recommendation(
        body=body, by=world.actor(persona), now=NOW, **{**said, **given}
    )


def acted(world: World, persona: str, body: Body, **given: Any) -> Action:
    """An action that a persona enters, due in thirty days."""
    from builders.world import NOW

    said: dict[str, Any] = {
        "what": "Change the form for referrals",
        "due_on": NOW.date() + timedelta(days=30),
        "owner_name": "Somebody",
    }
    return actions.make_action(body=body, by=world.actor(persona), now=NOW, **{**said, **given})
