"""Deciders have the pack of a case for a time, and each enters what they hold (R6.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Seat
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record
from sightline.work.reviews import events, permissions, queries
from sightline.work.reviews.models import (
    Decider,
    DecisionPackPart,
    DecisionWindow,
    Incident,
    OwnPosition,
    PositionByHand,
    RapidReview,
    ReviewDecision,
)
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries import deciding_window as windows
from sightline.work.reviews.rules import deciding_window as rules
from sightline.work.reviews.rules.deciding import Held
from sightline.work.reviews.rules.rapid_review import check_caseworker

WHY = "Decides on a review, with the pack of the case"


@transaction.atomic
def open_decision_window(
    *,
    incident: Incident,
    deciders: Iterable[Seat],
    closes_at: datetime,
    by: Actor,
    now: datetime,
    names_justified: str = "",
) -> DecisionWindow:
    """Give deciders the pack of a case, as it stands now, until a moment. They see the pack and
    nothing else of the case; their sight ends by itself. A pack in which something stands that is
    known of people of the case goes out only with the reason why it may."""
    permissions.record_decisions.check(by)
    held = queries.case_to_change(incident)
    check_caseworker(queries.caseworkers_of(held.pk), by.keys)
    review = RapidReview.objects.filter(incident=held, recommendations__isnull=False).first()
    if review is None:
        raise RuleBroken("Record first what the group recommends, in the rapid review.")
    seats = windows.seats_to_ask(deciders, closes_at, now)
    named = windows.names_in_pack(held.pk)
    rules.check_names(named, names_justified)
    made = open_window(
        incident=held,
        seats=seats,
        parts=windows.pack_of(review),
        closes_at=closes_at,
        by=by,
        now=now,
        names_justified=names_justified.strip() if named else "",
    )
    write(record=held.record, event=events.window_opened, by=by, now=now)
    return made


@transaction.atomic
def open_window(
    *,
    incident: Incident,
    seats: Mapping[int, Seat],
    parts: Iterable[tuple[str, str]],
    closes_at: datetime,
    by: Actor,
    now: datetime,
    names_justified: str = "",
) -> DecisionWindow:
    """A window with its pack, and sight of it for who decides until it closes: part of asking."""
    record = _sheet(incident, by, now)
    made = DecisionWindow.objects.create(
        record=record,
        incident=incident,
        partnership_id=incident.partnership_id,
        opened_at=now,
        opened_by=by.name,
        closes_at=closes_at,
        names_justified=names_justified,
    )
    _fill(made, parts, seats)
    for seat in seats.values():
        records.grant_sight(
            record=record, person_id=seat.person_id, reason=WHY, ends_at=closes_at, by=by, now=now
        )
    return made


def _sheet(held: Incident, by: Actor, now: datetime) -> Record:
    return records.open_record(
        partnership_id=held.partnership_id,
        prefix="WIN",
        kind="reviews:decision_window",
        title="Pack for a decision",
        marking=Marking.RESTRICTED,
        audience=queries.caseworkers_of(held.pk),
        on=timezone.localdate(now),
        now=now,
        arises_from=held.record,
        owner_id=by.person_id,
    )


def _fill(
    window: DecisionWindow, parts: Iterable[tuple[str, str]], seats: Mapping[int, Seat]
) -> None:
    Decider.objects.bulk_create(
        Decider(
            record=window.record,
            window=window,
            seat=seat,
            place=seat.place,
            person=seat.person,
            name=seat.person.name,
            partner=seat.place.name,
        )
        for seat in seats.values()
    )
    DecisionPackPart.objects.bulk_create(
        DecisionPackPart(
            record=window.record, window=window, number=number, heading=heading, words=words
        )
        for number, (heading, words) in enumerate(parts, start=1)
    )


@transaction.atomic
def enter_position(*, window: DecisionWindow, held: Held, by: Actor, now: datetime) -> OwnPosition:
    """Enter what one holds as a lead partner, and why, while the window is open. A later entry
    replaces an earlier one, which stays on record."""
    permissions.enter_position.check(by)
    decider = windows.decider_of(window, by)
    rules.check_position(
        held,
        closes_at=window.closes_at,
        now=now,
        is_decider=decider is not None,
        outcomes=windows.answers_of(window),
    )
    assert decider is not None
    made = OwnPosition.objects.create(
        record=window.record,
        window=window,
        place_id=decider.place_id,
        person_id=by.person_id or 0,
        name=by.name,
        outcome=held.outcome,
        reasons=held.reasons.strip(),
        given_at=now,
    )
    write(record=window.record, event=events.position_entered, by=by, now=now)
    return made


@transaction.atomic
def note_by_hand(
    *, decision: ReviewDecision, entered: Mapping[int, OwnPosition], by: Actor, now: datetime
) -> None:
    """Keep which positions of a decision the partners entered themselves: part of recording it."""
    permissions.record_decisions.check(by)
    PositionByHand.objects.bulk_create(
        PositionByHand(
            position=one,
            record=decision.record,
            name=entered[one.place_id].name,
            given_at=entered[one.place_id].given_at,
        )
        for one in decision.positions.all()
        if one.place_id in entered
    )
