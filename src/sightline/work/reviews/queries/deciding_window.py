"""Windows in which deciders have the pack of a case, and what each entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.words import day
from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.registers.partnership.models import Seat
from sightline.registers.records.queries import InSight, sight
from sightline.work.reviews.models import (
    Decider,
    DecisionWindow,
    DelayAsked,
    Incident,
    OwnPosition,
    PanelReply,
    RapidReview,
)
from sightline.work.reviews.queries.deciding import recommendations_of
from sightline.work.reviews.queries.rapid_review import answers
from sightline.work.reviews.rules.criteria import ANSWERS, REVIEW
from sightline.work.reviews.rules.deciding import APPROVALS, GROUNDS, OUTCOMES, Held, Proposed
from sightline.work.reviews.rules.deciding_window import check_window
from sightline.work.reviews.rules.rapid_review import PURPOSES


def deciders_to_choose(partnership_id: int) -> dict[int, Seat]:
    """Live seats of the lead partners, by number."""
    rows = Seat.objects.filter(Seat.live(), partnership=partnership_id, place__is_lead_partner=True)
    ordered = rows.select_related("person", "place").order_by("place__name", "person__name")
    return {one.pk: one for one in ordered}


def seats_to_ask(deciders: Iterable[Seat], closes_at: datetime, now: datetime) -> dict[int, Seat]:
    """Who is asked, by the place of each: live seats of lead partners."""
    seats = {one.place_id: one for one in deciders}
    check_window(closes_at=closes_at, now=now, has_deciders=bool(seats))
    if any(not one.place.is_lead_partner or one.ended_at is not None for one in seats.values()):
        raise RuleBroken("Choose among the lead partners.", field="deciders")
    return seats


def pack_of(review: RapidReview) -> list[tuple[str, str]]:
    """What deciders are given, heading by heading: the four answers, what the group recommends
    with each criterion, and what the Panel wrote."""
    given = answers(review)
    parts = [(words, given[key].words) for key, words in PURPOSES.items() if key in given]
    last = next(reversed(recommendations_of(review)), None)
    if last is not None:
        parts.append(("What the group recommends", f"{OUTCOMES[last.outcome]}\n\n{last.reasons}"))
        named = {one.key: one.words for one in REVIEW}
        parts += [
            (named.get(one.criterion, one.criterion), f"{ANSWERS[one.answer]}\n\n{one.reasons}")
            for one in last.criteria.all()
        ]
    replies = PanelReply.objects.filter(incident=review.incident_id).exclude(words="")
    parts += [("What the Panel wrote", one.words) for one in replies.order_by("pk")]
    return parts


def pack_of_delay(proposed: Proposed, stands_until: date) -> list[tuple[str, str]]:
    """What deciders are given who are asked to approve a delay."""
    return [
        ("The delay you are asked to approve",
         f"From {day(stands_until)} to {day(proposed.until_on)}: {GROUNDS[proposed.ground]}"),
        ("Why", proposed.reason.strip()),
        ("What shows it", proposed.evidence.strip()),
    ]  # fmt: skip


def delay_asked_in(window: DecisionWindow) -> DelayAsked | None:
    """The delay that is asked for in a window, if one is."""
    return DelayAsked.objects.select_related("decision").filter(window=window).first()


def answers_of(window: DecisionWindow) -> dict[str, str]:
    """What may be answered in a window: on a review, or on a delay of one."""
    return APPROVALS if DelayAsked.objects.filter(window=window).exists() else OUTCOMES


def answered_on_delay(incident: Incident, stands_until: date) -> dict[int, str]:
    """What lead partners last answered themselves on a delay of the day that stands, by place."""
    rows = OwnPosition.objects.filter(
        window__incident=incident, window__delay_asked__stood_until_on=stands_until
    )
    return {one.place_id: one.outcome for one in rows.order_by("pk")}


def names_in_words(incident_id: int) -> dict[str, list[str]]:
    """In which words of a case, which others read or are about to, something stands that is known
    of somebody in it, and of whom, by what they are called: by `purpose:`, `criterion:` and
    `summary:` with a key, `recommendation` and `reply`. Only to who is named to the case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT place, label FROM sightline_names_in_words(%s)", [incident_id])
        found: dict[str, list[str]] = {}
        for place, label in cursor.fetchall():
            found.setdefault(place, []).append(label)
    return found


