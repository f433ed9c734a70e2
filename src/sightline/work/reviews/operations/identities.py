"""Keeping who the people of a case are, and revealing one for a reason (security 1.3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

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
from sightline.work.reviews.models import CasePerson, Identity, Reveal
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
