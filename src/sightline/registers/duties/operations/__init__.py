"""Every write of the register: what happened, what was decided, who is reminded."""

from sightline.registers.duties.operations.deciding import (
    dispense,
    start_clock,
    stop_clock,
    withdraw_dispensation,
)
from sightline.registers.duties.operations.drafting import answer_draft, offer_for_approval
from sightline.registers.duties.operations.editing import (
    begin_edition,
    put_back,
    take_down,
    withdraw_edition,
)
from sightline.registers.duties.operations.loading import keep_duties, take_on_arrangements
from sightline.registers.duties.operations.reminding import remind, send_digest
from sightline.registers.duties.operations.telling import Subject, fulfil, shelve, unfulfil
from sightline.registers.duties.operations.vouching import attest, withdraw_entry

__all__ = [
    "Subject",
    "answer_draft",
    "attest",
    "begin_edition",
    "dispense",
    "fulfil",
    "keep_duties",
    "offer_for_approval",
    "put_back",
    "remind",
    "send_digest",
    "shelve",
    "start_clock",
    "stop_clock",
    "take_down",
    "take_on_arrangements",
    "unfulfil",
    "withdraw_dispensation",
    "withdraw_edition",
    "withdraw_entry",
]
