"""Loading the arrangements, and appointing people to the places they name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
<<<<<<< HEAD
from django.db.models import Q
from django.utils import timezone
=======
>>>>>>> main

from sightline.foundation.accounts.models import Person
from sightline.foundation.accounts.operations import has_joined, invite, send_invitation
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership import events, permissions
from sightline.registers.partnership.models import (
    Agency,
    ArrangementVersion,
    Body,
    ContradictionDecision,
    OneOffDay,
    Partnership,
    Place,
    Seat,
)
from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.partnership.rules.differences import Difference, differences
from sightline.registers.partnership.rules.standing import (
    PlaceFacts,
    body_prefix,
    places_of_arrangement,
)


@dataclass(frozen=True)
class Loading:
    """What loading an arrangement would change, or did."""

    partnership: Partnership | None
    version: ArrangementVersion | None
    changes: tuple[Difference, ...]
    is_same: bool


def preview_loading(*, arrangement: Arrangement, source: Mapping[str, str]) -> Loading:
    """Settle what loading would change, and change nothing."""
    partnership = Partnership.objects.filter(key=arrangement.id).first()
    latest = _latest(partnership)
    if latest is not None and latest.sha256 == _fingerprint(source):
        return Loading(partnership, latest, (), True)
    old = Arrangement.model_validate(latest.content) if latest else None
    return Loading(partnership, latest, tuple(differences(old, arrangement)), False)


@transaction.atomic
def load_arrangement(
    *,
    arrangement: Arrangement,
    source: Mapping[str, str],
    in_front: bool,
    by: Actor,
    now: datetime,
) -> Loading:
    """Load a version of the arrangements (R0.1): whole or not at all; the same text twice changes
    nothing; what the new version no longer names is ended the day before it takes effect."""
    permissions.load_arrangements.check(by)
    found = preview_loading(arrangement=arrangement, source=source)
    if found.is_same:
        if in_front and found.partnership:
            _put_in_front(found.partnership)
        return found
    partnership = found.partnership or Partnership.objects.create(
        key=arrangement.id, name=arrangement.name, short=arrangement.short
    )
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    partnership.name, partnership.short = arrangement.name, arrangement.short
    partnership.save(update_fields=["name", "short"])
    if in_front or not Partnership.objects.filter(in_front=True).exists():
        _put_in_front(partnership)
    version = _add_version(partnership, found.version, arrangement, source, by, now)
    _project(partnership, arrangement)
    trail(
        events.arrangements_loaded,
        by=by,
        now=now,
        partnership_id=partnership.pk,
        version=version.number,
        changes=len(found.changes),
    )
    return Loading(partnership, version, found.changes, False)


def _latest(partnership: Partnership | None) -> ArrangementVersion | None:
    if partnership is None:
        return None
    return ArrangementVersion.objects.filter(partnership=partnership).order_by("-number").first()


def _fingerprint(source: Mapping[str, str]) -> str:
    text = "\0".join(f"{name}\0{source[name]}" for name in sorted(source))
    return hashlib.sha256(text.encode()).hexdigest()


def _put_in_front(partnership: Partnership) -> None:
    Partnership.objects.filter(in_front=True).exclude(pk=partnership.pk).update(in_front=False)
    Partnership.objects.filter(pk=partnership.pk).update(in_front=True)


def _add_version(
    partnership: Partnership,
    latest: ArrangementVersion | None,
    arrangement: Arrangement,
    source: Mapping[str, str],
    by: Actor,
    now: datetime,
) -> ArrangementVersion:
    if latest is not None and arrangement.starts_on < latest.starts_on:
        raise RuleBroken(
            f"This version takes effect on {arrangement.starts_on:%-d %B %Y}, before version "
            f"{latest.number}, which is already loaded. Give it a later date."
        )
    replaces = latest if latest and latest.starts_on == arrangement.starts_on else None
    return ArrangementVersion.objects.create(
        partnership=partnership,
        number=(latest.number if latest else 0) + 1,
        starts_on=arrangement.starts_on,
        ends_on=arrangement.ends_on,
        content=arrangement.model_dump(mode="json", by_alias=True),
        source=dict(source),
        sha256=_fingerprint(source),
        loaded_at=now,
        loaded_by=by.name,
        replaces=replaces,
    )


def _project(partnership: Partnership, arrangement: Arrangement) -> None:
    """Keep the rows that other records point at true to the version."""
    agency_rows = _upsert(
        Agency,
        partnership,
        arrangement.starts_on,
        {
            part.id: {
                "name": part.name,
                "short": part.short or "",
                "kind": part.kind,
                "is_lead_partner": part.lead_partner,
                "starts_on": part.starts_on,
                "ends_on": part.ends_on,
            }
            for part in arrangement.agencies
        },
    )
    given = dict(Body.objects.filter(partnership=partnership).values_list("key", "prefix"))
    taken = set(given.values())
    body_rows = _upsert(
        Body,
        partnership,
        arrangement.starts_on,
        {
            part.id: {
                "name": part.name,
                "short": part.short or "",
                "kind": part.kind,
                "prefix": given.get(part.id) or body_prefix(part, taken),
                "starts_on": part.starts_on,
                "ends_on": part.ends_on,
            }
            for part in arrangement.bodies
        },
    )
    _upsert(
        Place,
        partnership,
        arrangement.starts_on,
        {
            facts.key: _place_fields(facts, body_rows, agency_rows)
            for facts in places_of_arrangement(arrangement)
        },
    )


def _place_fields(
    facts: PlaceFacts, body_rows: Mapping[str, Any], agency_rows: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "name": facts.title,
        "body": body_rows.get(facts.body or ""),
        "agency": agency_rows.get(facts.agency or ""),
        "role_key": facts.role or "",
        "function": facts.function,
        "is_lead_partner": facts.lead_partner,
        "holds_many": facts.many,
        "capacities": sorted(facts.capacities),
        "starts_on": facts.starts_on,
        "ends_on": facts.ends_on,
    }


def _upsert(
    model: Any, partnership: Partnership, starts_on: date, wanted: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    rows = {row.key: row for row in model.objects.filter(partnership=partnership)}
    for key, fields in wanted.items():
        row = rows.get(key)
        if row is None:
            rows[key] = model.objects.create(partnership=partnership, key=key, **fields)
            continue
        changed = [name for name, value in fields.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, fields[name])
        if changed:
            row.save(update_fields=changed)
    last_day = date.fromordinal(starts_on.toordinal() - 1)
    for key, row in rows.items():
        if key not in wanted and (row.ends_on is None or row.ends_on > last_day):
            row.ends_on = last_day
            row.save(update_fields=["ends_on"])
    return rows


@transaction.atomic
def appoint(
    *,
    place: Place,
    person_id: int,
    starts_at: datetime,
    by: Actor,
    now: datetime,
    reason: str = "",
    deputises_for: Seat | None = None,
) -> Seat:
    """Appoint a person to a place. A place for one is free only when its last seat has ended."""
    permissions.appoint.check(by)
    Place.objects.select_for_update().get(pk=place.pk)
    if place.ends_on is not None and place.ends_on < timezone.localdate(starts_at):
        raise RuleBroken("The arrangements no longer name this place.", field="place")
    # also a seat that begins later, and one that ended after the day this one is to begin
    held = Seat.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=starts_at), place=place)
    holders = held.filter(deputises_for__isnull=True)
    if deputises_for is None and not place.holds_many and holders.exists():
        raise RuleBroken(
            f"{place.name} is held already. End that seat first, or name a deputy.", field="place"
        )
    if held.filter(person_id=person_id).exists():
        raise RuleBroken(
            "This person holds the place, or deputises in it, already.", field="person"
        )
    seat = Seat.objects.create(
        place=place,
        partnership_id=place.partnership_id,
        person_id=person_id,
        starts_at=starts_at,
        appointed_by=by.name,
        reason=reason,
        deputises_for=deputises_for,
    )
    event = events.deputy_named if deputises_for else events.person_appointed
    trail(
        event,
        by=by,
        now=now,
        partnership_id=place.partnership_id,
        person=seat.person.name,
        place=place.name,
    )
    return seat


@transaction.atomic
def appoint_by_invitation(
    *,
    place: Place,
    email: str,
    name: str,
    starts_at: datetime,
    by: Actor,
    now: datetime,
    reason: str = "",
    deputises_for: Seat | None = None,
) -> Seat:
    """Appoint whoever reads a mailbox; who has not joined yet is sent a one-time link (issue 2,
    section 3). The seat stands from its day, but gives access only once they have joined."""
    permissions.appoint.check(by)
    address = email.strip().lower()
    person = Person.objects.filter(email=address).first()
    if person is None or not person.is_active or not has_joined(person):
        link = invite(email=address, name=name, by=by, now=now)
        person = Person.objects.get(email=address)
        send_invitation(person=person, link=link)
    return appoint(
        place=place,
        person_id=person.pk,
        starts_at=starts_at,
        by=by,
        now=now,
        reason=reason,
        deputises_for=deputises_for,
    )


@transaction.atomic
def end_seat(
    *, seat: Seat, reason: str, by: Actor, now: datetime, at: datetime | None = None
) -> None:
    """End a seat at this instant (or at a past moment it really ended): its rights end with it."""
    permissions.appoint.check(by)
    held = Seat.objects.select_for_update().select_related("person", "place").get(pk=seat.pk)
    if held.ended_at is not None:
        raise RuleBroken("This seat has ended already.")
    if len(reason.strip()) < 3:
        raise RuleBroken("Say why the seat ends.", field="reason")
    ends_at = at or now
    if ends_at > now:
        raise RuleBroken("A seat ends now or on a day that is past.", field="ended_on")
    if ends_at < held.starts_at:
        begun = timezone.localdate(held.starts_at)
        raise RuleBroken(f"This seat began on {begun:%-d %B %Y}, after that day.", field="ended_on")
    held.ended_at, held.ended_by, held.reason = ends_at, by.name, reason
    held.save(update_fields=["ended_at", "ended_by", "reason"])
    for deputy in Seat.objects.filter(deputises_for=held, ended_at__isnull=True):
        deputy.ended_at = max(ends_at, deputy.starts_at)
        deputy.ended_by, deputy.reason = by.name, reason
        deputy.save(update_fields=["ended_at", "ended_by", "reason"])
    trail(
        events.seat_ended,
        by=by,
        now=now,
        partnership_id=held.partnership_id,
        person=held.person.name,
        place=held.place.name,
        reason=reason,
    )


@transaction.atomic
def rotate_chair(*, body: Body, to_seat: Seat, by: Actor, now: datetime, at: datetime) -> Seat:
    """Pass the chair of a body to the holder of a seat among which it rotates (R3.1)."""
    permissions.appoint.check(by)
    chair = Place.objects.select_for_update().get(body=body, function=Place.Function.CHAIR)
    current = Seat.objects.filter(Seat.live(), place=chair).select_related("person").first()
    if current is not None and current.person_id == to_seat.person_id:
        raise RuleBroken("This person holds the chair already.", field="seat")
    if current is not None:
        end_seat(seat=current, reason="The chair passed on", by=by, now=now, at=at)
    seat = appoint(
        place=chair,
        person_id=to_seat.person_id,
        starts_at=at,
        by=by,
        now=now,
        reason="Rotation of the chair",
    )
    trail(
        events.chair_rotated,
        by=by,
        now=now,
        partnership_id=body.partnership_id,
        body=body.name,
        person=seat.person.name,
    )
    return seat


@transaction.atomic
def decide_contradiction(
    *,
    partnership: Partnership,
    arrangement: Arrangement,
    contradiction_key: str,
    reading_key: str,
    decided_on: date,
    decided_by: str,
    reason: str,
    by: Actor,
    now: datetime,
    replaces: int | None = None,
) -> ContradictionDecision:
    """Record which reading the partnership follows; the state of duties follows it from then on.

    `replaces` is the decision the person saw, so that two do not undo each other unawares."""
    permissions.decide_contradiction.check(by)
    found = next(
        (part for part in arrangement.contradictions if part.id == contradiction_key), None
    )
    if found is None or reading_key not in {reading.id for reading in found.readings}:
        raise RuleBroken("Choose one of the readings.", field="reading")
    if decided_on > now.date():
        raise RuleBroken("The day of the decision cannot be in the future.", field="decided_on")
    if not decided_by.strip():
        raise RuleBroken("Say who decided.", field="decided_by")
    if len(reason.strip()) < 10:
        raise RuleBroken("Give the reason for the decision.", field="reason")
    standing = ContradictionDecision.objects.select_for_update().filter(
        partnership=partnership, contradiction_key=contradiction_key, withdrawn_at__isnull=True
    )
    before = standing.first()
    if (before.pk if before else None) != replaces:
        raise RuleBroken("A decision was recorded since you opened this page. Read it first.")
    standing.update(withdrawn_at=now)
    decision = ContradictionDecision.objects.create(
        partnership=partnership,
        contradiction_key=contradiction_key,
        reading_key=reading_key,
        decided_on=decided_on,
        decided_by=decided_by,
        reason=reason,
        entered_at=now,
        entered_by=by.name,
    )
    trail(
        events.contradiction_decided,
        by=by,
        now=now,
        partnership_id=partnership.pk,
        contradiction=found.about,
        reading=reading_key,
    )
    return decision


@transaction.atomic
def add_one_off_day(
    *, partnership_id: int, day: date, name: str, by: Actor, now: datetime
) -> OneOffDay:
    """Add a day that is not worked, such as a one-off bank holiday proclaimed since."""
    permissions.add_one_off_day.check(by)
    if OneOffDay.objects.filter(partnership_id=partnership_id, day=day).exists():
        raise RuleBroken("That day has been added already.", field="day")
    added = OneOffDay.objects.create(
        partnership_id=partnership_id, day=day, name=name, entered_at=now, entered_by=by.name
    )
    trail(
        events.one_off_day_added, by=by, now=now, partnership_id=partnership_id, day=day.isoformat()
    )
    return added
