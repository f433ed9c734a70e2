"""The forward plan: meetings to come, what is bound for each, and days still asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from sightline.foundation.calendar import Period, period_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, Statement, given
from sightline.registers.duties.queries import register_as_at
from sightline.registers.duties.queries.register import Register
from sightline.registers.duties.rules.schedule import schedule_of
from sightline.registers.partnership.models import Body, Seat
from sightline.registers.partnership.rules.arrangement import Arrangement, CadenceStage, Duty
from sightline.registers.records.queries import InSight
from sightline.work.governance.models import AgendaItem, Meeting
from sightline.work.governance.permissions import plan_meetings
from sightline.work.governance.queries.bound import Bound, Unmet, add_others, duties
from sightline.work.governance.rules import forward as rules

LIVE = (Meeting.State.PLANNED, Meeting.State.PROPOSED)


@dataclass(frozen=True)
class Coming:
    """A meeting to come, with what is bound for it and what speaks against its day."""

    meeting: Meeting
    items: int
    bound: tuple[Bound, ...]
    remarks: tuple[str, ...]

    @property
    def is_proposed(self) -> bool:
        return self.meeting.state == Meeting.State.PROPOSED


@dataclass(frozen=True)
class Asked:
    """A day that the frequency in force asks for, where nothing is planned."""

    body: Body
    proposal: rules.Proposal
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class ForwardPlan:
    """The meetings of a stretch of days as one reader sees them (R3.2)."""

    until: date
    coming: list[Coming] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    unmet: list[Unmet] = field(default_factory=list)
    without_frequency: list[Body] = field(default_factory=list)


def forward_plan(
    actor: Actor, now: datetime, today: date, *, until: date, bodies: Iterable[Body]
) -> ForwardPlan:
    """What lies ahead for these bodies up to a day, in a fixed number of statements. Meetings out
    of the reader's sight are not in it. Days still asked for are worked out for those who plan
    meetings: for others a meeting out of sight would look like none."""
    chosen = {body.pk: body for body in bodies}
    register = register_as_at(actor.partnership_id or 0, today, today=today)
    if register is None:
        return ForwardPlan(until)
    meetings = _meetings(actor, now, today, until)
    mine = [one for one in meetings if one.body_id in chosen]
    people = _people(actor, now)
    slots = {one.pk: _slot(one, people) for one in meetings}
    bound, unmet = duties(actor, today, until, register, chosen.values(), mine)
    add_others(bound, actor, now, today, register.arrangement, mine)
    counts = _items(actor, now, mine)
    plan = ForwardPlan(until, unmet=unmet)
    for one in mine:
        said = _remarks(slots[one.pk], slots.values(), register)
        plan.coming.append(Coming(one, counts.get(one.pk, 0), tuple(bound.get(one.pk, ())), said))
    if actor.may(plan_meetings):
        stages = {pk: stages_of(one, register) for pk, one in chosen.items()}
        back = {pk: rules.looks_back(one) for pk, one in stages.items()}
        bound_to_meet = [pk for pk, days in back.items() if days]
        since = today - timedelta(days=max(back.values(), default=0))
        met = _met(actor, now, today, bound_to_meet, since)
        for one in mine:
            met[one.body_id].append(one.on)
        _add_asked(plan, register, chosen.values(), stages, met, people, slots.values())
    return plan


def _add_asked(
    plan: ForwardPlan,
    register: Register,
    bodies: Iterable[Body],
    all_stages: Mapping[int, tuple[CadenceStage, ...]],
    met: Mapping[int, list[date]],
    people: Mapping[int, set[int]],
    slots: Iterable[rules.Slot],
) -> None:
    for body in bodies:
        stages = all_stages[body.pk]
        if not stages:
            plan.without_frequency.append(body)
        proposals = rules.propose(
            stages,
            met.get(body.pk, ()),
            today=register.as_at,
            until=plan.until,
            calendar=register.books.calendar,
            period_of=_periods(register.arrangement, body),
        )
        for one in proposals:
            slot = rules.Slot(body.name, one.on, None, None, frozenset(people.get(body.pk, ())))
            plan.asked.append(Asked(body, one, _remarks(slot, slots, register)))
    plan.asked.sort(key=lambda one: (one.proposal.on, one.body.name))


def _remarks(slot: rules.Slot, slots: Iterable[rules.Slot], register: Register) -> tuple[str, ...]:
    calendar = register.books.calendar
    said = rules.remarks(slot, slots, calendar)
    if calendar.is_provisional(slot.on):
        said.append(f"Bank holidays of {slot.on.year} are a forecast")
    return tuple(said)


def stages_of(body: Body, register: Register) -> tuple[CadenceStage, ...]:
    """How often a body must meet: as the duty to meet says, with the decision on a contradiction;
    else as the body's own entry says; nothing where the arrangements print no frequency."""
    duty = _duty_to_meet(body, register.arrangement)
    if duty is not None:
        decided = register.books.decided.get(duty.contradiction or "")
        return schedule_of(duty, register.arrangement, decided, register.as_at).stages
    said = next((one for one in register.arrangement.bodies if one.id == body.key), None)
    return said.cadence if said else ()


