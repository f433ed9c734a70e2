"""Keeping the agenda of a meeting: adding, changing, ordering, taking off, carrying."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record as trail
from sightline.registers.evidence import operations as evidence
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record
from sightline.work.governance import events, permissions
from sightline.work.governance.models import AgendaItem, Meeting
from sightline.work.governance.operations.planning import _locked
from sightline.work.governance.rules import agenda as rules

STEP = 10  # between positions, so that what comes in between moves nothing


def _sight_of(meeting: Meeting, meant_for: str) -> tuple[Marking, list[str]]:
    """Marking and audience of an item for those it is for."""
    number, body = meeting.partnership_id, meeting.body_id
    if meant_for == AgendaItem.For.MEMBERS:
        return Marking.RESTRICTED, [f"body:{body}", f"capacity:{number}:business-manager"]
    if meant_for == AgendaItem.For.PARTNERS:
        keys = [f"capacity:{number}:{name}" for name in ("lead-partner", "business-manager")]
        return Marking.RESTRICTED, keys
    return Marking(meeting.record.marking), list(meeting.record.audience)


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    purpose: str,
    takes: int,
    by: Actor,
    now: datetime,
    presenter: str = "",
    note: str = "",
    meant_for: str = AgendaItem.For.MEETING,
    origin: str = AgendaItem.Origin.ADDED,
    origin_key: str = "",
    source: Record | None = None,
    carried_from: AgendaItem | None = None,
) -> AgendaItem:
    """Put an item on the agenda, at its end or at the end of its second part (R3.2)."""
    permissions.keep_agenda.check(by)
    held = _locked(meeting)
    rules.check_open(held.state)
    rules.check_item(title=title, takes=takes)
    marking, audience = _sight_of(held, meant_for)
    record = records.open_record(
        partnership_id=held.partnership_id,
        prefix="ITM",
        kind="governance:item",
        title=title.strip(),
        marking=marking,
        audience=audience,
        on=held.on,
        now=now,
        body=held.body,
        summary=note.strip(),
    )
    last = AgendaItem.objects.filter(meeting=held).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        record=record,
        partnership_id=held.partnership_id,
        meeting=held,
        position=last + STEP,
        is_private=meant_for != AgendaItem.For.MEETING,
        title=title.strip(),
        purpose=purpose,
        presenter=presenter.strip(),
        takes=takes,
        note=note.strip(),
        meant_for=meant_for,
        origin=origin,
        origin_key=origin_key,
        source=source,
        carried_from=carried_from,
        added_at=now,
        added_by=by.name,
    )
    _write(item, events.item_added, by, now)
    return item


@transaction.atomic
def change_item(
    *,
    item: AgendaItem,
    title: str,
    purpose: str,
    takes: int,
    presenter: str,
    note: str,
    meant_for: str,
    by: Actor,
    now: datetime,
) -> AgendaItem:
    """Change an item, and who sees it."""
    permissions.keep_agenda.check(by)
    held = _locked_item(item)
    rules.check_open(held.meeting.state)
    rules.check_item(title=title, takes=takes)
    marking, audience = _sight_of(held.meeting, meant_for)
    held.title, held.purpose, held.takes = title.strip(), purpose, takes
    held.presenter, held.note, held.meant_for = presenter.strip(), note.strip(), meant_for
    held.is_private = meant_for != AgendaItem.For.MEETING
    held.version += 1
    held.save(
        update_fields=[
            "title", "purpose", "takes", "presenter", "note", "meant_for", "is_private", "version",
        ]
    )  # fmt: skip
    record = held.record
    records.retitle(record=record, title=held.title, on=record.on, summary=held.note)
    _write(held, events.item_changed, by, now)
    # last: whoever takes it from their own sight must not be refused what comes after
    records.mark(record=record, marking=marking, audience=audience)
    return held


@transaction.atomic
def order_agenda(
    *, meeting: Meeting, seen: list[int], wanted: Mapping[int, int], by: Actor, now: datetime
) -> None:
    """Put the items in the order of the numbers wanted. `seen` is the order the person looked at:
    refused where it has changed since. Items for few stay in the second part."""
    permissions.keep_agenda.check(by)
    held = _locked(meeting)
    rules.check_open(held.state)
    rows = AgendaItem.objects.select_for_update().filter(meeting=held)
    rows = rows.exclude(state=AgendaItem.State.REMOVED)
    items = list(rows.order_by("is_private", "position", "pk"))
    if [item.pk for item in items] != seen:
        raise RuleBroken(
            "Somebody changed the agenda while you put it in order. Here it is as it stands now."
        )
    places = [(item.pk, item.position) for item in items]
    dealt = rules.in_new_order(places, dict(wanted))
    moved = [item for item in items if item.position != dealt[item.pk]]
    for item in moved:
        item.position = dealt[item.pk]
    AgendaItem.objects.bulk_update(moved, ["position"])
    if moved:
        trail(
            events.agenda_ordered,
            by=by,
            now=now,
            about=held.record.reference,
            partnership_id=held.partnership_id,
        )


@transaction.atomic
def remove_item(*, item: AgendaItem, reason: str, by: Actor, now: datetime) -> AgendaItem:
    """Take an item off the agenda, with the reason; it stays on record."""
    permissions.keep_agenda.check(by)
    held = _locked_item(item)
    rules.check_open(held.meeting.state)
    rules.check_reason(reason, "Say why the item is taken off.")
    _end(held, AgendaItem.State.REMOVED, reason)
    _write(held, events.item_removed, by, now, reason=reason.strip())
    return held


@transaction.atomic
def carry_item(*, item: AgendaItem, reason: str, by: Actor, now: datetime) -> AgendaItem:
    """Carry an item that was not reached to the body's next meeting, whose agenda takes it up."""
    permissions.keep_agenda.check(by)
    held = _locked_item(item)
    rules.check_reason(reason, "Say why the item is carried.")
    if held.meeting.state == Meeting.State.CANCELLED:
        raise RuleBroken("This meeting was cancelled: its items come onto the next by themselves.")
    _end(held, AgendaItem.State.CARRIED, reason)
    _write(held, events.item_carried, by, now, reason=reason.strip())
    return held


@transaction.atomic
def file_paper(
    *, item: AgendaItem, title: str, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> None:
    """File a paper for an item; those who see the item see the paper."""
    permissions.keep_agenda.check(by)
    if item.meeting.state == Meeting.State.CANCELLED:
        raise RuleBroken("This meeting was cancelled: it takes no more papers.")
    evidence.file_document(
        record=item.record, kind="paper", title=title, upload=upload, by=by, now=now
    )


def _end(item: AgendaItem, state: str, reason: str) -> None:
    if item.state != AgendaItem.State.ON:
        raise RuleBroken("This item is not on the agenda any more.")
    item.state, item.reason = state, reason.strip()
    item.version += 1
    item.save(update_fields=["state", "reason", "version"])


def _locked_item(item: AgendaItem) -> AgendaItem:
    rows = AgendaItem.objects.select_for_update(of=("self",))
    return rows.select_related("record", "meeting__record", "meeting__body").get(pk=item.pk)


def _write(item: AgendaItem, event: Event, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        event,
        by=by,
        now=now,
        about=item.record.reference,
        partnership_id=item.partnership_id,
        **facts,
    )
