"""What courses of the tests ask, and answers to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from builders import partnership as made
from sightline.registers.partnership.models import Partnership
from sightline.work.training import operations
from sightline.work.training.models import (
    Course,
    Evaluation,
    EvaluationComment,
    EvaluationScore,
)

if TYPE_CHECKING:
    from builders.world import World


def asking(course: Course, *items: str, later_after: str = "3-months") -> Course:
    """The course, asking these things."""
    return operations.set_evaluation(
        course=course, items=items, later_after=later_after, by=made.BY, now=timezone.now()
    )


def ask(now: datetime) -> int:
    """The worker asks what has come."""
    return operations.ask_evaluations(by=made.BY, now=now)


def answered(asked: Evaluation, scores: Iterable[int], now: datetime, words: str = "") -> None:
    """Answers as they are kept, by whoever was asked."""
    items = list(asked.course.evaluation_items.filter(dropped_at__isnull=True).order_by("position"))
    for item, score in zip(items, scores, strict=True):
        EvaluationScore.objects.create(
            partnership_id=asked.partnership_id, evaluation=asked, item=item, score=score
        )
    if words:
        EvaluationComment.objects.create(
            partnership_id=asked.partnership_id, evaluation=asked, words=words
        )
    Evaluation.objects.filter(pk=asked.pk).update(answered_at=now, answered_by="The tests")


def evaluate(world: World) -> None:
    """Questions asked in both partnerships, with a rating and words of whoever can sign in; they
    have not sent them yet, so that the page still asks."""
    from builders.world import canary

    for which in ("ours", "theirs"):
        asking(world.training[f"course {which}"], canary(f"item {which}"))
    ask(timezone.now() + timedelta(days=3))
    for which, whose in (("ours", world.partnership), ("theirs", world.other)):
        _answers(world, which, whose)


def _answers(world: World, which: str, whose: Partnership) -> None:
    from builders.world import canary

    course = world.training[f"course {which}"]
    own = Evaluation.objects.get(booking=world.training[f"booking own {which}"])
    EvaluationScore.objects.create(
        partnership=whose, evaluation=own, item=course.evaluation_items.get(), score=3
    )
    comment = EvaluationComment.objects.create(
        partnership=whose, evaluation=own, words=canary(f"comment {which}")
    )
    theme = operations.add_theme(
        course=course, name=canary(f"theme {which}"), by=made.BY, now=timezone.now()
    )
    operations.sort_comment(comment=comment, themes=[theme], by=made.BY, now=timezone.now())
    world.training |= {f"evaluation {which}": own, f"comment {which}": comment}
