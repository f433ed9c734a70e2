"""What is kept, held, proposed and destroyed."""

from sightline.assurance.retention.queries.certificates import (
    certificate_by,
    certificates,
    facts_of,
    note_of,
    paper_of,
)
from sightline.assurance.retention.queries.keeping import (
    AT_ONCE,
    SHOWN,
    approved,
    classes,
    hold_by,
    holds,
    is_proposed,
    passed,
    periods_of,
    proposal_by,
    proposals,
    years_of,
)

__all__ = [
    "AT_ONCE",
    "SHOWN",
    "approved",
    "certificate_by",
    "certificates",
    "classes",
    "facts_of",
    "hold_by",
    "holds",
    "is_proposed",
    "note_of",
    "paper_of",
    "passed",
    "periods_of",
    "proposal_by",
    "proposals",
    "years_of",
]
