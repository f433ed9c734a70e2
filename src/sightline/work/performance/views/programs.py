"""Figures for programs, and the tokens by which they read them."""

from __future__ import annotations

import csv
import functools
import io
import json
import tempfile
from collections.abc import Callable
from typing import IO, Any
from urllib.parse import urlencode

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib import messages as notices
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.accounts.sessions import coarse
from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import show
from sightline.foundation.govuk.exports import safe_cell
from sightline.foundation.permissions import system_actor
from sightline.foundation.requests import PageRequest, page, public_page, render
from sightline.work.performance import forms, operations, permissions, queries
from sightline.work.performance.models import Indicator
from sightline.work.performance.queries import Program
from sightline.work.performance.rules import interface
from sightline.work.performance.rules.interface import NotUnderstood

PROBLEM = "application/problem+json"
NOT_KNOWN = "Send a token that is in force, as “Authorization: Bearer …”."
Answer = Callable[[PageRequest, Program], HttpResponseBase]


def problem(status: int, title: str, detail: str) -> HttpResponse:
    """What is wrong, as RFC 9457 has it."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    answer = HttpResponse(json.dumps(said), status=status, content_type=PROBLEM)
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def program_page(what: str) -> Callable[[Answer], Callable[..., HttpResponseBase]]:
    """Open a view to a program that shows its token. The call is counted and written down first;
    then everything is read in the sight of the token's seat, inside a savepoint that is undone."""

    def door(view: Answer) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def enter(request: PageRequest) -> HttpResponseBase:
            if request.method not in ("GET", "HEAD"):
                return problem(405, "Method not allowed", "This interface is for reading alone.")
            kind, _, secret = request.headers.get("Authorization", "").partition(" ")
            secret = secret.strip().replace("\0", "")
            if kind.lower() != "bearer" or not secret:
                return problem(401, "Not signed in", NOT_KNOWN)
            called = operations.note_call(
                secret=secret, source=coarse(get_client_ip(request) or ""), what=what,
                by=system_actor("A program"), now=request.now,
            )  # fmt: skip
            if called.answer == "too many":
                answer = problem(429, "Too many calls", "Wait a minute before the next call.")
                answer["Retry-After"] = "60"
                return answer
            if called.answer == "unknown":
                return problem(401, "Not signed in", NOT_KNOWN)
            return _read(request, secret, view)

        opened = public_page(enter)
        opened.writes_on_get = True  # type: ignore[attr-defined]
        return opened

    return door


def _read(request: PageRequest, secret: str, view: Answer) -> HttpResponseBase:
    with transaction.atomic():
        program = queries.program_of(secret)
        if program is None or not program.actor.may(permissions.see_figures):
            answer: HttpResponseBase = problem(401, "Not signed in", NOT_KNOWN)
        else:
            try:
                answer = view(request, program)
            except NotUnderstood as wrong:
                answer = problem(400, "Not understood", str(wrong))
        transaction.set_rollback(True)
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@public_page
def interface_description(request: PageRequest) -> HttpResponse:
    """What programs may ask for, as OpenAPI: no figure stands in it."""
    return HttpResponse(json.dumps(interface.description()), content_type="application/json")


@program_page("indicators")
def program_indicators(request: PageRequest, program: Program) -> HttpResponse:
    """What is measured, by code."""
    asked = interface.read(request.GET.dict(), interface.OF_INDICATORS, by_code=True)
    rows = queries.indicators_for(program, asked)
    shown = [_indicator(row) for row in rows[: asked.limit]]
    after = shown[-1]["code"] if len(rows) > asked.limit else ""
    return _json({"indicators": shown, "next": _next(request, after)})


@program_page("values")
def program_values(request: PageRequest, program: Program) -> HttpResponse:
    """Figures as they may leave, a page at a time."""
    asked = interface.read(request.GET.dict(), interface.OF_VALUES)
    rows = queries.values(program, asked)
    shown = rows[: asked.limit]
    after = shown[-1]["key"] if len(rows) > asked.limit else ""
    return _json({"values": shown, "next": _next(request, after)})


