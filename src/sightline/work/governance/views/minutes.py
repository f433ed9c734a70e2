"""Pages of minutes: of one meeting, of a body across the years, of one item; and decisions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import arrangement_on, body_by_key
from sightline.work.governance import operations, permissions, queries
from sightline.work.governance.forms import agenda as forms
from sightline.work.governance.models import Meeting
from sightline.work.governance.queries import agenda as reads
from sightline.work.governance.queries import minutes as written
from sightline.work.governance.rules import minutes as rules


@page(permissions.see_meetings)
def minutes(request: PageRequest, reference: str) -> HttpResponse:
    """The minutes of a meeting, item by item, and where their approval stands."""
    meeting = queries.meeting(request.actor, reference, request.now)
    actor = request.actor
    found = written.minutes_of(meeting, actor, request.now)
    stages = [one.stage for one in found.approvals]
    word, tone = rules.state_of(stages, found.has_words)
    may_take = actor.may(permissions.take_minutes) and meeting.state != Meeting.State.CANCELLED
    context = {
        "meeting": meeting,
        "found": found,
        "word": word,
        "tone": tone,
        "may_take": may_take and meeting.on <= request.today,
        "may_approve": actor.may(permissions.approve_minutes)
        and actor.holds("chair", meeting.body_id)
        and meeting.state == Meeting.State.HELD
        and found.has_words
        and "chair" not in stages,
        "may_agree": may_take and "chair" in stages and "meeting" not in stages,
        "is_approved": bool(stages),
        "breadcrumbs": [
            ("Meetings", reverse("governance:meetings")),
            (meeting.record.title, reverse("governance:meeting", args=[reference])),
        ],
        "wide": True,
    }
    return render(request, "governance/minutes.html", context)


@page(permissions.see_meetings)
def minutes_of_body(request: PageRequest, key: str) -> HttpResponse:
    """The minutes of a body, a year at a time, or what in all of them holds some words."""
    body = body_by_key(request.actor.partnership_id, key)
    held = reads.held_meetings(body.pk, request.actor, request.now)
    years = sorted({one.on.year for one in held}, reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else (years or [0])[0]
    words = request.GET.get("words", "").strip()[:200]
    context = {
        "body": body,
        "years": years,
        "year": year,
        "words": words,
        "hits": written.search(body.pk, words, request.actor, request.now) if words else [],
        "meetings": []
        if words
        else written.minutes_of_year(body.pk, year, request.actor, request.now),
        "breadcrumbs": [
            ("Bodies", reverse("partnership:bodies")),
            (body.name, reverse("partnership:body", args=[key])),
        ],
        "wide": True,
    }
    return render(request, "governance/minutes_of_body.html", context)


@page(permissions.take_minutes)
def write_minute(request: PageRequest, reference: str) -> HttpResponse:
    """Write the minute of an item; what one types is kept while one types."""
    item = reads.item(request.actor, reference, request.now)
    text = reads.minuted([item.pk])[item.pk].text
    form = forms.MinuteForm(request.POST or None, initial={"words": text.words if text else ""})

    def act(given: dict[str, Any]) -> str:
        operations.write_minute(
            item=item, **given, by=request.actor, now=request.now, today=request.today
        )
        return f"{reverse('governance:minutes', args=[item.meeting.record.reference])}#i{item.pk}"

    return ask(
        request, form, act, said="The minute is saved.", heading="Write the minute",
        button="Save the minute", caption=item.title, intro=item.note,
        back=reverse("governance:minutes", args=[item.meeting.record.reference]),
    )  # fmt: skip


@page(permissions.take_minutes)
def amend_minute(request: PageRequest, reference: str) -> HttpResponse:
    """Amend an approved minute; what stood is kept."""
    item = reads.item(request.actor, reference, request.now)
    text = reads.minuted([item.pk])[item.pk].text
    form = forms.AmendForm(request.POST or None, initial={"words": text.words if text else ""})

    def act(given: dict[str, Any]) -> str:
        operations.amend_minute(item=item, **given, by=request.actor, now=request.now)
        return f"{reverse('governance:minutes', args=[item.meeting.record.reference])}#i{item.pk}"

    return ask(
        request, form, act, said="The minute is amended. What stood before is kept beside it.",
        heading="Amend the minute", button="Amend it", caption=item.title,
        back=reverse("governance:minutes", args=[item.meeting.record.reference]),
    )  # fmt: skip


@page(permissions.take_minutes)
def record_decision(request: PageRequest, reference: str) -> HttpResponse:
    """Record a decision on an item, with each lead partner's position."""
    item = reads.item(request.actor, reference, request.now)
    arrangement = arrangement_on(item.partnership_id, item.meeting.on)
    documents = arrangement.documents if arrangement else ()
    form = forms.DecisionForm(
        request.POST or None,
        partners=[(one.key, one.title, one.how) for _, one in reads.partners_of(item.meeting)],
        documents=[(one.id, one.name) for one in documents if one.holds_on(item.meeting.on)],
    )

    def act(given: dict[str, Any]) -> str:
        operations.record_decision(
            item=item,
            words=given["words"],
            options=given["options"],
            reasons=given["reasons"],
            dissent=given["dissent"],
            is_joint=bool(given.get("is_joint")),
            document_key=given["document"] or "",
            stances=form.stances(),
            by=request.actor,
            now=request.now,
            today=request.today,
        )
        return reverse("governance:item", args=[reference])

    return ask(
        request, form, act, said="The decision is recorded.", heading="Record a decision",
        button="Record the decision", caption=item.title,
        back=reverse("governance:item", args=[reference]),
    )  # fmt: skip


