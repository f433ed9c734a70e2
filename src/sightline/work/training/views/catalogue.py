"""What everybody may read: the catalogue, a course, an event."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import system_actor
from sightline.foundation.requests import PageRequest, public_page, render
from sightline.registers.partnership.queries import partnership_in_view
from sightline.registers.records.queries import tied_to
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.queries.catalogue import SHOWN, place_words
from sightline.work.training.rules.needing import searcher_mark


def ours(request: PageRequest) -> int:
    """The partnership in view; without one there is no catalogue."""
    found = partnership_in_view(request)
    if found is None:
        raise NotSeen
    return found.pk


def layout(request: PageRequest) -> str:
    """Members keep their menu on pages that everybody reads."""
    is_member = request.actor is not None and request.actor.partnership_id is not None
    return "govuk/member.html" if is_member else "govuk/public.html"


def manages(request: PageRequest) -> bool:
    """Whether the reader makes the programme."""
    return request.actor is not None and request.actor.may(permissions.manage_programme)


def _searcher(request: PageRequest) -> str:
    """The mark of whoever looks: of the person, else of the address they come from, which our own
    front door writes last where there is one."""
    person = request.actor.person_id if request.actor is not None else None
    address = request.META.get("REMOTE_ADDR", "")
    if address in ("", "127.0.0.1", "::1"):
        told = request.META.get("HTTP_X_FORWARDED_FOR", "")
        address = told.rpartition(",")[2].strip() or address
    who = f"person {person}" if person else f"address {address}"
    return searcher_mark(settings.SECRET_KEY, timezone.localdate(request.now), who)


def _counts_searches(view: Any) -> Any:
    """A search without a date is counted as the page is made: this look writes one line."""
    view.writes_on_get = True
    return view


@_counts_searches
@public_page
def catalogue(request: PageRequest) -> HttpResponse:
    """Events to come, soonest first, searched and filtered; no account is needed."""
    number = ours(request)
    groups = queries.audience_groups(number)
    form = forms.CatalogueForm(request.GET or None, groups=groups)
    wanted = queries.Wanted()
    if form.is_valid():
        given = form.cleaned_data
        wanted = queries.Wanted(
            given["q"], given["kind"], given["audience"], given["how"], given["room"] == "yes"
        )
    found = queries.dates(
        number, request.now, wanted, limit=SHOWN + 1, after=request.GET.get("after", "")
    )
    kept = {key: value for key, value in request.GET.items() if key != "after" and value}
    more = urlencode({**kept, "after": found[SHOWN - 1].reference}) if len(found) > SHOWN else ""
    if wanted.words and not found and "after" not in request.GET:
        operations.count_search(
            partnership_id=number,
            typed=wanted.words,
            searcher=_searcher(request),
            by=request.actor or system_actor("Somebody"),
            now=request.now,
        )
    rows = [(row, *place_words(row, request.now)) for row in found[:SHOWN]]
    context = {
        "layout": layout(request),
        "is_member": layout(request) == "govuk/member.html",
        "filters": form,
        "rows": rows,
        "more": more,
        "is_narrowed": wanted != queries.Wanted(),
        "is_sorted": wanted != queries.Wanted(words=wanted.words),
        # what is not on at present can still be asked for
        "courses": [] if rows else queries.courses_offered(number, wanted, limit=20),
        "manages": manages(request),
        "compares": request.actor is not None and request.actor.may(permissions.compare_agencies),
        "wide": True,
    }
    return render(request, "training/catalogue.html", context)


@public_page
def course(request: PageRequest, reference: str) -> HttpResponse:
    """One course: what it is for, for whom, and when it is on."""
    number = ours(request)
    found = queries.course(number, reference)
    groups = [group for group in queries.audience_groups(number) if group.key in found.audience]
    rows = queries.course_dates(found, request.now)
    context = {
        "layout": layout(request),
        "course": found,
        "aims": [line.strip() for line in found.aims.splitlines() if line.strip()],
        "groups": groups,
        "rows": [(row, *place_words(row, request.now)) for row in rows],
        "manages": manages(request),
        "serves": tied_to(found.record, request.actor, request.now)
        if request.actor is not None and request.actor.partnership_id == number
        else [],
        "learns": layout(request) == "govuk/member.html"
        and found.kind == "e-learning"
        and queries.has_module(found),
        "reads_results": request.actor is not None and request.actor.may(permissions.read_results),
        "breadcrumbs": [("Training", reverse("training:catalogue"))],
        "wide": True,
    }
    return render(request, "training/course.html", context)


@public_page
def event(request: PageRequest, reference: str) -> HttpResponse:
    """One event: when, roughly where, whether there is room. How to join is for those booked."""
    number = ours(request)
    found = queries.event(number, reference)
    words, tone = place_words(queries.Dated.of(found), request.now)
    actor = request.actor
    is_member = actor is not None and actor.partnership_id is not None
    context = {
        "is_member": is_member,
        "own": queries.live_booking(actor, found) if is_member else None,
        "books_for": is_member
        and (queries.is_office(actor) or bool(queries.agencies_booked_for(actor))),
        "takes_bookings": found.state == "open" and found.closes_at > request.now,
        "may_wait": found.has_waiting_list,
        "layout": layout(request),
        "event": found,
        "course": found.course,
        "aims": [line.strip() for line in found.course.aims.splitlines() if line.strip()],
        "sessions": queries.sessions_of(found),
        "joining": queries.joining_of(found),
        "places": words,
        "tone": tone,
        "manages": manages(request),
        "breadcrumbs": [
            ("Training", reverse("training:catalogue")),
            (found.course.title, reverse("training:course", args=[found.course.reference])),
        ],
        "wide": True,
    }
    return render(request, "training/event.html", context)
