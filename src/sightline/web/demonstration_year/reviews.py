"""One case, which never was: recorded, judged and notified, with its people kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Place, Seat
from sightline.web.demonstration_year.world import World, acting, seat_with
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import Incident
from sightline.work.reviews.rules.criteria import NOTIFY
from sightline.work.reviews.rules.notifying import Facts, Sent

JUDGED = (
    "The hospital suspects that the injury was not an accident (invented).",
    "The child has a head injury whose effects may last (invented).",
    "It happened at the family’s home, in the authority’s area (invented).",
)
REASONS = "All three criteria are met, and each partner agrees (invented)."


def build(world: World) -> Iterator[str]:
    """Record a case, as the local authority's notifier would."""
    notifier = seat_with(world.partnership, capacities__contains=["notifier"])
    manager = seat_with(world.partnership, capacities__contains=["business-manager"])
    if notifier is None or manager is None:
        return
    notified_case(world, acting(notifier), manager, world.at(world.today - timedelta(days=8)))
    yield "1 invented case, notified and under review"


def notified_case(world: World, by: Actor, manager: Seat, now: datetime) -> Incident:
    """A case that was recorded, judged and notified, with a caseworker and one child."""
    incident = reviews.record_incident(facts=facts(now), by=by, now=now)
    judge(world, incident, by, now)
    sent = Sent(
        recipient="panel",
        what="The online notification form (invented)",
        sent_at=now + timedelta(hours=4),
        sent_by=by.name,
    )
    later = now + timedelta(hours=5)
    reviews.record_sending(incident=incident, sent=sent, by=by, now=later)
    reviews.name_to_case(
        incident=incident,
        seat=manager,
        part="caseworker",
        reason="Runs the rapid review for the partnership",
        by=by,
        now=later,
    )
    reviews.keep_identity(
        people=incident.identities,
        label="Child A",
        part="child",
        name="Robin Invented",
        address="1 No Such Street, Nowhere",
        by=by,
        now=later,
    )
    return incident


def facts(now: datetime) -> Facts:
    """What is known of an invented incident."""
    return Facts(
        happened_on=(now - timedelta(days=1)).date(),
        became_aware_at=now - timedelta(hours=2),
        place="in-area",
        home_authority="",
        is_death=False,
        child_status="in-need",
        abuse="suspected",
        harm="Head injury (invented)",
        circumstances="This case is invented, and so is everybody in it. Child A, ten months old, "
        "was brought to hospital by Adult B, who said that the child had fallen from a sofa.",
        parallel=("criminal",),
    )


def judge(world: World, incident: Incident, by: Actor, now: datetime) -> None:
    """Each criterion of notifying as met, each partner's view, and the decision to notify."""
    for criterion, reasons in zip(NOTIFY, JUDGED, strict=True):
        reviews.judge_criterion(
            incident=incident,
            matter="notify",
            criterion=criterion.key,
            answer="met",
            reasons=reasons,
            by=by,
            now=now,
        )
    partners = Place.objects.filter(partnership=world.partnership, is_lead_partner=True)
    for place in partners.order_by("pk"):
        reviews.record_partner_view(
            incident=incident,
            matter="notify",
            place=place,
            stance="for",
            reasons="Agrees that the criteria are met (invented)",
            given_by=f"{place.name} (invented)",
            given_on=now.date(),
            by=by,
            now=now,
        )
    reviews.decide_notifying(incident=incident, is_to_notify=True, reasons=REASONS, by=by, now=now)
