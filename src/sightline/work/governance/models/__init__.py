"""The tables of governance, by subject."""

from sightline.work.governance.models.meetings import Attendance, Meeting, ReportReceived

__all__ = ["Attendance", "Meeting", "ReportReceived"]
