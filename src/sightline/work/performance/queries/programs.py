"""What a program reads by its token: indicators and figures as they may leave, a page at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor, actor_from_keys
from sightline.registers.partnership.models import Seat
from sightline.work.performance.models import AccessToken, Indicator
from sightline.work.performance.permissions import use_programs
from sightline.work.performance.queries.records import SMALL
from sightline.work.performance.rules.interface import Asked
from sightline.work.performance.rules.periods import label

VALUES = """
SELECT s.id, i.code, i.period_kind, i.unit, a.code, a.name, p.period, p.figure, p.leaving,
       substr(s.symbols, p.place::int, 1), i.disclosure <> 'open'
FROM performance_series s
JOIN performance_indicator i ON i.id = s.indicator_id
JOIN performance_area a ON a.id = s.area_id,
LATERAL unnest(s.periods, s.figures,
    CASE WHEN cardinality(s.leaving) = cardinality(s.periods) THEN s.leaving
         ELSE array_fill(NULL::float8, ARRAY[cardinality(s.periods)]) END)
    WITH ORDINALITY AS p (period, figure, leaving, place)
WHERE s.partnership_id = %(partnership)s AND s.id >= %(series)s
  AND (s.id, p.period) > (%(series)s, %(after)s)
  AND (%(indicator)s = '' OR i.code = %(indicator)s)
  AND (%(area)s = '' OR a.code = %(area)s)
  AND p.period BETWEEN %(first)s AND %(last)s
  AND (%(all)s OR a.code = (SELECT f.area_code FROM performance_framework f
                            WHERE f.partnership_id = %(partnership)s))
ORDER BY s.id, p.period LIMIT %(limit)s
"""

MAY = use_programs.held_by


class Program(NamedTuple):
    """Who reads by a token, and how much of it."""

    actor: Actor
    reads_all: bool


def program_of(secret: str) -> Program | None:
    """Whose token a secret is, or None: unknown, ended, or its seat is over. From here on the
    database answers as to that seat, for reading alone, until the savepoint around it is undone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, name, email, partnership_id, scope, keys "
            "FROM sightline_program_begin(%s)",
            [secret],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    person_id, name, email, partnership_id, scope, keys = row
    actor = actor_from_keys(
        person_id=person_id,
        name=name,
        email=email,
        keys=keys,
        chosen_partnership=partnership_id,
        stepped_up_at=None,
    )
    return Program(actor, scope == AccessToken.Scope.ALL)


def values(program: Program, asked: Asked) -> list[dict[str, Any]]:
    """Figures as they may leave, by series and period, at most one more than asked for: it says
    that there are more. One statement."""
    given = {
        "partnership": program.actor.partnership_id,
        "series": asked.after[0],
        "after": asked.after[1],
        "indicator": asked.indicator,
        "area": asked.area,
        "first": asked.first,
        "last": asked.last,
        "all": program.reads_all,
        "limit": asked.limit + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(VALUES, given)
        return [_value(*row) for row in cursor.fetchall()]


def _value(
    series: int, code: str, kind: str, unit: str, area: str, name: str, period: int,
    figure: float | None, leaving: float | None, symbol: str, is_held: bool,
) -> dict[str, Any]:  # fmt: skip
    value = leaving if is_held else figure
    if value is None and figure is not None:
        symbol = SMALL
    symbol = {".": "", " ": "blank"}.get(symbol, symbol)
    return {
        "key": f"{series}.{period}",
        "indicator": code,
        "area": area,
        "area_name": name,
        "period": f"{period // 100:04d}-{period % 100:02d}",
        "period_label": label(period, kind),
        "unit": unit,
        "value": value,
        "symbol": symbol if value is None else "",
    }


def indicators_for(program: Program, asked: Asked) -> list[Indicator]:
    """The catalogue by code, at most one more than asked for."""
    rows = Indicator.objects.filter(partnership=program.actor.partnership_id)
    if asked.indicator:
        rows = rows.filter(code=asked.indicator)
    return list(rows.filter(code__gt=asked.after_code).order_by("code")[: asked.limit + 1])


def tokens(actor: Actor) -> QuerySet[AccessToken]:
    """The actor's own tokens, the live ones first."""
    rows = AccessToken.objects.filter(
        seat__person=actor.person_id, partnership=actor.partnership_id
    )
    return rows.select_related("seat__place").order_by("-ended_at", "-pk")


def token(actor: Actor, number: int) -> AccessToken:
    """One of the actor's own tokens; `NotSeen` where there is none."""
    return one_of(tokens(actor).filter(pk=number))


def seats_of(actor: Actor, now: datetime) -> list[Seat]:
    """The actor's own live seats in the partnership in view that may use programs."""
    rows = Seat.objects.filter(person=actor.person_id, partnership=actor.partnership_id)
    rows = rows.filter(starts_at__lte=now, ended_at__isnull=True).select_related("place")
    return [row for row in rows.order_by("pk") if not MAY.isdisjoint(row.place.capacities)]
