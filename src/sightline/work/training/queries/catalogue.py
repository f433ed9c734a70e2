"""The public catalogue: what is on, for whom, and whether there is room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Q

from sightline.foundation.lists import Kept, Lists, one_of
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


TO_COME = Lists(
    lambda: Event.objects.filter(
        partnership=given("partnership", int),
        state=Event.State.OPEN,
        starts_at__gte=given("now", datetime),
        course__state=Course.State.PUBLISHED,
    ),
    lambda rows: rows.values(*COLUMNS),
)
OFFERED = Lists(
    lambda: Course.objects.filter(
        partnership=given("partnership", int), state=Course.State.PUBLISHED
    ),
    lambda rows: rows.values("reference", "title", "kind"),
)
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
    rows = _about(wanted, TO_COME.of(partnership=partnership_id, now=now), "course__")
    if wanted.how:
        is_online = wanted.how == "online"
        rows = rows.where(f"online {is_online}", lambda: Q(is_online=is_online))
    if wanted.has_room:
        rows = rows.where("room", lambda: HAS_ROOM & Q(closes_at__gt=given("now", datetime)))
    order = ("starts_at", "pk")
    if after:
        last = Event.objects.filter(partnership_id=partnership_id, reference=after)
        starts_at, pk = one_of(last.values_list("starts_at", "pk"))
        beyond = Q(starts_at__gt=starts_at) | Q(starts_at=starts_at, pk__gt=pk)
        found = rows.beyond(order, beyond, limit)
    else:
        found = rows.rows(order, 0, limit)
    return [Dated(*(row[column] for column in COLUMNS)) for row in found]


def courses_offered(
    partnership_id: int, wanted: Wanted, *, limit: int
) -> list[tuple[str, str, str]]:
    """Courses in the catalogue that match, by title: reference, title, kind."""
    rows = _about(wanted, OFFERED.of(partnership=partnership_id), "")
    found = rows.rows(("title", "pk"), 0, limit)
    return [(row["reference"], row["title"], KINDS[row["kind"]]) for row in found]


def _about(wanted: Wanted, rows: Kept, path: str) -> Kept:
    """Those whose course, at a path, is what somebody looks for."""
    rows = rows.with_words(wanted.words, f"{path}title", f"{path}summary")
    rows = rows.having(f"{path}kind", wanted.kind)
    if not wanted.audience:
        return rows
    return rows.where(
        "audience",
        lambda: Q(**{f"{path}audience__contains": given("audience", list[str])}),
        audience=[wanted.audience],
    )


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
