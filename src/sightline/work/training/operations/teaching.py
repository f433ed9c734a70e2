"""Writing a module of e-learning: pages, questions, versions (R8.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.db.models import Max

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event as Line
from sightline.foundation.trail.operations import record as trail
from sightline.work.training import events, permissions
from sightline.work.training.models import Course, Module
from sightline.work.training.rules import learning

Part = Literal["pages", "questions"]
MOST = {"pages": learning.MOST_PAGES, "questions": learning.MOST_QUESTIONS}

COPIED = (
    "minutes", "pass_mark", "tries_a_day", "is_example", "pages", "questions", "package_id",
    "package_sha256", "package_title", "standard", "launch",
)  # fmt: skip


@transaction.atomic
def begin_module(*, course: Course, by: Actor, now: datetime) -> Module:
    """Begin a version of what an e-learning course teaches: a copy of the one that is published,
    or an empty one."""
    permissions.manage_programme.check(by)
    if course.kind != Course.Kind.E_LEARNING:
        raise RuleBroken("Only a course of e-learning has a module.")
    stands = Module.objects.filter(course=course, state=Module.State.PUBLISHED).first()
    last = Module.objects.filter(course=course).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            made = Module.objects.create(
                partnership_id=course.partnership_id,
                course=course,
                number=last + 1,
                **{name: getattr(stands, name) for name in COPIED if stands},
            )
    except IntegrityError:
        raise RuleBroken("A draft of this module is begun already.") from None
    _note(made, events.module_begun, by, now, number=made.number)
    return made


@transaction.atomic
def set_module(
    *, module: Module, version: int, minutes: int, pass_mark: int, tries_a_day: int,
    is_example: bool, by: Actor, now: datetime,
) -> Module:  # fmt: skip
    """Set how long a draft takes, what it takes to pass, and how often one may try."""
    permissions.manage_programme.check(by)
    held = _locked_draft(module, version)
    held.minutes, held.pass_mark, held.tries_a_day = minutes, pass_mark, tries_a_day
    held.is_example = is_example
    _save(held, "minutes", "pass_mark", "tries_a_day", "is_example")
    _note(held, events.module_set, by, now, pass_mark=pass_mark)
    return held


@transaction.atomic
def write_part(
    *, module: Module, version: int, part: Part, place: int | None, content: dict[str, Any],
    by: Actor, now: datetime,
) -> Module:  # fmt: skip
    """Write a page or a question of a draft: the one at a place, or one more at the end."""
    permissions.manage_programme.check(by)
    held = _locked_draft(module, version)
    if held.launch:
        raise RuleBroken("This draft is a package. Take it out before you write pages.")
    rows = getattr(held, part)
    if place is None:
        if len(rows) >= MOST[part]:
            raise RuleBroken(f"A module has at most {MOST[part]} {part}.")
        rows.append(content)
    else:
        rows[_checked(rows, place)] = content
    _save(held, part)
    _note(held, events.module_written, by, now, what=part, count=len(rows))
    return held


@transaction.atomic
def drop_part(
    *, module: Module, version: int, part: Part, place: int, by: Actor, now: datetime
) -> Module:
    """Take a page or a question out of a draft."""
    permissions.manage_programme.check(by)
    held = _locked_draft(module, version)
    rows = getattr(held, part)
    del rows[_checked(rows, place)]
    _save(held, part)
    _note(held, events.module_written, by, now, what=part, count=len(rows))
    return held


@transaction.atomic
def move_part_up(
    *, module: Module, version: int, part: Part, place: int, by: Actor, now: datetime
) -> Module:
    """Put a page or a question of a draft before the one that stands above it."""
    permissions.manage_programme.check(by)
    held = _locked_draft(module, version)
    rows = getattr(held, part)
    at = _checked(rows, place)
    if at > 0:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    _save(held, part)
    _note(held, events.module_written, by, now, what=part, count=len(rows))
    return held


@transaction.atomic
def publish_module(*, module: Module, version: int, by: Actor, now: datetime) -> Module:
    """Give a draft to those who learn, in place of the version before; whoever has begun that one
    finishes it as it is."""
    permissions.manage_programme.check(by)
    held = _locked_draft(module, version)
    if not held.launch:
        learning.check_publish(held.pages, held.questions)
    Module.objects.filter(course=held.course_id, state=Module.State.PUBLISHED).update(
        state=Module.State.REPLACED
    )
    held.state = Module.State.PUBLISHED
    held.published_at, held.published_by = now, by.name
    _save(held, "state", "published_at", "published_by")
    _note(held, events.module_published, by, now, number=held.number)
    return held


def _locked_draft(module: Module, version: int) -> Module:
    rows = Module.objects.select_for_update(of=("self",)).select_related("course")
    held = rows.filter(pk=module.pk).first()
    if held is None:
        raise NotSeen
    if held.state != Module.State.DRAFT:
        raise RuleBroken("This version is published: people learn from it as it stands.")
    if held.version != version:
        raise RuleBroken("Somebody else changed this since you opened it. Open it again.")
    return held


def _checked(rows: list[Any], place: int) -> int:
    """The index of what stands at a place, counted from one."""
    if not 1 <= place <= len(rows):
        raise NotSeen
    return place - 1


def _save(module: Module, *names: str) -> None:
    module.version += 1
    module.save(update_fields=[*names, "version"])


def _note(module: Module, line: Line, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        line, by=by, now=now, about=module.course.reference,
        partnership_id=module.partnership_id, **facts,
    )  # fmt: skip
