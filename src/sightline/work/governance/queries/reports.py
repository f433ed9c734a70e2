"""Reports of groups that a person may see, and the facts they rest on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from sightline.foundation.govuk.documents import parts
from sightline.foundation.govuk.words import day
from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.duties.queries import register_as_at
from sightline.registers.duties.rules.facts import ORDER
from sightline.registers.partnership.models import Body
from sightline.registers.partnership.queries import arrangement_on
from sightline.registers.records.models import Marking
from sightline.registers.records.queries import sight
from sightline.work.governance.models import GroupReport, Meeting, Request, TaskGroup
from sightline.work.governance.queries.drawn import actions_of, decisions_of
from sightline.work.governance.rules.task_groups import state_of

SHOWN = 50


def reports(actor: Actor, now: datetime) -> QuerySet[GroupReport]:
    """Reports the actor may see, newest first."""
    rows = GroupReport.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id
    )
    return rows.select_related("record", "body", "to_body", "meeting__record").order_by("-pk")


def report_by(actor: Actor, reference: str, now: datetime) -> GroupReport:
    """The report with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(reports(actor, now).filter(record__reference=reference))


def last_until(body: Body) -> date | None:
    """The day up to which a body's last submitted report goes."""
    rows = GroupReport.objects.filter(body=body).exclude(state=GroupReport.State.DRAFT)
    found: date | None = rows.order_by("-until_on").values_list("until_on", flat=True).first()
    return found


def reports_to(body: Body, today: date) -> Body | None:
    """The body that the arrangements have this one report to."""
    arrangement = arrangement_on(body.partnership_id, today)
    if arrangement is None:
        return None
    says = next((one for one in arrangement.bodies if one.id == body.key), None)
    keys = [line.to_body for line in arrangement.reporting_lines
            if line.sender_body == body.key and line.to_body]  # fmt: skip
    keys += [says.reports_to] if says is not None and says.reports_to else []
    return Body.objects.filter(partnership=body.partnership_id, key__in=keys[:1]).first()


def facts_of(body: Body, since: date, until: date) -> dict[str, list[list[str]]]:
    """What the records say of a body between two days: duties with their state, meetings held and
    who came, decisions, actions, requests it made, and its task and finish groups. Rows of words,
    as they are kept."""
    register = register_as_at(body.partnership_id, until, today=until)
    states = [
        state
        for state in (register.states() if register else [])
        if body.key in (state.duty.owner_body, state.duty.body)
    ]
    states.sort(key=lambda one: ORDER[one.code])
    came = Count("attendances", filter=Q(attendances__how__in=["attended", "deputy"]))
    held = Meeting.objects.filter(
        body=body, state=Meeting.State.HELD, on__gt=since, on__lte=until
    ).annotate(came=came, places=Count("attendances"))
    asked = Request.objects.filter(for_body=body, record__on__gt=since, record__on__lte=until)
    groups = TaskGroup.objects.filter(Q(reported_at__isnull=True) | Q(reported_at__date__gt=since))
    return {
        "duties": [
            [one.duty.promise, one.word, day(one.last_done) if one.last_done else ""]
            for one in states
        ],
        "meetings": [
            [day(one.on), f"{one.came} of {one.places} places"] for one in held.order_by("on")
        ],
        "decisions": decisions_of(body, since, until),
        **actions_of(body, since, until),
        "requests": [[one.subject, one.get_state_display()] for one in asked.order_by("pk")],
        "groups": [
            [
                one.name,
                state_of(
                    has_reported=one.reported_at is not None, ends_on=one.ends_on, today=until
                )[0],
                day(one.ends_on),
            ]
            for one in groups.filter(body=body).order_by("ends_on", "pk")
        ],
    }


TABLES = (
    ("duties", "Duties and their state", ("Promise", "State", "Last done")),
    ("meetings", "Meetings held", ("Day", "Took part")),
    ("decisions", "Decisions", ("Decision", "Day")),
    ("action_counts", "Actions of this group", ("Actions", "How many")),
    ("actions", "Actions open or completed in this period", ("Action", "Who", "Due", "State")),
    ("requests", "Requests made", ("About", "State")),
    ("groups", "Task and finish groups", ("Group", "State", "Reports back by")),
)
"""The tables of a report: name among the facts, caption, headings."""


def paper_of(report: GroupReport, facts: dict[str, Any], partnership: str) -> parts.Document:
    """The report as a paper, for Word and PDF."""
    body: list[parts.Part] = [parts.Heading("From the chair"), parts.Paragraph(report.words)]
    body += [parts.Heading(f"Asked of {report.to_body.name}")]
    body += [parts.Paragraph(report.asks or "Nothing.")]
    body.append(parts.Heading("From the records"))
    for name, caption, headings in TABLES:
        if facts.get(name):
            body.append(parts.TableOf(caption, headings, facts[name]))
        else:
            body.append(parts.Paragraph(f"{caption}: none in this period."))
    return parts.Document(
        title=f"Report of {report.body.name}",
        parts=body,
        on=report.until_on,
        partnership=partnership,
        marking=Marking(report.record.marking).label,
        subtitle=f"{day(report.since_on)} to {day(report.until_on)}",
        author=report.submitted_by or report.begun_by,
        facts=[("Reference", report.record.reference), ("To", report.to_body.name)],
    )
