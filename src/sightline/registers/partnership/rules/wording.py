"""Chair rules, cadences and times of the arrangements, as a sentence says them."""

from __future__ import annotations

from collections.abc import Mapping

from .arrangement import Arrangement, Body, CadenceStage, Every, Role, SeatOnBody, Times

_TIMES = {1: "Once", 2: "Twice", 3: "Three times", 4: "Four times"}
_KINDS = {
    "executive": "Executive",
    "group": "Group",
    "forum": "Forum",
    "panel": "Panel",
    "task-and-finish": "Task and finish group",
    "former-board": "Former board",
    "local-authority": "Council",
    "police": "Police",
    "health": "Health",
    "education": "Education",
    "early-years": "Early years",
    "probation": "Probation",
    "fire": "Fire and rescue",
    "housing": "Housing",
    "justice": "Justice",
    "national": "National body",
    "voluntary": "Voluntary and community",
    "council-service": "Council service",
    "other": "Other",
}


def kind_in_words(kind: str) -> str:
    """What kind of body or agency this is, for a reader."""
    return _KINDS.get(kind, kind.replace("-", " ").capitalize())


def every_in_words(every: Every) -> str:
    """An interval: "every year", "every 6 weeks", "every 10 working days"."""
    unit = every.unit.replace("-", " ")
    return f"every {unit.removesuffix('s')}" if every.n == 1 else f"every {every.n} {unit}"


def times_in_words(times: Times) -> str:
    """A count in a period: "Twice a year", "Once a quarter", "6 times a year"."""
    period = times.per.replace("-", " ")
    return f"{_TIMES.get(times.n, f'{times.n} times')} a {period}"


def cadence_in_words(stage: CadenceStage) -> str:
    """How often a body must meet in one stage, as the figures of the file say it."""
    if stage.every is not None:
        words = every_in_words(stage.every)
        return f"At least {words}"
    return f"{times_in_words(stage.times)}, or more often" if stage.times else stage.printed


def chair_in_words(body: Body, arrangement: Arrangement) -> str:
    """How the chair of a body is found (A2), in one sentence."""
    rule = body.chair
    roles = {role.id: role for role in arrangement.roles}
    if rule.kind == "named":
        return f"Chaired by the {_role(roles, rule.role)}"
    if rule.kind == "independent":
        return f"Chaired by the {_role(roles, rule.role)}, who is independent of every partner"
    if rule.kind == "rotation":
        titles = {seat.id: seat_holder_in_words(seat, arrangement) for seat in body.seats}
        among = [titles.get(key, key) for key in rule.among]
        how_often = f"{every_in_words(rule.every)} " if rule.every else ""
        return f"The chair passes {how_often}among {', '.join(among[:-1])} and {among[-1]}"
    return "The arrangements do not say who chairs"


def seat_holder_in_words(seat: SeatOnBody, arrangement: Arrangement) -> str:
    """Whom a seat stands for, in few words: its agency where it has one, else its title."""
    agency = next((it for it in arrangement.agencies if it.id == seat.agency), None)
    return agency.name if agency and seat.lead_partner else seat.title


def _role(roles: Mapping[str, Role], key: str | None) -> str:
    role = roles.get(key or "")
    return role.name if role else (key or "").replace("-", " ")
