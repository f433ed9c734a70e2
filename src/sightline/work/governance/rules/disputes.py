"""The stages of a dispute in the Executive (R13.2). Pure Python."""

from __future__ import annotations

from datetime import date

from sightline.foundation.errors import RuleBroken

STEPS = {
    "raised": ("mediation", "withdrawn"),
    "mediation": ("chief-officers", "resolved", "withdrawn"),
    "chief-officers": ("resolved", "withdrawn"),
    "resolved": (),
    "withdrawn": (),
}
"""Legal steps of a dispute: to the chief officers only what mediation did not settle, as the
arrangements have it (“which cannot be resolved in any other way”)."""

SETTLES = {"mediation": "scrutineer", "chief-officers": "chief-officer"}
"""Whose capacity settles a stage; the business manager may record it for them."""

TOPIC = "executive-disputes"


def check_step(before: str, after: str) -> None:
    """Refuse a stage out of turn."""
    if after not in STEPS[before]:
        raise RuleBroken("The stages of a dispute are taken in turn: mediation comes first.")


def check_settle_by(settle_by_on: date, today: date) -> None:
    """Refuse a day by which a stage is to be settled that has passed already."""
    if settle_by_on < today:
        raise RuleBroken("Choose a day from today on.", field="settle_by_on")


def check_told(words: str, field: str, what: str) -> None:
    """Refuse a record that would not say why."""
    if len(words.strip()) < 20:
        raise RuleBroken(f"{what}, in a sentence or more.", field=field)
