"""What a course asks, and what those who are asked answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event as Line
from sightline.foundation.trail.operations import record as trail
from sightline.work.training import events, permissions, queries
from sightline.work.training.models import (
    Course,
    Evaluation,
    EvaluationComment,
    EvaluationItem,
    EvaluationScore,
    EvaluationTheme,
    SortedComment,
)
from sightline.work.training.operations.courses import _locked_course
from sightline.work.training.rules import evaluating


@transaction.atomic
def set_evaluation(
    *, course: Course, items: Iterable[str], later_after: str, by: Actor, now: datetime
) -> Course:
    """Set what a course asks at every stage, and when the last is asked. An item in other words is
    another item; one that is left out is asked no more, and what was answered stays."""
    permissions.manage_programme.check(by)
    kept = evaluating.check_items(items)
    if later_after not in evaluating.LATER:
        raise RuleBroken("Select when the last stage is asked.", field="later_after")
    held = _locked_course(course)
    held.later_after = later_after
    held.save(update_fields=["later_after"])
    rows = EvaluationItem.objects.filter(course=held)
    rows.filter(dropped_at__isnull=True).exclude(words__in=kept).update(dropped_at=now)
    for place, words in enumerate(kept, 1):
        EvaluationItem.objects.update_or_create(
            course=held,
            words=words,
            defaults={"partnership_id": held.partnership_id, "position": place, "dropped_at": None},
        )
    trail(
        events.evaluation_set,
        by=by,
        now=now,
        about=held.reference,
        partnership_id=held.partnership_id,
        items=len(kept),
        later=evaluating.LATER[later_after],
    )
    return held


@transaction.atomic
def answer_evaluation(
    *, evaluation: Evaluation, scores: Mapping[int, int], words: str, by: Actor, now: datetime
) -> Evaluation:
    """Keep the answers of who was asked and has signed in, once."""
    permissions.book.check(by)
    held = _locked(evaluation)
    if held.person_id is None or held.person_id != by.person_id:
        raise NotAllowed(permissions.book.code)
    return _answer(held, scores, words, by, now)


@transaction.atomic
def answer_evaluation_by_link(
    *, token: str, scores: Mapping[int, int], words: str, by: Actor, now: datetime
) -> Evaluation:
    """Keep the answers of whoever holds the one-time link, once."""
    seen = queries.evaluation_by_token(token)
    return _answer(_locked(seen), scores, words, by, now)


@transaction.atomic
def add_theme(*, course: Course, name: str, by: Actor, now: datetime) -> EvaluationTheme:
    """Add a theme into which what people wrote about a course is sorted."""
    permissions.manage_programme.check(by)
    name = " ".join(name.split())
    if EvaluationTheme.objects.filter(course=course, name__iexact=name).exists():
        raise RuleBroken("There is a theme of that name already.", field="name")
    made = EvaluationTheme.objects.create(
        partnership_id=course.partnership_id, course=course, name=name
    )
    _told(course, events.theme_added, by, now, name=name)
    return made


@transaction.atomic
def sort_comment(
    *, comment: EvaluationComment, themes: Iterable[EvaluationTheme], by: Actor, now: datetime
) -> None:
    """Put what somebody wrote under exactly these themes of its course; none takes it out of all.
    A person sorts: no word is counted by the software."""
    permissions.manage_programme.check(by)
    course = comment.evaluation.course
    chosen = {one.pk for one in themes if one.course_id == course.pk}
    stands = SortedComment.objects.select_for_update().filter(
        comment=comment, dropped_at__isnull=True
    )
    before = set(stands.values_list("theme_id", flat=True))
    stands.exclude(theme__in=chosen).update(dropped_at=now)
    for theme in sorted(chosen - before):
        SortedComment.objects.create(
            partnership_id=comment.partnership_id,
            comment=comment,
            theme_id=theme,
            sorted_at=now,
            sorted_by=by.name,
        )
    _told(course, events.comment_sorted, by, now, themes=len(chosen))


def _locked(evaluation: Evaluation) -> Evaluation:
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related("course")
    found = rows.filter(pk=evaluation.pk).first()
    if found is None:
        raise NotSeen
    return found


def _answer(
    held: Evaluation, scores: Mapping[int, int], words: str, by: Actor, now: datetime
) -> Evaluation:
    if held.answered_at is not None:
        raise RuleBroken("These questions were answered already. Thank you.")
    if held.closes_at <= now:
        raise RuleBroken("The time to answer these questions is over.")
    items = queries.items_of(held.course_id)
    if {one.pk for one in items} != set(scores):
        raise RuleBroken("The questions have changed meanwhile. Answer them again.")
    EvaluationScore.objects.bulk_create(
        EvaluationScore(
            partnership_id=held.partnership_id, evaluation=held, item=one, score=scores[one.pk]
        )
        for one in items
    )
    if words.strip():
        EvaluationComment.objects.create(
            partnership_id=held.partnership_id, evaluation=held, words=words.strip()
        )
    held.answered_at, held.answered_by = now, by.name
    held.save(update_fields=["answered_at", "answered_by"])
    trail(
        events.evaluation_answered,
        by=by,
        now=now,
        about=f"EVA-{held.pk}",
        partnership_id=held.partnership_id,
        stage=held.get_stage_display().lower(),
    )
    return held


def _told(course: Course, line: Line, by: Actor, now: datetime, **facts: Any) -> None:
    trail(line, by=by, now=now, about="", partnership_id=course.partnership_id,
          course=course.reference, **facts)  # fmt: skip
