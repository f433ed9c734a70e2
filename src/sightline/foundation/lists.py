"""Lists that are narrowed, ordered and cut as somebody asks, each way built once.

DUE = Lists(lambda: Action.objects.filter(body=given("body", int)),
            lambda rows: rows.values("pk", "what", "due_on"))
late = DUE.of(body=3).having("state", "open").with_words("training", "what")
first = late.rows(["due_on", "pk"], 0, 50)
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from django.db.models import F, OrderBy, Q, QuerySet

from sightline.foundation.errors import NotSeen
from sightline.foundation.statements import Built, given, in_pattern

Found = TypeVar("Found")
KEPT = 300
"""Shapes of one list that are kept built; beyond, the one not asked for the longest goes."""


class Lists:
    """A list that is narrowed, ordered and cut in many ways, each built once: `base` gives the
    query set, and `lines` the columns of a row (by `values`), which counting leaves out. Where
    nothing narrows it, `counted` are counted instead: other rows, as many, and less to read."""

    def __init__(
        self,
        base: Callable[[], QuerySet[Any, Any]],
        lines: Callable[[QuerySet[Any, Any]], QuerySet[Any, Any]],
        counted: Callable[[], QuerySet[Any, Any]] | None = None,
    ) -> None:
        self.base, self.lines, self.counted = base, lines, counted
        self._kept: OrderedDict[tuple[Any, ...], Built] = OrderedDict()

    def of(self, **values: Any) -> Kept:
        """The list for these values, not yet narrowed."""
        return Kept(self, values)

    def built(self, shape: tuple[Any, ...], build: Callable[[], QuerySet[Any, Any]]) -> Built:
        """The statement of a shape, from those that are kept where it was asked for before."""
        if shape not in self._kept:
            self._kept[shape] = Built(build)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(shape)
        return self._kept[shape]


@dataclass(frozen=True)
class Kept:
    """One list as somebody asks for it. Each `where` has a name, which with the names before it
    stands for the text of the statement: the condition may differ in nothing but given values."""

    lists: Lists
    values: dict[str, Any]
    steps: tuple[tuple[str, Callable[[], Q]], ...] = ()

    def where(self, name: str, condition: Callable[[], Q], **values: Any) -> Kept:
        """The same list, narrowed."""
        return replace(
            self, values={**self.values, **values}, steps=(*self.steps, (name, condition))
        )

    def having(self, field: str, value: str | int) -> Kept:
        """Where a field is this; as it was where nothing is asked for."""
        if value == "":
            return self
        place = given(field, type(value))
        return self.where(field, lambda: Q(**{field: place}), **{field: value})

    def with_words(self, text: str, *fields: str) -> Kept:
        """Where each word (of the first ten) stands in one of the fields."""
        found = self
        for at, word in enumerate(text.split()[:10]):
            one = f"word {at} in {'/'.join(fields)}"
            found = found.where(one, partial(_held, fields, one), **{one: in_pattern(word)})
        return found

    def rows(self, order: Sequence[str], start: int, size: int) -> list[dict[str, Any]]:
        """Rows as dictionaries, in an order (empty values last), from one to another."""
        built = self._built(
            (tuple(order), start, size), lambda: self._lines(order)[start : start + size]
        )
        return [*self._named(built, built.answers(self.values))]

    def beyond(self, order: Sequence[str], seen: Q, size: int) -> list[dict[str, Any]]:
        """Rows that come after a row seen; built for this once."""
        built = Built(lambda: self._lines(order).filter(seen)[:size])
        return [*self._named(built, built.answers(self.values))]

    def count(self, most: int) -> int:
        """How many there are, counted no further than `most`."""
        built = self._built(("count", most), lambda: self._counted().values("pk")[:most])
        if built.compiler is None:
            built.make()
            built.sql = f"SELECT COUNT(*) FROM ({built.sql}) AS counted"
            built.converters = None
        ((found,),) = built.answers(self.values)
        return int(found)

    def all(self, order: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Every row, read in parts: for an export."""
        built = Built(lambda: self._lines(order))
        built.make()
        return self._named(built, built.streamed(self.values, 2_000))

    def _built(self, shape: tuple[Any, ...], build: Callable[[], QuerySet[Any, Any]]) -> Built:
        return self.lists.built((*(name for name, _ in self.steps), *shape), build)

    def _narrowed(self) -> QuerySet[Any, Any]:
        rows = self.lists.base()
        for _, condition in self.steps:
            rows = rows.filter(condition())
        return rows.order_by()

    def _counted(self) -> QuerySet[Any, Any]:
        counted = self.lists.counted
        return self._narrowed() if self.steps or counted is None else counted()

    def _lines(self, order: Sequence[str]) -> QuerySet[Any, Any]:
        return self.lists.lines(self._narrowed()).order_by(*(in_order(one) for one in order))

    @staticmethod
    def _named(built: Built, rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
        for row in rows:
            yield dict(zip(built.names, row, strict=True))


def _held(fields: Sequence[str], name: str) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__holding": given(name, str)})
    return found


def in_order(field: str) -> OrderBy:
    """A field as lists are ordered by it: empty values last, whichever way."""
    name = field.removeprefix("-")
    if name in ("pk", "id"):  # never empty, so that an index can be read in this order
        return F(name).desc() if name != field else F(name).asc()
    return F(name).desc(nulls_last=True) if name != field else F(name).asc(nulls_last=True)


def one_of(rows: Iterable[Found]) -> Found:
    """The one that was asked for, the first of these; `NotSeen` where there is none, which to
    whoever asks is the same as hidden."""
    found = rows.first() if isinstance(rows, QuerySet) else next(iter(rows), None)
    if found is None:
        raise NotSeen
    return found
