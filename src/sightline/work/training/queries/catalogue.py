"""The public catalogue: what is on, for whom, and whether there is room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from sightline.foundation.errors import NotSeen
from sightline.foundation.lists import one_of
from sightline.foundation.statements import Objects, Statement, given
from sightline.work.training.models import AudienceGroup, Course, Event

COLUMNS = (
    "id",
    "reference",
    "starts_at",
    "ends_at",
    "area",
    "is_online",
    "closes_at",
    "state",
    "has_waiting_list",
    "course__title",
    "course__kind",
    "course__length",
    "counted__places",
    "counted__taken",
    "counted__waiting",
)


class Dated(NamedTuple):
    """One event as a list shows it."""

    id: int
    reference: str
    starts_at: datetime
    ends_at: datetime
    area: str
    is_online: bool
    closes_at: datetime
    state: str
    has_waiting_list: bool
    title: str
    kind: str
    length: str
    places: int
    taken: int
    waiting: int

    @classmethod
    def of(cls, event: Event) -> Dated:
        """The same of an event fetched with its course and its count."""
        values = []
        for column in COLUMNS:
            value: Any = event
            for part in column.split("__"):
                value = getattr(value, part)
            values.append(value)
        return cls(*values)

    @property
    def left(self) -> int:
        """Places that a newcomer may have: none while others wait."""
        return 0 if self.waiting else self.places - self.taken

    @property
    def where(self) -> str:
        return "Online" if self.is_online else self.area

    @property
    def kind_in_words(self) -> str:
        return KINDS[self.kind]


KINDS = dict(Course.Kind.choices)
HAS_ROOM = Q(counted__taken__lt=F("counted__places"), counted__waiting=0)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the catalogue."""

    words: str = ""
    kind: str = ""
    audience: str = ""
    how: str = ""  # online or in-person
    has_room: bool = False


SHOWN = 50


def _to_come() -> QuerySet[Event, Any]:
    rows = Event.objects.filter(
        partnership=given("partnership", int), state=Event.State.OPEN,
        starts_at__gte=given("now", datetime), course__state=Course.State.PUBLISHED,
    )  # fmt: skip
    return rows.order_by("starts_at", "pk").values_list(*COLUMNS)


# the catalogue as it is opened, before anything is looked for: one row more than a page
SOONEST = Statement(Dated, lambda: _to_come()[: SHOWN + 1])
OF_COURSE = Statement(
    Dated,
    lambda: (
        Event.objects.filter(
            course=given("course", int),
            state=Event.State.OPEN,
            starts_at__gte=given("now", datetime),
        )
        .order_by("starts_at", "pk")
        .values_list(*COLUMNS)[:SHOWN]
    ),
)
COURSE = Objects(
    lambda: Course.objects.filter(
        partnership=given("partnership", int), reference=given("reference", str)
    )
)
EVENT = Objects(
    lambda: Event.objects.filter(
        partnership=given("partnership", int), reference=given("reference", str)
    ).select_related("course", "counted")
)
GROUPS = Objects(
    lambda: AudienceGroup.objects.filter(partnership=given("partnership", int)).order_by(
        "framework", "position", "pk"
    )
)


def dates(
    partnership_id: int, now: datetime, wanted: Wanted, *, limit: int, after: str = ""
) -> list[Dated]:
    """Events still to come that are open, soonest first; `after` is the last reference seen."""
    if wanted == Wanted() and not after and limit == SHOWN + 1:
        return SOONEST.rows(partnership=partnership_id, now=now)
    rows = Event.objects.filter(
        partnership_id=partnership_id, state=Event.State.OPEN, starts_at__gte=now
    )
    rows = rows.filter(course_matches(wanted, "course__"))
    if wanted.how:
        rows = rows.filter(is_online=wanted.how == "online")
    if wanted.has_room:
        rows = rows.filter(HAS_ROOM, closes_at__gt=now)
    if after:
        last = Event.objects.filter(partnership_id=partnership_id, reference=after)
        seen = last.values_list("starts_at", "pk").first()
        if seen is None:
            raise NotSeen
        rows = rows.filter(Q(starts_at__gt=seen[0]) | Q(starts_at=seen[0], pk__gt=seen[1]))
    found = rows.order_by("starts_at", "pk").values_list(*COLUMNS)[:limit]
    return [Dated(*row) for row in found]


def courses_offered(
    partnership_id: int, wanted: Wanted, *, limit: int
) -> list[tuple[str, str, str]]:
    """Courses in the catalogue that match, by title: reference, title, kind."""
    rows = Course.objects.filter(partnership_id=partnership_id, state=Course.State.PUBLISHED)
    rows = rows.filter(course_matches(wanted, "")).order_by("title", "pk")
    found = rows.values_list("reference", "title", "kind")[:limit]
    return [(reference, title, KINDS[kind]) for reference, title, kind in found]


def course_dates(of: Course, now: datetime) -> list[Dated]:
    """The next events of a course still to come."""
    return OF_COURSE.rows(course=of.pk, now=now)


def course(partnership_id: int, reference: str) -> Course:
    """The course with this reference; `NotSeen` where there is none or it is not for this reader
    (the database gives drafts to the office alone)."""
    return one_of(COURSE.rows(partnership=partnership_id, reference=reference))


def event(partnership_id: int, reference: str) -> Event:
    """The event with this reference, its course and its count of places; `NotSeen` as above."""
    return one_of(EVENT.rows(partnership=partnership_id, reference=reference))


def audience_groups(partnership_id: int) -> list[AudienceGroup]:
    """Groups that courses are for, framework by framework."""
    return GROUPS.rows(partnership=partnership_id)


def course_matches(wanted: Wanted, path: str) -> Q:
    """The condition for a course, at a path, that somebody looks for."""
    condition = Q(**{f"{path}state": Course.State.PUBLISHED})
    for word in wanted.words.split()[:8]:
        condition &= Q(**{f"{path}title__icontains": word}) | Q(
            **{f"{path}summary__icontains": word}
        )
    if wanted.kind:
        condition &= Q(**{f"{path}kind": wanted.kind})
    if wanted.audience:
        condition &= Q(**{f"{path}audience__contains": [wanted.audience]})
    return condition


def place_words(row: Dated, now: datetime) -> tuple[str, str]:
    """How many places there are, in words, and the tone they are said in."""
    if row.state == Event.State.CANCELLED:
        return "Cancelled", "ended"
    if row.closes_at <= now:
        return "Booking has closed", "quiet"
    if row.left > 0:
        words = f"{row.left} place{'' if row.left == 1 else 's'} left"
        return words, "soon" if row.left <= 3 else "done"
    return ("Full, waiting list", "late") if row.has_waiting_list else ("Full", "late")
