"""Keeping who the people of a case are, and revealing one for a reason (security 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.foundation.trail.operations import record as trail
from sightline.foundation.trail.operations import record_read
from sightline.registers.records.models import Record
from sightline.work.reviews import events, permissions
from sightline.work.reviews.models import (
    CasePerson,
    Identity,
    IdentityBefore,
    PersonCorrected,
    Reveal,
)
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.rules import identities as rules
from sightline.work.reviews.rules.words import check_told


@transaction.atomic
def keep_identity(
    *,
    people: Record,
    label: str,
    part: str,
    name: str,
    by: Actor,
    now: datetime,
    aliases: str = "",
    born_on: date | None = None,
    nhs_number: str = "",
    address: str = "",
    school: str = "",
) -> CasePerson:
    """Add somebody to the people of a case: what they are called in it, and, apart, who they are.
    Even who typed it does not see it again without having it revealed."""
    permissions.keep_identities.check(by)
    check_told(label, "label", "Say what they are called in the case", least=2)
    check_told(name, "name", "Enter their name", least=2)
    number = rules.nhs_number(nhs_number)
    Record.objects.select_for_update().only("pk").get(pk=people.pk)
    taken = set(CasePerson.objects.filter(record=people).values_list("label", flat=True))
    rules.check_person(label=label, taken=taken, born_on=born_on, today=timezone.localdate(now))
    made = CasePerson.objects.create(
        record=people, label=label.strip(), part=part, entered_at=now, entered_by=by.name
    )
    Identity.objects.create(
        case_person=made,
        record=people,
        name=name.strip(),
        aliases=aliases.strip(),
        born_on=born_on,
        nhs_number=number,
        address=address.strip(),
        school=school.strip(),
    )
    write(record=people, event=events.identity_kept, by=by, now=now, label=made.label)
    enqueue("sight_given_reviews", record=people.pk)  # who has their name may see the case already
    return made


FIELDS = ("name", "aliases", "born_on", "nhs_number", "address", "school")


@transaction.atomic
def correct_identity(
    *, person: CasePerson, given: Mapping[str, Any], reason: str, by: Actor, now: datetime
) -> PersonCorrected:
    """Correct who somebody in a case is, while it is revealed to who corrects it, for a reason.
    What stood before stays, masked as what stands is; who may know them is looked for anew. `given`
    holds every one of `FIELDS`."""
    permissions.keep_identities.check(by)
    Record.objects.select_for_update().only("pk").get(pk=person.record_id)
    held = Identity.objects.filter(case_person=person).first()
    if held is None:
        raise RuleBroken("Have it revealed first: what you correct, you must see.")
    wanted = {one: given[one].strip() if one != "born_on" else given[one] for one in FIELDS}
    check_told(wanted["name"], "name", "Enter their name", least=2)
    check_told(reason, "reason", "Say why it is corrected", least=10)
    wanted["nhs_number"] = rules.nhs_number(wanted["nhs_number"])
    rules.check_birth(wanted["born_on"], timezone.localdate(now))
    before = {one: getattr(held, one) for one in FIELDS}
    if before == wanted:
        raise RuleBroken("Nothing is different from what stands.", field="name")
    made = PersonCorrected.objects.create(
        record_id=person.record_id,
        case_person=person,
        reason=reason.strip(),
        corrected_at=now,
        corrected_by=by.name,
    )
    IdentityBefore.objects.create(
        correction=made, case_person=person, record_id=person.record_id, **before
    )
    Identity.objects.filter(case_person=person).update(**wanted)
    write(record=person.record, event=events.person_corrected, by=by, now=now, label=person.label)
    enqueue("sight_given_reviews", record=person.record_id)
    return made


@transaction.atomic
def reveal_identity(*, person: CasePerson, reason: str, by: Actor, now: datetime) -> Reveal:
    """Have one identity revealed to oneself for ten minutes, for a reason that is kept. The trail
    tells that it was read."""
    permissions.keep_identities.check(by)
    rules.check_reason(reason)
    made = Reveal.objects.create(
        record_id=person.record_id,
        case_person=person,
        person_id=by.person_id or 0,
        name=by.name,
        reason=reason.strip(),
        revealed_at=now,
        ends_at=now + timedelta(minutes=rules.REVEALED_MINUTES),  # the database sets both itself
    )
    trail(
        events.identity_revealed,
        by=by,
        now=now,
        about=person.record.reference,
        partnership_id=person.record.partnership_id,
        kind=TrailEvent.Kind.READ,
        label=person.label,
    )
    return made


@transaction.atomic
def reveal_all(*, people: Record, reason: str, by: Actor, now: datetime) -> list[Reveal]:
    """Have every identity of a case revealed to oneself, each as by itself, for one reason."""
    permissions.keep_identities.check(by)
    rows = CasePerson.objects.filter(record=people).select_related("record").order_by("pk")
    if not rows:
        raise RuleBroken("Nobody is entered among the people of this case yet.")
    return [reveal_identity(person=one, reason=reason, by=by, now=now) for one in rows]


def note_identities_read(*, people: Record, by: Actor, now: datetime) -> None:
    """Leave the line that every opening of the people of a case leaves."""
    record_read(events.identities_read, by=by, now=now, about=people.reference)
