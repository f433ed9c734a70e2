"""Cases for the world of the tests: one here and one next door, made by the operations, each free
text with a word of its own. `world.works` names each by what it stands for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from builders import partnership as made
from builders.agency_documents import filed, judged_alike, sheet_sent
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Partnership, Place, Seat
from sightline.registers.records import operations as records
from sightline.registers.records.models import ReferenceCount
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import AgencyRequest, Incident, RapidReview
from sightline.work.reviews.rules.notifying import Facts, Sent
from sightline.work.reviews.rules.rapid_review import Happening, Summary

if TYPE_CHECKING:
    from builders.world import World

MET = "The account of the hospital leaves no doubt of it."
WHY = "Runs the review of this case for the partnership"


class Stands:
    """A record by its own name in `world.works`, where `world.record` looks for it."""

    def __init__(self, record: Any) -> None:
        self.record = record


def facts(aware_at: datetime, word: str = "", **more: Any) -> Facts:
    """What is known of an invented incident."""
    from builders.world import canary

    def mark(name: str) -> str:
        return canary(f"{name} {word} case") if word else ""

    known = {
        "happened_on": (aware_at - timedelta(days=1)).date(),
        "became_aware_at": aware_at,
        "place": "in-area",
        "home_authority": f"Fenwick {mark('home')}",
        "is_death": True,
        "child_status": "looked-after",
        "abuse": "suspected",
        "harm": f"Head injury {mark('harm')}",
        "circumstances": f"Child A was found unwell at home by Adult B. {mark('circumstances')}",
        "parallel": ("criminal", "coroner"),
        "media_interest": f"None yet {mark('media')}",
    }
    return Facts(**{**known, **more})


def notifier_of(world: World, whose: Partnership) -> Actor:
    """Who notifies for the local authority of a partnership."""
    if whose == world.partnership:
        return world.actor("notifier")
    if "their notifier" not in world.people:
        Place.objects.create(
            partnership=whose, key="authority-notifier", name="Notifier", function="office",
            capacities=["notifier"],
        )  # fmt: skip
        world.people["their notifier"] = made.appointed(whose, "authority-notifier").person
    return world.actor("their notifier")


def recorded(world: World, now: datetime, word: str = "", **more: Any) -> Incident:
    """An incident as it is recorded, of which the authority became aware three hours before."""
    return reviews.record_incident(
        facts=facts(now - timedelta(hours=3), word, **more), by=world.actor("notifier"), now=now
    )


def judged(incident: Incident, by: Actor, now: datetime, word: str = "") -> None:
    """Each criterion of notifying, judged as met."""
    for criterion in ("abuse-or-neglect", "died-or-harmed", "where"):
        reviews.judge_criterion(
            incident=incident, matter="notify", criterion=criterion, answer="met",
            reasons=f"{MET} {word}", by=by, now=now,
        )  # fmt: skip


def notified(incident: Incident, by: Actor, now: datetime, word: str = "") -> None:
    """Judged, decided and sent to the Panel at once."""
    judged(incident, by, now, word)
    reviews.decide_notifying(
        incident=incident, is_to_notify=True, reasons=f"{MET} {word}", by=by, now=now
    )
    sent = Sent(recipient="panel", what=f"The form {word}", sent_at=now, sent_by=by.name)
    reviews.record_sending(incident=incident, sent=sent, by=by, now=now)


def caseworker(incident: Incident, seat: Seat, by: Actor, now: datetime, why: str = WHY) -> None:
    """Name a seat as the caseworker."""
    reviews.name_to_case(
        incident=incident, seat=seat, part="caseworker", reason=why, by=by, now=now
    )


def review(world: World) -> None:
    """A case here and a case next door, of neighbouring families."""
    from builders.world import NOW

    # other numbers than ours: what is told apart by reference alone would hide in equal ones
    for prefix in ("CAS", "PEO", "RAP", "ASK"):
        ReferenceCount.objects.create(
            partnership=world.other, prefix=prefix, year=NOW.year, last=900
        )
    _case(world, world.partnership, "ours", "business_manager")
    _case(world, world.other, "theirs", "stranger")
    _sight(world)
    _review(world)


def _case(world: World, whose: Partnership, word: str, worker: str) -> None:
    from builders.world import NOW, canary

    by = notifier_of(world, whose)
    mark = {
        name: canary(f"{name} {word} case")
        for name in ("judged", "view", "given", "reply", "corrected", "named", "attested")
    }
    aware = NOW - timedelta(hours=3)
    incident = reviews.record_incident(facts=facts(aware, word), by=by, now=NOW)
    reviews.correct_incident(
        incident=incident, facts=facts(aware, word, abuse="known"),
        reason=f"The hospital called back {mark['corrected']}", by=by, now=NOW,
    )  # fmt: skip
    partner = Place.objects.filter(partnership=whose, is_lead_partner=True).order_by("pk").first()
    if partner is not None:
        reviews.record_partner_view(
            incident=incident, matter="notify", place=partner, stance="for",
            reasons=f"It should be notified {mark['view']}", given_by=f"The chief {mark['given']}",
            given_on=NOW.date(), by=by, now=NOW,
        )  # fmt: skip
    notified(incident, by, NOW, mark["judged"])
    reviews.record_reply(
        incident=incident, panel_reference="P-1", words=f"Received {mark['reply']}",
        received_on=NOW.date(), by=by, now=NOW,
    )  # fmt: skip
    caseworker(incident, world.seat(worker), by, NOW, f"{WHY} {mark['named']}")
    reviews.attest(
        record=incident.record, reason=f"I run its review {mark['attested']}",
        by=world.actor(worker), now=NOW,
    )  # fmt: skip
    child = reviews.keep_identity(
        people=incident.identities, label="Child A", part="child",
        name=canary(f"identity child {word}"), aliases=canary(f"identity alias {word}"),
        address=canary(f"identity address {word}"), school=canary(f"identity school {word}"),
        nhs_number="9434765919", by=by, now=NOW,
    )  # fmt: skip
    reviews.reveal_identity(
        person=child, reason=f"To tell the coroner {canary(f'reveal {word}')}", by=by, now=NOW
    )
    reviews.correct_identity(
        person=child, by=by, now=NOW, reason=f"They moved house {canary(f'mended {word}')}",
        given={
            "name": canary(f"identity child {word}"), "aliases": canary(f"identity alias {word}"),
            "address": f"{canary(f'identity address {word}')} Close", "born_on": None,
            "school": canary(f"identity school {word}"), "nhs_number": "9434765919",
        },
    )  # fmt: skip
    world.works[f"case {word}"] = incident
    world.works[f"people {word}"] = Stands(incident.identities)
    world.works[f"child {word}"] = child


def _sight(world: World) -> None:
    """The chair of the group sits on the panel; a head teacher was to, and taught the child."""
    from builders.world import NOW, canary

    record, manager = world.record("case ours"), world.actor("business_manager")
    for persona in ("group_chair", "school_lead"):
        records.grant_sight(
            record=record, person_id=world.people[persona].pk,
            reason=f"Sits on the panel {canary('grant case')}", ends_at=NOW + timedelta(days=30),
            by=manager, now=NOW,
        )  # fmt: skip
    reviews.attest(
        record=record, reason="I chair the panel of this review",
        by=world.actor("group_chair"), now=NOW,
    )  # fmt: skip
    records.detect_conflict(
        record=record, person_id=world.people["school_lead"].pk, nature=canary("nature case"),
        by=manager, now=NOW,
    )  # fmt: skip
    reviews.withdraw_notification(
        incident=world.works["case theirs"], kind="withdrawn",
        reasons=f"The post mortem found an illness {canary('withdrawn theirs case')}",
        decided_by="Director", decided_on=NOW.date(), by=world.actor("their notifier"), now=NOW,
    )  # fmt: skip


def asked(world: World, review: RapidReview, persona: str, word: str = "") -> AgencyRequest:
    """A request to the agency that a persona sits for."""
    from builders.world import NOW

    seat = world.seat(persona)
    return reviews.ask_agency(
        review=review, agency=seat.place.agency, author=seat,
        words=f"It is about Robin Invented, of Mill Lane. {word}",
        by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip


def written(world: World, request: AgencyRequest, persona: str, word: str = "") -> None:
    """What an agency writes: a summary and two events of one day."""
    from builders.world import NOW

    by = world.actor(persona)
    summary = Summary(
        f"We knew Child A from birth. {word}", f"We shared too late what we knew. {word}",
        f"We call back within a day. {word}",
    )  # fmt: skip
    reviews.save_summary(request=request, summary=summary, by=by, now=NOW)
    for hour, what in (("09:00", "Home visit, nobody in"), ("14:00", "Seen at the clinic")):
        event = Happening(
            NOW.date(), hour, f"{what} {word}", f"Letter sent {word}", "contact", "seen"
        )
        reviews.add_event(request=request, event=event, by=by, now=NOW)


def _review(world: World) -> None:
    """The rapid review of our case: one agency writes, another has submitted and is released. The
    chair sits on the panel."""
    from builders.world import NOW, canary

    manager = world.actor("business_manager")
    review = reviews.begin_rapid_review(incident=world.works["case ours"], by=manager, now=NOW)
    world.works["review ours"] = review
    draft = asked(world, review, "agency_lead", canary("asked draft"))
    written(world, draft, "agency_lead", canary("written draft"))
    filed(world, draft, "agency_lead", canary("document draft"), f"{canary('file draft')}.txt")
    sheet_sent(world, draft, "agency_lead")
    reviews.extend_request(
        request=draft, until_on=draft.due_on + timedelta(days=7),
        reason=f"Their records are on paper {canary('extended draft')}", by=manager, now=NOW,
    )  # fmt: skip
    done = asked(world, review, "lead_partner", canary("asked done"))
    written(world, done, "lead_partner", canary("written done"))
    filed(world, done, "lead_partner", canary("document done"), f"{canary('file done')}.txt")
    reviews.submit_summary(request=done, is_nil=False, by=world.actor("lead_partner"), now=NOW)
    reviews.release_summary(request=done, by=manager, now=NOW)
    judged_alike(world, done, f"They differ {canary('same event')}")
    world.works["request draft"], world.works["request done"] = draft, done
    reviews.answer_purpose(
        review=review, purpose="facts", words=f"As the agencies tell {canary('answer review')}",
        by=manager, now=NOW,
    )  # fmt: skip
    records.grant_sight(
        record=review.record, person_id=world.people["group_chair"].pk,
        reason=f"Sits on the panel {canary('grant review')}", ends_at=NOW + timedelta(days=30),
        by=manager, now=NOW,
    )  # fmt: skip
