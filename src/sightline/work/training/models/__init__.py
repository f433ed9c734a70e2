"""Tables of training."""

from sightline.work.training.models.programme import (
    AudienceGroup,
    Course,
    Event,
    EventPlaces,
    EventSession,
    EventTrainer,
    Joining,
    Trainer,
)

__all__ = [
    "AudienceGroup",
    "Course",
    "Event",
    "EventPlaces",
    "EventSession",
    "EventTrainer",
    "Joining",
    "Trainer",
]
