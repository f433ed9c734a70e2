"""Pages of agendas: the whole, one item, its papers, and what a body always begins with."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.actions.permissions import make_actions
from sightline.registers.actions.queries import panel_of, risen_to
from sightline.registers.partnership.queries import body_by_key
from sightline.registers.records.models import Marking
from sightline.registers.records.permissions import record_interest
from sightline.registers.records.queries import history_of
from sightline.work.governance import operations, permissions, queries
from sightline.work.governance.forms import agenda as forms
from sightline.work.governance.models import AgendaItem, Meeting
from sightline.work.governance.queries import agenda as reads
from sightline.work.governance.queries.bound import source_of
from sightline.work.governance.queries.issuing import late_since, pack_issues
from sightline.work.governance.rules import agenda as rules


@page(permissions.see_meetings)
def agenda(request: PageRequest, reference: str) -> HttpResponse:
    """The agenda of a meeting as the reader sees it; the office puts it in order here."""
    meeting = queries.meeting(request.actor, reference, request.now)
    entries = reads.agenda(meeting, request.actor, request.now)
    may_keep = request.actor.may(permissions.keep_agenda)
    issues = pack_issues(meeting)
    context = {
        "meeting": meeting,
        "entries": entries,
        "issues": issues,
        "late_since": late_since(issues),
        "adds_up": rules.adds_up(
            [one.item.takes for one in entries], meeting.starts_at, meeting.ends_at
        ),
        "may_keep": may_keep and meeting.state == Meeting.State.PLANNED,
        "breadcrumbs": _crumbs(meeting),
        "wide": True,
    }
    return render(request, "governance/agenda.html", context)


@page(permissions.keep_agenda)
def order_agenda(request: PageRequest, reference: str) -> HttpResponse:
    """Put the agenda in the order of the numbers typed."""
    meeting = queries.meeting(request.actor, reference, request.now)
    back = reverse("governance:agenda", args=[reference])
    if request.method == "POST":
        seen = [int(each) for each in request.POST.get("seen", "").split(",") if each.isdigit()]
        typed = {number: request.POST.get(f"place-{number}", "").strip() for number in seen}
        wanted = {number: int(text) for number, text in typed.items() if text.isdecimal()}
        try:
            if len(wanted) != len(seen):
                raise RuleBroken("Give each item a number, such as 3.")
            operations.order_agenda(
                meeting=meeting, seen=seen, wanted=wanted, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        else:
            messages.success(request, "The agenda is in its new order.")
    return redirect(back)


@page(permissions.keep_agenda)
def fill_agenda(request: PageRequest, reference: str) -> HttpResponse:
    """Put on the agenda what belongs there and does not stand there yet."""
    meeting = queries.meeting(request.actor, reference, request.now)
    if request.method == "POST":
        try:
            count = operations.fill_agenda(
                meeting=meeting, by=request.actor, now=request.now, today=request.today
            )
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        else:
            messages.success(
                request, f"Items added: {count}." if count else "Nothing is missing: all is there."
            )
    return redirect("governance:agenda", reference)


@page(permissions.keep_agenda)
def add_item(request: PageRequest, reference: str) -> HttpResponse:
    """Put an item on the agenda."""
    meeting = queries.meeting(request.actor, reference, request.now)
    form = forms.ItemForm(request.POST or None, initial={"takes": 10, "meant_for": "meeting"})

    def act(given: dict[str, Any]) -> str:
        operations.add_item(meeting=meeting, **given, by=request.actor, now=request.now)
        return reverse("governance:agenda", args=[reference])

    return ask(
        request,
        form,
        act,
        said="The item is on the agenda.",
        heading="Add an item",
        button="Add the item",
        back=reverse("governance:agenda", args=[reference]),
        caption=meeting.record.title,
    )


@page(permissions.see_meetings)
def item(request: PageRequest, reference: str) -> HttpResponse:
    """One item: what is asked, its papers, its minute and decisions."""
    found = reads.item(request.actor, reference, request.now)
    meeting, actor = found.meeting, request.actor
    is_open = meeting.state == Meeting.State.PLANNED and found.state == AgendaItem.State.ON
    context = {
        "item": found,
        "meeting": meeting,
        "source": source_of(found, actor, request.now),
        "papers": reads.PAPERS.rows(records=[found.record_id]),
        "written": reads.minuted([found.pk])[found.pk],
        "arising": reads.arising(found, actor, request.now) if found.origin == "arising" else [],
        "overdue": risen_to(meeting.body, actor, request.now, request.today)
        if found.origin == AgendaItem.Origin.OVERDUE
        else [],
        "actions_panel": panel_of(
            found.record, actor, request.now, request.today, may_make=actor.may(make_actions)
        ),
        "may_find": actor.may(record_interest),
        "marking": Marking(found.record.marking).label,
        "trail": history_of(found.record),
        "may_keep": actor.may(permissions.keep_agenda) and is_open,
        "may_file": actor.may(permissions.keep_agenda) and meeting.state != Meeting.State.CANCELLED,
        "may_minute": actor.may(permissions.take_minutes)
        and meeting.state != Meeting.State.CANCELLED
        and meeting.on <= request.today,
        "is_approved": bool(reads.approvals(meeting)),
        "breadcrumbs": [
            *_crumbs(meeting),
            ("Agenda", reverse("governance:agenda", args=[meeting.record.reference])),
        ],
        "wide": True,
    }
    return render(request, "governance/item.html", context)


@page(permissions.keep_agenda)
def change_item(request: PageRequest, reference: str) -> HttpResponse:
    """Change an item, or who sees it."""
    found = reads.item(request.actor, reference, request.now)
    names = ("title", "purpose", "takes", "presenter", "note", "meant_for")
    form = forms.ChangeItemForm(
        request.POST or None, initial={name: getattr(found, name) for name in names}
    )

    def act(given: dict[str, Any]) -> str:
        operations.change_item(item=found, **given, by=request.actor, now=request.now)
        return reverse("governance:agenda", args=[found.meeting.record.reference])

    return _about_item(request, found, form, act, "Change the item", "Save the item",
                       "The item is changed.")  # fmt: skip


@page(permissions.keep_agenda)
def file_item_paper(request: PageRequest, reference: str) -> HttpResponse:
    """File a paper for an item."""
    found = reads.item(request.actor, reference, request.now)
    form = forms.PaperForItemForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> str:
        operations.file_paper(item=found, **given, by=request.actor, now=request.now)
        return reverse("governance:item", args=[reference])

    return _about_item(request, found, form, act, "File a paper", "File the paper",
                       "The paper is filed.")  # fmt: skip


@page(permissions.keep_agenda)
def remove_item(request: PageRequest, reference: str) -> HttpResponse:
    """Take an item off the agenda."""
    found = reads.item(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.remove_item(item=found, **given, by=request.actor, now=request.now)
        return reverse("governance:agenda", args=[found.meeting.record.reference])

    form = forms.OffForm(request.POST or None)
    return _about_item(request, found, form, act, "Take the item off the agenda", "Take it off",
                       "The item is off the agenda. It stays on record.")  # fmt: skip


@page(permissions.keep_agenda)
def carry_item(request: PageRequest, reference: str) -> HttpResponse:
    """Carry an item to the next meeting."""
    found = reads.item(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.carry_item(item=found, **given, by=request.actor, now=request.now)
        return reverse("governance:agenda", args=[found.meeting.record.reference])

    form = forms.OffForm(request.POST or None)
    return _about_item(request, found, form, act, "Carry the item to the next meeting", "Carry it",
                       "The item is carried: the next agenda takes it up by itself.")  # fmt: skip


@page(permissions.keep_agenda)
def standing_items(request: PageRequest, key: str) -> HttpResponse:
    """What stands on every agenda of a body: the lines, and a form for one more."""
    body = body_by_key(request.actor.partnership_id, key)
    rows = reads.standing_items(body.pk)
    here = reverse("governance:standing_items", args=[key])
    form = forms.StandingForm(request.POST or None, initial={"takes": 10})
    if form.is_valid():
        try:
            operations.keep_standing_item(
                body=body, **form.cleaned_data, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "It comes onto each new agenda of this body.")
            return redirect(here)
    context = {
        "body": body, "rows": rows, "form": form, "here": here,
        "first": rules.FIRST, "last": rules.LAST,
        "breadcrumbs": [
            ("Bodies", reverse("partnership:bodies")),
            (body.name, reverse("partnership:body", args=[key])),
        ],
    }  # fmt: skip
    return render(request, "governance/standing_items.html", context)


@page(permissions.keep_agenda)
def end_standing_item(request: PageRequest, key: str, number: int) -> HttpResponse:
    """End a line of a body's template."""
    body = body_by_key(request.actor.partnership_id, key)
    row = next((one for one in reads.standing_items(body.pk) if one.pk == number), None)
    if row is not None and request.method == "POST":
        operations.end_standing_item(row=row, by=request.actor, now=request.now)
        messages.success(request, "It comes onto no new agenda. Those that have it keep it.")
    return redirect("governance:standing_items", key)


def _about_item(
    request: PageRequest, item: AgendaItem, form: Any, act: Any, heading: str, button: str,
    said: str,
) -> HttpResponse:  # fmt: skip
    return ask(
        request, form, act, said=said, heading=heading, button=button,
        back=reverse("governance:item", args=[item.record.reference]), caption=item.title,
    )  # fmt: skip


def _crumbs(meeting: Meeting) -> list[tuple[str, str]]:
    return [
        ("Meetings", reverse("governance:meetings")),
        (meeting.record.title, reverse("governance:meeting", args=[meeting.record.reference])),
    ]
