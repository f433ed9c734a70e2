"""Taking e-learning: page by page, the questions, and what passing brings (R8.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event as Line
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Agency
from sightline.work.training import events, permissions, queries
from sightline.work.training.models import (
    Certificate,
    Completion,
    Course,
    Module,
    ModuleTry,
)
from sightline.work.training.operations.booking import _new_self
from sightline.work.training.rules import attending, learning


@transaction.atomic
def begin_learning(
    *, course: Course, agency: Agency | None, role: str = "", by: Actor, now: datetime
) -> ModuleTry:
    """Begin the e-learning of a course, or go on with the try that is under way."""
    permissions.learn.check(by)
    if by.person_id is None:
        raise NotAllowed(permissions.learn.code)
    learner = queries.own_learner(by) or _new_self(by, agency)
    if role and not learner.role:
        learner.role = role
        learner.save(update_fields=["role"])
    under_way = ModuleTry.objects.filter(learner=learner, course=course, finished_at__isnull=True)
    found = under_way.first()
    if found is not None:
        return found
    module = Module.objects.filter(course=course, state=Module.State.PUBLISHED).first()
    if module is None or course.state != Course.State.PUBLISHED:
        raise RuleBroken("There is nothing to learn here at the moment.")
    finished = ModuleTry.objects.filter(learner=learner, course=course, has_passed=False)
    ends = finished.values_list("finished_at", flat=True)
    days = [timezone.localdate(end) for end in ends if end is not None]
    learning.check_tries(days, timezone.localdate(now), module.tries_a_day)
    try:
        with transaction.atomic():
            made = ModuleTry.objects.create(
                partnership_id=course.partnership_id, course=course, module=module,
                learner=learner, person_id=by.person_id, started_at=now,
            )  # fmt: skip
    except IntegrityError:  # the same button, pressed on two devices
        return under_way.get()
    _note(made, events.learning_begun, by, now)
    return made


@transaction.atomic
def read_page(*, attempt: ModuleTry, place: int, by: Actor, now: datetime) -> ModuleTry:
    """Keep that somebody has read a page, so that they go on there next time, on any device."""
    permissions.learn.check(by)
    held = _locked(attempt, by)
    if not 1 <= place <= min(held.pages_read + 1, len(held.module.pages)):
        raise RuleBroken("Read the pages in their order.")
    if place > held.pages_read:
        held.pages_read = place
        held.save(update_fields=["pages_read"])
        if place == len(held.module.pages):  # one line for the whole, not one a page
            _note(held, events.learning_read, by, now, pages=place)
    return held


@transaction.atomic
def answer_module(
    *, attempt: ModuleTry, answers: Sequence[Sequence[int]], by: Actor, now: datetime
) -> ModuleTry:
    """Mark the answers to all questions: whoever passes has completed the course and holds a
    certificate; whoever does not may try again."""
    permissions.learn.check(by)
    held = _locked(attempt, by)
    if held.module.launch:
        raise RuleBroken("The package asks its own questions.")
    if held.pages_read < len(held.module.pages):
        raise RuleBroken("Read every page first.")
    if len(answers) != len(held.module.questions) or not all(answers):
        raise RuleBroken("Answer every question.")
    marked = learning.mark(held.module.questions, answers, held.module.pass_mark)
    held.answers = [sorted(set(chosen)) for chosen in answers]
    _finish(held, marked.score, marked.has_passed, by, now)
    return held


def _finish(held: ModuleTry, score: int | None, has_passed: bool, by: Actor, now: datetime) -> None:
    """End a try, and enter what passing it brings."""
    held.score, held.has_passed, held.finished_at = score, has_passed, now
    held.save(update_fields=["answers", "score", "has_passed", "finished_at"])
    line = events.learning_passed if has_passed else events.learning_failed
    _note(held, line, by, now, score="no figure" if score is None else f"{score} of 100")
    if has_passed:
        _complete(held, now)


def _complete(held: ModuleTry, now: datetime) -> None:
    """The completion, which counts for needs, refreshers and reports, and its certificate. What
    was completed elsewhere on the same day stands, and is not entered twice."""
    day, course = timezone.localdate(now), held.course
    done, is_new = Completion.objects.get_or_create(
        course=course,
        learner=held.learner,
        completed_on=day,
        taken_back_at=None,
        defaults={
            "partnership_id": held.partnership_id,
            "agency_id": held.learner.agency_id,
            "person_id": held.person_id,
            "expires_on": attending.expiry(day, course.refresher_months),
            "earned_in": held,
        },
    )
    if not is_new:
        return
    Certificate.objects.create(
        completion=done,
        partnership_id=held.partnership_id,
        agency_id=done.agency_id,
        person_id=held.person_id,
        code=attending.new_code(),
        name=held.learner.name,
        course=course.title,
        attended_on=day,
        expires_on=done.expires_on,
        issued_at=now,
    )


def _locked(attempt: ModuleTry, by: Actor) -> ModuleTry:
    """One's own try, locked until the operation ends; refused where it is finished."""
    rows = ModuleTry.objects.select_for_update(of=("self",))
    found = rows.select_related("module", "course", "learner").filter(
        pk=attempt.pk, person=by.person_id
    )
    held = found.first()
    if held is None:
        raise NotSeen
    if held.finished_at is not None:
        raise RuleBroken("This try is finished. See what it came to.")
    return held


def _note(held: ModuleTry, line: Line, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        line, by=by, now=now, about=f"LRN-{held.pk}", partnership_id=held.partnership_id,
        course=held.course.title, **facts,
    )  # fmt: skip
