"""Lists of actions and recommendations, and what has risen to a body."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from sightline.foundation.lists import Kept, Lists
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.registers.actions.models import Action, Recommendation
from sightline.registers.actions.rules import life
from sightline.registers.partnership.models import Body
from sightline.registers.records.queries import CARRIED, InSight, ListsInSight, sight

STATES = dict(Action.State.choices)


def actions(actor: Actor, now: datetime) -> QuerySet[Action]:
    """Every action the actor may see, merged ones left out."""
    rows = Action.objects.filter(sight(actor, now, CARRIED), partnership=actor.partnership_id)
    return rows.exclude(state=Action.State.MERGED)


def recommendations(actor: Actor, now: datetime) -> QuerySet[Recommendation]:
    """Every recommendation the actor may see."""
    return Recommendation.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id
    )


def overdue(today: Any) -> Q:
    """The condition of an action whose day has passed; `today` a day, or its place."""
    return Q(state__in=life.LIVE, due_on__lt=today)


OVERDUE = overdue(given("today", date))
SHOWN = {
    "mine": Q(owner=given("person", int), state__in=life.LIVE),
    "agency": Q(agency__among=given("agencies", list[int]), state__in=life.LIVE),
    "live": Q(state__in=life.LIVE),
    "overdue": OVERDUE,
    "still": Q(state__in=life.LIVE, moving_on__lt=given("still_since", date)),
    "moved": Q(times_moved__gte=life.MOVED_OFTEN),
    "risen": OVERDUE
    & (Q(due_on__lt=given("long_ago", date)) | Q(times_moved__gte=life.MOVED_OFTEN)),
    "unproved": Q(state="complete"),
}
"""The lists by name: mine, my agency's, all that are open, overdue, without movement, moved often,
risen beyond its group (`rules.life.rises`), complete without proof. Any other name means all."""


def _lines(rows: QuerySet[Action]) -> QuerySet[Action, Any]:
    late = ExpressionWrapper(OVERDUE, output_field=BooleanField())
    return rows.annotate(is_overdue=late).values(
        "pk", "reference", "what", "owner_name", "agency__name", "body__name", "due_on",
        "first_due_on", "times_moved", "moving_on", "state", "blocked_by", "is_overdue",
        "completed_on", "what_changed",
    )  # fmt: skip


ALL = ListsInSight(
    lambda sees: Lists(
        lambda: Action.objects.filter(sees, partnership=given("partnership", int)).exclude(
            state=Action.State.MERGED
        ),
        _lines,
    ),
    CARRIED,
)


def listed(actor: Actor, now: datetime, today: date, show: str) -> Kept:
    """One of the lists of `SHOWN`, within the actor's sight, with whether each is overdue today."""
    rows = ALL.of(
        actor,
        now,
        partnership=actor.partnership_id,
        today=today,
        still_since=today - timedelta(days=life.STILL_AFTER),
        long_ago=today - timedelta(days=life.RISES_AFTER),
        person=actor.person_id,
        agencies=actor.numbers("agency"),
    )
    return rows.where(show, lambda: SHOWN[show]) if show in SHOWN else rows


ALL_RECOMMENDATIONS = ListsInSight(
    lambda sees: Lists(
        lambda: Recommendation.objects.filter(sees, partnership=given("partnership", int)),
        lambda rows: rows.values(
            "pk", "wording", "record__reference", "origin", "to_whom", "body__name", "said_on",
            "response",
        ),
    ),
    "record__",
)  # fmt: skip


def listed_recommendations(actor: Actor, now: datetime) -> Kept:
    """Every recommendation the actor may see."""
    return ALL_RECOMMENDATIONS.of(actor, now, partnership=actor.partnership_id)


class Line(NamedTuple):
    """One action as an agenda or a panel shows it."""

    reference: str
    what: str
    owner_name: str
    agency: str | None
    body_id: int
    body: str
    due_on: date
    times_moved: int
    state: str

    @property
    def state_in_words(self) -> str:
        return STATES[self.state]

    def is_overdue(self, today: date) -> bool:
        """Whether it is live and its day has passed."""
        return life.is_overdue(self.state, self.due_on, today)


COLUMNS = (
    "reference", "what", "owner_name", "agency__name", "body_id", "body__name", "due_on",
    "times_moved", "state",
)  # fmt: skip
MOST = 200


def _live(sees: Q, *conditions: Q, **which: object) -> QuerySet[Action, object]:
    rows = Action.objects.filter(
        sees, *conditions, partnership=given("partnership", int), state__in=life.LIVE, **which
    )
    return rows.order_by("due_on", "pk").values_list(*COLUMNS)[:MOST]


OVERDUE_OF_BODY = InSight(
    lambda sees: Statement(
        Line, lambda: _live(sees, body=given("body", int), due_on__lt=given("today", date))
    ),
    CARRIED,
)
RISEN = InSight(
    lambda sees: Statement(
        Line,
        lambda: _live(
            sees,
            Q(due_on__lt=given("long_ago", date)) | Q(times_moved__gte=life.MOVED_OFTEN),
            due_on__lt=given("today", date),
        ),
    ),
    CARRIED,
)
LIVE_OF_BODY = InSight(
    lambda sees: Statement(Line, lambda: _live(sees, body=given("body", int))), CARRIED
)
OWN = InSight(
    lambda sees: Statement(Line, lambda: _live(sees, owner=given("person", int))), CARRIED
)


def own(actor: Actor, now: datetime) -> list[Line]:
    """The live actions that bear the actor's own name, soonest due first (R3.7; at most 200)."""
    return OWN.rows(actor, now, partnership=actor.partnership_id, person=actor.person_id)


def risen_to(body: Body, actor: Actor, now: datetime, today: date) -> list[Line]:
    """What the next agenda of a body carries of actions, oldest first, within the reader's sight:
    for a group its own that are overdue; for the Executive its own, and those of any group that are
    overdue for more than six weeks, or overdue after being moved three times (at most 200 each)."""
    values = {"partnership": body.partnership_id, "today": today}
    own = OVERDUE_OF_BODY.rows(actor, now, **values, body=body.pk)
    if body.kind != "executive":
        return own
    long_ago = today - timedelta(days=life.RISES_AFTER)
    others = RISEN.rows(actor, now, **values, long_ago=long_ago)
    rows = {line.reference: line for line in (*own, *others)}
    return sorted(rows.values(), key=lambda line: (line.due_on, line.reference))


def of_body(body: Body, actor: Actor, now: datetime) -> list[Line]:
    """The live actions a group owns, soonest due first, as far as the actor sees them: its matters
    arising (at most 200)."""
    return LIVE_OF_BODY.rows(actor, now, partnership=body.partnership_id, body=body.pk)
