"""Requests to bodies that a person may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Agency, Body
from sightline.registers.records.queries import sight
from sightline.work.governance.models import Meeting, Request

SHOWN = 50


def requests(actor: Actor, now: datetime) -> QuerySet[Request]:
    """Requests the actor may see, newest first."""
    rows = Request.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    return rows.select_related("record", "body", "for_body", "for_agency", "meeting__record")


def page_of_requests(
    actor: Actor, now: datetime, today: date, *, which: str = "", before: int | None = None
) -> tuple[list[Request], int | None]:
    """The newest requests (`open`, `overdue` or all), those before a number in that list, and the
    number to go on from."""
    rows = requests(actor, now).order_by("-pk")
    if which in ("open", "overdue"):
        rows = rows.filter(state=Request.State.OPEN)
    if which == "overdue":
        rows = rows.filter(answer_due_on__lt=today)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: SHOWN + 1])
    return found[:SHOWN], (found[SHOWN - 1].pk if len(found) > SHOWN else None)


def request_by(actor: Actor, reference: str, now: datetime) -> Request:
    """The request with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(requests(actor, now).filter(record__reference=reference))


@dataclass(frozen=True)
class Standing:
    """For whom somebody may ask: a body they chair or sit on, or an agency they sit for."""

    key: str
    words: str
    body: Body | None = None
    agency: Agency | None = None


def standings(actor: Actor) -> list[Standing]:
    """Every body and agency for which the actor may ask; chairs first."""
    chaired, bodies, agencies = (
        _numbers(actor.keys, scope) for scope in ("chair", "body", "agency")
    )
    rows = Body.objects.filter(pk__in=chaired | bodies, partnership=actor.partnership_id)
    found = [
        Standing(
            f"body:{body.pk}",
            f"{'As chair of' if body.pk in chaired else 'As a member of'} {body.name}",
            body=body,
        )
        for body in sorted(rows, key=lambda one: (one.pk not in chaired, one.name))
    ]
    of = Agency.objects.filter(pk__in=agencies, partnership=actor.partnership_id).order_by("name")
    found += [Standing(f"agency:{one.pk}", f"For {one.name}", agency=one) for one in of]
    return found


def _numbers(keys: Iterable[str], scope: str) -> set[int]:
    return {int(key.split(":")[1]) for key in keys if key.startswith(f"{scope}:")}


def meetings_to_come(actor: Actor, body: Body, now: datetime, today: date) -> list[Meeting]:
    """The next planned meetings of a body that the actor may see."""
    rows = Meeting.objects.filter(
        sight(actor, now, "record__"), Q(on__gte=today), body=body, state=Meeting.State.PLANNED
    )
    return list(rows.select_related("record").order_by("on", "pk")[:12])
