"""Records that are thirty-one years old, held, proposed and destroyed (security design, 7)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from builders import partnership as made
from sightline.assurance.retention import operations
from sightline.foundation.permissions import Actor, system_actor
from sightline.registers.evidence import operations as evidence
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record

if TYPE_CHECKING:
    from builders.world import World

LONG_AGO = timedelta(days=31 * 366)


def keep(world: World) -> None:
    """Old records: one held and one proposed, here and next door, one that another person refused,
    and one that is gone, of which `world.works` holds the certificate."""
    from builders.world import NOW, canary

    for which, persona in (("ours", "business_manager"), ("theirs", "stranger")):
        record = old_record(world, which, persona)
        with _in_session(world, persona) as by:
            hold = operations.put_hold(
                record=record, reason=f"A claim was made {canary(f'held for {which}')}", by=by,
                now=NOW,
            )  # fmt: skip
            operations.set_period(
                class_code="plans", years=31, reason=f"Schedule {canary(f'period {which}')}",
                by=by, now=NOW,
            )  # fmt: skip
            proposal = _proposed(world, old_record(world, which, persona), by)
        world.works[f"hold {which}"], world.works[f"proposal {which}"] = hold, proposal
    with _in_session(world, "business_manager") as by:
        refused = _proposed(world, old_record(world, "ours", "business_manager"), by)
        agreed = _proposed(world, old_record(world, "ours", "business_manager"), by)
    with _in_session(world, "lead_partner") as by:
        for proposal, verdict in ((refused, "refused"), (agreed, "approved")):
            operations.answer_proposal(
                proposal=proposal, verdict=verdict, reason=f"I looked {canary(verdict)}", by=by,
                now=NOW,
            )  # fmt: skip
    world.works["certificate ours"] = operations.destroy(
        number=agreed.pk, by=system_actor("The retention job"), now=NOW
    )


def old_record(world: World, which: str, persona: str) -> Record:
    """A document of those who came before, entered long ago, with its file."""
    from builders.world import NOW, canary

    whose = world.partnership if which == "ours" else world.other
    then: datetime = NOW - LONG_AGO
    record = records.open_record(
        partnership_id=whose.pk, prefix="DOC", kind="duties:shelved",
        title=f"Minutes of long ago {canary(f'old {which}')}", marking=Marking.INTERNAL,
        audience=[
            f"capacity:{whose.pk}:{capacity}" for capacity in ("business-manager", "lead-partner")
        ],
        on=then.date(), now=then,
    )  # fmt: skip
    evidence.file_document(
        record=record, kind="report", title="Minutes", by=made.BY, now=then,
        upload=SimpleUploadedFile("minutes.txt", f"Minutes {record.pk}".encode(), "text/plain"),
    )  # fmt: skip
    return record


def _proposed(world: World, record: Record, by: Actor) -> Any:
    from builders.world import NOW

    return operations.propose_destruction(records=[record], by=by, now=NOW)[0]


@contextmanager
def _in_session(world: World, persona: str) -> Iterator[Actor]:
    """The database asks the session itself who proposes and who answers, whoever calls."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sightline.token', %s, true)", [world.tokens[persona]])
        yield world.actor(persona)
        cursor.execute("SELECT set_config('sightline.token', '', true)")
