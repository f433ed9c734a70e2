"""What is kept how long; holding, proposing, answering; certificates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from sightline.assurance.retention import forms, operations, permissions, queries
from sightline.assurance.retention.rules import BY_CODE, amount, in_arithmetic
from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.documents import pdf
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import partnership_in_view
from sightline.registers.records import queries as records


def _around() -> dict[str, Any]:
    """What every page that asks something of retention says around its form."""
    home = address("retention:retention")
    return {
        "back": home,
        "breadcrumbs": [("Retention", home)],
        "marking": "OFFICIAL-SENSITIVE",
    }


@page(permissions.see_retention)
def retention(request: PageRequest) -> HttpResponse:
    """How long each class is kept, what has passed, what is held and what is proposed: of the
    records that the reader sees."""
    actor, now = request.actor, request.now
    over = queries.passed(actor, now)
    context = {
        "classes": queries.classes(actor, now, over),
        "over": over[: queries.SHOWN],
        "over_all": len(over),
        "shown": queries.SHOWN,
        "holds": queries.holds(actor, now),
        "proposals": queries.proposals(actor, now),
        "now": now,
        "working": in_arithmetic,
        "amount": amount,
        "may_set": actor.may(permissions.set_periods),
        "may_hold": actor.may(permissions.hold_records),
        "may_propose": actor.may(permissions.propose_destruction),
        "marking": "OFFICIAL-SENSITIVE",
        "wide": True,
    }
    return render(request, "retention/retention.html", context)


@page(permissions.set_periods)
def set_period(request: PageRequest, code: str) -> HttpResponse:
    """Set how long one class of records is kept."""
    kept = BY_CODE.get(code)
    if kept is None:
        raise NotSeen

    def act(given: dict[str, Any]) -> str:
        operations.set_period(class_code=code, by=request.actor, now=request.now, **given)
        messages.success(request, f"The period is {given['years']} years from now on.")
        return address("retention:retention")

    return ask(
        request,
        forms.PeriodForm(
            request.POST or None, initial={"years": queries.years_of(request.actor)[code]}
        ),
        act,
        heading="How long is it kept?",
        caption=kept.name,
        intro=f"Shipped: {kept.years} years, to be confirmed. {kept.source}.",
        button="Set the period",
        **_around(),
    )


@page(permissions.hold_records)
def put_hold(request: PageRequest) -> HttpResponse:
    """Hold a record by its reference."""

    def act(given: dict[str, Any]) -> str:
        try:
            record = records.seen(request.actor, given["reference"].strip().upper(), request.now)
        except NotSeen:
            raise RuleBroken(
                "There is no record with this reference that you can see.", field="reference"
            ) from None
        operations.put_hold(
            record=record, reason=given["reason"], by=request.actor, now=request.now
        )
        return address("retention:retention")

    return ask(
        request,
        forms.HoldForm(request.POST or None),
        act,
        said="It is held: nothing of it can be destroyed until the hold is ended.",
        heading="Hold a record",
        intro="With the record, everything filed under it is held. A hold that somebody put on a "
        "part holds the whole.",
        button="Hold it",
        **_around(),
    )


@page(permissions.hold_records)
def end_hold(request: PageRequest, number: int) -> HttpResponse:
    """End a hold."""
    hold = queries.hold_by(request.actor, number, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.end_hold(hold=hold, by=request.actor, now=request.now, **given)
        return address("retention:retention")

    return ask(
        request,
        forms.EndHoldForm(request.POST or None),
        act,
        said="The hold has ended.",
        heading="End a hold",
        caption=hold.record.reference,
        intro=f"Held because: {hold.reason}",
        button="End the hold",
        **_around(),
    )


@page(permissions.propose_destruction)
def propose(request: PageRequest) -> HttpResponse:
    """Propose that records whose period has passed are destroyed."""
    over = {
        one.record.pk: one
        for one in queries.passed(request.actor, request.now)
        if not (one.is_held or one.is_proposed)
    }
    over = dict(list(over.items())[: queries.AT_ONCE])

    def act(given: dict[str, Any]) -> str:
        chosen = [over[int(number)].record for number in given["records"]]
        made = operations.propose_destruction(records=chosen, by=request.actor, now=request.now)
        messages.success(request, f"Proposed: {len(made)}. Another person answers each.")
        return address("retention:retention")

    form = forms.ProposeForm(
        request.POST or None,
        offered=[(pk, f"{one.record.reference}: {one.of.name}", one.working)
                 for pk, one in over.items()],
    )  # fmt: skip
    return ask(
        request,
        form,
        act,
        heading="Propose to destroy records",
        intro="Each goes whole, with everything filed under it. The period counts from the last "
        "change of anything in it: it is reckoned now, and again before anything is destroyed. "
        "At most the twenty oldest are offered at a time.",
        button="Propose",
        template="retention/propose.html",
        **_around(),
        nothing=""
        if over
        else "No record that you see has passed its period, or all that have are held or proposed.",
    )


@page(permissions.see_retention)
def proposal(request: PageRequest, number: int) -> HttpResponse:
    """One proposal, with its arithmetic, and the answer of another person."""
    found = queries.proposal_by(request.actor, number, request.now)
    may_answer = (
        request.actor.may(permissions.answer_proposals)
        and found.proposed_by_id != request.actor.person_id
        and not hasattr(found, "decision")
    )

    def act(given: dict[str, Any]) -> str:
        operations.answer_proposal(proposal=found, by=request.actor, now=request.now, **given)
        return address("retention:retention")

    return ask(
        request,
        forms.AnswerForm(request.POST or None),
        act,
        said="Your answer is recorded.",
        heading="Proposal to destroy a record",
        button="Record the answer",
        template="retention/proposal.html",
        proposal=found,
        name=BY_CODE[found.class_code].name,
        working=in_arithmetic(found.changed_on, found.years),
        amount=amount(found.row_count, found.file_count),
        decision=getattr(found, "decision", None),
        may_answer=may_answer,
        **{**_around(), "marking": found.record.get_marking_display()},
    )


@page(permissions.see_certificates)
def certificates(request: PageRequest) -> HttpResponse:
    """What was destroyed: the certificates that the reader may read."""
    context = {
        "rows": queries.certificates(request.actor),
        "names": {code: one.name for code, one in BY_CODE.items()},
        "shown": queries.SHOWN,
        "amount": amount,
        "breadcrumbs": [("Retention", address("retention:retention"))],
        "marking": "OFFICIAL-SENSITIVE",
        "wide": True,
    }
    return render(request, "retention/certificates.html", context)


@page(permissions.see_certificates)
def certificate(request: PageRequest, reference: str) -> HttpResponse:
    """One certificate."""
    found = queries.certificate_by(request.actor, reference)
    context = {
        "certificate": found,
        "facts": queries.facts_of(found),
        "breadcrumbs": [
            ("Retention", address("retention:retention")),
            ("Certificates", address("retention:certificates")),
        ],
        "marking": found.get_marking_display(),
    }
    return render(request, "retention/certificate.html", context)


@page(permissions.see_certificates)
def certificate_file(request: PageRequest, reference: str) -> HttpResponse:
    """One certificate as a tagged PDF."""
    found = queries.certificate_by(request.actor, reference)
    partnership = partnership_in_view(request)
    content = pdf.write(queries.paper_of(found, partnership.name if partnership else ""))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.reference}.pdf"'
    return answer
