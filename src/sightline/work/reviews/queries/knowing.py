"""Who may read a case, who is in it, and what was found of both."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from sightline.foundation.accounts.models import Person
from sightline.foundation.lists import one_of
from sightline.registers.partnership.models import Seat
from sightline.registers.records.models import Grant, Record
from sightline.work.reviews.models import Identity, Incident, Named, PossibleConflict
from sightline.work.reviews.rules import knowing as rules


def readers_of_case(incident: Incident, now: datetime) -> dict[int, Person]:
    """Everybody who may read a record of a case now, by a seat it names or a grant (worker)."""
    own = Q(pk=incident.record_id) | Q(arises_from=incident.record_id)
    records = list(Record.objects.filter(own).values_list("pk", "audience"))
    seats = {
        int(key.removeprefix("seat:"))
        for _, audience in records
        for key in audience or []
        if key.startswith("seat:")
    }
    live = Seat.objects.filter(Seat.live(), pk__in=seats).values_list("person_id", flat=True)
    granted = Grant.objects.filter(
        record__in=[number for number, _ in records], starts_at__lte=now, ends_at__gt=now,
        ended_at__isnull=True,
    ).values_list("person_id", flat=True)  # fmt: skip
    people = Person.objects.filter(pk__in={*live, *granted}, is_active=True)
    return {one.pk: one for one in people}


def case_of(record: int) -> Incident | None:
    """The case that a record is of, or arises from (worker)."""
    own = Record.objects.filter(pk=record)
    rows = Incident.objects.filter(
        Q(record=record) | Q(identities=record) | Q(record__in=own.values("arises_from"))
    )
    return rows.select_related("record").first()


def people_known(incident: Incident) -> list[rules.Known]:
    """What the people of a case are called (worker)."""
    rows = Identity.objects.filter(record=incident.identities_id)
    return [rules.Known(one.name, rules.other_names(one.aliases)) for one in rows]


def named_people(incident: Incident) -> set[int]:
    """The people who are named to a case and answer for it."""
    rows = Named.objects.filter(incident=incident, ended_at__isnull=True)
    return set(rows.values_list("seat__person_id", flat=True))


def found_before(incident: Incident) -> set[tuple[int, str]]:
    """Of whom it was found before that they may know somebody in a case, and why."""
    rows = PossibleConflict.objects.filter(incident=incident)
    return set(rows.values_list("person_id", "why"))


def possible_conflicts(incident: Incident, reader: int) -> list[PossibleConflict]:
    """Who may know somebody in a case, but for the reader, those not decided first."""
    rows = PossibleConflict.objects.filter(incident=incident).exclude(person=reader)
    joined = rows.select_related("decided").order_by("decided__decided_at", "pk")
    return sorted(joined, key=lambda one: hasattr(one, "decided"))


def possible_conflict(incident: Incident, number: int, reader: int) -> PossibleConflict:
    """One of them; `NotSeen` where there is none for this reader."""
    rows = possible_conflicts(incident, reader)
    return one_of(one for one in rows if one.pk == number)
