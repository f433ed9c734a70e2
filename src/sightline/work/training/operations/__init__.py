"""What is done in training."""

from sightline.work.training.operations.cancelling import cancel_event
from sightline.work.training.operations.copying import copy_programme
from sightline.work.training.operations.courses import (
    add_audience_group,
    change_course,
    make_course,
    publish_course,
    withdraw_course,
)
from sightline.work.training.operations.events import (
    add_session,
    change_event,
    drop_session,
    open_event,
    plan_event,
)
from sightline.work.training.operations.trainers import add_trainer, drop_trainer, name_trainer

__all__ = [
    "add_audience_group",
    "add_session",
    "add_trainer",
    "cancel_event",
    "change_course",
    "change_event",
    "copy_programme",
    "drop_session",
    "drop_trainer",
    "make_course",
    "name_trainer",
    "open_event",
    "plan_event",
    "publish_course",
    "withdraw_course",
]
