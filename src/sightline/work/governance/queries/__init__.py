"""What may be read of governance, by subject."""

from sightline.work.governance.queries.meetings import (
    Row,
    Turnout,
    coming,
    counted,
    meeting,
    moment_of,
    newest,
    quorum_of,
    register_of,
    reporters_to,
    turnout_of_agency,
    unrecorded,
)

__all__ = [
    "Row",
    "Turnout",
    "coming",
    "counted",
    "meeting",
    "moment_of",
    "newest",
    "quorum_of",
    "register_of",
    "reporters_to",
    "turnout_of_agency",
    "unrecorded",
]
