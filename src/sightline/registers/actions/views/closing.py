"""Closing an action: complete, proof, difference; reopening it, and cancelling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest, page
from sightline.registers.actions import operations, permissions, queries
from sightline.registers.actions.forms import actions as forms
from sightline.registers.actions.models import Action
from sightline.registers.actions.views.offered import record_named

Do = Callable[[Action, dict[str, Any]], object]


@page(permissions.see_actions)
def complete_action(request: PageRequest, reference: str) -> HttpResponse:
    """Record an action as complete."""

    def do(act: Action, given: dict[str, Any]) -> None:
        operations.complete_action(action=act, **given, by=request.actor, now=request.now)

    form = forms.CompleteForm(request.POST or None, initial={"completed_on": request.today})
    said = "The action is complete. Its group says later whether it made a difference."
    return _ask(request, reference, form, do, said, "Complete the action", "Record it as complete")


@page(permissions.see_actions)
def add_proof(request: PageRequest, reference: str) -> HttpResponse:
    """Add what was seen of practice."""

    def do(act: Action, given: dict[str, Any]) -> None:
        typed = given.pop("reference")
        evidence = record_named(request, typed, "reference")
        operations.add_proof(
            record=act.record, **given, evidence=evidence, by=request.actor, now=request.now
        )

    form = forms.ProofForm(request.POST or None)
    return _ask(request, reference, form, do, "What was seen is added.",
                "Add what shows a difference", "Add it")  # fmt: skip


@page(permissions.verify_difference)
def verify_difference(request: PageRequest, reference: str) -> HttpResponse:
    """Record what the group that owns the action found."""

    def do(act: Action, given: dict[str, Any]) -> None:
        is_different = given.pop("is_different") == "yes"
        operations.verify_difference(
            action=act, is_different=is_different, **given, by=request.actor, now=request.now
        )

    form = forms.DifferenceForm(request.POST or None, initial={"verified_on": request.today})
    return _ask(request, reference, form, do, "What the group found is recorded.",
                "Did it make a difference?", "Record what the group found")  # fmt: skip


@page(permissions.see_actions)
def file_evidence(request: PageRequest, reference: str) -> HttpResponse:
    """Put a file with an action, as evidence of what was done."""

    def do(act: Action, given: dict[str, Any]) -> None:
        operations.file_evidence(action=act, **given, by=request.actor, now=request.now)

    form = forms.EvidenceForm(request.POST or None, request.FILES or None)
    return _ask(request, reference, form, do, "The file is put with the action.",
                "Add a file as evidence", "Add it")  # fmt: skip


@page(permissions.verify_difference)
def reopen_action(request: PageRequest, reference: str) -> HttpResponse:
    """Reopen an action."""

    def do(act: Action, given: dict[str, Any]) -> None:
        operations.reopen_action(action=act, **given, by=request.actor, now=request.now)

    form = forms.ReasonForm(request.POST or None)
    return _ask(request, reference, form, do, "The action is open again.", "Reopen the action",
                "Reopen it")  # fmt: skip


@page(permissions.verify_difference)
def cancel_action(request: PageRequest, reference: str) -> HttpResponse:
    """Record that an action is no longer needed."""

    def do(act: Action, given: dict[str, Any]) -> None:
        operations.cancel_action(action=act, **given, by=request.actor, now=request.now)

    form = forms.ReasonForm(request.POST or None)
    return _ask(request, reference, form, do, "It is recorded as no longer needed. It stays on "
                "record.", "No longer needed", "Record it")  # fmt: skip


def _ask(
    request: PageRequest,
    reference: str,
    form: GovukForm,
    do: Do,
    said: str,
    heading: str,
    button: str,
) -> HttpResponse:
    act = queries.action_by(request.actor, reference, request.now)
    back = reverse("actions:action", args=[reference])

    def then(given: dict[str, Any]) -> str:
        do(act, dict(given))
        return back

    return ask(
        request,
        form,
        then,
        said=said,
        heading=heading,
        button=button,
        back=back,
        caption=f"Action {reference}",
        intro=act.what,
    )
