"""Pages of one duty: its state with the arithmetic, the evidence that decides it, its history."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.dates import day_asked
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.duties import forms, operations, permissions, queries
from sightline.registers.duties.models import Fulfilment
from sightline.registers.duties.rules.editions import document_of
from sightline.registers.duties.rules.facts import Part
from sightline.registers.partnership.rules.arrangement import Duty


@page(permissions.see_register)
def duty(request: PageRequest, key: str) -> HttpResponse:
    """One promise as at a day."""
    partnership_id = request.actor.partnership_id or 0
    as_at = day_asked(request.GET) or request.today
    day = "" if as_at == request.today else f"?as_at={as_at.isoformat()}"
    register = queries.register_as_at(partnership_id, as_at, today=request.today)
    if register is None:
        raise NotSeen
    state = register.state(key)
    evidence = register.books.evidence_for(state.duty, as_at)
    context = {
        "state": state,
        "duty": state.duty,
        "owner": register.owner(state.duty),
        "who_acts": register.who_acts(state.duty),
        "as_at": as_at,
        "is_today": as_at == request.today,
        "evidence": queries.evidence(request.actor, evidence, request.now),
        "how_much": len(evidence),
        "edition_of": _edition_of(register, state.duty),
        "titles": {one.place: one.title for one in register.holders},
        "withdrawn": [
            one for one in queries.entries_of(partnership_id, key) if one.withdrawn_at is not None
        ],
        "about": _contradiction(register, state.duty),
        "rules": _rules_in_words(register, state.duty),
        "may_enter": request.actor.may(permissions.enter_evidence),
        "may_withdraw": request.actor.may(permissions.withdraw_evidence),
        "may_dispense": request.actor.may(permissions.dispense),
        "may_run": request.actor.may(permissions.run_clock),
        "clocks": queries.open_clocks(partnership_id, key) if state.duty.deadline else [],
        "set_aside": queries.standing_dispensations(partnership_id, key),
        "marking": "OFFICIAL",
        "breadcrumbs": [("Line of sight", f"/line-of-sight{day}")],
        "wide": True,
    }
    return render(request, "duties/duty.html", context)


def _edition_of(register: queries.Register, duty: Duty) -> str:
    """The key of the document whose editions the duty is about, where it has any."""
    key = document_of(duty, register.arrangement)
    documents = register.arrangement.documents
    return key if any(one.id == key and one.editions for one in documents) else ""


def _contradiction(register: queries.Register, duty: Duty) -> Any:
    found = (one for one in register.arrangement.contradictions if one.id == duty.contradiction)
    return next(found, None)


WORDS = {
    "meeting-held": "a meeting held",
    "report-received": "a report received",
    "document-published": "a document published",
    "document-agreed": "a document agreed",
    "document-reviewed": "a document reviewed",
    "document-taken-down": "a document taken down",
    "appointment-made": "an appointment made",
    "chair-rotated": "the chair passed on",
    "visit-made": "a visit made",
    "audit-completed": "an audit completed",
    "review-completed": "a review completed",
    "notification-sent": "a notification sent",
    "training-held": "training held",
    "forum-held": "a forum held",
    "event-held": "an event held",
    "approval-given": "an approval given",
    "content-included": "required content included",
    "feedback-reported": "feedback reported",
    "attendance": "attendance at a meeting",
    "attested": "an entry that a person vouches for",
}


def _rules_in_words(register: queries.Register, duty: Duty) -> list[str]:
    documents = {one.id: one.name for one in register.arrangement.documents}
    said = []
    for rule in duty.evidenced_by:
        parts = [WORDS[rule.kind]]
        if rule.body:
            parts.append(f"({register.names.get(rule.body, rule.body)})")
        if rule.source:
            parts.append(f"from {register.names.get(rule.source, rule.source)}")
        if rule.document:
            parts.append(f"of {documents.get(rule.document, rule.document)}")
        said.append(" ".join(parts))
    return said or ["an entry that a person vouches for"]


@page(permissions.enter_evidence)
def enter_evidence(request: PageRequest, key: str) -> HttpResponse:
    """Enter evidence that no other record gives."""
    found = queries.duty_by_key(request.actor.partnership_id, key)
    register = queries.register_as_at(
        request.actor.partnership_id or 0, request.today, today=request.today
    )
    if register is None:
        raise NotSeen
    parts = queries.parts_of(register, key)
    about = _edition_of(register, register.state(key).duty)
    form = forms.EvidenceForm(
        request.POST or None,
        parts=[(each.key, each.words) for each in parts],
        editions=[(str(one.number), one.words) for one in register.books.editions.get(about, ())],
    )

    def act(given: dict[str, Any]) -> str:
        chosen = given.pop("part", "")
        part = next((each.part for each in parts if each.key == chosen), None)
        if edition := given.pop("edition", ""):
            part = replace(part or Part(document=about), edition=int(edition))
        operations.attest(duty=found, **given, part=part, by=request.actor, now=request.now)
        return address("duties:duty", key)

    heading, button = "Enter evidence", "Enter it and vouch for it"
    return ask(
        request,
        form,
        act,
        said="Your entry is on record. It is shown as vouched for by you.",
        heading=heading,
        button=button,
        about=found.promise,
        back=address("duties:duty", key),
    )


@page(permissions.dispense)
def dispense(request: PageRequest, key: str) -> HttpResponse:
    """Record a decision that the duty need not be kept for a time."""
    found = queries.duty_by_key(request.actor.partnership_id, key)
    form = forms.DispenseForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.dispense(duty=found, **given, by=request.actor, now=request.now)
        return address("duties:duty", key)

    heading = "Set a duty aside for a time"
    return ask(
        request,
        form,
        act,
        said="The decision is on record.",
        heading=heading,
        button="Record the decision",
        about=found.promise,
        back=address("duties:duty", key),
    )


@page(permissions.withdraw_evidence)
def withdraw_entry(request: PageRequest, number: int) -> HttpResponse:
    """Withdraw an entry made by mistake; it stays readable as withdrawn."""
    entry = Fulfilment.objects.filter(
        pk=number, partnership=request.actor.partnership_id, duty__isnull=False
    )
    found = entry.select_related("duty").first()
    if found is None or found.duty is None:
        raise NotSeen
    back = address("duties:duty", found.duty.key)
    form = forms.WithdrawForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.withdraw_entry(
            entry=found,
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return back

    heading, button = "Withdraw an entry", "Withdraw the entry"
    return ask(
        request,
        form,
        act,
        said="The entry is withdrawn.",
        heading=heading,
        button=button,
        about=found.words,
        back=back,
    )
