"""The log of requests for what is held of cases, as a list: no word of a case stands in it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from markupsafe import Markup

from sightline.foundation.addresses import address
from sightline.foundation.govuk.forms import ChoiceField
from sightline.foundation.govuk.tables import Column, Filters, Table
from sightline.foundation.govuk.words import short_day
from sightline.foundation.lists import Kept
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import permissions
from sightline.work.reviews.queries import disclosing as queries
from sightline.work.reviews.rules.disclosing import KINDS

Row = dict[str, Any]
STANDS = {"waits": "Not sent yet", "overdue": "Overdue", "sent": "Sent"}
TONES = {"waits": "soon", "overdue": "late"}


class LogFilters(Filters):
    """Narrow the log."""

    kind = ChoiceField(
        "Request", drawn_as="select", nothing="Any request", choices=list(KINDS.items())
    )
    answer = ChoiceField(
        "Answer", drawn_as="select", nothing="Any answer", choices=list(STANDS.items())
    )

    def narrow(self, rows: Kept) -> Kept:
        """Keep the requests that every answer asks for."""
        asked = self.cleaned_data
        return rows.having("kind", asked["kind"]).having("stands", asked["answer"])


@cache
def _tag(word: str, tone: str) -> Markup:
    return Markup('<strong class="app-state app-state--{}">{}</strong>').format(tone, word)


def _answer(row: Row) -> Markup:
    if row["stands"] != "sent":
        return _tag(STANDS[row["stands"]], TONES[row["stands"]])
    day = Markup(f'<span class="d">{short_day(row["sent__sent_on"])}</span>')
    late = _tag("Late", "late") if row["is_late"] else ""
    return Markup("<span>Sent {} {}</span>").format(day, late)


def _led(row: Row) -> str | None:
    return address("reviews:disclosures", row["reference"]) if row["is_in_sight"] else None


LOG = Table(
    "Requests for what is held of cases",
    (
        Column("reference", "Case", sort=("reference", "pk"), link=_led),
        Column("kind", "Request", sort=("kind",), value=lambda row: KINDS[row["kind"]]),
        Column("received_on", "Came", sort=("received_on",)),
        Column("due_on", "Due", sort=("due_on",)),
        Column("stands", "Answer", value=lambda row: STANDS[row["stands"]], draw=_answer),
        Column("sent__sent_on", "Sent", sort=("sent__sent_on",), export_only=True),
        Column("is_late", "Late", export_only=True),
    ),
    one="request",
    order="-due_on",
    filters=LogFilters,
    nothing="No request is like this.",
)


@page(permissions.see_disclosures)
def disclosure_log(request: PageRequest) -> HttpResponseBase:
    """Requests of all cases: kind, days and whether it was sent, and no word of a case."""
    table = LOG.of(
        queries.log(request.actor, request.now, request.today), request, marking="OFFICIAL"
    )
    sent = table.export()
    if sent is not None:
        return sent
    context = {
        "list": table,
        "breadcrumbs": [("Cases", reverse("reviews:cases"))],
        "wide": True,
    }
    return render(request, "reviews/disclosure_log.html", context)
