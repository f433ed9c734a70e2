"""Pages by which the office moves the day of a return, or asks for it no longer."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect

from sightline.foundation.addresses import address
from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.performance import forms, operations, permissions, queries
from sightline.work.performance.models import AgencyReturn


@page(permissions.keep_figures)
def move_return(request: PageRequest, reference: str) -> HttpResponse:
    """Ask for a return by another day."""
    held = queries.agency_return(request.actor, reference, request.now)
    form = forms.MoveForm(request.POST or None, initial={"due_on": held.due_on})
    if form.is_valid():
        try:
            operations.move_return(
                agency_return=held,
                due_on=form.cleaned_data["due_on"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "The day is moved, and the agency is told by e-mail.")
            return redirect("performance:agency_return", reference)
    return _page(request, form, held, "Move the day of the return", "Move the day")


@page(permissions.keep_figures)
def withdraw_return(request: PageRequest, reference: str) -> HttpResponse:
    """Ask for a return no longer."""
    held = queries.agency_return(request.actor, reference, request.now)
    form = forms.WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            operations.withdraw_return(
                agency_return=held,
                reason=form.cleaned_data["reason"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "It is no longer asked for, and the agency is told by e-mail.")
            return redirect("performance:agency_return", reference)
    return _page(request, form, held, "Ask for the return no longer", "Ask for it no longer")


@page(permissions.keep_figures)
def take_in_return(request: PageRequest, reference: str) -> HttpResponse:
    """Fill in a return for an agency that sent its figures to the office."""
    held = queries.agency_return(request.actor, reference, request.now)
    form = forms.TakeInForm(request.POST or None)
    if form.is_valid():
        try:
            operations.take_in_return(
                agency_return=held,
                words=form.cleaned_data["words"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "You fill it in for the agency, which is told by e-mail.")
            return redirect("performance:agency_return", reference)
    return _page(request, form, held, "The agency sent its figures to us", "Go on to the return")


def _page(
    request: PageRequest, form: GovukForm, held: AgencyReturn, heading: str, button: str
) -> HttpResponse:
    context = {
        "form": form,
        "page_heading": heading,
        "about": held.record.title,
        "button": button,
        "back": address("performance:agency_return", held.record.reference),
        "here": request.path,
    }
    return render(request, "performance/form.html", context)
