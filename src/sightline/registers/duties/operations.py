"""Telling the register what happened, and recording decisions about duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import events, notices, permissions
from sightline.registers.duties.models import (
    Dispensation,
    Duty,
    Fulfilment,
    Reminder,
    RunningClock,
)
from sightline.registers.duties.queries import register_as_at
from sightline.registers.duties.rules.facts import Part
from sightline.registers.evidence.operations import file_document
from sightline.registers.partnership.models import Body, Partnership, Seat
from sightline.registers.partnership.operations import Loading, load_arrangement
from sightline.registers.partnership.rules.arrangement import Arrangement, Document, FulfilmentKind
from sightline.registers.records.models import Marking, Record
from sightline.registers.records.operations import open_record


@dataclass(frozen=True)
class Subject:
    """Whom or what a fulfilment concerns; stated parts must agree with a duty's evidence rule."""

    body: str = ""
    source: str = ""
    document: str = ""
    topic: str = ""
    seat: Seat | None = None
    place: str = ""


@transaction.atomic
def take_on_arrangements(
    *,
    arrangement: Arrangement,
    source: Mapping[str, str],
    in_front: bool,
    by: Actor,
    now: datetime,
) -> Loading:
    """Load a version of the arrangements together with its duties: both or neither (R0.1)."""
    done = load_arrangement(
        arrangement=arrangement, source=source, in_front=in_front, by=by, now=now
    )
    if not done.is_same and done.partnership is not None:
        keep_duties(partnership=done.partnership, arrangement=arrangement)
    return done


@transaction.atomic
def keep_duties(*, partnership: Partnership, arrangement: Arrangement) -> None:
    """Keep the rows of duties true to a version just loaded; a duty that disappears is ended."""
    rows = {row.key: row for row in Duty.objects.filter(partnership=partnership)}
    wanted = {duty.id: duty for duty in arrangement.duties}
    for key, duty in wanted.items():
        starts_on = duty.starts_on or arrangement.starts_on
        row = rows.get(key)
        if row is None:
            Duty.objects.create(
                partnership=partnership,
                key=key,
                promise=duty.promise,
                kind=duty.kind,
                starts_on=starts_on,
                ends_on=duty.ends_on,
            )
        elif (row.promise, row.kind, row.ends_on) != (duty.promise, duty.kind, duty.ends_on):
            row.promise, row.kind, row.ends_on = duty.promise, duty.kind, duty.ends_on
            row.save(update_fields=["promise", "kind", "ends_on"])
    last_day = date.fromordinal(arrangement.starts_on.toordinal() - 1)
    for key, row in rows.items():
        if key not in wanted and (row.ends_on is None or row.ends_on > last_day):
            row.ends_on = max(last_day, row.starts_on)
            row.save(update_fields=["ends_on"])


@transaction.atomic
def fulfil(
    *,
    kind: FulfilmentKind,
    subject: Subject,
    on: date,
    record: Record,
    by: Actor,
    now: datetime,
    late_reason: str = "",
) -> Fulfilment:
    """Tell the register that something happened on a day; called by the operation that recorded
    it, which has checked the permission and writes the line in the trail."""
    return Fulfilment.objects.create(
        partnership_id=record.partnership_id,
        kind=kind,
        on=on,
        body_key=subject.body,
        source_key=subject.source,
        document_key=subject.document,
        topic=subject.topic,
        seat=subject.seat,
        place_key=subject.place,
        record=record,
        entered_at=now,
        entered_by=by.name,
        late_reason=late_reason,
    )


@transaction.atomic
def unfulfil(*, record: Record, reason: str, now: datetime) -> None:
    """Take back everything a record told the register; the operation that undoes it says so in
    the trail, and the entries stay as withdrawn."""
    Fulfilment.objects.filter(record=record, withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_reason=reason
    )


