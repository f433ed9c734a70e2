"""Who we are on a given day: the arrangements in force, bodies, places and who holds them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest

from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import (
    Agency,
    ArrangementVersion,
    Body,
    ContradictionDecision,
    Partnership,
    Place,
    Seat,
)
from sightline.registers.partnership.rules.arrangement import Arrangement


def partnership_in_front(hostname: str = "") -> Partnership | None:
    """Whose public pages this address shows: by host name, else the one in front."""
    wanted = Q(in_front=True)
    if hostname:
        wanted |= Q(hostname=hostname)
    rows = sorted(
        Partnership.objects.filter(wanted), key=lambda row: (row.hostname != hostname, row.pk)
    )
    return rows[0] if rows else None


def partnership_in_view(request: HttpRequest) -> Partnership | None:
    """The partnership a request is about, looked up once: the one the person acts in, else the one
    whose public pages this address shows."""
    found: Partnership | None = getattr(request, "partnership_in_view", None)
    if found is None:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is not None and actor.partnership_id is not None:
            found = Partnership.objects.filter(pk=actor.partnership_id).first()
        else:
            found = partnership_in_front(request.get_host().split(":")[0])
        request.partnership_in_view = found  # type: ignore[attr-defined]
    return found


def version_on(partnership_id: int, day: date) -> ArrangementVersion | None:
    """The version of the arrangements in force on a day; before the first, the first."""
    versions = ArrangementVersion.objects.filter(partnership_id=partnership_id).defer(
        "content", "source"
    )
    rows = sorted(versions, key=lambda row: (row.starts_on, row.number))
    in_force = [row for row in rows if row.starts_on <= day]
    return in_force[-1] if in_force else (rows[0] if rows else None)


@lru_cache(maxsize=64)
def _content(version_id: int) -> Arrangement:
    content = ArrangementVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return Arrangement.model_validate(content)


def arrangement_on(partnership_id: int, day: date) -> Arrangement | None:
    """What the arrangements in force on a day say. Versions never change, so each is read once."""
    version = version_on(partnership_id, day)
    return _content(version.pk) if version else None


def arrangement_of(version: ArrangementVersion) -> Arrangement:
    """What one version says."""
    return _content(version.pk)


def bodies(partnership_id: int) -> QuerySet[Body]:
    """Bodies of the partnership, by name."""
    return Body.objects.filter(partnership_id=partnership_id).order_by("name")


def body_by_key(partnership_id: int | None, key: str) -> Body:
    """The body with this key; `NotSeen` when there is none."""
    found = Body.objects.filter(partnership=partnership_id, key=key).first()
    if found is None:
        raise NotSeen
    return found


def agencies(partnership_id: int) -> QuerySet[Agency]:
    """Agencies of the partnership, by name."""
    return Agency.objects.filter(partnership_id=partnership_id).order_by("name")


def seats_on(partnership_id: int, at: datetime) -> QuerySet[Seat]:
    """Seats that were live at a moment, with person and place."""
    return (
        Seat.objects.filter(partnership_id=partnership_id, starts_at__lte=at)
        .filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))
        .select_related("person", "place", "place__body", "place__agency")
        .order_by("place__name", "person__name")
    )


def places_of(body: Body, at: datetime) -> list[Place]:
    """Places at a body's table, each with the seats live at the moment as `live_seats`."""
    seats = seats_on(body.partnership_id, at)
    places = Place.objects.filter(body=body).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=at.date())
    )
    return list(
        places.select_related("agency")
        .prefetch_related(Prefetch("seats", queryset=seats, to_attr="live_seats"))
        .order_by("-function", "pk")
    )


def decisions(partnership_id: int) -> list[ContradictionDecision]:
    """Decisions on contradictions that stand."""
    rows = ContradictionDecision.objects.filter(
        partnership_id=partnership_id, withdrawn_at__isnull=True
    )
    return list(rows)
