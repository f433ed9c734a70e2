"""Records that a person may see, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from django.db import connection
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce

from sightline.foundation.accounts.models import Person
from sightline.foundation.lists import Kept, Lists, one_of
from sightline.foundation.permissions import Actor, actor_from_keys
from sightline.foundation.statements import Objects, Statement, given
from sightline.registers.partnership.models import Body
from sightline.registers.records.models import Conflict, Grant, Record
from sightline.registers.records.rules import seats_among

Found = TypeVar("Found")


CARRIED = "carried"
"""The path of a row that carries what decides who sees its record, such as an action."""


def sight(actor: Actor, now: datetime, path: str = "") -> Q:
    """The condition under which the actor sees the record at `path` (`""`, `"record__"`, or
    `CARRIED` for that of a row which carries its sight)."""
    if actor.is_system:
        return Q()
    keys = sorted(actor.keys)
    return _sight(actor.person_id, keys, seats_among(keys), now, actor.emergency_record, path)


def _sight(person: Any, keys: Any, seats: Any, now: Any, emergency: Any, path: str) -> Q:
    number, path = ("record_id", "") if path == CARRIED else (f"{path}id", path)
    granted = Grant.objects.filter(
        record=OuterRef(number),
        person=person,
        starts_at__lte=now,
        ends_at__gt=now,
        ended_at__isnull=True,
    )
    conflict = Conflict.objects.filter(
        Q(record=OuterRef(number)) | Q(record=OuterRef(f"{path}arises_from_id")),
        person=person,
        ended_at__isnull=True,
    )
    opened = Q(**{f"{path}opens_at__isnull": True}) | Q(**{f"{path}opens_at__lte": now})
    # in COALESCE, as in the policy: the planner reckons with half then, not with one in a hundred
    overlaps = ExpressionWrapper(Q(**{f"{path}audience__overlap": keys}), BooleanField())
    in_audience = Q(Coalesce(overlaps, Value(False)))
    is_named = ~Q(**{f"{path}marking": "identified"}) | Q(**{f"{path}audience__overlap": seats})
    return (
        (Q(**{f"{path}marking": "public"}) & opened)
        | (in_audience & is_named)
        | Q(Exists(granted))
        | Q(**{number: emergency})
    ) & ~Q(Exists(conflict))


class Reads(Protocol[Found]):
    """A `Statement` or `Objects`: something that answers values with rows."""

    def rows(self, **values: Any) -> list[Found]: ...


Made = TypeVar("Made")
Thing = TypeVar("Thing", bound=Model)


class _BySight(Generic[Made]):
    """What is built once with the sight of whoever asks in it: `make` takes, for each path, the
    condition under which they see the record there."""

    def __init__(self, make: Callable[..., Made], *paths: str) -> None:
        self._make, self._paths = make, paths or ("",)
        self._made: dict[bool, Made] = {}

    def _made_for(self, actor: Actor) -> Made:
        if actor.is_system not in self._made:
            sees = [Q() if actor.is_system else self._sight_at(path) for path in self._paths]
            self._made[actor.is_system] = self._make(*sees)
        return self._made[actor.is_system]

    def _sight_at(self, path: str) -> Q:
        person, keys = given("sight_person", int), given("sight_keys", list[str])
        seats = given("sight_seats", list[str])
        moment, emergency = given("sight_now", datetime), given("sight_emergency", int)
        return _sight(person, keys, seats, moment, emergency, path)


def _asked_by(actor: Actor, now: datetime) -> dict[str, Any]:
    return {
        "sight_person": actor.person_id,
        "sight_now": now,
        "sight_keys": sorted(actor.keys),
        "sight_seats": seats_among(actor.keys),
        "sight_emergency": actor.emergency_record,
    }


class InSight(_BySight[Reads[Found]], Generic[Found]):
    """Rows behind records, within the sight of whoever asks."""

    def rows(self, actor: Actor, now: datetime, **values: Any) -> list[Found]:
        """The rows that the actor sees at this moment."""
        return self._made_for(actor).rows(**values, **_asked_by(actor, now))


class OneInSight(Generic[Thing]):
    """One thing that stands behind a record, by the record's reference, within the sight of whoever
    asks; `rows` gives the things, with what they are joined to and without sight. For each path of
    `others` it takes the condition under which they see the record there."""

    def __init__(self, rows: Callable[..., QuerySet[Thing]], *others: str) -> None:
        self._reads: InSight[Thing] = InSight(
            lambda sees, *more: Objects(
                lambda: rows(*more).filter(
                    sees,
                    partnership=given("partnership", int),
                    record__reference=given("reference", str),
                )
            ),
            "record__",
            *others,
        )

    def by(self, actor: Actor, reference: str, now: datetime) -> Thing:
        """The one with this reference; `NotSeen` when it is absent or hidden."""
        return one_of(
            self._reads.rows(actor, now, partnership=actor.partnership_id, reference=reference)
        )


class ListsInSight(_BySight[Lists]):
    """A list behind records, within the sight of whoever asks, to be narrowed and ordered."""

    def of(self, actor: Actor, now: datetime, **values: Any) -> Kept:
        """The list that the actor sees at this moment."""
        return self._made_for(actor).of(**values, **_asked_by(actor, now))


def visible_to(actor: Actor, now: datetime) -> QuerySet[Record]:
    """Every record the actor may see at this moment."""
    return Record.objects.filter(sight(actor, now))


SEEN = InSight(
    lambda sees: Objects(
        lambda: (
            Record.objects.filter(
                sees, reference=given("reference", str), partnership=given("partnership", int)
            )
            .select_related("body")
            .defer("words")
        )
    )
)


def seen(actor: Actor, reference: str, now: datetime) -> Record:
    """The record with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(SEEN.rows(actor, now, reference=reference, partnership=actor.partnership_id))


