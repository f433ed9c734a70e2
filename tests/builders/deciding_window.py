"""The pack of a case given to the lead partners, what one of them enters, and who may know somebody
in the case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sightline.work.reviews.models import (
    DecisionWindow,
    DelayApproval,
    DelayAsked,
    Incident,
    OwnPosition,
    PositionByHand,
    PossibleConflict,
    ReviewDecision,
)
from sightline.work.reviews.operations import deciding_window as writes
from sightline.work.reviews.operations import knowing
from sightline.work.reviews.rules.deciding import Held

if TYPE_CHECKING:
    from builders.world import World


def given_to(world: World, incident: Incident, at: datetime, days: int = 7) -> DecisionWindow:
    """The pack, given to the lead partner until some days later."""
    return writes.open_decision_window(
        incident=incident, deciders=[world.seat("lead_partner")],
        closes_at=at + timedelta(days=days), by=world.actor("business_manager"), now=at,
    )  # fmt: skip


def entered(
    world: World, window: DecisionWindow, reasons: str, at: datetime, outcome: str = "local-review"
) -> OwnPosition:
    """What the lead partner holds."""
    return writes.enter_position(
        window=window, held=Held(outcome, reasons), by=world.actor("lead_partner"), now=at
    )


def decide_by_hand(world: World) -> None:
    """Our case, decided already: the pack is given once more, and answered. That an earlier
    position was entered by hand is said by a row, since none was."""
    from builders.world import NOW, canary

    window = given_to(world, world.works["case ours"], NOW)
    entered(world, window, f"I hold that it is needed. {canary('own position')}", NOW)
    world.works["window ours"] = window
    last = ReviewDecision.objects.filter(incident=world.works["case ours"]).order_by("pk").last()
    assert last is not None
    found = PossibleConflict.objects.create(
        record=last.record, incident=last.incident, person=world.people["practitioner"],
        name=f"A Practitioner {canary('may know')}", why="family-name", is_hidden=False,
        found_at=NOW,
    )  # fmt: skip
    knowing.decide_conflict(
        possible=found, is_conflict=False, reason=f"Born elsewhere {canary('known how')}",
        by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip
    PositionByHand.objects.create(
        position=last.positions.order_by("pk")[0], record=last.record, name="Lead Partner",
        given_at=NOW,
    )  # fmt: skip
    _delay_by_hand(world)


def _delay_by_hand(world: World) -> None:
    """The delay of our case, as if the lead partner had been asked and had approved it: a window
    of its own, and rows where the operation would ask a day that is over."""
    from builders.world import NOW, canary

    delay, by = world.works["delay ours"], world.people["lead_partner"]
    window = given_to(world, world.works["case ours"], NOW)
    DelayAsked.objects.create(
        window=window, record=window.record, decision=delay.decision, ground=delay.ground,
        reason=f"The inquest is listed. {canary('asked delay')}", evidence=delay.evidence,
        stood_until_on=delay.stood_until_on, until_on=delay.until_on,
    )  # fmt: skip
    held = entered(
        world, window, f"It cannot be earlier. {canary('approved delay')}", NOW, "approve"
    )
    DelayApproval.objects.create(
        record=delay.record, delay=delay, place=held.place, partner="Police", name=by.name,
        reasons=held.reasons, given_at=held.given_at,
    )  # fmt: skip
    world.works["delay asked ours"] = window