def _duty_to_meet(body: Body, arrangement: Arrangement) -> Duty | None:
    for duty in arrangement.duties:
        if duty.kind != "cadence" or duty.body != body.key:
            continue
        if any(
            rule.kind in ("meeting-held", "forum-held") and rule.body == body.key
            for rule in duty.evidenced_by
        ):
            return duty
    return None


def _periods(arrangement: Arrangement, body: Body) -> rules.PeriodOf:
    duty = _duty_to_meet(body, arrangement)
    counting = (duty.counting if duty else None) or arrangement.counting
    first = arrangement.year_starts_month if counting == "financial" else 1

    def period(day: date, per: str) -> Period:
        if counting == "from-start":
            return period_of(day, per, origin=arrangement.starts_on)
        return period_of(day, per, first_month=first)

    return period


MEETINGS = InSight(
    lambda sees: Objects(
        lambda: (
            Meeting.objects.filter(
                sees,
                partnership=given("partnership", int),
                state__in=LIVE,
                on__gte=given("today", date),
                on__lte=given("until", date),
            )
            .select_related("record", "body")
            .defer("record__words", "record__summary")
            .order_by("on", "starts_at", "pk")
        )
    ),
    "record__",
)


def _meetings(actor: Actor, now: datetime, today: date, until: date) -> list[Meeting]:
    return MEETINGS.rows(actor, now, partnership=actor.partnership_id, today=today, until=until)


class Met(NamedTuple):
    """A day on which a body met."""

    body_id: int
    on: date


MET = InSight(
    lambda sees: Statement(
        Met,
        lambda: (
            Meeting.objects.filter(
                sees,
                body__among=given("bodies", list[int]),
                on__gte=given("since", date),
                on__lt=given("today", date),
            )
            .exclude(state=Meeting.State.CANCELLED)
            .values_list("body_id", "on")
        ),
    ),
    "record__",
)


def _met(
    actor: Actor, now: datetime, today: date, bodies: list[int], since: date
) -> dict[int, list[date]]:
    """Days of meetings before today that still count for a frequency in use."""
    found: dict[int, list[date]] = defaultdict(list)
    for body, on in MET.rows(actor, now, bodies=bodies, since=since, today=today):
        found[body].append(on)
    return found


class _Sits(NamedTuple):
    body: int
    person: int


SITTING = Statement(
    _Sits,
    lambda: Seat.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=given("now", datetime)),
        partnership=given("partnership", int),
        starts_at__lte=given("now", datetime),
        place__body__isnull=False,
    ).values_list("place__body_id", "person_id"),
)


def _people(actor: Actor, now: datetime) -> dict[int, set[int]]:
    """Who sits on which body now."""
    found: dict[int, set[int]] = defaultdict(set)
    for one in SITTING.rows(partnership=actor.partnership_id or 0, now=now):
        found[one.body].add(one.person)
    return found


def _slot(one: Meeting, people: Mapping[int, set[int]]) -> rules.Slot:
    return rules.Slot(
        one.body.name, one.on, one.starts_at, one.ends_at, frozenset(people.get(one.body_id, ()))
    )


class Items(NamedTuple):
    """How many items an agenda has."""

    meeting_id: int
    many: int


ITEMS = InSight(
    lambda sees: Statement(
        Items,
        lambda: (
            AgendaItem.objects.filter(
                sees, meeting__among=given("meetings", list[int]), state=AgendaItem.State.ON
            )
            .order_by()
            .values("meeting_id")
            .annotate(many=Count("pk"))
            .values_list("meeting_id", "many")
        ),
    ),
    "record__",
)


def _items(actor: Actor, now: datetime, meetings: list[Meeting]) -> dict[int, int]:
    return dict(ITEMS.rows(actor, now, meetings=[one.pk for one in meetings]) if meetings else ())
