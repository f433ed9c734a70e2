"""A picture as at a day shows the reading that was followed on that day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders.world import NOW
from sightline.registers.duties.queries.register import register_as_at
from sightline.registers.partnership import operations as partnership
from sightline.registers.partnership.models import ContradictionDecision
from sightline.registers.partnership.queries import arrangement_on

TODAY = NOW.date()
FIRST, SECOND = TODAY - timedelta(days=60), TODAY - timedelta(days=30)


@pytest.fixture
def about(scene):
    """A contradiction on which nothing was ever decided."""
    arrangement = arrangement_on(scene.partnership.pk, TODAY)
    decided = set(ContradictionDecision.objects.values_list("contradiction_key", flat=True))
    return next(
        one for one in arrangement.contradictions if one.id not in decided and not one.decision
    )


def decide(scene, about, reading, on, minutes, replaces=None):
    return partnership.decide_contradiction(
        partnership=scene.partnership,
        arrangement=arrangement_on(scene.partnership.pk, TODAY),
        contradiction_key=about.id,
        reading_key=about.readings[reading].id,
        decided_on=on,
        decided_by="The Executive",
        reason="It was put to the vote",
        replaces=replaces.pk if replaces else None,
        by=scene.actor("business_manager"),
        now=NOW + timedelta(minutes=minutes),
    )


def followed(scene, about, day):
    """Which reading the register follows on a day; nothing before any decision."""
    found = register_as_at(scene.partnership.pk, day, today=TODAY).books.decided.get(about.id)
    return found.reading if found else None


def test_between_two_decisions_the_first_one_stands(scene, about):
    first = decide(scene, about, 0, FIRST, 0)
    decide(scene, about, 1, SECOND, 1, replaces=first)
    one, other = (reading.id for reading in about.readings[:2])
    day = timedelta(days=1)
    assert followed(scene, about, FIRST - day) is None
    assert followed(scene, about, FIRST) == one
    assert followed(scene, about, SECOND - day) == one
    assert followed(scene, about, SECOND) == other
    assert followed(scene, about, TODAY) == other


def test_a_decision_that_mends_a_later_dated_one_holds_from_its_own_day(scene, about):
    wrong = decide(scene, about, 0, SECOND, 0)
    decide(scene, about, 1, FIRST, 1, replaces=wrong)
    other = about.readings[1].id
    assert followed(scene, about, SECOND - timedelta(days=1)) == other
    assert followed(scene, about, SECOND) == other
    assert followed(scene, about, TODAY) == other
