"""Issuing the pack of a meeting, and supplements to it: each once (R3.2)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.evidence.models import DocumentVersion
from sightline.registers.partnership.queries import seats_on
from sightline.work.governance import events, notices, permissions
from sightline.work.governance.models import AgendaItem, Meeting, PackIssue
from sightline.work.governance.operations.planning import _locked
from sightline.work.governance.queries import moment_of
from sightline.work.governance.rules.agenda import check_open


@transaction.atomic
def issue_pack(*, meeting: Meeting, by: Actor, now: datetime) -> PackIssue:
    """Issue the pack: everybody who sits there is told that it is ready, with a link to their own.
    Issued again it is a supplement, and refused while nothing came since; of two at once one is
    refused. A message goes out only to those who still see the meeting then."""
    permissions.keep_agenda.check(by)
    held = _locked(meeting)
    check_open(held.state)
    last = PackIssue.objects.filter(meeting=held).order_by("-number").first()
    _check_something_is_new(held, last)
    issue = PackIssue.objects.create(
        meeting=held,
        record=held.record,
        partnership_id=held.partnership_id,
        number=last.number + 1 if last else 1,
        issued_at=now,
        issued_by=by.name,
    )
    told = _tell(held, issue, now)
    trail(
        events.supplement_issued if last else events.pack_issued,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        people=told,
    )
    return issue


def _check_something_is_new(meeting: Meeting, last: PackIssue | None) -> None:
    items = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.ON)
    if not items.exists():
        raise RuleBroken("There is nothing on the agenda to issue.")
    if last is None:
        return
    records = [meeting.record_id, *items.values_list("record_id", flat=True)]
    papers = DocumentVersion.objects.filter(record__in=records, filed_at__gt=last.issued_at)
    if not papers.exists() and not items.filter(added_at__gt=last.issued_at).exists():
        raise RuleBroken(
            f"The pack was issued by {last.issued_by} on {in_words(last.issued_at.date())}, and "
            "nothing came since."
        )


def _tell(meeting: Meeting, issue: PackIssue, now: datetime) -> int:
    seats = seats_on(meeting.partnership_id, moment_of(meeting)).filter(place__body=meeting.body)
    people = sorted(set(seats.order_by().values_list("person_id", flat=True)))
    path = reverse("governance:agenda", args=[meeting.record.reference])
    for person in people:
        queue(
            notices.SUPPLEMENT_READY if issue.number > 1 else notices.PACK_READY,
            to_person_id=person,
            to_email=None,
            facts={"date": in_words(meeting.on), "link": f"{settings.ADDRESS}{path}"},
            about=meeting.record.reference,
            key=f"{issue.pk}:{person}",
            now=now,
        )
    return len(people)
