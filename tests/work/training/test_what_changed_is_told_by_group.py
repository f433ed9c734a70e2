"""What a course changed, by agency and by role: pairs of the same person, and nobody made out from
what is left (R8.4, R10.2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import partnership as made
from builders.evaluating import answered, asking
from builders.training import on_offer, published
from builders.world import NOW
from clients import Visitor
from sightline.work.training import operations
from sightline.work.training.models import Evaluation, Learner
from sightline.work.training.rules.evaluating import groups_shown

EIGHT = [(2, 3), (1, 3), (3, 3), (2, 3), (3, 4), (2, 4), (3, 4), (4, 4)]
"""Differences 1 2 0 1 1 2 1 0: mean 1, and by hand (see by pairs) from 0.368 to 1.632."""


@pytest.mark.parametrize(
    "pairs, shown",
    [
        ({"A": 8, "B": 6}, ["A", "B"]),
        ({"A": 8, "B": 5}, []),  # all are 13: with A shown, B would be 5
        ({"A": 8, "B": 7, "C": 5}, ["A"]),  # B and C are 12 together, and B keeps C company
        ({"A": 9, "B": 1, "C": 1, "D": 20}, ["D"]),  # B and C alone would be 2: one each
        ({"A": 5, "B": 1}, []),  # all are 6, which the page of the course shows
        ({"A": 3, "B": 2}, []),
        ({"A": 6}, ["A"]),
        ({}, []),
    ],
)
def test_a_group_is_shown_where_no_other_is_given_away(pairs, shown):
    assert sorted(groups_shown(pairs)) == shown


@pytest.fixture
def course(scene):
    return asking(published(scene.partnership), "Naming the signs")


def paired_answers(scene, course, pairs, *, key, role):
    """People of an agency who answered before and after, all at one event."""
    event = on_offer(course, is_consent_needed=False, places=40)
    people = [
        operations.Named(f"P{number}", f"p{number}.{key}@example.org", role)
        for number, _ in enumerate(pairs)
    ]
    bookings = operations.book_group(
        event=event, agency=scene.partnership.agency_set.get(key=key), people=people, by=made.BY,
        now=NOW,
    )  # fmt: skip
    for one, scores in zip(bookings, pairs, strict=True):
        for stage, score in zip(("before", "after"), scores, strict=True):
            asked = Evaluation.objects.create(
                partnership=scene.partnership, course=course, booking=one, agency=one.agency,
                stage=stage, name=one.name, attends_on=NOW.date(), token_hash="", asked_at=NOW,
                closes_at=NOW + timedelta(days=90),
            )  # fmt: skip
            answered(asked, (score,), NOW)


def read(scene, course, group, who="group_chair", **asked):
    visitor = Visitor(scene.people[who])
    pair = f"?pair={asked['pair']}" if asked else ""
    page = visitor.get(f"/training/courses/{course.reference}/results/by/{group}{pair}")
    assert visitor.statements <= 12
    return " ".join(page.split())


def test_each_agency_is_told_with_its_own_pairs(scene, course):
    paired_answers(scene, course, EIGHT, key="swypft", role="Nurse")
    paired_answers(scene, course, [(3, 3)] * 6, key="cafcass", role="Officer")
    page = read(scene, course, "agency")
    assert ">8</td>" in page and ">+1.0</td>" in page and "+0.4 to +1.6" in page
    assert ">6</td>" in page and ">+0.0</td>" in page and "groups are not" not in page
    later = read(scene, course, "agency", pair="later")
    assert "Nobody has answered at both stages yet" in later


def test_an_agency_of_few_takes_its_neighbour_along(scene, course):
    paired_answers(scene, course, EIGHT, key="swypft", role="Nurse")
    paired_answers(scene, course, [(3, 4)] * 5, key="cafcass", role="Officer")
    page = read(scene, course, "agency")
    assert "+1.0" not in page and "2 groups are not shown" in page


def test_roles_are_counted_as_the_list_calls_them(scene, course):
    operations.set_role(
        partnership_id=scene.partnership.pk, role=None, name="Health visitor",
        also_called=["HV"], courses=[], by=made.BY, now=NOW,
    )  # fmt: skip
    paired_answers(scene, course, EIGHT[:4], key="swypft", role="HV")
    paired_answers(scene, course, EIGHT[4:], key="cafcass", role="health-visitor")
    page = read(scene, course, "role")
    assert "Health visitor" in page and ">8</td>" in page and "+0.4 to +1.6" in page
    Learner.objects.filter(email__endswith="cafcass@example.org").update(role="Officer")
    assert "2 groups are not shown" in read(scene, course, "role")


def test_only_those_who_read_results_read_them_by_group(scene, course):
    path = f"/training/courses/{course.reference}/results/by/"
    Visitor(scene.people["practitioner"]).get(f"{path}agency", status=403)
    Visitor(scene.people["group_chair"]).get(f"{path}person", status=404)
