"""What bodies are asked beside their meetings, and what they answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Body
from sightline.web.demonstration_year.world import World, acting, seat_with
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Meeting, Request

ASKED = (
    (70, True, "concern", "Waiting times for first assessments (invented)",
     "Families wait fourteen weeks. The group has no lever of its own and asks the Executive to "
     "take this up with the commissioners."),
    (9, False, "attend", "A new service for young carers (invented)",
     "We would like to explain what changes in the spring, and what we need from partners."),
    (25, True, "concern", "Attendance of schools at strategy meetings (invented)",
     "Schools were missing from one strategy meeting in three last quarter."),
)  # fmt: skip


def build(world: World) -> Iterator[str]:
    """Ask the executive, and answer the oldest request."""
    yield f"{_ask(world)} requests made of the Executive, one of them late"


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
