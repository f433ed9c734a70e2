"""Evidence that no record gives, entered by a person who vouches for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import events, permissions
from sightline.registers.duties.models import Duty, Fulfilment
from sightline.registers.duties.rules.facts import Part
from sightline.registers.records.models import Record


@transaction.atomic
def attest(
    *,
    duty: Duty,
    on: date,
    words: str,
    link: str,
    by: Actor,
    now: datetime,
    part: Part | None = None,
    record: Record | None = None,
    late_reason: str = "",
) -> Fulfilment:
    """Enter evidence that no record gives: what was done and when, vouched for by a person. `part`
    says for whose quota, which step of a chain or which required content it counts."""
    permissions.enter_evidence.check(by)
    if on > timezone.localdate(now):
        raise RuleBroken("The day must not be in the future.", field="on")
    if len(words.strip()) < 10:
        raise RuleBroken("Say what was done, in a sentence.", field="words")
    entry = Fulfilment.objects.create(
        partnership_id=duty.partnership_id,
        on=on,
        duty=duty,
        **_of(part or Part()),
        record=record,
        is_attested=True,
        words=words.strip(),
        link=link,
        entered_at=now,
        entered_by=by.name,
        late_reason=late_reason,
    )
    trail(
        events.attested,
        by=by,
        now=now,
        about=f"duty:{duty.key}",
        partnership_id=duty.partnership_id,
        duty=duty.key,
        on=on.isoformat(),
    )
    return entry


def _of(part: Part) -> dict[str, Any]:
    """The columns of the part of a duty that an entry is for."""
    return {
        "kind": part.kind,
        "document_key": part.document,
        "topic": part.topic,
        "place_key": part.place,
        "edition_id": part.edition,
    }


@transaction.atomic
def withdraw_entry(*, entry: Fulfilment, reason: str, by: Actor, now: datetime) -> None:
    """Withdraw an attested entry that was a mistake; it stays readable as withdrawn."""
    permissions.withdraw_evidence.check(by)
    row = Fulfilment.objects.select_for_update().get(pk=entry.pk)
    if row.withdrawn_at is not None:
        raise RuleBroken("This entry has been withdrawn already.")
    if not row.is_attested:
        raise RuleBroken("This entry comes from a record: change the record instead.")
    if len(reason.strip()) < 5:
        raise RuleBroken("Say why the entry is withdrawn.", field="reason")
    _withdraw(row, reason, by, now)


def _withdraw(row: Fulfilment, reason: str, by: Actor, now: datetime) -> None:
    row.withdrawn_at, row.withdrawn_reason = now, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    trail(
        events.fulfilment_withdrawn,
        by=by,
        now=now,
        about=row.record.reference if row.record else f"duty:{row.duty.key if row.duty else ''}",
        partnership_id=row.partnership_id,
        on=row.on.isoformat(),
        reason=reason,
    )