@transaction.atomic
def attest(
    *,
    duty: Duty,
    on: date,
    words: str,
    link: str,
    by: Actor,
    now: datetime,
    part: Part | None = None,
    record: Record | None = None,
    late_reason: str = "",
) -> Fulfilment:
    """Enter evidence that no record gives: what was done and when, vouched for by a person. `part`
    says for whose quota, which step of a chain or which required content it counts."""
    permissions.enter_evidence.check(by)
    if on > now.date():
        raise RuleBroken("The day must not be in the future.", field="on")
    if len(words.strip()) < 10:
        raise RuleBroken("Say what was done, in a sentence.", field="words")
    entry = Fulfilment.objects.create(
        partnership_id=duty.partnership_id,
        kind=part.kind if part else "attested",
        on=on,
        duty=duty,
        document_key=part.document if part else "",
        topic=part.topic if part else "",
        place_key=part.place if part else "",
        record=record,
        is_attested=True,
        words=words.strip(),
        link=link,
        entered_at=now,
        entered_by=by.name,
        late_reason=late_reason,
    )
    trail(
        events.attested,
        by=by,
        now=now,
        about=f"duty:{duty.key}",
        partnership_id=duty.partnership_id,
        duty=duty.key,
        on=on.isoformat(),
    )
    return entry


@transaction.atomic
def withdraw_entry(*, entry: Fulfilment, reason: str, by: Actor, now: datetime) -> None:
    """Withdraw an attested entry that was a mistake; it stays readable as withdrawn."""
    permissions.withdraw_evidence.check(by)
    row = Fulfilment.objects.select_for_update().get(pk=entry.pk)
    if row.withdrawn_at is not None:
        raise RuleBroken("This entry has been withdrawn already.")
    if not row.is_attested:
        raise RuleBroken("This entry comes from a record: change the record instead.")
    if len(reason.strip()) < 5:
        raise RuleBroken("Say why the entry is withdrawn.", field="reason")
    _withdraw(row, reason, by, now)


def _withdraw(row: Fulfilment, reason: str, by: Actor, now: datetime) -> None:
    row.withdrawn_at, row.withdrawn_reason = now, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    trail(
        events.fulfilment_withdrawn,
        by=by,
        now=now,
        about=row.record.reference if row.record else f"duty:{row.duty.key if row.duty else ''}",
        partnership_id=row.partnership_id,
        on=row.on.isoformat(),
        reason=reason,
    )


@transaction.atomic
def dispense(
    *,
    duty: Duty,
    starts_on: date,
    ends_on: date,
    reason: str,
    decided_by: str,
    decided_on: date,
    by: Actor,
    now: datetime,
) -> Dispensation:
    """Record a decision that a duty need not be kept between two days, and why."""
    permissions.dispense.check(by)
    if ends_on < starts_on:
        raise RuleBroken("The last day must not be before the first.", field="ends_on")
    if len(reason.strip()) < 10:
        raise RuleBroken("Give the reason for the decision.", field="reason")
    if decided_on > now.date():
        raise RuleBroken("The day of the decision cannot be in the future.", field="decided_on")
    made = Dispensation.objects.create(
        partnership_id=duty.partnership_id,
        duty=duty,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
        decided_by=decided_by,
        decided_on=decided_on,
        entered_at=now,
        entered_by=by.name,
    )
    trail(
        events.dispensed,
        by=by,
        now=now,
        about=f"duty:{duty.key}",
        partnership_id=duty.partnership_id,
        duty=duty.key,
        starts=starts_on.isoformat(),
        ends=ends_on.isoformat(),
        reason=reason,
    )
    return made


@transaction.atomic
def stop_clock(
    *, clock: RunningClock, on: date, late_reason: str, by: Actor, now: datetime
) -> None:
    """Stop a running deadline on the day it was done; a late one says why, and is never blocked."""
    permissions.run_clock.check(by)
    row = RunningClock.objects.select_for_update().select_related("duty").get(pk=clock.pk)
    if row.stopped_on is not None:
        raise RuleBroken("This clock has been stopped already.")
    if on < row.started_on:
        raise RuleBroken("It cannot be done before the clock started.", field="on")
    if on > row.due_on and len(late_reason.strip()) < 5:
        raise RuleBroken("It was done late: say why.", field="late_reason")
    row.stopped_on, row.late_reason = on, late_reason
    row.save(update_fields=["stopped_on", "late_reason"])
    trail(
        events.clock_stopped,
        by=by,
        now=now,
        about=f"duty:{row.duty.key}",
        partnership_id=row.partnership_id,
        duty=row.duty.key,
        on=on.isoformat(),
    )


