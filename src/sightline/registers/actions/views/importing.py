"""Bringing in actions from a spreadsheet: send it, look at it, bring it in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.exports import Sheet, xlsx_response
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.actions import operations, permissions
from sightline.registers.actions.forms.importing import ImportForm
from sightline.registers.actions.queries import importing as reads
from sightline.registers.actions.rules import importing as rules
from sightline.registers.actions.views.offered import groups

INTRO = (
    "Send the spreadsheet you keep your actions in, as it is: columns may stand in any order. You "
    "see each line before anything is entered."
)


@page(permissions.arrange_actions)
def receive_import(request: PageRequest) -> HttpResponse:
    """Send a spreadsheet of actions."""
    bodies = groups(request)
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        bodies=[(one.key, one.name) for one in bodies],
    )

    def act(given: dict[str, Any]) -> str:
        received = operations.receive_import(
            partnership_id=request.actor.partnership_id or 0,
            upload=given["upload"],
            usual_body=next((one for one in bodies if one.key == given["body"]), None),
            by=request.actor,
            now=request.now,
        )
        return reverse("actions:look_at_import", args=[received.pk])

    return ask(
        request,
        form,
        act,
        said="The spreadsheet is read. Nothing is entered yet.",
        heading="Bring in actions from a spreadsheet",
        button="Send it and look at it",
        back=reverse("actions:actions"),
        intro=INTRO,
    )


@page(permissions.arrange_actions)
def import_template(request: PageRequest) -> HttpResponseBase:
    """An empty spreadsheet with the headings that are understood."""
    headings = [words for words, _ in rules.FIELDS.values()]
    notes = [
        ("What is to be done", "Needed. At least five characters; no names of children"),
        ("Who does it", "A name as it stands in Sightline, or any other name"),
        ("Agency", "Needed where nobody is named"),
        ("By when", "Needed. A date, such as 31 March 2027"),
        ("State", "A line that says complete, closed or done is left out"),
    ]
    return xlsx_response(Sheet("Actions to bring in", headings, [], notes=notes))


@page(permissions.arrange_actions)
def look_at_import(request: PageRequest, number: int) -> HttpResponse:
    """Each line of a spreadsheet as it would be entered; once nothing is wrong, bring it in."""
    received = reads.import_by(request.actor, number)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = {
        name: int(sent[name]) for name in rules.FIELDS if sent.get(name, "").lstrip("-").isdigit()
    }
    found = reads.preview(received, request.actor, request.now, chosen)
    if request.method == "POST":
        try:
            made = operations.bring_in(
                received=received, lines=found.lines, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        else:
            messages.success(request, f"Actions brought in: {len(made)}. Each owner is told once.")
            return HttpResponseRedirect(reverse("actions:actions") + "?show=live")
    context = {
        "received": received,
        "found": found,
        "fields": [(name, words) for name, (words, _) in rules.FIELDS.items()],
        "needed": rules.NEEDED,
        "names": {one.key: one.name for one in groups(request)},
        "breadcrumbs": [("Actions", reverse("actions:actions"))],
        "wide": True,
    }
    return render(request, "actions/import.html", context)
