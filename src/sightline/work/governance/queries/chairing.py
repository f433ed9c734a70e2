"""What whoever takes a chair finds open: for the handover, and at any other time (R3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.registers.duties.queries import register_as_at
from sightline.registers.duties.rules.facts import ORDER, DutyState
from sightline.registers.partnership.models import Body, Place, Seat
from sightline.registers.partnership.queries import BodyPage, body_page, deputies, holders
from sightline.registers.records.queries import sight
from sightline.work.governance.models import Decision, Meeting, Request, TaskGroup
from sightline.work.governance.queries.requests import requests
from sightline.work.governance.queries.task_groups import running_of

QUARTER = timedelta(days=92)
YEAR = timedelta(days=365)
PRESSING = ("overdue", "due", "due-soon", "not-evidenced")
RESTS_ON = "chair-rotated"


@dataclass(frozen=True)
class Vacancy:
    """A place nobody holds, and since when; `since` is None where nobody ever held it."""

    place: Place
    since: date | None
    deputies: tuple[str, ...]

    def days(self, today: date) -> int | None:
        """How long it has been vacant, in days."""
        return (today - self.since).days if self.since else None


@dataclass(frozen=True)
class Handover:
    """The state of a body as its next chair takes it over."""

    page: BodyPage
    chairs: tuple[Seat, ...]
    rotation: DutyState | None
    next_holder: str
    vacancies: tuple[Vacancy, ...]
    deputies: tuple[tuple[str, str, str], ...]  # place, deputy, for whom
    requests: tuple[Request, ...]
    groups: tuple[TaskGroup, ...]
    coming: tuple[Meeting, ...]
    unrecorded: tuple[Meeting, ...]
    duties: tuple[DutyState, ...]
    decisions: tuple[Decision, ...]


def handover(actor: Actor, key: str, now: datetime, today: date) -> Handover:
    """A body's chair, whose turn comes next, what is open and what falls due in three months; each
    part as far as the actor may see it."""
    page = body_page(actor.partnership_id, key, now)
    body = page.body
    register = register_as_at(body.partnership_id, today, today=today)
    states = [
        state
        for state in (register.states() if register else [])
        if body.key in (state.duty.owner_body, state.duty.body)
    ]
    rotation = next(
        (
            state
            for state in states
            if any(rule.kind == RESTS_ON for rule in state.duty.evidenced_by)
        ),
        None,
    )
    to_come = page.next_to_chair
    meetings = _planned(actor, body, now, today + QUARTER)
    return Handover(
        page=page,
        chairs=tuple(holders(page.chair)) if page.chair else (),
        rotation=rotation,
        next_holder=_named(to_come) if to_come else "",
        vacancies=tuple(_vacancies(page)),
        deputies=tuple(
            (place.name, seat.person.name, _for_whom(place, seat))
            for place in page.places
            for seat in deputies(place)
        ),
        requests=tuple(
            requests(actor, now).filter(body=body, state__in=["open", "accepted"]).order_by("pk")
        ),
        groups=tuple(running_of(body, actor, now)),
        coming=tuple(one for one in meetings if one.on >= today),
        unrecorded=tuple(one for one in meetings if one.on < today),
        duties=tuple(sorted(_due(states, today), key=lambda one: ORDER[one.code])),
        decisions=tuple(_decided(actor, body, now, today)),
    )


def _decided(actor: Actor, body: Body, now: datetime, today: date) -> list[Decision]:
    """What the body decided within a year, newest first: the twenty newest that the actor sees."""
    rows = Decision.objects.filter(
        sight(actor, now, "record__"),
        item__meeting__body=body,
        withdrawn_at__isnull=True,
        decided_on__gt=today - YEAR,
    )
    rows = rows.select_related("item__record").defer("item__record__words")
    return list(rows.order_by("-decided_on", "-pk")[:20])


def _planned(actor: Actor, body: Body, now: datetime, until: date) -> list[Meeting]:
    rows = Meeting.objects.filter(
        sight(actor, now, "record__"), body=body, state=Meeting.State.PLANNED, on__lte=until
    )
    return list(rows.select_related("record").order_by("on", "pk"))


def _due(states: list[DutyState], today: date) -> list[DutyState]:
    until = today + QUARTER
    return [
        state
        for state in states
        if state.code in PRESSING or (state.next_due is not None and state.next_due <= until)
    ]


def _vacancies(page: BodyPage) -> list[Vacancy]:
    empty = page.vacant
    rows = Seat.objects.filter(place__in=empty, deputises_for__isnull=True)
    last = dict(rows.values_list("place_id").annotate(last=Max("ended_at")))
    return [
        Vacancy(
            place,
            timezone.localdate(last[place.pk]) if last.get(place.pk) else None,
            tuple(seat.person.name for seat in deputies(place)),
        )
        for place in empty
    ]


def _named(place: Place) -> str:
    names = ", ".join(seat.person.name for seat in holders(place))
    return f"{place.name} ({names or 'vacant'})"


def _for_whom(place: Place, deputy: Seat) -> str:
    return next(
        (seat.person.name for seat in holders(place) if seat.pk == deputy.deputises_for_id), ""
    )
