"""Completions of e-learning brought in by file: whole or not at all."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Agency
from sightline.work.training import events, permissions
from sightline.work.training.models import (
    Certificate,
    Completion,
    CompletionFile,
    Course,
    Learner,
)
from sightline.work.training.operations.booking import Named, _learner
from sightline.work.training.rules import attending, completing
from sightline.work.training.rules import programme as rules


@transaction.atomic
def receive_completions(
    *, course: Course, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> CompletionFile:
    """Read a file of completions of a course, to be looked at before it is taken in; `Faulty` with
    every fault by its line, and nothing is kept."""
    permissions.manage_programme.check(by)
    stored = files.accept(upload, by=by, now=now)
    if stored.kind not in ("csv", "xlsx"):
        raise RuleBroken("Choose a CSV file or an Excel workbook.", field="upload")
    upload.seek(0)
    table = completing.table_of(upload.read(), stored.kind)
    agencies: dict[str, int] = {}
    for one in Agency.objects.filter(partnership=course.partnership_id):
        agencies |= {one.name.casefold(): one.pk, one.key.casefold(): one.pk}
    entries = completing.read(table, agencies, timezone.localdate(now))
    _check_agencies(course.partnership_id, entries)
    made = CompletionFile.objects.create(
        partnership_id=course.partnership_id,
        course=course,
        stored_file=stored,
        filename=stored.original_name,
        entries=[{**asdict(one), "completed_on": one.completed_on.isoformat()} for one in entries],
        received_at=now,
        received_by=by.name,
    )
    trail(
        events.completions_received, by=by, now=now, partnership_id=course.partnership_id,
        course=course.reference, lines=len(entries),
    )  # fmt: skip
    return made


@transaction.atomic
def take_completions(*, file: CompletionFile, by: Actor, now: datetime) -> int:
    """Take a file in that was looked at: every completion of it, or none. What is known already is
    not entered twice; the answer is how many were new."""
    permissions.manage_programme.check(by)
    rows = CompletionFile.objects.select_for_update(of=("self",)).select_related("course")
    held = rows.filter(pk=file.pk).first()
    if held is None:
        raise NotSeen
    if held.taken_at is not None:
        raise RuleBroken("This file was taken in already.")
    entries = [
        completing.Entry(**{**one, "completed_on": date.fromisoformat(one["completed_on"])})
        for one in held.entries
    ]
    _check_agencies(held.partnership_id, entries)
    agencies = Agency.objects.in_bulk([one.agency for one in entries])
    fresh = 0
    for one in entries:
        learner = _learner(agencies[one.agency], Named(one.name, one.email), by)
        _, is_new = Completion.objects.get_or_create(
            course=held.course,
            learner=learner,
            completed_on=one.completed_on,
            taken_back_at=None,
            defaults={
                "partnership_id": held.partnership_id,
                "agency_id": one.agency,
                "person_id": learner.person_id,
                "expires_on": attending.expiry(one.completed_on, held.course.refresher_months),
                "told_in": held,
            },
        )
        fresh += is_new
    held.taken_at, held.taken_by = now, by.name
    held.save(update_fields=["taken_at", "taken_by"])
    trail(
        events.completions_taken, by=by, now=now, partnership_id=held.partnership_id,
        course=held.course.reference, new=fresh, lines=len(entries),
    )  # fmt: skip
    return fresh


@transaction.atomic
def take_back_completion(
    *, completion: Completion, reason: str, by: Actor, now: datetime
) -> Completion:
    """Take back a completion that was wrong: it stays to be seen, counts nowhere, and its
    certificate no longer answers."""
    permissions.manage_programme.check(by)
    reason = rules.check_reason(reason)
    rows = Completion.objects.select_for_update(of=("self",)).select_related("course")
    held = rows.filter(pk=completion.pk).first()
    if held is None:
        raise NotSeen
    if held.taken_back_at is not None:
        raise RuleBroken("This completion was taken back already.")
    held.taken_back_at, held.taken_back_by, held.taken_back_reason = now, by.name, reason
    held.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
    Certificate.objects.filter(completion=held, withdrawn_at__isnull=True).update(withdrawn_at=now)
    trail(
        events.completion_taken_back, by=by, now=now, about=f"CPL-{held.pk}",
        partnership_id=held.partnership_id, course=held.course.title, reason=reason,
    )  # fmt: skip
    return held


def _check_agencies(partnership_id: int, entries: list[completing.Entry]) -> None:
    """An address that is known belongs to one agency."""
    known = dict(
        Learner.objects.filter(
            partnership=partnership_id, email__in=[one.email for one in entries]
        ).values_list("email", "agency_id")
    )
    faults = [
        (one.line, f"{one.email} is known, for somebody of another agency")
        for one in entries
        if known.get(one.email, one.agency) != one.agency
    ]
    if faults:
        raise completing.Faulty(faults)
