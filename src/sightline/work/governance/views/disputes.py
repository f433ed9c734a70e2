"""Pages of disputes in the Executive: a narrow circle reads them, and every reading is noted."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.foundation.trail.operations import record_read
from sightline.registers.partnership.models import Body
from sightline.registers.records.models import Marking
from sightline.registers.records.queries import history_of
from sightline.work.governance import events, operations, permissions
from sightline.work.governance.forms import disputes as forms
from sightline.work.governance.models import Dispute
from sightline.work.governance.queries import disputes as queries
from sightline.work.governance.rules import disputes as rules


@page(permissions.see_disputes)
def disputes(request: PageRequest) -> HttpResponse:
    """Disputes the reader may see: reference, day and stage, nothing of what they are about."""
    rows = list(queries.disputes(request.actor, request.now)[: queries.SHOWN])
    for row in rows:
        open_stage = next((one for one in row.stages.all() if one.ended_at is None), None)
        row.settle_by_on = open_stage.settle_by_on if open_stage else None  # type: ignore[attr-defined]
    context = {
        "rows": rows,
        "today": request.today,
        "may_raise": request.actor.may(permissions.raise_disputes),
        "marking": Marking.RESTRICTED.label,
        "wide": True,
    }
    return render(request, "governance/disputes.html", context)


@page(permissions.see_disputes, logs_reads=True)
def dispute(request: PageRequest, reference: str) -> HttpResponse:
    """One dispute: what is disputed, options, stages and outcome. Opening it leaves a line."""
    found = queries.dispute_by(request.actor, reference, request.now)
    record_read(events.dispute_read, by=request.actor, now=request.now, about=reference)
    current = next((one for one in found.stages.all() if one.ended_at is None), None)
    settles = {rules.SETTLES.get(found.state, ""), "business-manager"}
    context = {
        "dispute": found,
        "stages": sorted(found.stages.all(), key=lambda one: one.pk),
        "today": request.today,
        "next_stages": [
            (step, Dispute.State(step).label)
            for step in rules.STEPS[found.state]
            if step in rules.SETTLES
        ]
        if request.actor.may(permissions.raise_disputes)
        else [],
        "may_settle": current is not None and not request.actor.capacities.isdisjoint(settles),
        "may_withdraw": "withdrawn" in rules.STEPS[found.state]
        and request.actor.may(permissions.raise_disputes),
        "trail": history_of(found.record),
        "marking": Marking.RESTRICTED.label,
        "breadcrumbs": [("Disputes", reverse("governance:disputes"))],
        "wide": True,
    }
    return render(request, "governance/dispute.html", context)


@page(permissions.raise_disputes)
def raise_dispute(request: PageRequest) -> HttpResponse:
    """Raise a dispute among the partners."""
    body = Body.objects.filter(partnership=request.actor.partnership_id, kind="executive").first()
    if body is None:
        raise NotSeen

    def act(given: dict[str, Any]) -> str:
        made = operations.raise_dispute(body=body, **given, by=request.actor, now=request.now)
        return _address(made)

    return ask(
        request,
        forms.DisputeForm(request.POST or None),
        act,
        said="The dispute is on record. Refer it for mediation next.",
        heading="Raise a dispute in the Executive",
        button="Put it on record",
        back=reverse("governance:disputes"),
        intro="Lead partners, the independent scrutineer and the business manager read it, nobody "
        "else. Every reading is noted. The chief officers read it once it is referred to them.",
    )


@page(permissions.raise_disputes)
def refer_dispute(request: PageRequest, reference: str, stage: str) -> HttpResponse:
    """Refer a dispute to its next stage."""
    found = queries.dispute_by(request.actor, reference, request.now)
    if stage not in rules.SETTLES or stage not in rules.STEPS[found.state]:
        raise NotSeen

    def act(given: dict[str, Any]) -> str:
        operations.refer_dispute(
            dispute=found, to=stage, **given, by=request.actor, now=request.now
        )
        return _address(found)

    to = "the independent scrutineer" if stage == "mediation" else "the chief officers"
    return ask(
        request,
        forms.ReferForm(request.POST or None),
        act,
        said=f"The dispute is with {to}, who are told.",
        heading=f"Refer the dispute to {to}",
        button="Refer it",
        back=_address(found),
        caption=reference,
    )


@page(permissions.settle_disputes)
def settle_stage(request: PageRequest, reference: str) -> HttpResponse:
    """Record what came of the stage the dispute is at."""
    found = queries.dispute_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.settle_stage(
            dispute=found,
            is_settled=bool(given["is_settled"]),
            came_of_it=given["came_of_it"],
            by=request.actor,
            now=request.now,
        )
        return _address(found)

    return ask(
        request,
        forms.SettleForm(request.POST or None),
        act,
        said="What came of it is on record.",
        heading="What came of this stage",
        button="Record it",
        back=_address(found),
        caption=reference,
    )


@page(permissions.raise_disputes)
def withdraw_dispute(request: PageRequest, reference: str) -> HttpResponse:
    """Withdraw a dispute that the partners settled among themselves."""
    found = queries.dispute_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.withdraw_dispute(dispute=found, **given, by=request.actor, now=request.now)
        return _address(found)

    return ask(
        request,
        forms.WithdrawForm(request.POST or None),
        act,
        said="The dispute is withdrawn. It stays on record.",
        heading="Withdraw the dispute",
        button="Withdraw it",
        back=_address(found),
        caption=reference,
        kind="warning",
    )


def _address(found: Dispute) -> str:
    return reverse("governance:dispute", args=[found.record.reference])
