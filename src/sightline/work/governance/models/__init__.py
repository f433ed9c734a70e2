"""The tables of governance, by subject."""

from sightline.work.governance.models.meetings import Attendance, Meeting, ReportReceived
from sightline.work.governance.models.requests import Request

__all__ = ["Attendance", "Meeting", "ReportReceived", "Request"]
