"""Editions of those who came before, whose period has passed: one may be proposed, one waits for a
second person, one is held for an inquiry. All invented."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from sightline.assurance.retention import operations
from sightline.foundation.accounts import sessions
from sightline.foundation.calendar import add_years
from sightline.registers.duties import operations as duties
from sightline.registers.records.models import Record
from sightline.web.demonstration_year.world import World, acting, seat_with

YEARS_AGO = (33, 32, 31)


def build(world: World) -> Iterator[str]:
    """Enter what was taken over on paper, as of the day it was written."""
    made = [_paper(world, years) for years in YEARS_AGO]
    yield f"{len(made)} papers of long ago, past their period"
    seat = seat_with(world.partnership, capacities__contains=["business-manager"])
    if seat is None:
        return
    now, by = world.at(world.today), acting(seat)
    with transaction.atomic(), connection.cursor() as cursor:
        # the database asks the session itself who proposes
        token = sessions.start(seat.person_id, second_factor=True)
        cursor.execute("SELECT set_config('sightline.token', %s, true)", [token])
        operations.propose_destruction(records=[made[1]], by=by, now=now)
        operations.put_hold(
            record=made[2], reason="An inquiry asked for papers of these years (invented)",
            by=by, now=now,
        )  # fmt: skip
        cursor.execute("SELECT set_config('sightline.token', '', true)")
    yield "one proposed to be destroyed, one held"


def _paper(world: World, years: int) -> Record:
    document = next(iter(world.arrangement.documents))
    then = world.at(add_years(world.today, -years))
    return duties.shelve(
        partnership=world.partnership,
        document=document,
        did="document-agreed",
        on=then.date(),
        upload=SimpleUploadedFile(
            "paper.txt", f"As agreed in {then.year}, taken over on paper (invented).".encode()
        ),
        by=world.by,
        now=then,
    )
