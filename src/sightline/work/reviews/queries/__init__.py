"""Cases that a person may see, and nothing else."""

from sightline.work.reviews.queries.cases import (
    SHOWN,
    Case,
    case_by,
    case_to_change,
    cases,
    incident_by,
    named_to,
    partners,
    seats_of_notifiers,
    seats_that_may_be,
)
from sightline.work.reviews.queries.identities import (
    identities_revealed,
    people_by,
    people_of,
    person_of,
    reveals_of,
)

__all__ = [
    "SHOWN",
    "Case",
    "case_by",
    "case_to_change",
    "cases",
    "identities_revealed",
    "incident_by",
    "named_to",
    "partners",
    "people_by",
    "people_of",
    "person_of",
    "reveals_of",
    "seats_of_notifiers",
    "seats_that_may_be",
]
