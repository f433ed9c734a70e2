"""The register of an event: who came, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor
from sightline.registers.duties import operations as duties
from sightline.registers.partnership.models import Agency
from sightline.work.training import events, notices, permissions, queries
from sightline.work.training.models import (
    Booking,
    Certificate,
    Charge,
    Course,
    Event,
    SessionAttendance,
)
from sightline.work.training.operations.booking import Named, _create_booking, _learner
from sightline.work.training.operations.counting import _locked_places
from sightline.work.training.operations.events import _locked_event, _tell_of_event
from sightline.work.training.operations.giving_up import enter_charge
from sightline.work.training.operations.telling import _address, _note, _tell
from sightline.work.training.operations.trainers import credit_teaching, enter_credit
from sightline.work.training.rules import attending, cancelling
from sightline.work.training.rules import programme as rules

TOPICS = {
    Course.Kind.CORE: ("training-held", "core-courses"),
    Course.Kind.SUBJECT: ("training-held", "subject-events"),
    Course.Kind.SEMINAR: ("training-held", "subject-events"),
    Course.Kind.CONFERENCE: ("event-held", "conferences"),
}


@transaction.atomic
def enter_attendance(
    *, event: Event, entries: Mapping[tuple[int, int], str], by: Actor, now: datetime
) -> int:
    """Enter how people attended, by booking and session; what was entered before is replaced. The
    answer is how many entries stand."""
    permissions.manage_programme.check(by)
    held = _locked_event(event)
    if held.state != Event.State.OPEN:
        raise RuleBroken(f"This event is {held.state}: its register is closed.")
    if timezone.localdate(held.starts_at) > timezone.localdate(now):
        raise RuleBroken("The register opens on the day of the event.")
    booked = set(
        Booking.objects.filter(event=held, state=Booking.State.BOOKED).values_list("pk", flat=True)
    )
    sessions = {one.pk for one in queries.sessions_of(held)}
    rows = [
        SessionAttendance(
            booking_id=booking, session_id=session, partnership_id=held.partnership_id, how=how,
            entered_at=now, entered_by=by.name,
        )
        for (booking, session), how in entries.items()
        if booking in booked and session in sessions
    ]  # fmt: skip
    SessionAttendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["booking", "session"],
        update_fields=["how", "entered_at", "entered_by"],
    )
    _tell_of_event(held, events.register_entered, by, now, entries=len(rows))
    return len(rows)


@transaction.atomic
def add_walk_in(*, event: Event, agency: Agency, named: Named, by: Actor, now: datetime) -> Booking:
    """Add somebody who came without a booking, where a place is left on the day."""
    permissions.manage_programme.check(by)
    counted = _locked_places(event.pk)
    if event.state != Event.State.OPEN or timezone.localdate(event.starts_at) > timezone.localdate(
        now
    ):
        raise RuleBroken("People are added on the day of an event that is open.")
    if counted.taken >= counted.places:
        raise RuleBroken("Every place is booked. Give them the place of somebody who has not come.")
    made = _create_booking(
        event=event, learner=_learner(agency, named, by), state=Booking.State.BOOKED,
        made_at=now, made_by=by.name,
    )  # fmt: skip
    counted.taken += 1
    counted.save(update_fields=["taken"])
    _note(made, events.walk_in_added, by, now)
    return made


@transaction.atomic
def close_register(*, event: Event, by: Actor, now: datetime) -> Event:
    """Record that the event was held, once every entry is made: certificates are issued, absences
    are charged by the rules, those who missed it are written to, and the register of duties is
    told."""
    permissions.manage_programme.check(by)
    counted = _locked_places(event.pk)
    held = _locked_event(event)
    rules.check_event_step(held.state, Event.State.HELD)
    if held.ends_at > now:
        raise RuleBroken("Close the register when the event is over.")
    sessions = queries.sessions_of(held)
    booked = list(
        Booking.objects.filter(event=held, state=Booking.State.BOOKED).select_related(
            "learner", "rules", "agency"
        )
    )
    entered = _entered(booked)
    names = [(one.name, len(entered.get(one.pk, []))) for one in booked]
    attending.check_complete(names, len(sessions))
    if not booked:
        raise RuleBroken("Nobody was booked. Cancel the event instead.")
    length = cancelling.half_days((one.starts_at, one.ends_at) for one in sessions)
    for one in booked:
        one.event = held
        _follow(one, attending.outcome(entered[one.pk]), length, by, now)
    held.state = Event.State.HELD
    held.version += 1
    held.save(update_fields=["state", "version"])
    counted.is_open = False
    counted.save(update_fields=["is_open"])
    credit_teaching(event=held, by=by, now=now)
    _keep_promises(held, by, now)
    enqueue("tell_what_training_served", number=held.pk)
    _tell_of_event(held, events.event_held, by, now)
    return held


@transaction.atomic
def correct_charge(*, charge: Charge, reason: str, by: Actor, now: datetime) -> Charge:
    """Take a charge or a credit back by a line of its own; the first line stays."""
    permissions.manage_programme.check(by)
    reason = rules.check_reason(reason)
    _locked_places(charge.event.pk)
    lines = Charge.objects.filter(booking=charge.booking, taught=charge.taught)
    stands = sum(lines.values_list("pence", flat=True))
    if not charge.is_first or abs(stands) < abs(charge.pence):
        raise RuleBroken("This line was taken back already.")
    why = f"Taken back: {reason}"
    if charge.booking:
        return enter_charge(booking=charge.booking, pence=-charge.pence, why=why, by=by, now=now)
    taught = charge.taught
    assert taught is not None  # the database holds one of the two
    return enter_credit(taught=taught, pence=-charge.pence, why=why, by=by, now=now)


def _entered(booked: Iterable[Booking]) -> dict[int, list[str]]:
    rows = SessionAttendance.objects.filter(
        booking__in=[one.pk for one in booked], session__dropped_at__isnull=True
    )
    found: dict[int, list[str]] = {}
    for number, how in rows.values_list("booking_id", "how"):
        found.setdefault(number, []).append(how)
    return found


def _follow(one: Booking, outcome: str, length: int, by: Actor, now: datetime) -> None:
    """What one person's attendance brings with it."""
    fee = one.event.fee_pence
    terms = cancelling.Terms.from_data(one.rules.terms) if one.rules else None
    if outcome == "attended":
        _certify(one, now)
        _note(one, events.attended, by, now)
        return
    _note(one, events.missed, by, now, outcome=outcome)
    if outcome == "absent":
        _tell(one, notices.MISSED, now, address=_address(one))
    if terms is None or outcome == "excused":
        return
    due = cancelling.on_absence(terms, fee=fee, length=length)
    if outcome == "part":
        due = cancelling.on_coming_too_late(terms, fee=fee, length=length)
    if due.pence:
        enter_charge(booking=one, pence=due.pence, why=due.why.capitalize(), by=by, now=now)


def _certify(one: Booking, now: datetime) -> None:
    day = timezone.localdate(one.event.ends_at)
    Certificate.objects.get_or_create(
        booking=one,
        defaults={
            "partnership_id": one.partnership_id,
            "agency_id": one.agency_id,
            "person_id": one.person_id,
            "code": attending.new_code(),
            "name": one.name,
            "course": one.event.course.title,
            "attended_on": day,
            "expires_on": attending.expiry(day, one.event.course.refresher_months),
            "issued_at": now,
        },
    )
    if one.person_id:
        _tell(one, notices.CERTIFICATE, now, address=_address(one))


def _keep_promises(held: Event, by: Actor, now: datetime) -> None:
    kind, topic = TOPICS[Course.Kind(held.course.kind)]
    told = [(kind, topic)]
    if held.is_on_demand:
        told.append(("training-held", "additional-courses"))
    for what, about in told:
        duties.fulfil(
            kind=what,  # type: ignore[arg-type]
            subject=duties.Subject(topic=about),
            on=timezone.localdate(held.starts_at),
            record=held.record,
            by=by,
            now=now,
        )
