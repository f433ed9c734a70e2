"""Clocks of a serious incident and of the reviews that follow from it."""

from sightline.foundation.clocks import Clock

INCIDENT_NOTIFIED = Clock(
    code="serious-incident-notified",
    duty="The local authority notifies the Panel after it became aware of a serious incident",
    source="Children Act 2004 s16C(1); Working Together to Safeguard Children",
    n=5,
    unit="working-days",
)
