"""Every read of the register that is worth a name."""

from sightline.registers.duties.queries.evidence import (
    PartOffered,
    Shown,
    draft_of,
    drafts,
    duty_by_key,
    entries_of,
    evidence,
    open_clocks,
    parts_of,
    shelf,
    standing_dispensations,
)
from sightline.registers.duties.queries.holders import Holder
from sightline.registers.duties.queries.register import Register, register_as_at

__all__ = [
    "Holder",
    "PartOffered",
    "Register",
    "Shown",
    "draft_of",
    "drafts",
    "duty_by_key",
    "entries_of",
    "evidence",
    "open_clocks",
    "parts_of",
    "register_as_at",
    "shelf",
    "standing_dispensations",
]