@transaction.atomic
def remind(*, partnership: Partnership, today: date, now: datetime) -> int:
    """Queue a reminder for each duty that falls due soon or is overdue, to those who must act; each
    person once for each occasion. The answer is how many were queued."""
    register = register_as_at(partnership.pk, today, today=today)
    if register is None:
        return 0
    rows = {row.key: row for row in Duty.objects.filter(partnership=partnership)}
    queued = 0
    for state in register.states():
        row = rows.get(state.duty.id)
        if row is None or state.next_due is None:
            continue
        if state.code in ("due-soon", "due"):
            notice, people = notices.DUE_SOON, register.owners(state.duty)
        elif state.code == "overdue":
            notice, people = notices.OVERDUE, register.chairs(state.duty)
        else:
            continue
        occasion = f"{notice.code} {state.next_due.isoformat()}"
        for person_id in sorted({one.person_id for one in people}):
            queued += _remind_once(row, person_id, occasion, notice, state.next_due, now)
    return queued


def _remind_once(
    row: Duty, person_id: int, occasion: str, notice: Notice, due_on: date, now: datetime
) -> int:
    _, is_new = Reminder.objects.get_or_create(
        duty=row,
        person_id=person_id,
        occasion=occasion,
        defaults={"partnership_id": row.partnership_id, "queued_at": now},
    )
    if not is_new:
        return 0
    link = f"{settings.ADDRESS}{reverse('duties:duty', args=[row.key])}"
    queue(
        notice,
        to_person_id=person_id,
        to_email=None,
        facts={"due_on": in_words(due_on), "link": link},
        about="",
        key=f"{row.pk}:{person_id}:{occasion}",
        now=now,
    )
    return 1


@transaction.atomic
def send_digest(*, partnership: Partnership, today: date, now: datetime) -> int:
    """Queue the week's digest for each business manager; none where nothing waits."""
    register = register_as_at(partnership.pk, today, today=today)
    if register is None:
        return 0
    waiting = [one for one in register.states() if one.code in ("overdue", "due", "due-soon")]
    if not waiting:
        return 0
    managers = Seat.objects.filter(
        Seat.live(), partnership=partnership, place__capacities__contains=["business-manager"]
    )
    people = sorted(set(managers.values_list("person_id", flat=True)))
    for person_id in people:
        queue(
            notices.DIGEST,
            to_person_id=person_id,
            to_email=None,
            facts={"count": str(len(waiting)), "link": f"{settings.ADDRESS}/line-of-sight"},
            about="",
            key=f"{partnership.pk}:{person_id}:{today.isoformat()}",
            now=now,
        )
    return len(people)


@transaction.atomic
def shelve(
    *,
    partnership: Partnership,
    document: Document,
    did: FulfilmentKind,
    on: date,
    upload: UploadedFile | None,
    by: Actor,
    now: datetime,
) -> Record:
    """Put an edition of a document the arrangements speak of on the shelf, or record that it was
    agreed or reviewed, and tell the register (R0.3)."""
    permissions.enter_evidence.check(by)
    if did not in ("document-published", "document-agreed", "document-reviewed"):
        raise RuleBroken("Say whether it was published, agreed or reviewed.", field="did")
    if on > timezone.localdate(now):
        raise RuleBroken("The day must not be in the future.", field="on")
    owner = Body.objects.filter(partnership=partnership, key=document.owner_body or "").first()
    published = did == "document-published" and document.public
    record = open_record(
        partnership_id=partnership.pk,
        prefix="DOC",
        kind="duties:shelved",
        title=f"{document.name}: {did.removeprefix('document-')} {in_words(on)}",
        marking=Marking.PUBLIC if published else Marking.INTERNAL,
        audience=[f"staff:{partnership.pk}"],
        on=on,
        now=now,
        body=owner,
        summary=document.name,
    )
    if upload is not None:
        file_document(
            record=record, kind="report", title=document.name, upload=upload, by=by, now=now
        )
    fulfil(
        kind=did,
        subject=Subject(document=document.id, body=document.owner_body or ""),
        on=on,
        record=record,
        by=by,
        now=now,
    )
    trail(
        events.document_shelved,
        by=by,
        now=now,
        about=record.reference,
        partnership_id=partnership.pk,
        document=document.name,
        did=did.removeprefix("document-"),
        on=on.isoformat(),
    )
    return record
