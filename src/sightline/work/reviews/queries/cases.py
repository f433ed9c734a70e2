"""Cases in sight, and all that stands on the page of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Case as Which
from django.db.models import (
    CharField,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from sightline.foundation.lists import Kept, Lists
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, Together, given
from sightline.foundation.trail import queries as trail
from sightline.foundation.trail.queries import Told
from sightline.registers.partnership.models import Place, Seat
from sightline.registers.records.models import Record
from sightline.registers.records.queries import ListsInSight, OneInSight
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
TOLD = 5
"""Lines of what was done that stand on a page; all of them have a page of their own."""
CASEWORK = ("caseworker", "business-manager")
"""Capacities of which a seat may be named as a caseworker; the manager is one where the
arrangements name no other."""


def has_attested(person: Any) -> Exists:
    """The condition that a person, or whoever is given in their place, has said why they need to
    see a case."""
    return Exists(Attestation.objects.filter(record=OuterRef("record"), person=person))


def _with_people(sees_people: Q) -> QuerySet[Incident]:
    people = Record.objects.filter(sees_people, pk=OuterRef("identities"))
    told: dict[str, Any] = {
        "is_attested": has_attested(given("sight_person", int)),
        "people": Subquery(people.values("reference")[:1]),
    }
    # not joined with its people: they stand behind a record that fewer see
    return (
        Incident.objects.annotate(**told)
        .select_related("record", "withdrawal", "review__record", "local_review__record")
        .defer("record__words", "review__record__words", "local_review__record__words")
    )


def of_case(rows: Callable[[], QuerySet[M]]) -> OneInSight[M]:
    """The review of a case by its reference; `rows` gives the reviews of a kind, without sight. It
    says whether the actor has attested, here or to its case, and to who sees the case which it is.
    """

    def with_told(sees_case: Q) -> QuerySet[M]:
        mine = Attestation.objects.filter(person=given("sight_person", int))
        case = Incident.objects.filter(sees_case, pk=OuterRef("incident_id"))
        told: dict[str, Any] = {
            "has_attested": Exists(mine.filter(record=OuterRef("record_id"))),
            "has_attested_to_case": Exists(mine.filter(record__incident=OuterRef("incident_id"))),
            "case": Subquery(case.values("record__reference")[:1]),
        }
        found: QuerySet[M] = rows().annotate(**told).defer("record__words")
        return found

    return OneInSight(with_told, "record__")


ONE = OneInSight(_with_people, "")


def incident_by(actor: Actor, reference: str, now: datetime) -> Incident:
    """The incident of the case with this reference; `NotSeen` when it is absent or hidden. It says
    whether the actor has attested, and, to who sees them, where its people are kept."""
    return ONE.by(actor, reference, now)


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
    named: list[Named]
    trail: list[Told]

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
        taken_back = getattr(self.incident, "withdrawal", None)
        return rules.stage(
            decided=self.decision.is_to_notify if self.decision else None,
            is_sent=self.to_panel is not None,
            withdrawn=taken_back.kind if taken_back else "",
        )

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


OF_CASE: dict[str, Any] = {"incident": given("incident", int)}
OF_RECORD: dict[str, Any] = {"record": given("record", int)}
ON_PAGE = Together(
    accounts=lambda: Account.objects.filter(**OF_CASE).order_by("number"),
    decisions=lambda: NotifyDecision.objects.filter(**OF_CASE).order_by("pk"),
    sendings=lambda: Sending.objects.filter(**OF_CASE).order_by("sent_at", "pk"),
    replies=lambda: PanelReply.objects.filter(**OF_CASE).order_by("pk"),
    judgements=lambda: Judgement.objects.filter(**OF_RECORD).order_by("pk"),
    views=lambda: PartnerView.objects.filter(**OF_RECORD).order_by("pk"),
    named=lambda: (
        Named.objects.filter(**OF_CASE, ended_at__isnull=True)
        .annotate(person=F("seat__person_id"))
        .order_by("pk")
    ),
    trail=lambda: trail.newest(TOLD + 1, **trail.CHANGED),
)
NAMED = Objects(lambda: Named.objects.filter(**OF_CASE).select_related("seat").order_by("pk"))


def case_by(incident: Incident) -> Case:
    """A case that is in sight, with all that stands on its page."""
    found = ON_PAGE.rows(
        incident=incident.pk,
        record=incident.record_id,
        partnership=incident.partnership_id,
        reference=incident.record.reference,
    )
    lines = trail.as_told(found.pop("trail"))
    return Case(incident=incident, account=found["accounts"][-1], trail=lines, **found)


def _listed(sees: Q) -> QuerySet[Incident]:
    """Cases with where each stands, as `rules.stage` says it, and until when it is to be notified:
    nothing of what happened."""
    to_panel = Sending.objects.filter(incident=OuterRef("incident"), recipient="panel")
    said = Which(
        When(Exists(to_panel), then=Value("notified")),
        When(is_to_notify=True, then=Value("to-send")),
        default=Value("not-notified"),
        output_field=CharField(),
    )
    decided = NotifyDecision.objects.filter(incident=OuterRef("pk")).order_by("-pk")
    known = Account.objects.filter(incident=OuterRef("pk")).order_by("-number")
    return Incident.objects.filter(sees, partnership=given("partnership", int)).annotate(
        due_on=Subquery(known.values("due_on")[:1]),
        stage=Coalesce(
            "withdrawal__kind",
            Subquery(decided.annotate(said=said).values("said")[:1]),
            Value("judging"),
        ),
        today=given("today", date),
    )


def _counted(sees: Q) -> QuerySet[Record]:
    """The cover sheets of the same cases, which stand in one table with who sees them."""
    return Record.objects.filter(sees, partnership=given("partnership", int), kind="reviews:case")


LISTED = ListsInSight(
    lambda sees, sees_sheet: Lists(
        lambda: _listed(sees),
        lambda rows: rows.values(
            "pk", "record__reference", "recorded_at", "stage", "due_on", "today"
        ),
        counted=lambda: _counted(sees_sheet),
    ),
    "record__",
    "",
)


def cases(actor: Actor, now: datetime, today: date) -> Kept:
    """Cases the actor sees, to be narrowed by `stage` and ordered, each with where it stands."""
    return LISTED.of(actor, now, partnership=actor.partnership_id, today=today)


def named_to(incident: Incident) -> list[Named]:
    """Who is named to a case, and who was, in order."""
    return NAMED.rows(incident=incident.pk)


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
