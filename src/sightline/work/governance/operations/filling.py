"""Filling an agenda by itself: standing items, what was carried or asked, duties, reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from sightline.foundation.calendar import in_words
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.actions.queries import risen_to
from sightline.registers.duties.queries import register_as_at
from sightline.registers.partnership.models import Body
from sightline.registers.records.models import Record
from sightline.registers.records.queries import waiting_for
from sightline.work.governance import events, permissions
from sightline.work.governance.models import AgendaItem, Meeting, Purpose, Request, StandingItem
from sightline.work.governance.operations.agenda import STEP, add_item
from sightline.work.governance.operations.planning import _locked
from sightline.work.governance.queries.meeting import reporters_to
from sightline.work.governance.rules import agenda as rules

PRESSING = ("overdue", "due", "due-soon", "not-evidenced")
Origin = AgendaItem.Origin


@dataclass(frozen=True)
class Offered:
    """An item that an agenda is offered, and the key under which it comes only once."""

    key: str
    title: str
    origin: str
    purpose: str = Purpose.DISCUSS
    takes: int = 10
    presenter: str = ""
    note: str = ""
    meant_for: str = AgendaItem.For.MEETING
    source: Record | None = None
    carried_from: AgendaItem | None = None


@transaction.atomic
def fill_agenda(*, meeting: Meeting, by: Actor, now: datetime, today: date) -> int:
    """Put on the agenda what belongs there and does not stand there yet, in its usual order; what
    the office took off stays off. Answers how many items came on (R3.2)."""
    permissions.keep_agenda.check(by)
    held = _locked(meeting)
    rules.check_open(held.state)
    there = set(AgendaItem.objects.filter(meeting=held).values_list("origin_key", flat=True))
    count = 0
    for offered in _offered(held, by, now, today):
        if offered.key in there:
            continue
        there.add(offered.key)
        add_item(
            meeting=held,
            title=offered.title[:200],
            purpose=offered.purpose,
            takes=offered.takes,
            presenter=offered.presenter,
            note=offered.note,
            meant_for=offered.meant_for,
            origin=offered.origin,
            origin_key=offered.key,
            source=offered.source,
            carried_from=offered.carried_from,
            by=by,
            now=now,
        )
        count += 1
    _put_closing_items_last(held)
    return count


def _offered(meeting: Meeting, by: Actor, now: datetime, today: date) -> Iterator[Offered]:
    standing = list(
        StandingItem.objects.filter(body=meeting.body, ended_at__isnull=True).order_by("position")
    )
    yield from _opening(meeting, bool(standing))
    for row in standing:
        yield Offered(
            f"standing:{row.pk}", row.title, Origin.STANDING, row.purpose, row.takes, row.presenter
        )
    yield from _carried(meeting)
    yield from _requested(meeting)
    yield from _raised(meeting, by, now)
    yield from _reports(meeting)
    yield from _duties(meeting, today)
    if risen_to(meeting.body, by, now, today):
        # one item, which shows each reader the actions they see: an agenda names none of them
        yield Offered("overdue-actions", rules.OVERDUE_ACTIONS, Origin.OVERDUE)
    for line in rules.LAST:
        yield Offered(
            f"closing:{line.title}", line.title, Origin.STANDING, line.purpose, line.takes
        )


def _opening(meeting: Meeting, has_template: bool) -> Iterator[Offered]:
    last = (
        Meeting.objects.filter(body=meeting.body, state=Meeting.State.HELD, on__lt=meeting.on)
        .select_related("record")
        .order_by("-on", "-pk")
        .first()
    )
    for line in rules.FIRST:
        title, source = line.title, None
        if line.origin != "standing":
            if last is None:
                continue
            source = last.record
            title = f"{title}, {in_words(last.on)}" if line.origin == "last-minutes" else title
        yield Offered(
            f"opening:{line.title}", title, line.origin, line.purpose, line.takes, source=source
        )


def _carried(meeting: Meeting) -> Iterator[Offered]:
    """Items carried, and those of meetings cancelled, that no agenda has taken up since."""
    rows = AgendaItem.objects.filter(
        meeting__body=meeting.body,
        meeting__on__lt=meeting.on,
        meeting__on__gte=meeting.on - rules.CARRIED_WITHIN,
        state=AgendaItem.State.CARRIED,
        carried_to__isnull=True,
    ).select_related("record", "source", "meeting")
    for item in rows.order_by("meeting__on", "position"):
        yield Offered(
            f"carried:{item.pk}",
            item.title,
            Origin.CARRIED,
            item.purpose,
            item.takes,
            item.presenter,
            f"Carried from {in_words(item.meeting.on)}: {item.reason}\n{item.note}".strip(),
            item.meant_for,
            item.source or item.record,
            item,
        )


def _requested(meeting: Meeting) -> Iterator[Offered]:
    rows = Request.objects.filter(meeting=meeting, state=Request.State.ACCEPTED)
    for asked in rows.select_related("record").order_by("pk"):
        yield Offered(
            f"record:{asked.record.reference}",
            f"{asked.get_kind_display()}: {asked.subject}",
            Origin.REQUEST,
            presenter=asked.asked_by,
            source=asked.record,
        )


def _raised(meeting: Meeting, by: Actor, now: datetime) -> Iterator[Offered]:
    """What another room put before this body, at each meeting until that room settles it."""
    for record in waiting_for(meeting.body, by, now):
        yield Offered(
            f"record:{record.reference}", record.title, Origin.RAISED, takes=5, source=record
        )


def _reports(meeting: Meeting) -> Iterator[Offered]:
    for key, name in reporters_to(meeting):
        yield Offered(f"report:{key}", f"Report: {name}", Origin.REPORT, takes=5, presenter=name)


def _duties(meeting: Meeting, today: date) -> Iterator[Offered]:
    """Duties of this body that press, or fall due before it meets again; its own meetings and the
    reports above speak for themselves."""
    register = register_as_at(meeting.partnership_id, today, today=today)
    after = (
        Meeting.objects.filter(body=meeting.body, state=Meeting.State.PLANNED, on__gt=meeting.on)
        .order_by("on")
        .values_list("on", flat=True)
        .first()
    ) or meeting.on + rules.FILLED_AHEAD
    for state in register.states() if register else []:
        duty = state.duty
        if duty.owner_body != meeting.body.key or duty.kind in ("reporting-line", "quota"):
            continue
        if any(rule.kind in ("meeting-held", "attendance") for rule in duty.evidenced_by):
            continue
        if state.code in PRESSING or (state.next_due is not None and state.next_due <= after):
            owed = f"Owed by {in_words(state.next_due)}. " if state.next_due else ""
            yield Offered(
                f"duty:{duty.id}",
                f"Duty: {duty.promise}",
                Origin.DUTY,
                Purpose.DECIDE,
                5,
                note=f"{owed}{duty.promise}",
            )


def _put_closing_items_last(meeting: Meeting) -> None:
    """Whatever came on later stands before any other business."""
    rows = AgendaItem.objects.filter(meeting=meeting)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    closing = rows.filter(origin_key__startswith="closing:").order_by("position")
    others = rows.exclude(origin_key__startswith="closing:")
    top = others.aggregate(last=Max("position"))["last"] or 0
    for item in closing:
        if item.position < top:
            last += STEP
            item.position = last
            item.save(update_fields=["position"])


@transaction.atomic
def keep_standing_item(
    *,
    body: Body,
    title: str,
    purpose: str,
    takes: int,
    presenter: str,
    by: Actor,
    now: datetime,
) -> StandingItem:
    """Add a line to the template of a body's agendas."""
    permissions.keep_agenda.check(by)
    rules.check_item(title=title, takes=takes)
    last = StandingItem.objects.filter(body=body).aggregate(last=Max("position"))["last"] or 0
    row = StandingItem.objects.create(
        partnership_id=body.partnership_id,
        body=body,
        position=last + STEP,
        title=title.strip(),
        purpose=purpose,
        presenter=presenter.strip(),
        takes=takes,
        added_at=now,
        added_by=by.name,
    )
    trail(
        events.standing_item_kept, by=by, now=now, partnership_id=body.partnership_id,
        body=body.name, title=row.title,
    )  # fmt: skip
    return row


@transaction.atomic
def end_standing_item(*, row: StandingItem, by: Actor, now: datetime) -> None:
    """End a line of a template: agendas that have it keep it."""
    permissions.keep_agenda.check(by)
    held = StandingItem.objects.select_for_update(of=("self",)).select_related("body")
    row = held.get(pk=row.pk)
    if row.ended_at is not None:
        return
    row.ended_at, row.ended_by = now, by.name
    row.save(update_fields=["ended_at", "ended_by"])
    trail(
        events.standing_item_ended, by=by, now=now, partnership_id=row.partnership_id,
        body=row.body.name, title=row.title,
    )  # fmt: skip
