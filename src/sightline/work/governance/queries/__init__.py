"""What may be read of governance, by subject."""

from sightline.work.governance.queries.lists import (
    Line,
    coming,
    newest,
    newest_of_body,
    unrecorded,
)
from sightline.work.governance.queries.meeting import (
    Row,
    meeting,
    moment_of,
    quorum_of,
    register_of,
    reporters_to,
    written_of,
)
from sightline.work.governance.queries.turnout import Turnout, turnout_of_agency

__all__ = [
    "Line",
    "Row",
    "Turnout",
    "coming",
    "meeting",
    "moment_of",
    "newest",
    "newest_of_body",
    "quorum_of",
    "register_of",
    "reporters_to",
    "turnout_of_agency",
    "unrecorded",
    "written_of",
]
