"""Who came, what was received, and that the meeting was held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import operations as duties
from sightline.registers.evidence import operations as evidence
from sightline.registers.partnership.models import Seat
from sightline.registers.partnership.queries import AtTable, SeatAtTable
from sightline.registers.partnership.rules.arrangement import FulfilmentKind
from sightline.work.governance import events, permissions
from sightline.work.governance.models import Attendance, Meeting, ReportReceived
from sightline.work.governance.operations.planning import _locked
from sightline.work.governance.rules import meetings as rules

PRESENT = (Attendance.How.ATTENDED, Attendance.How.DEPUTY)


@dataclass(frozen=True)
class PlaceFilled:
    """What is entered for one place at a meeting."""

    place: AtTable
    seat: SeatAtTable | None
    how: Attendance.How
    name: str
    deputy_name: str = ""


@transaction.atomic
def record_attendance(
    *, meeting: Meeting, filled: Iterable[PlaceFilled], by: Actor, now: datetime
) -> None:
    """Record for each place who came: the holder, a deputy by name, apologies, or nobody."""
    permissions.record_meetings.check(by)
    held, rows = _locked(meeting), list(filled)
    if held.state == Meeting.State.CANCELLED:
        raise RuleBroken("This meeting was cancelled: nobody came.")
    if held.state != Meeting.State.PLANNED:
        raise RuleBroken(f"This meeting is {held.state}: reopen it to change who came.")
    for one in rows:
        if one.how == Attendance.How.DEPUTY and not one.deputy_name.strip():
            raise RuleBroken(
                f"Give the name of the deputy for {one.place.name}.", field=f"deputy-{one.place.pk}"
            )
        Attendance.objects.update_or_create(
            meeting=held,
            place_id=one.place.pk,
            seat_id=one.seat.pk if one.seat else None,  # type: ignore[misc]
            defaults={
                "record": held.record,
                "how": one.how,
                "name": one.name,
                "deputy_name": one.deputy_name,
            },
        )
    entered = [*Attendance.objects.filter(meeting=held).values_list("how", flat=True)]
    held.took_part = sum(how in PRESENT for how in entered)
    held.apologies = entered.count(Attendance.How.APOLOGIES)
    held.save(update_fields=["took_part", "apologies"])
    trail(
        events.attendance_recorded,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        present=sum(one.how in PRESENT for one in rows),
        places=len(rows),
    )


@transaction.atomic
def receive_report(
    *,
    meeting: Meeting,
    source_key: str,
    source_name: str,
    by: Actor,
    now: datetime,
    upload: UploadedFile[bytes] | None = None,
) -> ReportReceived:
    """Record that a meeting received the report of a body or a role (R3.3), and file it."""
    permissions.record_meetings.check(by)
    held = _locked(meeting)
    if held.state == Meeting.State.CANCELLED:
        raise RuleBroken("This meeting was cancelled: no report can be received there.")
    if ReportReceived.objects.filter(meeting=held, source_key=source_key).exists():
        raise RuleBroken(f"The report of {source_name} is recorded already.", field="source")
    report = ReportReceived.objects.create(
        meeting=held,
        record=held.record,
        source_key=source_key,
        source_name=source_name,
        received_at=now,
        received_by=by.name,
    )
    trail(
        events.report_received,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        source=source_name,
    )
    if upload is not None:
        evidence.file_document(
            record=held.record,
            kind="report",
            title=f"Report of {source_name}",
            upload=upload,
            by=by,
            now=now,
        )
    if held.state == Meeting.State.HELD:
        duties.fulfil(
            kind="report-received",
            subject=duties.Subject(body=held.body.key, source=report.source_key),
            on=held.on,
            record=held.record,
            by=by,
            now=now,
        )
    return report


@transaction.atomic
def hold_meeting(
    *,
    meeting: Meeting,
    chaired_by: Seat | None,
    chair_name: str,
    by: Actor,
    now: datetime,
    today: date,
    late_reason: str = "",
) -> Meeting:
    """Record that a meeting took place, and tell the register: the meeting itself, who attended,
    and the reports received there."""
    permissions.record_meetings.check(by)
    held = _locked(meeting)
    rules.check_step(held.state, Meeting.State.HELD)
    came = _came_of(held)
    rules.check_held(on=held.on, today=today, chair_name=chair_name, came=came)
    held.state = Meeting.State.HELD
    held.chaired_by, held.chair_name = chaired_by, chair_name
    held.held_recorded_at, held.held_recorded_by = now, by.name
    held.version += 1
    held.save(
        update_fields=[
            "state",
            "chaired_by",
            "chair_name",
            "held_recorded_at",
            "held_recorded_by",
            "version",
        ]
    )
    _tell(held, by, now, late_reason)
    trail(
        events.meeting_held,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        on=held.on.isoformat(),
        chair=chair_name,
    )
    return held


def _tell(held: Meeting, by: Actor, now: datetime, late_reason: str) -> None:
    """Whatever a meeting tells late, it tells late for the same reason."""
    body = held.body.key
    subjects: list[tuple[FulfilmentKind, duties.Subject]] = [
        ("meeting-held", duties.Subject(body=body))
    ]
    if held.body.kind == "forum":
        subjects.append(("forum-held", duties.Subject(body=body)))
    for row in held.attendances.filter(how__in=PRESENT).select_related("place", "seat"):
        place = duties.Subject(body=body, seat=row.seat, place=row.place.key)
        subjects.append(("attendance", place))
    for report in held.reports.all():
        subjects.append(("report-received", duties.Subject(body=body, source=report.source_key)))
    for kind, subject in subjects:
        duties.fulfil(
            kind=kind,
            subject=subject,
            on=held.on,
            record=held.record,
            by=by,
            now=now,
            late_reason=late_reason,
        )


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, reason: str, by: Actor, now: datetime) -> Meeting:
    """Reopen the record of a meeting to mend it; what it told the register is taken back."""
    permissions.record_meetings.check(by)
    held = _locked(meeting)
    rules.check_step(held.state, Meeting.State.PLANNED)
    if len(reason.strip()) < 5:
        raise RuleBroken("Say why the record is reopened.", field="reason")
    held.state = Meeting.State.PLANNED
    held.held_recorded_at, held.held_recorded_by = None, ""
    held.version += 1
    held.save(update_fields=["state", "held_recorded_at", "held_recorded_by", "version"])
    duties.unfulfil(record=held.record, reason=reason, now=now)
    trail(
        events.meeting_reopened,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        reason=reason,
    )
    return held


def _came_of(meeting: Meeting) -> list[rules.Came]:
    """How each place was filled, as the rules take it."""
    rows = meeting.attendances.select_related("place")
    return [
        rules.Came(row.place.key, row.place.name, row.place.is_lead_partner, row.how)
        for row in rows
    ]
