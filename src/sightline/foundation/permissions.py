"""Who acts, and what the roles of a room may do.

A `Permission` is declared in the room that owns the act and names the capacities that hold it.
An `Actor` is who acts, as the database told it when the request began: nothing is looked up later.
Whether a person may *see* a record is data, not a permission: see `registers.records`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sightline.foundation.errors import NotAllowed

EVERYBODY = "everybody-with-a-seat"


@dataclass(frozen=True)
class Permission:
    """One act, in words, and the capacities that may do it. `EVERYBODY` is any live seat."""

    code: str
    name: str
    held_by: frozenset[str]

    def check(self, actor: Actor) -> None:
        """Raise `NotAllowed` unless the actor holds this permission."""
        if not actor.may(self):
            raise NotAllowed(self.code)


@dataclass(frozen=True)
class Emergency:
    """Emergency access that is open: to which one record, until when, and whether this page is one
    of those that it opens (security 3: reading only; no search, no export)."""

    record_id: int
    reference: str
    until: datetime
    is_in_sight: bool = False


@dataclass(frozen=True)
class Actor:
    """A person acting through their live seats in one partnership, or the system itself."""

    person_id: int | None
    name: str
    email: str = ""
    partnership_id: int | None = None
    capacities: frozenset[str] = frozenset()
    keys: frozenset[str] = field(default_factory=frozenset)
    stepped_up_at: datetime | None = None
    is_system: bool = False
    emergency: Emergency | None = None

    @property
    def emergency_record(self) -> int:
        """The record that emergency access opens on this page; 0 where it opens none."""
        return self.emergency.record_id if self.emergency and self.emergency.is_in_sight else 0

    def may(self, permission: Permission) -> bool:
        """Whether this actor holds the permission in the partnership in view."""
        if self.is_system:
            return True
        if EVERYBODY in permission.held_by and self.partnership_id is not None:
            return True  # a live seat is enough, also one that gives no capacity
        return not self.capacities.isdisjoint(permission.held_by)

    def holds(self, scope: str, number: int | None) -> bool:
        """Whether a key such as `chair:3` is among this actor's keys."""
        return self.is_system or f"{scope}:{number}" in self.keys

    def numbers(self, scope: str) -> list[int]:
        """The numbers of this actor's keys of a scope: of `chair`, the bodies they chair."""
        found = (key.partition(":") for key in self.keys)
        return sorted(int(number) for name, _, number in found if name == scope)

    def has_stepped_up(self, now: datetime, within: timedelta = timedelta(minutes=10)) -> bool:
        return self.stepped_up_at is not None and now - self.stepped_up_at <= within


def actor_from_keys(
    *,
    person_id: int,
    name: str,
    email: str,
    keys: Iterable[str],
    chosen_partnership: int | None,
    stepped_up_at: datetime | None,
    emergency: Emergency | None = None,
) -> Actor:
    """Build the actor for one partnership: the one they chose if they sit in it, else the first."""
    held = frozenset(keys)
    partnerships = sorted(int(key.split(":")[1]) for key in held if key.startswith("partnership:"))
    in_view = chosen_partnership if chosen_partnership in partnerships else None
    if in_view is None and partnerships:
        in_view = partnerships[0]
    prefix = f"capacity:{in_view}:"
    return Actor(
        person_id=person_id,
        name=name,
        email=email,
        partnership_id=in_view,
        capacities=frozenset(key[len(prefix) :] for key in held if key.startswith(prefix)),
        keys=held,
        stepped_up_at=stepped_up_at,
        emergency=emergency,
    )


def system_actor(reason: str, *, partnership_id: int | None = None) -> Actor:
    """The system acting by itself: a scheduled job or a command, named in the trail."""
    return Actor(person_id=None, name=reason, partnership_id=partnership_id, is_system=True)


def declared(modules: Iterable[object]) -> Iterator[Permission]:
    """Every permission that the given `permissions` modules declare, by code."""
    found = {
        value.code: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Permission)
    }
    return iter(sorted(found.values(), key=lambda permission: permission.code))
