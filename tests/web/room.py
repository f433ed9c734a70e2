"""What a room says of itself in the tables of the tests, each written from the requirements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Model

from builders.world import World
from web.roles import EVERYBODY, OURS

Who = frozenset[str]


@dataclass(frozen=True)
class Row:
    """One address, or one address about one thing: who may act there, and who sees the thing.

    `may` fails with 403, `sees` with 404 (hidden and absent answer alike). `get` and `post` are
    the answers for who passes both; a post here carries no data."""

    name: str
    may: Who = EVERYBODY
    sees: Who | None = None
    about: str = ""
    get: int = 200
    post: int = 200
    may_post: Who | None = None  # where fewer may change it than read it
    public: bool = False
    signed_in: bool = False  # one's own affairs: signing in is enough, without a seat too
    is_page: bool = True


@dataclass(frozen=True)
class Room:
    """One room's part of the tables; `web.rooms` puts them together."""

    rows: Sequence[Row] = ()
    """Every address of the room."""
    about: Mapping[str, Callable[[World, str], list[object]]] = field(default_factory=dict)
    """First word of a row's `about` -> what stands in the address; it gets the other words."""
    held: Mapping[str, Who] = field(default_factory=dict)
    """Permission -> who holds it."""
    sight: Mapping[str, Who] = field(default_factory=dict)
    """Record, by its name in the world -> who sees it."""
    words: Mapping[str, Who] = field(default_factory=dict)
    """Text of a canary that the world writes into a free text -> who may read it."""
    keyed: Sequence[type[Model]] = ()
    """Tables whose rows are seen by those who see their `record`."""
    of_staff: Sequence[type[Model]] = ()
    """Tables whose rows are seen by the staff of their `partnership`."""
    otherwise: Sequence[str] = ()
    """Tables that follow another rule, which a test of their own holds."""
    lists: Mapping[str, int] = field(default_factory=dict)
    """Address of a list -> statements it may take (performance design, section 4)."""
    one_more: Callable[[World, int], None] | None = None
    """Adds a row to each of the lists; called with 0 to 9."""
    exports: Sequence[str] = ()
    """Addresses that hand out CSV and XLSX."""
    writes: Mapping[str, tuple[Who, Who]] = field(default_factory=dict)
    """Table -> for whom the database lets a row of the world be added, and be changed."""


def about_ours_and_theirs(name: str, may: Who, kind: str, post: int = 200) -> list[Row]:
    """Rows of a page about a thing of one partnership: hidden from people of the other."""
    return [
        Row(name, may, OURS, f"{kind} ours", post=post),
        Row(name, may, frozenset({"stranger"}), f"{kind} theirs", post=post),
    ]


def everyone_reads(name: str) -> Row:
    """A page of the public site (R12.5): without an account."""
    return Row(name, public=True)
