"""Lists of meetings: the newest, those to come, those nobody recorded yet."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Value

from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.registers.records.models import Record
from sightline.registers.records.queries import InSight, visible_to
from sightline.work.governance.models import Meeting

IN_WORDS = dict(Meeting.State.choices)


class Line(NamedTuple):
    """One meeting as lists show it. Who took part counts deputies."""

    record_id: int
    reference: str
    on: date
    body_key: str
    body: str
    state: str
    starts_at: time | None
    took_part: int
    apologies: int

    @property
    def state_in_words(self) -> str:
        return IN_WORDS[self.state]


@cache
def _newest(of_body: bool, goes_on: bool, most: int) -> InSight[Line]:
    """Cover sheets in the order of an index, so that meetings are read for one page and not for ten
    years."""

    def rows(sees: Q) -> QuerySet[Record, Any]:
        covers = Record.objects.filter(sees, kind="governance:meeting")
        if of_body:
            covers = covers.filter(body=given("body", int))
        else:
            covers = covers.filter(partnership=given("partnership", int))
        if goes_on:
            on, number = given("after_on", date), given("after", int)
            covers = covers.filter(Q(on__lt=on) | Q(on=on, id__lt=number))
        told = [f"meeting__{name}" for name in ("state", "starts_at", "took_part", "apologies")]
        columns = ("pk", "reference", "on", "body__key", "body__name", *told)
        return covers.order_by("-on", "-id").values_list(*columns)[:most]

    return InSight(lambda sees: Statement(Line, lambda: rows(sees)))


def newest_of_body(actor: Actor, now: datetime, body: int, *, most: int) -> list[Line]:
    """The newest meetings of a body that the actor may see."""
    return _newest(True, False, most).rows(actor, now, body=body)


def newest(
    actor: Actor, now: datetime, *, most: int, body: int | None = None, after: int | None = None
) -> list[Line]:
    """The newest meetings the actor may see with how many took part, or those that come after one
    record in that list; of one body, by its number, or of all."""
    values: dict[str, Any] = {"partnership": actor.partnership_id, "body": body, "after": after}
    if after is not None:
        seen = visible_to(actor, now).filter(partnership=actor.partnership_id, pk=after)
        values["after_on"] = seen.values_list("on", flat=True).first()
        if values["after_on"] is None:
            raise NotSeen
    return _newest(body is not None, after is not None, most).rows(actor, now, **values)


def _planned(sees: Q, **which: object) -> QuerySet[Meeting, Any]:
    planned = Meeting.objects.filter(sees, partnership=given("partnership", int), state="planned")
    columns = ("record_id", "record__reference", "on", "body__key", "body__name", "state")
    rows = planned.filter(**which).order_by("on", "pk")
    return rows.values_list(*columns, "starts_at", Value(0), Value(0))[:20]


COMING = InSight(
    lambda sees: Statement(Line, lambda: _planned(sees, on__gte=given("today", date))), "record__"
)
UNRECORDED = InSight(
    lambda sees: Statement(Line, lambda: _planned(sees, on__lt=given("today", date))), "record__"
)


def coming(actor: Actor, now: datetime, today: date, limit: int = 10) -> list[Line]:
    """The next planned meetings the actor may see (at most 20), soonest first."""
    return COMING.rows(actor, now, partnership=actor.partnership_id, today=today)[:limit]


def unrecorded(actor: Actor, now: datetime, today: date) -> list[Line]:
    """Planned meetings whose day has passed and that nobody recorded as held or cancelled: the
    twenty oldest."""
    return UNRECORDED.rows(actor, now, partnership=actor.partnership_id, today=today)
