"""Pages of agencies' returns."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.forms import check_answers
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.performance import forms, operations, permissions, queries
from sightline.work.performance.models import AgencyReturn
from sightline.work.performance.rules import returns as rules
from sightline.work.performance.rules.periods import KINDS, label, recent
from sightline.work.performance.views import drawing

TONES = {"open": "open", "submitted": "done", "correcting": "soon", "withdrawn": "ended"}
OFFERED = 6  # periods of a kind to choose from


@page(permissions.see_figures)
def agency_returns(request: PageRequest) -> HttpResponse:
    """Returns that are owed, those that are late first, then those that came."""
    rows = list(queries.agency_returns(request.actor, request.now)[: queries.MOST_RETURNS])
    context = {
        "returns": rows,
        "periods": {row.pk: label(row.period, row.period_kind) for row in rows},
        "late": {row.pk for row in rows if queries.is_late(row, request.today)},
        "tones": TONES,
        "may_keep": request.actor.may(permissions.keep_figures),
        "breadcrumbs": [("Data set", address("performance:data_set"))],
        "wide": True,
    }
    return render(request, "performance/agency_returns.html", context)


@page(permissions.keep_figures)
def open_returns(request: PageRequest) -> HttpResponse:
    """Ask agencies for their figures of a period."""
    framework = queries.framework_of(request.actor.partnership_id)
    if framework is None:
        return redirect("performance:set_up_data_set")
    kinds = queries.kinds_owed(framework.partnership_id)
    periods = [
        (f"{kind}:{period}", f"{label(period, kind)} ({KINDS[kind].lower()})")
        for kind in KINDS if kind in kinds
        for period in recent(kind, OFFERED, year=request.today.year, month=request.today.month)
    ]  # fmt: skip
    form = forms.OpenReturnsForm(request.POST or None, periods=periods)

    def act(given: dict[str, Any]) -> str:
        kind, _, period = given["period"].partition(":")
        opened = operations.open_returns(
            framework=framework,
            kind=kind,
            period=int(period),
            due_on=given["due_on"],
            by=request.actor,
            now=request.now,
        )
        count = len(opened)
        told = "1 agency is" if count == 1 else f"{count} agencies are"
        notices.success(request, f"{told} asked, and told by e-mail.")
        return address("performance:agency_returns")

    return ask(
        request,
        form,
        act,
        heading="Ask agencies for their returns",
        button="Ask the agencies",
        back=address("performance:agency_returns"),
    )


@page(permissions.see_figures)
def agency_return(request: PageRequest, reference: str) -> HttpResponse:
    """One return: how it stands, and what was sealed with each correction's reason."""
    held = queries.agency_return(request.actor, reference, request.now)
    sealed = queries.submissions_of(held)
    may_fill = _may_fill(request, held)
    context = {
        **about_return(held),
        "is_late": queries.is_late(held, request.today),
        "tones": TONES,
        "sealed": sealed,
        "rows": [_row(request, held, each) for each in sealed[0].content] if sealed else [],
        "may_fill": may_fill and held.state != AgencyReturn.State.WITHDRAWN,
        "may_take_in": held.state == AgencyReturn.State.OPEN
        and held.begun_at is None
        and held.taken_in_at is None
        and request.actor.may(permissions.keep_figures),
        "may_call_off": held.state == AgencyReturn.State.OPEN
        and request.actor.may(permissions.keep_figures),
        "breadcrumbs": way_to(),
        "wide": True,
    }
    return render(request, "performance/agency_return.html", context)


