"""The golden thread: a recommendation and actions, from just entered to made a difference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sightline.foundation.permissions import Actor
from sightline.registers.actions import operations as actions
from sightline.registers.actions.models import Action
from sightline.registers.partnership.models import Body, Seat
from sightline.web.demonstration_year.world import World, acting, seat_with
from sightline.work.governance.models import Meeting

ACTS = (
    # days ago entered, days from then due, kind, what, how far it came
    (200, 90, "procedure", "Put the question “What do you wish to happen?” on the referral form "
     "(invented)", "difference"),
    (190, 80, "training", "Brief every team on asking and writing down what the child says "
     "(invented)", "complete"),
    (120, 60, "service", "Agree one telephone number for urgent advice between services (invented)",
     "moved"),
    (150, 70, "data", "Count how often schools are asked to strategy meetings (invented)", "late"),
    (40, 90, "procedure", "Rewrite the page on bruising in babies who do not move yet (invented)",
     "under-way"),
    (12, 45, "briefing", "Send a seven-minute briefing on online harm to schools (invented)",
     "open"),
)  # fmt: skip


def build(world: World) -> Iterator[str]:
    """Enter a recommendation and actions of a group, and follow them through the year."""
    group = Body.objects.filter(partnership=world.partnership, kind="group").order_by("pk").first()
    manager = seat_with(world.partnership, capacities__contains=["business-manager"])
    owner = seat_with(world.partnership, capacities__contains=["agency-lead"])
    chair = seat_with(world.partnership, function="chair", body=group)
    if group is None or manager is None or owner is None or chair is None:
        return
    made = _follow(world, group, acting(manager), owner, acting(chair))
    yield f"a recommendation and {made} actions, one of which made a difference"


def _follow(world: World, group: Body, office: Actor, owner: Seat, chair: Actor) -> int:
    begun = world.at(world.today - timedelta(days=ACTS[0][0]))
    held = Meeting.objects.filter(body=group, state=Meeting.State.HELD, on__lte=begun.date())
    meeting = held.select_related("record").order_by("-on").first()
    asked = actions.make_recommendation(
        body=group,
        wording="Every child who is old enough is asked what they wish to happen, and the answer "
        "is written down and acted on (invented).",
        hoped_for="Children say that they were asked, and see what became of their answer.",
        origin="audit",
        to_whom="All agencies",
        source=meeting.record if meeting else None,
        by=office,
        now=begun,
    )
    actions.answer_recommendation(
        recommendation=asked, response="accepted", reason="", by=chair, now=begun
    )
    for place, (days, within, kind, what, end) in enumerate(ACTS):
        entered = world.today - timedelta(days=days)
        act = actions.make_action(
            body=group,
            what=what,
            kind=kind,
            due_on=entered + timedelta(days=within),
            owner_id=owner.person_id,
            steps=("Draft it", "Try it with two teams", "Bring it into use"),
            recommendation=asked if place < 2 else None,
            by=office,
            now=world.at(entered),
        )
        _go_on(world, act, end, acting(owner), chair)
    actions.disseminate(
        recommendation=asked,
        how="briefing",
        happened_on=world.today - timedelta(days=95),
        to_whom="Team managers of all agencies",
        reached=84,
        by=office,
        now=world.at(world.today - timedelta(days=95)),
    )
    return len(ACTS)


def _go_on(world: World, act: Action, end: str, owner: Actor, chair: Actor) -> None:
    begun, today = act.first_due_on, world.today
    if end == "open":
        return
    said = min(begun - timedelta(days=30), today)
    actions.record_progress(
        action=act,
        words="A draft went to two teams; both sent remarks (invented).",
        steps_done=[1],
        by=owner,
        now=world.at(said),
    )
    if end == "moved":
        for number, reason in enumerate(("Half of the answers are in", "The provider changed",
                                         "The contract waits for a signature"), 1):  # fmt: skip
            day = min(begun + timedelta(days=5 * number), today)
            new = today - timedelta(days=4) if number == 3 else begun + timedelta(days=7 * number)
            actions.re_date(action=act, due_on=new, reason=reason, by=owner, now=world.at(day))
    if end not in ("complete", "difference"):
        return
    done = begun - timedelta(days=6)
    actions.complete_action(
        action=act,
        completed_on=done,
        what_changed="Every team works with it, and new staff are shown it in their first week "
        "(invented).",
        by=owner,
        now=world.at(done),
    )
    if end == "complete":
        return
    seen = done + timedelta(days=60)
    actions.add_proof(
        record=act.record,
        kind="re-audit",
        shows="change",
        words="Of twenty records, nineteen show what the child wished; eleven did a year before "
        "(invented).",
        seen_on=seen,
        by=owner,
        now=world.at(seen),
    )
    actions.verify_difference(
        action=act,
        is_different=True,
        verified_on=seen + timedelta(days=7),
        verdict="The group read the re-audit and heard two young people, who said the same.",
        by=chair,
        now=world.at(seen + timedelta(days=7)),
    )
