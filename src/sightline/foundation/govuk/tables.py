"""Lists, done one way in every room: columns, sorting, filters, pages and exports.

A room declares a `Table` once; a view calls `table.of(rows, request)` and hands the result to its
template, which draws it with `{{ list.draw() }}`. Sorting and filtering are links and a GET form,
so they need no script, can be bookmarked, and the export holds exactly what the page shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.template.loader import get_template
from markupsafe import Markup

from sightline.foundation.govuk.cells import safe, shown, tags_of
from sightline.foundation.govuk.exports import Sheet, csv_response, xlsx_response
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.govuk.pages import Page, Source, page_of
from sightline.foundation.govuk.words import capped, number
from sightline.foundation.lists import Kept

OWN_PARAMETERS = ("page", "after", "sort", "export")


@dataclass(frozen=True)
class Column:
    """One column: where its value comes from, and how it sorts, links and is drawn.

    `value` is a function of the row; without it the attribute named `key` is taken. `sort` names
    the fields of the query that order it (for a plain list `sort=("value",)` orders by value).
    `draw` returns safe markup for the page, where the value itself is for the exports.
    """

    key: str
    heading: str
    value: Callable[[Any], Any] | None = None
    sort: tuple[str, ...] = ()
    numeric: bool = False
    link: Callable[[Any], str | None] | None = None
    draw: Callable[[Any], Markup | str] | None = None
    export_only: bool = False
    wide: bool = False  # sentences, which need room to be read

    def reader(self, row: Any) -> Callable[[Any], Any]:
        """How the value of this column is read from rows like this one."""
        if self.value is not None:
            return self.value
        return itemgetter(self.key) if isinstance(row, Mapping) else attrgetter(self.key)

    def cells(self, row: Any) -> Callable[[Any], str]:
        """How a row like this one is shown: safe text, linked where the column says so."""
        draw, read, link = self.draw, self.reader(row), self.link

        def text(row: Any) -> str:
            return safe(draw(row)) if draw is not None else safe(shown(read(row)))

        def linked(row: Any) -> str:
            href = link(row) if link is not None else None
            return f'<a href="{safe(href)}">{text(row)}</a>' if href else text(row)

        return text if link is None else linked


class Filters(GovukForm):
    """The questions above a list; `narrow` says what each answer leaves in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "filter-%s")
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.required = False
            each.hides_optional = True  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """Leave in the rows that the answers in `cleaned_data` ask for."""
        raise NotImplementedError

    def in_words(self) -> list[tuple[str, str]]:
        """The answers given, for the notes of an export."""
        return [(label, words) for label, words, _ in self.answers() if words]


@dataclass(frozen=True)
class Table:
    """A list as a room declares it."""

    caption: str
    columns: tuple[Column, ...]
    one: str = "record"
    many: str = ""
    order: str = ""
    filters: type[Filters] | None = None
    nothing: str = ""
    heads_rows: bool = True
    exports: bool = True

    def of(
        self,
        rows: Source,
        request: HttpRequest,
        *,
        marking: str = "",
        partnership: str = "",
        choices: Mapping[str, Iterable[tuple[Any, str]]] | None = None,
        notes: Sequence[tuple[str, str]] = (),
    ) -> Listing:
        """The list as this request asks for it: narrowed, sorted, and ready to be cut into pages.

        `choices` fills the choice fields of the filter, where they depend on what is there.
        """
        form = self.filters(request.GET) if self.filters else None
        for name, offered in (choices or {}).items():
            form.fields[name].offer(offered)  # type: ignore[union-attr]
        narrowed = form.narrow(rows) if form is not None and form.is_valid() else rows
        asked = request.GET.get("sort", "")
        by = asked if self._column(asked) else self.order
        return Listing(
            table=self,
            request=request,
            form=form,
            sort=by,
            rows=self._sorted(narrowed, by),
            marking=marking,
            partnership=partnership,
            notes=tuple(notes),
        )

    def values(self, rows: Iterable[Any]) -> Iterator[list[Any]]:
        """What each row holds, column by column: for a file."""
        readers: list[Callable[[Any], Any]] = []
        for row in rows:
            readers = readers or [column.reader(row) for column in self.columns]
            yield [read(row) for read in readers]

    def fields_of(self, sort: str) -> list[str]:
        """The query fields behind a sort, each turned round where it is descending."""
        column = self._column(sort)
        if column is None:
            return []
        return [_turned(name) for name in column.sort] if sort.startswith("-") else [*column.sort]

    def _column(self, sort: str) -> Column | None:
        key = sort.removeprefix("-")
        return next((each for each in self.columns if each.key == key and each.sort), None)

    def _sorted(self, rows: Source, sort: str) -> Source:
        column = self._column(sort)
        if column is None or isinstance(rows, QuerySet | Kept) or not rows:
            return rows
        read = column.reader(rows[0])
        known = [row for row in rows if read(row) not in (None, "")]
        unknown = [row for row in rows if read(row) in (None, "")]
        return sorted(known, key=read, reverse=sort.startswith("-")) + unknown


