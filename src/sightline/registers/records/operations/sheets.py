"""Opening records, keeping their cover sheets true, and giving and taking sight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from sightline.foundation.accounts.models import Person
from sightline.foundation.errors import RuleBroken
from sightline.foundation.jobs.operations import enqueue_if_declared
from sightline.foundation.permissions import Actor
from sightline.foundation.references import format_reference
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Body
from sightline.registers.records import events, permissions, rules
from sightline.registers.records.models import Conflict, Grant, Link, Marking, Record


def next_reference(*, partnership_id: int, prefix: str, year: int) -> str:
    """The next reference for a prefix and year, such as `EXE-2026-004`: never given twice."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO records_referencecount (partnership_id, prefix, year, last)
               VALUES (%s, %s, %s, 1)
               ON CONFLICT (partnership_id, prefix, year)
               DO UPDATE SET last = records_referencecount.last + 1 RETURNING last""",
            [partnership_id, prefix, year],
        )
        (number,) = cursor.fetchone() or (1,)
    return format_reference(prefix, year, number)


@transaction.atomic
def open_record(
    *,
    partnership_id: int,
    prefix: str,
    kind: str,
    title: str,
    marking: Marking,
    audience: Iterable[str],
    on: date,
    now: datetime,
    body: Body | None = None,
    summary: str = "",
    opens_at: datetime | None = None,
    arises_from: Record | None = None,
    owner_id: int | None = None,
) -> Record:
    """Open the cover sheet of a new piece of work. One that arises from another record is hidden
    from whoever has an interest there, as what that one arose from is."""
    reference = next_reference(partnership_id=partnership_id, prefix=prefix, year=on.year)
    made = Record.objects.create(
        partnership_id=partnership_id,
        reference=reference,
        kind=kind,
        title=title,
        body=body,
        marking=marking,
        audience=sorted(set(audience)),
        on=on,
        summary=summary,
        opens_at=opens_at,
        arises_from_id=(arises_from.arises_from_id or arises_from.pk) if arises_from else None,
        owner_id=owner_id,
        created_at=now,
    )
    _tell_of_sight(made)
    return made


def _tell_of_sight(record: Record) -> None:
    """Have the room that a record is of look at who sees it now, where it declares a job for it:
    `reviews` declares `sight_given_reviews`."""
    enqueue_if_declared(f"sight_given_{record.kind.partition(':')[0]}", record=record.pk)


@transaction.atomic
def retitle(*, record: Record, title: str, on: date | None, summary: str) -> None:
    """Keep the cover sheet true to the work it covers."""
    record.title, record.on, record.summary = title, on, summary
    record.save(update_fields=["title", "on", "summary"])


@transaction.atomic
def mark(*, record: Record, marking: Marking, audience: Iterable[str]) -> None:
    """Set how closely a record is held and who sees it, as the room that opened it decides."""
    if record.held_from:
        raise RuleBroken(
            "This record is held more closely than is usual. Give it back its marking first."
        )
    record.marking, record.audience = marking, sorted(set(audience))
    record.save(update_fields=["marking", "audience"])
    _tell_of_sight(record)


@transaction.atomic
def change_marking(
    *, record: Record, marking: str, named: Iterable[int], reason: str, by: Actor, now: datetime
) -> None:
    """Hold a record more closely than its room does, or give it back; who sees it follows at once
    (security design, 2). The seats named stay named when it is given back."""
    permissions.change_marking.check(by)
    held = Record.objects.select_for_update(of=("self",)).get(pk=record.pk)
    was, by_its_room = held.marking, held.held_from or held.marking
    names = {f"seat:{number}" for number in named}
    if marking == "identified" and names:
        names |= set(rules.seats_among(by.keys))  # who draws up a list of names stands on it
    audience = sorted({*held.audience, *names})
    rules.check_marking(
        was=was, held_from=held.held_from, becomes=marking, audience=audience, reason=reason
    )
    trail(
        events.marking_changed,
        by=by,
        now=now,
        about=held.reference,
        partnership_id=held.partnership_id,
        was=Marking(was).label,
        becomes=Marking(marking).label,
        reason=reason.strip(),
    )
    Record.objects.filter(pk=held.pk).update(
        marking=marking,
        held_from="" if marking == by_its_room else by_its_room,
        audience=audience,
    )


@transaction.atomic
def link(*, source: Record, target: Record, how: str, now: datetime) -> None:
    """Tie two records together; tying them again changes nothing."""
    Link.objects.get_or_create(
        source=source, target=target, how=how, ended_at=None, defaults={"made_at": now}
    )


@transaction.atomic
def end_link(*, source: Record, target: Record, how: str, now: datetime) -> None:
    """End a tie that says what a piece of work is for; that it was one stays to be read."""
    Link.objects.filter(source=source, target=target, how=how, ended_at__isnull=True).update(
        ended_at=now
    )


@transaction.atomic
def grant_sight(
    *, record: Record, person_id: int, reason: str, ends_at: datetime, by: Actor, now: datetime
) -> Grant:
    """Give a person sight of one record until a moment, for a reason (security: never oneself)."""
    permissions.grant_sight.check(by)
    rules.check_grant(
        grantee=person_id, granter=by.person_id or 0, reason=reason, starts=now, ends=ends_at
    )
    grant = Grant.objects.create(
        record=record,
        person_id=person_id,
        reason=reason,
        starts_at=now,
        ends_at=ends_at,
        granted_by_id=by.person_id or 0,
    )
    trail(
        events.sight_granted,
        by=by,
        now=now,
        about=record.reference,
        person=grant.person.name,
        until=ends_at.date().isoformat(),
        reason=reason,
    )
    _tell_of_sight(record)
    return grant


@transaction.atomic
def end_sight(*, grant: Grant, by: Actor, now: datetime) -> None:
    """End a grant at this instant."""
    permissions.grant_sight.check(by)
    held = Grant.objects.select_for_update(of=("self",)).select_related("record", "person")
    row = held.get(pk=grant.pk)
    if row.ended_at is not None:
        raise RuleBroken("This sight has been ended already.")
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    trail(events.sight_ended, by=by, now=now, about=row.record.reference, person=row.person.name)


@transaction.atomic
def declare_interest(*, record: Record, nature: str, by: Actor, now: datetime) -> None:
    """Record an interest: from this instant the record does not exist for the person."""
    permissions.declare_interest.check(by)
    trail(events.conflict_found, by=by, now=now, about=record.reference, person=by.name)
    _keep_interest(record, by.person_id, nature, "declared", by, now)


@transaction.atomic
def detect_conflict(
    *, record: Record, person_id: int, nature: str, by: Actor, now: datetime
) -> None:
    """Record that a person has an interest in a record without telling them: from this instant it
    does not exist for them, nor does what arises from it."""
    permissions.record_interest.check(by)
    rules.check_interest(whose=person_id, found_by=by.person_id or 0, nature=nature)
    name = Person.objects.get(pk=person_id).name
    trail(events.conflict_found, by=by, now=now, about=record.reference, person=name)
    _keep_interest(record, person_id, nature.strip(), "detected", by, now)


@transaction.atomic
def end_detected(*, record: Record, person_id: int, found_at: datetime, now: datetime) -> None:
    """End an interest that was found at a moment and is none, as was decided: from this instant the
    record is there for the person again (the worker; the web process ends no interest)."""
    rows = Conflict.objects.filter(
        record=record, person=person_id, how="detected", found_at=found_at, ended_at__isnull=True
    )
    rows.update(ended_at=now)


def _keep_interest(
    record: Record, person_id: int | None, nature: str, how: str, by: Actor, now: datetime
) -> None:
    with connection.cursor() as cursor:
        # no RETURNING: once the row stands, its writer may not read it, or what it concerns
        cursor.execute(
            """INSERT INTO records_conflict
               (record_id, person_id, nature, how, found_at, found_by)
               VALUES (%s, %s, %s, %s, %s, %s)""",
            [record.pk, person_id, nature, how, now, by.name],
        )
