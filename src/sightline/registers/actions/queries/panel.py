"""The actions and recommendations of a record, for the page of any room: one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, TextField, Value

from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.registers.actions.models import Action, Recommendation
from sightline.registers.actions.queries.lists import COLUMNS, Line
from sightline.registers.records.models import Record
from sightline.registers.records.queries import CARRIED, InSight

RESPONSES = dict(Recommendation.Response.choices)


class Asked(NamedTuple):
    """One recommendation as a panel shows it."""

    reference: str
    wording: str
    to_whom: str
    response: str

    @property
    def response_in_words(self) -> str:
        return RESPONSES[self.response]


class _Came(NamedTuple):
    """Either of them, so that one statement brings both."""

    is_action: bool
    pk: int
    reference: str
    what: str
    who: str
    agency: str | None
    body_id: int | None
    body: str | None
    due_on: date | None
    times_moved: int | None
    state: str


def _came(sees_action: Q, sees_recommendation: Q) -> QuerySet[Any, Any]:
    source, nothing = given("source", int), Value(None, output_field=TextField())
    actions = (
        Action.objects.filter(sees_action, source=source)
        .exclude(state="merged")
        .order_by("due_on", "pk")
        .values_list(Value(True), "pk", *COLUMNS)[:MOST]
    )
    asked = (
        Recommendation.objects.filter(sees_recommendation, source=source)
        .order_by("pk")
        .values_list(
            Value(False), "pk", "record__reference", "wording", "to_whom", nothing, nothing,
            nothing, nothing, nothing, "response",
        )[:MOST]
    )  # fmt: skip
    return actions.union(asked, all=True)


MOST = 100
CAME = InSight(lambda *sees: Statement(_Came, lambda: _came(*sees)), CARRIED, "record__")


@dataclass(frozen=True)
class Panel:
    """What came of a record: its recommendations and its actions, within the reader's sight."""

    record: Record
    recommendations: list[Asked]
    actions: list[Line]
    today: date
    may_make: bool


def panel_of(
    record: Record, actor: Actor, now: datetime, today: date, *, may_make: bool = False
) -> Panel:
    """The panel of a record already seen: include `actions/_panel.html` with it as
    `actions_panel`. `may_make` offers to enter another."""
    came = CAME.rows(actor, now, source=record.pk)
    asked = [
        Asked(one.reference, one.what, one.who, one.state) for one in came if not one.is_action
    ]
    acts = [Line._make(one[2:]) for one in came if one.is_action]
    return Panel(record, asked, acts, today, may_make)
