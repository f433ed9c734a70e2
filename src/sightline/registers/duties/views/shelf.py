"""The shelf: every document the arrangements speak of, with its editions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.duties import forms, operations, permissions, queries
from sightline.registers.evidence.queries import current_documents
from sightline.registers.partnership.queries import (
    arrangement_on,
    partnership_in_view,
    standing_bodies,
)
from sightline.registers.partnership.rules.arrangement import Arrangement, Document
from sightline.registers.records.models import Marking
from sightline.registers.records.queries import seen


@page(permissions.see_register)
def shelf(request: PageRequest) -> HttpResponse:
    """Every document the arrangements name, with what is on record for it."""
    arrangement = _in_force(request)
    editions = queries.shelf(request.actor, request.now)
    drafts = queries.drafts(request.actor, request.now)
    names = {one.id: one.name for one in arrangement.bodies}
    rows = [
        {
            "key": one.id if one.editions else "",
            "name": one.name,
            "owner": names.get(one.owner_body or "", ""),
            "public": one.public,
            "recipients": one.recipients,
            "editions": editions.get(one.id, []),
            "drafts": drafts.get(one.id, []),
        }
        for one in arrangement.documents
    ]
    context = {
        "rows": rows,
        "may_add": request.actor.may(permissions.enter_evidence),
        "marking": "OFFICIAL",
        "wide": True,
    }
    return render(request, "duties/shelf.html", context)


@page(permissions.enter_evidence)
def add(request: PageRequest) -> HttpResponse:
    """Put an edition on the shelf."""
    arrangement, partnership = _in_force(request), partnership_in_view(request)
    if partnership is None:
        raise NotSeen
    names = {one.id: one.name for one in arrangement.documents}
    begun = [one for one in queries.standing_editions(partnership.pk) if one.document_key in names]
    form = forms.ShelfForm(
        request.POST or None,
        request.FILES or None,
        documents=[(one.id, one.name) for one in arrangement.documents],
        editions=[(str(one.pk), f"{names.get(one.document_key)}: {one.name}") for one in begun],
    )

    def act(given: dict[str, Any]) -> str:
        chosen = given.get("edition")
        record = operations.shelve(
            partnership=partnership,
            document=_chosen(arrangement, given),
            edition=next((one for one in begun if str(one.pk) == chosen), None),
            did=given["did"],
            on=given["on"],
            upload=given["upload"] or None,
            by=request.actor,
            now=request.now,
        )
        return address("duties:shelved", record.reference)

    return ask(
        request,
        form,
        act,
        said="It is on the shelf. The duties that rest on it are told.",
        heading="Put a document on the shelf",
        button="Put it on the shelf",
        about="An edition of a document that the arrangements speak of, with the day it was "
        "published, agreed or reviewed.",
        back=reverse("duties:shelf"),
    )


@page(permissions.enter_evidence)
def offer(request: PageRequest) -> HttpResponse:
    """Put a draft before a body for approval."""
    arrangement = _in_force(request)
    bodies = standing_bodies(request.actor.partnership_id or 0, request.today)
    form = forms.DraftForm(
        request.POST or None,
        request.FILES or None,
        documents=[(one.id, one.name) for one in arrangement.documents],
        bodies=[(one.key, one.name) for one in bodies],
    )

    def act(given: dict[str, Any]) -> str:
        record = operations.offer_for_approval(
            document=_chosen(arrangement, given),
            body=next(one for one in bodies if one.key == given["body"]),
            upload=given["upload"],
            by=request.actor,
            now=request.now,
        )
        return address("duties:shelved", record.reference)

    return ask(
        request,
        form,
        act,
        said="The draft stands on the agendas of that body from now on.",
        heading="Put a draft forward for approval",
        button="Put it forward",
        about="The draft comes onto the agenda of the body that is to approve it, at each "
        "meeting until its answer is recorded. Everybody who sees the meeting can read it.",
        back=reverse("duties:shelf"),
    )


@page(permissions.enter_evidence)
def answer(request: PageRequest, reference: str) -> HttpResponse:
    """Record what the body said of a draft."""
    record = seen(request.actor, reference, request.now)
    draft = queries.draft_of(record)
    if draft is None:
        raise NotSeen
    form = forms.DraftAnswerForm(request.POST or None, initial={"on": request.today})

    def act(given: dict[str, Any]) -> str:
        operations.answer_draft(
            draft=draft,
            is_agreed=given["is_agreed"] == "yes",
            on=given["on"],
            words=given["words"],
            by=request.actor,
            now=request.now,
        )
        return address("duties:shelved", record.reference)

    return ask(
        request,
        form,
        act,
        said="The answer is recorded.",
        heading="Record the answer to a draft",
        button="Record it",
        about=f"{record.title}. Put before: {draft.body.name}.",
        back=reverse("duties:shelved", args=[reference]),
    )


def _chosen(arrangement: Arrangement, given: dict[str, Any]) -> Document:
    return next(one for one in arrangement.documents if one.id == given["document"])


@page(permissions.see_register)
def shelved(request: PageRequest, reference: str) -> HttpResponse:
    """One edition and its file."""
    record = seen(request.actor, reference, request.now)
    if record.kind != "duties:shelved":
        raise NotSeen
    context = {
        "record": record,
        "documents": current_documents(record),
        "draft": queries.draft_of(record),
        "may_answer": request.actor.may(permissions.enter_evidence),
        "publication": queries.publication_of(record),
        "may_take_down": request.actor.may(permissions.take_down),
        "marking": Marking(record.marking).label,
        "breadcrumbs": [("Shelf", reverse("duties:shelf"))],
    }
    return render(request, "duties/shelved.html", context)


def _in_force(request: PageRequest) -> Arrangement:
    found = arrangement_on(request.actor.partnership_id or 0, request.today)
    if found is None:
        raise NotSeen
    return found
