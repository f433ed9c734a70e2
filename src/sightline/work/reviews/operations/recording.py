"""Recording an incident, correcting it, and who is named to its case (R6.1, security 1 to 3)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from sightline.foundation.calendar import calendar_for
from sightline.foundation.clocks import Due, due
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record as trail
from sightline.foundation.trail.operations import record_read
from sightline.registers.partnership.models import Seat
from sightline.registers.partnership.queries import one_off_days
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record
from sightline.work.reviews import deadlines, events, permissions, queries
from sightline.work.reviews.models import Account, Incident, Named
from sightline.work.reviews.rules import identities as seeing
from sightline.work.reviews.rules import notifying as rules
from sightline.work.reviews.rules.words import check_told

Part = Named.Part
TITLES = ("Case", "People of a case")  # what a cover sheet says: nothing of what happened
RECORDED = "They recorded the case, or notify for the local authority."


@transaction.atomic
def record_incident(*, facts: rules.Facts, by: Actor, now: datetime) -> Incident:
    """Record a serious incident. Its case and, behind another record, its people are known to the
    live seats of the local authority's notifiers and to nobody else; the clock runs from the moment
    the authority became aware."""
    permissions.notify.check(by)
    rules.check_facts(facts, now)
    number = by.partnership_id or 0
    seats = list(queries.seats_of_notifiers(number))
    if by.person_id not in {seat.person_id for seat in seats}:
        raise RuleBroken("Only who notifies for the local authority records a serious incident.")
    audience = [f"seat:{seat.pk}" for seat in seats]
    case = _open(number, "CAS", audience, by, now)
    people = _open(number, "PEO", audience, by, now, arises_from=case)
    made = Incident.objects.create(
        record=case,
        identities=people,
        partnership_id=number,
        recorded_at=now,
        recorded_by=by.name,
    )
    for seat in seats:
        _name(made, seat, Part.NOTIFIER, RECORDED, by, now)
    _keep(made, 1, facts, "", by, now)
    _attested(case, "Recorded the case.", by, now)
    write(record=case, event=events.case_recorded, by=by, now=now)
    return made


def _open(
    number: int,
    prefix: str,
    audience: list[str],
    by: Actor,
    now: datetime,
    arises_from: Record | None = None,
) -> Record:
    kept = {
        "partnership_id": number,
        "marking": Marking.IDENTIFIED,
        "audience": audience,
        "on": timezone.localdate(now),
        "now": now,
        "owner_id": by.person_id,
    }
    if arises_from is None:
        return records.open_record(prefix=prefix, kind="reviews:case", title=TITLES[0], **kept)  # type: ignore[arg-type]
    return records.open_record(
        prefix=prefix,
        kind="reviews:people",
        title=TITLES[1],
        arises_from=arises_from,
        **kept,  # type: ignore[arg-type]
    )


@transaction.atomic
def correct_incident(
    *, incident: Incident, facts: rules.Facts, reason: str, by: Actor, now: datetime
) -> Account:
    """Correct what is known of an incident, for a reason. What stood before stays; the clock is
    worked out anew from the moment the authority became aware."""
    permissions.notify.check(by)
    rules.check_facts(facts, now)
    check_told(reason, "reason", "Say why it is corrected", least=10)
    held = queries.case_to_change(incident)
    last = held.accounts.order_by("-number").values_list("number", flat=True).first() or 0
    made = _keep(held, last + 1, facts, reason.strip(), by, now)
    write(record=held.record, event=events.case_corrected, by=by, now=now)
    return made


def _keep(
    incident: Incident, number: int, facts: rules.Facts, reason: str, by: Actor, now: datetime
) -> Account:
    ends = _due(incident, facts, now)
    values: dict[str, Any] = {**asdict(facts), "parallel": list(facts.parallel)}
    return Account.objects.create(
        incident=incident,
        record=incident.record,
        number=number,
        **values,
        due_on=ends.day,
        is_provisional=ends.is_provisional,
        workings=ends.workings,
        rule_version=ends.version,
        reason=reason,
        entered_at=now,
        entered_by=by.name,
    )


def _due(incident: Incident, facts: rules.Facts, now: datetime) -> Due:
    days = {one.day: one.name for one in one_off_days(incident.partnership_id)}
    calendar = calendar_for(timezone.localdate(now), days)
    return due(deadlines.INCIDENT_NOTIFIED, timezone.localdate(facts.became_aware_at), calendar)


@transaction.atomic
def name_to_case(
    *, incident: Incident, seat: Seat, part: str, reason: str, by: Actor, now: datetime
) -> Named:
    """Name a seat to a case as its caseworker or as another notifier, for a reason. It sees the
    case and, masked, its people, until the naming is ended or the seat ends."""
    permissions.name_people.check(by)
    check_told(reason, "reason", "Say why they are named to the case", least=10)
    held = queries.case_to_change(incident)
    may = queries.seats_that_may_be(part, held.partnership_id).filter(pk=seat.pk)
    if not may.exists():
        raise RuleBroken("This seat does not do that work.", field="seat")
    if held.named.filter(seat=seat, ended_at__isnull=True).exists():
        raise RuleBroken("They are named to the case already.", field="seat")
    made = _name(held, seat, part, reason.strip(), by, now)
    is_caseworker = part == Part.CASEWORKER
    for record in queries.records_of(held, with_agencies=is_caseworker):
        keys = [*record.audience, f"seat:{seat.pk}"]
        records.mark(record=record, marking=Marking(record.marking), audience=keys)
    write(record=held.record, event=events.case_person_named, by=by, now=now, name=made.name)
    return made


@transaction.atomic
def end_naming(*, named: Named, by: Actor, now: datetime) -> Named:
    """End that a seat is named to a case: from this instant it is not there for them. The last
    notifier stays, or nobody could answer for the case."""
    permissions.name_people.check(by)
    held = queries.case_to_change(named.incident)
    row = held.named.select_for_update().select_related("seat").get(pk=named.pk)
    if row.ended_at is not None:
        raise RuleBroken("This has been ended already.")
    if row.seat.person_id == by.person_id:
        raise RuleBroken("Somebody else must end that you are named.")
    others = held.named.filter(part=Part.NOTIFIER, ended_at__isnull=True).exclude(pk=row.pk)
    if row.part == Part.NOTIFIER and not others.filter(seat__ended_at__isnull=True).exists():
        raise RuleBroken("Name another notifier first: somebody must answer for the case.")
    row.ended_at, row.ended_by = now, by.name
    row.save(update_fields=["ended_at", "ended_by"])
    write(record=held.record, event=events.case_naming_ended, by=by, now=now, name=row.name)
    for record in queries.records_of(held, with_agencies=True):
        keys = [key for key in record.audience if key != f"seat:{row.seat_id}"]
        records.mark(record=record, marking=Marking(record.marking), audience=keys)
    return row


def _name(
    incident: Incident, seat: Seat, part: str, reason: str, by: Actor, now: datetime
) -> Named:
    return Named.objects.create(
        record=incident.record,
        incident=incident,
        seat=seat,
        part=part,
        name=seat.person.name,
        reason=reason,
        named_at=now,
        named_by=by.name,
    )


@transaction.atomic
def attest(*, record: Record, reason: str, by: Actor, now: datetime) -> None:
    """Say why one needs to see a case, or a review of which one sees no more, before it is opened
    for the first time (security 3)."""
    permissions.see_cases.check(by)
    seeing.check_reason(reason)
    if _attested(record, reason.strip(), by, now):
        write(record=record, event=events.case_attested, by=by, now=now)


def _attested(record: Record, reason: str, by: Actor, now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO reviews_attestation (record_id, person_id, name, reason, attested_at)
               VALUES (%s, %s, %s, %s, %s) ON CONFLICT (record_id, person_id) DO NOTHING""",
            [record.pk, by.person_id, by.name, reason, now],
        )
        return bool(cursor.rowcount == 1)


def note_reading(*, record: Record, by: Actor, now: datetime) -> None:
    """Leave the line that every opening of a page of a case leaves."""
    record_read(events.case_read, by=by, now=now, about=record.reference)


def note_making(*, record: Record, by: Actor, now: datetime) -> None:
    """Leave the line that every making of a file from a case leaves, beside that of its reading."""
    record_read(events.case_file_made, by=by, now=now, about=record.reference)


def write(*, record: Record, event: Event, by: Actor, now: datetime, **facts: Any) -> None:
    """Write a line about a case: the reference, and no word of its content."""
    trail(
        event,
        by=by,
        now=now,
        about=record.reference,
        partnership_id=record.partnership_id,
        **facts,
    )
