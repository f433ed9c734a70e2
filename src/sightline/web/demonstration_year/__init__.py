"""The demonstration: invented people keep, miss and mend the promises of the loaded arrangements.

Everything is done through the same operations as in earnest, from what the arrangement file says,
so it works for any partnership's file. It ends today, and the same day gives the same world. A
strand of work is a module here with a `build(world)` that says what it made, and a line in STRANDS.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from sightline.foundation.permissions import system_actor
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.queries import arrangement_on
from sightline.web.demonstration_year import (
    actions,
    agendas,
    decisions,
    evidence,
    figures,
    groups,
    keeping,
    learning,
    local_reviews,
    meetings,
    people,
    plans,
    published,
    requests,
    returns,
    reviews,
    risks,
    training,
)
from sightline.web.demonstration_year.world import World

STRANDS = (
    people.build,
    decisions.build,
    meetings.build,
    evidence.build,
    requests.build,
    groups.build,
    actions.build,
    plans.build,
    risks.build,
    training.build,
    learning.build,
    figures.build,
    returns.build,
    agendas.build,
    reviews.build,
    local_reviews.build,
    published.build,
    keeping.build,
)
"""In the order in which they need one another."""


def build(partnership: Partnership, today: date) -> Iterator[str]:
    """Make the demonstration for a partnership; yields a line for each part as it is done."""
    arrangement = arrangement_on(partnership.pk, today)
    assert arrangement is not None
    by = system_actor("The demonstration", partnership_id=partnership.pk)
    world = World(partnership, arrangement, today, random.Random("sightline"), by)
    for strand in STRANDS:
        yield from strand(world)
