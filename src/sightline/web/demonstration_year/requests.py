"""What bodies are asked beside their meetings, and what they answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Body
from sightline.web.demonstration_year.world import World, acting, seat_with
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Meeting, Request
from sightline.work.governance.queries.reports import reports_to

ASKED = (
    (70, True, "concern", "Waiting times for first assessments (invented)",
     "Families wait fourteen weeks. The group has no lever of its own and asks the Executive to "
     "take this up with the commissioners."),
    (9, False, "attend", "A new service for young carers (invented)",
     "We would like to explain what changes in the spring, and what we need from partners."),
    (25, True, "concern", "Attendance of schools at strategy meetings (invented)",
     "Schools were missing from one strategy meeting in three last quarter."),
)  # fmt: skip


<<<<<<< HEAD:src/sightline/web/demonstration_governance.py
def build(partnership: Partnership, today: date) -> Iterator[str]:
    """Invent what stands beside the meetings; yields a line for each part as it is done."""
    yield f"{_ask(partnership, today)} requests made of the Executive, one of them late"
    yield f"{_set_up_groups(partnership, today)} task and finish groups, one of them late"
    yield f"{_report(partnership, today)} reports of groups"
    yield f"{_dispute(partnership, today)} disputes of the Executive"
=======
def build(world: World) -> Iterator[str]:
    """Ask the executive, and answer the oldest request."""
    yield f"{_ask(world)} requests made of the Executive, one of them late"
>>>>>>> main:src/sightline/web/demonstration_year/requests.py


def _ask(world: World) -> int:
    partnership, today = world.partnership, world.today
    executive = Body.objects.filter(partnership=partnership, kind="executive").first()
    chair = seat_with(partnership, function="chair", body__kind="group")
    manager = seat_with(partnership, capacities__contains=["business-manager"])
    partner = seat_with(partnership, capacities__contains=["agency-lead"])
    if executive is None or chair is None or manager is None or partner is None:
        return 0
    asked = []
    for days, is_chair, kind, subject, words in ASKED:
        who = chair if is_chair else partner
        made = governance.make_request(
            body=executive,
            kind=kind,
            subject=subject,
            words=words,
            for_body=who.place.body,
            for_agency=who.place.agency if who.place.body is None else None,
            by=acting(who),
            now=world.at(today - timedelta(days=days)),
        )
        asked.append(made)
    _answer(world, asked[0], executive, acting(manager))
    return len(asked)


def _answer(world: World, asked: Request, executive: Body, office: Actor) -> None:
    met = Meeting.objects.filter(
        body=executive, on__gte=world.today - timedelta(days=65), state=Meeting.State.HELD
    )
    meeting = met.select_related("record").order_by("on").first()
    if meeting is not None:
        answered = meeting.on - timedelta(days=2)
        governance.answer_request(
            asked=asked,
            is_accepted=True,
            answer="Yes: it is on the agenda of the next meeting. Please come for the item.",
            meeting=meeting,
            by=office,
            now=world.at(answered),
        )
        governance.finish_request(
            asked=asked,
            outcome="The Executive wrote to the commissioners and asks for a plan within six "
            "weeks (invented).",
            by=office,
            now=world.at(meeting.on + timedelta(days=1)),
        )


GROUPS = (
    (120, 20, "Neglect toolkit (invented)",
     "Choose or write a toolkit for neglect that every agency will use, and test it in two teams."),
    (50, -45, "Attendance at strategy meetings (invented)",
     "Find out why schools are missing from strategy meetings and propose what to change."),
)  # fmt: skip


def _set_up_groups(partnership: Partnership, today: date) -> int:
    chair = seat_with(partnership, function="chair", body__kind="group")
    if chair is None or chair.place.body is None:
        return 0
    for begun, overdue, name, purpose in GROUPS:
        governance.set_up_task_group(
            body=chair.place.body,
            name=name,
            purpose=purpose,
            lead=chair.person,
            members="An invented nurse, Health\nAn invented teacher, Schools",
            ends_on=today - timedelta(days=overdue),
            by=acting(chair),
            now=at(today - timedelta(days=begun)),
        )
    return len(GROUPS)


def _report(partnership: Partnership, today: date) -> int:
    """One that was passed on, one with the business manager, as far as the arrangements say to whom
    groups report."""
    manager = seat_with(partnership, capacities__contains=["business-manager"])
    chairs = Seat.objects.filter(
        Seat.live(), partnership=partnership, place__function="chair", place__body__kind="group"
    ).select_related("person", "place__body")
    made = 0
    for seat in chairs.order_by("pk")[:2]:
        body, now = seat.place.body, at(today - timedelta(days=3))
        above = reports_to(body, today) if body is not None else None
        if body is None or above is None or manager is None:
            continue
        report = governance.begin_report(body=body, by=acting(seat), now=now)
        governance.write_report(
            report=report,
            words="Two audits are finished. In both, the voice of the child was on record, and in "
            "neither was it seen that somebody had answered (invented).",
            asks="That each agency says by the spring how children hear back (invented).",
            by=acting(seat),
            now=now,
        )
        governance.submit_report(report=report, by=acting(seat), now=now)
        meeting = Meeting.objects.filter(body=above, on__gte=today, state="planned").first()
        if made == 0 and meeting is not None:
            governance.pass_report_on(
                report=report, meeting=meeting, by=acting(manager), now=at(today, 8)
            )
        made += 1
    return made


def _dispute(partnership: Partnership, today: date) -> int:
    executive = Body.objects.filter(partnership=partnership, kind="executive").first()
    partner = seat_with(partnership, is_lead_partner=True)
    scrutineer = seat_with(partnership, capacities__contains=["scrutineer"])
    if executive is None or partner is None or scrutineer is None:
        return 0
    begun = at(today - timedelta(days=200))
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
        settle_by_on=today - timedelta(days=160),
        by=acting(partner),
        now=begun,
    )
    governance.settle_stage(
        dispute=found,
        is_settled=True,
        came_of_it="Equal thirds for one more year, with a review in the autumn (invented).",
        by=acting(scrutineer),
        now=at(today - timedelta(days=170)),
    )
    return 1
