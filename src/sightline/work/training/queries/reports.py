"""A year of training in figures: by course and by agency for the office, which sees everybody, and
agencies side by side for those who compare them, with small numbers left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, Sum
from django.utils import timezone

from sightline.foundation import small_numbers
from sightline.work.training.models import (
    Booking,
    Certificate,
    Charge,
    Event,
    EventPlaces,
)
from sightline.work.training.queries.needs import role_names
from sightline.work.training.queries.refreshing import (
    completed_in,
    completions_in,
    refreshers_in,
)
from sightline.work.training.rules import needing
from sightline.work.training.rules.evaluating import STAFF

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
    pence: int
    refreshers: int
    completed: int = 0

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
    refreshers: int
    completed: int = 0


def by_course(partnership_id: int, year: int) -> list[OfCourse]:
    """Each course with an event in the year or refreshers due in it, by title."""
    events = _events(partnership_id, year)
    of = ("event__course", "event__course__title", "event__course__kind")
    places = EventPlaces.objects.filter(event__in=events)
    offered: dict[int, dict[str, Any]] = {
        row["event__course"]: dict(row)
        for row in places.values(*of).annotate(n=Count("event"), places=Sum("places"))
    }
    booked = _booked(events, "event__course")
    attended, charged = _came(events, of[0]), _charged(events, of[0])
    due = refreshers_in(partnership_id, year, *of)
    done = completions_in(partnership_id, year, "course", "course__title", "course__kind")
    known = {key: (row[of[1]], row[of[2]]) for key, row in offered.items()}
    known |= {key: (names[0], names[1]) for key, (_, *names) in done.items()}
    known |= {key: (names[0], names[1]) for key, (_, *names) in due.items()}
    rows = [
        OfCourse(
            title,
            kind,
            offered.get(key, {}).get("n", 0),
            offered.get(key, {}).get("places", 0),
            booked.get(key, {}).get("booked", 0),
            attended.get(key, 0),
            booked.get(key, {}).get("absent", 0),
            booked.get(key, {}).get("waiting", 0),
            charged.get(key, 0),
            due.get(key, (0,))[0],
            done.get(key, (0,))[0],
        )
        for key, (title, kind) in known.items()
    ]
    return sorted(rows, key=lambda row: row.title)


def by_agency(partnership_id: int, year: int) -> list[OfAgency]:
    """Each agency whose people booked in the year or have refreshers due in it, by name."""
    events = _events(partnership_id, year)
    booked = _booked(events, "agency", "agency__name")
    attended, charged = _came(events, "agency"), _charged(events, "agency")
    due = refreshers_in(partnership_id, year, "agency", "agency__name")
    done = completions_in(partnership_id, year, "agency", "agency__name")
    known = {key: row["agency__name"] for key, row in booked.items()}
    known |= {key: name for key, (_, name) in done.items()}
    known |= {key: name for key, (_, name) in due.items()}
    rows = [
        OfAgency(
            name,
            booked.get(key, {}).get("booked", 0),
            attended.get(key, 0),
            booked.get(key, {}).get("absent", 0),
            booked.get(key, {}).get("given_up", 0),
            booked.get(key, {}).get("waiting", 0),
            charged.get(key, 0),
            due.get(key, (0,))[0],
            done.get(key, (0,))[0],
        )
        for key, name in known.items()
    ]
    return sorted(rows, key=lambda row: row.name)


@dataclass(frozen=True)
class OfRole:
    """One role in a year, as people wrote it: what was booked, attended, missed and completed."""

    name: str
    booked: int
    attended: int
    absent: int
    completed: int


def by_role(partnership_id: int, year: int) -> list[OfRole]:
    """Each role whose people booked or completed something in the year; other names of a role that
    the list of roles knows are counted under it, the rest as they were written."""
    known = role_names(partnership_id)
    counts: dict[str, list[int]] = {}

    def add(written: str, place: int, count: int) -> None:
        name = known.get(needing.called(written), written.strip() or "Not given")
        counts.setdefault(name, [0, 0, 0, 0])[place] += count

    events = _events(partnership_id, year)
    for written, row in _booked(events, "learner__role").items():
        add(written, 0, row["booked"])
        add(written, 2, row["absent"])
    came = Certificate.objects.filter(booking__event__in=events, withdrawn_at__isnull=True)
    for written, count in came.values_list("booking__learner__role").annotate(n=Count("id")):
        add(written, 1, count)
    completed = completed_in(partnership_id, year).values_list("learner__role")
    for written, count in completed.annotate(n=Count("id")):
        add(written, 3, count)
    rows = [OfRole(name, *each) for name, each in counts.items() if any(each)]
    return sorted(rows, key=lambda row: row.name.casefold())


@dataclass(frozen=True)
class Compared:
    """One agency in a year beside the others; what few people make up is not shown."""

    name: str
    attended: int | None
    missed: int | None
    other: int | None
    booked: int | None

    @property
    def share(self) -> float | None:
        """Of the places it booked, how many per cent it attended; where both are shown."""
        return small_numbers.share(self.attended, self.booked)


OUTCOMES = ("Attended", "Did not come", "Other")
ALL = "All agencies"


def agencies_compared(partnership_id: int, year: int) -> list[Compared]:
    """Agencies side by side in a year: counts from the database, which gives them to those who may
    compare, protected so that no small number is shown or can be worked out (R8.4, R10.2)."""
    first, last = _year(year)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agency, attended, missed, other FROM sightline_training_year(%s, %s, %s)",
            [partnership_id, first, last],
        )
        counted = cursor.fetchall()
    if not counted:
        return []
    cells = {
        (agency, outcome): count
        for agency, *counts in counted
        for outcome, count in zip(OUTCOMES, counts, strict=True)
    }
    table = small_numbers.cross_table(cells, total=ALL)
    shown = small_numbers.protect(table, STAFF).values
    names = [*sorted(agency for agency, *_ in counted), ALL]
    return [
        Compared(
            name,
            attended=shown[name, OUTCOMES[0]],
            missed=shown[name, OUTCOMES[1]],
            other=shown[name, OUTCOMES[2]],
            booked=shown[name, ALL],
        )
        for name in names
    ]


def _year(year: int) -> tuple[datetime, datetime]:
    first, last = (timezone.make_aware(datetime(one, 1, 1)) for one in (year, year + 1))
    return first, last


def _charged(events, key: str) -> dict[int, int]:  # type: ignore[no-untyped-def]
    rows = Charge.objects.filter(booking__event__in=events)
    path = f"booking__{key}" if key.startswith("event") else key
    return dict(rows.values_list(path).annotate(pence=Sum("pence")))


def _events(partnership_id: int, year: int):  # type: ignore[no-untyped-def]
    first, last = _year(year)
    rows = Event.objects.filter(partnership_id=partnership_id)
    rows = rows.filter(starts_at__gte=first, starts_at__lt=last)
    return rows.filter(state__in=(Event.State.OPEN, Event.State.HELD))


def _booked(events, key: str, *more: str):  # type: ignore[no-untyped-def]
    """Places by their state; absent is who missed a session of an event that was held, without an
    excuse."""
    absent = Q(event__state=Event.State.HELD, attended__how="absent")
    rows = Booking.objects.filter(event__in=events).values(key, *more)
    rows = rows.annotate(
        booked=Count("id", filter=Q(state=State.BOOKED), distinct=True),
        given_up=Count("id", filter=Q(state__in=GIVEN_UP), distinct=True),
        waiting=Count("id", filter=Q(state=State.WAITING), distinct=True),
        absent=Count("id", filter=absent, distinct=True),
    )
    return {row[key]: row for row in rows}


def _came(events, key: str) -> dict[int, int]:  # type: ignore[no-untyped-def]
    rows = Certificate.objects.filter(booking__event__in=events, withdrawn_at__isnull=True)
    path = f"booking__{key}" if key.startswith("event") else key
    return dict(rows.values_list(path).annotate(n=Count("id")))
