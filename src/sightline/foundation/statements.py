"""Reads that are built once and run many times.

Django builds the SQL of a query anew each time it is asked, which for a list with its sight takes
longer than the database needs to answer. A `Statement` is the same query set, built once a process
with `given` values in the places of what differs, and answers with plain rows; `Objects` answers
with model objects.

    class Line(NamedTuple):
        reference: str
        on: date

    NEWEST = Statement(Line, lambda: Record.objects.filter(body=given("body", int)).values_list(
        "reference", "on").order_by("-on")[:50])
    lines = NEWEST.rows(body=3)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Expression, Field, ForeignKey, Lookup, QuerySet
from django.db.models.query import get_related_populators
from psycopg.sql import Literal

FIELDS: dict[Any, Callable[[], Field[Any, Any]]] = {
    int: models.BigIntegerField,
    str: models.TextField,
    date: models.DateField,
    datetime: models.DateTimeField,
    list[int]: lambda: ArrayField(models.BigIntegerField()),
    list[str]: lambda: ArrayField(models.TextField()),
}


Row = TypeVar("Row", bound="tuple[Any, ...]")
Read = TypeVar("Read")
M = TypeVar("M", bound=models.Model)


class _Place(str):
    """Where a value will stand, by name."""


class Given(Expression):
    """A value that is given when the statement runs."""

    def __init__(self, name: str, kind: Any) -> None:
        super().__init__(output_field=FIELDS[kind]())
        self.name = name

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, tuple[_Place]]:
        return "%s", (_Place(self.name),)


def given(name: str, kind: Any) -> Given:
    """The place of a value of a kind: int, str, date, datetime, or a list of int or str."""
    return Given(name, kind)


@ForeignKey.register_lookup
@Field.register_lookup
class Among(Lookup):
    """`pk__among=given("pks", list[int])`: one of several, however many, in the same statement."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", (*left_params, *right_params)


@Field.register_lookup
class Holding(Lookup):
    """`what__holding=given("word", str)`: the word stands somewhere in it, however it is written
    (the word as `in_pattern` gives it)."""

    lookup_name = "holding"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"UPPER({left}::text) LIKE UPPER({right})", (*left_params, *right_params)


def in_pattern(word: str) -> str:
    """A word as `holding` looks for it."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


class Built:
    """SQL with the places of its values, made at the first use: what statements and lists are."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self.compiler: Any = None
        self.sql = ""
        self.params: tuple[_Place, ...] = ()
        self.converters: Any = None
        self.names: list[str] = []

    def answers(self, values: dict[str, Any]) -> Iterable[Any]:
        if self.compiler is None:
            self.make()
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self._wanted(values))
            found: Iterable[Any] = cursor.fetchall()
        return self.compiler.apply_converters(found, self.converters) if self.converters else found

    def streamed(self, values: dict[str, Any], size: int) -> Iterator[Any]:
        """The same, a part at a time: for an export, which may be long."""
        if self.compiler is None:
            self.make()
        with connection.chunked_cursor() as cursor:
            cursor.execute(self.sql, self._wanted(values))
            while found := cursor.fetchmany(size):
                yield from (
                    self.compiler.apply_converters(found, self.converters)
                    if self.converters
                    else found
                )

    def _wanted(self, values: dict[str, Any]) -> list[Any]:
        return [values[one] for one in self.params]

    def make(self) -> None:
        """Have the query set turned into SQL."""
        query = self.build().query
        compiler = query.get_compiler(connection=connection)
        self.names = [*(query.selected or ())]
        self.sql, self.params = _with_what_stands(*compiler.as_sql())
        columns = [one[0] for one in compiler.select[: compiler.col_count]]
        self.converters = compiler.get_converters(columns)
        self.compiler = compiler