class Hit(NamedTuple):
    """A record that was found."""

    pk: int
    reference: str
    kind: str
    title: str
    body: str | None


HITS = Statement(
    Hit,
    lambda: Record.objects.filter(pk__among=given("numbers", list[int])).values_list(
        "pk", "reference", "kind", "title", "body__name"
    ),
)


def matching(words: str, *, partnership_id: int, limit: int = 50) -> tuple[list[Hit], bool]:
    """Records that match the words, best of the newest thousand first, within the sight of the
    session that asks; and whether more than a thousand matched."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, more FROM sightline_search_records(%s, %s, %s)",
            [words, partnership_id, limit],
        )
        found = cursor.fetchall()
    ids = [number for number, _ in found]
    by_id = {one.pk: one for one in HITS.rows(numbers=ids)}
    return [by_id[number] for number in ids if number in by_id], any(more for _, more in found)


def waiting_for(body: Body, actor: Actor, now: datetime) -> list[Record]:
    """Records that wait for a body's agenda, the longest first, within the actor's sight."""
    rows = Record.objects.filter(
        sight(actor, now), raising__body=body, raising__settled_at__isnull=True
    )
    return list(rows.defer("words", "summary").order_by("raising__raised_at", "pk")[:50])


def seen_among(
    actor: Actor, about: Iterable[tuple[int, str]], now: datetime
) -> set[tuple[int, str]]:
    """Which of these records, named by partnership and reference, the actor sees at this moment."""
    wanted = set(about)
    if not wanted:
        return set()
    rows = visible_to(actor, now).filter(
        partnership__in={number for number, _ in wanted},
        reference__in={reference for _, reference in wanted},
    )
    return wanted & set(rows.values_list("partnership_id", "reference"))


def address_if_still_seen(person_id: int, about: str, now: datetime) -> str | None:
    """Where to write to a person about a record, or None when they may no longer be told: they were
    shut out, hold no seat any more, or no longer see the record (security: asked at sending)."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT sightline_keys_of(%s)", [person_id])
        (keys,) = cursor.fetchone() or ([],)
    if not any(key.startswith("seat:") for key in keys):
        return None
    if about:
        actor = actor_from_keys(
            person_id=person_id,
            name=person.name,
            email=person.email,
            keys=keys,
            chosen_partnership=None,
            stepped_up_at=None,
        )
        if not visible_to(actor, now).filter(reference=about).exists():
            return None
    return str(person.email)


def grants_of(record: Record, actor: Actor) -> list[Grant]:
    """Grants of a record that the actor gave or holds, newest first; to the system all of them."""
    rows = Grant.objects.filter(record=record).select_related("person", "granted_by")
    if not actor.is_system:
        rows = rows.filter(Q(granted_by=actor.person_id) | Q(person=actor.person_id))
    return list(rows.order_by("-starts_at")[:100])


def with_interest(records: Sequence[int]) -> set[int]:
    """Of these records, those in which anybody has an interest, or in what they arise from: never
    whose. For whoever draws up a text that others will read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sightline_with_interest(%s)", [list(records)])
        return {number for (number,) in cursor.fetchall()}