@program_page("values as CSV")
def program_lines(request: PageRequest, program: Program) -> HttpResponseBase:
    """The same figures as one file, for programs that take a table."""
    asked = interface.read(request.GET.dict(), interface.OF_LINES)
    stored: IO[bytes] = tempfile.SpooledTemporaryFile(1 << 20)  # noqa: SIM115 - sent, then closed
    text = io.TextIOWrapper(stored, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    names = [name for name in interface.SCHEMAS["Value"]["properties"] if name != "key"]
    writer.writerow(names)
    written, limit = 0, interface.MOST
    asked = interface.going_on(asked, limit)
    while True:
        rows = queries.values(program, asked)
        for row in rows[:limit]:
            writer.writerow([_cell(row[name]) for name in names])
        written += len(rows[:limit])
        if len(rows) <= limit:
            break
        if written >= interface.MOST_LINES:
            raise NotUnderstood(f"More than {interface.MOST_LINES:,} lines. Ask for fewer.")
        asked = interface.going_on(asked, limit, rows[limit - 1]["key"])
    text.flush()
    text.detach()
    stored.seek(0)
    return FileResponse(stored, content_type="text/csv; charset=utf-8", filename="values.csv")


def _cell(value: Any) -> str:
    return repr(value) if isinstance(value, float) else safe_cell(value)


def _json(said: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(said), content_type="application/json")


def _next(request: PageRequest, after: str) -> str | None:
    if not after:
        return None
    asked = {**request.GET.dict(), "after": after}
    return f"{settings.ADDRESS.rstrip('/')}{request.path}?{urlencode(asked)}"


def _indicator(row: Indicator) -> dict[str, Any]:
    return {
        "code": row.code,
        "version": row.version,
        "name": row.name,
        "question": row.question,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "unit": row.unit,
        "period": row.period_kind,
        "polarity": row.polarity,
        "target": row.newest_target,
        "decimals": row.decimals,
        "source": row.source,
    }


@page(permissions.use_programs)
def programs(request: PageRequest) -> HttpResponse:
    """One's own tokens: what each may read, when it was last used."""
    context = {
        "tokens": queries.tokens(request.actor)[:50],
        "address": settings.ADDRESS.rstrip("/") + reverse("performance:program_lines"),
        "breadcrumbs": [("Data set", reverse("performance:data_set"))],
    }
    return render(request, "performance/programs.html", context)


@page(permissions.use_programs, steps_up=True, counts_once=False)
def make_token(request: PageRequest) -> HttpResponse:
    """Make a token, and show its secret this one time."""
    seats = {str(seat.pk): seat for seat in queries.seats_of(request.actor, request.now)}
    form = forms.TokenForm(
        request.POST or None, seats=[(key, seat.place.name) for key, seat in seats.items()]
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            secret = operations.make_token(
                seat=seats[given["seat"]], name=given["name"], scope=given["scope"],
                by=request.actor, now=request.now,
            )  # fmt: skip
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            address = settings.ADDRESS.rstrip("/") + reverse("performance:program_lines")
            return render(request, "performance/token.html", {"secret": secret, "address": address})
    return show(
        request,
        form,
        heading="Let a program read figures",
        button="Make the token",
        back=reverse("performance:programs"),
    )


@page(permissions.use_programs)
def end_token(request: PageRequest, number: int) -> HttpResponse:
    """End a token; a GET leads back."""
    held = queries.token(request.actor, number)
    if request.method == "POST":
        try:
            operations.end_token(token=held, by=request.actor, now=request.now)
        except RuleBroken as broken:
            notices.warning(request, broken.sentence)
        else:
            notices.success(request, "The token has ended. The program that had it reads nothing.")
    return redirect("performance:programs")
