"""What stands behind a duty: entries, parts, clocks, dispensations and the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, Statement, given
from sightline.registers.duties.models import Dispensation, Draft, Duty, Fulfilment, RunningClock
from sightline.registers.duties.queries.register import Register
from sightline.registers.duties.rules.facts import Happened, Part
from sightline.registers.duties.rules.online import PUBLISHED, TAKEN_DOWN
from sightline.registers.duties.rules.states import step_words
from sightline.registers.records.models import Record
from sightline.registers.records.queries import InSight, sight


@dataclass(frozen=True)
class PartOffered:
    """A part of a duty that an entry may be for, in words."""

    key: str
    words: str
    part: Part


def parts_of(register: Register, key: str) -> list[PartOffered]:
    """The parts of a duty that an attested entry must choose from: the members of a quota, the
    steps of a chain, the required contents; none for other duties."""
    duty = register.state(key).duty
    arrangement = register.arrangement
    if duty.kind == "quota" and duty.quota is not None:
        held = register.books.held.get(duty.quota.members_of, ())
        titles = {one.place: one.title for one in held}
        return [
            PartOffered(place, title, Part(place=place)) for place, title in sorted(titles.items())
        ]
    if duty.kind == "approval-chain":
        chain = next((one for one in arrangement.chains if one.id == duty.chain), None)
        return [
            PartOffered(
                step.id,
                step_words(step, register.books),
                Part(kind="approval-given", document=chain.document, topic=step.id),
            )
            for step in (chain.steps if chain else ())
            if chain is not None
        ]
    if duty.kind == "required-content":
        content = next((one for one in arrangement.content if one.id == duty.content), None)
        return [
            PartOffered(
                item.id,
                item.says,
                Part(kind="content-included", document=content.document, topic=item.id),
            )
            for item in (content.items if content else ())
            if content is not None
        ]
    return []


class Cover(NamedTuple):
    """What is shown of a record behind an entry."""

    pk: int
    reference: str
    kind: str
    title: str


@dataclass(frozen=True)
class Shown:
    """One piece of evidence as a reader may see it: its record only where they see the record."""

    entry: Fulfilment
    record: Cover | None


ENTRIES = Objects(
    lambda: Fulfilment.objects.filter(pk__among=given("numbers", list[int])).order_by("-on", "-pk")
)
COVERS = InSight(
    lambda sees: Statement(
        Cover,
        lambda: Record.objects.filter(sees, pk__among=given("records", list[int])).values_list(
            *Cover._fields
        ),
    )
)


def evidence(
    actor: Actor, happenings: Sequence[Happened], now: datetime, limit: int = 20
) -> list[Shown]:
    """The entries behind happenings, newest first, each with its record if the actor sees that."""
    numbers = [one.number for one in happenings if one.number][-limit:]
    entries = ENTRIES.rows(numbers=numbers)
    records = [one.record_id for one in entries if one.record_id]
    seen = {one.pk: one for one in COVERS.rows(actor, now, records=records)}
    return [Shown(one, seen.get(one.record_id or 0)) for one in entries]


def duty_by_key(partnership_id: int | None, key: str) -> Duty:
    """The row of a duty; `NotSeen` when there is none."""
    return one_of(Duty.objects.filter(partnership=partnership_id, key=key))


ATTESTED = Objects(
    lambda: Fulfilment.objects.filter(
        partnership=given("partnership", int), duty__key=given("key", str)
    ).order_by("-on", "-pk")[:100]
)


def entries_of(partnership_id: int, key: str) -> list[Fulfilment]:
    """Entries attested for a duty, withdrawn ones included, newest first."""
    return ATTESTED.rows(partnership=partnership_id, key=key)


def shelf(actor: Actor, now: datetime) -> dict[str, list[Fulfilment]]:
    """Editions on the shelf by document, newest first, as far as the actor sees their records."""
    rows = Fulfilment.objects.filter(
        sight(actor, now, "record__"),
        partnership_id=actor.partnership_id or 0,
        record__kind="duties:shelved",
        withdrawn_at__isnull=True,
    )
    found: dict[str, list[Fulfilment]] = {}
    for row in rows.select_related("record").order_by("-on", "-pk")[:500]:
        found.setdefault(row.document_key, []).append(row)
    return found


def drafts(actor: Actor, now: datetime) -> dict[str, list[Draft]]:
    """Drafts by document, newest first, as far as the actor sees their records."""
    rows = Draft.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    found: dict[str, list[Draft]] = {}
    for row in rows.select_related("record", "body").order_by("-offered_at")[:200]:
        found.setdefault(row.document_key, []).append(row)
    return found


def told_of_publication(record: Record) -> QuerySet[Fulfilment]:
    """What was told of a publication, the last first: that it is there, or was taken down."""
    rows = Fulfilment.objects.filter(
        record=record, kind__in=(PUBLISHED, TAKEN_DOWN), withdrawn_at__isnull=True
    )
    return rows.order_by("-on", "-pk")


def publication_of(record: Record) -> Fulfilment | None:
    """The last thing told of a publication."""
    return told_of_publication(record).first()


def draft_of(record: Record) -> Draft | None:
    """The draft whose cover sheet this is, where it is one."""
    return Draft.objects.filter(record=record).select_related("record", "body").first()


def open_clocks(partnership_id: int, key: str) -> list[RunningClock]:
    """Clocks of a duty that still run, soonest due first."""
    rows = RunningClock.objects.filter(
        partnership_id=partnership_id, duty__key=key, stopped_on__isnull=True
    )
    return list(rows.order_by("due_on")[:20])


SET_ASIDE = Objects(
    lambda: Dispensation.objects.filter(
        partnership=given("partnership", int),
        duty__key=given("key", str),
        withdrawn_at__isnull=True,
    ).order_by("-ends_on")[:20]
)


def standing_dispensations(partnership_id: int, key: str) -> list[Dispensation]:
    """Decisions that set a duty aside and have not been withdrawn."""
    return SET_ASIDE.rows(partnership=partnership_id, key=key)
