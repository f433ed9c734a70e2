"""Long lists, a page at a time: by number at first, and beyond that from the last row seen.

OFFSET reads and throws away every row before the page, so it stops at 1,000 rows; further pages
continue after a key. A count stops there as well.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from sightline.foundation.govuk.words import MORE_THAN
from sightline.foundation.lists import Kept, in_order

PAGE_SIZE = 50
LAST_NUMBERED = 1_000 // PAGE_SIZE
Source = QuerySet[Any] | Kept | Sequence[Any]


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, how many there are in all, and where to go from here."""

    rows: list[Any]
    total: int
    number: int
    size: int
    after: str = ""

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def first_row(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.rows) - 1

    @property
    def has_next(self) -> bool:
        return self.last_row < self.total

    @property
    def next_query(self) -> dict[str, str]:
        """What the address of the next page carries."""
        query = {"page": str(self.number + 1)}
        return {**query, "after": self.after} if self.after else query

    @property
    def last_number(self) -> int:
        """The last page that can be reached by number."""
        pages = -(-self.total // self.size)
        return max(1, min(pages, LAST_NUMBERED))


def page_of(source: Source, query: Mapping[str, str], *, order: Sequence[str] = ()) -> Page:
    """Cut the page that the address asks for; a page that is not there is the last or the first.

    `order` are field names as `order_by` takes them; the key is added so that no row is lost or
    seen twice. A list that is not a queryset comes in its order.
    """
    number = _number(query.get("page", ""))
    if not isinstance(source, QuerySet | Kept):
        return _page_of_list(source, number)
    fields = [*order, *([] if any(field in ("pk", "-pk") for field in order) else ["pk"])]
    token = query.get("after", "")
    if token and number > LAST_NUMBERED:
        seen = _unpack(token, len(fields))
        if seen is not None:
            found = _beyond_seen(source, fields, _beyond(fields, seen))
            return _keyed_page(found, number, fields)
    number = min(number, LAST_NUMBERED)
    start = (number - 1) * PAGE_SIZE
    found, total = _cut(source, fields, start)
    if not found and number > 1:
        return page_of(source, {"page": "1"}, order=order)
    after = _pack(found[-1], fields) if number == LAST_NUMBERED and total > MORE_THAN else ""
    return Page(found, total, number, PAGE_SIZE, after=after)


def _cut(source: QuerySet[Any] | Kept, fields: list[str], start: int) -> tuple[list[Any], int]:
    """The rows of a page, and how many there are, counted no further than one above 1,000."""
    if isinstance(source, Kept):
        found = source.rows(fields, start, PAGE_SIZE + 1)
    else:
        ordered = source.order_by(*(in_order(field) for field in fields))
        found = list(ordered[start : start + PAGE_SIZE + 1])
    if len(found) <= PAGE_SIZE:
        return found, start + len(found)
    if isinstance(source, Kept):
        return found[:PAGE_SIZE], source.count(MORE_THAN + 1)
    return found[:PAGE_SIZE], source.order_by()[: MORE_THAN + 1].count()


def _beyond_seen(source: QuerySet[Any] | Kept, fields: list[str], seen: Q) -> list[Any]:
    if isinstance(source, Kept):
        return source.beyond(fields, seen, PAGE_SIZE + 1)
    ordered = source.order_by(*(in_order(field) for field in fields))
    return list(ordered.filter(seen)[: PAGE_SIZE + 1])


def _keyed_page(found: list[Any], number: int, fields: list[str]) -> Page:
    """A page beyond those that are numbered: of such a list it is only told that it goes on."""
    total = (number - 1) * PAGE_SIZE + len(found)
    rows = found[:PAGE_SIZE]
    after = _pack(rows[-1], fields) if len(found) > PAGE_SIZE else ""
    return Page(rows, total, number, PAGE_SIZE, after=after)


def _page_of_list(source: Sequence[Any], number: int) -> Page:
    pages = max(1, -(-len(source) // PAGE_SIZE))
    number = min(number, pages)
    start = (number - 1) * PAGE_SIZE
    return Page(list(source[start : start + PAGE_SIZE]), len(source), number, PAGE_SIZE)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else 1


def _beyond(fields: list[str], seen: list[Any]) -> Q:
    """Rows that come after the row seen, in this order, empty values last."""
    field, value = fields[0], seen[0]
    name = field.lstrip("-")
    deeper = _beyond(fields[1:], seen[1:]) if len(fields) > 1 else None
    if value is None:
        here = Q(**{f"{name}__isnull": True})
        return here & deeper if deeper is not None else Q(pk__in=[])
    further = Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
    further |= Q(**{f"{name}__isnull": True})
    return further | (Q(**{name: value}) & deeper) if deeper is not None else further


def _value(row: Any, field: str) -> Any:
    name = field.lstrip("-")
    if isinstance(row, dict) and name in row:
        return row[name]
    for part in name.split("__"):
        row = row.get(part) if isinstance(row, dict) else getattr(row, part, None)
    return row


def _pack(row: Any, fields: list[str]) -> str:
    values = [_value(row, field) for field in fields]
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def _unpack(token: str, expected: int) -> list[Any] | None:
    try:
        padded = token + "=" * (-len(token) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        simple = all(value is None or isinstance(value, str | int | float) for value in values)
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(values, list) or len(values) != expected or not simple:
        return None
    return [_dated(value) for value in values]


def _dated(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return parse_datetime(value) or parse_date(value) or value
    except ValueError:
        return value
