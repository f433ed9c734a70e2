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

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Expression, Field, ForeignKey, Lookup, QuerySet
from django.db.models.query import get_related_populators

FIELDS: dict[Any, Callable[[], Field[Any, Any]]] = {
    int: models.BigIntegerField,
    str: models.TextField,
    date: models.DateField,
    datetime: models.DateTimeField,
    list[int]: lambda: ArrayField(models.BigIntegerField()),
    list[str]: lambda: ArrayField(models.TextField()),
}


Row = TypeVar("Row", bound="tuple[Any, ...]")
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


class _Built:
    """SQL with the places of its values, made at the first use."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self.compiler: Any = None
        self.sql = ""
        self.params: tuple[Any, ...] = ()
        self.converters: Any = None

    def answers(self, values: dict[str, Any]) -> Iterable[Any]:
        if self.compiler is None:
            self._make()
        wanted = [values[one] if type(one) is _Place else one for one in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, wanted)
            found: Iterable[Any] = cursor.fetchall()
        return self.compiler.apply_converters(found, self.converters) if self.converters else found

    def _make(self) -> None:
        compiler = self.build().query.get_compiler(connection=connection)
        self.sql, params = compiler.as_sql()
        self.params = tuple(params)
        columns = [one[0] for one in compiler.select[: compiler.col_count]]
        self.converters = compiler.get_converters(columns)
        self.compiler = compiler


class Statement(Generic[Row]):
    """One SELECT of plain rows; `build` gives the query set with its `values_list`. A value that is
    missing when it runs is a `KeyError`."""

    def __init__(self, row: type[Row], build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = row._make  # type: ignore[attr-defined]
        self._built = _Built(build)

    def rows(self, **values: Any) -> list[Row]:
        """The rows for these values."""
        return [self._make(one) for one in self._built.answers(values)]


class Objects(Generic[M]):
    """One SELECT of model objects with what they are joined to; `build` gives the query set, with
    its `select_related` and without prefetching."""

    def __init__(self, build: Callable[[], QuerySet[M, Any]]) -> None:
        self._built = _Built(build)
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
        objects = []
        for row in found:
            made = about["model"].from_db(connection.alias, self._names, row[start:end])
            for each in self._populators:
                each.populate(row, made)
            objects.append(made)
        return objects
