"""Emergency access: opened, used, ended, told of and reviewed (security design, 3)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.calendar import calendar_for, in_words
from sightline.foundation.clocks import due
from sightline.foundation.errors import RuleBroken
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.queries import one_off_days
from sightline.registers.records import deadlines, events, notices, permissions, queries, rules
from sightline.registers.records.models import EmergencyAccess, EmergencyReview


@transaction.atomic
def open_in_emergency(
    *, reference: str, reason: str, by: Actor, now: datetime
) -> tuple[str, EmergencyAccess]:
    """Give oneself sight of one case for an hour, for reading only, because it cannot wait; the
    address of its page, and the access. Its owner and the data protection officer are told, and
    somebody else reviews it. A case that is absent, and one that an interest hides, are alike
    (security design, 1 and 3)."""
    permissions.open_in_emergency.check(by)
    rules.check_emergency(reason=reason, has_another=by.emergency is not None)
    found = queries.case_for_emergency(by, reference.strip())
    if found is None:
        raise RuleBroken(
            "There is no case with this reference that you can open. Check the reference.",
            field="reference",
        )
    number, address = found
    today, partnership = timezone.localdate(now), by.partnership_id or 0
    days = {one.day: one.name for one in one_off_days(partnership)}
    owed = due(deadlines.REVIEW_OF_EMERGENCY_ACCESS, today, calendar_for(today, days))
    access = EmergencyAccess.objects.create(
        record_id=number,
        partnership_id=partnership,
        reference=reference.strip(),
        person_id=by.person_id or 0,
        reason=reason.strip(),
        starts_at=now,  # the database puts its own clock here, and an hour
        ends_at=now,
        review_by_on=owed.day,
    )
    access.refresh_from_db()
    trail(
        events.emergency_opened,
        by=by,
        now=now,
        about=access.reference,
        until=f"{timezone.localtime(access.ends_at):%H:%M}",
        reason=access.reason,
    )
    enqueue("tell_of_emergency_access", number=access.pk)
    return address, access


@transaction.atomic
def end_emergency(*, by: Actor, now: datetime) -> None:
    """End one's own emergency access at this instant; ending it twice is ending it once."""
    permissions.open_in_emergency.check(by)
    for access in EmergencyAccess.objects.select_for_update(of=("self",)).filter(
        person=by.person_id, ended_at=None, ends_at__gt=now
    ):
        access.ended_at = now
        access.save(update_fields=["ended_at"])
        trail(events.emergency_ended, by=by, now=now, about=access.reference)


def note_emergency_look(*, page: str, by: Actor, now: datetime) -> None:
    """Note in the trail that a page was read by emergency access."""
    reference = by.emergency.reference if by.emergency else ""
    read = TrailEvent.Kind.READ
    trail(events.emergency_look, by=by, now=now, about=reference, kind=read, page=page)


@transaction.atomic
def review_emergency(
    *, access: EmergencyAccess, finding: str, words: str, by: Actor, now: datetime
) -> EmergencyReview:
    """Record what somebody other than the reader found about an emergency access."""
    permissions.review_emergency_access.check(by)
    done = EmergencyReview.objects.filter(access=access).exists()
    rules.check_review(
        reader=access.person_id, reviewer=by.person_id or 0, is_reviewed=done, words=words
    )
    review = EmergencyReview.objects.create(
        access=access,
        finding=finding,
        words=words.strip(),
        reviewed_by_id=by.person_id or 0,
        reviewed_at=now,
    )
    said = EmergencyReview.Finding(finding).label
    about = access.reference
    trail(events.emergency_reviewed, by=by, now=now, about=about, finding=said, words=review.words)
    return review


@transaction.atomic
def tell_of_emergency_access(*, number: int, now: datetime) -> None:
    """Tell the owner of the record and the data protection officers that it was opened (the
    worker); where there is neither, the business managers."""
    access = EmergencyAccess.objects.select_related("record").get(pk=number)
    told = queries.people_who_act_as("data-protection-officer", access.partnership_id)
    told |= {access.record.owner_id} if access.record.owner_id else set()
    told = told or queries.people_who_act_as("business-manager", access.partnership_id)
    _tell(access, notices.EMERGENCY_OPENED, told, now)


@transaction.atomic
def remind_of_emergency_access(*, today: date, now: datetime) -> None:
    """Tell those who review, once for each, of emergency accesses whose review is late (the
    worker)."""
    late = EmergencyAccess.objects.filter(review=None, review_by_on__lt=today).order_by("pk")
    for access in late:
        told = queries.people_who_act_as("data-protection-officer", access.partnership_id)
        told |= queries.people_who_act_as("business-manager", access.partnership_id)
        _tell(access, notices.EMERGENCY_WAITS, told, now)


def _tell(access: EmergencyAccess, notice: Notice, people: set[int], now: datetime) -> None:
    link = f"{settings.ADDRESS}{reverse('records:emergency_accesses')}"
    for person_id in sorted(people - {access.person_id}):
        queue(
            notice,
            to_person_id=person_id,
            to_email=None,
            facts={"due_on": in_words(access.review_by_on), "link": link},
            about="",
            key=f"{access.pk}:{person_id}",
            now=now,
        )
