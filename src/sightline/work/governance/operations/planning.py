"""Planning, moving and cancelling meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Body
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record
from sightline.work.governance import events, permissions
from sightline.work.governance.models import Meeting
from sightline.work.governance.operations.inviting import keep_in_diaries
from sightline.work.governance.rules import meetings as rules


def _audience_of(body: Body) -> list[str]:
    """Who sees a body's meetings by default: its members, the business unit, the scrutineer and,
    for the Executive's groups, the Executive that oversees them (R0.2)."""
    number = body.partnership_id
    keys = [f"body:{body.pk}"] + [
        f"capacity:{number}:{name}"
        for name in ("business-manager", "business-unit", "scrutineer", "lead-partner")
    ]
    return keys if body.kind == "executive" else [*keys, f"capacity:{number}:executive-member"]


def _title(body: Body, on: date) -> str:
    return f"{body.name}: meeting of {on.day} {on:%B %Y}"


@transaction.atomic
def plan_meeting(
    *,
    body: Body,
    on: date,
    starts_at: time | None,
    ends_at: time | None,
    venue: str,
    by: Actor,
    now: datetime,
    is_proposed: bool = False,
) -> Meeting:
    """Plan a meeting of a body on a day, or propose the day while nobody is invited (R3.2)."""
    permissions.plan_meetings.check(by)
    rules.check_dates(on=on, starts_at=starts_at, ends_at=ends_at)
    _check_day_is_free(body, on)
    record = _cover(body, on, venue, now)
    meeting = Meeting.objects.create(
        record=record,
        partnership_id=body.partnership_id,
        body=body,
        on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        venue=venue,
        state=Meeting.State.PROPOSED if is_proposed else Meeting.State.PLANNED,
    )
    keep_in_diaries(meeting=meeting, now=now)
    trail(
        events.meeting_proposed if is_proposed else events.meeting_planned,
        by=by,
        now=now,
        about=record.reference,
        partnership_id=body.partnership_id,
        body=body.name,
        on=on.isoformat(),
    )
    return meeting


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    on: date,
    starts_at: time | None,
    ends_at: time | None,
    venue: str,
    reason: str,
    by: Actor,
    now: datetime,
) -> Meeting:
    """Move a planned or proposed meeting to another day, time or place."""
    permissions.plan_meetings.check(by)
    held = _locked(meeting)
    if held.state not in (Meeting.State.PLANNED, Meeting.State.PROPOSED):
        raise RuleBroken("Only a planned meeting can be moved.")
    rules.check_dates(on=on, starts_at=starts_at, ends_at=ends_at)
    if len(reason.strip()) < 5:
        raise RuleBroken("Say why the meeting is moved.", field="reason")
    _check_day_is_free(held.body, on, besides=held)
    before = held.on
    if on != before and held.state == Meeting.State.PLANNED:
        held.first_on = held.first_on or before
    held.on, held.starts_at, held.ends_at, held.venue = on, starts_at, ends_at, venue
    held.version += 1
    held.save(update_fields=["on", "first_on", "starts_at", "ends_at", "venue", "version"])
    records.retitle(
        record=held.record, title=_title(held.body, on), on=on, summary=f"{held.body.name} {venue}"
    )
    keep_in_diaries(meeting=held, now=now)
    trail(
        events.meeting_moved,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        before=before.isoformat(),
        on=on.isoformat(),
        reason=reason,
    )
    return held


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Actor, now: datetime) -> Meeting:
    """Cancel a planned meeting, with the reason."""
    permissions.plan_meetings.check(by)
    held = _locked(meeting)
    rules.check_step(held.state, Meeting.State.CANCELLED)
    if len(reason.strip()) < 5:
        raise RuleBroken("Say why the meeting is cancelled.", field="reason")
    was_known = held.state == Meeting.State.PLANNED
    held.state, held.cancelled_reason = Meeting.State.CANCELLED, reason.strip()
    held.version += 1
    held.save(update_fields=["state", "cancelled_reason", "version"])
    if was_known:
        keep_in_diaries(meeting=held, now=now)
    trail(
        events.meeting_cancelled,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        on=held.on.isoformat(),
        reason=reason,
    )
    return held


@transaction.atomic
def propose_meetings(
    *, days: Iterable[tuple[Body, date]], by: Actor, now: datetime
) -> list[Meeting]:
    """Enter days as proposed, each at the hours and in the place of the body's last meeting; all of
    them or none (R3.2)."""
    permissions.plan_meetings.check(by)
    made = []
    for body, on in days:
        last = Meeting.objects.filter(body=body).exclude(state=Meeting.State.CANCELLED)
        usual = last.order_by("-on", "-pk").first()
        try:
            proposed = plan_meeting(
                body=body,
                on=on,
                starts_at=usual.starts_at if usual else None,
                ends_at=usual.ends_at if usual else None,
                venue=usual.venue if usual else "",
                by=by,
                now=now,
                is_proposed=True,
            )
        except RuleBroken as broken:
            raise RuleBroken(f"{body.name}, {in_words(on)}: {broken.sentence}") from broken
        made.append(proposed)
    return made


@transaction.atomic
def confirm_meetings(*, meetings: Iterable[Meeting], by: Actor, now: datetime) -> int:
    """Make proposed meetings planned ones and invite those who sit there; one that somebody
    confirmed meanwhile stays as it is. Answers how many became planned (R3.2)."""
    permissions.plan_meetings.check(by)
    count = 0
    for meeting in sorted(meetings, key=lambda one: one.pk):
        held = _locked(meeting)
        if held.state == Meeting.State.PLANNED:
            continue
        rules.check_step(held.state, Meeting.State.PLANNED)
        held.state = Meeting.State.PLANNED
        held.version += 1
        held.save(update_fields=["state", "version"])
        keep_in_diaries(meeting=held, now=now)
        trail(
            events.meeting_confirmed,
            by=by,
            now=now,
            about=held.record.reference,
            partnership_id=held.partnership_id,
            on=held.on.isoformat(),
        )
        count += 1
    return count


def _cover(body: Body, on: date, venue: str, now: datetime) -> Record:
    return records.open_record(
        partnership_id=body.partnership_id,
        prefix=body.prefix,
        kind="governance:meeting",
        title=_title(body, on),
        marking=Marking.INTERNAL,
        audience=_audience_of(body),
        on=on,
        now=now,
        body=body,
        summary=f"{body.name} {venue}".strip(),
    )


def _check_day_is_free(body: Body, on: date, besides: Meeting | None = None) -> None:
    same_day = Meeting.objects.filter(body=body, on=on).exclude(state=Meeting.State.CANCELLED)
    if besides is not None:
        same_day = same_day.exclude(pk=besides.pk)
    if same_day.exists():
        raise RuleBroken("This body has a meeting on that day already.", field="on")


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("record", "body")
        .get(pk=meeting.pk)
    )
