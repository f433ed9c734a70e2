"""The report and the letters of a case, made as Word or PDF for the caseworker who sends them. That
one was made leaves a line of its own; no name of a file says what the case is about."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.documents import pdf, word
from sightline.foundation.govuk.documents.parts import Document
from sightline.foundation.requests import PageRequest, page
from sightline.registers.partnership.queries import partnership_in_view
from sightline.registers.records.models import Record
from sightline.work.reviews import permissions, queries
from sightline.work.reviews.models import Incident, RapidReview
from sightline.work.reviews.operations.recording import note_making
from sightline.work.reviews.queries import papers as reads
from sightline.work.reviews.queries import publishing
from sightline.work.reviews.views import letters, papers
from sightline.work.reviews.views.opening import MARKING, of_case, of_review

WRITERS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "docx": (word.write, word.TYPE),
    "pdf": (pdf.write, "application/pdf"),
}


@page(permissions.run_rapid_reviews, logs_reads=True, steps_up=True)
@of_review
def rapid_review_report(request: PageRequest, review: RapidReview, kind: str) -> HttpResponse:
    """The report of a rapid review for the Panel, to who sees the case as well."""
    if not review.case:
        raise NotSeen
    incident = queries.incident_by(request.actor, review.case, request.now)
    recommended = queries.recommendations_of(review)
    decided = queries.decisions_of(incident)
    paper = papers.report_of(
        _head(request, review.record, incident),
        review,
        queries.case_by(incident),
        queries.answers(review),
        queries.released(review),
        recommended[-1] if recommended else None,
        decided[-1] if decided else None,
    )
    return _file(request, review.record, paper, "report", kind)


@page(permissions.record_decisions, logs_reads=True, steps_up=True)
@of_case
def decision_letter(
    request: PageRequest, incident: Incident, number: int, kind: str
) -> HttpResponse:
    """The letter about a decision of the Executive."""
    made = next((one for one in queries.decisions_of(incident) if one.number == number), None)
    if made is None:
        raise NotSeen
    paper = letters.letter_of_decision(
        _head(request, incident.record, incident),
        reads.executive_of(incident.partnership_id),
        made,
        reads.reviewers_seen(incident, request.actor, request.now),
    )
    return _file(request, incident.record, paper, f"decision-{number}", kind)


@page(permissions.record_decisions, logs_reads=True, steps_up=True)
@of_case
def delay_letter(request: PageRequest, incident: Incident, number: int, kind: str) -> HttpResponse:
    """The letter about one delay, to the Panel and the Secretary of State."""
    found = queries.deciding_of(incident)
    made = next((one for one in found.delays if one.pk == number), None)
    if made is None:
        raise NotSeen
    paper = letters.letter_of_delay(
        _head(request, incident.record, incident),
        reads.executive_of(incident.partnership_id),
        found,
        made,
    )
    return _file(request, incident.record, paper, f"delay-{found.delays.index(made) + 1}", kind)


@page(permissions.publish_reviews, logs_reads=True, steps_up=True)
@of_case
def publication_letter(
    request: PageRequest, incident: Incident, number: int, kind: str
) -> HttpResponse:
    """The letter about publishing, or the justification for not publishing."""
    found = publishing.publishing_of(incident)
    made = next((one for one in found.decisions if one.number == number), None)
    if made is None:
        raise NotSeen
    release = next((one for one in found.releases if one.decision_id == made.pk), None)
    paper = letters.letter_of_publication(
        _head(request, incident.record, incident),
        reads.executive_of(incident.partnership_id),
        made,
        release,
    )
    return _file(request, incident.record, paper, f"publication-{number}", kind)


def _head(request: PageRequest, record: Record, incident: Incident) -> papers.Letterhead:
    whose = partnership_in_view(request)
    return papers.Letterhead(
        partnership=whose.name if whose else "",
        reference=record.reference,
        panel_reference=reads.panel_reference(incident),
        marking=MARKING,
        today=request.today,
        made_by=request.actor.name,
    )


def _file(
    request: PageRequest, record: Record, paper: Document, what: str, kind: str
) -> HttpResponse:
    if kind not in WRITERS:
        raise NotSeen
    write, content_type = WRITERS[kind]
    note_making(record=record, by=request.actor, now=request.now)
    answer = HttpResponse(write(paper), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{record.reference}-{what}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
