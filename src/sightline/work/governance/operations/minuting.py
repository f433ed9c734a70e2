"""Writing minutes and decisions, and approving them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import operations as duties
from sightline.registers.records import operations as records
from sightline.work.governance import events, permissions
from sightline.work.governance.models import (
    AgendaItem,
    Amendment,
    Approval,
    Decision,
    Meeting,
    Minute,
    Position,
)
from sightline.work.governance.operations.agenda import _locked_item, _write
from sightline.work.governance.queries.agenda import partners_of
from sightline.work.governance.rules import minutes as rules
from sightline.work.governance.rules.agenda import check_reason


@transaction.atomic
def write_minute(*, item: AgendaItem, words: str, by: Actor, now: datetime, today: date) -> Minute:
    """Write the minute of an item; the same words saved twice change nothing."""
    permissions.take_minutes.check(by)
    held = _locked_item(item)
    rules.check_minute(on=held.meeting.on, today=today, state=held.meeting.state)
    if Approval.objects.filter(meeting=held.meeting).exists():
        raise RuleBroken("The chair has approved these minutes: amend them instead, with a reason.")
    if not words.strip():
        raise RuleBroken("Write what was said.", field="words")
    found = Minute.objects.filter(item=held).first()
    if found is not None and found.words == words.strip():
        return found
    found = _keep_text(held, found, words, by, now)
    _keep_words_for_search(held)
    _write(held, events.minute_written, by, now)
    return found


@transaction.atomic
def amend_minute(
    *, item: AgendaItem, words: str, reason: str, by: Actor, now: datetime
) -> Amendment:
    """Amend an approved minute, as a meeting asked; what stood before is kept."""
    permissions.take_minutes.check(by)
    held = _locked_item(item)
    if not Approval.objects.filter(meeting=held.meeting).exists():
        raise RuleBroken("These minutes are a draft still: write into them.")
    check_reason(reason, "Say who asked for the amendment, and why.")
    if not words.strip():
        raise RuleBroken("Write the minute as it is to stand.", field="words")
    minute = Minute.objects.filter(item=held).first()
    before = minute.words if minute else ""
    if before == words.strip():
        raise RuleBroken("Nothing has changed.", field="words")
    minute = _keep_text(held, minute, words, by, now)
    made = Amendment.objects.create(
        item=held,
        record=held.record,
        partnership_id=held.partnership_id,
        before=before,
        after=minute.words,
        reason=reason.strip(),
        amended_at=now,
        amended_by=by.name,
    )
    _keep_words_for_search(held)
    _write(held, events.minute_amended, by, now, reason=reason.strip())
    return made


@transaction.atomic
def approve_minutes(*, meeting: Meeting, by: Actor, now: datetime) -> Approval:
    """The chair of the body approves the draft (R3.2)."""
    permissions.approve_minutes.check(by)
    if not by.holds("chair", meeting.body_id):
        raise NotAllowed(permissions.approve_minutes.code)
    return _approve(meeting, Approval.Stage.CHAIR, None, by, now)


@transaction.atomic
def agree_minutes(*, meeting: Meeting, at_meeting: Meeting, by: Actor, now: datetime) -> Approval:
    """Record that a later meeting approved the minutes, with whatever was amended."""
    permissions.take_minutes.check(by)
    if at_meeting.body_id != meeting.body_id or at_meeting.on <= meeting.on:
        raise RuleBroken("Choose a later meeting of the same body.", field="at_meeting")
    if at_meeting.state != Meeting.State.HELD:
        raise RuleBroken("That meeting is not recorded as held yet.", field="at_meeting")
    return _approve(meeting, Approval.Stage.MEETING, at_meeting, by, now)


def _approve(
    meeting: Meeting, stage: Approval.Stage, at_meeting: Meeting | None, by: Actor, now: datetime
) -> Approval:
    # not locked: the chair may approve, and change nothing else of the meeting
    held = Meeting.objects.select_related("record").get(pk=meeting.pk)
    rules.check_approval(
        stage=stage,
        is_held=held.state == Meeting.State.HELD,
        done=held.approvals.values_list("stage", flat=True),
        has_words=Minute.objects.filter(item__meeting=held).exists(),
    )
    made, is_first = Approval.objects.get_or_create(
        meeting=held,
        stage=stage,
        defaults={
            "record": held.record,
            "partnership_id": held.partnership_id,
            "at_meeting": at_meeting,
            "approved_at": now,
            "approved_by": by.name,
        },
    )
    if not is_first:
        raise RuleBroken("These minutes have been approved so already.")
    trail(
        events.minutes_approved,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        how=stage.label if at_meeting is None else f"at the meeting of {in_words(at_meeting.on)}",
    )
    return made


@transaction.atomic
def record_decision(
    *,
    item: AgendaItem,
    words: str,
    reasons: str,
    stances: Mapping[str, str],
    by: Actor,
    now: datetime,
    today: date,
    options: str = "",
    dissent: str = "",
    is_joint: bool = False,
    document_key: str = "",
) -> Decision:
    """Record what was decided, where each lead partner stood (`stances`: place key -> stance), and
    tell the duties register where it agreed a document of the arrangements."""
    permissions.take_minutes.check(by)
    held = _locked_item(item)
    rules.check_minute(on=held.meeting.on, today=today, state=held.meeting.state)
    rules.check_decision(words=words, reasons=reasons, on=held.meeting.on, today=today)
    places = partners_of(held.meeting)
    if is_joint:
        rules.check_joint([partner for _, partner in places], stances)
    made = Decision.objects.create(
        item=held,
        record=held.record,
        partnership_id=held.partnership_id,
        words=words.strip(),
        options=options.strip(),
        reasons=reasons.strip(),
        dissent=dissent.strip(),
        is_joint=is_joint,
        document_key=document_key,
        decided_on=held.meeting.on,
        recorded_at=now,
        recorded_by=by.name,
    )
    Position.objects.bulk_create(
        Position(
            decision=made,
            record=held.record,
            partnership_id=held.partnership_id,
            place=place,
            name=partner.title,
            stance=stances[place.key],
        )
        for place, partner in places
        if place.key in stances
    )
    if document_key:
        duties.fulfil(
            kind="document-agreed",
            subject=duties.Subject(body=held.meeting.body.key, document=document_key),
            on=held.meeting.on,
            record=held.record,
            by=by,
            now=now,
        )
    _keep_words_for_search(held)
    _write(held, events.decision_recorded, by, now)
    return made


@transaction.atomic
def withdraw_decision(*, decision: Decision, reason: str, by: Actor, now: datetime) -> None:
    """Withdraw a decision that was recorded wrongly; it stays, struck out, and what it told the
    duties register is taken back."""
    permissions.take_minutes.check(by)
    rows = Decision.objects.select_for_update(of=("self",)).select_related("item__record")
    held = rows.get(pk=decision.pk)
    if held.withdrawn_at is not None:
        raise RuleBroken("This decision has been withdrawn already.")
    check_reason(reason, "Say why the decision is withdrawn.")
    held.withdrawn_at, held.withdrawn_reason = now, reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    if held.document_key:
        duties.unfulfil(record=held.item.record, reason=reason, now=now)
    _keep_words_for_search(held.item)
    _write(held.item, events.decision_withdrawn, by, now, reason=reason.strip())


def _keep_text(
    item: AgendaItem, found: Minute | None, words: str, by: Actor, now: datetime
) -> Minute:
    if found is None:
        return Minute.objects.create(
            item=item,
            record=item.record,
            partnership_id=item.partnership_id,
            words=words.strip(),
            written_at=now,
            written_by=by.name,
        )
    found.words, found.version = words.strip(), found.version + 1
    found.written_at, found.written_by = now, by.name
    found.save(update_fields=["words", "version", "written_at", "written_by"])
    return found


def _keep_words_for_search(item: AgendaItem) -> None:
    """Search finds an item by its note, its minute and its decisions."""
    minute = Minute.objects.filter(item=item).values_list("words", flat=True)
    decided = Decision.objects.filter(item=item, withdrawn_at__isnull=True)
    parts = [item.note, *minute]
    for words, reasons in decided.values_list("words", "reasons"):
        parts += [words, reasons]
    records.retitle(
        record=item.record,
        title=item.title,
        on=item.record.on,
        summary="\n".join(part for part in parts if part),
    )
