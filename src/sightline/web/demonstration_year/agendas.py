"""Agendas, minutes and decisions of the last months, and the next agendas filled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from sightline.registers.partnership.models import Seat
from sightline.web.demonstration_year.world import World, acting
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Approval, Meeting
from sightline.work.governance.queries.agenda import LINES, next_to_fill, partners_of
from sightline.work.governance.rules.minutes import PRESENT

WRITTEN_UP = timedelta(days=200)
STANDING = (
    ("Data and performance: what has changed?", "discuss", 20),
    ("Progress of the business plan", "discuss", 20),
)
SAID = {
    "standing": "The members heard the report and asked what children would notice of it. "
    "(Invented.)",
    "last-minutes": "The minutes were agreed as a true record. (Invented.)",
    "report": "The report was received. Members asked for figures by area next time. (Invented.)",
    "duty": "The group looked at what is owed and by when, and named who sees to it. (Invented.)",
}


def keep_templates(world: World) -> None:
    """What stands on every agenda of each body."""
    for body in world.partnership.body_set.filter(ends_on__isnull=True):
        for title, purpose, takes in STANDING:
            governance.keep_standing_item(
                body=body, title=title, purpose=purpose, takes=takes, presenter="", by=world.by,
                now=world.at(world.today - WRITTEN_UP * 3),
            )  # fmt: skip


def fill(world: World, meeting: Meeting) -> None:
    """The agenda of a meeting of the last months, before it is held."""
    if world.today - meeting.on > WRITTEN_UP:
        return
    before = meeting.on - timedelta(days=14)
    governance.fill_agenda(meeting=meeting, by=world.by, now=world.at(before), today=before)


def write_up(world: World, meeting: Meeting) -> None:
    """Minutes and a decision of a meeting whose attendance is recorded."""
    if world.today - meeting.on > WRITTEN_UP:
        return
    now = world.at(meeting.on, 14)
    for line in LINES.rows(world.by, now, meeting=meeting.pk):
        item = meeting.items.get(pk=line.pk)
        governance.write_minute(
            item=item, words=SAID.get(line.origin, SAID["standing"]), by=world.by, now=now,
            today=meeting.on,
        )  # fmt: skip
        if "business plan" in line.title:
            partners = [one for _, one in partners_of(meeting)]
            came = {one.key for one in partners if one.how in PRESENT}
            governance.record_decision(
                item=item,
                words="The objectives that are late get a new owner by the next meeting. "
                "(Invented.)",
                reasons="Two of them have not moved for a quarter.",
                options="Leave them as they are; drop them; give them a new owner.",
                stances={one.key: "agreed" if one.key in came else "absent" for one in partners},
                is_joint=bool(partners) and len(came) == len(partners),
                by=world.by,
                now=now,
                today=meeting.on,
            )


def build(world: World) -> Iterator[str]:
    """Chairs approve what is a month old, and the next agendas are filled."""
    approved = 0
    held = Meeting.objects.filter(
        partnership=world.partnership,
        state=Meeting.State.HELD,
        items__minute__isnull=False,
        on__lt=world.today - timedelta(days=30),
    ).distinct()
    for meeting in held.select_related("record", "body"):
        seats = Seat.objects.filter(
            Seat.live(), place__body=meeting.body, place__function="chair"
        ).select_related("person")
        seat = seats.first()
        may = acting(seat) if seat else None
        if may is not None and not may.capacities.isdisjoint({"group-chair", "lead-partner"}):
            governance.approve_minutes(meeting=meeting, by=may, now=timezone.now())
            approved += 1
    filled = 0
    for meeting in next_to_fill(world.today):
        if meeting.partnership_id == world.partnership.pk:
            governance.fill_agenda(
                meeting=meeting, by=world.by, now=timezone.now(), today=world.today
            )
            filled += 1
    written = Approval.objects.filter(partnership=world.partnership).count()
    yield f"{filled} agendas filled, the minutes of {max(approved, written)} meetings approved"
