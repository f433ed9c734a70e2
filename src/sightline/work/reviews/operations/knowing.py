"""Finding who may know somebody in a case they may read, before they do (security 1.2, 3)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor, system_actor
from sightline.registers.records import operations as records
from sightline.work.reviews import events, notices, permissions
from sightline.work.reviews.models import ConflictDecided, Incident, PossibleConflict
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries import knowing as queries
from sightline.work.reviews.rules import knowing as rules


@transaction.atomic
def look_for_conflicts(*, incident: Incident, now: datetime) -> int:
    """Compare everybody who may read a case with its people, by their names. A case is hidden at
    once from whoever has the name of somebody in it, unless they answer for it; those who do are
    told that there is something to decide. The answer is how many were found."""
    people = queries.people_known(incident)
    named, before = queries.named_people(incident), queries.found_before(incident)
    by = system_actor("Sightline", partnership_id=incident.partnership_id)
    count = 0
    for number, reader in sorted(queries.readers_of_case(incident, now).items()):
        reason = rules.why(reader.name, people)
        if not reason or (number, reason) in before:
            continue
        is_hidden = reason in rules.HIDES and number not in named
        PossibleConflict.objects.create(
            record=incident.record, incident=incident, person=reader, name=reader.name, why=reason,
            is_hidden=is_hidden, found_at=now,
        )  # fmt: skip
        if is_hidden:
            records.detect_conflict(
                record=incident.record, person_id=number, nature=rules.WHY[reason], by=by, now=now
            )
        _tell(incident, named - {number}, f"{number}:{reason}", now)
        count += 1
    return count


@transaction.atomic
def look_for_conflicts_of(*, record: int, now: datetime) -> int:
    """The same for the case that a record is of, or arises from: asked when sight of it is given.
    The worker begins with it at once; the web process is told nothing (decision 018)."""
    incident = queries.case_of(record)
    return look_for_conflicts(incident=incident, now=now) if incident else 0


def _tell(incident: Incident, people: set[int], of: str, now: datetime) -> None:
    path = reverse("reviews:conflicts", args=[incident.record.reference])
    for person in sorted(people):
        queue(
            notices.CONFLICT_POSSIBLE,
            to_person_id=person,
            to_email=None,
            facts={"link": f"{settings.ADDRESS}{path}"},
            about=incident.record.reference,
            key=f"{incident.pk}:{person}:{of}",
            now=now,
        )


@transaction.atomic
def decide_conflict(
    *, possible: PossibleConflict, is_conflict: bool, reason: str, by: Actor, now: datetime
) -> ConflictDecided:
    """Decide whether somebody has an interest in a case. Where they have, it is hidden from them,
    or stays so; where they have none, the worker gives them back what was hidden."""
    permissions.see_readers.check(by)
    rules.check_decision(
        reason=reason, is_decided=hasattr(possible, "decided"),
        is_own=possible.person_id == by.person_id,
    )  # fmt: skip
    made = ConflictDecided.objects.create(
        possible=possible,
        record=possible.record,
        is_conflict=is_conflict,
        reason=reason.strip(),
        decided_at=now,
        decided_by=by.name,
    )
    write(record=possible.record, event=events.conflict_decided, by=by, now=now)
    if is_conflict and not possible.is_hidden:
        records.detect_conflict(
            record=possible.record, person_id=possible.person_id, nature=reason, by=by, now=now
        )
    if not is_conflict and possible.is_hidden:
        enqueue("give_case_back", number=possible.pk)
    return made


@transaction.atomic
def give_case_back(*, number: int, now: datetime) -> None:
    """End what hid a case from somebody of whom it was decided that they have no interest (the
    worker, asked by `decide_conflict`)."""
    possible = PossibleConflict.objects.select_related("record").get(pk=number)
    if possible.decided.is_conflict:
        return
    records.end_detected(
        record=possible.record, person_id=possible.person_id, found_at=possible.found_at, now=now
    )
