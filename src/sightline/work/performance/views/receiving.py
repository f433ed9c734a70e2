"""Pages on which it is recorded, and told, that the group received a report."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from sightline.foundation.addresses import address
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.performance import forms, operations, permissions, queries


@page(permissions.keep_figures)
def receive_report(request: PageRequest) -> HttpResponse:
    """Record that the group received the report of a period."""
    framework = queries.framework_of(request.actor.partnership_id)
    if framework is None:
        return redirect("performance:set_up_data_set")
    found = queries.report(request.actor, framework, None, request.now)
    form = forms.ReceivedForm(
        request.POST or None,
        periods=[(str(each), name) for each, name in found.periods],
        initial={"period": request.GET.get("period", str(found.period))},
    )

    def act(given: dict[str, Any]) -> str:
        made = operations.receive_report(
            framework=framework,
            period=int(given["period"]),
            received_on=given["received_on"],
            by=request.actor,
            now=request.now,
        )
        return address("performance:received_report", made.record.reference)

    return ask(
        request,
        form,
        act,
        said="It is on record, and the register of duties knows.",
        heading="The group received the report",
        button="Record it",
        back=address("performance:report"),
        caption=framework.body.name,
    )


@page(permissions.see_figures)
def received_report(request: PageRequest, reference: str) -> HttpResponse:
    """That a report was received: by whom, when, and of which period."""
    held = queries.received_report(request.actor, reference, request.now)
    context = {
        "held": held,
        "report": f"{address('performance:report')}?period={held.period}",
        "may_take_back": held.withdrawn_at is None and request.actor.may(permissions.keep_figures),
        "marking": held.record.get_marking_display(),
        "breadcrumbs": [("Data set", address("performance:data_set")),
                        ("Report to the group", address("performance:report"))],
    }  # fmt: skip
    return render(request, "performance/received_report.html", context)


@page(permissions.keep_figures)
def withdraw_received(request: PageRequest, reference: str) -> HttpResponse:
    """Take back that the group received a report."""
    held = queries.received_report(request.actor, reference, request.now)
    form = forms.TakeBackForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.withdraw_received(
            received=held, reason=given["reason"], by=request.actor, now=request.now
        )
        return address("performance:received_report", reference)

    return ask(
        request,
        form,
        act,
        said="It is taken back, and the register of duties knows.",
        heading="Take back that it was received",
        button="Take it back",
        caption=held.record.title,
        back=address("performance:received_report", reference),
    )
