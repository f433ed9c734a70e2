"""What training changed: one's own questions, and what the answers of a course add up to (R8.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Prefetch, QuerySet

from sightline.foundation.accounts.queries import hash_of
from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.small_numbers import Table, protect
from sightline.work.training.models import (
    Course,
    Evaluation,
    EvaluationComment,
    EvaluationItem,
    EvaluationTheme,
    SortedComment,
)
from sightline.work.training.rules import evaluating
from sightline.work.training.rules.evaluating import Change, Pair


def items_of(course_id: int) -> list[EvaluationItem]:
    """What a course asks now, in order."""
    rows = EvaluationItem.objects.filter(course=course_id, dropped_at__isnull=True)
    return list(rows.order_by("position", "pk"))


def my_questions(actor: Actor, now: datetime) -> list[Evaluation]:
    """What the actor is asked and may still answer, what closes first, first."""
    rows = Evaluation.objects.filter(
        person=actor.person_id, partnership_id=actor.partnership_id or 0, answered_at__isnull=True,
        closes_at__gt=now,
    )  # fmt: skip
    return list(rows.select_related("course").order_by("closes_at", "pk")[:50])


def answered_questions(actor: Actor) -> list[Evaluation]:
    """What the actor has answered, newest first."""
    rows = Evaluation.objects.filter(
        person=actor.person_id, partnership_id=actor.partnership_id or 0, answered_at__isnull=False
    )
    return list(rows.select_related("course").order_by("-pk")[:50])


def evaluation(actor: Actor, number: int) -> Evaluation:
    """The questions asked of the actor; `NotSeen` for anybody else's."""
    rows = Evaluation.objects.filter(pk=number, person=actor.person_id)
    return one_of(rows.filter(partnership_id=actor.partnership_id or 0).select_related("course"))


def evaluation_by_token(token: str) -> Evaluation:
    """The questions asked by this link; `NotSeen` for any other. The database gives the row to
    nobody else without a session."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sightline.consent', %s, true)", [token])
    rows = Evaluation.objects.filter(token_hash=hash_of(token), person__isnull=True)
    return one_of(rows.select_related("course"))


@dataclass(frozen=True)
class Compared:
    """Two stages of one course, item by item."""

    pair: Pair
    rows: list[tuple[str, Change | None, str]]

    @property
    def heading(self) -> str:
        return evaluating.PAIRS[self.pair]


@dataclass(frozen=True)
class Results:
    """What the answers of a course add up to; figures of few people are left out."""

    compared: list[Compared]
    answered: list[tuple[str, int | None, int | None]]
    themes: list[tuple[str, int | None]]


def results_of(course: Course) -> Results:
    """Pairs by item, how many answered, and how often each theme was named: sums alone, which the
    database gives to those who may read results, and to nobody else."""
    items = {one.pk: one for one in EvaluationItem.objects.filter(course=course)}
    pairs = {(pair, item): numbers for pair, item, *numbers in _rows("pairs", course.pk)}
    shown = protect(
        Table({key: numbers[0] for key, numbers in pairs.items()}), evaluating.STAFF
    ).values
    compared = []
    for pair in evaluating.PAIRS:
        rows: list[tuple[str, Change | None, str]] = []
        for item in sorted(items.values(), key=lambda one: (one.position, one.pk)):
            numbers = pairs.get((pair, item.pk))
            if numbers is None:
                if item.dropped_at is None:
                    rows.append((item.words, None, "Nobody has answered both yet"))
            elif shown[pair, item.pk] is None:
                rows.append((item.words, None, "Fewer than 6 people have answered both"))
            else:
                change = evaluating.paired(numbers[0], numbers[1], numbers[2])
                assert change is not None
                rows.append((item.words, change, evaluating.in_words(change, pair)))
        compared.append(Compared(pair, rows))
    return Results(compared, _answered(course.pk), _themes(course.pk))


def _answered(course_id: int) -> list[tuple[str, int | None, int | None]]:
    counted = {
        stage: (invited, answered) for stage, invited, answered in _rows("answered", course_id)
    }
    found: list[tuple[str, int | None, int | None]] = []
    for stage in Evaluation.Stage:
        invited, answered = counted.get(stage, (0, 0))
        silent = invited - answered
        few = any(evaluating.STAFF.is_small(one) for one in (invited, answered, silent))
        found.append((str(stage.label), None if few else invited, None if few else answered))
    return found


def _themes(course_id: int) -> list[tuple[str, int | None]]:
    named = {one.pk: one.name for one in EvaluationTheme.objects.filter(course=course_id)}
    counts = dict(_rows("themes", course_id))
    shown = protect(Table(counts), evaluating.STAFF).values
    rows = [(name, shown.get(number, 0)) for number, name in named.items()]
    return sorted(rows, key=lambda row: (-(row[1] or 0), row[0]))


def _rows(what: str, course_id: int) -> list[tuple]:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM sightline_training_{what}(%s)", [course_id])
        return list(cursor.fetchall())


def themes_of(course_id: int) -> list[EvaluationTheme]:
    """The themes of a course, by name."""
    return list(EvaluationTheme.objects.filter(course=course_id).order_by("name"))


def comments_of(course: Course) -> QuerySet[EvaluationComment]:
    """What people wrote about a course, newest first, with the themes it stands under; for the
    office alone, which reads it without names."""
    under = SortedComment.objects.filter(dropped_at__isnull=True).select_related("theme")
    rows = EvaluationComment.objects.filter(evaluation__course=course)
    return rows.select_related("evaluation").prefetch_related(
        Prefetch("themes", queryset=under.order_by("theme__name"))
    )


def comment(partnership_id: int, number: int) -> EvaluationComment:
    """One comment; `NotSeen` where it is absent or hidden."""
    rows = EvaluationComment.objects.filter(pk=number, partnership_id=partnership_id)
    return one_of(rows.select_related("evaluation__course"))
