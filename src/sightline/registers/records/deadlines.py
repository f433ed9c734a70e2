"""What runs from an emergency access."""

from __future__ import annotations

from sightline.foundation.clocks import Clock

REVIEW_OF_EMERGENCY_ACCESS = Clock(
    code="review-of-emergency-access",
    duty="Somebody else reviews an emergency access",
    source="Security of Sightline, section 3 (docs/security.md); no law or guidance prints a time",
    n=2,
    unit="working-days",
    mark="K",
)
