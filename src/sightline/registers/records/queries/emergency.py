"""Emergency access: which case may be opened, who opened which, and what they read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q
from django.urls import NoReverseMatch, resolve, reverse

from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership.models import Seat
from sightline.registers.records.models import Conflict, EmergencyAccess
from sightline.registers.records.permissions import review_emergency_access


def case_for_emergency(actor: Actor, reference: str) -> tuple[int, str] | None:
    """The record that the actor may open by emergency access, and the address of its page, which
    must be one of those made for it; nothing where there is none, for whatever reason."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind FROM sightline_emergency_case(%s, %s)",
            [actor.partnership_id, reference],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    try:
        address = reverse(found[1], args=[reference])
    except NoReverseMatch:
        return None
    opens = getattr(resolve(address).func, "in_emergency", False)
    return (found[0], address) if opens else None


def emergency_accesses(actor: Actor) -> list[EmergencyAccess]:
    """Emergency accesses of the partnership that the actor may know of, newest first, at most two
    hundred, each with its review."""
    rows = EmergencyAccess.objects.filter(partnership=actor.partnership_id)
    if not actor.may(review_emergency_access):
        rows = rows.filter(Q(person=actor.person_id) | Q(record__owner=actor.person_id))
    known = rows.exclude(_hidden_by_interest(actor)).select_related(
        "person", "review", "review__reviewed_by"
    )
    return list(known.order_by("-starts_at", "-pk")[:200])


def _hidden_by_interest(actor: Actor) -> Q:
    held = Conflict.objects.filter(person=actor.person_id, ended_at=None).values("record")
    return Q(record__in=held) | Q(origin__in=held)


def looks_by_emergency(accesses: Iterable[EmergencyAccess]) -> dict[int, int]:
    """How many pages were read by each emergency access."""
    found = list(accesses)
    lines = TrailEvent.objects.filter(
        code="emergency_look", about__in={one.reference for one in found}
    )
    counts = dict.fromkeys((one.pk for one in found), 0)
    for line in lines.filter(at__gte=min(one.starts_at for one in found)):
        for one in found:
            counts[one.pk] += _is_within(line, one)
    return counts


def pages_read(access: EmergencyAccess) -> list[TrailEvent]:
    """What was read by an emergency access, in order."""
    lines = TrailEvent.objects.filter(
        partnership_id=access.partnership_id,
        code="emergency_look",
        about=access.reference,
        at__gte=access.starts_at,
    ).order_by("pk")
    return [line for line in lines[:500] if _is_within(line, access)]


def _is_within(line: TrailEvent, access: EmergencyAccess) -> bool:
    its = (line.person_id, line.about) == (access.person_id, access.reference)
    return its and access.starts_at <= line.at <= access.ends_at


def people_who_act_as(capacity: str, partnership_id: int) -> set[int]:
    """Who holds a seat that gives a capacity, by their numbers."""
    seats = Seat.objects.filter(
        Seat.live(), partnership=partnership_id, place__capacities__contains=[capacity]
    )
    return set(seats.values_list("person_id", flat=True))
