"""Days that are not worked beyond those everybody knows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.govuk.words import day
from sightline.foundation.requests import PageRequest, page
from sightline.registers.partnership import operations, permissions, queries
from sightline.registers.partnership.forms import OneOffDayForm
from sightline.registers.partnership.views.asking import ask, data_of


@page(permissions.add_one_off_day)
def calendar(request: PageRequest) -> HttpResponse:
    """The one-off days that were added, and a form to add one."""
    partnership_id = request.actor.partnership_id or 0
    form = OneOffDayForm(data_of(request))

    def act(answers: dict[str, Any]) -> str:
        operations.add_one_off_day(
            partnership_id=partnership_id,
            day=answers["day"],
            name=answers["name"],
            by=request.actor,
            now=request.now,
        )
        messages.success(request, f"{day(answers['day'])} is not a working day")
        return reverse("partnership:calendar")

    return ask(
        request,
        form,
        act,
        template="partnership/calendar.html",
        title="Days that are not worked",
        means="Clocks that start from now on leave this day out of working days. "
        "A due date that was stored before stays as it was.",
        button="Add the day",
        back=reverse("partnership:calendar"),
        days=queries.one_off_days(partnership_id),
    )
