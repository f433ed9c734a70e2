"""A partnership with its arrangements loaded and people in their places, made by the operations."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

from sightline.foundation.accounts.models import Person
from sightline.foundation.accounts.operations import invite, verify_address
from sightline.foundation.permissions import system_actor
from sightline.registers.partnership import operations
from sightline.registers.partnership.models import Partnership, Place, Seat
from sightline.registers.partnership.rules.reading import read_arrangement

FOLDER = Path(__file__).resolve().parents[2] / "arrangements" / "wakefield-2019"
SALTMARSH = Path(__file__).resolve().parents[1] / "registers" / "partnership" / "riverside"
BY = system_actor("The tests")
SINCE = datetime(2019, 10, 1, 9, tzinfo=UTC)
_numbers = itertools.count(1)


def number_people_from(number: int) -> None:
    """Give the next people addresses from this number on: those before are somebody's."""
    global _numbers
    _numbers = itertools.count(number)


def loaded(folder: Path = FOLDER, *, in_front: bool = True) -> Partnership:
    """A partnership whose arrangement folder was loaded."""
    found = operations.load_arrangement(
        arrangement=read_arrangement(folder),
        source={path.name: path.read_text() for path in sorted(folder.glob("*.toml"))},
        in_front=in_front,
        by=BY,
        now=SINCE,
    )
    assert found.partnership is not None
    return found.partnership


def wakefield() -> Partnership:
    """Wakefield's arrangements of 2019, whose public pages this address shows."""
    return loaded()


def person(name: str = "Amina Rowley") -> Person:
    """Somebody who has joined and may hold a place."""
    address = f"person{next(_numbers)}@example.org"
    invite(email=address, name=name, by=BY, now=SINCE)
    found = Person.objects.get(email=address)
    verify_address(found)
    return found


def place(partnership: Partnership, key: str) -> Place:
    """The place with this key."""
    return Place.objects.get(partnership=partnership, key=key)


def appointed(
    partnership: Partnership,
    key: str,
    who: Person | None = None,
    *,
    since: datetime = SINCE,
    deputises_for: Seat | None = None,
) -> Seat:
    """A seat: somebody, new where nobody is given, holds the place with this key."""
    return operations.appoint(
        place=place(partnership, key),
        person_id=(who or person()).pk,
        starts_at=since,
        deputises_for=deputises_for,
        by=BY,
        now=since,
    )
