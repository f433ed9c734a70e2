"""What tests of retention arrange: sessions of people, and records that are old."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from builders.world import NOW, World
from sightline.assurance.retention import operations
from sightline.assurance.retention.models import Certificate, Proposal
from sightline.foundation.permissions import Actor, actor_from_keys, system_actor
from sightline.registers.records.models import Record

WHY = "The period is over and nobody needs it"
JOB = system_actor("The retention job")


@contextmanager
def session(world: World, persona: str) -> Iterator[Actor]:
    """The web process in a request of this person that writes."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE sightline_web")
        cursor.execute(
            "SELECT person_id, name, email, keys, stepped_up_at"
            " FROM sightline_request_begin(%s, false, false)",
            [world.tokens[persona]],
        )
        row = cursor.fetchone()
        assert row is not None
        person_id, name, email, keys, stepped_up_at = row
        yield actor_from_keys(
            person_id=person_id,
            name=name,
            email=email,
            keys=keys,
            chosen_partnership=None,
            stepped_up_at=stepped_up_at,
        )
        cursor.execute("SET LOCAL ROLE sightline_worker")
        cursor.execute("SELECT set_config('sightline.token', '', true)")


def age(years: int = 31) -> None:
    """Let everything have happened so many years earlier. The trail itself cannot be told so: its
    guards are off for the moment, as only the owner of the database could have it."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE sightline_owner")
        for statement in (
            "ALTER TABLE trail_trailevent DISABLE TRIGGER USER",
            "ALTER TABLE trail_trailevent NO FORCE ROW LEVEL SECURITY",
            f"UPDATE trail_trailevent SET at = at - interval '{years} years'",
            "ALTER TABLE trail_trailevent ENABLE TRIGGER USER",
            "ALTER TABLE trail_trailevent FORCE ROW LEVEL SECURITY",
        ):
            cursor.execute(statement)
        cursor.execute("SET ROLE sightline_worker")
        cursor.execute(
            f"""UPDATE records_record SET created_at = created_at - interval '{years} years',
                "on" = ("on" - interval '{years} years')::date"""
        )


def propose(world: World, record: Record, persona: str = "business_manager") -> Proposal:
    """Somebody who sees the record proposes that it goes."""
    with session(world, persona) as by:
        made = operations.propose_destruction(records=[record], by=by, now=NOW)
    return made[0]


def approve(world: World, proposal: Proposal, persona: str = "lead_partner") -> None:
    """Another person agrees."""
    with session(world, persona) as by:
        operations.answer_proposal(
            proposal=proposal, verdict="approved", reason=WHY, by=by, now=NOW
        )


def agreed(world: World, record: Record) -> Proposal:
    """A proposal that another person approved."""
    proposal = propose(world, record)
    approve(world, proposal)
    return proposal


def destroyed(world: World, record: Record) -> Certificate:
    """The record is gone; its certificate."""
    proposal = agreed(world, record)
    return operations.destroy(number=proposal.pk, by=JOB, now=NOW)