@dataclass
class Listing:
    """A table filled for one request."""

    table: Table
    request: HttpRequest
    form: Filters | None
    sort: str
    rows: Source
    marking: str
    partnership: str
    notes: tuple[tuple[str, str], ...]
    _page: Page | None = field(default=None, repr=False)

    @property
    def page(self) -> Page:
        """The page in view, read once."""
        if self._page is None:
            order = self.table.fields_of(self.sort)
            self._page = page_of(self.rows, self.request.GET, order=order)
        return self._page

    @property
    def columns(self) -> list[Column]:
        return [column for column in self.table.columns if not column.export_only]

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is at work, so that an empty list is not mistaken for an empty room."""
        return self.form is not None and self.form.is_valid() and bool(self.form.in_words())

    @property
    def how_many(self) -> str:
        """How many there are, and which of them are in view."""
        page, table = self.page, self.table
        text = capped(page.total, table.one, table.many)
        if page.total <= page.size:
            return text
        return f"{number(page.first_row)} to {number(page.last_row)} of {text}"

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the address says beside the filters, such as a day: a filter must not undo it."""
        asked = set(self.form.fields) if self.form is not None else set()
        return [
            (key, str(value))
            for key, value in self.request.GET.items()
            if key not in asked and key not in OWN_PARAMETERS and value
        ]

    @property
    def unfiltered(self) -> str:
        """This list without its filters, but as at the same day."""
        query = urlencode(self.carried)
        return f"{self.request.path}?{query}" if query else self.request.path

    def drawn_rows(self) -> Markup:
        """The rows in view. Cells are most of a page, and a template would take as long again for
        each of them, so they are put together here."""
        rows = self.page.rows
        cells = [
            (column.cells(rows[0]), *tags_of(column.heading, numeric=column.numeric))
            for column in self.columns
        ]
        if self.table.heads_rows:
            cells[0] = (cells[0][0], '<th scope="row">', "</th>")
        lines = []
        for row in rows:
            inside = "".join([f"{start}{cell(row)}{end}" for cell, start, end in cells])
            lines.append(f"<tr>{inside}</tr>")
        return Markup("\n".join(lines))

    def draw(self) -> Markup:
        """Draw filters, how many, the table, and the way to the next page."""
        return Markup(get_template("govuk/table.html").render({"list": self}))

    def export(self) -> FileResponse | None:
        """The file, where this request asks for one; a view returns it as its answer."""
        kind = self.request.GET.get("export") if self.table.exports else None
        if kind not in ("csv", "xlsx"):
            return None
        answer = csv_response if kind == "csv" else xlsx_response
        sheet = Sheet(
            title=self.table.caption,
            headings=[column.heading for column in self.table.columns],
            rows=self._all_rows(),
            partnership=self.partnership,
            marking=self.marking,
            made_at=getattr(self.request, "now", None),
            notes=(*(self.form.in_words() if self.is_narrowed and self.form else []), *self.notes),
        )
        return answer(sheet)

    @cached_property
    def _kept(self) -> str:
        """What every address of this list says: its filters."""
        asked = self.request.GET.lists()
        kept = {key: value for key, value in asked if key not in OWN_PARAMETERS and any(value)}
        return urlencode(kept, doseq=True)

    def address(self, **changed: str) -> str:
        """This page's address with some parameters changed; filters and sort stay."""
        sort = {"sort": self.sort} if self.sort and self.sort != self.table.order else {}
        new = {key: value for key, value in {**sort, **changed}.items() if value}
        query = "&".join([one for one in (self._kept, urlencode(new)) if one])
        return f"?{query}" if query else self.request.path

    def sort_address(self, column: Column) -> str:
        """Where a heading leads: sorted by it, and turned round on the second visit."""
        descends = self.sort == column.key
        return self.address(sort=f"-{column.key}" if descends else column.key)

    def sorted_as(self, column: Column) -> str:
        """The state of a heading, as `aria-sort` puts it."""
        return {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "none")

    def numbers(self) -> list[int | None]:
        """The page numbers to offer; None stands for those left out."""
        last, here = self.page.last_number, self.page.number
        near = sorted({1, last, *range(max(1, here - 1), min(last, here + 1) + 1)})
        shown_numbers: list[int | None] = []
        for each in near:
            if shown_numbers and each - (shown_numbers[-1] or 0) > 1:
                shown_numbers.append(None)
            shown_numbers.append(each)
        return shown_numbers

    def _all_rows(self) -> Iterator[list[Any]]:
        source, order = self.rows, [*self.table.fields_of(self.sort), "pk"]
        if isinstance(source, Kept):
            return self.table.values(source.all(order))
        if isinstance(source, QuerySet):
            return self.table.values(source.order_by(*order).iterator(chunk_size=2_000))
        return self.table.values(source)


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"
