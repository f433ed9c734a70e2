"""Which frequency a duty follows, and which reading of a contradiction that is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sightline.foundation.calendar import in_words
from sightline.registers.duties.rules.facts import Decided
from sightline.registers.partnership.rules.arrangement import (
    Arrangement,
    CadenceStage,
    Contradiction,
    Duty,
    Reading,
)


class Schedule(NamedTuple):
    """The stages a duty follows, and why, in words; empty where nothing is contradictory."""

    stages: tuple[CadenceStage, ...]
    said: str


def schedule_of(
    duty: Duty, arrangement: Arrangement, decided: Decided | None, as_at: date
) -> Schedule:
    """Settle the frequency of a duty: the decided reading's, once decided; until then that of the
    first reading whose frequency the duty itself carries."""
    about = next((it for it in arrangement.contradictions if it.id == duty.contradiction), None)
    if about is None:
        return Schedule(duty.stages, "")
    decision = _decision(about, decided, as_at)
    if decision is None:
        return Schedule(duty.stages, _undecided(about, duty))
    reading = next((one for one in about.readings if one.id == decision.reading), None)
    if reading is None:
        return Schedule(duty.stages, _undecided(about, duty))
    by = f"by decision of {decision.by} on {in_words(decision.on)}"
    said = f"The document contradicts itself on this ({_subject(about)}). The state follows "
    return Schedule(reading.stages or duty.stages, f"{said}{_name(about, reading)} {by}.")


def _decision(about: Contradiction, recorded: Decided | None, as_at: date) -> Decided | None:
    """The latest decision taken by a day, of the one recorded and the one the file states."""
    taken = []
    if about.decision and about.decided_by and about.decided_on:
        taken.append(Decided(about.decision, about.decided_by, about.decided_on))
    if recorded is not None:
        taken.append(recorded)
    return max((one for one in taken if one.on <= as_at), key=lambda one: one.on, default=None)


def _undecided(about: Contradiction, duty: Duty) -> str:
    followed = next((it for it in about.readings if it.stages and _same(it, duty)), None)
    said = f"The document contradicts itself on this ({_subject(about)}), undecided."
    if followed is not None:
        return f"{said} Until it is decided, the state follows {_name(about, followed)}."
    return said


def _same(reading: Reading, duty: Duty) -> bool:
    """Whether a reading means the frequency that the duty carries."""

    def terms(stages: Sequence[CadenceStage]) -> list[object]:
        return [(one.starts_on, one.ends_on, one.every, one.times) for one in stages]

    return terms(reading.stages) == terms(duty.stages)


def _name(about: Contradiction, reading: Reading) -> str:
    """A reading by its heading; by its number too, where two stand under one heading."""
    alike = [one for one in about.readings if one.heading == reading.heading]
    if len(alike) == 1:
        return f"“{reading.heading}”"
    return f"reading {about.readings.index(reading) + 1} (“{reading.heading}”)"


def _subject(about: Contradiction) -> str:
    return about.about[0].lower() + about.about[1:].rstrip(".")
