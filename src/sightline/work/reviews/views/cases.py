"""One case: its page, why it is opened, and who is named to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.models import Seat
from sightline.registers.records.permissions import grant_sight
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import recording as forms
from sightline.work.reviews.models import Incident
from sightline.work.reviews.rules import criteria
from sightline.work.reviews.rules.notifying import PARALLEL, STAGES
from sightline.work.reviews.views.opening import MARKING, address, ask, ask_why, of_case


@page(permissions.see_cases, logs_reads=True, in_emergency=True)
@of_case
def case(request: PageRequest, incident: Incident) -> HttpResponse:
    """One case: the clock, what is known, criteria, partners' views, decision, what was sent."""
    found, actor = queries.case_by(incident), request.actor
    writes = not actor.emergency_record
    context = {
        "case": found,
        "account": found.account,
        "stage": STAGES[found.stage],
        "criteria": [(one, found.judged.get(one.key)) for one in criteria.NOTIFY],
        "parallel": [PARALLEL.get(each, each) for each in found.account.parallel],
        "is_overdue": found.stage in ("judging", "to-send")
        and found.account.due_on < request.today,
        "today": request.today,
        "may_notify": writes and actor.may(permissions.notify),
        "review": getattr(incident, "review", None),
        "local": getattr(incident, "local_review", None),
        "may_review": writes and actor.may(permissions.run_rapid_reviews),
        "may_name": writes and actor.may(permissions.name_people),
        "people": incident.people if writes else "",
        "may_grant": writes and actor.may(grant_sight),
        "writes": writes,
        "marking": MARKING,
        "breadcrumbs": [("Cases", reverse("reviews:cases"))],
        "wide": True,
    }
    return render(request, "reviews/case.html", context)


@page(permissions.see_cases)
def attest(request: PageRequest, reference: str) -> HttpResponse:
    """Ask why the reader needs to see the case, once, before it is shown."""
    incident = queries.incident_by(request.actor, reference, request.now)
    return ask_why(
        request,
        incident.record,
        there=address(incident),
        is_known=incident.is_attested,
        what="case",
        said="Every page of the case that you open is recorded.",
    )


@page(permissions.name_people, logs_reads=True)
@of_case
def names(request: PageRequest, incident: Incident) -> HttpResponse:
    """Name a caseworker or another notifier to the case."""
    number = incident.partnership_id
    seats = {
        seat.pk: seat
        for part in ("notifier", "caseworker")
        for seat in queries.seats_that_may_be(part, number)
    }

    def act(given: dict[str, Any]) -> str:
        operations.name_to_case(
            incident=incident,
            seat=seats[int(given["seat"])],
            part=given["part"],
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return address(incident)

    return ask(
        request,
        forms.NameForm(request.POST or None, seats=[(pk, _who(it)) for pk, it in seats.items()]),
        act,
        said="They are named to the case, and see it from now on.",
        heading="Name somebody to this case",
        button="Name them",
        back=address(incident),
        caption=incident.record.reference,
        intro="Who is named sees the case and, masked, its people until you end it or their seat "
        "ends. Anybody else is given sight for a time, from the page of the case.",
    )


@page(permissions.name_people, logs_reads=True)
@of_case
def end_naming(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """End that somebody is named to the case."""
    named = next((one for one in queries.named_to(incident) if one.pk == number), None)
    if named is None:
        raise NotSeen
    if request.method == "POST":
        try:
            operations.end_naming(named=named, by=request.actor, now=request.now)
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        else:
            messages.success(request, "It is ended. The case is not there for them any more.")
    return HttpResponseRedirect(address(incident))


def _who(seat: Seat) -> str:
    return f"{seat.person.name}, {seat.place.name}"
