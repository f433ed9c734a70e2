"""One line of time of all agencies: filtered, with or without names, compared, taken away."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.govuk.documents import parts, word
from sightline.foundation.govuk.pages import page_of
from sightline.foundation.govuk.words import day
from sightline.foundation.requests import PageRequest, page, render
from sightline.foundation.trail.operations import record_read
from sightline.work.reviews import events, operations, permissions
from sightline.work.reviews.forms.chronology import SameEventForm, WithNamesForm
from sightline.work.reviews.models import RapidReview
from sightline.work.reviews.queries import identities
from sightline.work.reviews.queries import merged_chronology as queries
from sightline.work.reviews.rules import chronology as rules
from sightline.work.reviews.rules.rapid_review import SEEN, THEMES
from sightline.work.reviews.views.opening import MARKING, ask, of_review
from sightline.work.reviews.views.rapid_review import address_of_review


def _asked(request: PageRequest) -> tuple[str, str, int]:
    least = request.GET.get("days", "")
    return (
        request.GET.get("agency", ""),
        request.GET.get("theme", ""),
        int(least) if least.isdecimal() and int(least) in rules.DAYS else rules.USUAL,
    )


@page(permissions.see_cases, logs_reads=True)
@of_review
def chronology(request: PageRequest, review: RapidReview) -> HttpResponse:
    """What released agencies tell, in one line of time: under what people are called in the case,
    and with their names for who had them revealed. Stretches without events stand above it."""
    agency, theme, least = _asked(request)
    line = queries.line_of(review, agency=agency, theme=theme)
    shown = page_of(line.asked, request.GET)
    called: dict[str, str] = {}
    if request.GET.get("names") == "shown":
        called = identities.names_revealed(review, request.actor, request.now)
        if not called:
            return HttpResponseRedirect(_path("chronology_with_names", review))
    context = {
        "review": review,
        "rows": queries.events_shown(
            queries.events_at(line, shown.first_row - 1, shown.size), called=called
        ),
        "page": shown,
        "called": called,
        "agencies": line.agencies,
        "gaps": rules.gaps(line.all_days, least),
        "silences": rules.silences(line.days, least),
        "themes": THEMES,
        "seen": SEEN,
        "chosen": (agency, theme, least),
        "days": rules.DAYS,
        "may_name": request.actor.may(permissions.keep_identities),
        **_around(review),
    }
    return render(request, "reviews/chronology.html", context)


@page(permissions.keep_identities, logs_reads=True)
@of_review
def chronology_with_names(request: PageRequest, review: RapidReview) -> HttpResponse:
    """Have the names of the people of the case shown beside their labels, for a reason."""
    people = identities.people_of_review(review, request.actor, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.reveal_all(
            people=people, reason=given["reason"], by=request.actor, now=request.now
        )
        return f"{_path('chronology', review)}?names=shown"

    return ask(
        request,
        WithNamesForm(request.POST or None),
        act,
        said="The names are shown to you for ten minutes.",
        heading="Show the chronology with names",
        button="Show the names",
        back=_path("chronology", review),
        caption=review.record.reference,
        intro="You see the words as the agencies wrote them. That you had every identity of the "
        "case revealed, and why, is kept and shown to whoever sees its people.",
    )


@page(permissions.see_cases, logs_reads=True)
@of_review
def chronology_file(request: PageRequest, review: RapidReview) -> HttpResponse:
    """The chronology as Word, without names, as it is filtered."""
    agency, theme, least = _asked(request)
    line = queries.line_of(review, agency=agency, theme=theme)
    rows = queries.events_shown(queries.events_at(line))
    record_read(
        events.chronology_exported, by=request.actor, now=request.now,
        about=review.record.reference,
    )  # fmt: skip
    held: list[parts.Part] = [
        parts.Paragraph(
            "What is known of the names, schools and addresses of people in this case is replaced "
            "by what they are called in it."
        ),
        parts.Heading("Events"),
        parts.TableOf(
            "Events in the order in which they happened",
            ("When", "Agency", "What happened", "What the agency did", "Child"),
            [_cells(one) for one in rows],
        ),
        parts.Heading(f"Stretches of {least} days or more without events"),
        parts.Bullets(_stretches(line, least) or ["None."]),
    ]
    paper = parts.Document(
        title="Chronology",
        parts=held,
        on=request.today,
        marking=MARKING,
        subtitle=review.record.reference,
    )
    answer = HttpResponse(word.write(paper), content_type=word.TYPE)
    name = f"chronology-{review.record.reference}.docx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _cells(one: queries.Shown) -> tuple[str, ...]:
    event = one.event
    when = f"{day(event.happened_on)}{', ' if event.about_when else ''}{event.about_when}"
    return (
        when,
        event.agency,
        one.what,
        one.response,
        SEEN[event.child_seen],
    )


def _stretches(line: queries.Line, least: int) -> list[str]:
    gaps = rules.gaps(line.all_days, least)
    found = [
        f"{one.days} days without any event, between {day(one.after)} and {day(one.before)}"
        for one in gaps
    ]
    found += [
        f"{line.agencies[one.agency]}: {one.days} days without an event, between {day(one.after)} "
        f"and {day(one.before)}; other agencies tell {one.others}"
        for one in rules.silences(line.days, least)
    ]
    return found


@page(permissions.see_cases, logs_reads=True)
@of_review
def same_events(request: PageRequest, review: RapidReview) -> HttpResponse:
    """Events that two agencies tell, side by side: those judged to be one, and, to who judges
    them, those that may be."""
    judged = queries.judged_of(review)
    runs = request.actor.may(permissions.run_rapid_reviews)
    proposed = queries.proposed(review, judged) if runs else []
    alike = [key for key, one in judged.items() if one.is_same]
    numbers = {number for key in [*alike, *proposed] for number in key}
    shown = {one.event.pk: one for one in queries.events_shown(queries.events_by(numbers))}
    context = {
        "review": review,
        "alike": [(shown[a], shown[b], judged[a, b]) for a, b in alike if {a, b} <= shown.keys()],
        "proposed": [(shown[a], shown[b]) for a, b in proposed if {a, b} <= shown.keys()],
        "apart": sum(not one.is_same for one in judged.values()),
        "runs": runs,
        "themes": THEMES,
        "seen": SEEN,
        **_around(review),
    }
    context["breadcrumbs"].append(("Chronology", _path("chronology", review)))
    return render(request, "reviews/same_events.html", context)


@page(permissions.run_rapid_reviews, logs_reads=True)
@of_review
def judge_same_event(
    request: PageRequest, review: RapidReview, first: int, second: int
) -> HttpResponse:
    """Judge whether two agencies tell of the same event, and say how they differ."""
    queries.two_events(review, first, second)

    def act(given: dict[str, Any]) -> str:
        operations.judge_same_event(
            review=review,
            first=first,
            second=second,
            is_same=given["is_same"] == "yes",
            difference=given["difference"],
            by=request.actor,
            now=request.now,
        )
        return _path("same_events", review)

    told = queries.events_shown(queries.events_by({first, second}))
    return ask(
        request,
        SameEventForm(request.POST or None),
        act,
        said="It is recorded.",
        heading="Two accounts",
        button="Record it",
        back=_path("same_events", review),
        caption=review.record.reference,
        intro=" ".join(
            f"{one.event.agency}, {day(one.event.happened_on)}: {one.what}" for one in told
        ),
    )


def _path(name: str, review: RapidReview) -> str:
    return reverse(f"reviews:{name}", args=[review.record.reference])


def _around(review: RapidReview) -> dict[str, Any]:
    return {
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            (review.record.reference, address_of_review(review)),
        ],
        "wide": True,
    }
