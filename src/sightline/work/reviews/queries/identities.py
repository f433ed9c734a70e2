"""The people of a case, masked, and those identities that are revealed to who asks."""

from __future__ import annotations

from datetime import datetime

from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import CasePerson, Identity, Incident, Reveal
from sightline.work.reviews.queries.cases import has_attested


def people_by(actor: Actor, reference: str, now: datetime) -> Incident:
    """The incident whose people stand behind this reference. Who sees the people sees the case."""
    told = {"is_attested": has_attested(actor)}
    found = (
        Incident.objects.filter(
            sight(actor, now, "record__"),
            sight(actor, now, "identities__"),
            partnership=actor.partnership_id,
            identities__reference=reference,
        )
        .annotate(**told)
        .select_related("record", "identities")
        .defer("record__words", "identities__words")
        .first()
    )
    if found is None:
        raise NotSeen
    return found


def people_of(people: Record) -> list[CasePerson]:
    """Who is in a case, by what they are called in it."""
    return list(CasePerson.objects.filter(record=people).order_by("pk"))


def person_of(people: Record, number: int) -> CasePerson:
    """One of the people of a case; `NotSeen` when there is none of that number."""
    found = CasePerson.objects.filter(record=people, pk=number).select_related("record").first()
    if found is None:
        raise NotSeen
    return found


def identities_revealed(people: Record, actor: Actor, now: datetime) -> dict[int, Identity]:
    """Identities that are revealed to the actor at this moment, by the number of their person."""
    rows = Identity.objects.filter(
        record=people,
        case_person__reveals__person=actor.person_id,
        case_person__reveals__ends_at__gt=now,
    )
    return {one.pk: one for one in rows.distinct()}


def reveals_of(people: Record) -> list[Reveal]:
    """Who had what revealed, and why, newest first, at most fifty."""
    rows = Reveal.objects.filter(record=people).select_related("case_person")
    return list(rows.order_by("-pk")[:50])
