"""Making courses, putting them in the catalogue and taking them out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import operations as duties
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record
from sightline.registers.records.queries import tied_to
from sightline.work.training import events, permissions
from sightline.work.training.models import AudienceGroup, Course
from sightline.work.training.rules import programme as rules

OFFICE = ("business-manager", "business-unit", "training-coordinator")


def _office(partnership_id: int) -> list[str]:
    """The keys of those who make the programme: all who see a draft."""
    return [f"capacity:{partnership_id}:{name}" for name in OFFICE]


def _locked_course(course: Course) -> Course:
    """The course as it stands, locked until the operation ends."""
    rows = Course.objects.select_for_update(of=("self",)).select_related("record")
    found = rows.filter(pk=course.pk).first()
    if found is None:
        raise NotSeen
    return found


@transaction.atomic
def make_course(
    *, partnership_id: int, serves: Iterable[Record] = (), by: Actor, now: datetime, **said: Any
) -> Course:
    """Add a course as a draft (R8.2). `said` are the columns that a person fills in, `serves` the
    records that it is for, as `_tie` says."""
    permissions.manage_programme.check(by)
    record = records.open_record(
        partnership_id=partnership_id,
        prefix="CRS",
        kind="training:course",
        title=said["title"],
        marking=Marking.INTERNAL,
        audience=_office(partnership_id),
        on=timezone.localdate(now),
        now=now,
        summary=_words(said),
    )
    course = Course.objects.create(
        record=record, reference=record.reference, partnership_id=partnership_id, **said
    )
    trail(
        events.course_made,
        by=by,
        now=now,
        about=record.reference,
        partnership_id=partnership_id,
        title=course.title,
    )
    _tie(course, serves, by, now)
    return course


@transaction.atomic
def change_course(
    *,
    course: Course,
    version: int,
    serves: Iterable[Record] | None = None,
    by: Actor,
    now: datetime,
    **said: Any,
) -> Course:
    """Change what a course says, and where `serves` is given what it is for; refused where somebody
    else saved since `version`."""
    permissions.manage_programme.check(by)
    held = _locked_course(course)
    if held.version != version:
        raise RuleBroken("Somebody else changed this course since you opened it. Open it again.")
    for name, value in said.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*said, "version"])
    records.retitle(record=held.record, title=held.title, on=held.record.on, summary=_words(said))
    trail(
        events.course_changed,
        by=by,
        now=now,
        about=held.reference,
        partnership_id=held.partnership_id,
        title=held.title,
    )
    if serves is not None:
        _tie(held, serves, by, now)
    return held


@transaction.atomic
def publish_course(*, course: Course, by: Actor, now: datetime) -> Course:
    """Put a course in the public catalogue. An e-learning course is on offer from then on."""
    permissions.manage_programme.check(by)
    held = _locked_course(course)
    rules.check_course_step(held.state, Course.State.PUBLISHED)
    held.state = Course.State.PUBLISHED
    held.version += 1
    held.save(update_fields=["state", "version"])
    records.mark(record=held.record, marking=Marking.PUBLIC, audience=_office(held.partnership_id))
    if held.kind == Course.Kind.E_LEARNING:
        duties.fulfil(
            kind="training-held",
            subject=duties.Subject(topic="e-learning"),
            on=timezone.localdate(now),
            record=held.record,
            by=by,
            now=now,
        )
    trail(
        events.course_published,
        by=by,
        now=now,
        about=held.reference,
        partnership_id=held.partnership_id,
        title=held.title,
    )
    return held


@transaction.atomic
def withdraw_course(*, course: Course, reason: str, by: Actor, now: datetime) -> Course:
    """Take a course out of the catalogue; its events stay as they are."""
    permissions.manage_programme.check(by)
    held = _locked_course(course)
    rules.check_course_step(held.state, Course.State.WITHDRAWN)
    reason = rules.check_reason(reason)
    held.state = Course.State.WITHDRAWN
    held.version += 1
    held.save(update_fields=["state", "version"])
    records.mark(
        record=held.record, marking=Marking.INTERNAL, audience=_office(held.partnership_id)
    )
    trail(
        events.course_withdrawn,
        by=by,
        now=now,
        about=held.reference,
        partnership_id=held.partnership_id,
        title=held.title,
        reason=reason,
    )
    return held


@transaction.atomic
def add_audience_group(
    *, partnership_id: int, framework: str, names: Iterable[str], by: Actor, now: datetime
) -> None:
    """Add groups that courses are for, in the words of one framework, in their order."""
    permissions.manage_programme.check(by)
    last = AudienceGroup.objects.filter(partnership_id=partnership_id).count()
    for place, name in enumerate(names, last + 1):
        key = slugify(f"{framework} {name}")[:60]
        if AudienceGroup.objects.filter(partnership_id=partnership_id, key=key).exists():
            raise RuleBroken(f"{name} is in the list already.", field="names")
        AudienceGroup.objects.create(
            partnership_id=partnership_id, framework=framework, key=key, name=name, position=place
        )
        trail(
            events.audience_added,
            by=by,
            now=now,
            partnership_id=partnership_id,
            name=name,
            framework=framework,
        )


def _words(said: dict[str, Any]) -> str:
    return f"{said.get('summary', '')} {said.get('aims', '')}".strip()


def _tie(course: Course, serves: Iterable[Record], by: Actor, now: datetime) -> None:
    """Say what a course is for: recommendations that it answers, and other records that it serves,
    such as an objective of the business plan. What `by` sees and does not name any more is untied;
    what is hidden from them stays as it is."""
    wanted = {one.pk: one for one in serves}
    stands = {one.record.pk: one for one in tied_to(course.record, by, now)}
    fresh = [one for pk, one in wanted.items() if pk not in stands]
    gone = [one for pk, one in stands.items() if pk not in wanted]
    for one in fresh:
        records.link(source=course.record, target=one, how=rules.how_served(one.kind), now=now)
    if any(rules.how_served(one.kind) == rules.ANSWERS for one in fresh):
        enqueue("tell_what_course_served", number=course.pk)  # what was done before it was tied
    for tied in gone:
        records.end_link(source=course.record, target=tied.record, how=tied.how, now=now)
    if fresh or gone:  # everybody who reads of the course reads its trail: it names none of them
        trail(
            events.course_tied,
            by=by,
            now=now,
            about=course.reference,
            partnership_id=course.partnership_id,
            made=len(fresh),
            ended=len(gone),
        )
