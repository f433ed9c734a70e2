"""What the workforce needs and has, as far as the reader sees it (R8.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Avg, Count, Q

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Agency
from sightline.work.training.models import (
    Booking,
    Certificate,
    Completion,
    Course,
    Event,
    EventPlaces,
    Learner,
    MissedSearch,
    RoleNeed,
    WorkforceCount,
    WorkforceRole,
)
from sightline.work.training.queries.places import LIVE, agencies_booked_for, is_office
from sightline.work.training.rules import needing
from sightline.work.training.rules.needing import Gap


def roles(partnership_id: int) -> list[WorkforceRole]:
    """Roles of the workforce, by name."""
    return list(WorkforceRole.objects.filter(partnership=partnership_id).order_by("name"))


class Unplaced(NamedTuple):
    """A role as people wrote it that the list does not know, and how many wrote it."""

    words: str
    people: int


def unplaced_roles(partnership_id: int) -> list[Unplaced]:
    """Roles that people wrote when booking and that no role of the list is called: those who wrote
    them count for nobody's needs. Most people first."""
    known = role_names(partnership_id)
    rows = Learner.objects.filter(partnership=partnership_id).exclude(role="")
    written: dict[str, Unplaced] = {}
    for words, people in rows.values_list("role").annotate(n=Count("pk")).order_by("role"):
        key = needing.called(words)
        if key and key not in known:
            before = written.get(key, Unplaced(words, 0))
            written[key] = Unplaced(before.words, before.people + people)
    return sorted(written.values(), key=lambda one: (-one.people, one.words))


def role_names(partnership_id: int) -> dict[str, str]:
    """Each name that a role of the list is called, as names are compared, and which role it is."""
    return {
        needing.called(name): one.name
        for one in roles(partnership_id)
        for name in (one.name, *one.also_called)
    }


def role(partnership_id: int, number: int) -> WorkforceRole:
    """One role; `NotSeen` where it is absent or hidden."""
    return one_of(WorkforceRole.objects.filter(partnership=partnership_id, pk=number))


def needs_of_roles(partnership_id: int) -> dict[int, list[Course]]:
    """Which courses each role needs."""
    rows = RoleNeed.objects.filter(partnership=partnership_id, dropped_at__isnull=True)
    found: dict[int, list[Course]] = {}
    for one in rows.select_related("course").order_by("course__title"):
        found.setdefault(one.role_id, []).append(one.course)
    return found


def agencies_counted(actor: Actor) -> list[Agency]:
    """Agencies whose workforce the actor counts: those they book for; all, for the office."""
    if is_office(actor):
        return list(Agency.objects.filter(partnership=actor.partnership_id).order_by("name"))
    return agencies_booked_for(actor)


def staff_of(agency: Agency) -> dict[int, int]:
    """How many people an agency said it has in each role."""
    rows = WorkforceCount.objects.filter(agency=agency)
    return dict(rows.values_list("role_id", "staff"))


def gaps_of(actor: Actor, today: date) -> list[Gap]:
    """The gaps of those agencies whose people the reader sees: one's own, or all for the office.
    Who attended is known by the role they gave when booking."""
    partnership = actor.partnership_id or 0
    named = {one.pk: one for one in roles(partnership)}
    known = {
        needing.called(name): one.name
        for one in named.values()
        for name in (one.name, *one.also_called)
    }
    needs = [
        (named[number].name, course.title)
        for number, courses in needs_of_roles(partnership).items()
        for course in courses
    ]
    counted = WorkforceCount.objects.filter(partnership=partnership)
    staff = {
        (agency, named[number].name): count
        for agency, number, count in counted.values_list("agency__name", "role_id", "staff")
        if number in named
    }
    people: dict[tuple[str, str, str], set[int]] = {}
    for agency, words, course, learner in _in_force(partnership, today):
        where = (agency, known.get(needing.called(words), ""), course)
        people.setdefault(where, set()).add(learner)
    return needing.gaps(needs, staff, {key: len(who) for key, who in people.items()})


def _in_force(partnership_id: int, today: date) -> list[tuple[str, str, str, int]]:
    """Who holds which course today: agency, role in their words, course, learner."""
    rows = Certificate.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=today),
        partnership=partnership_id,
        withdrawn_at__isnull=True,
        booking__isnull=False,
    )
    attended = rows.values_list(
        "agency__name",
        "booking__learner__role",
        "booking__event__course__title",
        "booking__learner",
    )
    completed = Completion.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=today),
        partnership=partnership_id,
        taken_back_at__isnull=True,
    ).values_list("agency__name", "learner__role", "course__title", "learner")
    return [*attended, *completed]


@dataclass(frozen=True)
class Demand:
    """A course that more people wait for than its dates hold."""

    reference: str
    title: str
    waiting: int
    places: int

    @property
    def dates(self) -> int:
        return needing.dates_to_add(self.waiting, self.places)


@dataclass(frozen=True)
class Sought:
    """Words that were looked for in vain, how often, and the course they name, if there is one."""

    words: str
    times: int
    reference: str
    title: str


def sought(partnership_id: int, today: date) -> list[Sought]:
    """What was looked for in vain in the last year, three times or more: dates to add where a
    course of that name stands in the catalogue, a course to make where none does."""
    rows = MissedSearch.objects.filter(
        partnership=partnership_id, searched_on__gt=today - timedelta(days=365)
    )
    often = rows.values_list("words").annotate(times=Count("id")).order_by("-times", "words")
    courses = Course.objects.filter(partnership=partnership_id, state=Course.State.PUBLISHED)
    named = list(courses.order_by("title", "pk").values_list("reference", "title"))
    found = []
    for words, times in often.filter(times__gte=needing.SEARCHED)[:20]:
        fitting = [one for one in named if all(word in one[1].casefold() for word in words.split())]
        reference, title = fitting[0] if fitting else ("", "")
        found.append(Sought(words, times, reference, title))
    return found


def demand(partnership_id: int, now: datetime) -> list[Demand]:
    """Courses for which more dates would fill, those most waited for first: each person who waits
    is counted once, and not where they hold a place on another date."""
    live = Booking.objects.filter(
        partnership=partnership_id, state__in=LIVE, event__state=Event.State.OPEN,
        event__starts_at__gt=now,
    )  # fmt: skip
    waits: dict[int, set[int]] = {}
    held: dict[int, set[int]] = {}
    for course, learner, state in live.values_list("event__course", "learner", "state"):
        into = waits if state == Booking.State.WAITING else held
        into.setdefault(course, set()).add(learner)
    waiting = {course: len(who - held.get(course, set())) for course, who in waits.items()}
    usual = EventPlaces.objects.filter(event__course__in=waiting)
    rows = usual.values_list(
        "event__course", "event__course__reference", "event__course__title"
    ).annotate(places=Avg("places"))
    found = [
        Demand(reference, title, waiting[course], round(places))
        for course, reference, title, places in rows
    ]
    return sorted((one for one in found if one.dates), key=lambda one: (-one.waiting, one.title))
