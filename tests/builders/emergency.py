"""An emergency access for the world of the tests, opened and ended by the operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from builders import partnership as made
from sightline.foundation.accounts import sessions
from sightline.registers.records import operations
from sightline.registers.records.models import EmergencyAccess

if TYPE_CHECKING:
    from builders.world import World


def open_and_end(world: World) -> None:
    """The authority's notifier read the identified case twice: once it was reviewed, and once it
    waits to be, which `world.works` holds as `emergency`."""
    from builders.world import NOW, canary

    seat = made.appointed(
        world.partnership, "authority-notifier", made.person(canary("name notifier"))
    )
    world.people["notifier"] = seat.person
    world.tokens["notifier"] = sessions.start(seat.person.pk, second_factor=True)
    reviewed = _open_and_end(world, canary("emergency reason"))
    operations.review_emergency(
        access=reviewed,
        finding="needed",
        words=f"The child was moved that night {canary('emergency review')}",
        by=world.actor("business_manager"),
        now=NOW,
    )
    world.works["emergency"] = _open_and_end(world, canary("emergency reason"))


def _open_and_end(world: World, why: str) -> EmergencyAccess:
    from builders.world import NOW

    with transaction.atomic(), connection.cursor() as cursor:
        # the database asks the session itself, whoever calls
        cursor.execute("SELECT set_config('sightline.token', %s, true)", [world.tokens["notifier"]])
        _, access = operations.open_in_emergency(
            reference=world.record("identified").reference,
            reason=f"The brother is at home tonight {why}",
            by=world.actor("notifier"),
            now=NOW,
        )
        operations.end_emergency(by=world.actor("notifier"), now=NOW)
        cursor.execute("SELECT set_config('sightline.token', '', true)")
    return access
