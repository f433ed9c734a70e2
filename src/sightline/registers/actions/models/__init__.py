"""The tables of recommendations and actions."""

from sightline.registers.actions.models.actions import Action, DateChange, Note, Step
from sightline.registers.actions.models.imports import ActionImport
from sightline.registers.actions.models.recommendations import (
    Dissemination,
    Proof,
    Recommendation,
)

__all__ = [
    "Action",
    "ActionImport",
    "DateChange",
    "Dissemination",
    "Note",
    "Proof",
    "Recommendation",
    "Step",
]
