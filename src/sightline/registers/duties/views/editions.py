"""Editions of a document: how each stands, beginning one, and taking down what was published."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.dates import day_asked
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.duties import forms, operations, permissions, queries
from sightline.registers.duties.rules.editions import Edition, following
from sightline.registers.partnership.queries import partnership_in_view
from sightline.registers.partnership.rules.arrangement import Document
from sightline.registers.records.models import Record
from sightline.registers.records.queries import seen


@page(permissions.see_register)
def editions(request: PageRequest, key: str) -> HttpResponse:
    """Every edition of a document with the state of what is promised of it, as at a day."""
    as_at = day_asked(request.GET) or request.today
    register, document = _document(request, key, as_at)
    context = {
        "document": document,
        "owner": register.names.get(document.owner_body or "", ""),
        "editions": queries.standing(request.actor, register, document, request.now),
        "waits": queries.waiting_edition(register, document),
        "as_at": as_at,
        "is_today": as_at == request.today,
        "may_begin": request.actor.may(permissions.begin_editions)
        and queries.may_begin(register, document, request.actor),
        "may_withdraw": request.actor.may(permissions.withdraw_evidence),
        "marking": "OFFICIAL",
        "breadcrumbs": [("Shelf", reverse("duties:shelf"))],
        "wide": True,
    }
    return render(request, "duties/editions.html", context)


@page(permissions.begin_editions)
def begin(request: PageRequest, key: str) -> HttpResponse:
    """Begin the next edition of a document."""
    register, document = _document(request, key, request.today)
    partnership = partnership_in_view(request)
    if partnership is None:
        raise NotSeen
    begun = register.books.editions.get(key, ())
    proposed = queries.waiting_edition(register, document) or following(
        document, register.arrangement, begun, request.today
    )
    form = forms.EditionForm(
        request.POST or None,
        is_version=document.editions is not None and document.editions.of == "version",
        initial=proposed._asdict() | {"begun_on": request.today},
    )

    def act(given: dict[str, Any]) -> str:
        operations.begin_edition(
            partnership=partnership,
            register=register,
            document=document,
            proposed=Edition(
                given["name"], given["begun_on"], given.get("first"), given.get("last")
            ),
            by=request.actor,
            now=request.now,
        )
        return address("duties:editions", key)

    return ask(
        request,
        form,
        act,
        said="The edition is begun. What is told of the document is about it from that day on.",
        heading="Begin an edition",
        button="Begin it",
        caption=document.name,
        about="Its approval stands before the first step, and none of its required parts is "
        "recorded yet. The edition before it stays as it is, with its records.",
        back=address("duties:editions", key),
    )


@page(permissions.withdraw_evidence)
def withdraw(request: PageRequest, number: int) -> HttpResponse:
    """Withdraw an edition that was begun by mistake."""
    found = queries.edition_by(request.actor, number)
    back = address("duties:editions", found.document_key)
    form = forms.WithdrawForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.withdraw_edition(edition=found, **given, by=request.actor, now=request.now)
        return back

    return ask(
        request,
        form,
        act,
        said="The edition is withdrawn. What was told of it counts by its day again.",
        heading="Withdraw an edition",
        button="Withdraw it",
        kind="warning",
        about=f"{found.name}, begun by {found.entered_by}.",
        back=back,
    )


@page(permissions.take_down)
def take_down(request: PageRequest, reference: str) -> HttpResponse:
    """Record that something published was taken down, and why."""
    record = _shelved(request, reference)
    form = forms.TakeDownForm(request.POST or None, initial={"on": request.today})

    def act(given: dict[str, Any]) -> str:
        operations.take_down(record=record, **given, by=request.actor, now=request.now)
        return address("duties:shelved", reference)

    return ask(
        request,
        form,
        act,
        said="It is recorded as taken down, and is no longer public here.",
        heading="Record that it was taken down",
        button="Record it",
        kind="warning",
        about=f"{record.title}. Some documents must stay for a time: the duty that promises it "
        "tells of a day before its end.",
        back=reverse("duties:shelved", args=[reference]),
    )


@page(permissions.take_down)
def put_back(request: PageRequest, reference: str) -> HttpResponse:
    """Record that what was taken down is there again."""
    record = _shelved(request, reference)
    form = forms.PutBackForm(request.POST or None, initial={"on": request.today})

    def act(given: dict[str, Any]) -> str:
        operations.put_back(record=record, **given, by=request.actor, now=request.now)
        return address("duties:shelved", reference)

    return ask(
        request,
        form,
        act,
        said="It is recorded as put back. Its time runs from the day it was first published.",
        heading="Record that it was put back",
        button="Record it",
        about=record.title,
        back=reverse("duties:shelved", args=[reference]),
    )


def _shelved(request: PageRequest, reference: str) -> Record:
    record = seen(request.actor, reference, request.now)
    if record.kind != "duties:shelved":
        raise NotSeen
    return record


def _document(request: PageRequest, key: str, as_at: date) -> tuple[queries.Register, Document]:
    register = queries.register_as_at(request.actor.partnership_id or 0, as_at, today=request.today)
    if register is None:
        raise NotSeen
    for document in register.arrangement.documents:
        if document.id == key:
            return register, document
    raise NotSeen
