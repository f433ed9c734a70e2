"""What is kept how long, what has passed, what is held and proposed: always of the records that the
person sees, so that no figure tells of a hidden one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from sightline.assurance.retention.models import Hold, Period, Proposal
from sightline.assurance.retention.rules import (
    BY_KIND,
    CLASSES,
    RetentionClass,
    due_on,
    has_passed,
    in_arithmetic,
)
from sightline.foundation.calendar import add_years
from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight, visible_to

AT_ONCE = 20
"""Records that can be proposed in one go: each is reckoned while its proposer waits."""
SHOWN = 100
"""Records that have passed, holds and certificates listed on a page."""


@dataclass(frozen=True)
class Kept:
    """One class of records and how many of it the reader sees."""

    of: RetentionClass
    years: int
    reason: str  # why the partnership's own period is what it is; empty where it is the shipped one
    seen: int
    passed: int
    held: int


@dataclass(frozen=True)
class Passed:
    """A record whose period has passed, as far as its own cover sheet tells."""

    record: Record
    of: RetentionClass
    changed_on: date
    years: int
    is_held: bool
    is_proposed: bool

    @property
    def due_on(self) -> date:
        return due_on(self.changed_on, self.years)

    @property
    def working(self) -> str:
        return in_arithmetic(self.changed_on, self.years)


def periods_of(actor: Actor) -> dict[str, Period]:
    """The periods that the actor's partnership set itself: the newest of each class."""
    rows = Period.objects.filter(partnership=actor.partnership_id).order_by("pk")
    return {row.class_code: row for row in rows}


def years_of(actor: Actor) -> dict[str, int]:
    """How many years each class is kept in the actor's partnership."""
    own = periods_of(actor)
    return {one.code: own[one.code].years if one.code in own else one.years for one in CLASSES}


def passed(actor: Actor, now: datetime) -> list[Passed]:
    """Records the actor sees that stand alone and whose period has passed, oldest first. What is
    filed under another record goes with it and is not listed."""
    today, years = timezone.localdate(now), years_of(actor)
    old = Q(pk__in=[])
    for one in CLASSES:
        before = add_years(today, -years[one.code])
        old |= Q(kind__in=one.kinds, created_at__date__lte=before)
    last = (
        TrailEvent.objects.filter(
            partnership_id=OuterRef("partnership_id"), about=OuterRef("reference"), kind="change"
        )
        .exclude(code__startswith="retention_")
        .order_by()
        .values("about")
        .annotate(last=Max("at"))
        .values("last")
    )
    rows = (
        visible_to(actor, now)
        .filter(old, partnership=actor.partnership_id, arises_from=None)
        .exclude(Q(action__source__isnull=False) | Q(recommendation__source__isnull=False))
        .annotate(changed_at=Subquery(last, output_field=DateTimeField()))
        .defer("words", "summary")
        .order_by("created_at", "pk")[: 5 * SHOWN]
    )
    found = list(rows)
    held, open_ones = _held(actor, now), _proposed(found, now)
    listed = [
        Passed(
            row,
            BY_KIND[row.kind],
            _changed_on(row),
            years[BY_KIND[row.kind].code],
            row.pk in held,
            row.pk in open_ones,
        )
        for row in found
    ]
    return [one for one in listed if has_passed(one.changed_on, one.years, today)]


def _changed_on(row: Any) -> date:
    moments = [moment for moment in (row.created_at, row.changed_at) if moment]
    days = [timezone.localdate(moment) for moment in moments]
    return max([*days, row.on] if row.on else days)


def classes(actor: Actor, now: datetime, over: list[Passed]) -> list[Kept]:
    """Every class with its period, and how many records of it the actor sees."""
    own, years = periods_of(actor), years_of(actor)
    rows = visible_to(actor, now).filter(partnership=actor.partnership_id, kind__in=BY_KIND)
    seen: Counter[str] = Counter()
    for kind, many in rows.values_list("kind").annotate(many=Count("pk")).order_by("kind"):
        seen[BY_KIND[kind].code] += many
    gone = Counter(one.of.code for one in over)
    standing = Hold.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id, ended_at=None
    )
    held = Counter(
        BY_KIND[kind].code
        for kind in standing.values_list("record__kind", flat=True)
        if kind in BY_KIND
    )
    return [
        Kept(
            one,
            years[one.code],
            own[one.code].reason if one.code in own else "",
            seen[one.code],
            gone[one.code],
            held[one.code],
        )
        for one in CLASSES
    ]


def holds(actor: Actor, now: datetime) -> list[Hold]:
    """Holds on records that the actor sees, those that stand first, the newest first."""
    rows = Hold.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id
    ).select_related("record", "put_by", "ended_by")
    return list(rows.order_by(F("ended_at").desc(nulls_first=True), "-pk")[:SHOWN])


def hold_by(actor: Actor, number: int, now: datetime) -> Hold:
    """One hold on a record that the actor sees."""
    rows = Hold.objects.filter(
        sight(actor, now, "record__"), pk=number, partnership=actor.partnership_id
    )
    found = rows.select_related("record").first()
    if found is None:
        raise NotSeen
    return found


def _held(actor: Actor, now: datetime) -> set[int]:
    rows = Hold.objects.filter(ended_at=None, partnership=actor.partnership_id)
    return set(rows.values_list("record_id", flat=True))


def _open(now: datetime) -> QuerySet[Proposal]:
    """Proposals that wait for an answer, and approvals that have not run out."""
    return Proposal.objects.filter(
        Q(decision=None) | Q(decision__verdict="approved", decision__expires_at__gt=now)
    )


def _proposed(records: Sequence[Record], now: datetime) -> set[int]:
    rows = _open(now).filter(record__in=[one.pk for one in records])
    return set(rows.values_list("record_id", flat=True))


def is_proposed(record: Record, now: datetime) -> bool:
    """Whether a proposal for this record waits, or was approved and has not run out."""
    return bool(_proposed([record], now))


def proposals(actor: Actor, now: datetime) -> list[Proposal]:
    """Proposals about records that the actor sees, those that wait first, the newest first."""
    rows = Proposal.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id
    ).select_related("record", "proposed_by", "decision", "decision__decided_by")
    return list(rows.order_by(F("decision__decided_at").desc(nulls_first=True), "-pk")[:SHOWN])


def proposal_by(actor: Actor, number: int, now: datetime) -> Proposal:
    """One proposal about a record that the actor sees."""
    found = next((one for one in _one(actor, number, now)), None)
    if found is None:
        raise NotSeen
    return found


def _one(actor: Actor, number: int, now: datetime) -> QuerySet[Proposal]:
    rows = Proposal.objects.filter(
        sight(actor, now, "record__"), pk=number, partnership=actor.partnership_id
    )
    return rows.select_related("record", "proposed_by", "decision", "decision__decided_by")


def approved(now: datetime) -> list[tuple[int, int]]:
    """Approved proposals that have not run out, with their partnership (the worker)."""
    rows = Proposal.objects.filter(decision__verdict="approved", decision__expires_at__gt=now)
    return list(rows.order_by("pk").values_list("pk", "partnership_id"))
