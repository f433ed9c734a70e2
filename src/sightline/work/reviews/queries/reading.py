"""Who opened which record of a case, from the trail, as far as the reader is given its lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from sightline.foundation.trail.models import TrailEvent
from sightline.registers.records.models import Record
from sightline.work.reviews.models import Attestation, Incident
from sightline.work.reviews.rules import reading as rules

CODES = (
    "case_read", "identities_read", "identity_revealed", "agency_document_opened",
    "chronology_exported",
)  # fmt: skip
SHOWN, WATCHED, SINCE = 1000, 5000, timedelta(days=30)


@dataclass
class Reader:
    """Somebody who opened records of a case: how often, when last, and which signs stand."""

    name: str
    times: int = 0
    last_at: datetime | None = None
    reason: str = ""
    references: set[str] = field(default_factory=set)
    signs: set[str] = field(default_factory=set)


def readers_of(incident: Incident) -> list[Reader]:
    """Who opened the records of a case that the reader sees, by the last thousand lines of the
    trail, whoever opened it last first; and why they said they need to."""
    record = incident.record_id
    about = Record.objects.filter(Q(pk=record) | Q(arises_from=record)).values("reference")
    lines = TrailEvent.objects.filter(
        partnership_id=incident.partnership_id, kind="read", about__in=about
    )
    said = dict(
        Attestation.objects.filter(Q(record=record) | Q(record__arises_from=record))
        .order_by("-pk")
        .values_list("person_id", "reason")
    )
    found: dict[int, Reader] = {}
    for one in lines.order_by("-id")[:SHOWN]:
        held = found.setdefault(one.person_id or 0, Reader(one.actor))
        held.times += 1
        held.last_at = held.last_at or one.at
        held.references.add(one.about)
        if rules.is_night(timezone.localtime(one.at)):
            held.signs.add("night")
    for number, held in found.items():
        held.reason = said.get(number, "")
        if not held.reason and any(one.startswith("CAS-") for one in held.references):
            held.signs.add("no-reason")
    return list(found.values())


def unusual_reading(partnership_id: int, now: datetime) -> list[rules.Sign]:
    """Unusual reading of cases in the last thirty days, by the lines that the reader is given."""
    lines = TrailEvent.objects.filter(
        partnership_id=partnership_id, kind="read", code__in=CODES, at__gte=now - SINCE
    )
    return rules.unusual(
        rules.Opened(one.person_id or 0, one.actor, one.about, timezone.localtime(one.at))
        for one in lines.order_by("-id")[:WATCHED]
    )
