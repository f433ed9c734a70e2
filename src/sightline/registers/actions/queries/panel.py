"""The actions and recommendations of a record, for the page of any room: two statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.registers.actions.models import Action, Recommendation
from sightline.registers.actions.queries.lists import COLUMNS, Line
from sightline.registers.records.models import Record
from sightline.registers.records.queries import InSight


class Asked(NamedTuple):
    """One recommendation as a panel shows it."""

    reference: str
    wording: str
    to_whom: str
    response: str

    @property
    def response_in_words(self) -> str:
        return Recommendation.Response(self.response).label


ACTIONS = InSight(
    lambda sees: Statement(
        Line,
        lambda: (
            Action.objects.filter(sees, source=given("source", int))
            .exclude(state="merged")
            .order_by("due_on", "pk")
            .values_list(*COLUMNS)[:100]
        ),
    ),
    "record__",
)
ASKED = InSight(
    lambda sees: Statement(
        Asked,
        lambda: (
            Recommendation.objects.filter(sees, source=given("source", int))
            .order_by("pk")
            .values_list("record__reference", "wording", "to_whom", "response")[:100]
        ),
    ),
    "record__",
)


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
    asked = ASKED.rows(actor, now, source=record.pk)
    acts = ACTIONS.rows(actor, now, source=record.pk)
    return Panel(record, asked, acts, today, may_make)
