"""The office's own pages: the trail, who signs in, the queues of jobs and mail, settings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.accounts import operations as accounts
from sightline.foundation.accounts.models import Person
from sightline.foundation.accounts.permissions import manage_accounts
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.files import scanner
from sightline.foundation.govuk.forms import (
    ChoiceField,
    EmailField,
    GovukForm,
    SearchField,
    TextField,
)
from sightline.foundation.govuk.tables import Column, Filters, Table
from sightline.foundation.govuk.words import moment
from sightline.foundation.jobs import operations as jobs
from sightline.foundation.jobs import permissions as job_permissions
from sightline.foundation.jobs import queries as job_queries
from sightline.foundation.outbox import operations as outbox
from sightline.foundation.outbox import permissions as outbox_permissions
from sightline.foundation.outbox import queries as outbox_queries
from sightline.foundation.requests import PageRequest, page, render
from sightline.foundation.trail.events import tell
from sightline.foundation.trail.models import TrailEvent
from sightline.foundation.trail.permissions import read_trail
from sightline.registers.partnership.models import Seat


class TrailFilters(Filters):
    """Which lines of the trail to show."""

    kind = ChoiceField("Kind", drawn_as="select", nothing="Any", choices=TrailEvent.Kind.choices)
    who = SearchField("Who")
    about = SearchField("Reference")

    def narrow(self, rows: Any) -> Any:
        """Keep the lines that every answer asks for."""
        given = self.cleaned_data
        if given.get("kind"):
            rows = rows.filter(kind=given["kind"])
        if given.get("who"):
            rows = rows.filter(actor__icontains=given["who"])
        if given.get("about"):
            rows = rows.filter(about=given["about"].upper())
        return rows


TRAIL = Table(
    "The trail",
    (
        Column("at", "When", sort=("id",), value=lambda line: moment(line.at)),
        Column("what", "What", value=lambda line: tell(line.code, line.facts)),
        Column("actor", "Who"),
        Column("about", "Reference"),
        Column("kind", "Kind", value=lambda line: line.get_kind_display()),
    ),
    one="line",
    order="-at",
    filters=TrailFilters,
    nothing="Nothing in the trail is like that.",
    heads_rows=False,
)


@page(read_trail)
def trail(request: PageRequest) -> HttpResponseBase:
    """Who changed what, and who opened what was restricted, newest first, of records that the
    reader sees: the database keeps back the rest (security: nobody reads a case by rank)."""
    mine = request.actor.partnership_id or -1
    rows = TrailEvent.objects.filter(partnership_id=mine)
    listing = TRAIL.of(rows, request, marking="OFFICIAL")
    context = {"list": listing, "marking": "OFFICIAL", "wide": True}
    return listing.export() or render(request, "web/trail.html", context)


@page(job_permissions.see_queues)
def queues(request: PageRequest) -> HttpResponse:
    """Jobs and mail that wait, and what failed."""
    context = {
        "jobs": job_queries.overview(),
        "failed_jobs": job_queries.failed_jobs(),
        "workers": job_queries.workers(request.now),
        "mail": outbox_queries.overview(),
        "failed_mail": outbox_queries.failed_messages(),
        "notices": outbox_queries.every_notice(),
        "may_retry": request.actor.may(job_permissions.retry_failed_jobs),
        "breadcrumbs": [("Settings", reverse("web:settings"))],
        "wide": True,
    }
    return render(request, "web/queues.html", context)


@page(job_permissions.retry_failed_jobs)
def retry_job(request: PageRequest, number: int) -> HttpResponse:
    """Put a failed job back in the queue."""
    if request.method == "POST":
        try:
            jobs.retry_failed(job_id=number, by=request.actor, now=request.now)
            messages.success(request, "The job is in the queue again.")
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
    return redirect("web:queues")


@page(outbox_permissions.retry_failed_messages)
def retry_message(request: PageRequest, number: str) -> HttpResponse:
    """Have a failed message sent again."""
    if request.method == "POST":
        outbox.ask_to_retry(number=number, by=request.actor, now=request.now)
        messages.success(request, "The message will be sent again.")
    return redirect("web:queues")


class InviteForm(GovukForm):
    """Whom to invite."""

    name = TextField("Name", called="name", max_length=200)
    email = EmailField("Work email address", called="email address")


ACCOUNTS = Table(
    "People who can sign in",
    (
        Column("name", "Name", sort=("name",), link=lambda row: row.href),
        Column("email", "Email address", sort=("email",)),
        Column("state", "Account"),
        Column("held", "Live places", numeric=True),
    ),
    one="person",
    many="people",
    order="name",
    nothing="Nobody has an account yet.",
)


@page(manage_accounts)
def accounts_and_access(request: PageRequest) -> HttpResponseBase:
    """Everybody who can sign in, with their live places; invite somebody."""
    mine = request.actor.partnership_id
    seats: dict[int, int] = {}
    live = Seat.objects.filter(Seat.live(), partnership=mine)
    for person_id in live.values_list("person_id", flat=True):
        seats[person_id] = seats.get(person_id, 0) + 1
    rows = [
        {
            "name": person.name,
            "email": person.email,
            "state": "Can sign in" if person.is_active else "Shut out",
            "held": seats.get(person.pk, 0),
            "href": reverse("web:account_of", args=[person.pk]),
        }
        for person in _people_of(mine).order_by("name")
    ]
    listing = ACCOUNTS.of([_Row(**row) for row in rows], request)
    form = InviteForm(request.POST or None)
    link = ""
    if form.is_valid():
        try:
            link = accounts.invite(**form.cleaned_data, by=request.actor, now=request.now)
        except RuleBroken as broken:
            form.refuse(broken)
    context = {
        "list": listing,
        "form": form,
        "link": link,
        "here": request.path,
        "breadcrumbs": [("Settings", reverse("web:settings"))],
        "wide": True,
    }
    return listing.export() or render(request, "web/accounts.html", context)


def _people_of(partnership_id: int | None) -> QuerySet[Person]:
    """People who hold or held a place in the partnership, or were invited by somebody who did."""
    here = Q(seats__partnership_id=partnership_id)
    invited = Q(invitations__invited_by__seats__partnership_id=partnership_id)
    return Person.objects.filter(pk__in=Person.objects.filter(here | invited).values("pk"))


class _Row:
    """One person in the list of accounts."""

    def __init__(self, **fields: Any) -> None:
        self.__dict__.update(fields)


@page(manage_accounts)
def account_of(request: PageRequest, number: int) -> HttpResponse:
    """One account: its places, and shutting it out or letting it back in."""
    mine = request.actor.partnership_id
    person = _people_of(mine).filter(pk=number).first()
    if person is None:
        raise NotSeen
    seats = list(
        Seat.objects.filter(person=person, partnership=mine)
        .select_related("place")
        .order_by("-starts_at")
    )
    if request.method == "POST":
        try:
            if request.POST.get("do") == "shut-out":
                accounts.shut_out(person=person, by=request.actor, now=request.now)
                messages.success(request, f"{person.name} is shut out. Every session has ended.")
            elif request.POST.get("do") == "let-back":
                accounts.let_back_in(person=person, by=request.actor, now=request.now)
                messages.success(request, f"{person.name} can sign in again.")
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        return redirect("web:account_of", number)
    context = {
        "person": person,
        "seats": seats,
        "is_self": person.pk == request.actor.person_id,
        "breadcrumbs": [
            ("Settings", reverse("web:settings")),
            ("Accounts and access", reverse("web:accounts")),
        ],
    }
    return render(request, "web/account.html", context)


@page(manage_accounts)
def settings(request: PageRequest) -> HttpResponse:
    """Where the office sets things, and how this installation stands."""
    workers = job_queries.workers(request.now)
    context = {
        "workers": len([one for one in workers if not one.is_silent]),
        "scanner": scanner.is_configured(),
        "failed": len(job_queries.failed_jobs()) + len(outbox_queries.failed_messages()),
        "zone": timezone.get_current_timezone_name(),
    }
    return render(request, "web/settings.html", context)
