"""The people of a case, masked, and those identities that are revealed to who asks."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import (
    CasePerson,
    Identity,
    IdentityBefore,
    Incident,
    PersonCorrected,
    RapidReview,
    Reveal,
)
from sightline.work.reviews.queries.cases import has_attested


def people_by(actor: Actor, reference: str, now: datetime) -> Incident:
    """The incident whose people stand behind this reference. Who sees the people sees the case."""
    told = {"is_attested": has_attested(actor.person_id or 0)}
    return one_of(
        Incident.objects.filter(
            sight(actor, now, "record__"),
            sight(actor, now, "identities__"),
            partnership=actor.partnership_id,
            identities__reference=reference,
        )
        .annotate(**told)
        .select_related("record", "identities")
        .defer("record__words", "identities__words")
    )


def people_of(people: Record) -> list[CasePerson]:
    """Who is in a case, by what they are called in it."""
    return list(CasePerson.objects.filter(record=people).order_by("pk"))


def person_of(people: Record, number: int) -> CasePerson:
    """One of the people of a case; `NotSeen` when there is none of that number."""
    return one_of(CasePerson.objects.filter(record=people, pk=number).select_related("record"))


def identities_revealed(people: Record, actor: Actor, now: datetime) -> dict[int, Identity]:
    """Identities that are revealed to the actor at this moment, by the number of their person."""
    rows = Identity.objects.filter(
        record=people,
        case_person__reveals__person=actor.person_id,
        case_person__reveals__ends_at__gt=now,
    )
    return {one.pk: one for one in rows.distinct()}


def corrections_of(people: Record) -> list[PersonCorrected]:
    """What was corrected of the people of a case, by whom and why, newest first, at most fifty."""
    rows = PersonCorrected.objects.filter(record=people).select_related("case_person")
    return list(rows.order_by("-pk")[:50])


def stood_before(people: Record, actor: Actor, now: datetime) -> dict[int, list[IdentityBefore]]:
    """What stood before each correction of identities that are revealed to the actor now, newest
    first, by the number of their person."""
    rows = IdentityBefore.objects.filter(
        record=people,
        case_person__reveals__person=actor.person_id,
        case_person__reveals__ends_at__gt=now,
    )
    found: dict[int, list[IdentityBefore]] = {}
    for one in rows.distinct().select_related("correction").order_by("-pk"):
        found.setdefault(one.case_person_id, []).append(one)
    return found


def reveals_of(people: Record) -> list[Reveal]:
    """Who had what revealed, and why, newest first, at most fifty."""
    rows = Reveal.objects.filter(record=people).select_related("case_person")
    return list(rows.order_by("-pk")[:50])


def people_of_review(review: RapidReview, actor: Actor, now: datetime) -> Record:
    """The record behind which the people of a review's case stand; `NotSeen` for who does not see
    it."""
    return one_of(Record.objects.filter(sight(actor, now), pk__in=_people(review)).defer("words"))


def names_revealed(review: RapidReview, actor: Actor, now: datetime) -> dict[str, str]:
    """What people are called in a case, with the names of those revealed to the actor now."""
    people = Record.objects.filter(sight(actor, now), pk__in=_people(review))
    rows = Identity.objects.filter(
        record__in=people,
        case_person__reveals__person=actor.person_id,
        case_person__reveals__ends_at__gt=now,
    )
    found = rows.order_by("case_person").values_list("case_person__label", "name").distinct()
    return dict(found)


def _people(review: RapidReview) -> QuerySet[Incident, int]:
    return Incident.objects.filter(pk=review.incident_id).values_list("identities", flat=True)
