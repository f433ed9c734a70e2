"""What the pages of this room offer to choose from, and the records they are led from."""

from __future__ import annotations

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.references import parse_reference
from sightline.foundation.requests import PageRequest
from sightline.registers.partnership.models import Agency, Body
from sightline.registers.partnership.queries import (
    people_in_places,
    standing_agencies,
    standing_bodies,
)
from sightline.registers.records.models import Record
from sightline.registers.records.queries import seen


def groups(request: PageRequest) -> list[Body]:
    """The bodies that stand today: the Executive first, then by name."""
    return standing_bodies(request.actor.partnership_id or 0, request.today)


def offered_agencies(request: PageRequest) -> list[Agency]:
    """The agencies that stand today, by name."""
    return standing_agencies(request.actor.partnership_id or 0, request.today)


def people(request: PageRequest) -> list[tuple[int, str]]:
    """Whoever holds a place now: number, and name with the place, by name."""
    return people_in_places(request.actor.partnership_id or 0)


def record_named(request: PageRequest, typed: str, field: str) -> Record | None:
    """The record whose reference somebody typed; none where they typed nothing."""
    if not typed.strip():
        return None
    reference = parse_reference(typed)
    try:
        if reference is None:
            raise NotSeen
        written = f"{reference.prefix}-{reference.year:04d}-{reference.number:03d}"
        return seen(request.actor, written, request.now)
    except NotSeen:
        raise RuleBroken(
            "There is no record with this reference that you may see. Check it, or leave it empty.",
            field=field,
        ) from None


def record_led_from(request: PageRequest) -> Record | None:
    """The record that the address names as where somebody came from; `NotSeen` where there is none
    that they see."""
    try:
        return record_named(request, request.GET.get("from", ""), "")
    except RuleBroken:
        raise NotSeen from None
