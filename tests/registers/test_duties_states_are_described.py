"""The page of states says what each state of a duty means and how each kind of duty reaches it."""

from __future__ import annotations

from typing import get_args

from sightline.registers.duties.rules.describing import KINDS, describe_states
from sightline.registers.duties.rules.facts import FROM_BEST_TO_WORST, ORDER, STATES, Code
from sightline.registers.partnership.rules.arrangement import DutyKind


def test_every_state_and_every_kind_is_described() -> None:
    text = describe_states()
    assert set(STATES) == set(ORDER) == set(get_args(Code))
    for code, (word, _, meaning) in STATES.items():
        assert f"| {word} | `{code}` | {meaning} |" in text
    described = {kind.lower().replace(" ", "-") for kind, _ in KINDS}
    assert described == set(get_args(DutyKind))


def test_only_states_that_evidence_can_change_have_an_order() -> None:
    assert set(FROM_BEST_TO_WORST) == set(STATES) - {"ended", "dispensed"}
    assert (FROM_BEST_TO_WORST[0], FROM_BEST_TO_WORST[-1]) == ("met", "overdue")