@page(permissions.fill_in_returns)
def fill_return(request: PageRequest, reference: str) -> HttpResponse:
    """Fill a return in on one page: keep a draft, or have it checked and go on."""
    held = own_return(request, reference)
    asked = queries.asked_of(held, queries.framework_of(held.partnership_id))
    saved = queries.answers_of(held)
    found = rules.findings(asked, saved) if "check" in request.GET else []
    form = forms.FillForm(
        request.POST or None,
        asked=asked,
        shown={each.number: _before(each) for each in asked},
        explains={each.number for each in found if not each.is_error}
        | {number for number, answer in saved.items() if answer.words},
    )
    if request.method != "POST":
        form.show(saved, rules.stops(found, saved))
    elif form.is_valid():
        answers = form.answers()
        try:
            operations.save_return(
                agency_return=held, answers=answers, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return _after_saving(
                request, held, rules.stops(rules.findings(asked, answers), answers)
            )
    context = {**about_return(held), "form": form, "here": request.path}
    return render(request, "performance/fill_return.html", context)


def _after_saving(
    request: PageRequest, held: AgencyReturn, stops: list[rules.Finding]
) -> HttpResponse:
    reference = held.record.reference
    if request.POST.get("then") != "check":
        others = "your agency" if held.taken_in_at is None else "the agency and the office"
        notices.success(request, f"The draft is saved. Nobody outside {others} sees it.")
        return redirect("performance:agency_return", reference)
    if stops:
        return redirect(f"{address('performance:fill_return', reference)}?check=1")
    return redirect("performance:submit_return", reference)


@page(permissions.fill_in_returns)
def submit_return(request: PageRequest, reference: str) -> HttpResponse:
    """Look a return over, then seal it."""
    held = own_return(request, reference)
    if request.method == "POST":
        try:
            operations.submit_return(agency_return=held, by=request.actor, now=request.now)
        except RuleBroken as broken:
            notices.warning(request, broken.sentence)
            return redirect(f"{address('performance:fill_return', reference)}?check=1")
        notices.success(request, "The return is submitted. Its figures show in a moment.")
        return redirect("performance:agency_return", reference)
    asked = queries.asked_of(held, queries.framework_of(held.partnership_id))
    saved = queries.answers_of(held)
    if rules.stops(rules.findings(asked, saved), saved):
        return redirect(f"{address('performance:fill_return', reference)}?check=1")
    context = {
        **about_return(held),
        "answers": check_answers(
            [_answer(each, saved[each.number]) for each in asked],
            change=address("performance:fill_return", reference),
        ),
        "here": request.path,
        "breadcrumbs": way_to(held),
    }
    return render(request, "performance/submit_return.html", context)


@page(permissions.fill_in_returns)
def correct_return(request: PageRequest, reference: str) -> HttpResponse:
    """Take a submitted return up again, with the reason."""
    held = own_return(request, reference)
    form = forms.CorrectForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.correct_return(
            agency_return=held,
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return address("performance:fill_return", reference)

    return ask(
        request,
        form,
        act,
        heading="Correct the return",
        button="Go on to the figures",
        back=address("performance:agency_return", reference),
        caption=held.record.title,
    )


@page(permissions.fill_in_returns)
def leave_correction(request: PageRequest, reference: str) -> HttpResponse:
    """Leave a return as it was submitted; a GET leads back to it."""
    held = own_return(request, reference)
    if request.method == "POST":
        try:
            operations.leave_correction(agency_return=held, by=request.actor, now=request.now)
        except RuleBroken as broken:
            notices.warning(request, broken.sentence)
        else:
            notices.success(request, "The return is left as it was submitted.")
    return redirect("performance:agency_return", reference)


def own_return(request: PageRequest, reference: str) -> AgencyReturn:
    """The return with this reference, for somebody who answers for its agency or fills it in for
    it."""
    held = queries.agency_return(request.actor, reference, request.now)
    if not _may_fill(request, held):
        raise NotAllowed(permissions.fill_in_returns.code)
    return held


def _may_fill(request: PageRequest, held: AgencyReturn) -> bool:
    return request.actor.may(permissions.fill_in_returns) and queries.may_write(request.actor, held)


def about_return(held: AgencyReturn) -> dict[str, Any]:
    """What every page of a return shows of it."""
    return {
        "held": held,
        "reference": held.record.reference,
        "period": label(held.period, held.period_kind),
        "marking": held.record.get_marking_display(),
    }


def way_to(held: AgencyReturn | None = None) -> list[tuple[str, str]]:
    """Where a page of returns stands."""
    way = [
        ("Data set", address("performance:data_set")),
        ("Returns", address("performance:agency_returns")),
    ]
    if held is not None:
        way.append((held.record.title, address("performance:agency_return", held.record.reference)))
    return way


def _before(each: rules.Asked) -> str:
    if not each.before:
        return ""
    shown = drawing.figure(each.before[-1], "", each.decimals, each.unit)
    return f"Last: {shown} in {each.last_label}."


def _answer(each: rules.Asked, answer: rules.Answer) -> tuple[str, str, str]:
    """A line of the summary: name, what was entered, and where it is changed."""
    value, symbol = rules.figure_of(each, answer)
    told = drawing.figure(value, symbol, each.decimals, each.unit)
    if answer.numerator is not None and answer.denominator is not None:
        told = f"{told} ({answer.numerator:,.0f} out of {answer.denominator:,.0f})"
    if answer.is_without_figure:
        told = f"Not available: {answer.reason}"
    told += f". {answer.words}" if answer.words else ""
    return each.name, told, f"#field-{each.first_part}-{each.number}"


def _row(request: PageRequest, held: AgencyReturn, sealed: dict[str, Any]) -> dict[str, Any]:
    """A sealed figure as this reader may see it: small counts are hidden from those outside the
    agency who may not see them."""
    counts = (sealed["value"], sealed["numerator"])
    is_hidden = not request.actor.holds("agency", held.agency_id) and any(
        queries.hidden_from(request.actor, sealed["disclosure"], each) for each in counts
    )
    shown = drawing.figure(sealed["figure"], sealed["symbol"], sealed["decimals"], sealed["unit"])
    made_of = ""
    if sealed["numerator"] is not None and sealed["denominator"] is not None:
        made_of = f"{sealed['numerator']:,.0f} out of {sealed['denominator']:,.0f}"
    return {
        **sealed,
        "shown": f"[{queries.SMALL}]" if is_hidden else shown,
        "made_of": "" if is_hidden else made_of,
    }
