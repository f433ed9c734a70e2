"""Tables of training."""

from sightline.work.training.models.completions import (
    Completion,
    CompletionFile,
)
from sightline.work.training.models.day import Certificate, SessionAttendance
from sightline.work.training.models.effect import (
    Evaluation,
    EvaluationComment,
    EvaluationItem,
    EvaluationScore,
    EvaluationTheme,
    SortedComment,
)
from sightline.work.training.models.learning import Module, ModuleTry
from sightline.work.training.models.needs import (
    MissedSearch,
    RoleNeed,
    WorkforceCount,
    WorkforceRole,
)
from sightline.work.training.models.places import (
    Booking,
    BookingNeeds,
    Charge,
    ChargingRules,
    Delegate,
    Learner,
)
from sightline.work.training.models.programme import (
    AudienceGroup,
    Course,
    Event,
    EventPlaces,
    EventSession,
    EventTrainer,
    Joining,
    Trainer,
    TrainerRate,
)
from sightline.work.training.models.spread import (
    Briefing,
    BriefingReach,
    BriefingReceipt,
)
from sightline.work.training.models.workshops import Workshop, WorkshopChoice

__all__ = [
    "AudienceGroup",
    "Booking",
    "BookingNeeds",
    "Briefing",
    "BriefingReach",
    "BriefingReceipt",
    "Certificate",
    "Charge",
    "ChargingRules",
    "Completion",
    "CompletionFile",
    "Course",
    "Delegate",
    "Evaluation",
    "EvaluationComment",
    "EvaluationItem",
    "EvaluationScore",
    "EvaluationTheme",
    "Event",
    "EventPlaces",
    "EventSession",
    "EventTrainer",
    "Joining",
    "Learner",
    "MissedSearch",
    "Module",
    "ModuleTry",
    "RoleNeed",
    "SessionAttendance",
    "SortedComment",
    "Trainer",
    "TrainerRate",
    "WorkforceCount",
    "WorkforceRole",
    "Workshop",
    "WorkshopChoice",
]
