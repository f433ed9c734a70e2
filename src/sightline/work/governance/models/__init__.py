"""The tables of governance, by subject."""

from sightline.work.governance.models.agenda import AgendaItem, PackIssue, Purpose, StandingItem
from sightline.work.governance.models.disputes import Dispute, DisputeStage
from sightline.work.governance.models.forum import ForumLink, ForumPack, ForumTheme
from sightline.work.governance.models.meetings import Attendance, Meeting, ReportReceived
from sightline.work.governance.models.minutes import (
    Amendment,
    Approval,
    Decision,
    Minute,
    Position,
)
from sightline.work.governance.models.reports import GroupReport
from sightline.work.governance.models.requests import Request
from sightline.work.governance.models.task_groups import TaskGroup

__all__ = [
    "AgendaItem",
    "Amendment",
    "Approval",
    "Attendance",
    "Decision",
    "Dispute",
    "DisputeStage",
    "ForumLink",
    "ForumPack",
    "ForumTheme",
    "GroupReport",
    "Meeting",
    "Minute",
    "PackIssue",
    "Position",
    "Purpose",
    "ReportReceived",
    "Request",
    "StandingItem",
    "TaskGroup",
]
