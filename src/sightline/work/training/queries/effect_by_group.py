"""What a course changed, by agency and by role, with small numbers left out (R8.4, R10.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from sightline.work.training.models import Course, EvaluationItem
from sightline.work.training.queries.needs import role_names
from sightline.work.training.rules import evaluating, needing
from sightline.work.training.rules.evaluating import Change, Pair

GROUPS = {"agency": "Agency", "role": "Role"}


@dataclass(frozen=True)
class OfItem:
    """One thing that was rated, group by group; of `few` groups the figures are not shown."""

    words: str
    rows: list[tuple[str, Change, str]]
    few: int


def results_by(course: Course, group: str, pair: Pair) -> list[OfItem]:
    """The change between two stages by agency or role, item by item: pairs of the same person on
    the same thing. A group of fewer than six pairs is left out, and so many more that nobody can
    work it out from the figure of all, which the page of the course shows."""
    cells = _cells(course, group, pair)
    items = EvaluationItem.objects.filter(course=course).order_by("position", "pk")
    return [_of_item(one.words, cells[one.pk], pair) for one in items if one.pk in cells]


def _of_item(words: str, groups: Mapping[str, list[int]], pair: Pair) -> OfItem:
    shown = evaluating.groups_shown({name: numbers[0] for name, numbers in groups.items()})
    rows = []
    for name in sorted(shown, key=str.casefold):
        change = evaluating.paired(*groups[name])
        assert change is not None  # a group is there because somebody of it answered twice
        rows.append((name, change, evaluating.in_words(change, pair)))
    return OfItem(words, rows, len(groups) - len(rows))


def _cells(course: Course, group: str, pair: Pair) -> dict[int, dict[str, list[int]]]:
    """Pairs, the sum of their differences and of the squares of these, by item and group."""
    known = role_names(course.partnership_id) if group == "role" else {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pair, item, of_group, n, total, squares"
            " FROM sightline_training_pairs_by(%s, %s)",
            [course.pk, group],
        )
        found = cursor.fetchall()
    cells: dict[int, dict[str, list[int]]] = {}
    for of_pair, item, written, *numbers in found:
        if of_pair != pair:
            continue
        name = written.strip() or "Not given"
        if group == "role":
            name = known.get(needing.called(written), name)
        held = cells.setdefault(item, {}).setdefault(name, [0, 0, 0])
        for place, number in enumerate(numbers):
            held[place] += number
    return cells
