"""What is bound for meetings to come: duties that fall due, requests, carried items, reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sightline.foundation.addresses import address
from sightline.foundation.calendar import in_words
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, given
from sightline.registers.duties.permissions import see_register
from sightline.registers.duties.queries.register import Register
from sightline.registers.duties.rules.facts import DutyState
from sightline.registers.partnership.models import Body
from sightline.registers.partnership.rules.arrangement import Arrangement, Duty
from sightline.registers.records.models import Record
from sightline.registers.records.queries import InSight
from sightline.work.governance.models import AgendaItem, Meeting, Request
from sightline.work.governance.queries.meeting import reporters_of
from sightline.work.governance.rules.agenda import CARRIED_WITHIN
from sightline.work.governance.rules.forward import meeting_for

APPROVED = ("document", "approval-chain")
"""Duties that a meeting keeps by approving a document."""


@dataclass(frozen=True)
class Bound:
    """Something that a meeting is to deal with, and where it stands."""

    kind: str
    words: str
    link: str = ""


@dataclass(frozen=True)
class Unmet:
    """A duty that falls due with no meeting of its body in time to deal with it."""

    body: Body
    bound: Bound
    due_on: date


def duties(
    actor: Actor,
    today: date,
    until: date,
    register: Register,
    bodies: Iterable[Body],
    meetings: list[Meeting],
) -> tuple[dict[int, list[Bound]], list[Unmet]]:
    """Which meeting deals with each duty that falls due, and which duties have none in time."""
    found: dict[int, list[Bound]] = defaultdict(list)
    unmet: list[Unmet] = []
    if not actor.may(see_register):
        return found, unmet
    by_key = {body.key: body for body in bodies}
    for state in register.states():
        body = by_key.get(state.duty.owner_body or "")
        if body is None or state.next_due is None or _is_its_own_meeting(state.duty):
            continue
        own = {one.on: one.pk for one in meetings if one.body_id == body.pk}
        at = meeting_for(state.next_due, list(own), today)
        if at is not None:
            found[own[at]].append(_of_duty(state))
        elif state.next_due <= until:
            unmet.append(Unmet(body, _of_duty(state), state.next_due))
    return found, sorted(unmet, key=lambda one: (one.due_on, one.body.name))


def add_others(
    bound: dict[int, list[Bound]],
    actor: Actor,
    now: datetime,
    today: date,
    arrangement: Arrangement,
    meetings: list[Meeting],
) -> None:
    """Requests, items carried to a body's next meeting, what waits for its agenda (drafts for
    approval, questions), and reports that the arrangements name."""
    for asked in _requests(actor, now, meetings):
        link = address("governance:request", asked.record.reference)
        words = f"{asked.get_kind_display()}: {asked.subject}"
        bound[asked.meeting_id or 0].append(Bound("Request", words, link))
    firsts: dict[int, int] = {}
    for one in meetings:
        firsts.setdefault(one.body_id, one.pk)
    for item in _carried(actor, now, today, list(firsts)):
        link = address("governance:item", item.record.reference)
        bound[firsts[item.meeting.body_id]].append(Bound("Carried", item.title, link))
    for record, body in _put_before(actor, now, list(firsts)):
        link = address(record.kind, record.reference)
        bound[firsts[body]].append(Bound("Put before it", record.title, link))
    for one in meetings:
        names = [name for _, name in reporters_of(arrangement, one.body.key, one.on)]
        if names:
            bound[one.pk].append(Bound("Reports expected", ", ".join(names)))


def _is_its_own_meeting(duty: Duty) -> bool:
    own = ("meeting-held", "forum-held", "attendance", "report-received")
    return any(rule.kind in own for rule in duty.evidenced_by)


def _of_duty(state: DutyState) -> Bound:
    kind = "For approval" if state.duty.kind in APPROVED else "Duty"
    word = "owed since" if state.code == "overdue" else "by"
    due = f" ({word} {in_words(state.next_due)})" if state.next_due else ""
    return Bound(kind, f"{state.duty.promise}{due}", address("duties:duty", state.duty.id))


REQUESTS = InSight(
    lambda sees: Objects(
        lambda: (
            Request.objects.filter(
                sees,
                meeting__among=given("meetings", list[int]),
                state=Request.State.ACCEPTED,
            )
            .select_related("record")
            .defer("record__words", "record__summary")
            .order_by("pk")
        )
    ),
    "record__",
)


def _requests(actor: Actor, now: datetime, meetings: list[Meeting]) -> list[Request]:
    return REQUESTS.rows(actor, now, meetings=[one.pk for one in meetings]) if meetings else []


CARRIED = InSight(
    lambda sees: Objects(
        lambda: (
            AgendaItem.objects.filter(
                sees,
                meeting__on__gte=given("since", date),
                meeting__body__among=given("bodies", list[int]),
                state=AgendaItem.State.CARRIED,
                carried_to__isnull=True,
            )
            .select_related("record", "meeting")
            .defer("record__words", "record__summary")
            .order_by("meeting__on", "position")
        )
    ),
    "record__",
)


def _carried(actor: Actor, now: datetime, today: date, bodies: list[int]) -> list[AgendaItem]:
    if not bodies:
        return []
    return CARRIED.rows(actor, now, since=today - CARRIED_WITHIN, bodies=bodies)


WAITING = InSight(
    lambda sees: Objects(
        lambda: (
            Record.objects.filter(
                sees,
                raising__body__among=given("bodies", list[int]),
                raising__settled_at__isnull=True,
            )
            .select_related("raising")
            .defer("words", "summary")
            .order_by("raising__raised_at", "pk")
        )
    )
)


def _put_before(actor: Actor, now: datetime, bodies: list[int]) -> list[tuple[Record, int]]:
    rows = WAITING.rows(actor, now, bodies=bodies) if bodies else []
    return [(one, one.raising.body_id) for one in rows]


SOURCE = InSight(
    lambda sees: Objects(
        lambda: Record.objects.filter(sees, pk=given("record", int)).defer("words", "summary")
    )
)


def source_of(item: AgendaItem, actor: Actor, now: datetime) -> Record | None:
    """What an item comes from, for those who see that record as well."""
    found = SOURCE.rows(actor, now, record=item.source_id) if item.source_id else []
    return found[0] if found else None
