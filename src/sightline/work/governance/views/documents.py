"""Agenda, minutes and pack as files, made for whoever asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.documents import parts, pdf, word
from sightline.foundation.requests import PageRequest, page
from sightline.foundation.trail.operations import record_read
from sightline.registers.partnership.queries import body_by_key
from sightline.registers.records.models import Marking
from sightline.work.governance import events, operations, permissions, queries
from sightline.work.governance.forms import agenda as forms
from sightline.work.governance.queries import agenda as reads
from sightline.work.governance.queries import documents
from sightline.work.governance.queries.issuing import pack_issues

TYPES = {"pdf": "application/pdf", "docx": word.TYPE}


@page(permissions.see_meetings)
def agenda_file(request: PageRequest, reference: str, kind: str) -> HttpResponse:
    """The agenda as PDF or Word."""
    meeting = queries.meeting(request.actor, reference, request.now)
    paper = documents.agenda_of(meeting, request.actor, request.now)
    return _file(paper, f"agenda-{reference}", kind)


@page(permissions.see_meetings)
def minutes_file(request: PageRequest, reference: str, kind: str) -> HttpResponse:
    """The minutes as PDF or Word."""
    meeting = queries.meeting(request.actor, reference, request.now)
    paper = documents.minutes_document(meeting, request.actor, request.now)
    return _file(paper, f"minutes-{reference}", kind)


@page(permissions.see_meetings)
def minutes_of_body_file(request: PageRequest, key: str, kind: str) -> HttpResponse:
    """All minutes of a body in one PDF or Word file."""
    body = body_by_key(request.actor.partnership_id, key)
    held = reads.held_meetings(body.pk, request.actor, request.now)
    years = sorted({one.on.year for one in held}, reverse=True) or [request.today.year]
    paper = documents.minutes_of_years(body, years, request.actor, request.now)
    return _file(paper, f"minutes-{key}", kind)


@page(permissions.see_meetings, logs_reads=True)
def pack(request: PageRequest, reference: str) -> HttpResponse:
    """The pack of a meeting: made now, of what this reader sees; reading what is sensitive in it
    leaves a line in the trail."""
    meeting = queries.meeting(request.actor, reference, request.now)
    made = documents.pack_of(meeting, request.actor, request.now)
    if made.marking in {Marking(each).label for each in documents.SENSITIVE}:
        record_read(events.pack_read, by=request.actor, now=request.now, about=reference)
    return _answer(made.content, f"pack-{reference}", "pdf")


@page(permissions.keep_agenda)
def issue_pack(request: PageRequest, reference: str) -> HttpResponse:
    """Issue the pack, or a supplement to it, to those who sit there."""
    meeting = queries.meeting(request.actor, reference, request.now)
    again = bool(pack_issues(meeting))
    what = "a supplement" if again else "the pack"

    def act(given: dict[str, Any]) -> str:
        operations.issue_pack(meeting=meeting, by=request.actor, now=request.now)
        return reverse("governance:agenda", args=[reference])

    return ask(
        request,
        forms.ConfirmForm(request.POST or None),
        act,
        said=f"You have issued {what}. Its readers are told.",
        heading=f"Issue {what}",
        button=f"Issue {what}",
        back=reverse("governance:agenda", args=[reference]),
        caption=meeting.record.title,
        intro="Everybody who holds a place at this table gets a message with a link. Each reads "
        "the pack made for them. What is filed later is marked as late.",
    )


def _file(paper: parts.Document, name: str, kind: str) -> HttpResponse:
    if kind not in TYPES:
        raise NotSeen
    return _answer(pdf.write(paper) if kind == "pdf" else word.write(paper), name, kind)


def _answer(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
