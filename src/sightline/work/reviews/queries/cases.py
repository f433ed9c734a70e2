"""Cases in sight, and all that stands on the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Place, Seat
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import (
    Account,
    Attestation,
    Incident,
    Judgement,
    Named,
    NotifyDecision,
    PanelReply,
    PartnerView,
    Sending,
)
from sightline.work.reviews.rules import criteria
from sightline.work.reviews.rules import notifying as rules

M = TypeVar("M", bound=Model)
SHOWN = 100
CASEWORK = ("caseworker", "business-manager")
"""Capacities of which a seat may be named as a caseworker; the manager is one where the
arrangements name no other."""


def _in_sight(actor: Actor, now: datetime) -> QuerySet[Incident]:
    rows = Incident.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    # not joined with its people: they stand behind a record that fewer see
    joined = rows.select_related("record", "withdrawal", "review__record", "local_review__record")
    return joined.defer("record__words", "review__record__words", "local_review__record__words")


def has_attested(actor: Actor) -> Exists:
    """The condition that the actor has said why they need to see a case."""
    return Exists(
        Attestation.objects.filter(record=OuterRef("record"), person=actor.person_id or 0)
    )


def of_case(rows: QuerySet[M], actor: Actor, reference: str, now: datetime) -> M:
    """The review of a case with this reference; `NotSeen` when it is absent or hidden. It says
    whether the actor has attested, here or to its case, and which case it is to who sees the
    case."""
    mine = Attestation.objects.filter(person=actor.person_id or 0)
    case = Incident.objects.filter(sight(actor, now, "record__"), pk=OuterRef("incident_id"))
    told = {
        "has_attested": Exists(mine.filter(record=OuterRef("record_id"))),
        "has_attested_to_case": Exists(mine.filter(record__incident=OuterRef("incident_id"))),
        "case": Subquery(case.values("record__reference")[:1]),
    }
    seen = rows.filter(
        sight(actor, now, "record__"),
        partnership=actor.partnership_id,
        record__reference=reference,
    )
    found: M = one_of(seen.annotate(**told).defer("record__words"))
    return found


def incident_by(actor: Actor, reference: str, now: datetime) -> Incident:
    """The incident of the case with this reference; `NotSeen` when it is absent or hidden. It says
    whether the actor has attested, and, to who sees them, where its people are kept."""
    people = Record.objects.filter(sight(actor, now), pk=OuterRef("identities"))
    told = {"is_attested": has_attested(actor), "people": Subquery(people.values("reference")[:1])}
    return one_of(_in_sight(actor, now).annotate(**told).filter(record__reference=reference))


def case_to_change(incident: Incident) -> Incident:
    """A case, for nobody else to change meanwhile: its cover sheet is held, since what was recorded
    of the incident itself is never changed."""
    Record.objects.select_for_update().only("pk").get(pk=incident.record_id)
    return Incident.objects.select_related("record").get(pk=incident.pk)


@dataclass(frozen=True)
class Case:
    """An incident with what stands of it now: the last account, decision and judgements, and
    everything that was sent."""

    incident: Incident
    account: Account
    accounts: list[Account]
    decisions: list[NotifyDecision]
    sendings: list[Sending]
    replies: list[PanelReply]
    judgements: list[Judgement]
    views: list[PartnerView]

    @property
    def reference(self) -> str:
        return str(self.incident.record.reference)

    @property
    def decision(self) -> NotifyDecision | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def is_to_notify(self) -> bool:
        return bool(self.decisions and self.decisions[-1].is_to_notify)

    @property
    def to_panel(self) -> Sending | None:
        """What was first sent to the Panel."""
        return next((one for one in self.sendings if one.recipient == "panel"), None)

    @property
    def withdrawal(self) -> object | None:
        return getattr(self.incident, "withdrawal", None)

    @property
    def stage(self) -> str:
        return _stage(self.incident, self.decisions, self.sendings)

    @property
    def judged(self) -> dict[str, Judgement]:
        """The last judgement of each criterion of notifying."""
        return {one.criterion: one for one in self.judgements if one.matter == "notify"}

    @property
    def not_judged(self) -> list[criteria.Criterion]:
        return criteria.not_judged("notify", self.judged)

    @property
    def owed(self) -> list[tuple[rules.Recipient, list[Sending]]]:
        """Who is to be told, each with what was sent to them."""
        known = self.account
        wanted = rules.recipients(
            is_to_notify=self.is_to_notify,
            is_death=known.is_death,
            status=known.child_status,
            home=known.home_authority,
        )
        return [(one, [it for it in self.sendings if it.recipient == one.key]) for one in wanted]

    @property
    def others_told(self) -> list[Sending]:
        """What was sent beyond what is owed."""
        keys = {one.key for one, _ in self.owed}
        return [one for one in self.sendings if one.recipient not in keys]


def _stage(incident: Incident, decisions: list[NotifyDecision], sendings: list[Sending]) -> str:
    taken_back = getattr(incident, "withdrawal", None)
    return rules.stage(
        decided=decisions[-1].is_to_notify if decisions else None,
        is_sent=any(one.recipient == "panel" for one in sendings),
        withdrawn=taken_back.kind if taken_back else "",
    )


def case_by(incident: Incident) -> Case:
    """A case that is in sight, with all that stands on its page."""
    accounts = list(incident.accounts.order_by("number"))
    return Case(
        incident=incident,
        account=accounts[-1],
        accounts=accounts,
        decisions=list(incident.decisions.order_by("pk")),
        sendings=list(incident.sendings.order_by("sent_at", "pk")),
        replies=list(incident.replies.order_by("pk")),
        judgements=list(Judgement.objects.filter(record=incident.record_id).order_by("pk")),
        views=list(PartnerView.objects.filter(record=incident.record_id).order_by("pk")),
    )


def cases(actor: Actor, now: datetime) -> list[Case]:
    """Cases the actor sees, newest first, at most a hundred, each with where it stands: nothing of
    what happened."""
    found = list(_in_sight(actor, now).order_by("-pk")[:SHOWN])
    numbers = [one.pk for one in found]
    accounts = _by_incident(Account.objects.filter(incident__in=numbers).order_by("number"))
    decisions = _by_incident(NotifyDecision.objects.filter(incident__in=numbers).order_by("pk"))
    sendings = _by_incident(Sending.objects.filter(incident__in=numbers).order_by("sent_at"))
    return [
        Case(
            one,
            accounts[one.pk][-1],
            accounts[one.pk],
            decisions.get(one.pk, []),
            sendings.get(one.pk, []),
            [],
            [],
            [],
        )
        for one in found
    ]


def _by_incident(rows: Iterable[object]) -> dict[int, list]:  # type: ignore[type-arg]
    found: dict[int, list] = {}  # type: ignore[type-arg]
    for row in rows:
        found.setdefault(row.incident_id, []).append(row)  # type: ignore[attr-defined]
    return found


def named_to(incident: Incident) -> list[Named]:
    """Who is named to a case, and who was, in order."""
    return list(incident.named.select_related("seat").order_by("pk"))


def seats_of_notifiers(partnership_id: int) -> QuerySet[Seat]:
    """Live seats that notify for the local authority."""
    return _seats(partnership_id, ("notifier",))


def seats_that_may_be(part: str, partnership_id: int) -> QuerySet[Seat]:
    """Live seats that may be named to a case in this part."""
    return _seats(partnership_id, CASEWORK if part == Named.Part.CASEWORKER else ("notifier",))


def _seats(partnership_id: int, capacities: tuple[str, ...]) -> QuerySet[Seat]:
    return (
        Seat.objects.filter(
            Seat.live(),
            partnership=partnership_id,
            place__capacities__overlap=list(capacities),
        )
        .select_related("person", "place")
        .order_by("person__name", "pk")
    )


def partners(partnership_id: int) -> dict[int, Place]:
    """The places of the safeguarding partners that stand today, by their number."""
    rows = Place.objects.filter(partnership=partnership_id, is_lead_partner=True, ends_on=None)
    return {one.pk: one for one in rows.order_by("name")}
