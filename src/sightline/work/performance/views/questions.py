"""Pages of questions about figures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotAllowed, NotSeen
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.models import Agency
from sightline.work.performance import forms, operations, permissions, queries
from sightline.work.performance.models import Question
from sightline.work.performance.rules.periods import label
from sightline.work.performance.views import drawing

TONES = {"open": "now", "replied": "soon", "closed": "done"}


@page(permissions.see_figures)
def questions(request: PageRequest) -> HttpResponse:
    """Questions that wait, then those that were closed."""
    rows = list(queries.questions(request.actor, request.now)[: queries.SHOWN_QUESTIONS])
    context = {
        "questions": rows,
        "periods": {row.pk: label(row.period, row.series.indicator.period_kind) for row in rows},
        "late": {row.pk for row in rows if _is_late(row, request)},
        "tones": TONES,
        "breadcrumbs": [("Data set", address("performance:data_set"))],
        "wide": True,
    }
    return render(request, "performance/questions.html", context)


@page(permissions.see_figures)
def question(request: PageRequest, reference: str) -> HttpResponse:
    """One question: what was asked, the reply, and what the figures say since."""
    held = queries.question(request.actor, reference, request.now)
    picture = queries.picture(request.actor, held.series)
    asked = next((entry for entry in picture.entries if entry.period == held.period), None)
    of_agency = request.actor.holds("agency", held.agency_id)
    may_keep = request.actor.may(permissions.keep_figures)
    context = {
        "question": held,
        "asked": asked,
        "period": label(held.period, held.series.indicator.period_kind),
        "since": [entry for entry in picture.known if entry.period > held.period],
        "shown": drawing.figure,
        "verdicts": drawing.VERDICTS,
        "tones": TONES,
        "is_late": _is_late(held, request),
        "may_reply": request.actor.may(permissions.reply_to_questions) and (of_agency or may_keep),
        "may_close": request.actor.may(permissions.ask_questions),
        "marking": "OFFICIAL",
        "breadcrumbs": [
            ("Data set", address("performance:data_set")),
            ("Questions", address("performance:questions")),
        ],
        "wide": True,
    }
    return render(request, "performance/question.html", context)


@page(permissions.ask_questions)
def ask_question(request: PageRequest, code: str) -> HttpResponse:
    """Ask an agency about a figure."""
    held = queries.indicator(request.actor, code)
    framework = queries.framework_of(request.actor.partnership_id)
    series = queries.series_of(held, framework.area_code) if framework else None
    if framework is None or series is None:
        raise NotSeen
    agencies = {
        each.key: each
        for each in Agency.objects.filter(partnership=request.actor.partnership_id).order_by("name")
    }
    periods = [(str(each), label(each, held.period_kind)) for each in reversed(series.periods)]
    form = forms.AskForm(
        request.POST or None,
        agencies=[(key, each.name) for key, each in agencies.items()],
        periods=periods,
        initial={
            "agency": held.agency.key if held.agency else "",
            "period": periods[0][0] if periods else "",
        },
    )

    def act(given: dict[str, Any]) -> str:
        made = operations.ask_question(
            framework=framework,
            series=series,
            period=int(given["period"]),
            agency=agencies[given["agency"]],
            words=given["words"],
            reply_due_on=given["reply_due_on"],
            by=request.actor,
            now=request.now,
        )
        notices.success(request, f"{made.agency.name} is asked, and told by e-mail.")
        return address("performance:question", made.record.reference)

    back = address("performance:indicator", code)
    return ask(
        request, form, act, heading="Ask an agency", button="Ask", back=back, caption=held.name
    )


@page(permissions.comment_on_figures)
def comment_on_figure(request: PageRequest, code: str) -> HttpResponse:
    """Say what is behind a figure."""
    held = queries.indicator(request.actor, code)
    framework = queries.framework_of(request.actor.partnership_id)
    series = queries.series_of(held, framework.area_code) if framework else None
    if series is None:
        raise NotSeen
    if not queries.may_comment(request.actor, held):
        raise NotAllowed(permissions.comment_on_figures.code)
    periods = [(str(each), label(each, held.period_kind)) for each in reversed(series.periods)]
    form = forms.CommentForm(
        request.POST or None,
        periods=periods,
        initial={"period": periods[0][0] if periods else ""},
    )
    back = address("performance:indicator", code)

    def act(given: dict[str, Any]) -> str:
        operations.comment_on_figure(
            series=series,
            period=int(given["period"]),
            words=given["words"],
            by=request.actor,
            now=request.now,
        )
        return back

    return ask(
        request,
        form,
        act,
        said="It stands beside the figure.",
        heading="Say what is behind a figure",
        button="Save",
        back=back,
        caption=held.name,
    )


@page(permissions.ask_questions)
def ask_of_indicator(request: PageRequest, code: str) -> HttpResponse:
    """Attach a scrutiny question to an indicator."""
    held = queries.indicator(request.actor, code)
    form = forms.ScrutinyForm(request.POST or None)
    back = address("performance:indicator", code)

    def act(given: dict[str, Any]) -> str:
        operations.ask_of_indicator(
            indicator=held, words=given["words"], by=request.actor, now=request.now
        )
        return back

    return ask(
        request,
        form,
        act,
        said="It stands with the indicator, and in the report.",
        heading="Ask a scrutiny question",
        button="Ask",
        back=back,
        caption=held.name,
    )


@page(permissions.comment_on_figures)
def answer_scrutiny(request: PageRequest, number: int) -> HttpResponse:
    """Answer a scrutiny question."""
    held = queries.scrutiny_question(request.actor, number)
    if not queries.may_comment(request.actor, held.indicator):
        raise NotAllowed(permissions.comment_on_figures.code)
    form = forms.AnswerForm(request.POST or None)
    back = address("performance:indicator", held.indicator.code)

    def act(given: dict[str, Any]) -> str:
        operations.answer_scrutiny(
            question=held,
            answer=given["answer"],
            by=request.actor,
            now=request.now,
        )
        return back

    return ask(
        request,
        form,
        act,
        said="The answer stands with the question.",
        heading="Answer",
        button="Save the answer",
        back=back,
        caption=held.words,
    )


@page(permissions.reply_to_questions)
def reply_to_question(request: PageRequest, reference: str) -> HttpResponse:
    """Reply to a question."""
    held = queries.question(request.actor, reference, request.now)
    of_agency = request.actor.holds("agency", held.agency_id)
    if not of_agency and not request.actor.may(permissions.keep_figures):
        raise NotAllowed(permissions.reply_to_questions.code)
    form = forms.ReplyForm(request.POST or None, initial={"reply": held.reply})

    def act(given: dict[str, Any]) -> str:
        operations.reply_to_question(
            question=held, reply=given["reply"], by=request.actor, now=request.now
        )
        return address("performance:question", reference)

    back = address("performance:question", reference)
    return ask(
        request,
        form,
        act,
        said="The reply is with the group.",
        heading="Reply",
        button="Send the reply",
        back=back,
        caption=held.words,
    )


@page(permissions.ask_questions)
def close_question(request: PageRequest, reference: str) -> HttpResponse:
    """Close a question."""
    held = queries.question(request.actor, reference, request.now)
    form = forms.CloseForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.close_question(
            question=held,
            outcome=given["outcome"],
            by=request.actor,
            now=request.now,
        )
        return address("performance:question", reference)

    back = address("performance:question", reference)
    return ask(
        request,
        form,
        act,
        said="The question is closed.",
        heading="Close the question",
        button="Close it",
        back=back,
        caption=held.words,
    )


def _is_late(question: Question, request: PageRequest) -> bool:
    return question.state == Question.State.OPEN and question.reply_due_on < request.today
