"""What of a body's actions and decisions may stand in its report: that which everybody who reads
the report could read anyway. The rest is counted, never told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from sightline.foundation.govuk.words import day
from sightline.registers.actions.models import Action
from sightline.registers.partnership.models import Body
from sightline.registers.records.models import Marking
from sightline.registers.records.queries import with_interest
from sightline.work.governance.models import Decision

OPEN = (Action.State.OPEN, Action.State.UNDER_WAY)
LONGEST = 300  # of a decision: a report points, the minutes tell
SHOWN = 40


def actions_of(body: Body, since: date, until: date) -> dict[str, list[list[str]]]:
    """The actions a body owns: how many are open, overdue, were completed or made a difference
    since a day, and those that the Executive sees (R3.3, R3.7)."""
    rows = Action.objects.filter(body=body).exclude(state=Action.State.MERGED)
    is_open = Q(state__in=OPEN)
    done = Q(completed_on__gt=since, completed_on__lte=until) & ~is_open
    proved = Q(state=Action.State.DIFFERENCE, verified_on__gt=since, verified_on__lte=until)
    late = is_open & Q(due_on__lt=until)
    wanted = rows.filter(is_open | done)
    told = _for_all(wanted.order_by("due_on", "pk").select_related("agency"), body)
    found = [
        [
            one.what,
            one.owner_name or (one.agency.name if one.agency else ""),
            day(one.due_on),
            "Overdue" if one.state in OPEN and one.due_on < until else one.get_state_display(),
        ]
        for one in told
    ]
    counted = [
        ["Open", rows.filter(is_open).count()],
        ["Overdue", rows.filter(late).count()],
        ["Completed in this period", rows.filter(done).count()],
        ["Found to have made a difference", rows.filter(proved).count()],
        ["Not listed below", wanted.count() - len(found)],
    ]
    return {
        "action_counts": [[words, str(number)] for words, number in counted if number],
        "actions": found,
    }


def decisions_of(body: Body, since: date, until: date) -> list[list[str]]:
    """The decisions of a body between two days, of items that everybody who sees the meeting sees;
    what was decided in its second part is counted in the last row."""
    rows = Decision.objects.filter(
        item__meeting__body=body,
        withdrawn_at__isnull=True,
        decided_on__gt=since,
        decided_on__lte=until,
    )
    told = _for_all(rows.filter(item__is_private=False).order_by("decided_on", "pk"), body)
    found = [[_cut(one.words), day(one.decided_on)] for one in told]
    apart = rows.count() - len(found)
    if apart:
        found.append([f"Not told here: {apart}", ""])
    return found


def _for_all(rows: QuerySet[Any], body: Body) -> list[Any]:
    """Only what is for the whole Executive, and in which nobody has an interest."""
    found = list(
        rows.filter(
            record__marking__in=[Marking.PUBLIC, Marking.INTERNAL],
            record__audience__contains=[f"capacity:{body.partnership_id}:executive-member"],
        )[:SHOWN]
    )
    kept_back = with_interest([one.record_id for one in found])
    return [one for one in found if one.record_id not in kept_back]


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(' ', 1)[0]}…"
