"""The handover of a chair."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.duties.rules.facts import STATES
from sightline.registers.partnership.permissions import appoint
from sightline.work.governance import permissions
from sightline.work.governance.queries.chairing import handover as handover_of


@page(permissions.see_handover)
def handover(request: PageRequest, key: str) -> HttpResponse:
    """What a body's next chair takes over: whose turn it is, what is open, what falls due in the
    next three months, and which places are vacant. It prints on two pages."""
    found = handover_of(request.actor, key, request.now, request.today)
    rotates = bool(found.page.rotating)
    context = {
        "found": found,
        "body": found.page.body,
        "rotates": rotates,
        "states": STATES,
        "today": request.today,
        "vacancies": [(one, one.days(request.today)) for one in found.vacancies],
        "overdue": {one.pk for one in found.requests if one.state == "open"
                    and one.answer_due_on < request.today}
        | {-one.pk for one in found.groups if one.ends_on < request.today},
        "may_rotate": rotates and request.actor.may(appoint),
        "breadcrumbs": [
            ("Bodies", reverse("partnership:bodies")),
            (found.page.body.name, reverse("partnership:body", args=[key])),
        ],
        "wide": True,
    }  # fmt: skip
    return render(request, "governance/handover.html", context)
