"""Which schedule a duty follows where the published document contradicts itself."""

from __future__ import annotations

from .arrangement import Arrangement, CadenceStage, Contradiction, Duty, Reading


def contradiction_of(duty: Duty, arrangement: Arrangement) -> Contradiction | None:
    """Find the contradiction a duty rests on."""
    return next((it for it in arrangement.contradictions if it.id == duty.contradiction), None)


def reading_decided(about: Contradiction) -> Reading | None:
    """Give the reading that was decided, or nothing while it is undecided."""
    return next((it for it in about.readings if it.id == about.decision), None)


def stages_in_force(duty: Duty, arrangement: Arrangement) -> tuple[CadenceStage, ...]:
    """Settle the cadence of a duty: the decided reading's, else its own."""
    about = contradiction_of(duty, arrangement)
    reading = reading_decided(about) if about else None
    return reading.stages if reading and reading.stages else duty.stages