def names_in_pack(incident_id: int) -> list[tuple[str, list[str]]]:
    """The headings of a pack under which something stands that is known of somebody in the case,
    each with what they are called."""
    criteria = {one.key: one.words for one in REVIEW}
    headings = {f"purpose:{key}": words for key, words in PURPOSES.items()}
    headings |= {"recommendation": "What the group recommends"}
    headings |= {f"criterion:{key}": words for key, words in criteria.items()}
    headings |= {"reply": "What the Panel wrote"}
    found = names_in_words(incident_id)
    return [(words, found[place]) for place, words in headings.items() if place in found]


def window_by(actor: Actor, reference: str, now: datetime) -> DecisionWindow:
    """The window with this reference; `NotSeen` when it is absent, hidden, or over for them."""
    rows = DecisionWindow.objects.filter(
        sight(actor, now, "record__"),
        partnership=actor.partnership_id,
        record__reference=reference,
    )
    return one_of(rows.select_related("record").defer("record__words"))


@dataclass(frozen=True)
class Sitting:
    """Somebody who was given the pack, and what they entered last, if the reader sees it."""

    decider: Decider
    position: OwnPosition | None


def sitting(window: DecisionWindow) -> list[Sitting]:
    """Who was given the pack and what each entered: to who runs the case, all of it; to a decider
    their own."""
    last = {one.place_id: one for one in window.positions.order_by("pk")}
    rows = window.deciders.order_by("partner")
    return [Sitting(one, last.get(one.place_id)) for one in rows]


def decider_of(window: DecisionWindow, actor: Actor) -> Decider | None:
    """The actor as one who was given the pack, while they still hold that seat."""
    rows = window.deciders.filter(person=actor.person_id or 0)
    return next((one for one in rows if f"seat:{one.seat_id}" in actor.keys), None)


def windows_of(incident: Incident) -> list[DecisionWindow]:
    """Every window of a case, the newest first."""
    found = DecisionWindow.objects.filter(incident=incident)
    rows = found.select_related("record").defer("record__words")
    return list(rows.order_by("-pk"))


def entered_since(incident: Incident, since: datetime | None) -> dict[int, OwnPosition]:
    """What lead partners entered themselves and no decision has taken up yet, by their place."""
    rows = OwnPosition.objects.filter(window__incident=incident, window__delay_asked__isnull=True)
    if since is not None:
        rows = rows.filter(given_at__gt=since)
    return {one.place_id: one for one in rows.order_by("pk")}


def as_held(entered: dict[int, OwnPosition]) -> dict[int, Held]:
    """What was entered, as the rule takes it."""
    return {number: Held(one.outcome, one.reasons) for number, one in entered.items()}


class Waiting(NamedTuple):
    """Something that a decider is asked, by its reference alone, and until when."""

    reference: str
    closes_at: datetime


def _waiting(sees: Q) -> QuerySet[DecisionWindow, Any]:
    me, answered = given("sight_person", int), OwnPosition.objects.filter(window=OuterRef("pk"))
    asked = Decider.objects.filter(
        window=OuterRef("pk"), person=me, seat_id__among=given("seats", list[int])
    )
    rows = DecisionWindow.objects.filter(
        sees, Exists(asked), ~Exists(answered.filter(person=me)),
        partnership=given("partnership", int), closes_at__gt=given("sight_now", datetime),
    )  # fmt: skip
    return rows.order_by("closes_at", "pk").values_list("record__reference", "closes_at")[:20]


WAITING = InSight(lambda sees: Statement(Waiting, lambda: _waiting(sees)), "record__")


def waiting_for(actor: Actor, now: datetime) -> list[Waiting]:
    """What the actor is asked as a lead partner and has not answered, by when it closes."""
    return WAITING.rows(actor, now, partnership=actor.partnership_id, seats=actor.numbers("seat"))