def _with_what_stands(sql: str, params: Sequence[Any]) -> tuple[str, tuple[_Place, ...]]:
    """The text with every value that code wrote put in, so that plans may reckon with it and take
    an index that holds for it alone; what is given stays a place."""
    connection.ensure_connection()
    rest = iter(params)
    places: list[_Place] = []

    def put(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(rest)
        if type(value) is _Place:
            places.append(value)
            return "%s"
        return Literal(value).as_string(connection.connection).replace("%", "%%")

    return re.sub("%[s%]", put, sql), tuple(places)


class Statement(Generic[Row]):
    """One SELECT of plain rows; `build` gives the query set with its `values_list`. A value that is
    missing when it runs is a `KeyError`."""

    def __init__(self, row: type[Row], build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = row._make  # type: ignore[attr-defined]
        self._built = Built(build)

    def rows(self, **values: Any) -> list[Row]:
        """The rows for these values."""
        return [self._make(one) for one in self._built.answers(values)]


class Objects(Generic[M]):
    """One SELECT of model objects with what they are joined to; `build` gives the query set, with
    its `select_related` and annotations and without prefetching."""

    def __init__(self, build: Callable[[], QuerySet[M, Any]]) -> None:
        self._built = Built(build)
        self._populators: list[Any] | None = None

    def rows(self, **values: Any) -> list[M]:
        """The objects for these values, as the query set itself would give them."""
        found = self._built.answers(values)
        compiler = self._built.compiler
        about = compiler.klass_info
        start, end = about["select_fields"][0], about["select_fields"][-1] + 1
        if self._populators is None:
            self._names = [one[0].target.attname for one in compiler.select[start:end]]
            joined = get_related_populators(about, compiler.select, connection.alias)  # type: ignore[call-arg]
            self._populators = joined
        annotated = compiler.annotation_col_map
        objects = []
        for row in found:
            made = about["model"].from_db(connection.alias, self._names, row[start:end])
            for each in self._populators:
                each.populate(row, made)
            for name, at in annotated.items():
                setattr(made, name, row[at])
            objects.append(made)
        return objects


EDITIONS: ContextVar[Mapping[int, int]] = ContextVar("editions", default={})  # noqa: B039
"""For the request under way, the edition of what each partnership publishes about itself; empty
where nobody asked for it, or where something may be changed."""


class OnceAnEdition(Generic[Read]):
    """What is the same for everybody and changes with the edition alone: read once an edition in
    each process, anew each time where no edition is known. What it gives is not to be changed."""

    def __init__(self, read: Callable[[int], Read]) -> None:
        self._read = read
        self._kept: dict[int, tuple[int, Read]] = {}

    def of(self, partnership: int) -> Read:
        """What is read of a partnership."""
        edition = EDITIONS.get().get(partnership)
        if edition is None:
            return self._read(partnership)
        kept = self._kept.get(partnership)
        if kept is None or kept[0] != edition:
            kept = self._kept[partnership] = (edition, self._read(partnership))
        return kept[1]


class Together:
    """Several SELECTs of few model objects each, asked in one statement: what stands on one page of
    one thing. Each is built as for `Objects`, with its annotations, and joined to nothing."""

    def __init__(self, **builds: Callable[[], QuerySet[Any, Any]]) -> None:
        self._parts = {name: Built(build) for name, build in builds.items()}
        self._sql = ""

    def rows(self, **values: Any) -> dict[str, list[Any]]:
        """The objects of each, in their order."""
        if not self._sql:
            self._make()
        wanted = [values[one] for part in self._parts.values() for one in part.params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, wanted)
            rows = sorted((int(part), int(at), text) for part, at, text in cursor.fetchall())
        names = list(self._parts)
        found: dict[str, list[Any]] = {name: [] for name in names}
        for part, _, text in rows:
            found[names[part]].append(self._object(names[part], json.loads(text)))
        return found

    def _make(self) -> None:
        for part in self._parts.values():
            part.make()
        self._fields = {name: _read_as(part) for name, part in self._parts.items()}
        self._sql = " UNION ALL ".join(
            f"SELECT {at}, row_number() OVER (), to_jsonb(one)::text FROM ({part.sql}) one"
            for at, part in enumerate(self._parts.values())
        )

    def _object(self, name: str, row: dict[str, Any]) -> Any:
        model = self._parts[name].compiler.klass_info["model"]
        fields, annotated = self._fields[name]
        made = model.from_db(
            connection.alias,
            [attname for attname, _, _ in fields],
            [read(row[column]) if read else row[column] for _, column, read in fields],
        )
        for called, column, read in annotated:
            setattr(made, called, read(row[column]) if read else row[column])
        return made


_Column = tuple[str, str, Callable[[Any], Any] | None]


def _read_as(part: Built) -> tuple[list[_Column], list[_Column]]:
    """The columns and the annotations of a part: what each is called, there and in the row, and
    what makes a day or a moment of its text."""
    compiler = part.compiler
    columns = [compiler.select[at][0].target for at in compiler.klass_info["select_fields"]]
    annotated = {
        name: compiler.select[at][0].output_field
        for name, at in compiler.annotation_col_map.items()
    }
    return (
        [(one.attname, one.column, _reader(one)) for one in columns],
        [(name, name, _reader(one)) for name, one in annotated.items()],
    )


def _reader(one: Field[Any, Any]) -> Callable[[Any], Any] | None:
    return one.to_python if isinstance(one, models.DateField) else None  # a moment is one, too
