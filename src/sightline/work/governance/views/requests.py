"""Pages of requests: ask a body, read the answer, see what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.calendar import in_words
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import bodies
from sightline.registers.records.queries import history_of
from sightline.work.governance import operations, permissions
from sightline.work.governance.forms import requests as forms
from sightline.work.governance.models import Request
from sightline.work.governance.queries import requests as queries
from sightline.work.governance.rules import requests as rules

ASKED = {"executive": 0, "group": 1, "panel": 2, "forum": 3}


@page(permissions.make_requests)
def requests(request: PageRequest) -> HttpResponse:
    """Requests the reader made or answers: those that wait first to be chosen, then all."""
    which = request.GET.get("show", "")
    before = request.GET.get("before", "")
    rows, more = queries.page_of_requests(
        request.actor,
        request.now,
        request.today,
        which=which,
        before=int(before) if before.isdigit() else None,
    )
    overdue = {
        row.pk for row in rows if rules.is_overdue(row.state, row.answer_due_on, request.today)
    }
    context = {
        "rows": rows,
        "more": more,
        "which": which,
        "overdue": overdue,
        "sees_forum": request.actor.may(permissions.see_forum),
        "sees_reports": request.actor.may(permissions.see_reports),
        "sees_disputes": request.actor.may(permissions.see_disputes),
        "wide": True,
    }
    return render(request, "governance/requests.html", context)


@page(permissions.make_requests)
def make_request(request: PageRequest) -> HttpResponse:
    """Ask a body."""
    standings = queries.standings(request.actor)
    offered = sorted(
        bodies(request.actor.partnership_id or 0), key=lambda one: ASKED.get(one.kind, 9)
    )
    offered = [one for one in offered if one.kind in ASKED and one.ends_on is None]
    form = forms.RequestForm(
        request.POST or None,
        bodies=[(one.key, one.name) for one in offered],
        standings=[(one.key, one.words) for one in standings],
        initial={
            "body": offered[0].key if offered else "",
            "standing": standings[0].key if standings else "own",
            "kind": request.GET.get("kind", ""),
        },
    )

    def act(given: dict[str, Any]) -> str:
        chosen = next((one for one in standings if one.key == given["standing"]), None)
        made = operations.make_request(
            body=next(one for one in offered if one.key == given["body"]),
            kind=given["kind"],
            subject=given["subject"],
            words=given["words"],
            for_body=chosen.body if chosen else None,
            for_agency=chosen.agency if chosen else None,
            by=request.actor,
            now=request.now,
        )
        return _address(made)

    return ask(
        request,
        form,
        act,
        said="Your request is made. You see the answer here, and are told of it by e-mail.",
        heading="Ask a body",
        button="Send the request",
        back=reverse("governance:requests"),
        intro="A group's chair or a relevant partner may escalate a concern to the Executive, ask "
        "to attend for one issue, or propose a partner to co-opt. Every request has an answer.",
    )


@page(permissions.make_requests)
def one_request(request: PageRequest, reference: str) -> HttpResponse:
    """One request: what was asked, by when an answer is owed, the answer, what came of it."""
    asked = queries.request_by(request.actor, reference, request.now)
    may_answer = request.actor.may(permissions.answer_requests)
    context = {
        "asked": asked,
        "is_overdue": rules.is_overdue(asked.state, asked.answer_due_on, request.today),
        "may_answer": may_answer and asked.state in ("open", "accepted"),
        "may_finish": may_answer and asked.state == Request.State.ACCEPTED,
        "may_withdraw": asked.state in ("open", "accepted")
        and (may_answer or asked.asker_id == request.actor.person_id),
        "trail": history_of(asked.record),
        "breadcrumbs": [("Requests", reverse("governance:requests"))],
        "wide": True,
    }
    return render(request, "governance/request.html", context)


@page(permissions.answer_requests)
def answer_request(request: PageRequest, reference: str) -> HttpResponse:
    """Answer a request."""
    asked = queries.request_by(request.actor, reference, request.now)
    meetings = queries.meetings_to_come(request.actor, asked.body, request.now, request.today)
    form = forms.AnswerForm(
        request.POST or None,
        meetings=[(one.pk, in_words(one.on)) for one in meetings],
        needs_meeting=asked.kind in rules.NEEDS_MEETING,
        initial={"answer": asked.answer, "meeting": asked.meeting_id},
    )

    def act(given: dict[str, Any]) -> str:
        chosen = given.get("meeting") or ""
        operations.answer_request(
            asked=asked,
            is_accepted=given["verdict"] == "accept",
            answer=given["answer"],
            meeting=next((one for one in meetings if str(one.pk) == chosen), None),
            by=request.actor,
            now=request.now,
        )
        return _address(asked)

    return ask(
        request,
        form,
        act,
        said="The answer is given, and the asker is told that there is one.",
        heading="Answer the request",
        button="Give the answer",
        back=_address(asked),
        caption=asked.record.reference,
        intro=asked.words,
    )


@page(permissions.answer_requests)
def finish_request(request: PageRequest, reference: str) -> HttpResponse:
    """Record what came of an accepted request."""
    asked = queries.request_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.finish_request(
            asked=asked, outcome=given["outcome"], by=request.actor, now=request.now
        )
        return _address(asked)

    return ask(
        request,
        forms.OutcomeForm(request.POST or None),
        act,
        said="What came of it is recorded. The duty that rests on it is told.",
        heading="What came of the request",
        button="Record it",
        back=_address(asked),
        caption=asked.record.reference,
    )


@page(permissions.make_requests)
def withdraw_request(request: PageRequest, reference: str) -> HttpResponse:
    """Withdraw a request that is no longer needed."""
    asked = queries.request_by(request.actor, reference, request.now)

    def act(_: dict[str, Any]) -> str:
        operations.withdraw_request(asked=asked, by=request.actor, now=request.now)
        return _address(asked)

    return ask(
        request,
        GovukForm(request.POST if request.method == "POST" else None),
        act,
        said="The request is withdrawn. It stays on record.",
        heading="Withdraw the request",
        button="Withdraw it",
        back=_address(asked),
        caption=asked.record.reference,
        intro="It stays on record as withdrawn. You can ask again.",
        kind="warning",
    )


def _address(asked: Request) -> str:
    return reverse("governance:request", args=[asked.record.reference])
