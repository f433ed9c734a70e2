"""What roles need, and how many people agencies have in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Agency
from sightline.work.training import events, permissions
from sightline.work.training.models import Course, RoleNeed, WorkforceCount, WorkforceRole
from sightline.work.training.operations.booking import _check_books_for
from sightline.work.training.rules import completing, counting, needing
from sightline.work.training.rules.counting import Counted
from sightline.work.training.rules.needing import called


@transaction.atomic
def set_role(
    *,
    partnership_id: int,
    role: WorkforceRole | None,
    name: str,
    also_called: Iterable[str],
    courses: Iterable[Course],
    by: Actor,
    now: datetime,
) -> WorkforceRole:
    """Set a role of the workforce, what else it is called, and exactly which courses everybody in
    it needs (R8.1). No two roles share a name: a person would be counted twice."""
    permissions.manage_programme.check(by)
    name, others = name.strip(), [one.strip() for one in also_called if one.strip()]
    taken = {called(name), *(called(one) for one in others)}
    for other in WorkforceRole.objects.filter(partnership=partnership_id):
        if other != role and taken & {
            called(other.name),
            *(called(one) for one in other.also_called),
        }:
            raise RuleBroken(f"{other.name} is called that already.", field="name")
    if role is None:
        held = WorkforceRole.objects.create(
            partnership_id=partnership_id, name=name, also_called=others
        )
    else:
        held = WorkforceRole.objects.select_for_update().get(pk=role.pk)
        held.name, held.also_called = name, others
        held.save(update_fields=["name", "also_called"])
    wanted = {one.pk for one in courses}
    stands = RoleNeed.objects.filter(role=held, dropped_at__isnull=True)
    before = set(stands.values_list("course_id", flat=True))
    stands.exclude(course__in=wanted).update(dropped_at=now)
    for course in sorted(wanted - before):
        RoleNeed.objects.create(partnership_id=partnership_id, role=held, course_id=course)
    trail(
        events.role_set, by=by, now=now, partnership_id=partnership_id, role=name,
        courses=len(wanted),
    )  # fmt: skip
    return held


@transaction.atomic
def place_role(*, role: WorkforceRole, words: str, by: Actor, now: datetime) -> WorkforceRole:
    """Judge that a role as people wrote it when booking is one the list knows, so that everybody
    who wrote it is counted there (R8.1)."""
    permissions.manage_programme.check(by)
    words = words.strip()
    for other in WorkforceRole.objects.select_for_update().filter(partnership=role.partnership_id):
        names = {called(one) for one in (other.name, *other.also_called)}
        if called(words) in names:
            raise RuleBroken(f"{other.name} is called that already.", field="words")
    held = WorkforceRole.objects.get(pk=role.pk)
    held.also_called = [*held.also_called, words]
    held.save(update_fields=["also_called"])
    trail(
        events.role_placed, by=by, now=now, partnership_id=held.partnership_id, words=words,
        role=held.name,
    )  # fmt: skip
    return held


@transaction.atomic
def count_workforce(*, agency: Agency, staff: Mapping[int, int], by: Actor, now: datetime) -> None:
    """Keep how many people an agency has in each role; what is not given stays as it was said."""
    _check_books_for(agency.pk, by)
    roles = WorkforceRole.objects.filter(partnership=agency.partnership_id, pk__in=staff)
    for role in roles.order_by("pk"):
        WorkforceCount.objects.update_or_create(
            agency=agency,
            role=role,
            defaults={
                "partnership_id": agency.partnership_id,
                "staff": staff[role.pk],
                "entered_at": now,
                "entered_by": by.name,
            },
        )
    trail(
        events.workforce_counted, by=by, now=now, partnership_id=agency.partnership_id,
        agency=agency.name, roles=len(roles),
    )  # fmt: skip


def read_workforce(*, agency: Agency, upload: UploadedFile[bytes], by: Actor) -> Counted:
    """Read a file of an agency's counts, to be looked at before `count_workforce` keeps them; of
    the file nothing is kept. `Faulty` tells every fault by its line."""
    _check_books_for(agency.pk, by)
    kind = "csv" if (upload.name or "").lower().endswith(".csv") else "xlsx"
    roles = WorkforceRole.objects.filter(partnership=agency.partnership_id)
    known = {called(name): one.pk for one in roles for name in (one.name, *one.also_called)}
    return counting.read(completing.table_of(upload.read(), kind), known)


@transaction.atomic
def count_search(
    *, partnership_id: int, typed: str, searcher: str, by: Actor, now: datetime
) -> None:
    """Count that somebody looked in the catalogue and found no date, once a day for each who looks
    (`searcher` is a mark of `rules.needing.searcher_mark`); whoever it was is not kept, and no
    line of the trail tells it."""
    words = needing.search_words(typed)
    if words:
        with connection.cursor() as cursor:  # nobody may read it back, so nothing is returned
            cursor.execute(
                "INSERT INTO training_missedsearch (partnership_id, words, searched_on, searcher) "
                "VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [partnership_id, words, timezone.localdate(now), searcher],
            )
