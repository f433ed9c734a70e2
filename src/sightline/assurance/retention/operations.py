"""Holding, proposing, answering and destroying. What the database reckons and refuses stands in the
migrations; here is who may ask, and what the trail says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction

from sightline.assurance.retention import events, permissions, queries, rules
from sightline.assurance.retention.models import Certificate, Decision, Hold, Period, Proposal
from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.foundation.trail.operations import record as trail
from sightline.registers.records.models import Record

FOR_PEOPLE = "RET01"  # the code of what the database refuses in words for people


@contextmanager
def _in_words(field: str = "") -> Iterator[None]:
    """What the database refuses for a reason that people can act on is a broken rule."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        cause = error.__cause__
        if getattr(cause, "sqlstate", "") != FOR_PEOPLE:
            raise
        said = cause.diag.message_primary  # type: ignore[union-attr]
        raise RuleBroken(said or "It cannot be done.", field=field) from error


@transaction.atomic
def set_period(*, class_code: str, years: int, reason: str, by: Actor, now: datetime) -> None:
    """Set how long the actor's partnership keeps one class of records, from now on. Proposals that
    were made keep their arithmetic and are reckoned anew before anything is destroyed."""
    permissions.set_periods.check(by)
    was = queries.years_of(by)[class_code]
    rules.check_period(years=years, was=was, reason=reason)
    Period.objects.create(
        partnership_id=by.partnership_id or 0,
        class_code=class_code,
        years=years,
        reason=reason.strip(),
        set_by_id=by.person_id or 0,
        set_at=now,
    )
    name = rules.BY_CODE[class_code].name
    trail(events.period_set, by=by, now=now, class_name=name, years=years)


@transaction.atomic
def put_hold(*, record: Record, reason: str, by: Actor, now: datetime) -> Hold:
    """Hold a record already seen, with everything filed under it: from this instant nothing of it
    can be destroyed, whatever was approved (an inquiry, a claim, a police investigation)."""
    permissions.hold_records.check(by)
    is_held = Hold.objects.filter(record=record, ended_at=None).exists()
    rules.check_hold(reason=reason, is_held=is_held)
    hold = Hold.objects.create(
        partnership_id=record.partnership_id,
        record=record,
        reason=reason.strip(),
        put_by_id=by.person_id or 0,
        put_at=now,  # the database puts its own clock here
    )
    trail(events.held, by=by, now=now, about=record.reference)
    return hold


@transaction.atomic
def end_hold(*, hold: Hold, reason: str, by: Actor, now: datetime) -> None:
    """End a hold, with a reason; the period counts as if it had never been."""
    permissions.hold_records.check(by)
    held = Hold.objects.select_for_update(of=("self",)).select_related("record").get(pk=hold.pk)
    rules.check_end_of_hold(reason=reason, has_ended=held.ended_at is not None)
    held.ended_at, held.ended_by_id, held.ended_reason = now, by.person_id, reason.strip()
    held.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    trail(events.hold_ended, by=by, now=now, about=held.record.reference)


@transaction.atomic
def propose_destruction(*, records: list[Record], by: Actor, now: datetime) -> list[Proposal]:
    """Propose that records are destroyed. The database reckons each: its period, and what would go;
    one that has not passed, or is held, stops the whole list."""
    permissions.propose_destruction.check(by)
    if not records:
        raise RuleBroken("Choose at least one record.", field="records")
    made = []
    for record in records:
        if queries.is_proposed(record, now):
            raise RuleBroken(f"{record.reference} is proposed already.", field="records")
        with _in_words("records"):
            proposal = Proposal.objects.create(
                record=record,
                partnership_id=record.partnership_id,
                proposed_by_id=by.person_id or 0,
                proposed_at=now,  # this, and the rest, the database puts there
                **dict.fromkeys(("years", "row_count", "file_count"), 0),
                changed_on=now.date(),
                due_on=now.date(),
            )
        proposal.refresh_from_db()
        made.append(proposal)
        trail(
            events.proposed,
            by=by,
            now=now,
            about=record.reference,
            rows=proposal.row_count,
            files=proposal.file_count,
        )
    return made


@transaction.atomic
def answer_proposal(
    *, proposal: Proposal, verdict: str, reason: str, by: Actor, now: datetime
) -> Decision:
    """Approve or refuse, as another person than the one who proposed it. What is approved is
    destroyed by the worker the following night; the approval runs out after thirty days."""
    permissions.answer_proposals.check(by)
    rules.check_answer(
        proposer=proposal.proposed_by_id,
        answerer=by.person_id or 0,
        has_answer=Decision.objects.filter(proposal=proposal).exists(),
        reason=reason,
    )
    with _in_words():
        decision = Decision.objects.create(
            proposal=proposal,
            record_id=proposal.record_id,
            verdict=verdict,
            reason=reason.strip(),
            decided_by_id=by.person_id or 0,
            decided_at=now,  # the database puts its own clock here, and when it runs out
            expires_at=now + timedelta(days=rules.APPROVAL_DAYS),
        )
    trail(
        events.answered,
        by=by,
        now=now,
        about=proposal.record.reference,
        verdict=Decision.Verdict(verdict).label,
    )
    return decision


@transaction.atomic
def destroy(*, number: int, by: Actor, now: datetime) -> Certificate:
    """Destroy what one approved proposal names, in one transaction: all of it or nothing (the
    worker). The database asks for the two persons, the period and the holds once more."""
    reference = Proposal.objects.values_list("record__reference", flat=True).get(pk=number)
    with _in_words(), connection.cursor() as cursor:
        cursor.execute("SELECT sightline_destroy(%s)", [number])
        (certificate_id,) = cursor.fetchone() or (0,)
    certificate = Certificate.objects.get(pk=certificate_id)
    trail(
        events.destroyed,
        by=by,
        now=now,
        about=reference,
        partnership_id=certificate.partnership_id,
        rows=certificate.row_count,
        files=certificate.file_count,
        certificate=certificate.reference,
    )
    return certificate


@transaction.atomic
def note_not_destroyed(*, number: int, why: str, by: Actor, now: datetime) -> None:
    """Note in the trail, once, why an approved proposal could not be done (the worker)."""
    proposal = Proposal.objects.select_related("record").get(pk=number)
    about, chain = proposal.record.reference, proposal.partnership_id
    noted = TrailEvent.objects.filter(
        partnership_id=chain, about=about, code=events.not_destroyed.code, facts__proposal=number
    )
    if not noted.exists():
        trail(
            events.not_destroyed,
            by=by,
            now=now,
            about=about,
            partnership_id=chain,
            why=why,
            proposal=number,
        )


@transaction.atomic
def discard_contents(*, now: datetime) -> int:
    """Take from the disk the content of files that were destroyed and that no other document uses,
    and leave a note of each certificate beside the stored files, where a restored backup of the
    database does not reach it; how many contents went (the worker). While a backup copies files,
    nothing goes: the next night it does."""
    if not files.may_discard():
        return 0
    gone = 0
    for certificate in Certificate.objects.order_by("pk").iterator():
        note = queries.note_of(certificate)
        files.leave_note(name=note["name"], text=json.dumps(note, sort_keys=True))
        for file in certificate.files:
            gone += files.discard(sha256=file["sha256"], now=now)
    return gone
