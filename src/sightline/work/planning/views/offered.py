"""What the pages of this room offer to choose from."""

from __future__ import annotations

from sightline.foundation.requests import PageRequest
from sightline.registers.partnership import queries
from sightline.registers.partnership.models import Agency, Body


def standing_bodies(request: PageRequest) -> list[Body]:
    """The bodies that stand today: the Executive first, then by name."""
    return queries.standing_bodies(request.actor.partnership_id or 0, request.today)


def standing_agencies(request: PageRequest) -> list[Agency]:
    """The agencies that stand today, by name."""
    return queries.standing_agencies(request.actor.partnership_id or 0, request.today)


def people_offered(request: PageRequest) -> list[tuple[int, str]]:
    """Whoever holds a place now: number, and name with the agency or place, by name."""
    return queries.people_in_places(request.actor.partnership_id or 0)
