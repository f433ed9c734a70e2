"""Which rows of the training programme the database gives to whom."""

from __future__ import annotations

import pytest
from django.db.models import Model

from builders.world import PERSONAS, World
from sightline.work.training.models import (
    AudienceGroup,
    Course,
    Event,
    EventPlaces,
    EventSession,
    Joining,
)
from web.roles import UNIT
from web.test_policy_and_database_give_the_same_rows import as_web, rows


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_catalogue_is_for_everybody_and_drafts_for_the_office(
    world: World, persona: str
) -> None:
    """R8.2: no account is needed to read; a draft is nobody's but the office's own."""
    mine = {"stranger": world.other}.get(persona, world.partnership)
    whose = {mine.pk} if persona in UNIT else set()

    def seen(model: type[Model], path: str = "") -> set[int]:
        found = model._default_manager.values_list("pk", "partnership_id", f"{path}state")
        return {pk for pk, of, state in found if state != "draft" or of in whose}

    joining = {row.pk for row in Joining.objects.all() if row.partnership_id in whose}
    expected = [
        seen(Course), seen(Event), seen(EventSession, "event__"), seen(EventPlaces, "event__"),
        {row.pk for row in AudienceGroup.objects.all()}, joining,
    ]  # fmt: skip
    with as_web(world.tokens.get(persona, "")):
        assert [
            rows(Course), rows(Event), rows(EventSession), rows(EventPlaces), rows(AudienceGroup),
            rows(Joining),
        ] == expected  # fmt: skip
