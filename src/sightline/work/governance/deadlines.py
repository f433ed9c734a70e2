"""Clocks of governance: how long until somebody must have answered."""

from sightline.foundation.clocks import Clock

ANSWER_TO_REQUEST = Clock(
    code="answer-to-request",
    duty="Whoever asks a body for something has an answer",
    source="R3.4; the arrangements print no time, so the partnership must confirm this one",
    n=10,
    unit="working-days",
    mark="K",
)
