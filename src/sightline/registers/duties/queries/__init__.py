"""Every read of the register that is worth a name."""

from sightline.registers.duties.queries.editions import (
    edition_at_work,
    edition_by,
    may_begin,
    standing,
    standing_editions,
    waiting_edition,
    waiting_editions,
)
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
    publication_of,
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
    "edition_at_work",
    "edition_by",
    "entries_of",
    "evidence",
    "may_begin",
    "open_clocks",
    "parts_of",
    "publication_of",
    "register_as_at",
    "shelf",
    "standing",
    "standing_dispensations",
    "standing_editions",
    "waiting_edition",
    "waiting_editions",
]
