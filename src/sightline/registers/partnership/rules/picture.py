"""The structure of the partnership in force on a day: who stands under whom, who scrutinises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .arrangement import Agency, Arrangement, Body, Role
from .wording import cadence_in_words, chair_in_words


@dataclass(frozen=True)
class Branch:
    """A body, how it is chaired, how often it meets, and the bodies under it."""

    body: Body
    chair: str
    cadence: str
    under: tuple[Branch, ...]


@dataclass(frozen=True)
class Structure:
    """The safeguarding partners with equal standing, the bodies, and the independent offices."""

    partners: tuple[Agency, ...]
    branches: tuple[Branch, ...]
    former: tuple[Branch, ...]  # boards that only finish what they began
    offices: tuple[Role, ...]


def structure_on(arrangement: Arrangement, day: date) -> Structure:
    """Settle who stands under whom on a day (A1)."""
    roots = _tree(arrangement, day)
    return Structure(
        tuple(it for it in arrangement.agencies if it.lead_partner and it.holds_on(day)),
        tuple(it for it in roots if it.body.kind != "former-board"),
        tuple(it for it in roots if it.body.kind == "former-board"),
        tuple(it for it in arrangement.roles if it.independent and it.holds_on(day)),
    )


def _tree(arrangement: Arrangement, day: date) -> tuple[Branch, ...]:
    bodies = [body for body in arrangement.bodies if body.holds_on(day)]
    keys = {body.id for body in bodies}
    roots = [body for body in bodies if body.parent not in keys]
    return tuple(_branch(root, bodies, arrangement, day) for root in roots)


def _branch(body: Body, bodies: list[Body], arrangement: Arrangement, day: date) -> Branch:
    under = tuple(_branch(it, bodies, arrangement, day) for it in bodies if it.parent == body.id)
    return Branch(body, chair_in_words(body, arrangement), cadence_on(body, day), under)


def cadence_on(body: Body, day: date) -> str:
    """How often a body must meet on a day, or that the arrangements print no figure."""
    for stage in body.cadence:
        begun = stage.starts_on is None or stage.starts_on <= day
        if begun and (stage.ends_on is None or day <= stage.ends_on):
            return cadence_in_words(stage)
    return "The arrangements print no frequency"
