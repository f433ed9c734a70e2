"""One list for all rooms: sorted, narrowed, cut into pages and sent as a file, without script."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Mod
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from page_inspection import Html, inspect, inspect_fragment
from sightline.foundation.govuk.forms import ChoiceField, SearchField
from sightline.foundation.govuk.tables import Column, Filters, Listing, Table

PAGE = (
    '{% extends "govuk/member.html" %}{% block heading %}Promises{% endblock %}'
    "{% block content %}{{ list.draw() }}{% endblock %}"
)


class PromiseFilters(Filters):
    state = ChoiceField(
        "State",
        choices=[("met", "Met"), ("late", "Late")],
        drawn_as="select",
        nothing="Any state",
    )
    words = SearchField("Words")

    def narrow(self, rows: Any) -> Any:
        state, words = self.cleaned_data["state"], self.cleaned_data["words"]
        return [
            row
            for row in rows
            if (not state or row["state"] == state) and words.lower() in row["promise"].lower()
        ]


PROMISES = Table(
    caption="Promises",
    columns=(
        Column("promise", "Promise", link=lambda row: f"/duties/{row['n']}", sort=("value",)),
        Column("state", "State"),
        Column("due", "Due", sort=("value",)),
        Column("n", "Times", numeric=True, sort=("value",)),
        Column("source", "Heading", export_only=True),
    ),
    one="promise",
    order="n",
    filters=PromiseFilters,
    nothing="A promise appears here when an arrangement is loaded.",
)
GROUPS = Table(
    caption="Groups",
    columns=(
        Column("name", "Name", sort=("name",)),
        Column("rank", "Rank", sort=("rank",), numeric=True),
    ),
    one="group",
)


def rows(how_many: int) -> list[dict[str, Any]]:
    return [
        {
            "promise": f"Promise {number}",
            "state": "late" if number % 3 == 0 else "met",
            "due": date(2026, 1, 1 + number % 28) if number % 5 else None,
            "n": number,
            "source": "Governance",
        }
        for number in range(1, how_many + 1)
    ]


def asked(table: Table, source: Any, address: str = "", **values: Any) -> Listing:
    request = RequestFactory().get(f"/promises{address}")
    request.now = datetime(2026, 5, 3, 13, 30, tzinfo=UTC)  # type: ignore[attr-defined]
    return table.of(source, request, **values)


def sent(listing: Listing) -> bytes:
    answer = listing.export()
    assert answer is not None
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def column(html: Html, place: int) -> list[str]:
    body = [each for each in html.all("tr") if each.within("tbody")]
    return [
        [cell.text for cell in html.elements if cell.parents and cell.parents[-1] is row][place]
        for row in body
    ]


def test_the_page_says_how_many_and_heads_the_sorted_column() -> None:
    html = inspect_fragment(str(asked(PROMISES, rows(120), "?sort=-n").draw()))

    assert html.classed("app-how-many")[0].text == "1 to 50 of 120 promises"
    assert column(html, 3)[:3] == ["120", "119", "118"]
    heads = {each.text: each.attrs.get("aria-sort") for each in html.all("th")
             if each.within("thead")}  # fmt: skip
    assert heads == {"Promise": "none", "State": None, "Due": "none", "Times": "descending"}


@pytest.mark.parametrize("sort", ["state", "-source", "password", "n__x", "--n", "'"])
def test_only_declared_columns_sort(sort: str) -> None:
    html = inspect_fragment(str(asked(PROMISES, rows(3), f"?sort={sort}").draw()))

    assert column(html, 3) == ["1", "2", "3"]


def test_rows_without_a_value_come_last_either_way() -> None:
    for sort in ("due", "-due"):
        listing = asked(PROMISES, rows(10), f"?sort={sort}")
        assert [row["n"] for row in listing.page.rows[-2:]] == [5, 10]


def test_filters_stay_in_every_link_of_the_list() -> None:
    listing = asked(PROMISES, rows(200), "?state=met&words=promise&sort=-n&page=2")
    html = inspect_fragment(str(listing.draw()))

    links = [each.attrs["href"] for each in html.all("a") if each.attrs["href"].startswith("?")]
    assert len(links) > 8
    assert all("state=met" in link and "words=promise" in link for link in links)
    nexts = [each.attrs["href"] for each in html.all("a") if each.attrs.get("rel") == "next"]
    assert nexts == ["?state=met&words=promise&sort=-n&page=3"]
    assert html.classed("app-how-many")[0].text == "51 to 100 of 134 promises"


def test_an_empty_list_teaches_and_a_narrowed_one_says_so() -> None:
    fresh = str(asked(PROMISES, []).draw())
    narrowed = str(asked(PROMISES, rows(3), "?words=nothing-like-it").draw())

    assert "A promise appears here when an arrangement is loaded." in fresh
    assert "Nothing matches these filters." in narrowed


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "1e9", "²"])
def test_a_page_that_is_not_there_is_answered_all_the_same(page: str) -> None:
    assert len(asked(PROMISES, rows(60), f"?page={page}").page.rows) in (10, 50)


def test_what_people_typed_is_escaped() -> None:
    hostile = [{**rows(1)[0], "promise": "<img src=x onerror=alert(1)>"}]

    html = inspect_fragment(str(asked(PROMISES, hostile).draw()))

    assert not html.all("img")


def test_a_page_of_50_rows_weighs_at_most_40_kilobytes(
    draw: Callable[..., HttpResponse],
) -> None:
    long = [{**row, "promise": "The Executive meets at least four times a year, and " * 2}
            for row in rows(50)]  # fmt: skip

    response = draw(PAGE, list=asked(PROMISES, long), marking="OFFICIAL", wide=True)

    inspect(response)
    assert len(response.content) <= 40_000


def test_csv_holds_what_the_page_shows_and_no_formula() -> None:
    hostile = ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx", 'plain, "quoted"']
    source = [{**row, "promise": text} for row, text in zip(rows(7), hostile, strict=True)]

    listing = asked(PROMISES, source, "?state=met&sort=-n&export=csv",
                    marking="OFFICIAL", partnership="Invented Vale")  # fmt: skip
    text = sent(listing).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))

    assert lines[0] == ["OFFICIAL", "Promises", "Invented Vale", "Made on 3 May 2026 at 2:30pm"]
    assert lines[1] == ["Promise", "State", "Due", "Times", "Heading"]
    assert [line[0] for line in lines[2:]] == [
        'plain, "quoted"', "'\tx", "'@SUM(A1)", "'+44", "'=1+1",
    ]  # fmt: skip
    assert lines[-1][2:] == ["2026-01-02", "1", "Governance"]


def test_xlsx_has_notes_and_keeps_formulas_as_text() -> None:
    source = [{**rows(1)[0], "promise": '=HYPERLINK("http://x")', "due": date(2026, 5, 1)}]
    listing = asked(PROMISES, source, "?state=met&export=xlsx", marking="OFFICIAL-SENSITIVE",
                    partnership="Invented Vale", notes=[("Source", "Arrangements")])  # fmt: skip

    book = CalamineWorkbook.from_filelike(io.BytesIO(sent(listing)))

    assert book.sheet_names == ["Promises", "Notes"]
    held = book.get_sheet_by_name("Promises").to_python()
    assert held[0][:2] == ["OFFICIAL-SENSITIVE", "Promises"]
    assert held[2] == ['=HYPERLINK("http://x")', "met", date(2026, 5, 1), 1.0, "Governance"]
    notes = dict(book.get_sheet_by_name("Notes").to_python())
    assert notes["Marking"] == "OFFICIAL-SENSITIVE"
    assert notes["State"] == "Met"
    assert notes["Source"] == "Arrangements"


def test_no_export_unless_asked_and_only_in_known_kinds() -> None:
    assert asked(PROMISES, rows(1)).export() is None
    assert asked(PROMISES, rows(1), "?export=exe").export() is None


@pytest.fixture
def many_groups(db: None) -> Any:
    Group.objects.bulk_create(Group(name=f"{number:05}") for number in range(1_130))
    # ranks repeat, and every seventh is unknown
    return Group.objects.annotate(
        place=Mod(F("id"), 7),
        rank=Case(When(place=0, then=Value(None)), default=F("place"),
                  output_field=IntegerField()),
    )  # fmt: skip


@pytest.mark.parametrize("sort", ["name", "-name", "rank", "-rank", ""])
def test_walking_all_pages_meets_every_row_once_and_never_skips_over_1000(
    many_groups: Any, sort: str
) -> None:
    met: list[int] = []
    address = f"?sort={sort}"
    with CaptureQueriesContext(
        connection,
    ) as queries:
        while True:
            page = asked(GROUPS, many_groups, address).page
            met += [row.pk for row in page.rows]
            if not page.has_next:
                break
            query = "&".join(f"{key}={value}" for key, value in page.next_query.items())
            address = f"?sort={sort}&{query}"

    assert len(met) == len(set(met)) == Group.objects.count()
    offsets = [int(each["sql"].rsplit("OFFSET ", 1)[1].split()[0].rstrip(")"))
               for each in queries if "OFFSET" in each["sql"]]  # fmt: skip
    assert offsets and max(offsets) <= 950
    assert page.number == 23


def test_a_page_costs_two_statements_however_long_the_list(many_groups: Any) -> None:
    with CaptureQueriesContext(connection) as queries:
        str(asked(GROUPS, many_groups, "?sort=name&page=3").draw())

    assert len(queries) == 2


@pytest.mark.parametrize("token", ["x", "W10", "bnVsbA", "eyJhIjoxfQ", "W1tdLHt9XQ", "é"])
def test_a_forged_place_in_a_list_is_ignored(many_groups: Any, token: str) -> None:
    listing = asked(GROUPS, many_groups, f"?sort=name&page=21&after={token}")

    assert len(listing.page.rows) == 50
