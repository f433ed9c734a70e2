"""When the pack of a meeting was issued, and what is late since."""

from __future__ import annotations

from datetime import datetime

from sightline.foundation.statements import Objects, given
from sightline.work.governance.models import Meeting, PackIssue

ISSUES = Objects(lambda: PackIssue.objects.filter(meeting=given("meeting", int)).order_by("number"))


def pack_issues(meeting: Meeting) -> list[PackIssue]:
    """When the pack of a meeting and its supplements were issued, in their order."""
    return ISSUES.rows(meeting=meeting.pk)


def late_since(issues: list[PackIssue]) -> datetime | None:
    """What is filed after this moment is late; nothing where no pack was issued yet."""
    return issues[0].issued_at if issues else None
