"""Deadlines that rest on the arrangement file. A deadline of law that a room owes is declared in
that room; here a duty's own figure becomes a clock, so that its working can be shown and kept."""

from __future__ import annotations

from sightline.foundation.clocks import Clock
from sightline.registers.partnership.rules.arrangement import Arrangement, Duty


def clock_of(duty: Duty, arrangement: Arrangement) -> Clock | None:
    """The clock that a duty's deadline declares; its version is the day the arrangements took
    effect, so that new arrangements move no day already given (house.md 6)."""
    rule = duty.deadline
    if rule is None:
        return None
    return Clock(
        code=rule.clock,
        duty=duty.promise,
        source=duty.basis.citation or f"{arrangement.document_title}: {duty.heading}",
        n=rule.n,
        unit=rule.unit,
        backwards=rule.backwards,
        mark=duty.basis.mark or "V",
        version=arrangement.starts_on.isoformat(),
        in_force_from=duty.starts_on,
        in_force_to=duty.ends_on,
    )