@page(permissions.take_minutes)
def withdraw_decision(request: PageRequest, reference: str, number: int) -> HttpResponse:
    """Withdraw a decision that was recorded wrongly."""
    item = reads.item(request.actor, reference, request.now)
    decision = written.decision_of(item, number)

    def act(given: dict[str, Any]) -> str:
        operations.withdraw_decision(decision=decision, **given, by=request.actor, now=request.now)
        return reverse("governance:item", args=[reference])

    return ask(
        request, forms.OffForm(request.POST or None), act,
        said="The decision is withdrawn. It stays on record.", heading="Withdraw the decision",
        button="Withdraw it", kind="warning", caption=item.title, intro=decision.words,
        back=reverse("governance:item", args=[reference]),
    )  # fmt: skip


@page(permissions.approve_minutes)
def approve_minutes(request: PageRequest, reference: str) -> HttpResponse:
    """The chair approves the minutes of a meeting."""
    meeting = queries.meeting(request.actor, reference, request.now)
    back = reverse("governance:minutes", args=[reference])

    def act(given: dict[str, Any]) -> str:
        operations.approve_minutes(meeting=meeting, by=request.actor, now=request.now)
        return back

    return ask(
        request, forms.ConfirmForm(request.POST or None), act,
        said="The minutes are approved. The next meeting approves them in turn.",
        heading="Approve the minutes", button="Approve the minutes", back=back,
        caption=meeting.record.title,
        intro="From then on they change only by amendments, each with its reason.",
    )  # fmt: skip


@page(permissions.take_minutes)
def agree_minutes(request: PageRequest, reference: str) -> HttpResponse:
    """Record that a later meeting approved the minutes."""
    meeting = queries.meeting(request.actor, reference, request.now)
    held = reads.held_meetings(meeting.body_id, request.actor, request.now)
    later = [one for one in held if one.on > meeting.on]
    form = forms.AgreedForm(
        request.POST or None,
        meetings=[(one.reference, f"{one.on.day} {one.on:%B %Y}") for one in reversed(later)],
    )
    back = reverse("governance:minutes", args=[reference])

    def act(given: dict[str, Any]) -> str:
        at = queries.meeting(request.actor, given["at_meeting"], request.now)
        operations.agree_minutes(meeting=meeting, at_meeting=at, by=request.actor, now=request.now)
        return back

    return ask(
        request, form, act, said="The minutes are approved.", back=back,
        heading="Record that a meeting approved them", button="Record the approval",
        caption=meeting.record.title,
        intro="" if later else "No later meeting of this body is recorded as held yet.",
    )  # fmt: skip
