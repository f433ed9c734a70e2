"""What the trail says about something, for tests that ask whether a line was written."""

from __future__ import annotations

from sightline.foundation.trail.events import tell
from sightline.foundation.trail.models import TrailEvent


def told(about: str) -> list[str]:
    """The sentences about a record or a duty, oldest first."""
    lines = TrailEvent.objects.filter(about=about).order_by("id")
    return [tell(line.code, line.facts) for line in lines]
