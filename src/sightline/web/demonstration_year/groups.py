"""Task and finish groups, reports of groups, what the forum said, and a dispute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sightline.registers.partnership.models import Body, Seat
from sightline.web.demonstration_year.world import World, acting, seat_with
from sightline.work.governance import operations as governance
from sightline.work.governance.models import ForumPack, Meeting
from sightline.work.governance.queries.reports import reports_to

GROUPS = (
    (120, 20, "Neglect toolkit (invented)",
     "Choose or write a toolkit for neglect that every agency will use, and test it in two teams."),
    (50, -45, "Attendance at strategy meetings (invented)",
     "Find out why schools are missing from strategy meetings and propose what to change."),
)  # fmt: skip
SAID = (
    ("challenge", "young-person", "Nobody told us what happened after the review (invented).",
     "Every review now ends with a letter to the young people who took part (invented)."),
    ("theme", "parent", "You wait, and nobody says for how long (invented).", ""),
)  # fmt: skip


def build(world: World) -> Iterator[str]:
    """Set up groups, report, hear the forum and settle a dispute."""
    yield f"{_set_up(world)} task and finish groups, one of them late"
    yield f"{_report(world)} reports of groups to the Executive"
    yield f"{_hear(world)} themes and challenges of the forum"
    yield f"{_dispute(world)} disputes of the Executive, settled by mediation"


def _set_up(world: World) -> int:
    chair = seat_with(world.partnership, function="chair", body__kind="group")
    if chair is None or chair.place.body is None:
        return 0
    for begun, overdue, name, purpose in GROUPS:
        governance.set_up_task_group(
            body=chair.place.body,
            name=name,
            purpose=purpose,
            lead=chair.person,
            members="An invented nurse, Health\nAn invented teacher, Schools",
            ends_on=world.today - timedelta(days=overdue),
            by=acting(chair),
            now=world.at(world.today - timedelta(days=begun)),
        )
    return len(GROUPS)


def _report(world: World) -> int:
    manager = seat_with(world.partnership, capacities__contains=["business-manager"])
    chairs = Seat.objects.filter(
        Seat.live(),
        partnership=world.partnership,
        place__function="chair",
        place__body__kind="group",
        place__capacities__contains=["group-chair"],
    ).select_related("person", "place__body")
    made, now = 0, world.at(world.today - timedelta(days=3))
    for seat in chairs.order_by("pk")[:2]:
        body = seat.place.body
        above = reports_to(body, world.today) if body is not None else None
        if body is None or above is None or manager is None:
            continue
        by = acting(seat)
        report = governance.begin_report(body=body, by=by, now=now)
        governance.write_report(
            report=report,
            words="Two audits are finished. In both, what the child said was on record, and in "
            "neither did anybody answer it (invented).",
            asks="That each agency says by the spring how children hear back (invented).",
            by=by,
            now=now,
        )
        governance.submit_report(report=report, by=by, now=now)
        coming = Meeting.objects.filter(body=above, on__gte=world.today, state="planned")
        meeting = coming.order_by("on").first()
        if made == 0 and meeting is not None:
            governance.pass_report_on(report=report, meeting=meeting, by=acting(manager), now=now)
        made += 1
    return made


def _hear(world: World) -> int:
    meeting = (
        Meeting.objects.filter(
            partnership=world.partnership, body__kind="forum", state="held"
        ).select_related("record", "body").order_by("-on").first()
    )  # fmt: skip
    if meeting is None:
        return 0
    pack: ForumPack = governance.write_pack(
        meeting=meeting,
        words="We will talk about reviews: what happens after a child is badly hurt, and what "
        "changes afterwards.\n\nThink about this before you come: who told you what was decided, "
        "and what would have helped? (invented)",
        by=world.by,
        now=world.at(meeting.on - timedelta(days=10)),
    )
    for kind, who, words, became in SAID:
        theme = governance.record_theme(
            pack=pack, kind=kind, who=who, words=words, by=world.by, now=world.at(meeting.on, 15)
        )
        if became:
            governance.answer_theme(
                theme=theme, became=became, by=world.by, now=world.at(world.today, 8)
            )
    return len(SAID)


def _dispute(world: World) -> int:
    executive = Body.objects.filter(partnership=world.partnership, kind="executive").first()
    partner = seat_with(world.partnership, is_lead_partner=True)
    scrutineer = seat_with(world.partnership, capacities__contains=["scrutineer"])
    if executive is None or partner is None or scrutineer is None:
        return 0
    begun = world.at(world.today - timedelta(days=200))
    found = governance.raise_dispute(
        body=executive,
        subject="Shares in the cost of the business unit (invented)",
        reasons="The partners differ about the shares for next year (invented).",
        options="Equal thirds, as now; or shares by size, which one partner favours (invented).",
        parties="The three partners",
        by=acting(partner),
        now=begun,
    )
    governance.refer_dispute(
        dispute=found,
        to="mediation",
        settle_by_on=world.today - timedelta(days=160),
        by=acting(partner),
        now=begun,
    )
    governance.settle_stage(
        dispute=found,
        is_settled=True,
        came_of_it="Equal thirds for one more year, with a review in the autumn (invented).",
        by=acting(scrutineer),
        now=world.at(world.today - timedelta(days=170)),
    )
    return 1
