"""What was completed in a year, and whose refresher falls due in it (R8.4)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sightline.work.training.models import Certificate, Completion


def completed_in(partnership_id: int, year: int) -> QuerySet[Completion]:
    """What was completed in the year, here or elsewhere, and not taken back."""
    rows = Completion.objects.filter(partnership=partnership_id, completed_on__year=year)
    return rows.filter(taken_back_at__isnull=True)


def completions_in(partnership_id: int, year: int, *names: str) -> dict[int, Any]:
    """How much was completed in the year, by the first of the names, with the others."""
    found = completed_in(partnership_id, year).values_list(*names).annotate(n=Count("id"))
    return {row[0]: (row[-1], *row[1:-1]) for row in found}


def refreshers_in(partnership_id: int, year: int, key: str, *names: str) -> dict[int, Any]:
    """What was attended or completed, whose refresher falls due in the year and was not taken
    since: how many, with the names asked for."""
    due = {"partnership": partnership_id, "expires_on__year": year}
    attended = Certificate.objects.filter(
        _not_again("booking__learner", "booking__event__course", "attended_on"),
        withdrawn_at__isnull=True,
        booking__isnull=False,
        **due,
    )
    completed = Completion.objects.filter(
        _not_again("learner", "course", "completed_on"), taken_back_at__isnull=True, **due
    )
    before = "booking__" if key.startswith("event") else ""
    asked = (key, *names)
    found: dict[int, Any] = {}
    for rows, columns in (
        (attended, [f"{before}{one}" for one in asked]),
        (completed, [one.removeprefix("event__") for one in asked]),
    ):
        for row in rows.values_list(*columns).annotate(n=Count("id")):
            count = row[-1] + found.get(row[0], (0,))[0]
            found[row[0]] = (count, *row[1:-1])
    return found


def _not_again(learner: str, course: str, day: str) -> Q:
    """That the same person did not attend or complete the same course on a later day."""
    attended = Certificate.objects.filter(
        booking__learner=OuterRef(learner),
        booking__event__course=OuterRef(course),
        attended_on__gt=OuterRef(day),
        withdrawn_at__isnull=True,
    )
    completed = Completion.objects.filter(
        learner=OuterRef(learner),
        course=OuterRef(course),
        completed_on__gt=OuterRef(day),
        taken_back_at__isnull=True,
    )
    return Q(~Exists(attended), ~Exists(completed))
