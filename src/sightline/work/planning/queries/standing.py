"""Who looks after what a body owns."""

from __future__ import annotations

from sightline.foundation.permissions import Actor


def looks_after(body_id: int, by: Actor) -> bool:
    """The business manager, for every body, and the chair of this one."""
    return by.is_system or "business-manager" in by.capacities or by.holds("chair", body_id)
