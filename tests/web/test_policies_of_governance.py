"""Row policies of governance that follow rules of their own."""

from __future__ import annotations

import pytest

from builders.world import PERSONAS, World
from sightline.work.governance.models import ForumLink
from web.test_policy_and_database_give_the_same_rows import as_web, rows


@pytest.mark.parametrize("persona", PERSONAS)
def test_who_was_sent_a_link_is_known_to_the_office(world: World, persona: str) -> None:
    """Names of parents and young people: not even the scrutineer's."""
    office = persona in ("business_manager", "business_unit")
    sent = {link.pk for link in ForumLink.objects.filter(pack__partnership=world.partnership)}
    assert sent
    with as_web(world.tokens.get(persona, "")):
        assert rows(ForumLink) == (sent if office else set())
