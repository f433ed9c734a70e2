"""A year of training in figures: by course and by agency. For the office, which sees everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.utils import timezone

from sightline.work.training.models import Booking, Certificate, Charge, Event, EventPlaces

State = Booking.State
GIVEN_UP = (State.CANCELLED, State.LAPSED, State.REFUSED)


@dataclass(frozen=True)
class OfCourse:
    """One course in a year: what was offered, taken and attended at events open or held."""

    title: str
    kind: str
    events: int
    places: int
    booked: int
    attended: int
    absent: int
    waiting: int

    @property
    def fill(self) -> int | None:
        """Places booked of those offered, in whole per cent; none where none were offered."""
        return round(100 * self.booked / self.places) if self.places else None


@dataclass(frozen=True)
class OfAgency:
    """One agency in a year: what its people booked, attended, missed and gave up."""

    name: str
    booked: int
    attended: int
    absent: int
    given_up: int
    waiting: int
    pence: int


def by_course(partnership_id: int, year: int) -> list[OfCourse]:
    """Each course with an event in the year, by title."""
    events = _events(partnership_id, year)
    offered = {
        row["event__course"]: row
        for row in EventPlaces.objects.filter(event__in=events)
        .values("event__course", "event__course__title", "event__course__kind")
        .annotate(events=Count("event"), offered=Sum("places"))
    }
    booked = _booked(events, "event__course")
    attended, absent = _came(events, "booking__event__course"), _absent(events, "event__course")
    rows = [
        OfCourse(
            row["event__course__title"],
            row["event__course__kind"],
            row["events"],
            row["offered"],
            booked.get(key, {}).get("booked", 0),
            attended.get(key, 0),
            absent.get(key, 0),
            booked.get(key, {}).get("waiting", 0),
        )
        for key, row in offered.items()
    ]
    return sorted(rows, key=lambda row: row.title)


def by_agency(partnership_id: int, year: int) -> list[OfAgency]:
    """Each agency whose people booked in the year, by name."""
    events = _events(partnership_id, year)
    booked = _booked(events, "agency", "agency__name")
    attended, absent = _came(events, "agency"), _absent(events, "agency")
    charged = dict(
        Charge.objects.filter(booking__event__in=events)
        .values_list("agency")
        .annotate(pence=Sum("pence"))
    )
    rows = [
        OfAgency(
            row["agency__name"],
            row["booked"],
            attended.get(key, 0),
            absent.get(key, 0),
            row["given_up"],
            row["waiting"],
            charged.get(key, 0),
        )
        for key, row in booked.items()
    ]
    return sorted(rows, key=lambda row: row.name)


def _events(partnership_id: int, year: int):  # type: ignore[no-untyped-def]
    first, last = (timezone.make_aware(datetime(one, 1, 1)) for one in (year, year + 1))
    rows = Event.objects.filter(partnership_id=partnership_id)
    rows = rows.filter(starts_at__gte=first, starts_at__lt=last)
    return rows.filter(state__in=(Event.State.OPEN, Event.State.HELD))


def _booked(events, key: str, *more: str):  # type: ignore[no-untyped-def]
    rows = Booking.objects.filter(event__in=events).values(key, *more)
    rows = rows.annotate(
        booked=Count("id", filter=Q(state=State.BOOKED)),
        given_up=Count("id", filter=Q(state__in=GIVEN_UP)),
        waiting=Count("id", filter=Q(state=State.WAITING)),
    )
    return {row[key]: row for row in rows}


def _came(events, key: str) -> dict[int, int]:  # type: ignore[no-untyped-def]
    rows = Certificate.objects.filter(booking__event__in=events, withdrawn_at__isnull=True)
    return dict(rows.values_list(key).annotate(n=Count("id")))


def _absent(events, key: str) -> dict[int, int]:  # type: ignore[no-untyped-def]
    """Who missed a session of an event that was held, without an excuse."""
    rows = Booking.objects.filter(
        event__in=events, event__state=Event.State.HELD, attended__how="absent"
    )
    return dict(rows.values_list(key).annotate(n=Count("id", distinct=True)))
